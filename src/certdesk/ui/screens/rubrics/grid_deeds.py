"""What can be done to a rubric from a stop of the grid; each deed says what it made, in words for undo."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core import editing
from certdesk.core.editing_criteria import add_criterion, duplicate_criterion, remove_criterion
from certdesk.core.editing_levels import add_level, remove_level, set_standard
from certdesk.core.editing_places import criterion_of, place_of, words_for, write_at
from certdesk.core.editing_sections import (
    add_section,
    move_criterion,
    move_section,
    remove_section,
    step_criterion,
)
from certdesk.core.editing_weights import are_per_cents
from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import exact_number
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.grid_model import Grid, RowKind, Spot


@dataclass(frozen=True, slots=True)
class Deed:
    """A changed rubric, what was done, where the keyboard goes, and whether a notice offers to take it back."""

    rubric: Rubric
    words: str
    then: Spot | None = None
    edit: bool = False
    notice: bool = False


def write(grid: Grid, spot: Spot, text: str) -> Deed:
    """Write the text of a stop."""
    words = words_for(grid.rubric, spot.key, spot.language)
    return Deed(write_at(grid.rubric, spot.key, text, spot.language), words)


def step(grid: Grid, spot: Spot, steps: int) -> Deed | None:
    """Move the criterion, the section or (in the head) nothing one up or down."""
    place = place_of(spot.key)
    if place.of == "criterion":
        moved = step_criterion(grid.rubric, place.id, steps)
        return Deed(moved, _("{id} moved").format(id=place.id), spot)
    if place.of == "section" and place.what == "title":
        ids = [section.id for section in grid.rubric.sections]
        moved = move_section(grid.rubric, place.id, ids.index(place.id) + steps)
        return Deed(moved, _("section {id} moved").format(id=place.id), spot)
    return None


def drop(grid: Grid, criterion_id: str, row: int) -> Deed | None:
    """Move a criterion to above a row, as a drag ends; one past the last row is the end of the last section."""
    section, place = _target(grid, criterion_id, row)
    if not section:
        return None
    moved = move_criterion(grid.rubric, criterion_id, section, place)
    return Deed(moved, _("{id} moved").format(id=criterion_id), Spot(f"criterion/{criterion_id}/title"))


def duplicate(grid: Grid, spot: Spot) -> Deed | None:
    """Put a copy of the criterion below it."""
    if not (name := criterion_of(spot.key)):
        return None
    copied, new_id = duplicate_criterion(grid.rubric, name)
    return Deed(copied, _("{id}, a copy of {original}").format(id=new_id, original=name), _title(new_id))


def remove(grid: Grid, spot: Spot) -> Deed | None:
    """Take away the criterion, section or level that a stop names; a notice offers to take that back."""
    place = place_of(spot.key)
    if place.of == "criterion":
        left = remove_criterion(grid.rubric, place.id)
        row = grid.row_of(place.id) or 0
        then = next((_title(each.id) for each in _criteria_near(grid, row) if each.id != place.id), None)
        return Deed(left, _("{id} removed").format(id=place.id), then, notice=True)
    if place.of == "section":
        left = remove_section(grid.rubric, place.id)
        return Deed(left, _("section {id} removed").format(id=place.id), notice=True)
    if place.of == "level":
        words = _("{level} removed").format(level=words_for(grid.rubric, spot.key))
        return Deed(remove_level(grid.rubric, Fraction(place.at)), words, notice=True)
    return None


def clear(grid: Grid, spot: Spot) -> Deed | None:
    """Empty the text of a stop; a notice offers to take that back."""
    if not grid.text(spot):
        return None
    words = _("{place} emptied").format(place=words_for(grid.rubric, spot.key, spot.language))
    return Deed(write_at(grid.rubric, spot.key, "", spot.language), words, spot, notice=True)


def add_below(grid: Grid, spot: Spot) -> Deed | None:
    """Add an empty criterion below the one of a stop, or at the end of its section."""
    place = place_of(spot.key)
    if place.of == "criterion":
        section = grid.rubric.section(grid.rubric.criterion(place.id).section)
        made, new_id = add_criterion(grid.rubric, section.id, at=section.criteria.index(place.id) + 1)
    elif place.of == "section":
        made, new_id = add_criterion(grid.rubric, place.id, at=None if place.what == "add" else 0)
    else:
        made, new_id = add_criterion(grid.rubric, grid.section or grid.rubric.sections[-1].id)
    return Deed(made, _("{id} added").format(id=new_id), _title(new_id), edit=True)


def new_section(grid: Grid) -> Deed:
    """Add a section after the others."""
    made, new_id = add_section(grid.rubric, _("New section"))
    return Deed(made, _("section {id} added").format(id=new_id), Spot(f"section/{new_id}/title"), edit=True)


def into_section(grid: Grid, criterion_id: str, section_id: str) -> Deed:
    """Move a criterion to the end of a section."""
    count = len(grid.rubric.section(section_id).criteria)
    moved = move_criterion(grid.rubric, criterion_id, section_id, count)
    return Deed(moved, _("{id} moved").format(id=criterion_id), _title(criterion_id))


def into_new_section(grid: Grid, criterion_id: str) -> Deed:
    """Move a criterion to a section that is made for it, and go on to name the section."""
    made, new_id = add_section(grid.rubric, _("New section"))
    moved = move_criterion(made, criterion_id, new_id, 0)
    words = _("{id} moved to a new section").format(id=criterion_id)
    return Deed(moved, words, Spot(f"section/{new_id}/title"), edit=True)


def new_level(grid: Grid, place: int) -> Deed:
    """Add a level at a place, counted from 0 at the lowest."""
    made = add_level(grid.rubric, place)
    value = made.scale.levels[place].value
    return Deed(made, _("level added"), Spot(f"level/{value}/label"), edit=True)


def make_standard(grid: Grid, spot: Spot) -> Deed:
    """Make a level the certificate standard."""
    value = Fraction(place_of(spot.key).at)
    words = _("standard {level}").format(level=plain_number(value))
    return Deed(set_standard(grid.rubric, value), words, spot)


def weight_in(text: str) -> Fraction:
    """Read a typed weight: 16, 12.5, 12,5 or 12.5 %. Raises ValueError."""
    return exact_number(text.replace("%", "").replace(",", "."))


def weigh(grid: Grid, spot: Spot, text: str) -> Deed:
    """Set a weight as typed. Raises NotAllowedError for what is no weight, none or over 10,000."""
    name = criterion_of(spot.key)
    try:
        weight = weight_in(text)
    except ValueError as why:
        raise _no_weight(text) from why
    if weight <= 0 or weight > 10_000:
        raise _no_weight(text)
    words = _("weight of {id}, {number} %") if are_per_cents(grid.rubric) else _("weight of {id}, {number}")
    return Deed(editing.set_weight(grid.rubric, name, weight), words.format(id=name, number=plain_number(weight)), spot)


def lay_floor(grid: Grid, spot: Spot, value: Fraction) -> Deed:
    """Set the floor of a criterion."""
    name = criterion_of(spot.key)
    words = _("floor of {id}, {level}").format(id=name, level=plain_number(value))
    return Deed(editing.set_floor(grid.rubric, name, value), words, spot)


def turn_critical(grid: Grid, spot: Spot) -> Deed:
    """Make a criterion critical, or not critical any more."""
    name = criterion_of(spot.key)
    critical = not grid.rubric.criterion(name).critical
    words = _("{id} critical") if critical else _("{id} not critical")
    return Deed(editing.set_critical(grid.rubric, name, critical=critical), words.format(id=name), spot)


def _no_weight(text: str) -> NotAllowedError:
    return NotAllowedError(
        _("“{text}” is not a weight.").format(text=text.strip()[:40]), _("Write a number above nothing, such as 12.5.")
    )


def _title(criterion_id: str) -> Spot:
    return Spot(f"criterion/{criterion_id}/title")


def _criteria_near(grid: Grid, row: int) -> list[Criterion]:
    after = [grid.criterion(n) for n in range(row + 1, len(grid.rows))]
    before = [grid.criterion(n) for n in range(row - 1, -1, -1)]
    return [each for each in (*after, *before) if each is not None]


def _target(grid: Grid, criterion_id: str, row: int) -> tuple[str, int]:
    """Return section and place that a drop above a row means."""
    for above in range(min(row, len(grid.rows)) - 1, -1, -1):
        found = grid.rows[above]
        if found.kind is RowKind.SECTION:
            return found.id, 0
        if found.kind is RowKind.CRITERION:
            section = grid.rubric.section(grid.rubric.criterion(found.id).section)
            others = [name for name in section.criteria if name != criterion_id]
            return section.id, others.index(found.id) + 1 if found.id in others else section.criteria.index(found.id)
        if found.kind is RowKind.ADD:
            return found.id, len(grid.rubric.section(found.id).criteria)
    first = next((each for each in grid.rows if each.kind is not RowKind.HEAD), None)
    if first is None:
        return "", 0
    return (grid.rubric.criterion(first.id).section, 0) if first.kind is RowKind.CRITERION else (first.id, 0)
