"""Canvas's rubric CSV: a row for each criterion, with its ratings in threes of name, description and points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Question, Reading
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.building_questions import Asking, choices
from certdesk.rubric_formats.csv_cells import read_cells, write_cells
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.losses import Holds, lost, rounded_points
from certdesk.rubric_formats.tables import Table
from certdesk.rubric_formats.text_encoding import decoded

FORMAT = "canvas"
_HEAD = ("Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range")
_RATING = ("Rating Name", "Rating Description", "Rating Points")
_HOLDS = frozenset({Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.OWN_LEVELS, Holds.RANGES})
_ROWS_LOOKED_AT = 15
_YES, _NO = frozenset({"true", "1", "yes", "y"}), frozenset({"", "false", "0", "no", "n"})
_KNOWN = re.compile(r"(rubric|criteri(a|on)) name|criteri(a|on) description|(criteri(a|on) )?enable range|rating .*")


def canvas() -> RubricFormat:
    """Return Canvas's format."""
    return RubricFormat(FORMAT, _("Canvas rubric CSV"), ".csv", looks_like, read, write, losses)


def looks_like(source: Source) -> float:
    """Whether the names of Canvas's columns stand near the beginning."""
    if source.data[:2] == b"PK":
        return 0.0
    start = " ".join(decoded(source.data[:16_384]).lower().split())
    named = re.search(r"criteri(a|on) name", start) is not None
    return 0.95 if named and "rating name" in start else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read every rubric of the file. Raises RubricError when Canvas's columns are not there, or nothing is in them."""
    table, asking = read_cells(source), Asking(answers)
    if header_row(table) is None:
        problem = _("{file} has no row with Canvas's column names.").format(file=shown(source.name))
        hint = _("The first row needs “Rubric Name”, “Criteria Name” and “Rating Name”.")
        raise RubricError(problem, hint)
    return reading(FORMAT, source, rubrics_in(table, asking), asking)


def header_row(table: Table) -> int | None:
    """Return the number of the row with Canvas's column names, or None in a table of another kind."""
    for number, row in enumerate(table.rows[:_ROWS_LOOKED_AT]):
        names = [_name(cell) for cell in row]
        if any(re.fullmatch(r"criteri(a|on) name", name) for name in names) and any("rating name" in n for n in names):
            return number
    return None


def rubrics_in(table: Table, asking: Asking) -> list[FoundRubric]:
    """Return the rubrics of a table that has a `header_row`, in the order of their first rows."""
    head = header_row(table) or 0
    columns = _Columns.of(table.rows[head], table.width, asking)
    rows = [
        (number, row)
        for number, row in enumerate(table.rows[head + 1 :], start=head + 2)
        if any(cell.strip() for cell in row) and row != table.rows[head]
    ]
    found: dict[str, list[FoundCriterion]] = {}
    fill = _fill(columns, rows, asking)
    last = ""
    for number, row in rows:
        place, name = _("row {number}").format(number=number), _cell(row, columns.rubric)
        title = _cell(row, columns.criterion)
        if not name and last and not fill:
            continue
        if not name and last and fill == "skip":
            asking.skipped(place, title, _("It does not say to which rubric it belongs."))
            continue
        name = name or last
        last = name
        found.setdefault(name, []).append(_criterion(row, place, columns, asking))
    return [FoundRubric(str(n), name, tuple(criteria)) for n, (name, criteria) in enumerate(found.items(), start=1)]


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what a Canvas CSV won't hold of this rubric."""
    rounded = (_("Points are rounded to hundredths."),) if rounded_points(rubric, 2) else ()
    return (*lost(rubric, _HOLDS), *rounded)


def write(rubric: Rubric) -> bytes:
    """Return the file, the best rating first as Canvas shows it, without a mark that Canvas would stumble on."""
    most = max((len(rubric.scale_of(criterion).levels) for criterion in rubric.criteria), default=0)
    rows = [[*_HEAD, *_RATING * most], *(_row(rubric, criterion) for criterion in rubric.criteria)]
    return write_cells(rows, marked=False)


