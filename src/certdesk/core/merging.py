"""The merge of statements about one record: a pure function of the set of them.

Nothing depends on the order in which they came, on repetitions, or on a clock. A statement that another one has taken
in counts no more; what is left of one person's desks is merged row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from certdesk.core.merged import NOTHING_LOCAL, Clash, Local, Merged, OddClock, Said
from certdesk.core.merging_heads import counted, covers, joined, open_forks, told_once, twins_of
from certdesk.core.merging_rows import Held, RowMerge
from certdesk.core.plain import canonical, to_plain
from certdesk.core.plain import digest as sha256_of
from certdesk.core.statements import RowVersion, Statement, SubjectKind

__all__ = ["Key", "by_record", "covers", "joined", "key_of", "merge", "odd_clocks", "state_hash"]

Key = tuple[str, str, str]
"""Which record: its kind, its subject, and for whom or by whom it is where each of those has one of their own."""


def key_of(statement: Statement) -> Key:
    """Return which record a statement is about."""
    match statement.kind:
        case SubjectKind.BLIND_PORTFOLIO:
            return statement.kind.value, statement.subject, statement.audience
        case SubjectKind.RECEIPT:
            return statement.kind.value, statement.subject, statement.person
    return statement.kind.value, statement.subject, ""


def by_record(said: Iterable[Said]) -> dict[Key, tuple[Said, ...]]:
    """Sort statements by the record that they are about, each of them once."""
    found: dict[Key, dict[str, Said]] = defaultdict(dict)
    for one in said:
        found[key_of(one.statement)][one.hash] = one
    return {key: tuple(found[key][hash_] for hash_ in sorted(found[key])) for key in sorted(found)}


def merge(said: Collection[Said], local: Local = NOTHING_LOCAL) -> Merged:
    """Merge the statements about one record (see `by_record`, at least one) with what was changed on this desk."""
    everybody = told_once(said)
    forks = open_forks(everybody, local)
    twins = twins_of(forks)
    right, heads = counted(everybody, twins, local)
    rows = RowMerge(heads, local, twins)
    held = rows.versions()
    sides = rows.sides(held)
    first = everybody[0].statement
    return Merged(
        kind=first.kind,
        subject=first.subject,
        writer=next((one.statement.person for one in heads), ""),
        heads=tuple(one.hash for one in heads),
        rows={place: each[0].row for place, each in sides.items()},
        versions={place: _unique(each) for place, each in held.items()},
        knows=joined([*(one.statement.knows for one in right), local.knows]),
        clashes=tuple(Clash(place, each) for place, each in sides.items() if len(each) > 1),
        forks=forks,
        foreign=tuple(one.hash for one in everybody if one not in right),
    )


def state_hash(said: Iterable[Said]) -> str:
    """Return one digest over everything that a set of statements says."""
    return sha256_of(canonical([_plain(merge(record)) for record in by_record(said).values()]))


def odd_clocks(said: Collection[Said], now: datetime) -> tuple[OddClock, ...]:
    """Return the statements of one record whose times can't be right, for display: nothing is decided by them."""
    found = []
    for one in told_once(said):
        mine = one.statement
        older = (
            other.statement.at
            for other in said
            if other.hash != one.hash and covers(mine.knows, other.statement.epoch, other.statement.seq)
        )
        backwards = any(at > mine.at for at in older)
        if backwards or mine.at > now:
            found.append(OddClock(one.hash, mine.at, backwards))
    return tuple(found)


def _unique(held: tuple[Held, ...]) -> tuple[RowVersion, ...]:
    if len(held) == 1:
        return (held[0].version,)
    found = {(one.version.seq, one.version.epoch, canonical(to_plain(one.version.row))): one.version for one in held}
    return tuple(found[key] for key in sorted(found))


def _plain(merged: Merged) -> object:
    rows = [[*place, to_plain(row)] for place, row in sorted(merged.rows.items())]
    clashes = [[*clash.place, [to_plain(side) for side in clash.sides]] for clash in merged.clashes]
    told = (merged.kind, merged.subject, merged.writer, merged.heads, merged.foreign, sorted(merged.knows.items()))
    return [to_plain(told), rows, clashes, to_plain(merged.forks)]
