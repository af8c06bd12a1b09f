"""Canvas's rubric-assessment CSV: a row for each student, and Rating, Points and Comments of every criterion.

Canvas takes the first heading as it stands, so there is no mark before it. It splits headings at the last " - ", and
finds criteria by exactly their descriptions; one that is missing loses what Canvas has, so all must be there.
"""

from __future__ import annotations

import csv
import io
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
    as_number,
    matched_twice,
    not_matched,
)

STUDENT = "Student Id"
RATING, POINTS, COMMENTS = "Rating", "Points", "Comments"
_PARTS = (RATING, POINTS, COMMENTS)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ScoresPlan:
    """What would be written for Canvas. ``unmatched`` are codes of candidates who go nowhere."""

    data: bytes
    lines: tuple[BackLine, ...]
    unmatched: tuple[str, ...]

    def content(self) -> bytes:
        """Return the file."""
        return self.data


def plan_scores(results: Iterable[ToldResult], descriptions: Mapping[str, str] | None = None) -> ScoresPlan:
    """Make a new file for all who are known by their Canvas id.

    ``descriptions`` say what Canvas calls a criterion, by its id here, where that is not its title.
    """
    results = tuple(results)
    known = _by_student(results)
    file = io.StringIO(newline="")
    table = csv.writer(file)
    criteria = results[0].criteria if results else ()
    names = {one.id: (descriptions or {}).get(one.id, one.title) for one in criteria}
    table.writerow([STUDENT, *(f"{names[one.id]} - {part}" for one in criteria for part in _PARTS)])
    lines, written = [], set()
    for student, found in sorted(known.items(), key=lambda each: (len(each[0]), each[0])):
        if len(found) > 1:
            lines.append(BackLine(student, problem=matched_twice()))
            continue
        cells = [_cell(one, part) for one in found[0].criteria for part in _PARTS]
        table.writerow([student, *cells])
        lines.append(BackLine(student, found[0].code, _levels(found[0])))
        written.add(found[0].portfolio_id)
    left = tuple(one.code for one in results if one.portfolio_id not in written)
    return ScoresPlan(file.getvalue().encode(), tuple(lines), left)


def fill_scores(
    untrusted: bytes, name: str, results: Iterable[ToldResult], descriptions: Mapping[str, str] | None = None
) -> ScoresPlan:
    """Fill in a file that Canvas gave; everything that is not a criterion of it stays as it is.

    Raises NotAllowedError when a criterion of the file is none of ours, UntrustedFileError.
    """
    table = read_raw(untrusted, name)
    results = tuple(results)
    student = _student_column(table)
    places = _places(table, results[0].criteria if results else (), descriptions or {})
    known = _by_student(results)
    changes: dict[tuple[int, int], str] = {}
    lines, written = [], set()
    for row in range(1, len(table.values)):
        if not any(table.values[row]):
            continue
        where = table.value(row, student).strip()
        found = known.get(where.lstrip("0") or where, [])
        if len(found) != 1:
            lines.append(BackLine(where, problem=matched_twice() if found else not_matched()))
            continue
        by_id = {one.id: one for one in found[0].criteria}
        changes |= {(row, at): _cell(by_id[id_], part) for (id_, part), at in places.items() if id_ in by_id}
        lines.append(BackLine(where, found[0].code, _levels(found[0])))
        written.add(found[0].portfolio_id)
    left = tuple(one.code for one in results if one.portfolio_id not in written)
    return ScoresPlan(table.changed(changes).content(), tuple(lines), left)


def _student_column(table: RawTable) -> int:
    titles = [title.strip().casefold() for title in table.header]
    if STUDENT.casefold() not in titles:
        text = _("“{file}” has no column “Student Id”, so it is no file of rubric scores.")
        raise NotAllowedError(
            text.format(file=shown(table.name)), _("In Canvas, download the scores of the rubric as CSV.")
        )
    return titles.index(STUDENT.casefold())


def _places(
    table: RawTable, criteria: tuple[ToldCriterion, ...], descriptions: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    """Say which column is which part of which of our criteria."""
    known = {_plain(descriptions.get(one.id, one.title)): one.id for one in criteria}
    found: dict[tuple[str, str], int] = {}
    strange: dict[str, None] = {}
    for at, title in enumerate(table.header):
        before, separator, part = title.rpartition(" - ")
        if not separator or part not in _PARTS:
            continue
        if _plain(before) in known:
            found[known[_plain(before)], part] = at
        else:
            strange[before] = None
    missing = [one.title for one in criteria if not any((one.id, part) in found for part in _PARTS)]
    if strange or missing:
        text = _("The rubric in Canvas has other criteria than this cohort's.")
        hint = _("Not known here: {strange}. Not known there: {missing}. Say which is which: --criterion T1=NAME.")
        nothing = _("none")
        raise NotAllowedError(
            text,
            hint.format(
                strange=", ".join(map(shown, strange)) or nothing, missing=", ".join(map(shown, missing)) or nothing
            ),
        )
    return found


def _by_student(results: Iterable[ToldResult]) -> dict[str, list[ToldResult]]:
    found: dict[str, list[ToldResult]] = {}
    for one in results:
        for value in one.ids.get("user", ()):
            if value.isdecimal():
                found.setdefault(value.lstrip("0") or "0", []).append(one)
    return found


def _cell(one: ToldCriterion, part: str) -> str:
    if part == COMMENTS:
        words = one.words if one.level is not None else "\n".join(text for text in (one.label, one.words) if text)
        # Canvas passes over a blank; a spreadsheet on the way would run the text as a formula.
        return f" {words}" if words.startswith(_FORMULA) else words
    if one.level is None:
        return ""
    return as_number(one.level) if part == POINTS else one.label


def _levels(told: ToldResult) -> str:
    return ", ".join(
        f"{one.id} {as_number(one.level) if one.level is not None else one.label}" for one in told.criteria
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
