"""Office files through the worker: words, tables, pictures, pages, and each way in which one can be broken."""

from __future__ import annotations

import zipfile

import pytest
from PIL import ImageFont

from certdesk import shipped
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Danger, Heading, ListItem, Paragraph, PictureBlock, TableBlock
from certdesk.evidence.requests import (
    Describe,
    FindText,
    MeasurePages,
    ReadDocument,
    RenderPage,
    TextOfPage,
    Thumbnail,
    ToPdf,
)

TABLE = """<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>
    <w:tr><w:tc><w:p><w:r><w:t>Group</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Depth</w:t></w:r></w:p></w:tc></w:tr>
    <w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>31</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""


def dark_pixels(picture) -> int:
    return sum(1 for at in range(0, len(picture.pixels), 4) if max(picture.pixels[at : at + 3]) < 180)


def test_a_word_document_is_read(worker, make, word_paragraph):
    path = make.docx("essay.docx", word_paragraph("Who speaks in my class") + TABLE)
    reading = worker.ask(ReadDocument(path))
    assert reading.blocks[0] == Paragraph("Who speaks in my class")
    assert reading.blocks[1] == TableBlock((("Group", "Depth"), ("A", "31")), reading.blocks[1].header_rows)
    assert reading.simplified
    assert worker.ask(Describe(path)).word_count == 9


def test_a_picture_in_a_document_comes_with_its_description(worker, make):
    blocks = worker.ask(ReadDocument(make.docx_with_picture("jar.docx"))).blocks
    pictures = [block for block in blocks if isinstance(block, PictureBlock)]
    assert [(each.picture.width, each.picture.height, each.alt) for each in pictures] == [(32, 16, "A jar of water")]


def test_a_word_document_has_pages_like_a_pdf(worker, make, word_paragraph):
    path = make.docx("essay.docx", word_paragraph("Gravel on top") * 90)
    pages = worker.ask(MeasurePages(path))
    assert pages.count >= 2
    assert (pages.engine, pages.simplified) == ("dxpdf", True)
    assert worker.ask(TextOfPage(path, 1)).words[0].text == "Gravel"
    assert len(worker.ask(FindText(path, "gravel")).matches) == 90
    assert dark_pixels(worker.ask(RenderPage(path, 2, 1.0))) > 50
    assert worker.ask(ToPdf(path)).data.startswith(b"%PDF-")


def test_slides_have_pages_words_and_search(worker, make):
    path = make.pptx("deck.pptx", "Clean water", "Dirty water")
    found = worker.ask(Describe(path))
    assert (found.kind, found.page_count, found.page_sizes[0]) == (Kind.SLIDES, 2, (720.0, 540.0))
    words = worker.ask(TextOfPage(path, 1)).words
    assert [word.text for word in words] == ["Clean", "water"]
    left, top, width, height = words[0].rect
    assert 72 <= left <= 90
    assert 72 <= top <= 90
    assert 60 <= width <= 110
    assert 20 <= height <= 60
    assert [match.page for match in worker.ask(FindText(path, "WATER")).matches] == [1, 2]
    picture = worker.ask(RenderPage(path, 1, 1.0))
    assert (picture.width, picture.height) == (720, 540)
    inked = worker.ask(RenderPage(path, 1, 1.0, region=(left, top, width, height)))
    assert (
        dark_pixels(inked) == dark_pixels(worker.ask(RenderPage(path, 1, 1.0, region=(left, 0.0, width, 540.0)))) > 20
    )


def test_open_documents_are_read(worker, make):
    body = '<text:h text:outline-level="2">Log</text:h><text:p>Pears and apples</text:p>'
    reading = worker.ask(ReadDocument(make.odt("log.odt", body)))
    assert reading.blocks == (Heading(2, "Log"), Paragraph("Pears and apples"))
    assert reading.title == "Log"


def test_rich_text_is_read(worker, make):
    path = make.file("letter.rtf", rb"{\rtf1\ansi Dear \b pupil\b0 s\par See you\par}")
    assert [block.text for block in worker.ask(ReadDocument(path)).blocks] == ["Dear pupils", "See you"]


def test_sheets_become_tables_with_whole_numbers(worker, make):
    path = make.xlsx("table.xlsx", [["Group", "Depth"], ["A", 31], ["B", 2.5]])
    blocks = worker.ask(ReadDocument(path)).blocks
    assert blocks == (Heading(2, "Tests"), TableBlock((("Group", "Depth"), ("A", "31"), ("B", "2.5"))))


def test_a_list_of_values_becomes_a_table(worker, make):
    path = make.file("marks.csv", 'Name;Level\r\nÄnne;"3; good"\r\n'.encode("cp1252"))
    assert worker.ask(ReadDocument(path)).blocks == (TableBlock((("Name", "Level"), ("Änne", "3; good")), 1),)


def test_long_sheets_are_cut_and_say_so(worker, make):
    path = make.file("long.csv", b"a,b\n" * 5000)
    reading = worker.ask(ReadDocument(path))
    assert len(reading.blocks[0].rows) == 2000
    assert not reading.complete


@pytest.mark.parametrize("kind", ["docx", "pptx", "odt", "xlsx", "rtf", "csv"])
def test_every_office_file_has_a_small_picture_with_ink(worker, make, word_paragraph, kind):
    path = {
        "docx": lambda: make.docx("a.docx", word_paragraph("Hello") * 20),
        "pptx": lambda: make.pptx("a.pptx", "Hello there"),
        "odt": lambda: make.odt("a.odt", "<text:p>Hello there</text:p>" * 20),
        "xlsx": lambda: make.xlsx("a.xlsx", [["Hello"] * 5] * 20),
        "rtf": lambda: make.file("a.rtf", rb"{\rtf1 " + rb"Hello there\par " * 20 + b"}"),
        "csv": lambda: make.file("a.csv", b"Hello,there\n" * 20),
    }[kind]()
    picture = worker.ask(Thumbnail(path, 240, 240))
    assert max(picture.width, picture.height) == 240
    assert dark_pixels(picture) > 30


def test_a_word_file_that_is_no_zip(worker, make):
    text = worker.ask(Describe(make.file("essay.docx", b"Just words, saved under the wrong name.\n")))
    noise = worker.ask(Describe(make.file("essay.docx", bytes(range(256)) * 40)))
    assert text.problem.code is Code.MISNAMED
    assert text.problem.sentence == "The name says DOCX, but the content is plain text."
    assert noise.problem.code is Code.DAMAGED
    assert noise.problem.sentence == "The file is named like a DOCX file, but its content is not one."


def test_a_word_file_cut_off(worker, make, word_paragraph):
    whole = make.docx("essay.docx", word_paragraph("words " * 4000)).read_bytes()
    assert worker.ask(Describe(make.file("cut.docx", whole[: len(whole) - 400]))).problem.code is Code.TRUNCATED


def test_a_word_file_that_unpacks_to_far_too_much(worker, make, word_paragraph):
    path = make.docx("bomb.docx", word_paragraph("x"), word__media__zero=b"\x00" * 40_000_000)
    found = worker.ask(Describe(path))
    assert found.problem.code is Code.TOO_BIG
    assert "unpack to far more" in found.problem.sentence
    with pytest.raises(EvidenceError):
        worker.ask(RenderPage(path, 1, 1.0))


def test_a_locked_office_file(worker, make, word_paragraph):
    plain = make.docx("essay.docx", word_paragraph("x")).read_bytes()
    flagged = bytearray(plain)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := flagged.find(mark, start)) >= 0:
            flagged[start + at] |= 1
            start += 4
    assert worker.ask(Describe(make.file("locked.docx", bytes(flagged)))).problem.code is Code.LOCKED


def test_macros_and_outside_pictures_are_not_followed(worker, make, word_paragraph):
    schemas = "http://schemas.openxmlformats.org"
    rels = f"""<Relationships xmlns="{schemas}/package/2006/relationships"><Relationship Id="rId9"
        Type="{schemas}/officeDocument/2006/relationships/attachedTemplate" Target="file:///etc/passwd"
        TargetMode="External"/></Relationships>"""
    more = {"word___rels__document.xml.rels": rels, "word__vbaProject.bin": b"\xd0\xcf\x11\xe0macro"}
    path = make.docx("macro.docx", word_paragraph("safe"), **more)
    assert worker.ask(ReadDocument(path)).blocks == (Paragraph("safe"),)
    assert worker.ask(MeasurePages(path)).count == 1


def test_an_archive_is_checked_but_not_opened(worker, make):
    path = make.zipped("all.zip", {"a.txt": "x"})
    assert worker.ask(Describe(path)).problem is None
    assert worker.ask(Describe(make.file("cut.zip", path.read_bytes()[:-10]))).problem.code is Code.TRUNCATED
    with pytest.raises(EvidenceError) as told:
        worker.ask(Thumbnail(path, 100, 100))
    assert told.value.problem.code is Code.UNSUPPORTED


def test_slides_without_slides(worker, make):
    assert worker.ask(Describe(make.pptx("none.pptx"))).problem.code is Code.EMPTY


def test_names_in_an_archive_are_never_paths(worker, make, word_paragraph):
    path = make.docx("slip.docx", word_paragraph("x"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../outside.txt", "slipped")
    assert worker.ask(ReadDocument(path)).blocks == (Paragraph("x"),)
    assert not (path.parent.parent / "outside.txt").exists()


def test_lists_keep_their_markers(worker, make):
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = f"<text:list>{item.format('one')}{item.format('two')}</text:list>"
    blocks = worker.ask(ReadDocument(make.odt("list.odt", body))).blocks
    assert [(type(block), block.text, block.level) for block in blocks] == [(ListItem, "one", 1), (ListItem, "two", 1)]
    assert all(block.marker for block in blocks)


def test_letters_that_a_font_lacks_are_drawn_in_another(worker, make):
    """A letter that no font has is an empty box, and all empty boxes are alike."""
    path = make.pptx("a.pptx", "ሰላም", "አማር", "हिन्दी ✓")
    drawn = [worker.ask(RenderPage(path, page, 1.0)).pixels for page in (1, 2, 3)]
    assert len(set(drawn)) == 3
    assert [word.text for word in worker.ask(TextOfPage(path, 1)).words] == ["ሰላም"]


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("Calibri", "Carlito"),
        ("Arial", "LiberationSans"),
        ("Times New Roman", "LiberationSerif"),
        ("Cambria", "Caladea"),
    ],
)
def test_words_are_as_wide_as_in_the_font_that_was_asked_for(worker, make, asked, drawn):
    font = ImageFont.truetype(shipped.resources() / "fonts" / "office" / f"{drawn}-Regular.ttf", 1000)
    text = "Photosynthesis"
    run = f'<w:rPr><w:rFonts w:ascii="{asked}" w:hAnsi="{asked}"/><w:sz w:val="40"/></w:rPr><w:t>{text}</w:t>'
    (word,) = worker.ask(TextOfPage(make.docx("a.docx", f"<w:p><w:r>{run}</w:r></w:p>"), 1)).words
    assert word.rect[2] == pytest.approx(font.getlength(text) / 1000 * 20, rel=0.02)


def test_a_presentation_without_slides_says_so(worker, make):
    path = make.pptx("template.pptx")
    assert worker.ask(Describe(path)).problem.sentence == "The presentation has no slides."
    for request in (Thumbnail(path, 90, 90), MeasurePages(path), ReadDocument(path)):
        with pytest.raises(EvidenceError, match="no slides"):
            worker.ask(request)


def test_an_opendocument_that_its_reader_does_not_understand_is_still_read(worker, make):
    """A sheet without the attributes that every well-known program writes."""
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "table", "text"))
    row = "".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in ("3", "4", "5"))
    content = f"""<!-- odd -->
        <office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}">
        <office:body><office:spreadsheet><table:table><table:table-row>{row}</table:table-row></table:table>
        </office:spreadsheet></office:body></office:document-content>"""
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    (found,) = worker.ask(ReadDocument(make.zipped("a.ods", parts, first="mimetype"))).blocks
    assert found.rows == (("3", "4", "5"),)


def test_a_workbook_with_a_sheet_of_macros_shows_its_tables(worker, make):
    """The usual reader gives up on the whole workbook."""
    whole = make.xlsx("whole.xlsx", [["Name", "Points"], ["Ana", 7]])
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    relations = parts["xl/_rels/workbook.xml.rels"]
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    macro = f'Id="rId7" Type="{kind}" Target="macrosheets/m.xml"'
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        "</Relationships>", f"<Relationship {macro}/></Relationships>"
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="Macro1" sheetId="7" r:id="rId7"/></sheets>'
    )
    parts["xl/macrosheets/m.xml"] = "<macrosheet/>"
    path = make.zipped("macros.xlsm", parts)
    table = next(block for block in worker.ask(ReadDocument(path)).blocks if isinstance(block, TableBlock))
    assert table.rows == (("Name", "Points"), ("Ana", "7"))
    assert worker.ask(Describe(path)).dangers == (Danger.MACROS,)
