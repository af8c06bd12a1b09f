"""The scrolled sheet on which pages or a photo lie: zooming, scrolling, selecting a region, and the marks on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.drawing_plan import Wanted
from certdesk.ui.viewers.marked_scroll_bar import MarkedScrollBar
from certdesk.ui.viewers.sheet_hands import SheetHands
from certdesk.ui.viewers.sheet_pictures import SheetPictures
from certdesk.ui.viewers.sheet_scene import FLASH_MS, Fit, Part, Placed, Scene, Tool, paint_page, paint_scene

MOST_FITTED = 3.0
"""A tiny picture is not blown up further than this to fill the window."""
SETTLE_MS = 30
"""How long zooming has to rest before sharp pictures are asked for."""


class SheetCanvas(QAbstractScrollArea):
    """Shows sheets that `SheetPictures` draws. Knows units and pages, nothing of files."""

    viewed = Signal()
    zoomed = Signal()
    selected = Signal()
    """The selection changed; it is whole now (the mouse button is up)."""
    words_dragged = Signal(int, QPointF, QPointF)
    mark_clicked = Signal(str)

    def __init__(self, themes: ThemeSource, pictures: SheetPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._pictures = pictures
        self._layout = sheets.lay_out((), 1.0, (0.0, 0.0))
        self._fit = Fit.WIDTH
        self._unit = 1.0
        self._scene = Scene()
        self._tool = Tool.REGION
        self._by_keyboard = False
        self._hands = SheetHands(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._want)
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self._build()

    def _build(self) -> None:
        self.setVerticalScrollBar(MarkedScrollBar(self._themes, self))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self._moved)
        self._pictures.arrived.connect(self._repaint_page)
        self._themes.changed.connect(self.viewport().update)

    # -- what is shown -------------------------------------------------------------------------

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

    def show_sheets(self, sizes: tuple[tuple[float, float], ...], unit: float) -> None:
        """Show pages of these sizes (units); ``unit`` is how many px one of them takes at 100 %."""
        self._unit = unit
        self._change_scene(marks=(), hits=(), flash=None, selection=None)
        self._layout = sheets.lay_out(sizes, unit, self._room)
        self._arrange(self._fitting_scale())
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum() // 2)
        self._want()
        self.zoomed.emit()

    # -- zoom ----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 is 100 %."""
        return self._layout.scale / self._unit

    @property
    def fit(self) -> Fit:
        """Whether the zoom follows the window."""
        return self._fit

    @property
    def rotation(self) -> int:
        """Degrees clockwise."""
        return self._layout.rotation

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the window, or stay."""
        self._fit = fit
        self._rescale(self._fitting_scale(), None)

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom, keeping ``about`` (a point of the window, its middle by default) where it is."""
        self._fit = Fit.FREE
        zoom = min(max(zoom, min(sheets.LEAST_ZOOM, self.zoom)), sheets.MOST_ZOOM)
        self._rescale(zoom * self._unit, about)

    def step_zoom(self, direction: int, about: QPointF | None = None) -> None:
        """Zoom in (1) or out (-1) by a step."""
        self.set_zoom(sheets.next_zoom(self.zoom, direction), about)

    def rotate(self, degrees: int) -> None:
        """Turn the view (never the file) to ``degrees`` clockwise."""
        page = self.page
        self._layout = sheets.lay_out(self._layout.sizes, self._layout.scale, self._room, degrees % 360)
        self._arrange(self._fitting_scale())
        self.scroll_to(page)
        self.zoomed.emit()

    # -- scrolling -----------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page that a person would say they are on."""
        return self._layout.main_page(self.offset.y(), self.viewport().height())

    def scroll_to(self, page: int, point: QPointF | None = None) -> None:
        """Bring a page, or a point of it (units), to the top left of the window."""
        if not self._layout.sizes:
            return
        page = min(max(page, 1), len(self._layout.sizes))
        there = self._layout.page_box(page).topLeft() - QPointF(0, sheets.GAP)
        if point is not None:
            there = self._layout.transform(page).map(point)
            self.horizontalScrollBar().setValue(round(there.x()))
        self.verticalScrollBar().setValue(round(there.y()))

    def reveal(self, part: Part) -> None:
        """Show a region in the middle of the window and point it out for a moment."""
        if not self._layout.sizes or part.page > len(self._layout.sizes):
            return
        box = self._layout.to_sheet(part.page, part.rect)
        seen = self.seen_box
        if not seen.contains(box):
            tall = box.height() >= seen.height()
            middle = QPointF(box.center().x(), box.top() + seen.height() / 3) if tall else box.center()
            self.horizontalScrollBar().setValue(round(middle.x() - seen.width() / 2))
            self.verticalScrollBar().setValue(round(middle.y() - seen.height() / 2))
        self._change_scene(flash=part)
        self._flash_over.start()

    # -- selection and marks -------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """What lies on the pages."""
        return self._scene

    @property
    def theme(self) -> Theme:
        """The theme of the moment."""
        return self._themes.theme

    @property
    def selection(self) -> Part | None:
        """What is selected."""
        return self._scene.selection

    def select(self, part: Part | None, *, done: bool = True) -> None:
        """Select a region or nothing; ``done`` is False while it is still being drawn."""
        self._change_scene(selection=part)
        if done:
            self.selected.emit()

    @property
    def tool(self) -> Tool:
        """What dragging selects."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Let dragging select a region, or words."""
        self._tool = tool
        self._change_scene(handles=tool is Tool.REGION)

    def begin_region(self) -> None:
        """Select a region in the middle of what is seen."""
        self._hands.begin_in_the_middle()

    def set_criterion(self, label: str) -> None:
        """Write this on the region that is being selected."""
        self._change_scene(criterion=label)

    def set_marks(self, marks: tuple[Placed, ...]) -> None:
        """Show these marks, the last ones on top, with ticks beside the scroll bar."""
        self._change_scene(marks=tuple(each for each in marks if 1 <= each[1].page <= len(self._layout.sizes)))
        self._put_ticks()

    def set_hits(self, parts: tuple[Part, ...]) -> None:
        """Paint over words that were found or quoted."""
        self._change_scene(hits=parts)

    def set_halo(self, *, halo: bool) -> None:
        """Put a light edge round regions, for media that may be dark."""
        self._change_scene(halo=halo)

    # -- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are seen."""
        theme = self._themes.theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("sunken"))
        painter.translate(-self.offset)
        exposed = QRectF(event.rect()).translated(self.offset)
        for page in self._layout.pages_between(exposed.top(), exposed.bottom()):
            pictures = self._pictures.to_paint(page, self._layout.scale * self.devicePixelRatioF())
            paint_page(painter, self._layout, page, pictures, theme)
        paint_scene(painter, self._layout, self._scene, exposed, theme)
        painter.resetTransform()
        if self._by_keyboard:
            paint.ring(painter, QRectF(self.viewport().rect()), 0, theme.color("accent"))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring when the keyboard brought the focus."""
        self._by_keyboard = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._by_keyboard = False
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, keeping the place."""
        super().resizeEvent(event)
        if self._layout.sizes:
            self._rescale(self._fitting_scale(), QPointF(0, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        turn = event.angleDelta().y()
        if turn:
            self.set_zoom(self.zoom * 1.0015**turn, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or move the selection."""
        if not self._hands.key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select or to pan."""
        self._hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish it."""
        self._hands.release(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Let a tool tip say what a mark is."""
        if event.type() == QEvent.Type.ToolTip:
            return self._hands.tell(event)
        return super().viewportEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Small enough for two pieces of evidence beside each other."""
        return QSize(160, 120)

    # -- inside ----------------------------------------------------------------------------------

    def _fitting_scale(self) -> float:
        sizes, rotation = self._layout.sizes, self._layout.rotation
        size = self.viewport().size()
        if not sizes or self._fit is Fit.FREE:
            return self._layout.scale
        if self._fit is Fit.WIDTH:
            fitting = sheets.fitting_width(sizes, size.width(), rotation)
        else:
            fitting = sheets.fitting_page(sizes[self.page - 1], size.width(), size.height(), rotation)
        return min(fitting, MOST_FITTED * self._unit)

    @property
    def _room(self) -> tuple[float, float]:
        return float(self.viewport().width()), float(self.viewport().height())

    def _rescale(self, scale: float, about: QPointF | None) -> None:
        """Lay out again so that the point of the page under ``about`` stays there."""
        if not self._layout.sizes:
            return
        spot = about if about is not None else QPointF(self.viewport().rect().center())
        sheet_point = self.offset + spot
        page = min(self._layout.page_at(sheet_point.y()), len(self._layout.sizes))
        point = self._layout.to_page(page, sheet_point)
        rest = sheet_point - self._layout.transform(page).map(point)
        self._arrange(scale)
        there = self._layout.transform(page).map(point) + rest - spot
        self.horizontalScrollBar().setValue(round(there.x()))
        self.verticalScrollBar().setValue(round(there.y()))
        self.zoomed.emit()

    def _arrange(self, scale: float) -> None:
        size = self.viewport().size()
        self._layout = sheets.lay_out(self._layout.sizes, scale, self._room, self._layout.rotation)
        extent = self._layout.extent
        for bar, whole, seen in (
            (self.horizontalScrollBar(), extent.width(), size.width()),
            (self.verticalScrollBar(), extent.height(), size.height()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(max(1, seen - 40))
            bar.setSingleStep(40)
        self._put_ticks()
        self._settled.start()
        self.viewport().update()

    def _put_ticks(self) -> None:
        bar = self.verticalScrollBar()
        height = self._layout.extent.height()
        if isinstance(bar, MarkedScrollBar) and height > 0:
            bar.set_ticks(
                tuple(
                    (self._layout.to_sheet(part.page, part.rect).center().y() / height, mark.current)
                    for mark, part in self._scene.marks
                )
            )

    def _moved(self) -> None:
        self._settled.start()
        self.viewport().update()
        self.viewed.emit()

    def _want(self) -> None:
        seen = self.seen_box
        pages = self._layout.pages_between(seen.top(), seen.bottom())
        parts = tuple((page, part) for page in pages if (part := self._layout.seen_of(page, seen)) is not None)
        if not parts:
            return
        beside = (parts[-1][0] + 1, parts[0][0] - 1, parts[-1][0] + 2)
        near = tuple(page for page in beside if 1 <= page <= len(self._layout.sizes))
        scale = self._layout.scale * self.devicePixelRatioF()
        self._pictures.want(Wanted(parts, near, scale))

    def _repaint_page(self, _page: int) -> None:
        self.viewport().update()

    def _end_flash(self) -> None:
        self._change_scene(flash=None)

    def _change_scene(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Scene
        self._scene = replace(self._scene, **changes)
        self.viewport().update()
