"""Blocks to a paged PDF with reportlab, in the look of one candidate's school."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from blocks import Block, runs
from figures import Figure, to_reportlab
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from typefaces import pdf_family, pdf_font


@dataclass(frozen=True, slots=True)
class Look:
    """Typefaces and colours of one candidate's papers."""

    head: str
    body: str
    accent: str
    tint: str
    size: float = 10.2
    head_bold: int = 700
    banner: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page of one paper."""

    code: str
    unit: str
    title: str


def write_pdf(target: Path, blocks: list[Block], look: Look, sheet: Sheet, figures: Mapping[str, Figure]) -> None:
    """Lay the blocks out on A4 pages."""
    styles = _styles(look)
    story: list[Flowable] = []
    for place, block in enumerate(blocks):
        before = blocks[place - 1].kind if place else ""
        story.extend(_flowables(block, styles, look, figures, before))
    document = BaseDocTemplate(
        str(target),
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=24 * mm,
        bottomMargin=22 * mm,
        title=sheet.title,
        author="Invented sample for CertDesk",
        subject=sheet.code,
        creator="CertDesk sample cohort",
        invariant=1,
        lang="en-GB",
    )
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, page: _furniture(canvas, page.page, look, sheet))
    )
    document.build(_keep_headings(story))


def _keep_headings(story: list[Flowable]) -> list[Flowable]:
    """Tie a heading to what follows it (tables and figures do not look back by themselves)."""
    kept: list[Flowable] = []
    while story:
        item = story.pop(0)
        if getattr(item, "is_heading", False) and story and not isinstance(story[0], PageBreak):
            group = [item, story.pop(0)]
            while getattr(group[-1], "is_heading", False) and story:
                group.append(story.pop(0))
            kept.append(KeepTogether(group))
        else:
            kept.append(item)
    return kept


def _furniture(canvas: Canvas, number: int, look: Look, sheet: Sheet) -> None:
    """Header rule and footer of a page."""
    width, height = A4
    plain = pdf_font(look.head, 400)
    canvas.saveState()
    canvas.setFillColor(HexColor(look.accent))
    if number == 1 and look.banner:
        canvas.rect(0, height - 9 * mm, width, 9 * mm, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont(plain, 8.5)
        canvas.drawString(22 * mm, height - 5.9 * mm, sheet.unit)
        canvas.drawRightString(width - 22 * mm, height - 5.9 * mm, sheet.code)
    else:
        canvas.setFont(plain, 8.5)
        canvas.drawString(22 * mm, height - 14 * mm, sheet.title)
        canvas.drawRightString(width - 22 * mm, height - 14 * mm, sheet.code)
        canvas.setStrokeColor(HexColor(look.accent))
        canvas.setLineWidth(0.7)
        canvas.line(22 * mm, height - 16 * mm, width - 22 * mm, height - 16 * mm)
    canvas.setFillColor(HexColor("#6f6f6b"))
    canvas.setFont(plain, 7.5)
    canvas.drawString(22 * mm, 11 * mm, "Invented sample for CertDesk; no real person, school or event.")
    canvas.drawRightString(width - 22 * mm, 11 * mm, f"Page {number}")
    canvas.restoreState()


def _styles(look: Look) -> dict[str, ParagraphStyle]:
    body, head = pdf_family(look.body), pdf_font(look.head, look.head_bold)
    pdf_family(look.head)
    text = ParagraphStyle(
        "text", fontName=body, fontSize=look.size, leading=look.size * 1.42, spaceAfter=6.5, alignment=TA_LEFT
    )
    accent = HexColor(look.accent)
    return {
        "para": text,
        "title": ParagraphStyle("title", fontName=head, fontSize=21, leading=25, textColor=accent, spaceAfter=4),
        "under": ParagraphStyle(
            "under",
            parent=text,
            fontName=pdf_font(look.head),
            textColor=HexColor("#5f5f5b"),
            spaceAfter=13,
            fontSize=look.size - 0.4,
        ),
        "h2": ParagraphStyle(
            "h2", fontName=head, fontSize=13.2, leading=17, textColor=accent, spaceBefore=11, spaceAfter=4.5
        ),
        "h3": ParagraphStyle("h3", fontName=head, fontSize=10.8, leading=14.5, spaceBefore=6, spaceAfter=3),
        "bullet": ParagraphStyle("bullet", parent=text, leftIndent=14, bulletIndent=3, spaceAfter=3.2),
        "box": ParagraphStyle("box", parent=text, spaceAfter=0),
        "cell": ParagraphStyle(
            "cell", parent=text, fontSize=look.size - 1.1, leading=(look.size - 1.1) * 1.32, spaceAfter=0
        ),
        "head": ParagraphStyle(
            "head",
            fontName=pdf_font(look.head, 600),
            fontSize=look.size - 1.1,
            leading=(look.size - 1.1) * 1.32,
            textColor=white,
        ),
        "caption": ParagraphStyle(
            "caption",
            parent=text,
            fontSize=look.size - 1.6,
            leading=(look.size - 1.6) * 1.35,
            textColor=HexColor("#5f5f5b"),
            spaceAfter=9,
        ),
    }


def _flowables(
    block: Block, styles: dict[str, ParagraphStyle], look: Look, figures: Mapping[str, Figure], before: str
) -> list[Flowable]:
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "figure":
        return [
            KeepTogether(
                [
                    Spacer(1, 5),
                    to_reportlab(figures[block.name]),
                    Spacer(1, 3),
                    Paragraph(_inline(block.text), styles["caption"]),
                ]
            )
        ]
    if block.kind == "table":
        return [_table(block, styles, look)]
    if block.kind == "box":
        return [_box(block, styles, look)]
    if block.kind == "number":
        style = ParagraphStyle("number", parent=styles["bullet"], leftIndent=17)
        sequence = '<seq id="n"/>' if before == "number" else '<seqreset id="n"/><seq id="n"/>'
        return [Paragraph(f"<bullet>{sequence}.</bullet>{_inline(block.text)}", style)]
    if block.kind == "bullet":
        return [Paragraph(f"<bullet>\u2022</bullet>{_inline(block.text)}", styles["bullet"])]
    words = Paragraph(_inline(block.text), styles[block.kind])
    words.is_heading = block.kind in {"h2", "h3"}
    after_list = block.kind == "para" and before in {"bullet", "number"}
    return [Spacer(1, 5), words] if after_list else [words]


def _inline(text: str) -> str:
    tags = {"bold": "<b>{}</b>", "italic": "<i>{}</i>", "plain": "{}"}
    return "".join(tags[style].format(escape(words)) for style, words in runs(text))


def _table(block: Block, styles: dict[str, ParagraphStyle], look: Look) -> Table:
    width = A4[0] - 44 * mm
    shares = block.widths or (1.0,) * len(block.rows[0])
    rows = [
        [Paragraph(_inline(cell), styles["cell" if number else "head"]) for cell in row]
        for number, row in enumerate(block.rows)
    ]
    table = Table(
        rows, colWidths=[width * share / sum(shares) for share in shares], repeatRows=1, spaceBefore=4, spaceAfter=11
    )
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), HexColor(look.accent)),
            ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor(look.tint)]),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#d6d6d1")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ]
    )
    return table


def _box(block: Block, styles: dict[str, ParagraphStyle], look: Look) -> Table:
    table = Table(
        [[Paragraph(_inline(block.text), styles["box"])]], colWidths=[A4[0] - 44 * mm], spaceBefore=5, spaceAfter=11
    )
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), HexColor(look.tint)),
            ("LINEBEFORE", (0, 0), (0, -1), 3, HexColor(look.accent)),
            ("LEFTPADDING", (0, 0), (-1, -1), 11),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]
    )
    return table
