"""What lies on the sheet at one moment, and how it is painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from certdesk.core.annotations import Rect
from certdesk.core.words import _
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.mark_tags import Tag, line_style, paint_tag, place_tag, tag_of, tag_size
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.picture_cache import Shot
from certdesk.ui.viewers.sheet_painting import Look, on_paper, paint_region, paint_shot
from certdesk.ui.viewers.sheets import Layout

FLASH_MS = 1500
"""How long a place is pointed out after somebody went there."""


class Fit(Enum):
    """What the size of the window does to the zoom."""

    WIDTH = auto()
    PAGE = auto()
    FREE = auto()


class Tool(Enum):
    """What dragging selects."""

    REGION = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle on a page (from 1), in units."""

    page: int
    rect: Rect


Placed = tuple[MediaMark, Part]
Pictured = list[tuple[Shot, QImage]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on top of the pages."""

    marks: tuple[Placed, ...] = ()
    hits: tuple[Part, ...] = ()
    now: tuple[Part, ...] = ()
    """The place of what was found that is shown now."""
    links: tuple[Part, ...] = ()
    flash: Part | None = None
    selection: Part | None = None
    lines: tuple[Part, ...] = ()
    """The lines of the words selected; empty when a region is selected."""
    chosen: str = ""
    """The mark (its annotation) whose edges can be pulled."""
    criterion: str = ""
    filing_key: str = "E"
    unfiled: str = ""
    """What is written on a selection that no key files; empty says that it is not filed yet."""
    """What files the selection, as it is written on it; "" when no key does."""
    halo: bool = False
    words: Mapping[int, tuple[Rect, ...]] = field(default_factory=dict)
    """Where words stand on pages, as far as they are known: plates keep off them."""

    @property
    def chosen_mark(self) -> Placed | None:
        """The mark whose edges can be pulled."""
        return next((each for each in self.marks if each[0].annotation_id == self.chosen), None)


class TagPlaces:
    """Where the plates of marks stand, worked out once for each arrangement of pages."""

    def __init__(self) -> None:
        self._layout: Layout | None = None
        self._for: tuple[object, ...] = ()
        self._known: dict[int, dict[str, QRectF]] = {}

    def on_page(self, layout: Layout, scene: Scene, page: int, theme: Theme) -> dict[str, QRectF]:
        """Return the plates of a page by annotation."""
        now = (scene.marks, scene.words, theme.text_scale)
        if layout is not self._layout or any(old is not new for old, new in zip(self._for, now, strict=False)):
            self._known.clear()
        self._layout, self._for = layout, now
        if page not in self._known:
            self._known[page] = _tags_of(layout, scene, page, theme)
        return self._known[page]


def _tags_of(layout: Layout, scene: Scene, page: int, theme: Theme) -> dict[str, QRectF]:
    taken = [layout.to_sheet(page, rect) for rect in scene.words.get(page, ())]
    places: dict[str, QRectF] = {}
    for mark, part in reversed(scene.marks):
        if part.page == page:
            box, size = layout.to_sheet(page, part.rect), tag_size(tag_of(mark, theme), theme)
            places[mark.annotation_id] = place_tag(box, size, layout.page_box(page), taken)
            taken.append(places[mark.annotation_id])
    return places


def paint_page(painter: QPainter, layout: Layout, page: int, pictures: Pictured, theme: Theme) -> None:
    """Paint one page: white, then its pictures, then its edge."""
    box = layout.page_box(page)
    painter.fillRect(box, Qt.GlobalColor.white)
    for shot, image in pictures:
        paint_shot(painter, box, (layout.rotation, layout.sizes[page - 1]), shot, image)
    painter.setPen(theme.color("line2"))
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_scene(
    painter: QPainter, layout: Layout, scene: Scene, exposed: QRectF, theme: Theme, places: TagPlaces
) -> None:
    """Paint links, found words, marks, what is pointed out and what is selected, in this order."""
    paper = on_paper(theme)
    _paint_links(painter, layout, scene, exposed, paper)
    _paint_parts(painter, layout, scene.hits, exposed, _tint(paper, "warn-line", 0.55))
    _paint_parts(painter, layout, scene.now, exposed, _tint(paper, "warn", 0.35))
    _paint_marks(painter, layout, scene, exposed, paper, places)
    if scene.flash is not None and all(part != scene.flash for _mark, part in scene.marks):
        box = layout.to_sheet(scene.flash.page, scene.flash.rect)
        paint_region(painter, box, Look(paper.color("accent"), flashing=True, halo=scene.halo))
    _paint_selection(painter, layout, scene, exposed, paper)


def _tint(theme: Theme, token: str, share: float) -> QColor:
    color = theme.color(token)
    color.setAlphaF(share)
    return color


def _paint_parts(painter: QPainter, layout: Layout, parts: tuple[Part, ...], exposed: QRectF, tint: QColor) -> None:
    for part in parts:
        box = layout.to_sheet(part.page, part.rect)
        if box.intersects(exposed):
            painter.fillRect(box, tint)


def _paint_links(painter: QPainter, layout: Layout, scene: Scene, exposed: QRectF, theme: Theme) -> None:
    """Underline links, on whichever side is the lower one of a turned page."""
    painter.setPen(QPen(theme.color("accent"), 1))
    for part in scene.links:
        rect = part.rect
        if layout.to_sheet(part.page, rect).intersects(exposed):
            way = layout.transform(part.page)
            painter.drawLine(
                way.map(QPointF(rect.left, rect.bottom)),
                way.map(QPointF(rect.right, rect.bottom)),
            )


def _paint_marks(
    painter: QPainter, layout: Layout, scene: Scene, exposed: QRectF, theme: Theme, places: TagPlaces
) -> None:
    near = exposed.adjusted(-200, -60, 200, 60)
    shown = [each for each in scene.marks if layout.to_sheet(each[1].page, each[1].rect).intersects(near)]
    for mark, part in shown:
        chosen = mark.annotation_id == scene.chosen
        look = Look(
            tag_of(mark, theme).color,
            line_style(mark.stance),
            2.0 if mark.current or chosen else 1.5,
            0.10 if mark.current else 0.05,
            flashing=part == scene.flash,
            handles=chosen,
            halo=scene.halo,
        )
        paint_region(painter, layout.to_sheet(part.page, part.rect), look)
    for mark, part in shown:
        frame = places.on_page(layout, scene, part.page, theme)[mark.annotation_id]
        paint_tag(painter, frame, tag_of(mark, theme), theme)


def _hint(scene: Scene) -> str:
    if not scene.filing_key:
        return scene.unfiled or _("Not filed yet")
    words = _("{key} files it for {criterion}") if scene.criterion else _("{key} files it")
    return words.format(key=scene.filing_key, criterion=scene.criterion)


def _paint_selection(painter: QPainter, layout: Layout, scene: Scene, exposed: QRectF, theme: Theme) -> None:
    """Paint what is selected as something that is not filed yet: dashed, with handles, and what files it."""
    chosen = scene.selection
    if chosen is None:
        return
    accent = theme.color("accent")
    box = layout.to_sheet(chosen.page, chosen.rect)
    if scene.lines:
        _paint_parts(painter, layout, scene.lines, exposed, _tint(theme, "accent", 0.26))
    else:
        paint_region(painter, box, Look(accent, Qt.PenStyle.DashLine, 1.5, 0.05, handles=True, halo=scene.halo))
    tag = Tag(_hint(scene), accent, None, filled=False)
    size = tag_size(tag, theme)
    taken = [layout.to_sheet(chosen.page, rect) for rect in scene.words.get(chosen.page, ())]
    paint_tag(painter, place_tag(box.adjusted(-4, -4, 4, 4), size, layout.page_box(chosen.page), taken), tag, theme)
