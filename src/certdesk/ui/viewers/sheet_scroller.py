"""A window on the long sheet of pages: scrolling, zooming about a point, fitting, turning. Paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.sheet_scene import Fit

NOTCH = 120
"""How far a wheel has to turn to leaf on."""
MOST_FITTED = 3.0
"""A tiny picture is not blown up further than this to fill the window."""
_WHEEL = 1.0015
_STEP_BELOW = 1.5
"""How far a step goes below the least zoom, where the whole of a panorama is still smaller."""


class SheetScroller(QAbstractScrollArea):
    """Knows where each page lies and which part of the sheet is seen."""

    viewed = Signal()
    """Another part of the sheet is seen."""
    zoomed = Signal()
    """Scale, fit or rotation changed."""
    arranged = Signal()
    """The pages lie elsewhere now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = sheets.lay_out((), 1.0, (0.0, 0.0))
        self._fit = Fit.WIDTH
        self._unit = 1.0
        self._single = False
        self._alone = 1
        self._turned = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        # Pages and photos run to the right in every language; so must the bar that moves them.
        self.horizontalScrollBar().setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    @property
    def sheet_layout(self) -> sheets.Layout:
        """Where each page lies at the moment."""
        return self._layout

    @property
    def offset(self) -> QPointF:
        """The point of the sheet in the top left corner of the window."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @property
    def seen_box(self) -> QRectF:
        """The part of the sheet that is seen."""
        return QRectF(self.offset, self.viewport().size().toSizeF())

    @property
    def page(self) -> int:
        """The page that a person would say they are on."""
        return self._layout.main_page(self.offset.y(), self.viewport().height())

    @property
    def zoom(self) -> float:
        """1 is 100 %."""
        return self._layout.scale / self._unit

    @property
    def fit(self) -> Fit:
        """Whether the zoom follows the window."""
        return self._fit

    @property
    def single(self) -> bool:
        """Whether one page is seen at a time."""
        return self._single

    @property
    def rotation(self) -> int:
        """Degrees clockwise."""
        return self._layout.rotation

    def lay_sheets(self, sizes: tuple[tuple[float, float], ...], unit: float) -> None:
        """Put pages of these sizes (units) on the sheet; ``unit`` is how many px one of them takes at 100 %."""
        self._unit = unit
        self._alone = 1
        self._layout = self._laid(sizes, unit, self._layout.rotation)
        self._arrange(self._fitting_scale())
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)
        self.zoomed.emit()

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the window, or stay."""
        self._fit = fit
        self._rescale(self._fitting_scale(), None)

    def set_single(self, *, single: bool) -> None:
        """Show one page at a time, or all below each other; the page and the zoom stay."""
        if single == self._single:
            return
        page = self.page if self._layout.sizes else 1
        self._single = single
        self._arrange(self._fitting_scale())
        self.scroll_to(page)
        self.zoomed.emit()

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom, keeping ``about`` (a point of the window, its middle by default) where it is."""
        self._fit = Fit.FREE
        zoom = min(max(zoom, min(sheets.LEAST_ZOOM, self._zoom_of_whole())), sheets.MOST_ZOOM)
        self._rescale(zoom * self._unit, about)

    def step_zoom(self, direction: int, about: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) by a step."""
        below = direction < 0 and self.zoom <= sheets.LEAST_ZOOM
        self.set_zoom(self.zoom / _STEP_BELOW if below else sheets.next_zoom(self.zoom, direction), about)

    def rotate(self, degrees: int) -> None:
        """Turn the view (never the file) to ``degrees`` clockwise."""
        page = self.page
        self._layout = self._laid(self._layout.sizes, self._layout.scale, degrees % 360)
        self._arrange(self._fitting_scale())
        self.scroll_to(page)
        self.zoomed.emit()

    def scroll_to(self, page: int, point: QPointF | None = None) -> None:
        """Bring a page, or a point of it (units), to the top left of the window."""
        if not self._layout.sizes:
            return
        page = min(max(page, 1), len(self._layout.sizes))
        there = self._layout.page_box(page).topLeft() - QPointF(0, sheets.GAP)
        if point is not None:
            there = self._layout.transform(page).map(point)
            self.horizontalScrollBar().setValue(round(there.x()))
        self._scroll_down_to(page, there.y())

    def bring_into_view(self, box: QRectF) -> None:
        """Scroll until a box of the sheet is in the middle of the window, or its upper part if it is too tall."""
        seen = self.seen_box
        if seen.contains(box):
            return
        tall = box.height() >= seen.height()
        middle = QPointF(box.center().x(), box.top() + seen.height() / 3) if tall else box.center()
        self.horizontalScrollBar().setValue(round(middle.x() - seen.width() / 2))
        self._scroll_down_to(self._layout.page_at(middle.y()), middle.y() - seen.height() / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, keeping the place."""
        super().resizeEvent(event)
        if self._layout.sizes:
            self._rescale(self._fitting_scale(), QPointF(0, 0))

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Paint all of it again: marks and pages move together."""
        self._keep_to_one_page(self.verticalScrollBar().value())
        self.viewport().update()
        self.viewed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        turn = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self._leaf(turn):
                super().wheelEvent(event)
            return
        if turn:
            self.set_zoom(self.zoom * _WHEEL**turn, event.position())
        event.accept()

    def minimumSizeHint(self) -> QSize:
        """Small enough for two pieces of evidence beside each other."""
        return QSize(160, 120)

    @property
    def _room(self) -> tuple[float, float]:
        return float(self.viewport().width()), float(self.viewport().height())

    def _fitting_scale(self) -> float:
        sizes, rotation = self._layout.sizes, self._layout.rotation
        width, height = self._room
        if not sizes or self._fit is Fit.FREE:
            return self._layout.scale
        if self._fit is Fit.WIDTH:
            fitting = sheets.fitting_width(sizes, width, rotation)
        else:
            fitting = sheets.fitting_page(sizes[self.page - 1], width, height, rotation)
        return min(fitting, MOST_FITTED * self._unit)

    def _zoom_of_whole(self) -> float:
        """Return the zoom at which the whole page is seen: of a panorama, far less than any step."""
        if not self._layout.sizes:
            return sheets.LEAST_ZOOM
        page = min(self.page, len(self._layout.sizes))
        return sheets.fitting_page(self._layout.sizes[page - 1], *self._room, self._layout.rotation) / self._unit

    def _rescale(self, scale: float, about: QPointF | None) -> None:
        """Lay out again so that the point of the page under ``about`` stays there."""
        if not self._layout.sizes:
            return
        spot = about if about is not None else QPointF(self.viewport().rect().center())
        sheet_point = self.offset + spot
        page = self._layout.page_at(sheet_point.y())
        point = self._layout.to_page(page, sheet_point)
        rest = sheet_point - self._layout.transform(page).map(point)
        self._arrange(scale)
        there = self._layout.transform(page).map(point) + rest - spot
        self.horizontalScrollBar().setValue(round(there.x()))
        self._scroll_down_to(page, there.y())
        self.zoomed.emit()

    def _laid(self, sizes: tuple[tuple[float, float], ...], scale: float, rotation: int) -> sheets.Layout:
        return sheets.lay_out(sizes, scale, self._room, rotation, single=self._single)

    # -- one page at a time ----------------------------------------------------------------------

    def _reach(self, page: int) -> tuple[int, int]:
        """Return how far up and down one page alone can be scrolled."""
        first, last = self._layout.slot(page)
        return round(first), max(round(first), round(last) - self.viewport().height())

    def _scroll_down_to(self, page: int, top: float) -> None:
        """Scroll, keeping to ``page`` when it is shown alone."""
        if self._layout.slots:
            self._alone = page
            least, most = self._reach(page)
            top = min(max(top, least), most)
        self.verticalScrollBar().setValue(round(top))

    def _keep_to_one_page(self, value: int) -> None:
        """Never stop between two pages: what leaves a page comes to the next, what leaps comes to where it leapt."""
        if not self._layout.slots:
            return
        page = min(self._alone, len(self._layout.sizes))
        least, most = self._reach(page)
        if least <= value <= most:
            return
        there = self._layout.page_at(value + self.viewport().height() / 2)
        if there != page:
            self._scroll_down_to(there, float(value))
        elif value > most:
            self._scroll_down_to(min(page + 1, len(self._layout.sizes)), 0.0)
        else:
            self._scroll_down_to(max(page - 1, 1), float(value))

    def _leaf(self, turn: int) -> bool:
        """Turn a page when the wheel pulls at the end of one; small turns of a touch pad add up."""
        if not self._layout.slots or not turn:
            return False
        value = self.verticalScrollBar().value()
        least, most = self._reach(min(self._alone, len(self._layout.sizes)))
        if (turn > 0 and value > least) or (turn < 0 and value < most):
            self._turned = 0
            return False
        self._turned += turn
        if abs(self._turned) >= NOTCH:
            down = self._turned < 0
            page = self._alone + (1 if down else -1)
            self._turned = 0
            if 1 <= page <= len(self._layout.sizes):
                self._scroll_down_to(page, 0.0 if down else self._layout.slot(page)[1])
        return True

    def _arrange(self, scale: float) -> None:
        self._layout = self._laid(self._layout.sizes, scale, self._layout.rotation)
        extent = self._layout.extent
        for bar, whole, seen in (
            (self.horizontalScrollBar(), extent.width(), self.viewport().width()),
            (self.verticalScrollBar(), extent.height(), self.viewport().height()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(max(1, seen - 40))
            bar.setSingleStep(40)
        self.arranged.emit()
        self.viewport().update()
