"""Which statements about one record count, and which of them nothing has taken in yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from certdesk.core.merged import HERE, Fork, Local, Said
from certdesk.core.plain import canonical
from certdesk.core.plain import digest as sha256_of
from certdesk.core.statements import RowVersion, Statement, SubjectKind, Vector

Twins = Mapping[str, Fork]
"""Statements (by digest) that share their number with another one, with the fork that nobody has settled yet."""


def joined(vectors: Iterable[Vector]) -> dict[str, int]:
    """Return what all of them know together."""
    together: dict[str, int] = {}
    for vector in vectors:
        for epoch, seq in vector.items():
            together[epoch] = max(seq, together.get(epoch, 0))
    return together


def covers(vector: Vector, epoch: str, seq: int) -> bool:
    """Whether a number is among what is known."""
    return vector.get(epoch, -1) >= seq


def told_once(said: Iterable[Said]) -> tuple[Said, ...]:
    """Sort statements, and leave out what says the same under the same number, as after somebody got another key."""
    unique = {one.hash: one for one in said}
    if len(unique) == 1:
        return tuple(unique.values())
    found: dict[str, Said] = {}
    for hash_ in sorted(unique):
        found.setdefault(_content(unique[hash_].statement), unique[hash_])
    return tuple(found.values())


def _is_blind(statement: Statement) -> bool:
    """Whether it was made for somebody from a record that stands elsewhere: then its number says which one."""
    return statement.kind is SubjectKind.BLIND_PORTFOLIO


def open_forks(said: Iterable[Said], local: Local) -> tuple[Fork, ...]:
    """Find the numbers that were given twice and between which nobody has chosen."""
    numbered: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    settled = [local.settles]
    for one in said:
        number = (one.statement.person, one.statement.epoch, one.statement.seq)
        numbered[number] |= {one.hash, HERE} if one.hash in local.doubles else {one.hash}
        settled.append(frozenset(one.statement.settles))
    forks = [
        Fork(epoch, seq, tuple(sorted(hashes)))
        for (_person, epoch, seq), hashes in sorted(numbered.items())
        # Whoever settles a fork names the others; their own one is known by its number.
        if len(hashes) > 1 and not any(len(hashes - each) <= 1 for each in settled)
    ]
    return tuple(forks)


def twins_of(forks: Iterable[Fork]) -> Twins:
    """Return the open fork that a statement belongs to."""
    return {hash_: fork for fork in forks for hash_ in fork.hashes if hash_ != HERE}


def counted(said: tuple[Said, ...], twins: Twins, local: Local) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Return the statements that count, because the record is their author's, and those that nothing has taken in.

    Somebody who leads or coordinates may go on from another's statement; of people who didn't know of each other the
    one with the lower rank, then the lower id counts: everywhere the same one.
    """
    right = _allowed(said, local)
    while True:
        heads = tuple(one for one in right if not any(_dominates(other, one, twins) for other in right))
        if len({one.statement.person for one in heads}) <= 1:
            return right, heads
        chosen = min((one.rank, one.statement.person) for one in heads)[1]
        out = {one.hash for one in heads if one.statement.person != chosen}
        right = tuple(one for one in right if one.hash not in out)


def _allowed(said: tuple[Said, ...], local: Local) -> tuple[Said, ...]:
    if local.owners:
        return tuple(one for one in said if one.statement.person in local.owners)
    kinds = {one.statement.kind for one in said}
    if SubjectKind.ASSESSMENT in kinds:
        return tuple(one for one in said if _assessors(one.statement) == {one.statement.person})
    best = min((one.rank for one in said), default=0)
    return tuple(one for one in said if one.rank == best)


def _assessors(statement: Statement) -> set[object]:
    return {row.row["assessor_id"] for row in statement.rows if row.table == "assessment" and row.row}


def _dominates(one: Said, other: Said, twins: Twins) -> bool:
    """Whether a statement has taken another one in. One of two with the same number stays until somebody chose."""
    if one.hash == other.hash or other.hash in twins:
        return False
    if other.hash in one.statement.settles:
        return True
    knows, known = one.statement, other.statement
    mutual = covers(known.knows, knows.epoch, knows.seq)
    return covers(knows.knows, known.epoch, known.seq) and not mutual


def _content(statement: Statement) -> str:
    if _is_blind(statement):
        return canonical([statement.person, statement.epoch, statement.seq])
    rows = sorted(canonical([*row.place, cells(row), row.epoch, row.seq]) for row in statement.rows)
    told = [statement.person, statement.epoch, statement.seq, sorted(statement.after), statement.settles]
    return sha256_of(canonical([told, rows]))


def cells(version: RowVersion) -> dict[str, str | int | None] | None:
    """Return the cells of a version as JSON has them."""
    return None if version.row is None else dict(version.row)
