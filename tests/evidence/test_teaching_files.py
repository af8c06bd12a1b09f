"""E-mails, notebooks and what teaching programs save: words, pictures inside, attachments only listed."""

from __future__ import annotations

import base64
import io
import json
import zlib
from email.message import EmailMessage

import pytest
from PIL import Image
from tests.evidence.conftest import paragraph

from certdesk.evidence.decoders import extracting
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Danger, Heading, ListItem, Paragraph, PictureBlock, TableBlock, TextPart
from certdesk.evidence.requests import Describe, ExtractText, MeasurePages, ReadDocument, Thumbnail


def png(colour: str = "red") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(data, "PNG")
    return data.getvalue()


def words(reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Heading | Paragraph | ListItem)]


def pictures(reading) -> list[PictureBlock]:
    return [block for block in reading.blocks if isinstance(block, PictureBlock)]


def message(**more: str) -> EmailMessage:
    made = EmailMessage()
    headers = {"From": "Ana Lì <ana@example.org>", "To": "b@example.org", "Subject": "Jar, day 3 – grün"}
    for name, value in (headers | {"Date": "Mon, 02 Mar 2026 10:00:00 +0100"} | more).items():
        made[name] = value
    return made


def test_an_email_shows_who_wrote_what_and_lists_what_is_attached(worker, make):
    mail = message()
    mail.set_content("The leaves\nturned.\n\nSee you.")
    mail.add_alternative("<p>The leaves turned.</p>", subtype="html")
    mail.add_attachment(b"x" * 1500, maintype="application", subtype="x-evil", filename="../../run.exe")
    mail.add_attachment(png(), maintype="image", subtype="png", filename="jar.png")
    path = make.file("mail.eml", bytes(mail))
    found = worker.ask(Describe(path))
    assert (found.kind, found.format, found.problem) == (Kind.DOCUMENT, "e-mail", None)
    reading = worker.ask(ReadDocument(path))
    assert reading.title == "Jar, day 3 – grün"
    assert words(reading) == ["Jar, day 3 – grün", "The leaves\nturned.", "See you.", "Attachments"]
    headers, attached = (block.rows for block in reading.blocks if isinstance(block, TableBlock))
    assert headers[0] == ("From", "Ana Lì <ana@example.org>")
    assert attached[1:] == (("../../run.exe", "application/x-evil", "2 KB"), ("jar.png", "image/png", attached[2][2]))
    assert len(pictures(reading)) == 1
    assert worker.ask(Thumbnail(path, 100, 100)).width > 1
    assert "leaves" in worker.ask(ExtractText(path)).parts[0].text


def test_an_email_that_is_only_a_web_page_is_read_without_scripts(worker, make):
    mail = message()
    mail.set_content("<script>x()</script><h1>Plan</h1><p>One</p><img src='http://example.org/a.png'>", subtype="html")
    reading = worker.ask(ReadDocument(make.file("mail.eml", bytes(mail))))
    assert words(reading)[1:] == ["Plan", "One"]


@pytest.mark.parametrize(
    "broken",
    [
        b"From: a\nTo: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x\n",
        b"From: =?x?q?=\nSubject: =?utf-8?b?////?=\nDate: \xff\xfe\nContent-Transfer-Encoding: base64\n\n###",
        b"From: a\nTo: b\nMIME-Version: 1.0\nContent-Type: text/plain; charset=klingon\n\nQapla\xed",
        b"From: a\nTo: b\nDate: c\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300,
    ],
    ids=["no parts", "odd headers", "odd letters", "nested"],
)
def test_a_broken_email_is_still_answered(worker, make, broken):
    path = make.file("mail.eml", broken)
    assert worker.ask(Describe(path)).format == "e-mail"
    assert worker.ask(ReadDocument(path)).engine == "CertDesk"


