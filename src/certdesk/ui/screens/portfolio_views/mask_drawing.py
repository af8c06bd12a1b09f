"""The rectangle that is being drawn on a picture, a page or a film, whichever viewer shows it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TimeSpan, clock
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import Cover, Mask
from certdesk.core.words import _
from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Part
from certdesk.ui.viewers.stage import EvidenceStage

_STEP = 1 / 64
"""By how much of the picture one arrow moves a rectangle."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rectangle that was drawn: on which page (0 in a photo or film), and in a film from when to when."""

    rect: Rect
    page: int = 0
    start_ms: int | None = None
    end_ms: int | None = None


class MaskDrawing(QObject):
    """``changed()`` when another rectangle, page or span is drawn."""

    changed = Signal()

    def __init__(self, stage: EvidenceStage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._watched: set[int] = set()
        stage.anchor_changed.connect(self.changed)
        stage.viewer_changed.connect(self._watch)

    @property
    def drawn(self) -> Drawn | None:
        """What is drawn now."""
        if (player := self._stage.player) is not None:
            region, span = player.marking.region, player.marking.span
            return Drawn(region, 0, span.start, span.end) if region is not None else None
        canvas = self._canvas
        if canvas is None or canvas.selection is None:
            return None
        part = canvas.selection
        return Drawn(part.rect, self._page_of(part))

    @property
    def size(self) -> tuple[float, float] | None:
        """The size of the page or picture in the units of its rectangles; None while nothing is shown."""
        if (player := self._stage.player) is not None:
            size = player.film.original_size
            return (float(size.width()), float(size.height())) if not size.isEmpty() else None
        canvas = self._canvas
        sizes = canvas.sheet_layout.sizes if canvas is not None else ()
        return sizes[min(self.page, len(sizes)) - 1] if sizes and canvas is not None else None

    @property
    def page(self) -> int:
        """The page that is looked at, from 1."""
        canvas = self._canvas
        if canvas is None:
            return 1
        return canvas.selection.page if canvas.selection is not None else canvas.page

    def begin(self) -> bool:
        """Draw a rectangle in the middle of what is seen; False when there is nothing to draw on."""
        size = self.size
        if size is None:
            return False
        if (player := self._stage.player) is not None:
            player.pause()
            across, down = size
            player.marking.set_region(Rect(across * 0.4, down * 0.4, across * 0.6, down * 0.6))
        elif self._canvas is not None:
            self._canvas.begin_region()
        return True

    def nudge(self, right: int, down: int, *, stretch: bool) -> None:
        """Move the rectangle by steps, or its lower right corner."""
        drawn, size = self.drawn, self.size
        if drawn is None or size is None:
            if not self.begin():
                return
            drawn = self.drawn
        if drawn is None or size is None:
            return
        change = sheets.stretched if stretch else sheets.moved
        step = max(size) * _STEP
        rect = change(drawn.rect, right * step, down * step, size)
        if (player := self._stage.player) is not None:
            player.marking.set_region(rect)
        elif self._canvas is not None:
            self._canvas.select(Part(self.page, rect))

    def clear(self) -> None:
        """Draw nothing any more."""
        self._stage.clear_selection()

    @property
    def _canvas(self) -> SheetCanvas | None:
        viewer = self._stage.viewer
        return viewer.canvas if isinstance(viewer, PdfViewer | PhotoViewer) else None

    def _page_of(self, part: Part) -> int:
        canvas = self._canvas
        several = canvas is not None and len(canvas.sheet_layout.sizes) > 1
        return part.page if several or isinstance(self._stage.viewer, PdfViewer) else 0

    def _watch(self) -> None:
        """Follow the span and the region of a player from the first time it is in front."""
        player = self._stage.player
        if player is not None and id(player) not in self._watched:
            self._watched.add(id(player))
            player.marking.changed.connect(self.changed)
        self.changed.emit()


def mask_of(drawn: Drawn, cover: Cover, *, silence: bool) -> Mask:
    """Return the mask of a drawn rectangle."""
    return Mask(drawn.rect, cover, drawn.start_ms, drawn.end_ms, drawn.page, silence)


def anchor_of(mask: Mask, item: EvidenceItem) -> PageRegion | PhotoRegion | TimeSpan:
    """Return where a mask lies, as viewers go there."""
    if item.kind == "video":
        return TimeSpan(mask.start_ms or 0, mask.end_ms or item.duration_ms or 0, region=mask.rect)
    if item.kind == "image":
        return PhotoRegion(mask.rect, max(1, mask.page))
    return PageRegion(max(1, mask.page), mask.rect)


def marks_of(masks: tuple[Mask, ...], item: EvidenceItem) -> Marks:
    """Return masks as marks on the item, numbered from 1."""
    return tuple(
        MediaMark(str(number), str(number + 1), anchor_of(mask, item), current=False, number=number)
        for number, mask in enumerate(masks)
    )


def mask_words(mask: Mask, item: EvidenceItem) -> str:
    """Say where a mask lies and how it hides."""
    parts = []
    if item.kind == "video":
        if mask.start_ms is None and mask.end_ms is None:
            parts.append(_("the whole recording"))
        else:
            start = clock(mask.start_ms or 0)
            end = clock(mask.end_ms) if mask.end_ms is not None else _("its end")
            parts.append(_("{start} to {end}").format(start=start, end=end))
    elif mask.page:
        parts.append(_("page {page}").format(page=mask.page))
    wide, high = mask.rect.right - mask.rect.left, mask.rect.bottom - mask.rect.top
    parts.append(f"{round(wide)} × {round(high)}")
    parts.append(_("blurred") if mask.cover is Cover.BLUR else _("under a box"))
    if mask.silence:
        parts.append(_("silent"))
    return ", ".join(parts)
