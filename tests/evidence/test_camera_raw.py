"""Camera raw files show the photo that the camera put into them; those without one are named."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPhoto, Thumbnail

SHORT, LONG, BYTES = 3, 4, 1


def jpeg(size: tuple[int, int], colour: str) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def directory(entries: list[tuple[int, int, int]], following: int = 0) -> bytes:
    """A list of contents, little-endian, and where the next one stands."""
    listed = b"".join(struct.pack("<HHII", tag, form, 1, value) for tag, form, value in sorted(entries))
    return struct.pack("<H", len(entries)) + listed + struct.pack("<I", following)


def dng(orientation: int = 6) -> bytes:
    """A small picture first, a large one and the sensor's own (a JPEG of the lossless kind) below it."""
    small, large = jpeg((64, 48), "lime"), jpeg((640, 480), "red")
    sensor = b"\xff\xd8\xff\xc3\x00\x0b\x0e\x02\x00\x02\x80\x01\x01\x11\x00" + bytes(2000)
    head = b"II*\x00" + struct.pack("<I", 8)
    first = 8
    second = first + 2 + 12 * 7 + 4
    third = second + 2 + 12 * 3 + 4
    at_small = third + 2 + 12 * 3 + 4
    at_large, at_sensor = at_small + len(small), at_small + len(small) + len(large)
    listed = directory(
        [(254, LONG, 1), (259, SHORT, 7), (273, LONG, at_small), (274, SHORT, orientation), (279, LONG, len(small)),
         (330, LONG, second), (50706, BYTES, 0x401)],
    )  # fmt: skip
    below = directory([(259, SHORT, 7), (273, LONG, at_large), (279, LONG, len(large))], following=third)
    raw = directory([(259, SHORT, 7), (273, LONG, at_sensor), (279, LONG, len(sensor))])
    return head + listed + below + raw + small + large + sensor


@pytest.mark.parametrize("name", ["a.dng", "a.nef", "a.arw"])
def test_the_largest_photo_inside_is_shown_upright(worker, make, colour, name):
    path = make.file(name, dng())
    found = worker.ask(Describe(path))
    assert (found.format, found.problem, found.pixel_size) == ("camera raw", None, (480, 640))
    picture = worker.ask(RenderPhoto(path, 1000, 1000))
    assert (picture.width, picture.height) == (480, 640)
    assert colour(picture, 100, 100)[0] > 240
    assert worker.ask(Thumbnail(path, 64, 64)).height == 64


@pytest.mark.parametrize(
    ("name", "head"),
    [("a.cr3", b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom"), ("a.orf", b"IIRO\x08\x00\x00\x00")],
)
def test_a_photo_is_searched_for_where_nothing_tells_its_place(worker, make, colour, name, head):
    path = make.file(name, head + bytes(5000) + jpeg((320, 240), "blue") + bytes(100))
    assert worker.ask(Describe(path)).pixel_size == (320, 240)
    assert colour(worker.ask(RenderPhoto(path, 320, 240)), 10, 10)[2] > 240


def test_a_fuji_tells_its_photo_at_the_beginning(worker, make):
    photo = jpeg((320, 240), "blue")
    head = b"FUJIFILMCCD-RAW ".ljust(84, b"0") + struct.pack(">II", 200, len(photo))
    assert worker.ask(Describe(make.file("a.raf", head.ljust(200, b"\0") + photo))).pixel_size == (320, 240)


def test_one_without_a_photo_is_named(worker, make):
    path = make.file("a.rw2", b"IIU\x00\x08\x00\x00\x00" + bytes(500))
    assert worker.ask(Describe(path)).problem.code is Code.UNSUPPORTED
    with pytest.raises(EvidenceError) as told:
        worker.ask(Thumbnail(path, 64, 64))
    assert told.value.problem.sentence == "Camera raw pictures can't be shown here."


def test_lists_that_lead_to_each_other_end(worker, make):
    listed = directory([(254, LONG, 1), (330, LONG, 8), (50706, BYTES, 1)], following=8)
    path = make.file("a.dng", b"II*\x00" + struct.pack("<I", 8) + listed)
    assert worker.ask(Describe(path)).problem.code is Code.UNSUPPORTED
