"""Assessors, conflicts of interest and allocations as tables: in from any sheet, and out as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from certdesk.actions.allocating import AllocationPlan, Given, plan_by_hand
from certdesk.actions.assessors import assessors_here, conflict_about, conflicts_known, people_to_add
from certdesk.actions.cohorts import members_of
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.cohorts import Assessor, Cohort, CohortMember, Turn
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.fields import exact_number, shown, written
from certdesk.core.policy import Conflict
from certdesk.core.words import _
from certdesk.intake.names import same_name
from certdesk.rubric_formats.tables import meant, neutralised
from certdesk.store.candidates import list_candidates
from certdesk.store.cohort_members import known_as_user
from certdesk.store.cohorts import load_allocations
from certdesk.store.portfolios import load_portfolios
from certdesk.store.workspace import Workspace

Rows = Sequence[Sequence[str]]
ASSESSOR_COLUMNS = ("id", "name", "desk", "subjects", "languages", "schools", "share", "new_since", "active", "note")
CONFLICT_COLUMNS = ("assessor", "about", "subject", "ground", "note")
ALLOCATION_COLUMNS = ("code", "assessor", "turn", "criteria", "due_on", "reasons", "ended_why")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_NO = {"no", "false", "0", "inactive"}


@dataclass(frozen=True, slots=True)
class AssessorsRead:
    """Assessors of a list as they would be kept, and the lines that can't be followed, each with why."""

    assessors: tuple[Assessor, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictsRead:
    """Conflicts of a list, and the lines that can't be followed, each with why."""

    conflicts: tuple[KnownConflict, ...]
    skipped: tuple[str, ...]


def read_assessors(workspace: Workspace, rows: Rows) -> AssessorsRead:
    """Read a list of assessors; each has to be known here by id or name. What a line leaves out stays as it is.

    Raises UntrustedFileError without a column of names or ids.
    """
    known = {one.id: one for one in (*people_to_add(workspace), *assessors_here(workspace))}
    people = _People(known.values())
    found: dict[str, Assessor] = {}
    skipped: list[str] = []
    for number, cells in _lines(rows, ("name", "id")):
        try:
            one = people.find(cells.get("id") or cells.get("name", ""))
            found[one.id] = _assessor(one, cells)
        except _UnfollowedError as problem:
            skipped.append(_line(number, str(problem)))
    return AssessorsRead(tuple(found.values()), tuple(skipped))


def assessors_as_csv(assessors: Iterable[Assessor]) -> str:
    """Return assessors as a table that `read_assessors` reads."""
    return _csv(
        ASSESSOR_COLUMNS,
        (
            (
                one.id,
                one.name,
                one.desk,
                "; ".join(one.subjects),
                "; ".join(one.languages),
                "; ".join(one.schools),
                written(one.share),
                one.new_since.isoformat() if one.new_since else "",
                "yes" if one.active else "no",
                one.note,
            )
            for one in assessors
        ),
    )


def read_conflicts(workspace: Workspace, rows: Rows) -> ConflictsRead:
    """Read a list of conflicts of interest. Raises UntrustedFileError without a column of assessors."""
    people = _People(assessors_here(workspace))
    found: list[KnownConflict] = []
    skipped: list[str] = []
    for number, cells in _lines(rows, ("assessor",)):
        try:
            one = people.find(cells["assessor"])
            about, subject = conflict_about(workspace, cells.get("about") or About.PORTFOLIO, cells.get("subject", ""))
            ground = cells.get("ground") or Conflict.DECLARED.value
            if ground not in set(Conflict):
                raise _UnfollowedError(_("“{ground}” is no ground").format(ground=shown(ground)))
            found.append(KnownConflict(one.id, about, subject, ground, cells.get("note", "")))
        except CertDeskError as problem:
            skipped.append(_line(number, str(problem)))
    return ConflictsRead(tuple(found), tuple(skipped))


def conflicts_as_csv(workspace: Workspace) -> str:
    """Return the known conflicts as a table that `read_conflicts` reads."""
    names = {one.id: one.name for one in assessors_here(workspace)}
    known = conflicts_known(workspace)
    codes = {
        one.id: one.code
        for one in load_portfolios(workspace.db, [each.subject for each in known if each.about is About.PORTFOLIO])
    }
    return _csv(
        CONFLICT_COLUMNS,
        (
            (names.get(one.assessor_id, one.assessor_id), one.about.value, codes.get(one.subject, one.subject),
             one.ground, one.note)
            for one in known
        ),
    )  # fmt: skip


def plan_from_list(workspace: Workspace, cohort: Cohort, rows: Rows, *, due_on: date | None = None) -> AllocationPlan:
    """See what a list allocates: nothing of it is kept yet, and what can't be followed is told line by line.

    The first column names the portfolio (code, candidate's user name, number or name), the others an assessor each:
    assessor 1, assessor 2 ..., as ULCC's coursework module writes it. Empty cells are left out, and what is allocated
    already stays as it is. Raises UntrustedFileError for an empty list.
    """
    people, members = _People(assessors_here(workspace)), _members(workspace, cohort)
    lines = [[meant(cell).strip() for cell in cells] for cells in rows]
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(cells)]
    if not numbered:
        raise UntrustedFileError(_("There is no line in this list."), _("Write a portfolio and an assessor in each."))
    if same_name(numbered[0][1][0]) not in members:
        numbered = numbered[1:]  # the module writes a heading in the words of its site, so any first line may be one
    standing = {(one.portfolio_id, one.assessor_id) for one in load_allocations(workspace.db, cohort)}
    given: list[Given] = []
    skipped: list[str] = []
    seen: set[str] = set()
    for number, cells in numbered:
        try:
            member = _member(members, cells[0], seen)
            for place, name in enumerate(cells[1:]):
                if name and (member.portfolio_id, people.find(name).id) not in standing:
                    turn = (Turn.FIRST, Turn.SECOND, Turn.THIRD)[min(place, 2)]
                    given.append(Given(member, people.find(name), turn, due_on=due_on))
        except _UnfollowedError as problem:
            skipped.append(_line(number, str(problem)))
    return plan_by_hand(workspace, cohort, given, skipped)


