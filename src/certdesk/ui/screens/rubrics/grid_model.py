"""What the grid shows, without any drawing: rows, columns, and the stops that the keyboard goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction

from certdesk.core.editing_places import read_at
from certdesk.core.editing_weights import are_per_cents
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _


class RowKind(Enum):
    """The head with the levels, a section's band, a criterion, and where one can be added."""

    HEAD = auto()
    SECTION = auto()
    CRITERION = auto()
    ADD = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``id`` names its section or criterion."""

    kind: RowKind
    id: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One stop: a place of `core.editing_places`, in the rubric's own language or in the second one."""

    key: str
    language: str = ""

    @property
    def is_text(self) -> bool:
        """Whether a text stands there."""
        return not self.key.endswith(("/weight", "/floor", "/critical", "/add"))


@dataclass(frozen=True, slots=True)
class CellMark:
    """What is marked at a place: that it changed since the version before, and what could be better."""

    changed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A rubric as a grid: all sections or one (``section``), with a second language when one is named."""

    rubric: Rubric
    section: str = ""
    second: str = ""
    locked: frozenset[str] = frozenset()
    marks: Mapping[str, CellMark] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    columns: int = 1
    by_id: Mapping[str, Criterion] = field(default_factory=dict)
    per_cent: bool = False
    places: dict[Spot, tuple[int, int]] = field(default_factory=dict)

    def criterion(self, row: int) -> Criterion | None:
        """Return the criterion of a row, or None for another kind of row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return self.by_id.get(found.id) if found and found.kind is RowKind.CRITERION else None

    def levels(self, row: int) -> tuple[Level, ...]:
        """Return the levels that a row's columns stand for."""
        criterion = self.criterion(row)
        return self.rubric.scale_of(criterion).levels if criterion else self.rubric.scale.levels

    def stops(self, row: int, column: int) -> tuple[Spot, ...]:
        """Return the stops of a cell, from top to bottom; none where there is nothing to edit."""
        found = self.rows[row]
        if found.kind is RowKind.ADD:
            return (Spot(f"section/{found.id}/add"),) if column == 0 else ()
        if found.kind is RowKind.SECTION:
            return self._in_languages(f"section/{found.id}/title") if column == 0 else ()
        if column == 0:
            return self._in_languages(f"criterion/{found.id}/title") if found.kind is RowKind.CRITERION else ()
        levels = self.levels(row)
        if column > len(levels):
            return ()
        value = levels[column - 1].value
        if found.kind is RowKind.HEAD:
            return self._in_languages(f"level/{value}/label")
        return self._in_languages(f"criterion/{found.id}/descriptor/{value}")

    def chips(self, row: int) -> tuple[Spot, ...]:
        """Return the stops at the chips of a criterion."""
        criterion = self.criterion(row)
        if criterion is None:
            return ()
        return tuple(Spot(f"criterion/{criterion.id}/{what}") for what in ("weight", "floor", "critical"))

    def where(self, spot: Spot) -> tuple[int, int] | None:
        """Return row and column of a stop, or None when it is not shown."""
        if not self.places:
            for row in range(len(self.rows)):
                self.places.update(dict.fromkeys(self.chips(row), (row, 0)))
                for column in range(self.columns):
                    self.places.update(dict.fromkeys(self.stops(row, column), (row, column)))
        return self.places.get(spot)

    def same_places(self, other: Grid) -> bool:
        """Whether every stop is where it is in another grid, so that typing need not look for all of them again."""
        return (
            (self.rows, self.columns, self.second) == (other.rows, other.columns, other.second)
            and self.rubric.scale.levels == other.rubric.scale.levels
            and self.by_id.keys() == other.by_id.keys()
            and all(each.own_levels == other.by_id[id_].own_levels for id_, each in self.by_id.items())
        )

    def text(self, spot: Spot) -> str:
        """Return the text at a stop."""
        if not spot.is_text:
            return ""
        start, name, *rest = spot.key.split("/", 3)
        if start == "criterion" and not spot.language and name in self.by_id:
            return self._text_of(self.by_id[name], *rest)
        return read_at(self.rubric, spot.key, spot.language)

    def _text_of(self, criterion: Criterion, what: str, at: str = "") -> str:
        """Return a text of a criterion without looking for it: a grid asks for hundreds."""
        return criterion.title if what == "title" else criterion.descriptors.get(Fraction(at), "")

    def row_of(self, criterion_id: str) -> int | None:
        """Return the row of a criterion, or None when it is not shown."""
        return next(
            (n for n, row in enumerate(self.rows) if row.kind is RowKind.CRITERION and row.id == criterion_id), None
        )

    def _in_languages(self, key: str) -> tuple[Spot, ...]:
        return (Spot(key), Spot(key, self.second)) if self.second else (Spot(key),)


def make_grid(
    rubric: Rubric,
    *,
    section: str = "",
    second: str = "",
    locked: frozenset[str] = frozenset(),
    marks: Mapping[str, CellMark] | None = None,
) -> Grid:
    """Arrange a rubric in rows and columns; a section that is not there means all of them."""
    known = [each.id for each in rubric.sections]
    shown = section if section in known else ""
    rows = [Row(RowKind.HEAD)]
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    for each in rubric.sections:
        if shown and each.id != shown:
            continue
        if not shown or len(known) == 1:  # the only section has a band too: there it is named, and others are added
            rows.append(Row(RowKind.SECTION, each.id))
        rows += [Row(RowKind.CRITERION, name) for name in each.criteria if name in criteria]
        rows.append(Row(RowKind.ADD, each.id))
    own = [len(criteria[row.id].own_levels) for row in rows if row.kind is RowKind.CRITERION]
    columns = 1 + max([len(rubric.scale.levels), *own])
    return Grid(rubric, shown, second, locked, marks or {}, tuple(rows), columns, criteria, are_per_cents(rubric))


def weight_words(criterion: Criterion, *, per_cent: bool) -> str:
    """Write a weight as its chip does."""
    number = plain_number(criterion.weight)
    return _("{number} %").format(number=number) if per_cent else _("Weight {number}").format(number=number)


def floor_words(criterion: Criterion) -> str:
    """Write a floor as its chip does."""
    return _("Floor {level}").format(level=plain_number(criterion.floor))