def test_a_saved_web_page_is_a_web_page_with_its_pictures(worker, make):
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://example.org"
    page["Subject"] = "Plan"
    page["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    page.set_content("<title>Plan</title><p>Grow a bean</p>", subtype="html")
    page.add_related(png(), "image", "png")
    path = make.file("plan.mhtml", bytes(page))
    assert worker.ask(Describe(path)).kind is Kind.WEB
    reading = worker.ask(ReadDocument(path))
    assert (reading.title, words(reading), len(pictures(reading))) == ("Plan", ["Grow a bean"], 1)


def test_a_notebook_shows_texts_programs_and_results(worker, make):
    cells = [
        {"cell_type": "markdown", "source": ["# Fall of a ball\n", "We measure *g*."]},
        {
            "cell_type": "code",
            "source": "print(9.81)",
            "outputs": [
                {"output_type": "stream", "text": ["9.81\n"]},
                {"output_type": "display_data", "data": {"image/png": base64.b64encode(png()).decode()}},
                {"output_type": "error", "ename": "ValueError", "evalue": "too fast"},
            ],
        },
    ]
    path = make.file("ball.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())
    assert worker.ask(Describe(path)).format == "Jupyter notebook"
    reading = worker.ask(ReadDocument(path))
    assert words(reading) == ["Fall of a ball", "We measure g.", "print(9.81)", "→ 9.81", "→ ValueError: too fast"]
    assert len(pictures(reading)) == 1


def test_a_cut_off_notebook_is_damaged(worker, make):
    path = make.file("ball.ipynb", b'{"cells": [{"cell_type": "markdown", "source": "x"')
    assert worker.ask(Describe(path)).problem.code is Code.DAMAGED


def test_a_geogebra_file_shows_its_picture_and_its_construction(worker, make):
    xml = """<geogebra><construction title="Circles" author="Ana" date="2026"><expression label="c" exp="x² + y² = 4"/>
        </construction></geogebra>"""
    path = make.zipped("c.ggb", {"geogebra.xml": xml, "geogebra_thumbnail.png": png("blue")})
    assert worker.ask(Describe(path)).format == "GeoGebra"
    reading = worker.ask(ReadDocument(path))
    assert pictures(reading)[0].picture.width == 30
    assert words(reading) == ["Circles", "Ana 2026", "c = x² + y² = 4"]
    assert worker.ask(Thumbnail(path, 90, 90)).width == 30


def test_a_scratch_project_lists_sprites_and_what_they_say(worker, make):
    say = {"opcode": "looks_say", "inputs": {"MESSAGE": [1, [10, "Hello class!"]], "STEPS": [1, [4, "10"]]}}
    sprites = [
        {"name": "Stage", "blocks": {}, "costumes": [1], "sounds": []},
        {"name": "Cat", "blocks": {"a": say}, "costumes": [1, 2], "comments": {"x": {"text": "starts here"}}},
    ]
    path = make.zipped("game.sb3", {"project.json": json.dumps({"targets": sprites})})
    reading = worker.ask(ReadDocument(path))
    assert reading.blocks[0].rows[1:] == (("Stage", "0", "1", "0"), ("Cat", "1", "2", "0"))
    assert words(reading) == ["Cat", "Hello class!", "starts here"]


def test_an_iwork_document_shows_the_preview_it_carries(worker, make):
    pdf = make.pdf("preview.pdf", "one", "two").read_bytes()
    parts = {"Index/Document.iwa": b"x", "preview.jpg": png(), "QuickLook/Preview.pdf": pdf}
    path = make.zipped("talk.key", parts)
    assert worker.ask(Describe(path)).problem is None
    pages = worker.ask(MeasurePages(path))
    assert (pages.count, pages.simplified) == (2, True)
    bare = make.zipped("bare.pages", {"Index/Document.iwa": b"x"})
    problem = worker.ask(Describe(bare)).problem
    assert (problem.code, problem.sentence) == (Code.UNSUPPORTED, "Apple iWork files can't be shown here.")


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_diagram_shows_its_labels(worker, make, packed):
    model = '<mxGraphModel><root><mxCell id="1" value="&lt;b&gt;Water&lt;/b&gt; cycle"/></root></mxGraphModel>'
    if packed:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = packer.compress("".join(f"%{byte:02X}" for byte in model.encode()).encode()) + packer.flush()
        model = base64.b64encode(data).decode()
    path = make.file("cycle.drawio", f'<mxfile><diagram name="Page 1">{model}</diagram></mxfile>'.encode())
    assert words(worker.ask(ReadDocument(path))) == ["Page 1", "Water cycle"]


def test_interactive_content_shows_its_sentences(worker, make):
    content = {"questions": [{"params": {"question": "<p>What is <b>g</b> on the Moon?</p>"}, "library": "H5P.X 1.1"}]}
    about = json.dumps({"title": "Gravity"})
    path = make.zipped("quiz.h5p", {"h5p.json": about, "content/content.json": json.dumps(content)})
    assert words(worker.ask(ReadDocument(path))) == ["Gravity", "What is g on the Moon?"]


def test_pages_printed_by_windows_show_their_words(worker, make):
    page = '<FixedPage><Glyphs UnicodeString="Lab"/><Glyphs UnicodeString="report"/></FixedPage>'
    path = make.zipped("a.oxps", {"FixedDocSeq.fdseq": "x", "Documents/1/Pages/1.fpage": page})
    assert words(worker.ask(ReadDocument(path))) == ["Page 1", "Lab report"]


def test_a_flat_opendocument_is_read(worker, make):
    body = """<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:h
        text:outline-level="2">Aims</text:h><text:p>Grow<text:s/>beans</text:p></office:text></office:body>
        </office:document>"""
    assert worker.ask(ReadDocument(make.file("a.fodt", body.encode()))).blocks == (
        Heading(2, "Aims"),
        Paragraph("Grow beans"),
    )


def test_an_archive_lists_what_is_in_it(worker, make):
    reading = worker.ask(ReadDocument(make.zipped("a.zip", {"lesson/plan.txt": "x" * 12, "b.bin": b""})))
    assert reading.blocks[0].rows[1:] == (("lesson/plan.txt", "12"), ("b.bin", "0"))


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("setup.exe", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "This is a program or a script"),
        ("photo.jpg", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "This is a program or a script"),
        ("tool", b"\x7fELF\x02\x01\x01" + bytes(200), "This is a program or a script"),
        ("notes.one", b"\xe4R\\{\x8c\xd8\xa7M\xae\xb1Sx\xd0)\x96\xd3" + bytes(200), "OneNote files can't be shown"),
    ],
)
def test_what_is_not_shown_says_why(worker, make, name, data, sentence):
    path = make.file(name, data)
    found = worker.ask(Describe(path))
    assert sentence in found.problem.sentence
    assert (found.dangers == (Danger.PROGRAM,)) == ("program" in sentence)
    for request in (Thumbnail(path, 9, 9), ReadDocument(path), MeasurePages(path)):
        with pytest.raises(EvidenceError, match=sentence):
            worker.ask(request)


