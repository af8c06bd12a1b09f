"""What another program would run or fetch is named, however it is written."""

from __future__ import annotations

import os

import pytest
from tests.evidence.conftest import OFFICE, PACKAGE, paragraph

from certdesk.evidence.decoders import markup_dangers
from certdesk.evidence.decoders.opened import open_file
from certdesk.evidence.replies import Danger
from certdesk.evidence.requests import Describe

MACROS, PACKED = Danger.MACROS, Danger.EMBEDDED_FILES
FETCHES, RUNS = Danger.OUTSIDE_LINKS, Danger.SCRIPTS
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
LETTER = "From: a\nTo: b\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n"
ATTACHED = (
    "Content-Type: application/x-msdownload; name=a.exe\nContent-Disposition: attachment; filename=a.exe\n\nMZ\n--q--\n"
)
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    ' office:mimetype="application/vnd.oasis.opendocument.text">{}<office:body><office:text/></office:body>'
    "</office:document>"
)


@pytest.mark.parametrize(
    ("name", "content", "dangers"),
    [
        ("a.svg", SVG + ' onload="alert(1)"/>', (RUNS,)),
        ("a.svg", SVG + "><script>alert(1)</script></svg>", (RUNS,)),
        ("a.svg", SVG + '><image xlink:href="https://example.org/a.png"/></svg>', (FETCHES,)),
        ("a.svg", SVG + '><rect width="9" height="9"/><text>once on = on</text></svg>', ()),
        ("a.html", "<html><body>" + "word " * 20_000 + "<script>x</script></body></html>", (RUNS,)),
        ("a.html", "<html><body>" + "word " * 20_000 + "<img src=//example.org/a.png></body></html>", (FETCHES,)),
        ("a.html", "<html><style>p{background:url(https://example.org/a)}</style></html>", (FETCHES,)),
        ("a.html", "<html><body><img/src=https://example.org/a.png></body></html>", (FETCHES,)),
        ("a.rtf", r"{\rtf1{\*\template http://example.org/x.dotm} hello}", (FETCHES,)),
        ("a.rtf", r"{\rtf1{\*\template C:\\Users\\Kim\\Normal.dotm} hello}", ()),
        ("a.rtf", r"{\rtf1{\object\objautlink{\*\objdata 0105}} hello}", (PACKED, FETCHES)),
        ("a.rtf", r"{\rtf1{\field{\*\fldinst{ DDEAUTO c:\\cmd.exe x}}} hello}", (FETCHES,)),
        ("a.rtf", r"{\rtf1 an \'e9l\'e8ve and his objectives}", ()),
        ("a.fodt", FLAT.format("<office:scripts><office:script>Sub Main</office:script></office:scripts>"), (MACROS,)),
        ("a.fodt", FLAT.format("<office:scripts><office:script><x/></office:script></office:scripts>"), ()),
        ("a.fodt", FLAT.format('<script:event-listener script:event-name="dom:load"/>'), (MACROS,)),
        ("a.xml", '<?xml version="1.0"?><x><s:script xmlns:s="http://www.w3.org/1999/xhtml">x</s:script></x>', (RUNS,)),
        ("a.xml", '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="a.xsl"?><x/>', (RUNS,)),
        ("a.xml", '<?xml version="1.0"?><?xml-stylesheet href="https://example.org/a.css"?><x/>', (FETCHES,)),
        ("a.xml", '<?xml version="1.0"?><x>nothing</x>', ()),
        ("a.txt", "a script: <script> is a tag, javascript: a scheme", ()),
        ("a.csv", "Name,Mark\nKim,=cmd|' /C calc'!A0\n", (RUNS,)),
        ("a.csv", "Name,Mark\nKim,-3\n+44 20,@home\n", ()),
        (
            "a.eml",
            LETTER + "Content-Type: text/html\n\n<img src=http://example.org/>\n--q\n" + ATTACHED,
            (PACKED, FETCHES),
        ),
        ("a.eml", LETTER + "Content-Type: text/plain\n\nLook at <script> in http://example.org\n--q--\n", ()),
    ],
)
def test_what_acts_in_a_file_of_letters_is_named(worker, make, name, content, dangers):
    assert worker.ask(Describe(make.file(name, content.encode()))).dangers == dangers


def test_letters_of_two_bytes_hide_nothing(worker, make):
    page = "<html><body>é<script>x</script></body></html>".encode("utf-16")
    assert worker.ask(Describe(make.file("a.html", page))).dangers == (RUNS,)


def test_a_file_too_long_to_be_looked_at_whole_is_said_to_be(monkeypatch, make):
    monkeypatch.setattr(markup_dangers, "MOST_BYTES", 20)
    path = make.file("a.html", b"<html><body>" + b"word " * 20 + b"</body></html>")
    opened = open_file(os.open(path, os.O_RDONLY), path.name)
    assert markup_dangers.of_page(opened) == (Danger.UNCHECKED,)
    opened.close()


def types(more):
    return f"""<Types xmlns="{PACKAGE}/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>{more}</Types>"""


def related(kind, target):
    return f"""<Relationships xmlns="{PACKAGE}/relationships">
        <Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>"""


VBA = 'ContentType="application/vnd.ms-office.vbaProject"'
RELS, TYPES = "word___rels__document.xml.rels", "[Content_Types].xml"
DDE = "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\cmd.exe x</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("body", "more", "dangers"),
    [
        (
            "",
            {"word__theme9.bin": "x", RELS: related(f"{OFFICE}/vbaProject", "theme9.bin")},
            (MACROS,),
        ),
        (
            "",
            {"word__a.bin": "x", TYPES: types(f'<Default Extension="BIN" {VBA}/>')},
            (MACROS,),
        ),
        ("", {TYPES: types(f'<Default Extension="bin" {VBA}/>')}, ()),
        (
            "",
            {"word__a.b": "x", TYPES: types(f'<Override PartName="/word/a.b" {VBA}/>')},
            (MACROS,),
        ),
        (f"<w:p>{DDE}</w:p>", {}, (FETCHES,)),
        ('<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://example.org/a.png&quot; "/>', {}, (FETCHES,)),
        ("<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>", {}, ()),
        ("", {RELS: "<damaged"}, (Danger.UNCHECKED,)),
    ],
)
def test_macros_and_fetching_fields_of_a_word_file_are_named(worker, make, body, more, dangers):
    assert worker.ask(Describe(make.docx("a.docx", paragraph("x") + body, **more))).dangers == dangers


def test_scripts_in_a_book_are_named(worker, make):
    opf = "http://www.idpf.org/2007/opf"
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "c.opf": f'<package xmlns="{opf}"><manifest><item id="i" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="i"/></spine></package>',
        "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><script>x</script><p>x</p></body></html>',
    }
    assert worker.ask(Describe(make.zipped("a.epub", parts, first="mimetype"))).dangers == (RUNS,)


def test_bytes_that_a_browser_would_still_show_are_looked_at(worker, make):
    page = b"\x01\x02\x03<html><script>alert(1)</script></html>\0\0"
    assert RUNS in worker.ask(Describe(make.file("bin.html", page))).dangers
