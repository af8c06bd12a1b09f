"""PDFs through the worker: facts, pictures, words, search, and each way in which one can be broken."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
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


def test_facts(worker, make):
    path = make.pdf("plan.pdf", "one two", "three")
    found = worker.ask(Describe(path))
    assert (found.kind, found.format, found.page_count, found.word_count) == (Kind.PDF, "PDF", 2, 3)
    assert found.page_sizes == ((300.0, 400.0), (300.0, 400.0))
    assert found.size == path.stat().st_size
    assert found.problem is None


def test_a_page_is_drawn_at_the_wanted_scale_with_an_opaque_fourth_byte(worker, make, colour):
    picture = worker.ask(RenderPage(make.pdf("plan.pdf", "x"), 1, 0.5))
    assert (picture.width, picture.height) == (150, 200)
    assert colour(picture, 5, 195) == (255, 0, 0)
    assert colour(picture, 100, 20) == (255, 255, 255)
    assert set(picture.pixels[3::4]) == {255}


@pytest.mark.parametrize(
    ("rotation", "size", "red"),
    [(0, (300, 400), (5, 395)), (90, (400, 300), (5, 5)), (180, (300, 400), (295, 5)), (270, (400, 300), (395, 295))],
)
def test_rotation_turns_clockwise(worker, make, colour, rotation, size, red):
    picture = worker.ask(RenderPage(make.pdf("plan.pdf", "x"), 1, 1.0, rotation))
    assert (picture.width, picture.height) == size
    assert colour(picture, *red) == (255, 0, 0)


def test_a_region_is_the_same_as_that_part_of_the_whole(worker, make, colour):
    path = make.pdf("plan.pdf", "region")
    whole = worker.ask(RenderPage(path, 1, 2.0))
    part = worker.ask(RenderPage(path, 1, 2.0, region=(0.0, 350.0, 50.0, 50.0)))
    assert (part.width, part.height) == (100, 100)
    assert all(colour(part, x, y) == colour(whole, x, y + 700) for x in range(0, 100, 7) for y in range(0, 100, 7))


def test_a_huge_scale_comes_smaller_instead_of_eating_the_memory(worker, make):
    picture = worker.ask(RenderPage(make.pdf("plan.pdf", "x"), 1, 1000.0))
    assert 30_000_000 < picture.width * picture.height <= 40_100_000


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_stand_where_they_are_drawn(worker, make, colour, turn):
    """In every rotation of the page itself, and with a crop box, the ink lies inside the word's box."""
    path = make.pdf("plan.pdf", "HH", Rotate=turn, CropBox=[20, 10, 280, 390])
    word = worker.ask(TextOfPage(path, 1)).words[0]
    picture = worker.ask(RenderPage(path, 1, 1.0))
    left, top, width, height = word.rect
    assert word.text == "HH"
    dark = [(x, y) for x in range(picture.width) for y in range(picture.height) if max(colour(picture, x, y)) < 100]
    assert dark
    assert all(left - 1 <= x <= left + width + 1 and top - 1 <= y <= top + height + 1 for x, y in dark)
    assert width * height < 1200


def test_search_finds_any_case_with_boxes(worker, make):
    path = make.pdf("plan.pdf", "Sand and gravel", "gravel", "sand SAND")
    found = worker.ask(FindText(path, "sand"))
    assert [(match.page, match.text) for match in found.matches] == [(1, "Sand"), (3, "sand"), (3, "SAND")]
    assert all(len(match.rects) == 1 for match in found.matches)
    assert found.complete
    assert worker.ask(FindText(path, "  ")).matches == ()


def test_reading_and_copy(worker, make):
    path = make.pdf("plan.pdf", "first page", "second page")
    assert [block.text for block in worker.ask(ReadDocument(path)).blocks] == ["first page", "second page"]
    assert worker.ask(ToPdf(path)).data == path.read_bytes()
    assert worker.ask(MeasurePages(path)).count == 2


def test_a_thumbnail_keeps_the_shape(worker, make):
    picture = worker.ask(Thumbnail(make.pdf("plan.pdf", "x"), 200, 200))
    assert (picture.width, picture.height) == (150, 200)


def test_a_page_that_does_not_exist(worker, make):
    with pytest.raises(EvidenceError) as told:
        worker.ask(RenderPage(make.pdf("plan.pdf", "x"), 2, 1.0))
    assert str(told.value) == "There is no page 2: the document ends at page 1."


def test_locked_with_a_password(worker, make):
    found = worker.ask(Describe(make.locked_pdf("plan.pdf", user="secret")))
    assert found.problem.code is Code.LOCKED
    assert found.problem.hint == "Type the password, or ask for a copy without one."


def test_locked_for_changes_only_is_shown(worker, make):
    found = worker.ask(Describe(make.locked_pdf("plan.pdf", user="")))
    assert (found.page_count, found.problem) == (1, None)


def test_cut_off_and_garbage_are_told_apart(worker, make):
    whole = make.pdf("plan.pdf", *["page"] * 20).read_bytes()
    cut = worker.ask(Describe(make.file("cut.pdf", whole[: len(whole) // 3])))
    garbage = worker.ask(
        Describe(make.file("garbage.pdf", b"%PDF-1.7\n" + b"\xfe\x01" * 2000 + b"startxref\n9\n%%EOF"))
    )
    assert cut.problem.code is Code.TRUNCATED
    assert cut.problem.sentence == "The PDF file was cut off while copying: its end is missing."
    assert garbage.problem.code is Code.DAMAGED


def test_form_fields_are_drawn(worker, make, colour):
    path = make.pdf("form.pdf", " ")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        look = document.make_stream(b"0 0 1 rg 0 0 100 50 re f", BBox=[0, 0, 100, 50], Subtype=pikepdf.Name.Form)
        field = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="t", V="x", F=4,
                Rect=[100, 100, 200, 150], AP=pikepdf.Dictionary(N=look),
            )
        )  # fmt: skip
        document.pages[0].Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        document.save(path)
    red, green, blue = colour(worker.ask(RenderPage(path, 1, 1.0)), 150, 275)
    assert blue > red
    assert blue > green


@pytest.mark.parametrize(("scale", "rotation"), [(0.0, 0), (float("inf"), 0), (float("nan"), 0), (1.0, 45)])
def test_what_no_page_can_be_asked_is_a_mistake(tmp_path, scale, rotation):
    with pytest.raises(ValueError, match=r"a scale is|a page turns"):
        RenderPage(tmp_path / "a.pdf", 1, scale, rotation)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.integers(-3, 5), scale=st.floats(1e-30, 3), left=st.floats(-1e6, 1e6), width=st.floats(1e-9, 1e6))
def test_no_request_is_too_odd(worker, make, page, scale, left, width):
    path = make.pdf("odd.pdf", "x")
    wanted = RenderPage(path, page, scale, region=(left, left, width, 10.0))
    if page == 1:
        picture = worker.ask(wanted)
        assert picture.width * picture.height <= 40_100_000
        return
    with pytest.raises(EvidenceError) as told:
        worker.ask(wanted)
    assert told.value.problem.code is Code.UNSUPPORTED
