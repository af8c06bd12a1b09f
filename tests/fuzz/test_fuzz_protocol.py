"""Messages between the main process and the worker, mutated both ways: refused, or a value of the right type."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.asking import everything

from certdesk.evidence import process, wire
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Trouble
from certdesk.evidence.process import WorkerLostError
from certdesk.evidence.replies import (
    Animation,
    Answer,
    Cue,
    Description,
    Extracted,
    Heading,
    Link,
    Outline,
    OutlineEntry,
    PageLinks,
    PageText,
    Picture,
    PictureBlock,
    Reading,
    TableBlock,
    TextPart,
    Transcript,
    Word,
)
from certdesk.evidence.requests import Describe, Request

PICTURE = Picture(2, 1, b"12345678")
ANSWERS = (
    Answer(PICTURE),
    Answer(Description(Kind.PDF, "PDF", "application/pdf", 3, 1, ((1.0, 2.0),), (3, 4)), Trouble(Case.DAMAGED, "PDF")),
    Answer(PageText(1, (Word("x", (1.0, 2.0, 3.0, 4.0)),))),
    Answer(Reading("t", (Heading(1, "h"), TableBlock((("a", "b"),)), PictureBlock(PICTURE, "alt")), "e", True)),
    Answer(Animation((PICTURE, PICTURE), (40, 50))),
    Answer(Outline((OutlineEntry(1, "t", 2),))),
    Answer(PageLinks(1, (Link((1.0, 2.0, 3.0, 4.0), "https://x", 0),))),
    Answer(Extracted((TextPart(1, "x"),))),
    Answer(Transcript((Cue(1, 2, "x"),))),
    Answer(None, Trouble(Case.NO_SUCH_PAGE, numbers=(("page", 2),)), "detail"),
)
REQUESTS = everything(Path("/evidence/a.pdf"))
WILD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["Picture", "Answer", "Describe", "is", "has", "pdf"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["is", "has", "value", "blobs"]), inner)
    ),
    max_leaves=12,
)


def places(plain: object, here: tuple = ()) -> list[tuple]:
    """Every place in a message."""
    inner = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [here, *(place for key, each in inner for place in places(each, (*here, key)))]


def put(plain: object, place: tuple, value: object) -> object:
    """The message with another value there."""
    if not place:
        return value
    key, *rest = place
    if isinstance(plain, dict):
        return {**plain, key: put(plain[key], tuple(rest), value)}
    return [put(each, tuple(rest), value) if at == key else each for at, each in enumerate(plain)]


def understood(expected: object, text: bytes, blobs: list[bytes]) -> None:
    """Nothing but our own error, and nothing but the right type."""
    try:
        lengths = wire.blob_lengths(text)
        assert sum(lengths) <= wire.MAX_BLOB
        value = wire.unpack(expected, text, blobs)
    except wire.WireError:
        return
    again, more = wire.pack(value)
    assert wire.unpack(expected, again, more) == value


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(ANSWERS), st.data())
def test_an_answer_with_anything_in_any_place(answer, data):
    text, blobs = wire.pack(answer)
    plain = json.loads(text)
    changed = put(plain, data.draw(st.sampled_from(places(plain))), data.draw(WILD))
    understood(Answer, json.dumps(changed).encode(), blobs[: data.draw(st.integers(0, 2))])


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(REQUESTS), st.data())
def test_a_request_with_anything_in_any_place(request_, data):
    text, _blobs = wire.pack(request_)
    plain = json.loads(text)
    changed = put(plain, data.draw(st.sampled_from(places(plain))), data.draw(WILD))
    understood(Request, json.dumps(changed).encode(), [])


@given(st.sampled_from(ANSWERS + REQUESTS), st.data())
def test_a_message_with_wrong_bytes(value, data):
    text, blobs = wire.pack(value)
    changed = bytearray(text[: data.draw(st.integers(0, len(text)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(changed) - 1)), max_size=4)):
        if changed:
            changed[at] = data.draw(st.integers(0, 255))
    understood(Answer | Request, bytes(changed), blobs)


@pytest.mark.parametrize("depth", [10, 900, 100_000])
@pytest.mark.parametrize("pair", ["[]", '{"value":}', '{"has":}'])
def test_nests_of_any_depth(depth, pair):
    opening, closing = pair[:-1].encode(), pair[-1:].encode()
    text = b'{"value": ' + opening * depth + b"1" + closing * depth + b', "blobs": []}'
    with pytest.raises(wire.WireError):
        wire.unpack(Answer, text, [])


@pytest.mark.parametrize(
    "blobs", ["[-1]", "[1e3]", "[true]", '["4"]', "[[4]]", "{}", "null", "[268435457]", "[1152921504606846976]"]
)
def test_lengths_that_lie(blobs):
    with pytest.raises(wire.WireError):
        wire.blob_lengths(b'{"value": null, "blobs": ' + blobs.encode() + b"}")


def mutated(random: Random) -> bytes:
    text, _blobs = wire.pack(random.choice(REQUESTS))
    changed = bytearray(text[: random.randint(0, len(text))] if random.random() < 0.5 else text)
    for _each in range(random.randint(0, 3) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def told(worker: process.WorkerProcess, text: bytes, descriptor: int) -> None:
    """Send a message as it is, and a file; the worker answers or ends, and never answers something else."""
    worker.connection.send_bytes(text)
    process.handover.give(worker.connection, descriptor, "x", worker.process.pid)
    assert worker.connection.poll(20)
    answer = worker.connection.recv_bytes(wire.MAX_TEXT)
    blobs = [worker.connection.recv_bytes(length) for length in wire.blob_lengths(answer)]
    assert isinstance(wire.unpack(Answer, answer, blobs), Answer)


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(each, marks=pytest.mark.slow) for each in range(4, 200))])
def test_a_worker_that_is_asked_nonsense_ends_or_answers(tmp_path, seed):
    random = Random(seed)
    path = tmp_path / "a.txt"
    path.write_text("words")
    worker = process.start()
    try:
        with path.open("rb") as file:
            for _again in range(5):
                told(worker, mutated(random), file.fileno())
    except (EOFError, ConnectionError):
        assert worker.process.wait(10) != 0
    finally:
        worker.stop()


def test_after_nonsense_it_is_replaced_not_believed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("words")
    worker = process.start()
    with path.open("rb") as file:
        worker.connection.send_bytes(b"nonsense")
        with pytest.raises(WorkerLostError):
            worker.ask(Describe(path), file.fileno(), 10)
    worker.stop()
