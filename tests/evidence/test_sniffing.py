"""What a file is comes from its bytes; its name only decides between texts."""

from __future__ import annotations

import random

import pytest

from certdesk.evidence.formats import FORMATS, Kind
from certdesk.evidence.kinds import claimed_format, sniff
from certdesk.evidence.requests import Describe

BYTES = [
    (b"%PDF-1.7\n", "PDF", Kind.PDF),
    (b"junk before\n%PDF-1.4\n", "PDF", Kind.PDF),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG", Kind.IMAGE),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG", Kind.IMAGE),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP", Kind.IMAGE),
    (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC", Kind.IMAGE),
    (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", "AVIF", Kind.IMAGE),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG", Kind.IMAGE),
    (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41", "MP4", Kind.VIDEO),
    (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "QuickTime", Kind.VIDEO),
    (b"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat", "QuickTime", Kind.VIDEO),
    (b"\x00\x00\x00\x14ftyp3gp5\x00\x00\x00\x003gp5", "3GP", Kind.VIDEO),
    (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "WebM", Kind.VIDEO),
    (b"\x1a\x45\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska", "Matroska", Kind.VIDEO),
    (b"RIFF\x00\x00\x00\x00AVI LIST", "AVI", Kind.VIDEO),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", "WMV", Kind.VIDEO),
    ((b"\x47" + b"\x00" * 187) * 4, "MPEG-TS", Kind.VIDEO),
    ((b"\x00" * 4 + b"\x47" + b"\x00" * 187) * 4, "MPEG-TS", Kind.VIDEO),
    (b"RIFF\x00\x00\x00\x00WAVEfmt ", "WAV", Kind.AUDIO),
    (b"ID3\x04\x00\x00\x00\x00\x00\x00", "MP3", Kind.AUDIO),
    (b"\xff\xfb\x90\x64\x00\x00\x00\x00", "MP3", Kind.AUDIO),
    (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A ", "M4A", Kind.AUDIO),
    (b"OggS\x00\x02" + b"\x00" * 22 + b"\x01vorbis", "Ogg audio", Kind.AUDIO),
    (b"{\\rtf1\\ansi", "RTF", Kind.DOCUMENT),
    (b"<!DOCTYPE html><title>x</title>", "web page", Kind.WEB),
    (b"\xef\xbb\xbfHello\r\n", "plain text", Kind.TEXT),
    ("Grüße".encode("utf-16"), "plain text", Kind.TEXT),
    ("Gr\xfc\xdfe aus W\xfcrzburg".encode("cp1252"), "plain text", Kind.TEXT),
    (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip", Kind.ARCHIVE),
    (b"", "empty", Kind.EMPTY),
    (bytes(range(256)), "unknown", Kind.UNKNOWN),
    (b"\xff\xfe" + b"\x01\x00\x02\x00" * 20, "unknown", Kind.UNKNOWN),
]


@pytest.mark.parametrize(("head", "name", "kind"), BYTES, ids=[f"{name}-{at}" for at, (_, name, _) in enumerate(BYTES)])
def test_recognised_by_content_whatever_the_name(head, name, kind):
    for file_name in ("file", "file.pdf", "file.mp4", "no extension.", "ünï.docx"):
        found = sniff(head, file_name)
        assert (found.format, found.kind) == (name, kind)


def test_the_name_decides_between_texts_only():
    assert sniff(b"# Title\n", "notes.md").kind is Kind.MARKDOWN
    assert sniff(b"a,b\n1,2\n", "marks.csv").kind is Kind.SHEET
    assert sniff(b"a,b\n1,2\n", "marks.txt").kind is Kind.TEXT
    assert sniff(b"%PDF-1.7\n", "notes.md").kind is Kind.PDF


def test_a_piece_of_html_that_is_called_so_is_a_web_page():
    for piece in (
        b"<p>My reflection</p>",
        b"Two lines<br />of words",
        b"one&nbsp;two",
        "<DIV dir=ltr>x".encode("utf-16"),
    ):
        assert sniff(piece, "onlinetext.html") == sniff(b"<!DOCTYPE html>", "page.html")
        assert sniff(piece, "onlinetext.txt").kind is Kind.TEXT
    assert not sniff(b"a < b and c > d", "sums.htm").extension_matches


def test_lying_names_are_noticed():
    assert not sniff(b"\x89PNG\r\n\x1a\n", "photo.jpg").extension_matches
    assert not sniff(b"hello", "essay.docx").extension_matches
    assert sniff(b"\x89PNG\r\n\x1a\n", "photo.png").extension_matches
    assert sniff(b"\x89PNG\r\n\x1a\n", "photo").extension_matches
    assert sniff(b"\x89PNG\r\n\x1a\n", "photo.of-the-year").extension_matches
    assert sniff(b"{\\rtf1", "letter.doc").extension_matches
    assert sniff(b"", "essay.docx").extension_matches


def test_office_files_are_told_apart(make, word_paragraph):
    assert sniff(make.docx("a.zip", word_paragraph("x")).read_bytes(), "a.zip").format == "DOCX"
    assert sniff(make.xlsx("b.docx", [["x"]]).read_bytes(), "b.docx").format == "XLSX"
    assert sniff(make.pptx("c.pptx", "x").read_bytes(), "c.pptx").format == "PPTX"
    assert sniff(make.odt("d.odt", "").read_bytes(), "d.odt").format == "ODT"
    assert sniff(make.zipped("e.docx", {"a.txt": "x"}).read_bytes(), "e.docx").format == "ZIP"


def test_an_office_file_whose_parts_lie_far_back_is_believed_until_it_is_opened(make, worker, word_paragraph):
    noise = random.Random(1).randbytes(90_000)
    early = make.zipped(
        "early.docx", {"customXml/item1.bin": noise, "[Content_Types].xml": "<Types/>", "word/a.xml": "x"}
    )
    other = make.zipped("other.docx", {"noise.bin": noise})
    assert sniff(early.read_bytes(), "early.docx").format == "DOCX"
    assert sniff(other.read_bytes(), "other.docx").format == "DOCX"
    assert sniff(other.read_bytes(), "other.zip").format == "ZIP"
    assert worker.ask(Describe(early)).format == "DOCX"
    assert worker.ask(Describe(other)).problem.sentence == "The name says DOCX, but the content is ZIP."


def test_what_a_name_promises():
    assert claimed_format("Essay final.DOCX") == "DOCX"
    assert claimed_format("essay.unheard-of") == ""


def test_formats_are_named_once():
    names = [each.name for each in FORMATS]
    assert len(names) == len(set(names))
