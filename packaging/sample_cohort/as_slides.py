"""Slides: a title, words, a table or a picture on each."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Cm, Pt

from as_office import FOOTER, STAMP, same_every_day


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
    footer: str = FOOTER
    fonts: tuple[str, ...] = field(default=("Calibri",))


def write_pptx(target: Path, title: str, pages: list[Page], look: Paint) -> None:
    """Write slides of 16 to 9."""
    show = Presentation()
    show.slide_width, show.slide_height = Cm(33.87), Cm(19.05)
    for number, page in enumerate(pages):
        slide = show.slides.add_slide(show.slide_layouts[6])
        _ground(slide, look, first=number == 0)
        _words(slide, page.title, (1.8, 1.1, 30, 2.2), (36 if number else 44, True, "FFFFFF" if number == 0 else look.accent[1:]))
        _body(slide, page, look)
        _words(slide, look.footer, (1.8, 17.7, 24, 1), (11, False, "FFFFFF" if number == 0 else "777772"))
        if page.notes:
            slide.notes_slide.notes_text_frame.text = page.notes
    properties = show.core_properties
    properties.author = properties.last_modified_by = "Invented sample for CertDesk"
    properties.title, properties.created, properties.modified = title, STAMP, STAMP
    show.save(str(target))
    same_every_day(target)


def _ground(slide: Slide, look: Paint, first: bool) -> None:
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Cm(33.87), Cm(19.05) if first else Cm(0.6))
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string(look.accent[1:].upper())
    box.line.fill.background()


def _words(slide: Slide, words: str, place: tuple[float, float, float, float], style: tuple[float, bool, str]) -> None:
    frame = slide.shapes.add_textbox(*(Cm(value) for value in place)).text_frame
    frame.word_wrap = True
    run = frame.paragraphs[0].add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(style[0]), style[1], "Calibri"
    run.font.color.rgb = RGBColor.from_string(style[2].upper())


def _body(slide: Slide, page: Page, look: Paint) -> None:
    room = 15.5 if page.picture else 30.0
    for number, line in enumerate(page.lines):
        _words(slide, line, (1.8, 4.2 + number * 2.0, room, 2), (24, False, "FFFFFF" if not page.table and not page.picture and page.notes == "title" else "2B2B2B"))
    if page.picture:
        slide.shapes.add_picture(io.BytesIO(page.picture), Cm(18.2), Cm(3.9), height=Cm(12.6))
    if page.table:
        grid = slide.shapes.add_table(len(page.table), len(page.table[0]), Cm(1.8), Cm(4.0), Cm(30), Cm(1.6 * len(page.table))).table
        for down, row in enumerate(page.table):
            for across, words in enumerate(row):
                cell = grid.cell(down, across)
                cell.text = words
                cell.text_frame.paragraphs[0].runs[0].font.size = Pt(22)
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string((look.accent if down == 0 else "#FFFFFF" if down % 2 else look.tint)[1:].upper())
