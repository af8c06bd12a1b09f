"""What lies on the sheet at one moment, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from certdesk.core.annotations import Rect
from certdesk.ui.theme.theme import Theme
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
    flash: Part | None = None
    selection: Part | None = None
    criterion: str = ""
    handles: bool = True
    halo: bool = False


def paint_page(painter: QPainter, layout: Layout, page: int, pictures: Pictured, theme: Theme) -> None:
    """Paint one page: white, then its pictures, then its edge."""
    box = layout.page_box(page)
    painter.fillRect(box, Qt.GlobalColor.white)
    for shot, image in pictures:
        paint_shot(painter, box, (layout.rotation, layout.sizes[page - 1]), shot, image)
    painter.setPen(theme.color("line2"))
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_scene(painter: QPainter, layout: Layout, scene: Scene, exposed: QRectF, theme: Theme) -> None:
    """Paint found words, marks, what is pointed out and what is selected, in this order."""
    paper = on_paper(theme)
    for part in scene.hits:
        found = layout.to_sheet(part.page, part.rect)
        if found.intersects(exposed):
            tint = paper.color("accent")
            tint.setAlphaF(0.22)
            painter.fillRect(found, tint)
    for mark, part in scene.marks:
        box = layout.to_sheet(part.page, part.rect)
        if box.adjusted(-40, -40, 40, 40).intersects(exposed):
            look = Look(mark.current, flashing=part == scene.flash, halo=scene.halo)
            paint_region(painter, box, mark.criterion_label, look, paper)
    if scene.flash is not None and all(part != scene.flash for _mark, part in scene.marks):
        box = layout.to_sheet(scene.flash.page, scene.flash.rect)
        paint_region(painter, box, "", Look(current=True, flashing=True, halo=scene.halo), paper)
    if scene.selection is not None:
        box = layout.to_sheet(scene.selection.page, scene.selection.rect)
        look = Look(current=True, handles=scene.handles, halo=scene.halo)
        paint_region(painter, box, scene.criterion, look, paper)
