"""What one person changed on two desks: both values side by side, until that person says which one stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from certdesk.actions.record_state import Desk, Record, desk_of, record_of, said_of
from certdesk.actions.scoring import mark_in_words
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import mark_from_plain
from certdesk.core.merged import HERE, Clash, Fork, Side
from certdesk.core.merging import odd_clocks
from certdesk.core.plain import canonical, digest
from certdesk.core.statements import Row, SubjectKind
from certdesk.core.words import _
from certdesk.store.exchanges import codes_of
from certdesk.store.journal import DECIDED
from certdesk.store.people import find_person
from certdesk.store.statements import kept_about
from certdesk.store.workspace import Workspace

_KINDS = (SubjectKind.PORTFOLIO, SubjectKind.ASSESSMENT)


@dataclass(frozen=True, slots=True)
class ClashSide:
    """One of the values: in words, on which desk it was given, and when by that desk's clock."""

    words: str
    desk: str
    here: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenClash:
    """Something that one person changed on two desks. The first side stands until they decide.

    ``what`` names it (a criterion, an item), ``code`` the portfolio, ``person`` whose it is to decide; ``mine`` whether
    that is who acts here now. ``fork`` says that one desk gave a number twice: it was copied or restored.
    """

    id: str
    kind: SubjectKind
    subject: str
    code: str
    what: str
    person: str
    mine: bool
    sides: tuple[ClashSide, ...]
    fork: bool = False


@dataclass(frozen=True, slots=True)
class OddTime:
    """A statement whose time can't be right; nothing is decided by it."""

    subject: str
    code: str
    at: datetime
    backwards: bool


def open_clashes(workspace: Workspace) -> tuple[OpenClash, ...]:
    """Return everything that waits for somebody's decision, and every number that was given twice."""
    desk = desk_of(workspace)
    return tuple(clash for record in _suspects(workspace, desk) for clash in _clashes_in(workspace, record))


def decide_clash(workspace: Workspace, clash_id: str, side: int) -> Change:
    """Let one side stand, as counted from 0. From now on that is what this desk says, knowing all the others.

    Raises NotFoundError when it is decided already, NotAllowedError for somebody else's or a signed assessment.
    """
    desk = desk_of(workspace)
    for record in _suspects(workspace, desk):
        found = next((one for one in _clashes_in(workspace, record) if one.id == clash_id), None)
        if found is not None:
            return _decide(workspace, record, found, side)
    raise NotFoundError(_("There is nothing to decide here any more."))


def odd_times(workspace: Workspace, subjects: Iterable[str]) -> tuple[OddTime, ...]:
    """Return statements about these records whose times can't be right, for display."""
    subjects = list(subjects)
    names = codes_of(workspace.db, subjects)
    now = workspace.clock()
    return tuple(
        OddTime(subject, names.get(subject, ""), odd.at, odd.backwards)
        for subject, kept in kept_about(workspace.db, subjects).items()
        for odd in odd_clocks(tuple(said_of(kept)), now)
    )


def _suspects(workspace: Workspace, desk: Desk) -> Iterable[Record]:
    """Return the records that more than one desk has written: only there something can clash."""
    sql = (
        "select kind, subject from statement where kind in ('portfolio', 'assessment') group by kind, subject"
        " having max(clashing) = 1 or count(distinct epoch) > 1 or count(*) > count(distinct epoch || ' ' || seq)"
        " or exists (select 1 from row_version where owner = statement.subject) order by kind, subject"
    )
    for kind, subject in workspace.db.execute(sql).fetchall():
        record = record_of(workspace, desk, SubjectKind(kind), subject)
        if record.merged and (record.merged.clashes or record.merged.forks):
            yield record


def _clashes_in(workspace: Workspace, record: Record) -> Iterable[OpenClash]:
    if record.merged is None:
        return
    person = find_person(workspace.db, record.merged.writer)
    code = codes_of(workspace.db, [record.subject]).get(record.subject, "")
    whose = (code, person.name if person else "", record.merged.writer == workspace.person)
    for clash in record.merged.clashes:
        yield _of_row(record, clash, whose)
    for fork in () if record.merged.clashes else record.merged.forks:
        yield _of_fork(record, fork, whose)


