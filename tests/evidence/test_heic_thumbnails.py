"""The small picture of a HEIC is taken when it is big enough and looks like the main one, and only then."""

from __future__ import annotations

import base64
import os
import struct

import pytest

from certdesk.evidence.decoders import heic_thumbnails, photos
from certdesk.evidence.decoders.opened import open_file
from certdesk.evidence.requests import RenderPhoto, Thumbnail

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAiptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRp"
    "bG9jAAAAAERAAAIAAQAAAAACTgABAAAAAAAAAV0AAgAAAAADqwABAAAAAAAAAKwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABo"
    "dmMxAAAAABVpbmZlAgAAAAACAABodmMxAAAAAA5waXRtAAAAAAABAAABaWlwcnAAAAFEaXBjbwAAAHlodmNDAQNwAAAAkAAAAAAAWvAA"
    "/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQGEAAQAsQgEBA3AAAAMAkAAAAwAAAwBaoAUCAeFlupJKa5uAhoMCAAAD"
    "ADIAAAMAAhBiAAEAB0QBwXKwYkAAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAACgAAAAeAAAAAQcGl4aQAAAAADCAgIAAAA"
    "eGh2Y0MBA3AAAACQAAAAAAA88AD8/fj4AAAPA2AAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwA8ugJAYQABACtCAQEDcAAAAwCQAAADAAAD"
    "ADygCggPFlupJKa5uAhoMCAAAAMDIAAAAwAhYgABAAdEAcFysGJAAAAAFGlzcGUAAAAAAAABQAAAAPAAAAAdaXBtYQAAAAAAAAACAAEE"
    "gQIDBAACA4UGBAAAABppcmVmAAAAAAAAAA50aG1iAAIAAQABAAACEW1kYXQAAAFZKAGvUQbGymmiiiD5DpJf//E+f/0bSQ+O2jGxkj8D"
    "9cb5eAXQIvP//8ZV+fgrDv9HPfoH/5LD8AAAAwAU8KXYd+AJMDtFqDlhXadWcswJmKHBzrXovPw6AXwLc5JzVVOVY//wzUAAAAMChpMC"
    "bDwAAjLppZBxfV0wEwke9qB1Uk4MOgF8C3OSiFt2CQ3/+GagAAAIuIcAAAMABb23BIj2oLpgJhNHbSmROmO3hgL4FuclYPSwUrP/9NeA"
    "AAA6oAAAAwABf+LYsg4vq6YCYT7eSxqC9Z2HQC+BbnJUsiSawN//hmoAAAQUAAADABCRFuWQcX1dMBMKHvHcuJ3M7DoBfAtzkrGXtcyD"
    "f/4ZqAAAHfAAAAMARqLGt8LVQXTATCpbvXMP6zIZ2wvx79PK1mDJbCT/+mvAAAB2QAAEJixrfC1UF0wEwqsTVTYKp6vXwwF8C3OSr5hT"
    "gDEgAAAAqCgBr1IamWOA+Q6SX//xPn/9G0kPjtoxsZI/A/XuP//ezcz8FYd/o59CEP/tTDlvCAa8pdh34A6SuEiD2oLpgJhBpewyxBTH"
    "VZ+hEtW/XC2hG//7cwAikBCTAmxpRg2CHtQXTATCKnw0soci7YX49+nk1IKXLC//ptsgBUSHAAAFt+V3wtVBdMBMJuO1eTqBHVZ+hEtX"
    "HUO7NcvfyzmWcl9llWKAQABAwA=="
)
"""640 x 480, its left half red and its right half blue, with a small picture of 320 x 240; made for this test."""


@pytest.fixture(autouse=True)
def readers() -> None:
    photos.prepare()


def found(path, wanted: tuple[int, int]) -> list[tuple[int, int]]:
    opened = open_file(os.open(path, os.O_RDONLY), path.name)
    try:
        return [image.size for image in heic_thumbnails.find(opened, wanted)]
    finally:
        opened.close()


def test_a_big_enough_one_is_taken(make):
    path = make.file("a.heic", HEIC)
    assert found(path, (480, 320)) == [(320, 240)]
    assert found(path, (1000, 1000)) == []


def test_it_looks_like_the_photo(worker, make, colour):
    path = make.file("a.heic", HEIC)
    for picture in (worker.ask(Thumbnail(path, 300, 225)), worker.ask(RenderPhoto(path, 300, 225))):
        assert (picture.width, picture.height) == (300, 225)
        left, right = colour(picture, 60, 100), colour(picture, 240, 100)
        assert left[0] > 150 > left[2]
        assert right[2] > 150 > right[0]


def test_one_of_another_shape_is_not_trusted(make):
    other = HEIC.replace(struct.pack(">II", 320, 240), struct.pack(">II", 320, 320))
    assert other != HEIC
    assert found(make.file("a.heic", other), (480, 320)) == []


def test_one_of_other_colours_is_not_trusted(make):
    """The main picture says that it has wide colours (9, 16); the small one says nothing of the kind."""
    other = HEIC.replace(b"colrnclx\x00\x01\x00\x0d", b"colrnclx\x00\x09\x00\x10")
    assert other != HEIC
    assert found(make.file("a.heic", other), (480, 320)) == []


@pytest.mark.parametrize("kept", [40, 200, 400, 600, 800])
def test_a_cut_off_file_has_none_or_a_whole_one(worker, make, kept):
    path = make.file("a.heic", HEIC[:kept])
    assert all(size == (320, 240) for size in found(path, (480, 320)))


def test_every_damaged_byte_is_survived(make):
    for at in range(0, 700, 3):
        data = bytearray(HEIC)
        data[at] ^= 0xFF
        found(make.file("a.heic", bytes(data)), (480, 320))
