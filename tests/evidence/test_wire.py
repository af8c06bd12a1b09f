"""Values survive the pipe; anything else on it is refused, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.evidence import wire, worker
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Trouble
from certdesk.evidence.replies import (
    Answer,
    Description,
    Extracted,
    Heading,
    ListItem,
    Match,
    Matches,
    Pages,
    PageText,
    Paragraph,
    PdfCopy,
    Picture,
    PictureBlock,
    Reading,
    TableBlock,
    TextPart,
    Word,
)
from certdesk.evidence.requests import Describe, RenderPage, RenderPhoto, Request

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.floats(-1e6, 1e6)
rects = st.tuples(numbers, numbers, numbers, numbers)
pictures = st.builds(lambda w, h: Picture(w, h, b"\x01\x02\x03\xff" * (w * h)), st.integers(1, 4), st.integers(1, 4))
blocks = st.one_of(
    st.builds(Heading, st.integers(1, 6), texts),
    st.builds(Paragraph, texts),
    st.builds(ListItem, st.integers(1, 6), texts, texts),
    st.builds(TableBlock, st.lists(st.tuples(texts, texts), max_size=3).map(tuple), st.integers(0, 3)),
    st.builds(PictureBlock, pictures, texts),
)
matches = st.builds(Match, st.integers(1), st.lists(rects, max_size=2).map(tuple), texts)
replies = st.one_of(
    pictures,
    st.builds(
        Description,
        st.sampled_from(Kind), texts, texts, st.integers(0), st.none() | st.integers(0),
        st.lists(st.tuples(numbers, numbers)).map(tuple), st.none() | st.tuples(st.integers(1), st.integers(1)),
        codecs=st.lists(texts).map(tuple),
    ),
    st.builds(Pages, st.integers(0), st.lists(st.tuples(numbers, numbers)).map(tuple), texts, st.booleans()),
    st.builds(PageText, st.integers(1), st.lists(st.builds(Word, texts, rects), max_size=4).map(tuple)),
    st.builds(Matches, st.lists(matches, max_size=3).map(tuple), st.booleans()),
    st.builds(Reading, texts, st.lists(blocks, max_size=4).map(tuple), texts, st.booleans(), st.booleans()),
    st.builds(PdfCopy, st.binary(max_size=50), texts),
)  # fmt: skip
troubles = st.builds(
    Trouble, st.sampled_from(Case), texts, texts, st.lists(st.tuples(texts, st.integers()), max_size=2).map(tuple)
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["is", "has", "value", "x"]), inner),
    max_leaves=20,
)


@given(st.builds(Answer, st.none() | replies, st.none() | troubles, texts))
def test_every_answer_survives(answer):
    text, blobs = wire.pack(answer)
    assert wire.blob_lengths(text) == [len(blob) for blob in blobs]
    assert wire.unpack(Answer, text, blobs) == answer


@pytest.mark.parametrize(
    "request_",
    [
        Describe(Path("a.pdf")),
        RenderPage(Path("ü/b.pdf"), 3, 1.25, 90, (0.0, 1.0, 2.0, 3.0)),
        RenderPhoto(Path("c.jpg"), 10, 20, (1, 2, 3, 4)),
    ],
)
def test_requests_survive(request_):
    assert wire.unpack(Request, *wire.pack(request_)) == request_


@given(plain)
def test_nothing_else_gets_through(value):
    """A hostile worker can send any JSON: it becomes an answer made of our own types, or a refusal."""
    text = json.dumps({"value": value, "blobs": []}).encode()
    try:
        found = wire.unpack(Answer, text, [])
    except wire.WireError:
        return
    assert isinstance(found, Answer)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_message(data):
    for call in (lambda: wire.blob_lengths(data), lambda: wire.unpack(Answer, data, [])):
        with pytest.raises(wire.WireError):
            call()


@pytest.mark.parametrize("lengths", [[-1], ["1"], [True], [2**40], [1] * 10_001, "x", None])
def test_lengths_are_bounded(lengths):
    with pytest.raises(wire.WireError):
        wire.blob_lengths(json.dumps({"blobs": lengths}).encode())


def test_a_picture_with_too_few_pixels_is_refused():
    with pytest.raises(ValueError, match="four bytes"):
        Picture(10, 10, b"\x00" * 399)
    text, _ = wire.pack(Picture(1, 1, b"1234"))
    with pytest.raises(wire.WireError):
        wire.unpack(Picture, text, [b"123"])


def test_deep_nesting_is_refused_not_crashed():
    with pytest.raises(wire.WireError):
        wire.unpack(Answer, b'{"value":' + b"[" * 200_000 + b"]" * 200_000 + b"}", [])


def test_an_answer_that_is_too_long_is_told_instead_of_losing_the_worker():
    long = Extracted((TextPart(0, "x" * (wire.MAX_TEXT + 1)),))
    message, blobs = worker._packed(Answer(long))
    told = wire.unpack(Answer, message, blobs)
    assert told == Answer(None, Trouble(Case.TOO_LARGE))


@pytest.mark.parametrize("number", ["1" * 400, "1e999", "-1e999"])
def test_a_number_without_bounds_is_refused(number):
    size = f'[[{number}, 1.0]], "x", false'
    text = f'{{"value": {{"is": "Pages", "has": [1, {size}]}}, "blobs": []}}'.encode()
    with pytest.raises(wire.WireError):
        wire.unpack(Pages, text, [])
    sound = text.replace(number.encode(), b"9")
    assert wire.unpack(Pages, sound, []) == Pages(1, ((9.0, 1.0),), "x", False)
