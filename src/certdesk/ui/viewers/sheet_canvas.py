"""The scrolled sheet on which pages or a photo lie: zooming, scrolling, selecting a region, and the marks on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from certdesk.core.annotations import Rect
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.drawing_plan import Wanted
from certdesk.ui.viewers.marked_scroll_bar import MarkedScrollBar
from certdesk.ui.viewers.photo_tone import AS_IT_IS, Tone, paint_tone
from certdesk.ui.viewers.sheet_hands import SheetHands
from certdesk.ui.viewers.sheet_keys import SheetKeys
from certdesk.ui.viewers.sheet_painting import on_paper
from certdesk.ui.viewers.sheet_pictures import SheetPictures
from certdesk.ui.viewers.sheet_scene import FLASH_MS, Part, Placed, Scene, TagPlaces, Tool, paint_page, paint_scene
from certdesk.ui.viewers.sheet_scroller import SheetScroller

SETTLE_MS = 30
"""How long zooming has to rest before sharp pictures are asked for."""
RESHAPED_MS = 700
"""How long the keys have to rest before a mark that they moved is told."""
Spot = tuple[int, QPointF]


class SheetCanvas(SheetScroller):
    """Shows sheets that `SheetPictures` draws. Knows units and pages, nothing of files."""

    selected = Signal()
    """The selection changed; it is whole now (the mouse button is up)."""
    words_dragged = Signal(int, QPointF, QPointF)
    mark_clicked = Signal(str)
    mark_moved = Signal(str, object)
    """An edge of this mark (its annotation) was pulled: the `Part` that it covers now."""
    pointed = Signal(int, QPointF, int)
    """A point of a page (units) was clicked where no mark lies: once, twice, three times."""

    def __init__(self, themes: ThemeSource, pictures: SheetPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._pictures = pictures
        self._scene = Scene()
        self._tool = Tool.REGION
        self._by_keyboard = False
        self._moved = False
        self._tone = AS_IT_IS
        self._hands = SheetHands(self)
        self._keys = SheetKeys(self)
        self._tags = TagPlaces()
        self._takes_key: Callable[[QKeyEvent], bool] = lambda _event: False
        self._link_words: Callable[[Spot], str] = lambda _spot: ""
        self._reshaped = QTimer(self, singleShot=True, interval=RESHAPED_MS)
        self._reshaped.timeout.connect(self.finish_reshaping)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._want)
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self._build()

    def _build(self) -> None:
        self.setVerticalScrollBar(MarkedScrollBar(self._themes, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        self.viewport().setMouseTracking(True)
        self.viewed.connect(self._settled.start)
        self.arranged.connect(self._settled.start)
        self.arranged.connect(self._put_ticks)
        self._pictures.arrived.connect(self._repaint_page)
        self._themes.changed.connect(self.viewport().update)

    def show_sheets(self, sizes: tuple[tuple[float, float], ...], unit: float) -> None:
        """Show pages of these sizes (units); ``unit`` is how many px one of them takes at 100 %."""
        self._reshaped.stop()
        self._change_scene(marks=(), hits=(), now=(), links=(), flash=None, selection=None)
        self._change_scene(lines=(), chosen="", words={})
        self.lay_sheets(sizes, unit)
        self._want()

    def reveal(self, part: Part) -> None:
        """Show a region in the middle of the window and point it out for a moment."""
        if not self._layout.sizes or part.page > len(self._layout.sizes):
            return
        self.bring_into_view(self._layout.to_sheet(part.page, part.rect))
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

    def select(self, part: Part | None, *, done: bool = True, lines: tuple[Part, ...] = ()) -> None:
        """Select a region, words on ``lines``, or nothing; ``done`` is False while it is still being drawn."""
        self._change_scene(selection=part, lines=lines)
        if done:
            self.selected.emit()

    @property
    def tool(self) -> Tool:
        """What dragging selects."""
        return self._tool

    def set_tool(self, tool: Tool) -> None:
        """Let dragging select a region, or words."""
        self._tool = tool

    def take_keys(self, taker: Callable[[QKeyEvent], bool]) -> None:
        """Let somebody else have keys first: ``taker`` says whether it used one."""
        self._takes_key = taker

    def begin_region(self) -> None:
        """Select a region in the middle of what is seen."""
        self._keys.begin_in_the_middle()

    def choose(self, annotation_id: str) -> None:
        """Give a mark handles, by which it can be pulled; "" gives them to none."""
        if annotation_id != self._scene.chosen:
            self.finish_reshaping()
            self._change_scene(chosen=annotation_id)

    def reshape(self, part: Part, *, done: bool = True) -> None:
        """Show the chosen mark elsewhere; with ``done`` it is told soon, when nothing more follows."""
        marks = tuple(
            (mark, part if mark.annotation_id == self._scene.chosen else old) for mark, old in self._scene.marks
        )
        self._change_scene(marks=marks)
        self._moved = True
        if done:
            self._reshaped.start()

    def finish_reshaping(self) -> None:
        """Tell where the chosen mark is now, if it was moved."""
        self._reshaped.stop()
        chosen = self._scene.chosen_mark
        if self._moved and chosen is not None:
            self._moved = False
            self.mark_moved.emit(chosen[0].annotation_id, chosen[1])
        self._moved = False

    def set_criterion(self, label: str) -> None:
        """Write this on the region that is being selected."""
        self._change_scene(criterion=label)

    def set_filing_key(self, key: str) -> None:
        """Say which key files what is selected; "" when none does."""
        self._change_scene(filing_key=key)

    def set_unfiled(self, words: str) -> None:
        """Write this on what is selected while no key files it."""
        self._change_scene(unfiled=words)

    def set_marks(self, marks: tuple[Placed, ...]) -> None:
        """Show these marks, the last ones on top, with ticks beside the scroll bar."""
        self._reshaped.stop()
        self._moved = False
        self._change_scene(marks=tuple(each for each in marks if 1 <= each[1].page <= len(self._layout.sizes)))
        self._put_ticks()

    def set_hits(self, parts: tuple[Part, ...], now: tuple[Part, ...] = ()) -> None:
        """Paint over words that were found, and more strongly over the place that is shown now."""
        self._change_scene(hits=parts, now=now)

    def set_links(self, parts: tuple[Part, ...], words: Callable[[Spot], str]) -> None:
        """Underline links; ``words`` says what the one at a spot is, or "" where there is none."""
        self._link_words = words
        self._change_scene(links=parts)

    def link_words(self, spot: Spot | None) -> str:
        """Return what is to be said of the link at a spot, or ""."""
        return self._link_words(spot) if spot is not None else ""

    def set_words(self, words: Mapping[int, tuple[Rect, ...]]) -> None:
        """Say where words stand on pages, so that plates keep off them."""
        self._change_scene(words=words)

    def tags_on(self, page: int) -> dict[str, QRectF]:
        """Return where the plates of marks stand on a page (px of the sheet), by annotation."""
        return self._tags.on_page(self._layout, self._scene, page, on_paper(self.theme))

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return the page and its point (units) under a point of the window, or None."""
        return self._hands.spot(point)

    def set_tone(self, tone: Tone) -> None:
        """Show pages brighter, with more contrast, or light for dark; marks keep their colours."""
        self._tone = tone
        self.viewport().update()

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
            paint_tone(painter, self._layout.page_box(page).intersected(exposed), self._tone)
        paint_scene(painter, self._layout, self._scene, exposed, theme, self._tags)
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
        self.finish_reshaping()
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or move the selection."""
        if not self._takes_key(event) and not self._keys.key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select or to pan."""
        self._hands.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mean a word."""
        self._hands.double_click(event)

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

    # -- inside ----------------------------------------------------------------------------------

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
