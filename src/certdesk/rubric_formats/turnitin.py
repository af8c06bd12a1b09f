"""Turnitin's rubrics and grading forms (`.rbc`): JSON in four lists that point to each other by number.

A standard rubric has points on its scale and per cents on its criteria; a custom one has points in each cell; a
qualitative one has none; a grading form has criteria without a scale. What is told apart here is what is there, not
the number of the scoring method, which differs between versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.importing import Answers, Reading
from certdesk.core.words import _
from certdesk.rubric_formats.building import reading
from certdesk.rubric_formats.building_points import read_points
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.building_text import clean
from certdesk.rubric_formats.format import RubricFormat, Source
from certdesk.rubric_formats.found import FoundCriterion, FoundLevel, FoundRubric
from certdesk.rubric_formats.json_tree import Json, fields_of, parts_of, read_json, text_of
from certdesk.rubric_formats.turnitin_writing import LONGEST_CRITERION, losses, write

FORMAT, SYSTEM = "turnitin", "turnitin"
_CUSTOM = "4"
"""The scoring method with points in the cells; its other numbers are not relied upon."""


def turnitin() -> RubricFormat:
    """Return Turnitin's format."""
    return RubricFormat(FORMAT, _("Turnitin rubric"), ".rbc", looks_like, read, write, losses)


def looks_like(source: Source) -> float:
    """Whether there are lists called Rubric and RubricCriterion near the beginning or anywhere in a small file."""
    text = source.data[: 2**20].replace(b"\x00", b"")
    if b'"RubricCriterion"' in text and b'"Rubric"' in text:
        return 0.95
    return 0.3 if source.name.lower().endswith(".rbc") and b"{" in text[:100] else 0.0


def read(source: Source, answers: Answers) -> Reading:
    """Read every rubric of the file. Raises RubricError when it is no JSON, or holds no rubric."""
    file = fields_of(read_json(source.data, source.name))
    rubrics = [fields_of(one) for one in parts_of(file.get("Rubric"))]
    lists = _Lists(
        _by_id(file.get("RubricScale")), _by_id(file.get("RubricCriterion")), _by_id(file.get("RubricCriterionScale"))
    )
    asking = Asking(answers)
    if not rubrics or not lists.criteria:
        problem = _("{file} holds no Turnitin rubric with criteria.").format(file=shown(source.name))
        raise RubricError(problem, _("Download the rubric once more from Turnitin."))
    alone = len(rubrics) == 1
    found = [_rubric(one, number, lists, asking, alone=alone) for number, one in enumerate(rubrics, start=1)]
    return reading(FORMAT, source, found, asking)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The three lists of a file by the numbers of their entries, in the file's order."""

    scales: Mapping[str, Mapping[str, Json]]
    criteria: Mapping[str, Mapping[str, Json]]
    cells: Mapping[str, Mapping[str, Json]]


def _by_id(value: Json) -> dict[str, Mapping[str, Json]]:
    parts = [fields_of(part) for part in parts_of(value)]
    return {text_of(part.get("id")) or f"#{number}": part for number, part in enumerate(parts) if part}


def _rubric(rubric: Mapping[str, Json], number: int, lists: _Lists, asking: Asking, *, alone: bool) -> FoundRubric:
    id_ = text_of(rubric.get("id"))
    criteria = _named(rubric.get("criterion"), lists.criteria, id_, alone=alone)
    scales = _named(rubric.get("scale_values"), lists.scales, id_, alone=alone)
    custom = text_of(rubric.get("scoring_method")).strip() == _CUSTOM
    cells = _Cells.of(lists.cells, scales, custom=custom)
    found = tuple(
        _criterion(one, place, (scales, cells), asking) for place, one in enumerate(_in_order(criteria), start=1)
    )
    name = text_of(rubric.get("name"))
    if not scales:
        reason = _("It is a grading form, which has no levels; each criterion got the levels “not met” and “met”.")
        asking.accepted(_("rubric"), name, reason)
    return FoundRubric(
        str(number), name, found, clean(text_of(rubric.get("description"))), source_id=id_, system=SYSTEM,
    )  # fmt: skip