def _of_row(record: Record, clash: Clash, whose: tuple[str, str, bool]) -> OpenClash:
    code, person, mine = whose
    sides = tuple(ClashSide(_words(clash.place[0], one), one.epoch, one.of == HERE, one.at) for one in clash.sides)
    numbers = [[side.epoch, side.seq] for side in clash.sides]
    id_ = digest(canonical([record.kind.value, record.subject, *clash.place, numbers]))
    what = _name(clash.place[0], clash.sides)
    return OpenClash(id_, record.kind, record.subject, code, what, person, mine, sides, _is_forked(record))


def _of_fork(record: Record, fork: Fork, whose: tuple[str, str, bool]) -> OpenClash:
    code, person, mine = whose
    kept = {one.sealed.hash: one.sealed.at for one in record.kept}
    newest = max(kept.values())
    words = _("the same, under a number that was given twice")
    sides = tuple(ClashSide(words, fork.epoch, hash_ == HERE, kept.get(hash_, newest)) for hash_ in fork.hashes)
    id_ = digest(canonical([record.kind.value, record.subject, fork.epoch, fork.seq, list(fork.hashes)]))
    return OpenClash(id_, record.kind, record.subject, code, _("one desk, twice"), person, mine, sides, fork=True)


def _is_forked(record: Record) -> bool:
    return bool(record.merged and record.merged.forks)


def _decide(workspace: Workspace, record: Record, open_clash: OpenClash, side: int) -> Change:
    if not open_clash.mine:
        text = _("Only {name} can decide what they meant.").format(name=open_clash.person or _("the author"))
        raise NotAllowedError(text, _("Both values travel on until they have decided."))
    if not 0 <= side < len(open_clash.sides):
        raise NotFoundError(_("There is no such choice."))
    merged = record.merged
    clashes = merged.clashes if merged else ()
    clash = next((one for one in clashes if _of_row(record, one, ("", "", True)).id == open_clash.id), None)
    _refuse_if_signed(record, side)
    hashes = sorted({hash_ for fork in merged.forks for hash_ in fork.hashes} - {HERE}) if merged else []
    table, key = clash.place if clash else ("", "")
    chosen = clash.sides[side].row if clash else None
    row: dict[str, str | int | None] = {
        "subject": record.subject,
        "tbl": table,
        "row_key": key,
        "row": canonical(None if chosen is None else dict(chosen)),
        # A number that was given twice is settled with the last thing that there is to choose.
        "hashes": canonical(hashes if len(clashes) <= 1 else []),
        "at": workspace.clock().isoformat(),
    }
    label = _("{what}: chosen between two desks").format(what=open_clash.what)
    with workspace.recording(DECIDED, label, subject=record.subject) as recording:
        recording.put("settled", row)
        if clash and chosen is not None:
            recording.put(table, dict(chosen))
        elif clash:
            recording.remove(table, json.loads(key))
    return recording.change


def _refuse_if_signed(record: Record, side: int) -> None:
    states = [row["state"] for (table, _key), row in record.rows.items() if table == "assessment"]
    if side and AssessmentState.SIGNED.value in states:
        text = _("That assessment is signed, so its marks stay as they are.")
        raise NotAllowedError(text, _("Let the signed side stand, then reopen it with a reason to change it."))


def _name(table: str, sides: Iterable[Side]) -> str:
    """Name what was changed, in words that people know it by."""
    row: Row = next(side.row for side in sides if side.row is not None)
    if table in {"mark", "feedback"}:
        text = _("{criterion}: level") if table == "mark" else _("{criterion}: comment")
        return text.format(criterion=row["criterion_id"])
    if table == "item":
        return str(row["title"])
    names = {
        "annotation": _("a note on the evidence"),
        "assessment": _("the assessment"),
        "portfolio": _("the portfolio"),
    }
    return names.get(table, _("a record of the portfolio"))


def _words(table: str, side: Side) -> str:
    """Say a value in words."""
    row = side.row
    if row is None:
        return _("removed")
    told = {name: str(value) for name, value in row.items() if value is not None}
    match table:
        case "mark":
            return mark_in_words(mark_from_plain(told))
        case "feedback":
            return " / ".join(told[name] for name in ("strength", "next_step", "comment") if told[name])
        case "annotation":
            return told["note"]
        case "assessment":
            return ", ".join(told[name] for name in ("state", "summary") if told[name])
    return ", ".join(told[name] for name in ("code", "title", "candidate_name", "caption", "people") if told.get(name))