def test_a_script_is_read_and_named(worker, make):
    path = make.file("run.bat", b"@echo off\r\ndel C:\\*")
    assert worker.ask(Describe(path)).dangers == (Danger.PROGRAM,)
    assert words(worker.ask(ReadDocument(path))) == ["@echo off\ndel C:\\*"]


def test_a_link_to_an_online_document_is_no_document(worker, make):
    path = make.file("essay.gdoc", b'{"url": "https://docs.example.org/d/1"}')
    found = worker.ask(Describe(path))
    assert "only a link" in found.problem.sentence
    assert "docs.example.org" in words(worker.ask(ReadDocument(path)))[0]


@pytest.mark.parametrize(
    ("body", "dangers"),
    [
        ("<p>plain</p>", ()),
        ("<script>x</script>", (Danger.SCRIPTS,)),
        ("<p onclick='x()'>x</p>", (Danger.SCRIPTS,)),
        ("<img alt=x src='https://example.org/a.png'>", (Danger.OUTSIDE_LINKS,)),
        ("<a href='https://example.org'>x</a>", ()),
    ],
)
def test_dangers_of_a_web_page_are_named(worker, make, body, dangers):
    assert worker.ask(Describe(make.file("a.html", f"<html><body>{body}</body></html>".encode()))).dangers == dangers


def test_a_picture_inside_a_web_page_is_shown_and_others_are_not(worker, make):
    inside = f"<img alt='jar' src='data:image/png;base64,{base64.b64encode(png()).decode()}'>"
    page = f"<html><body><p>a</p>{inside}<img alt='gone' src='file:///etc/passwd'></body></html>"
    reading = worker.ask(ReadDocument(make.file("a.html", page.encode())))
    assert [each.alt for each in pictures(reading)] == ["jar"]
    assert words(reading) == ["a", "gone"]


def test_words_that_take_too_long_are_left_out_and_it_is_said(monkeypatch):
    monkeypatch.setattr(extracting, "SECONDS", -1.0)
    found, complete = extracting._kept(TextPart(number, "x") for number in range(1, 9))
    assert (found, complete) == ((TextPart(1, "x"),), False)


def test_more_words_than_can_be_searched_are_cut_and_it_is_said(monkeypatch):
    monkeypatch.setattr(extracting, "MAX_CHARACTERS", 10)
    found, complete = extracting._kept(TextPart(number, "four") for number in range(1, 9))
    assert ([part.page for part in found], complete) == ([1, 2], False)


def test_words_come_by_page_and_from_every_part_of_a_word_file(worker, make):
    pages = worker.ask(ExtractText(make.pdf("a.pdf", "one", "two"))).parts
    assert [(part.page, part.text) for part in pages] == [(1, "one"), (2, "two")]
    slides = worker.ask(ExtractText(make.pptx("a.pptx", "Jar", "Leaf"))).parts
    assert [(part.page, part.text) for part in slides] == [(1, "Jar"), (2, "Leaf")]
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    header = f"<w:hdr {space}><w:p><w:r><w:t>School of Addis</w:t></w:r></w:p></w:hdr>"
    (whole,) = worker.ask(ExtractText(make.docx("a.docx", paragraph("Beans"), **{"word__header1.xml": header}))).parts
    assert (whole.page, whole.text) == (0, "Beans\nSchool of Addis")


def test_pictures_and_recordings_have_no_words(worker, make):
    for path in (make.image("a.png"), make.wav("a.wav", 0.1)):
        assert worker.ask(ExtractText(path)).parts == ()
