"""Slides: a title, words, a table or a picture on each."""

import io
from dataclasses import dataclass
from pathlib import Path

from as_office import FOOTER, STAMP, same_every_day
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Cm, Pt


@dataclass(frozen=True, slots=True)
class Page:
    """One slide."""

    title: str
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    picture: bytes = b""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of a set of slides and its footer."""

    accent: str
    tint: str


WHITE, DARK, SOFT = "FFFFFF", "2B2B2B", "777772"
ROOM = (18.2, 3.9, 13.9, 12.6)  # where a picture may stand, in centimetres


def write_pptx(target: Path, title: str, pages: list[Page], look: Paint) -> None:
    """Write slides of 16 to 9; the first one is the opening."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(33.87), Cm(19.05)
    for number, page in enumerate(pages):
        slide = show.slides.add_slide(show.slide_layouts[6])
        if number == 0:
            _opening(slide, page, look)
        else:
            _inner(slide, page, look)
        if page.notes:
            slide.notes_slide.notes_text_frame.text = page.notes
    properties = show.core_properties
    properties.author = properties.last_modified_by = "Invented sample for CertDesk"
    properties.title, properties.created, properties.modified = title, STAMP, STAMP
    show.save(str(target))
    same_every_day(target)


def _opening(slide: Slide, page: Page, look: Paint) -> None:
    _band(slide, look, 19.05)
    _words(slide, page.title, (2.4, 5.4, 29, 3), (54, True, WHITE))
    for number, line in enumerate(page.lines):
        _words(slide, line, (2.5, 9.2 + number * 1.7, 29, 2), (26, False, WHITE))
    _words(slide, FOOTER, (2.5, 17.4, 24, 1), (12, False, WHITE))


def _inner(slide: Slide, page: Page, look: Paint) -> None:
    _band(slide, look, 0.6)
    _words(slide, page.title, (1.8, 1.2, 30, 2.2), (38, True, look.accent[1:]))
    for number, line in enumerate(page.lines):
        _words(slide, line, (1.8, 4.3 + number * 3.1, 15.4 if page.picture else 30, 3), (26, False, DARK))
    if page.picture:
        _picture(slide, page.picture)
    if page.table:
        _table(slide, page.table, look)
    _words(slide, FOOTER, (1.8, 17.7, 24, 1), (11, False, SOFT))


def _band(slide: Slide, look: Paint, high: float) -> None:
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Cm(33.87), Cm(high))
    box.fill.solid()
    box.fill.fore_color.rgb = _colour(look.accent)
    box.line.fill.background()


def _words(slide: Slide, words: str, place: tuple[float, float, float, float], style: tuple[float, bool, str]) -> None:
    frame = slide.shapes.add_textbox(*(Cm(value) for value in place)).text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(style[0]), style[1], "Calibri"
    run.font.color.rgb = RGBColor.from_string(style[2].upper())


def _picture(slide: Slide, picture: bytes) -> None:
    left, top, wide, high = ROOM
    with Image.open(io.BytesIO(picture)) as image:
        scale = min(wide / image.width, high / image.height)
        width, height = image.width * scale, image.height * scale
    place = Cm(left + (wide - width) / 2), Cm(top + (high - height) / 2)
    slide.shapes.add_picture(io.BytesIO(picture), *place, Cm(width), Cm(height))


def _table(slide: Slide, rows: tuple[tuple[str, ...], ...], look: Paint) -> None:
    frame = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.8), Cm(4.0), Cm(30), Cm(1.8 * len(rows)))
    for down, row in enumerate(rows):
        shade = look.accent if down == 0 else ("#FFFFFF", look.tint)[down % 2]
        for across, words in enumerate(row):
            cell = frame.table.cell(down, across)
            cell.text = words
            cell.text_frame.paragraphs[0].runs[0].font.size = Pt(24)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _colour(shade)


def _colour(value: str) -> RGBColor:
    return RGBColor.from_string(value[1:].upper())
