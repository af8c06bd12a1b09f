"""Where everything in the grid lies: columns, rows as tall as their texts, and the texts wrapped once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt

from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.grid_model import Grid, RowKind, Spot, floor_words, weight_words
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.chip import chip_size
from certdesk.ui.widgets.paragraph import Wrapped, wrap

SIDE, TOP, GAP = 10, 8, 6
FIRST, NARROWEST, WIDEST_SMALL = 150, 148, 300
HEAD, BAND, ADD, LEAST = 36, 32, 32, 64
CHIP = 20
_CHIP_GAP = 6
_KEPT = 6000


@dataclass(frozen=True, slots=True)
class Chipped:
    """One chip of a criterion: its stop, its frame from the cell's corner, its words and kind; a ghost is not set."""

    spot: Spot
    frame: QRectF
    words: str
    kind: str
    ghost: bool = False


class TextCache:
    """Texts laid out for a width and a role; the same few hundred are asked for at every repaint."""

    def __init__(self) -> None:
        self._wrapped: dict[tuple[str, int, str, bool], Wrapped] = {}
        self._sizes: dict[tuple[str, str | None], QSize] = {}
        self.heights: dict[str, tuple[Criterion, tuple[object, ...], int]] = {}
        """What a criterion's row measured last, and for what it was measured; most stay as they are."""

    def get(self, theme: Theme, text: str, width: float, role: str, *, medium: bool = False) -> Wrapped:
        """Return a text laid out in ``width`` px."""
        key = (text, round(width), role, medium)
        if key not in self._wrapped:
            if len(self._wrapped) > _KEPT:
                self._wrapped.clear()
            font = theme.font(role, 500 if medium else None)
            self._wrapped[key] = wrap(text, font, round(width), theme.line_height(role))
        return self._wrapped[key]

    def chip(self, theme: Theme, words: str, icon: str | None) -> QSize:
        """Return the size of a chip in a cell."""
        if (words, icon) not in self._sizes:
            self._sizes[words, icon] = chip_size(theme, words, icon, height=CHIP)
        return self._sizes[words, icon]

    def clear(self) -> None:
        """Forget everything: the theme changed."""
        self._wrapped.clear()
        self._sizes.clear()
        self.heights.clear()


