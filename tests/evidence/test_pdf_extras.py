"""What a PDF has beside its pages: a password, an outline, links, comments, dangers, and whether it is a scan."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from certdesk.evidence.decoders import pdf_dangers
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Danger, NoteKind
from certdesk.evidence.requests import (
    Describe,
    ExtractText,
    FindText,
    LinksOfPage,
    MeasurePages,
    ReadDocument,
    ReadOutline,
    ReadSideNotes,
    RenderPage,
    TextOfPage,
    ToPdf,
)


@pytest.fixture
def change(make):
    """Make a PDF of three pages and change it."""

    def made(name, alter):
        plain = make.pdf("plain.pdf", "one", "two", "three")
        with pikepdf.open(plain) as document:
            alter(document)
            document.save(make.folder / name)
        return make.folder / name

    return made


def annotation(document, **what):
    return document.make_indirect(Dictionary(Type=Name.Annot, Rect=[50, 300, 90, 320], **what))


def every_request(path, password):
    yield MeasurePages(path, password)
    yield RenderPage(path, 1, 1.0, password=password)
    yield TextOfPage(path, 1, password)
    yield FindText(path, "secret", password)
    yield ReadDocument(path, password=password)
    yield ToPdf(path, password)
    yield ReadOutline(path, password)
    yield LinksOfPage(path, 1, password)
    yield ReadSideNotes(path, password=password)
    yield ExtractText(path, password=password)


def test_the_right_password_opens_for_every_request(worker, make):
    path = make.locked_pdf("locked.pdf", user="Hümmel 7")
    for request in every_request(path, "Hümmel 7"):
        worker.ask(request)
    assert worker.ask(TextOfPage(path, 1, "Hümmel 7")).words[0].text == "secret"


def test_a_wrong_password_is_told_from_none(worker, make):
    path = make.locked_pdf("locked.pdf", user="open")
    for password, code in (("", Code.LOCKED), ("Open", Code.WRONG_PASSWORD)):
        for request in every_request(path, password):
            with pytest.raises(EvidenceError) as told:
                worker.ask(request)
            assert told.value.problem.code is code, request


def test_a_copy_of_what_a_password_opened_is_not_locked(worker, make):
    path = make.locked_pdf("locked.pdf", user="open")
    copy = make.file("copy.pdf", worker.ask(ToPdf(path, "open")).data)
    assert worker.ask(TextOfPage(copy, 1)).words[0].text == "secret"


def test_a_password_once_given_opens_nothing_for_others(worker, make):
    path = make.locked_pdf("locked.pdf", user="open")
    worker.ask(MeasurePages(path, "open"))
    with pytest.raises(EvidenceError):
        worker.ask(MeasurePages(path))


def test_a_lock_against_changes_needs_no_password(worker, make):
    path = make.locked_pdf("owner.pdf", user="", owner="owner")
    assert worker.ask(Describe(path)).problem is None
    assert worker.ask(MeasurePages(path)).count == 1
    assert worker.ask(MeasurePages(path, "not needed")).count == 1


def test_the_outline_has_levels_and_pages(worker, change):
    def alter(document):
        with document.open_outline() as outline:
            first = pikepdf.OutlineItem("Planning", 0)
            first.children.append(pikepdf.OutlineItem("Aims\n and  reasons", 2))
            outline.root.extend([first, pikepdf.OutlineItem("Nowhere")])

    entries = worker.ask(ReadOutline(change("outline.pdf", alter))).entries
    assert [(each.level, each.title, each.page) for each in entries] == [
        (1, "Planning", 1),
        (2, "Aims and reasons", 3),
        (1, "Nowhere", 0),
    ]


def test_an_outline_that_runs_in_a_circle_ends(worker, change):
    def alter(document):
        first, second = (document.make_indirect(Dictionary(Title=String(title))) for title in ("a", "b"))
        first.Next, second.Next, first.First = second, first, first
        document.Root.Outlines = document.make_indirect(Dictionary(First=first, Last=second, Count=2))

    assert 2 <= len(worker.ask(ReadOutline(change("circle.pdf", alter))).entries) <= 50


def test_no_outline_and_no_links_are_empty(worker, make):
    path = make.pdf("a.pdf", "x")
    assert worker.ask(ReadOutline(path)).entries == ()
    assert worker.ask(LinksOfPage(path, 1)).links == ()


def test_links_say_where_they_lead(worker, change):
    def alter(document):
        page = document.pages[0]
        page.Annots = Array(
            [
                annotation(
                    document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/a b"))
                ),
                annotation(document, Subtype=Name.Link, Dest=Array([document.pages[2].obj, Name.Fit])),
                annotation(document, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("C:/calc.exe"))),
            ]
        )

    found = worker.ask(LinksOfPage(change("links.pdf", alter), 1)).links
    assert [(each.address, each.page) for each in found] == [
        ("https://example.org/a b", 0),
        ("", 3),
        ("C:/calc.exe", 0),
    ]
    assert found[0].rect == (50, 80, 40, 20)


def test_an_address_in_the_text_is_a_link_too(worker, make):
    (link,) = worker.ask(LinksOfPage(make.pdf("a.pdf", "see www.example.org today"), 1)).links
    assert "www.example.org" in link.address
    assert link.rect[2] > 50


def test_comments_have_author_moment_place_and_the_words_meant(worker, change):
    def alter(document):
        quad = Array([50, 318, 84, 318, 50, 298, 84, 298])
        document.pages[1].Annots = Array(
            [
                annotation(
                    document,
                    Subtype=Name.Highlight,
                    Contents=String("Why this word?"),
                    T=String("Mentor"),
                    M=String("D:20260314091500+02'00'"),
                    QuadPoints=quad,
                ),
                annotation(document, Subtype=Name.Text, Contents=String("Nice.\rVery."), M=String("yesterday")),
                annotation(document, Subtype=Name.StrikeOut, QuadPoints=quad),
                annotation(document, Subtype=Name.Link, Contents=String("no comment")),
                annotation(document, Subtype=Name.Square),
            ]
        )

    notes = worker.ask(ReadSideNotes(change("notes.pdf", alter)))
    assert notes.complete
    marked, plain, struck = notes.notes
    assert (marked.kind, marked.text, marked.author) == (NoteKind.COMMENT, "Why this word?", "Mentor")
    assert (marked.when, marked.about, marked.page) == ("2026-03-14T09:15:00+02:00", "two", 2)
    assert marked.rect == (50, 80, 40, 20)
    assert (plain.text, plain.when, plain.about) == ("Nice.\nVery.", "", "")
    assert (struck.kind, struck.text) == (NoteKind.DELETION, "two")


def script(document):
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def script_on_page(document):
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("x")))


def launch(document):
    document.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def attachment(document):
    document.attachments["notes.txt"] = b"hello"


def form(document):
    button = annotation(document, Subtype=Name.Widget, A=Dictionary(S=Name.SubmitForm, F=String("http://example.org")))
    document.pages[0].Annots = Array([button])
    document.Root.AcroForm = Dictionary(Fields=Array([button]))


@pytest.mark.parametrize(
    ("alter", "danger"),
    [
        (script, Danger.SCRIPTS),
        (script_on_page, Danger.SCRIPTS),
        (launch, Danger.SCRIPTS),
        (attachment, Danger.EMBEDDED_FILES),
        (form, Danger.OUTSIDE_LINKS),
    ],
)
def test_dangers_are_named(worker, change, alter, danger):
    assert worker.ask(Describe(change("danger.pdf", alter))).dangers == (danger,)


def test_an_ordinary_pdf_has_no_dangers(worker, make):
    found = worker.ask(Describe(make.pdf("a.pdf", "x")))
    assert found.dangers == ()
    assert not found.scanned


@pytest.fixture
def scan(make):
    """Make a PDF of pages of which each is a picture over part of it, with or without words over it."""

    def made(name, *pages):
        document = pikepdf.new()
        data = io.BytesIO()
        Image.new("L", (60, 80), 200).save(data, "JPEG")
        picture = document.make_stream(data.getvalue())
        for key, value in {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": 60,
            "Height": 80,
            "ColorSpace": Name.DeviceGray,
            "BitsPerComponent": 8,
            "Filter": Name.DCTDecode,
        }.items():
            picture["/" + key] = value
        font = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for share, words in pages:
            drawn = f"q 300 0 0 {400 * share} 0 0 cm /I Do Q BT /F1 12 Tf 3 Tr 20 200 Td ({words}) Tj ET"
            page = Dictionary(
                Type=Name.Page,
                MediaBox=[0, 0, 300, 400],
                Resources=Dictionary(XObject=Dictionary(I=picture), Font=font),
                Contents=document.make_stream(drawn.encode()),
            )
            document.pages.append(pikepdf.Page(document.make_indirect(page)))
        document.save(make.folder / name)
        return make.folder / name

    return made


LINE = "a whole line of words, as somebody would have written it on a page"


@pytest.mark.parametrize(
    ("pages", "scanned"),
    [
        ([(1, ""), (1, "")], True),
        ([(1, ""), (0.001, ""), (1, "Page 3")], True),
        ([(1, LINE), (1, LINE)], False),
        ([(0.3, ""), (0.2, "")], False),
        ([(0.001, ""), (0.001, "")], False),
        ([(1, ""), (0.001, LINE), (0.001, LINE)], False),
        ([(0.001, LINE), *[(1, "")] * 6], True),
    ],
    ids=["scan", "blank between", "recognised", "small pictures", "blank", "one picture", "typed cover"],
)
def test_a_scan_is_said_to_be_one(worker, scan, pages, scanned):
    assert worker.ask(Describe(scan("scan.pdf", *pages))).scanned is scanned


def test_a_pdf_whose_list_of_contents_is_broken_is_repaired_and_said_to_be(worker, make):
    data = make.pdf("whole.pdf", "still here").read_bytes()
    start = data.rindex(b"startxref")
    path = make.file("broken.pdf", data[:start] + b"startxref\n9\n%%EOF\n")
    assert [word.text for word in worker.ask(TextOfPage(path, 1)).words] == ["still", "here"]
    assert worker.ask(Describe(path)).page_count == 1


def test_a_page_that_is_not_there_is_told_at_once(worker, make):
    parts = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[9 0 R]>>endobj\n",
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n",
    )
    path = make.file("no-page.pdf", b"".join(parts))
    assert worker.ask(Describe(path)).problem.code is Code.DAMAGED
    with pytest.raises(EvidenceError) as told:
        worker.ask(RenderPage(path, 1, 1.0))
    assert told.value.problem.code is Code.DAMAGED


def link_written_inline(document):
    act = Dictionary(S=Name.Launch, F=String("calc.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=act)
    document.pages[0].Annots = Array([link])


def names_written_inline(document):
    act = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), act])))


def chain(document):
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    step = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]), Next=Array([launch]))
    document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]), Next=step)


def kind_on_its_own(document):
    document.Root.OpenAction = Dictionary(S=document.make_indirect(Name.Launch), F=String("calc.exe"))


@pytest.mark.parametrize("alter", [link_written_inline, names_written_inline, chain, kind_on_its_own])
def test_what_acts_is_found_wherever_it_is_written(worker, change, alter):
    assert worker.ask(Describe(change("danger.pdf", alter))).dangers == (Danger.SCRIPTS,)


def test_words_that_read_like_actions_are_none(worker, change):
    def alter(document):
        document.docinfo.Title = String("/S /JavaScript (/S /Launch) \\ /EF << /JS (x)")
        document.docinfo.Subject = String("größe /S /Launch")

    assert worker.ask(Describe(change("words.pdf", alter))).dangers == ()


def test_what_was_not_looked_at_is_said(monkeypatch, change):
    monkeypatch.setattr(pdf_dangers, "_MOST_OBJECTS", -1)
    with change("long.pdf", script).open("rb") as file:
        assert pdf_dangers.dangers(file, "") == (Danger.UNCHECKED,)