def allocations_as_csv(workspace: Workspace, cohort: Cohort, *, ended: bool = False) -> str:
    """Return who marks what in a cohort as a table, with the reasons; also what was taken back where ``ended``."""
    names = {one.id: one.name for one in assessors_here(workspace)}
    codes = {one.portfolio_id: one.code for one in members_of(workspace, cohort)}
    return _csv(
        ALLOCATION_COLUMNS,
        (
            (
                codes.get(one.portfolio_id, one.portfolio_id),
                names.get(one.assessor_id, one.assessor_id),
                one.turn.value,
                "; ".join(one.criteria),
                one.due_on.isoformat() if one.due_on else "",
                "; ".join(one.reasons),
                one.ended_why,
            )
            for one in load_allocations(workspace.db, cohort, ended=ended)
        ),
    )


class _UnfollowedError(CertDeskError):
    """A line of a list that can't be followed, and why."""


class _People:
    """Finds people by id, name, or a name without what user names leave out."""

    def __init__(self, people: Iterable[Assessor]) -> None:
        self._found: dict[str, list[Assessor]] = {}
        for one in people:
            for key in dict.fromkeys((one.id, same_name(one.name), _squeezed(one.name))):
                self._found.setdefault(key, []).append(one)

    def find(self, wanted: str) -> Assessor:
        for key in (wanted.strip(), same_name(wanted.strip()), _squeezed(wanted)):
            found = self._found.get(key, []) if key else []
            if len(found) == 1:
                return found[0]
            if found:
                raise _UnfollowedError(_("several assessors are called “{name}”").format(name=shown(wanted)))
        raise _UnfollowedError(_("there is no assessor “{name}”").format(name=shown(wanted)))


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", same_name(name.partition("@")[0]))


def _members(workspace: Workspace, cohort: Cohort) -> Mapping[str, list[CohortMember]]:
    """Return the portfolios of a cohort by everything that a list may call them."""
    found: dict[str, list[CohortMember]] = {}
    listed = {one.id: one for one in list_candidates(workspace.db)}
    users = known_as_user(workspace.db, cohort.programme)
    for member in members_of(workspace, cohort):
        names = {member.portfolio_id, member.code, member.name, member.candidate_id}
        names |= {user.partition(" ")[2] for user in users.get(member.portfolio_id, ())}
        if member.candidate_id in listed:
            names |= {known.value for known in listed[member.candidate_id].known_as}
        for name in {same_name(one) for one in names if one}:
            found.setdefault(name, []).append(member)
    return found


def _member(members: Mapping[str, list[CohortMember]], wanted: str, seen: set[str]) -> CohortMember:
    found = members.get(same_name(wanted), [])
    if len(found) > 1:
        raise _UnfollowedError(_("“{name}” is several portfolios: write the code").format(name=shown(wanted)))
    if not found:
        raise _UnfollowedError(_("“{name}” is not in this cohort").format(name=shown(wanted)))
    if found[0].portfolio_id in seen:
        raise _UnfollowedError(_("“{name}” stands in a line above already").format(name=shown(wanted)))
    seen.add(found[0].portfolio_id)
    return found[0]


def _lines(rows: Rows, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Return the lines below the heading by the names of their columns, with their numbers."""
    heading = next((number for number, cells in enumerate(rows) if set(needed) & set(map(_column, cells))), None)
    if heading is None:
        text = _("No column is called {names}.").format(names=_(" or ").join(f"“{name}”" for name in needed))
        raise UntrustedFileError(text, _("Name the columns in the first line."))
    columns = [_column(cell) for cell in rows[heading]]
    for number, cells in enumerate(rows[heading + 1 :], heading + 2):
        found = {name: meant(cell).strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
        if found and set(needed) & set(found):
            yield number, found


def _column(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", same_name(cell.strip().lstrip("\ufeff")))


def _assessor(one: Assessor, cells: Mapping[str, str]) -> Assessor:
    share = one.share
    if "share" in cells:
        share = _share(cells["share"])
    return replace(
        one,
        desk=cells.get("desk", one.desk),
        subjects=_several(cells, "subjects", one.subjects),
        languages=_several(cells, "languages", one.languages),
        schools=_several(cells, "schools", one.schools),
        share=share,
        new_since=_day(cells["new_since"]) if "new_since" in cells else one.new_since,
        active=cells["active"].casefold() not in _NO if "active" in cells else one.active,
        note=cells.get("note", one.note),
    )


def _several(cells: Mapping[str, str], name: str, before: tuple[str, ...]) -> tuple[str, ...]:
    if name not in cells:
        return before
    return tuple(dict.fromkeys(part for part in _SEVERAL.split(cells[name].strip()) if part))


def _share(text: str) -> Fraction:
    try:
        share = exact_number(text.replace(",", ".").rstrip("% "))
    except ValueError:
        raise _UnfollowedError(_("the share “{text}” is no number").format(text=shown(text))) from None
    if share < 0:
        raise _UnfollowedError(_("the share must be 0 or more"))
    return share / 100 if text.strip().endswith("%") else share


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _UnfollowedError(_("“{text}” is no day: write it like 2026-11-28").format(text=shown(text))) from None


def _line(number: int, why: str) -> str:
    return _("line {number}: {why}").format(number=number, why=why)


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(head)
    table.writerows([neutralised(cell) for cell in row] for row in rows)
    return out.getvalue()
