"""The grading sheet of ``mod_coursework`` (double marking in Moodle): agreed grades and their feedback are filled in.

With a rubric the agreed grade stands as a column for each criterion, which takes only levels that the rubric has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.exchange.writing_back.raw_table import RawTable, read_raw
from certdesk.exchange.writing_back.told import (
    BackLine,
    ToldCriterion,
    ToldResult,
    as_html,
    as_number,
    matched_twice,
    not_matched,
)

_GRADE, _FEEDBACK = "agreed grade", "agreed grade feedback"
_OF_CRITERION, _COMMENT_ON = "agreed grade - ", ("comment for: agreed grade - ", "comment for:  agreed grade - ")
_SINGLE, _SINGLE_FEEDBACK = "grade", "feedback comment"
_WHO = ("username", "user name", "id number", "idnumber", "email", "email address")


@dataclass(frozen=True, slots=True)
class CourseworkPlan:
    """What would be written into a grading sheet. ``unmatched`` are codes of candidates it does not have."""

    table: RawTable
    lines: tuple[BackLine, ...]
    unmatched: tuple[str, ...]

    def content(self) -> bytes:
        """Return the sheet, filled in."""
        return self.table.content()


@dataclass(frozen=True, slots=True)
class _Places:
    who: tuple[int, ...]
    grade: int | None
    feedback: int | None
    levels: Mapping[str, int]
    comments: Mapping[str, int]


def plan_coursework(untrusted: bytes, name: str, results: Iterable[ToldResult]) -> CourseworkPlan:
    """See what would be written into a grading sheet. Raises UntrustedFileError, NotAllowedError."""
    table = read_raw(untrusted, name)
    results = tuple(results)
    places = _places(table, results[0].criteria if results else ())
    known: dict[str, list[ToldResult]] = {}
    for one in results:
        for kind in ("username", "email", "number"):
            for value in one.ids.get(kind, ()):
                known.setdefault(value.strip().casefold(), []).append(one)
    changes: dict[tuple[int, int], str] = {}
    lines, written = [], set()
    for row in range(1, len(table.values)):
        if not any(table.values[row]):
            continue
        values = [table.value(row, at).strip() for at in places.who]
        found = next((known[value.casefold()] for value in values if value.casefold() in known), [])
        line, cells = _row(next(filter(None, values), str(row)), found, places)
        lines.append(line)
        changes |= {(row, at): text for at, text in cells.items()}
        if line.is_written:
            written.add(found[0].portfolio_id)
    left = tuple(one.code for one in results if one.portfolio_id not in written)
    return CourseworkPlan(table.changed(changes), tuple(lines), left)


def _row(where: str, found: list[ToldResult], places: _Places) -> tuple[BackLine, dict[int, str]]:
    if len({one.portfolio_id for one in found}) != 1:
        return BackLine(where, problem=matched_twice() if found else not_matched()), {}
    told = found[0]
    cells: dict[int, str] = {}
    for one in told.criteria:
        if one.id in places.levels:
            problem = _no_level(one)
            if problem:
                return BackLine(where, told.code, problem=problem), {}
            cells[places.levels[one.id]] = as_number(one.level) if one.level is not None else ""
        if one.id in places.comments:
            cells[places.comments[one.id]] = one.words
    if places.grade is not None:
        if not told.grade:
            return BackLine(where, told.code, problem=_("there is no grade to write")), {}
        cells[places.grade] = told.grade
    if places.feedback is not None:
        cells[places.feedback] = as_html(told)
    written = told.grade if places.grade is not None else ", ".join(cells[at] for at in places.levels.values())
    return BackLine(where, told.code, written), cells


def _no_level(one: ToldCriterion) -> str:
    if one.level is None:
        return _("{criterion} has no level, and the sheet needs one for each criterion").format(criterion=one.id)
    if one.level.denominator != 1:
        text = _("{criterion} is {level}, a mean: the rubric there has whole levels only")
        return text.format(criterion=one.id, level=as_number(one.level))
    return ""


def _places(table: RawTable, criteria: tuple[ToldCriterion, ...]) -> _Places:
    titles = [" ".join(title.split()).casefold() for title in table.header]
    who = tuple(at for at, title in enumerate(titles) if title in _WHO)
    levels, comments = {}, {}
    for one in criteria:
        plain = " ".join(one.title.split()).casefold()
        for at, title in enumerate(titles):
            if title == f"{_OF_CRITERION}{plain}":
                levels[one.id] = at
            elif title in {f"{start.strip()} {plain}" for start in _COMMENT_ON} | {f"{_COMMENT_ON[0]}{plain}"}:
                comments[one.id] = at
    grade = next((titles.index(each) for each in (_GRADE, _SINGLE) if each in titles), None)
    feedback = next((titles.index(each) for each in (_FEEDBACK, _SINGLE_FEEDBACK) if each in titles), None)
    wanted = sum(title.startswith(_OF_CRITERION) for title in titles)
    if not who or (grade is None and not levels) or wanted != len(levels):
        text = _("“{file}” is no grading sheet of Coursework with agreed grades, or of another rubric.")
        hint = _("It has: {names}.").format(names=", ".join(map(shown, table.header)))
        raise NotAllowedError(text.format(file=shown(table.name)), hint)
    return _Places(who, None if levels else grade, feedback, levels, comments)