def _named(
    names: Json, known: Mapping[str, Mapping[str, Json]], rubric: str, *, alone: bool
) -> dict[str, Mapping[str, Json]]:
    """Return the entries that a rubric names, else those that name the rubric, else all if there is one rubric."""
    wanted = [text_of(name) for name in parts_of(names)]
    found = {name: known[name] for name in wanted if name in known}
    if found:
        return found
    theirs = {id_: entry for id_, entry in known.items() if text_of(entry.get("rubric")) == rubric}
    return theirs or (dict(known) if alone else {})


def _in_order(entries: Mapping[str, Mapping[str, Json]]) -> list[tuple[str, Mapping[str, Json]]]:
    """Sort by position where every entry has one, else by the number of its column or row, else as they stand."""
    for field in ("position", "num"):
        places = [read_points(text_of(entry.get(field))).value for entry in entries.values()]
        if entries and all(place is not None for place in places) and len(set(places)) == len(places):
            ranked = sorted(zip(places, entries.items(), strict=True), key=lambda pair: (pair[0] is None, pair[0] or 0))
            return [entry for _place, entry in ranked]
    return list(entries.items())


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of the grid by criterion and scale, and where the points stand: on the scale, in the cells, nowhere."""

    at: Mapping[tuple[str, str], Mapping[str, Json]]
    on_the_scale: bool
    in_the_cells: bool

    @staticmethod
    def of(
        cells: Mapping[str, Mapping[str, Json]], scales: Mapping[str, Mapping[str, Json]], *, custom: bool
    ) -> _Cells:
        at = {(text_of(cell.get("criterion")), text_of(cell.get("scale_value"))): cell for cell in cells.values()}
        theirs = [cell for (_criterion, scale), cell in at.items() if scale in scales]
        in_the_cells = any(map(_has_points, theirs))
        on_the_scale = any(map(_has_points, scales.values())) and not (custom and in_the_cells)
        return _Cells(at, on_the_scale, in_the_cells and not on_the_scale)


def _has_points(entry: Mapping[str, Json]) -> bool:
    text = text_of(entry.get("value")).strip()
    return bool(text) and read_points(text).value != 0


def _criterion(
    one: tuple[str, Mapping[str, Json]],
    number: int,
    grid: tuple[Mapping[str, Mapping[str, Json]], _Cells],
    asking: Asking,
) -> FoundCriterion:
    (id_, criterion), (scales, cells) = one, grid
    place = _("criterion {number}").format(number=number)
    title, description = _whole_name(
        clean(text_of(criterion.get("name"))), clean(text_of(criterion.get("description")))
    )
    here = [(scale, column, cells.at.get((id_, scale))) for scale, column in _in_order(scales)]
    missing = [clean(text_of(column.get("name"))) for _scale, column, cell in here if cell is None]
    if missing and cells.in_the_cells:
        reason = _("The grid has no cell for {levels}; the criterion goes without.")
        asking.skipped(place, title, reason.format(levels=", ".join(missing[:5])))
        here = [each for each in here if each[2] is not None]
    weight = text_of(criterion.get("value"))
    return FoundCriterion(
        place=place,
        title=title,
        levels=tuple(_level(column, cell or {}, cells) for _scale, column, cell in here) or _met(),
        description=description,
        weight=weight if _has_points(criterion) else "",
        source_id=id_,
    )


def _whole_name(name: str, description: str) -> tuple[str, str]:
    """Put a name together again that was cut, where the description begins with the whole of it."""
    first, _line_end, rest = description.partition("\n")
    if LONGEST_CRITERION - 1 <= len(name) <= LONGEST_CRITERION and len(first) < 250 and first.startswith(name):
        return first, rest
    return name, description


def _level(column: Mapping[str, Json], cell: Mapping[str, Json], cells: _Cells) -> FoundLevel:
    points = ""
    if cells.on_the_scale:
        points = text_of(column.get("value"))
    elif cells.in_the_cells:
        points = text_of(cell.get("value")) or "0"
    label, text = clean(text_of(column.get("name"))), clean(text_of(cell.get("description")))
    return FoundLevel(points, label, text, text_of(cell.get("id")))


def _met() -> tuple[FoundLevel, ...]:
    return (FoundLevel("0", _("Not met")), FoundLevel("1", _("Met")))