class GridLayout:
    """Lays a grid out for one width. Lengths in px from the top of the rows; columns from the leading edge."""

    def __init__(self, theme: Theme, grid: Grid, width: int, cache: TextCache) -> None:
        self.theme, self.grid, self.cache = theme, grid, cache
        self._typed: Mapping[Spot, str] = {}
        self._chips: dict[tuple[int, bool], tuple[Chipped, ...]] = {}
        px = theme.px
        self.head = px(HEAD)
        self.first = max(px(FIRST), min(width // 8, px(FIRST) * 3 // 2))
        count = max(1, grid.columns - 1)
        self.column = max(px(NARROWEST), (width - self.first) // count)
        spare = max(0, width - self.first - self.column * count)
        self.first += spare
        self.width = self.first + self.column * count
        self.role = "body" if self.column > px(WIDEST_SMALL) else "small"
        if grid.second:
            self.head = px(HEAD) + theme.line_height("small") + px(4)
        self.tops: list[int] = []
        self.heights: list[int] = []
        self.measure()

    @property
    def height(self) -> int:
        """The height of all rows, without the head."""
        return self.tops[-1] + self.heights[-1] if self.tops else 0

    def measure(self, typed: Mapping[Spot, str] | None = None) -> None:
        """Measure the rows, with what is being typed in place of what is kept."""
        self._typed = typed or {}
        self.heights = [0, *(self._row_height(row) for row in range(1, len(self.grid.rows)))]
        self._stack()

    def remeasure(self, row: int, typed: Mapping[Spot, str]) -> bool:
        """Measure one row again while its text is typed; True when it is as tall as before."""
        self._typed = typed
        self._chips.clear()
        height = self._row_height(row) if row else 0
        if height == self.heights[row]:
            return True
        self.heights[row] = height
        self._stack()
        return False

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows, but the head, of which something lies between two heights."""
        found = [
            row
            for row in range(1, len(self.tops))
            if self.tops[row] < bottom and self.tops[row] + self.heights[row] > top
        ]
        return range(found[0], found[-1] + 1) if found else range(0)

    def left(self, column: int) -> int:
        """Return where a column begins."""
        return 0 if column == 0 else self.first + (column - 1) * self.column

    def cell_width(self, column: int) -> int:
        """Return how wide a column is."""
        return self.first if column == 0 else self.column

    def text(self, spot: Spot) -> str:
        """Return the text at a stop, as it is being typed."""
        return self._typed.get(spot, self.grid.text(spot))

    def wrapped(self, spot: Spot, column: int, text: str | None = None) -> Wrapped:
        """Return the text of a stop, laid out."""
        shown = self.text(spot) if text is None else text
        role, medium = (self.role, column == 0) if self.grid_role(spot) == "cell" else ("column", False)
        return self.cache.get(self.theme, shown, self.text_width(spot, column), role, medium=medium)

    def grid_role(self, spot: Spot) -> str:
        """Whether a stop is a text of a cell, or one line in the head or a band."""
        return "line" if spot.key.startswith(("level/", "section/")) else "cell"

    def text_width(self, spot: Spot, column: int) -> float:
        """Return how wide the text at a stop may be."""
        px = self.theme.px
        if spot.key.startswith("section/"):
            return px(360)
        if spot.key.startswith("level/"):
            return self.column - px(SIDE) * 2 - px(24)
        return self.cell_width(column) - px(SIDE) * 2

    def text_top(self, row: int, column: int, spot: Spot) -> int:
        """Return how far below the top of its cell the text of a stop begins."""
        px, theme = self.theme.px, self.theme
        kind = self.grid.rows[row].kind
        if kind is RowKind.HEAD:
            return self._second_line(spot, (px(HEAD) - theme.line_height("column")) // 2)
        if kind is not RowKind.CRITERION:
            return (px(BAND) - theme.line_height("column")) // 2
        top = px(TOP)
        if column == 0:
            top += theme.line_height("label") + px(2)
        elif self.has_own_levels(row):
            top += theme.line_height("small") + px(2)
        if spot.language:
            above = self.grid.stops(row, column)[0]
            top += self.wrapped(above, column).height + px(GAP) + 1 + px(GAP)
        return top

    def has_own_levels(self, row: int) -> bool:
        """Whether a row's cells name their levels themselves."""
        criterion = self.grid.criterion(row)
        return bool(criterion and criterion.own_levels)

    def chips(self, row: int, *, ghosts: bool = True) -> tuple[Chipped, ...]:
        """Return the chips of a criterion, wrapped in their column; ghosts are the ones that are not set."""
        if (row, ghosts) in self._chips:
            return self._chips[row, ghosts]
        criterion = self.grid.criterion(row)
        if criterion is None:
            return ()
        per_cent = self.grid.per_cent
        weight, floor, critical = self.grid.chips(row)
        wanted = [
            (weight, weight_words(criterion, per_cent=per_cent), "accent", False),
            (floor, floor_words(criterion), "neutral", False),
            (critical, _("Critical"), "warn" if criterion.critical else "neutral", not criterion.critical),
        ]
        self._chips[row, ghosts] = self._flowed(row, [each for each in wanted if ghosts or not each[3]])
        return self._chips[row, ghosts]

    def _stack(self) -> None:
        self.tops, top = [], 0
        for height in self.heights:
            self.tops.append(top)
            top += height

    def _flowed(self, row: int, wanted: list[tuple[Spot, str, str, bool]]) -> tuple[Chipped, ...]:
        px = self.theme.px
        left, top = px(SIDE), self._chips_top(row)
        right = self.first - px(SIDE)
        made: list[Chipped] = []
        for spot, words, kind, ghost in wanted:
            icon = "lock" if spot.key.endswith("/weight") and self._is_locked(row) else None
            size = self.cache.chip(self.theme, words, icon)
            if left > px(SIDE) and left + size.width() > right:
                left, top = px(SIDE), top + px(CHIP + _CHIP_GAP)
            made.append(Chipped(spot, QRectF(left, top, size.width(), size.height()), words, kind, ghost))
            left += size.width() + px(_CHIP_GAP)
        return tuple(made)

    def _is_locked(self, row: int) -> bool:
        return self.grid.rows[row].id in self.grid.locked

    def _chips_top(self, row: int) -> int:
        last = self.grid.stops(row, 0)[-1]
        return self.text_top(row, 0, last) + self.wrapped(last, 0).height + self.theme.px(TOP)

    def _row_height(self, row: int) -> int:
        px = self.theme.px
        kind = self.grid.rows[row].kind
        if kind is RowKind.ADD:
            return px(ADD)
        if kind is RowKind.SECTION:
            return px(BAND) + (px(4) + self.theme.line_height("small") if self.grid.second else 0)
        criterion = self.grid.criterion(row)
        known = self.cache.heights.get(criterion.id) if criterion and not self._typed else None
        if known and known[0] is criterion and known[1] == self._measures():
            return known[2]
        height = self._measured(row)
        if criterion and not self._typed:
            self.cache.heights[criterion.id] = (criterion, self._measures(), height)
        return height

    def _measures(self) -> tuple[object, ...]:
        """Return what the height of a criterion's row depends on besides the criterion."""
        translations = self.grid.rubric.translations if self.grid.second else ()
        return (self.first, self.column, self.role, self.grid.second, id(translations), self.grid.per_cent)

    def _measured(self, row: int) -> int:
        px = self.theme.px
        chips = self.chips(row)
        tallest = [px(LEAST), int(chips[-1].frame.bottom()) + px(TOP) + 2]
        for column in range(1, self.grid.columns):
            for spot in self.grid.stops(row, column)[-1:]:
                bottom = self.text_top(row, column, spot) + self.wrapped(spot, column).height
                tallest.append(bottom + px(TOP) + 2)
        return max(tallest)

    def _second_line(self, spot: Spot, top: int) -> int:
        return top + self.theme.line_height("small") + self.theme.px(2) if spot.language else top


def mirrored(frame: QRectF, width: float, direction: Qt.LayoutDirection) -> QRectF:
    """Return a frame turned round where the language of the window runs the other way."""
    if direction != Qt.LayoutDirection.RightToLeft:
        return frame
    return QRectF(width - frame.right(), frame.top(), frame.width(), frame.height())
