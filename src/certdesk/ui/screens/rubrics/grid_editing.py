"""Editing in the grid: one real text box laid over the cell, a small one over a weight, and deeds handed over."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QRegion

from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.core.fields import written
from certdesk.core.words import ngettext
from certdesk.ui.screens.rubrics import grid_deeds, grid_moves
from certdesk.ui.screens.rubrics.grid_box import CellBox, NumberBox
from certdesk.ui.screens.rubrics.grid_canvas import GridCanvas
from certdesk.ui.screens.rubrics.grid_deeds import Deed, weight_in
from certdesk.ui.screens.rubrics.grid_layout import SIDE, GridLayout, mirrored
from certdesk.ui.screens.rubrics.grid_model import Grid, Spot
from certdesk.ui.screens.rubrics.grid_naming import spoken
from certdesk.ui.screens.rubrics.grid_pasting import block_of, fill
from certdesk.ui.theme.source import ThemeSource

_LEAST_WEIGHT = Fraction(1, 2)


class GridEditor(GridCanvas):
    """A grid whose texts can be edited in place.

    ``edited(Rubric, words)``; ``removed(words)`` after a deed that a notice should offer to take back; ``refused`` with
    a CertDeskError; ``spot_changed(Spot)``.
    """

    edited = Signal(object, str)
    removed = Signal(str)
    refused = Signal(object)
    spot_changed = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self._before = ""
        self.box, self.number = CellBox(theme, self.viewport()), NumberBox(self.viewport())
        self.box.textChanged.connect(self._on_typed)
        self.box.paused.connect(self.keep_typed)
        self.box.done.connect(self._on_done)
        self.box.taken_back.connect(self.take_back)
        self.box.left.connect(self.close_box)
        self.box.block_pasted.connect(self.paste)
        self.box.not_pasted.connect(lambda words: self.refused.emit(NotAllowedError(words)))
        self.box.moved.connect(self._on_moved)
        self.number.entered.connect(self._on_number)
        self.number.taken_back.connect(self._close_number)
        self.number.stepped.connect(self._on_stepped)

    @property
    def spot(self) -> Spot | None:
        """The stop that has the keyboard, or had it last."""
        return self._spot

    @property
    def editing(self) -> Spot | None:
        """The stop whose text is in the box."""
        return self._open

    def show_grid(self, grid: Grid) -> None:
        """Show a grid, keeping scroll place, keyboard and half-typed words where they are."""
        typed = self.box.text() if self._open else ""
        was = self.grid.text(self._open) if self.grid and self._open else ""
        if self.grid and grid.same_places(self.grid):
            grid.places.update(self.grid.places)
        self.grid = grid
        if self._spot and grid.where(self._spot) is None:
            self._spot = None
        if self._open and (grid.where(self._open) is None or grid.text(self._open) not in (was, typed)):
            self._put_away()
        self.arrange()

    def go_to(self, spot: Spot, *, edit: bool = False) -> bool:
        """Bring a stop into view and give it the keyboard; False when it is not in this grid."""
        if self.grid is None or self.grid.where(spot) is None:
            return False
        if self._open and self._open != spot and not self.close_box():
            return False
        changed = spot != self._spot
        self._spot = spot
        self.show_spot(spot)
        if edit and spot.is_text:
            self.open_box(spot)
        elif not self._open:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if changed:
            self.spot_changed.emit(spot)
        self.viewport().update()
        return True

    def open_box(self, spot: Spot, *, at: QPoint | None = None) -> None:
        """Edit the text of a stop in place, with the cursor at its end or at a point of the viewport."""
        place = self.grid.where(spot) if self.grid else None
        if place is None or self.grid is None or not spot.is_text or not self.close_box():
            return
        table = self.table()
        self._spot, self._open = spot, spot
        self._before = self.grid.text(spot)
        line = table.grid_role(spot) == "line"
        role, weight = ("column", 600) if line else (table.role, 500 if place[1] == 0 else None)
        self.box.open_with(
            self._before, spoken(self.grid, spot), role=role, weight=weight, one_line=line or not place[1]
        )
        self.show_spot(spot)
        self._place_box()
        self.box.show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if at is not None:
            self.box.setTextCursor(self.box.cursorForPosition(self.box.mapFrom(self.viewport(), at)))
        self.viewport().update()
        self.spot_changed.emit(spot)

    def keep_typed(self) -> bool:
        """Hand over what was typed so far; the box stays open. False when it could not be kept, which was said."""
        if self._open is None or self.grid is None:
            return True
        self.box.settle()
        spot, text, shown = self._open, self.box.text(), self.grid
        if text == shown.text(spot) or (deed := grid_deeds.write(shown, spot, text)).rubric == shown.rubric:
            return True
        self.edited.emit(deed.rubric, deed.words)
        return self.grid is not shown

    def close_box(self) -> bool:
        """Hand over what was typed and put the box away; where that could not be kept it stays open: False."""
        if not self.keep_typed():
            return False
        if self._open is not None:
            self._put_away()
        return True

    def take_back(self) -> None:
        """Put the text back as it was before the box was opened."""
        if self._open is None or self.grid is None:
            return
        spot, before = self._open, self._before
        self.box.settle()
        self._put_away()
        if self.grid.text(spot) != before:
            self.do(lambda grid: grid_deeds.write(grid, spot, before))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_number(self, typed: str = "") -> None:
        """Edit the weight of the stop that has the keyboard, beginning with what was typed."""
        frame = self._chip_frame()
        place = self.grid.where(self._spot) if self.grid and self._spot else None
        criterion = self.grid.criterion(place[0]) if self.grid and place else None
        if frame is None or criterion is None or self._spot is None or self.grid is None:
            return
        wide = max(frame.width(), self.theme.px(56))
        self.number.setGeometry(QRectF(frame.left() - 2, frame.top() - 2, wide, frame.height() + 4).toRect())
        self.number.setFont(self.theme.font("column"))
        self.number.setAccessibleName(spoken(self.grid, self._spot))
        self.number.setText(typed or written(criterion.weight))
        if not typed:
            self.number.selectAll()
        self.number.show()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, make: Callable[[Grid], Deed | None]) -> bool:
        """Do a deed to what is shown and hand it over; False when it was refused or was none."""
        if self.grid is None:
            return False
        try:
            deed = make(self.grid)
        except CertDeskError as problem:
            self.refused.emit(problem)
            return False
        if deed is None or deed.rubric == self.grid.rubric:
            return False
        self.edited.emit(deed.rubric, deed.words)
        if deed.then is not None:
            self.go_to(deed.then, edit=deed.edit)
            if deed.edit:
                self.box.selectAll()  # the name of what was just made is a proposal, to be typed over
        if deed.notice:
            self.removed.emit(deed.words)
        return True

    def paste(self, text: str) -> None:
        """Fill a block of cells from the stop that has the keyboard on."""
        spot = self._open or self._spot
        if spot is None or not spot.is_text:
            return
        if not self.close_box():
            return

        def filled(grid: Grid) -> Deed | None:
            rubric, count = fill(grid, spot, block_of(text))
            return (
                Deed(rubric, ngettext("{count} cell pasted", "{count} cells pasted", count).format(count=count), spot)
                if count
                else None
            )

        self.do(filled)

    def _remeasure(self) -> bool:
        place = self.grid.where(self._open) if self.grid and self._open else None
        if place is None or self._open is None:
            return True
        return self.table().remeasure(place[0], {self._open: self.box.text()})

    def _on_typed(self) -> None:
        if self._open is None:
            return
        if not self._remeasure():
            self._set_ranges()
            self.show_spot(self._open)
            self.viewport().update()
        self._place_box()

    def _place_box(self) -> None:
        place = self.grid.where(self._open) if self.grid and self._open else None
        if place is None or self._open is None:
            return
        table, (row, column) = self.table(), place
        cell = self.cell_frame(row, column)
        frame = _box_frame(table, cell, row, column, self._open)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            frame.moveRight(cell.right() - (frame.left() - cell.left()))
        # A box puts what a line is taller than its letters above them, the drawing half of it: letters must not move.
        line = table.theme.line_height("column" if table.grid_role(self._open) == "line" else table.role)
        frame.translate(0, -max(0.0, (line - QFontMetricsF(self.box.font()).height()) / 2))
        # The box learns its width only when it is shown; the height has to be right before.
        self.box.document().setTextWidth(frame.width())
        wanted = max(frame.height(), self.box.document().size().height() + 2)
        frame.setHeight(wanted)
        self.box.setGeometry(frame.toRect())
        self.box.setMask(self._free_of_head(row, column))

    def _free_of_head(self, row: int, column: int) -> QRegion:
        """Return the part of the box that the head and the first column leave free."""
        table = self.table()
        if not row:
            return QRegion(self.box.rect())
        free = QRectF(table.first if column else 0, table.head, self.viewport().width(), self.viewport().height())
        free = mirrored(free, self.viewport().width(), self.layoutDirection())
        if column and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            free = QRectF(0, table.head, self.viewport().width() - table.first, self.viewport().height())
        return QRegion(free.toRect().translated(-self.box.pos()))

    def _on_done(self, step: int) -> None:
        spot = self._open
        if not self.close_box():
            return
        following = grid_moves.next_text(self.grid, spot, step) if self.grid and spot and step else None
        if following:
            self.go_to(following, edit=True)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, steps: int) -> None:
        spot = self._open
        if self.close_box() and spot:
            self.do(lambda grid: grid_deeds.step(grid, spot, steps))
            self.go_to(spot, edit=True)

    def _on_number(self, text: str) -> None:
        spot = self._spot
        self._close_number()
        if spot is not None:
            self.do(lambda grid: grid_deeds.weigh(grid, spot, text))

    def _on_stepped(self, step: int) -> None:
        try:
            value = weight_in(self.number.text())
        except ValueError:
            return
        self.number.setText(written(max(value + step, _LEAST_WEIGHT)))

    def _close_number(self) -> None:
        had = self.number.hasFocus()
        self.number.blockSignals(True)
        self.number.hide()
        self.number.blockSignals(False)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip_frame(self) -> QRectF | None:
        place = self.grid.where(self._spot) if self.grid and self._spot else None
        if place is None:
            return None
        chip = next((each for each in self.table().chips(place[0]) if each.spot == self._spot), None)
        cell = self.cell_frame(place[0], 0)
        if chip is None:
            return None
        frame = chip.frame.translated(cell.topLeft())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            frame.moveRight(cell.right() - chip.frame.left())
        return frame

    def _put_away(self) -> None:
        had = self.box.hasFocus()
        self._open = None
        self.box.blockSignals(True)
        self.box.hide()
        self.box.blockSignals(False)
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrange()

    def arrange(self) -> None:
        """Lay everything out, with what is being typed, and put the box where it belongs."""
        super().arrange()
        if self.grid is not None and self._open:
            if not self._remeasure():
                self._set_ranges()
            self._place_box()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the boxes with what they lie on."""
        if self._open:
            self._place_box()
        if self.number.isVisible():
            self._close_number()
        super().scrollContentsBy(dx, dy)


def _box_frame(table: GridLayout, cell: QRectF, row: int, column: int, spot: Spot) -> QRectF:
    """Return where the box of a stop lies in its cell, as if the window's language ran from the left."""
    px = table.theme.px
    left, width = px(SIDE), table.text_width(spot, column)
    if spot.key.startswith("level/"):
        left = px(SIDE) + px(22)
    top = table.text_top(row, column, spot)
    line = table.theme.line_height("column" if table.grid_role(spot) == "line" else table.role)
    return QRectF(cell.left() + left, cell.top() + top, round(width), line + 2)  # so wide: it breaks as it is drawn
