"""Blocks to DOCX and ODT, and office files made the same on every day of the week."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from as_pdf import Look, Sheet
from blocks import Block, runs
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from figures import Figure, to_png
from odf import draw, style, table, text
from odf.dc import Creator, Title
from odf.opendocument import OpenDocumentText

FOOTER = "Invented sample for CertDesk; no real person, school or event."
STAMP = datetime(2026, 11, 2, 9, 0, 0)


def write_docx(target: Path, blocks: list[Block], look: Look, sheet: Sheet, figures: Mapping[str, Figure]) -> None:
    """Lay the blocks out as a Word document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _docx_styles(document, look)
    section.header.paragraphs[0].text = f"{sheet.code}   {sheet.unit}"
    section.footer.paragraphs[0].text = FOOTER
    for block in blocks:
        _docx_block(document, block, look, figures)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Invented sample for CertDesk"
    properties.title, properties.created, properties.modified = sheet.title, STAMP, STAMP
    properties.comments, properties.language = FOOTER, "en-GB"
    document.save(str(target))
    same_every_day(target)


def _docx_styles(document: DocxDocument, look: Look) -> None:
    plain = document.styles["Normal"]
    plain.font.name, plain.font.size = "Calibri", Pt(11)
    plain.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22), ("Heading 1", 14), ("Heading 2", 12)):
        font = document.styles[name].font
        font.name, font.size, font.bold = "Calibri", Pt(size), True
        font.color.rgb = RGBColor.from_string(look.accent[1:].upper())
        fonts = document.styles[name].element.rPr.rFonts
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)


DOCX_STYLES = {
    "title": "Title",
    "under": "Normal",
    "h2": "Heading 1",
    "h3": "Heading 2",
    "para": "Normal",
    "bullet": "List Bullet",
    "number": "List Number",
    "box": "Intense Quote",
}


def _docx_block(document: DocxDocument, block: Block, look: Look, figures: Mapping[str, Figure]) -> None:
    if block.kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "figure":
        document.add_picture(io.BytesIO(to_png(figures[block.name])), width=Cm(15.5))
        _docx_words(document.add_paragraph(), f"*{block.text}*")
    elif block.kind == "table":
        _docx_table(document, block, look)
    else:
        _docx_words(document.add_paragraph(style=DOCX_STYLES[block.kind]), block.text)


def _docx_words(paragraph: Paragraph, words: str) -> None:
    for kind, part in runs(words):
        run = paragraph.add_run(part)
        run.bold, run.italic = (True if kind == "bold" else None), (True if kind == "italic" else None)


def _docx_table(document: DocxDocument, block: Block, look: Look) -> None:
    grid = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    grid.autofit = False
    shares = block.widths or (1.0,) * len(block.rows[0])
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Cm(16.4 * share / sum(shares))
    for number, row in enumerate(block.rows):
        cells = grid.add_row().cells
        for cell, words, share in zip(cells, row, shares, strict=True):
            cell.width = Cm(16.4 * share / sum(shares))
            _docx_words(cell.paragraphs[0], f"**{words}**" if number == 0 and words else words)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            if number == 0:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), look.tint[1:])
                cell._tc.get_or_add_tcPr().append(shade)
    document.add_paragraph()


def write_odt(target: Path, blocks: list[Block], look: Look, sheet: Sheet, figures: Mapping[str, Figure]) -> None:
    """Lay the blocks out as an OpenDocument text."""
    document = OpenDocumentText()
    names = _odt_styles(document, look)
    for block in blocks:
        _odt_block(document, block, names, figures)
    closing = text.P(stylename=names["small"])
    closing.addText(f"{sheet.code}. {FOOTER}")
    document.text.addElement(closing)
    document.meta.addElement(Title(text=sheet.title))
    document.meta.addElement(Creator(text="Invented sample for CertDesk"))
    document.save(str(target))
    same_every_day(target)


