"""Plain text, Markdown and web pages through the worker."""

from __future__ import annotations

import time

import pytest

from certdesk.evidence.decoders import texts
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Heading, ListItem, Paragraph, TableBlock
from certdesk.evidence.requests import Describe, ReadDocument, Thumbnail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding(worker, make, encoding):
    path = make.file("a.txt", "Größe: 5\u00a0µm\r\n\r\nzweiter Absatz".encode(encoding))
    assert worker.ask(ReadDocument(path)).blocks == (Paragraph("Größe: 5\u00a0µm"), Paragraph("zweiter Absatz"))


def test_a_character_cut_in_half_at_the_bound_stays_utf8(worker, make):
    text = "ä" * (2**20) + "x" * 5
    reading = worker.ask(ReadDocument(make.file("a.txt", b"." + text.encode())))
    assert set(reading.blocks[0].text) == {".", "ä"}
    assert not reading.complete


def test_markdown_loses_its_marks(worker, make):
    text = "# Plan *A*\n\nSome **bold** and\n`code` in [a link](https://example.org).\n\n- one\n  1. two\n\n---\n"
    text += "| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```\nx = 1\n\ny\n```\n"
    reading = worker.ask(ReadDocument(make.file("a.md", text.encode())))
    assert reading.title == "Plan A"
    assert reading.blocks == (
        Heading(1, "Plan A"),
        Paragraph("Some bold and code in a link."),
        ListItem(1, "•", "one"),
        ListItem(2, "1.", "two"),
        TableBlock((("a", "b"), ("1", "2")), 1),
        Paragraph("x = 1\n\ny"),
    )


def test_a_web_page_is_only_read(worker, make):
    page = """<!DOCTYPE html><html><head><title>My class</title><style>p { color: red }</style>
        <script>document.write("<p>run</p>")</script></head><body><h2>Monday</h2><p>We <b>measured</b>
        the&nbsp;river.<br>Twice.</p><ol><li>first<li>second</ol><table><tr><th>a<th>b<tr><td>1<td>2</table>
        <img src="http://example.org/track.png" alt="the river"><noscript>no</noscript><iframe src="x">in</iframe>"""
    found = worker.ask(Describe(make.file("a.html", page.encode())))
    reading = worker.ask(ReadDocument(make.file("a.html", page.encode())))
    assert found.kind is Kind.WEB
    assert reading.title == "My class"
    assert reading.blocks == (
        Heading(2, "Monday"),
        Paragraph("We measured the river.\nTwice."),
        ListItem(1, "1.", "first"),
        ListItem(1, "2.", "second"),
        TableBlock((("a", "b"), ("1", "2")), 1),
        Paragraph("the river"),
    )


def test_a_piece_of_html_of_another_system_is_a_web_page(worker, make):
    piece = b"<p>My reflection&nbsp;on the <b>river</b></p><script>run()</script>"
    found = worker.ask(Describe(make.file("onlinetext.html", piece)))
    assert (found.kind, found.problem) == (Kind.WEB, None)
    reading = worker.ask(ReadDocument(make.file("onlinetext.html", piece)))
    assert reading.blocks == (Paragraph("My reflection on the river"),)
    assert worker.ask(Describe(make.file("onlinetext.txt", piece))).kind is Kind.TEXT


def test_words_are_counted(worker, make):
    assert worker.ask(Describe(make.file("a.txt", b"one two\n\nthree"))).word_count == 3


def test_text_has_a_small_picture(worker, make):
    picture = worker.ask(Thumbnail(make.file("a.txt", b"Hello world. " * 50), 200, 200))
    assert picture.height == 200
    assert len(set(picture.pixels)) > 10


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "![a" * 50_000, "[a](" * 50_000, "**a " * 50_000, "__a " * 50_000, "# a" + " " * 100_000 + "b"],
    ids=["brackets", "pictures", "links", "bold", "lines below", "heading"],
)
def test_signs_without_end_are_read_at_once(text):
    begun = time.process_time()
    assert list(texts.markdown_blocks(text))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a [link](there) and [half", "a link and [half"),
        ("[![seen](a.png)](there)", "seen"),
        ("**bold** and ***both*** and __too__", "bold and both and too"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("**a * b**", "a * b"),
        ("(see [a](b)) [c", "(see a) [c"),
    ],
)
def test_marks_go_and_words_stay(text, read):
    assert list(texts.markdown_blocks(text)) == [Paragraph(read)]


def test_the_signs_that_end_a_heading_go():
    assert list(texts.markdown_blocks("## Plan ##  ")) == [Heading(2, "Plan")]