def _row(rubric: Rubric, criterion: Criterion) -> list[str]:
    row = [rubric.title, criterion.title, criterion.question, "true" if rubric.scale.ranges else "false"]
    for level in reversed(rubric.scale_of(criterion).levels):
        name = level.label or plain(level.value)
        row += [name, criterion.descriptors.get(level.value, ""), plain(Fraction(round(level.value * 100), 100))]
    return row


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand: numbers of columns, -1 for what has none; ratings are name, description, points."""

    rubric: int
    criterion: int
    description: int
    ranges: int
    ratings: tuple[tuple[int, int, int], ...]

    @staticmethod
    def of(row: tuple[str, ...], width: int, asking: Asking) -> _Columns:
        names = [_name(cell) for cell in row]
        strange = [cell for cell, name in zip(row, names, strict=True) if name and not _KNOWN.fullmatch(name)]
        if strange:
            reason = _("Canvas has no such columns; they are left out: {names}.")
            asking.skipped(_("columns"), strange[0], reason.format(names=shown(", ".join(strange), 120)))
        by_part = [[at for at, name in enumerate(names) if part.lower() in name] for part in _RATING]
        ratings = [(a, b, c) for a, b, c in zip_longest(*by_part, fillvalue=-1) if a >= 0]
        beyond = len(names)
        while ratings and beyond + 2 < width and ratings[-1] == (beyond - 3, beyond - 2, beyond - 1):
            ratings.append((beyond, beyond + 1, beyond + 2))
            beyond += 3
        return _Columns(
            _first(names, r"rubric name"),
            _first(names, r"criteri(a|on) name"),
            _first(names, r"criteri(a|on) description"),
            _first(names, r"(criteri(a|on) )?enable range"),
            tuple(ratings),
        )


def _fill(columns: _Columns, rows: Iterable[tuple[int, tuple[str, ...]]], asking: Asking) -> str:
    """Ask once what follow-up rows without a rubric's name belong to; Canvas itself refuses the whole file."""
    named, bare = "", []
    for number, row in rows:
        name = _cell(row, columns.rubric)
        if not name and named:
            bare.append(str(number))
        named = name or named
    if not bare:
        return "fill"
    text = _("The rows {rows} don't say to which rubric they belong. Do they belong to the rubric above them?")
    shown_rows = ", ".join(bare[:8]) + ("…" if len(bare) > 8 else "")
    offered = choices(("fill", _("Yes, to the one above")), ("skip", _("No, leave them out")))
    place = _("row {number}").format(number=bare[0])
    return asking.ask(place, named, Question("names", text.format(rows=shown_rows), offered))


def _criterion(row: tuple[str, ...], place: str, columns: _Columns, asking: Asking) -> FoundCriterion:
    title, ranges = _cell(row, columns.criterion), _cell(row, columns.ranges).lower()
    if ranges not in _YES | _NO:
        reason = _("“{text}” under “Criteria Enable Range” is neither true nor false, so it counts as false.")
        asking.accepted(place, title, reason.format(text=shown(ranges, 30)))
    levels = []
    for name, description, points in columns.ratings:
        level = FoundLevel(_cell(row, points), _cell(row, name), _cell(row, description))
        if level.points or level.label or level.text:
            levels.append(level)
    return FoundCriterion(
        place,
        title,
        tuple(levels),
        description=_cell(row, columns.description),
        ranges=ranges in _YES,
        key=place.rpartition(" ")[2],
    )


def _cell(row: tuple[str, ...], column: int) -> str:
    return row[column].strip() if 0 <= column < len(row) else ""


def _name(cell: str) -> str:
    """Return a column's name without case, doubled spaces and marks."""
    return " ".join(cell.replace("\ufeff", "").replace("_", " ").lower().split())


def _first(names: list[str], pattern: str) -> int:
    return next((at for at, name in enumerate(names) if re.fullmatch(pattern, name)), -1)