def _odt_styles(document: OpenDocumentText, look: Look) -> dict[str, style.Style]:
    page = style.PageLayout(name="A4")
    page.addElement(style.PageLayoutProperties(pagewidth="21cm", pageheight="29.7cm", margin="2.2cm"))
    document.automaticstyles.addElement(page)
    document.masterstyles.addElement(style.MasterPage(name="Standard", pagelayoutname=page))
    made = {}
    for name, size, ink, weight in (
        ("title", 20, look.accent, "bold"),
        ("h2", 14, look.accent, "bold"),
        ("h3", 12, "#222222", "bold"),
        ("para", 11, "#222222", "normal"),
        ("small", 8, "#6f6f6b", "normal"),
    ):
        item = style.Style(name=name, family="paragraph")
        item.addElement(style.ParagraphProperties(margintop="0.1cm", marginbottom="0.2cm"))
        item.addElement(
            style.TextProperties(fontsize=f"{size}pt", color=ink, fontweight=weight, fontfamily="Liberation Serif")
        )
        document.styles.addElement(item)
        made[name] = item
    for name, properties in (("bold", {"fontweight": "bold"}), ("italic", {"fontstyle": "italic"})):
        item = style.Style(name=name, family="text")
        item.addElement(style.TextProperties(**properties))
        document.styles.addElement(item)
        made[name] = item
    cell = style.Style(name="cell", family="table-cell")
    cell.addElement(style.TableCellProperties(border="0.5pt solid #b8b8b2", padding="0.1cm"))
    document.automaticstyles.addElement(cell)
    made["cell"] = cell
    return made


def _odt_block(
    document: OpenDocumentText, block: Block, names: dict[str, style.Style], figures: Mapping[str, Figure]
) -> None:
    body = document.text
    if block.kind in {"title", "h2", "h3"}:
        heading = text.H(outlinelevel={"title": 1, "h2": 2, "h3": 3}[block.kind], stylename=names[block.kind])
        _odt_words(heading, block.text, names)
        body.addElement(heading)
    elif block.kind == "table":
        body.addElement(_odt_table(block, names))
        body.addElement(text.P(stylename=names["para"]))
    elif block.kind == "figure":
        body.addElement(_odt_figure(document, figures[block.name], names))
        caption = text.P(stylename=names["small"])
        _odt_words(caption, block.text, names)
        body.addElement(caption)
    elif block.kind in {"bullet", "number"}:
        listing, item, line = text.List(), text.ListItem(), text.P(stylename=names["para"])
        _odt_words(line, block.text, names)
        item.addElement(line)
        listing.addElement(item)
        body.addElement(listing)
    elif block.kind != "page":
        line = text.P(stylename=names["para"])
        _odt_words(line, block.text, names)
        body.addElement(line)


def _odt_words(line: text.Element, words: str, names: dict[str, style.Style]) -> None:
    for kind, part in runs(words):
        if kind == "plain":
            line.addText(part)
        else:
            line.addElement(text.Span(stylename=names[kind], text=part))


def _odt_table(block: Block, names: dict[str, style.Style]) -> table.Table:
    grid = table.Table()
    grid.addElement(table.TableColumn(numbercolumnsrepeated=len(block.rows[0])))
    for number, row in enumerate(block.rows):
        line = table.TableRow()
        for words in row:
            cell = table.TableCell(stylename=names["cell"])
            paragraph = text.P(stylename=names["para"])
            _odt_words(paragraph, f"**{words}**" if number == 0 and words else words, names)
            cell.addElement(paragraph)
            line.addElement(cell)
        grid.addElement(line)
    return grid


def _odt_figure(document: OpenDocumentText, figure: Figure, names: dict[str, style.Style]) -> text.Element:
    holder = text.P(stylename=names["para"])
    wide = 15.5
    frame = draw.Frame(width=f"{wide}cm", height=f"{wide * figure.height / figure.width:.2f}cm", anchortype="as-char")
    place = document.addPictureFromString(to_png(figure), "image/png")
    frame.addElement(draw.Image(href=place))
    holder.addElement(frame)
    return holder


def same_every_day(target: Path) -> None:
    """Pack a zip-based file again with fixed dates, so that two builds give the same bytes."""
    with zipfile.ZipFile(target) as packed:
        parts = [(entry.filename, packed.read(entry)) for entry in packed.infolist()]
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, (2026, 11, 2, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
