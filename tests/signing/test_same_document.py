from __future__ import annotations

import io
import time

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from tests.signing.samples import Documents, a_report

from certdesk.signing.pdf import strict_reader
from certdesk.signing.pdf.pdf_rules import look_inside
from certdesk.signing.pdf.same_document import Kind, _draws_nothing, differences
from certdesk.signing.pdf.strict_reader import StrictReader


def widget(drawing: bytes, *, key: str = "/N") -> generic.DictionaryObject:
    looks = generic.DictionaryObject({name(key): generic.StreamObject(stream_data=drawing)})
    return generic.DictionaryObject({name("/AP"): looks})


@pytest.mark.parametrize("drawing", [b"", b"q Q", b"q q /GS0 gs 0.83 0 0 0.83 13 5 cm  Q Q\n"])
def test_an_empty_look_draws_nothing(drawing: bytes):
    assert _draws_nothing(widget(drawing))
    assert _draws_nothing(generic.DictionaryObject())


@pytest.mark.parametrize(
    "drawing", [b"/X Do", b"(Excellent) Tj", b"/a(Excellent)Tj", b"0 0 9 9 re f", b"BT ET", b"% note", b"1 " * 2_000]
)
def test_any_other_look_may_draw(drawing: bytes):
    assert not _draws_nothing(widget(drawing))


def test_a_look_for_the_mouse_may_draw():
    assert not _draws_nothing(widget(b"q Q", key="/D"))


def test_a_long_line_costs_no_time():
    started = time.perf_counter()
    assert not _draws_nothing(widget(b"1" * 200_000 + b"!"))
    assert time.perf_counter() - started < 1


def test_a_document_is_the_same_as_itself_when_it_is_countersigned(documents: Documents):
    reader = StrictReader(documents.countersigned)
    revisions = [reader.get_historical_resolver(number) for number in range(3)]
    assert differences(revisions[1], revisions[2]) == ()
    assert differences(revisions[2], revisions[2]) == ()


def test_going_back_is_a_difference(documents: Documents):
    reader = StrictReader(documents.countersigned)
    found = differences(reader.get_historical_resolver(2), reader.get_historical_resolver(1))
    assert {each.kind for each in found} == {Kind.CONTENT}


def test_reading_is_given_up_in_the_end(documents: Documents, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strict_reader, "_LONGEST", -1.0)
    assert "TookTooLong" in look_inside(documents.signed).problem


def test_a_word_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch):
    """Without a limit this would take some ten seconds, and a word ten times as long a hundred times that."""
    monkeypatch.setattr(strict_reader, "_LONGEST", 0.3)
    word = b"%PDF-1.7\n1 0 obj\n" + b"9" * 3_000_000
    tail = b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    started = time.perf_counter()
    assert look_inside(word + tail + b"startxref\n%d\n%%%%EOF\n" % (len(word) + 8)).problem
    assert time.perf_counter() - started < 2


def test_the_place_of_the_table_is_looked_for_at_the_end_only(documents: Documents):
    started = time.perf_counter()
    assert "place of its table" in look_inside(documents.signed + b"%" + b"A" * 3_000_000).problem
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\n1 0 obj" + b"<</A " * 5_000 + b"\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\nxref\n0 99999999\n0000000000 65535 f \ntrailer <</Size 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Size 9/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n",
    ],
    ids=["deep", "deeper", "huge table", "circle"],
)
def test_traps_for_readers_are_answered(content: bytes):
    assert look_inside(content).problem


@pytest.mark.parametrize("tampering", [(b"/First", b"/Fxrst"), (b"/N ", b"/M "), (b"/ObjStm", b"/ObjSxm")])
def test_a_damaged_object_stream_is_answered(tampering: tuple[bytes, bytes]):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_report())) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert not look_inside(out.getvalue()).problem
    damaged = out.getvalue().replace(*tampering)
    assert damaged != out.getvalue()
    assert look_inside(damaged).problem
