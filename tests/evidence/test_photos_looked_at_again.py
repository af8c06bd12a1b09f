"""Photos looked at again and closely: pages, kept pixels, large ones, deep ones, what the camera noted."""

from __future__ import annotations

import struct
import time

import pytest
from PIL import Image, ImageCms

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPhoto, Thumbnail

COLOURS = ("red", "lime", "blue")
RGB = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)}


@pytest.fixture
def scan(make):
    """A TIFF of three pages of different sizes, red, green and blue."""
    pages = [Image.new("RGB", (60 + 20 * number, 80), colour) for number, colour in enumerate(COLOURS)]
    path = make.folder / "scan.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return path


@pytest.fixture
def large(make):
    """40 million pixels with a coloured square at each end."""
    image = Image.new("RGB", (10_000, 4_000), "white")
    image.paste("red", (0, 0, 500, 500))
    image.paste("blue", (9_500, 3_500, 10_000, 4_000))
    path = make.folder / "panorama.jpg"
    image.save(path, quality=80)
    return path


def test_every_page_of_a_scan(worker, scan, colour):
    found = worker.ask(Describe(scan))
    assert found.page_count == 3
    assert found.page_sizes == ((60.0, 80.0), (80.0, 80.0), (100.0, 80.0))
    for page, name in ((2, "lime"), (1, "red"), (3, "blue"), (3, "blue")):
        picture = worker.ask(RenderPhoto(scan, 500, 500, page=page))
        assert (picture.width, picture.height) == (40 + 20 * page, 80)
        assert colour(picture, 20, 20) == RGB[name]
    part = worker.ask(RenderPhoto(scan, 500, 500, (90, 0, 10, 10), 3))
    assert (part.width, part.height) == (10, 10)
    with pytest.raises(EvidenceError) as told:
        worker.ask(RenderPhoto(scan, 100, 100, page=4))
    assert "no page 4" in told.value.problem.sentence


def test_smaller_copies_in_a_tiff_are_no_pages(worker, make):
    first, copy, second = (Image.new("L", (side, side)) for side in (64, 16, 48))
    copy.encoderinfo = {"tiffinfo": {254: 1}}
    path = make.folder / "pyramid.tif"
    first.save(path, save_all=True, append_images=[copy, second])
    assert worker.ask(Describe(path)).page_sizes == ((64.0, 64.0), (48.0, 48.0))


def test_one_picture_has_no_pages(worker, make):
    found = worker.ask(Describe(make.image("a.jpg")))
    assert (found.page_count, found.page_sizes, found.animated) == (None, (), False)


def test_squares_of_a_large_photo_come_from_kept_pixels(worker, large, colour):
    whole = worker.ask(RenderPhoto(large, 1000, 1000))
    assert (whole.width, whole.height) == (1000, 400)
    near = worker.ask(RenderPhoto(large, 512, 512, (9_488, 3_488, 512, 512)))
    assert (near.width, near.height) == (512, 512)
    assert colour(near, 500, 500)[2] > 240
    begun = time.monotonic()
    for number in range(10):
        square = worker.ask(RenderPhoto(large, 512, 512, (512 * number, 0, 512, 512)))
        assert colour(square, 10, 10)[1] < 30 or number
    assert time.monotonic() - begun < 5
    halved = worker.ask(RenderPhoto(large, 256, 256, (0, 0, 512, 512)))
    assert (halved.width, halved.height) == (256, 256)


def test_a_look_at_other_files_does_not_change_what_is_seen(worker, large, make, colour):
    square = worker.ask(RenderPhoto(large, 100, 100, (0, 0, 100, 100)))
    for number in range(4):
        worker.ask(Thumbnail(make.image(f"{number}.png", (300, 200)), 100, 100))
    assert worker.ask(RenderPhoto(large, 100, 100, (0, 0, 100, 100))).pixels == square.pixels


@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_a_region_of_a_photo_decoded_smaller_first(worker, make, colour, orientation):
    image = Image.new("RGB", (4000, 3000), "white")
    image.paste("red", (2000, 1500, 4000, 3000))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = make.folder / "a.jpg"
    image.save(path, exif=exif)
    across, down = worker.ask(Describe(path)).pixel_size
    small = worker.ask(RenderPhoto(path, 400, 400))
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        part = worker.ask(RenderPhoto(path, 50, 50, (int(x * across) - 25, int(y * down) - 25, 50, 50)))
        seen = colour(small, int(x * small.width), int(y * small.height))
        assert all(abs(one - other) < 20 for one, other in zip(colour(part, 25, 25), seen, strict=True))


def test_a_progressive_photo(worker, make):
    path = make.image("a.jpg", (3000, 2000), progressive=True)
    assert worker.ask(RenderPhoto(path, 100, 100, (2900, 1900, 100, 100))).width == 100


@pytest.mark.parametrize(("high", "seen"), [(255, 255), (1000, 249), (4000, 249), (60000, 233)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_scanners_put_ten_or_twelve_bits_into_sixteen(worker, make, colour, high, seen, order):
    picture = worker.ask(RenderPhoto(make.file("a.tif", deep_tiff(order, [0] * 10 + [high] * 10)), 20, 10))
    assert colour(picture, 2, 5) == (0, 0, 0)
    assert abs(colour(picture, 17, 5)[0] - seen) <= 2


def deep_tiff(order: str, row: list[int], height: int = 10) -> bytes:
    """A grey TIFF of 16 bits, its rows all the same."""
    pixels = struct.pack(f"{order}{len(row)}H", *row) * height
    entries = [(256, 3, len(row)), (257, 3, height), (258, 3, 16), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1)]
    entries += [(278, 3, height), (279, 4, len(pixels))]
    listed = b"".join(
        struct.pack(f"{order}HHI", tag, form, 1) + number(order, form, value) for tag, form, value in entries
    )
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}I", 8 + len(pixels))
    return head + pixels + struct.pack(f"{order}H", len(entries)) + listed + bytes(4)


def number(order: str, form: int, value: int) -> bytes:
    return struct.pack(f"{order}HH", value, 0) if form == 3 else struct.pack(f"{order}I", value)


def test_a_measurement_keeps_its_brightness_in_every_part(worker, make, colour):
    image = Image.new("F", (40, 10), 0.0)
    image.paste(2.0, (20, 0, 40, 10))
    image.paste(4.0, (30, 0, 40, 10))
    path = make.folder / "a.tif"
    image.save(path)
    assert colour(worker.ask(RenderPhoto(path, 40, 10)), 25, 5) == (127, 127, 127)
    assert colour(worker.ask(RenderPhoto(path, 10, 10, (20, 0, 10, 10))), 5, 5) == (127, 127, 127)


def test_lab_colours(worker, make, colour):
    image = Image.new("RGB", (20, 10), (200, 40, 40))
    lab = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    path = make.folder / "a.tif"
    lab.save(path)
    red, green, blue = colour(worker.ask(RenderPhoto(path, 20, 10)), 5, 5)
    assert red > 180
    assert max(green, blue) < 70


@pytest.mark.parametrize("marked", [True, False])
def test_inks_are_told_from_inverted_inks(worker, make, colour, marked):
    """Adobe writes inverted inks and marks the file; without its mark they mean what they say."""
    path = make.folder / "a.jpg"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(path, quality=95)
    data = path.read_bytes()
    at = data.find(b"\xff\xee")
    assert at > 0
    if not marked:
        data = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]
    red, green, _blue = colour(worker.ask(RenderPhoto(make.file("b.jpg", data), 16, 16)), 8, 8)
    assert (red > 200) is marked  # without the mark, what was no black ink at all is all of it
    assert green < 60


def test_what_the_camera_noted(worker, make):
    image, exif = Image.new("RGB", (20, 10)), Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:12 14:05:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 0.0)})
    path = make.folder / "a.jpg"
    image.save(path, exif=exif)
    found = worker.ask(Describe(path))
    assert (found.taken, found.located) == ("2026-03-12T14:05:00", True)
    plain = worker.ask(Describe(make.image("b.jpg")))
    assert (plain.taken, plain.located) == ("", False)


def test_a_broken_clock_is_no_time(worker, make):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    path = make.folder / "a.jpg"
    Image.new("RGB", (20, 10)).save(path, exif=exif)
    assert worker.ask(Describe(path)).taken == ""


@pytest.mark.parametrize("name", ["a.tga", "a.pcx", "a.sgi", "a.qoi", "a.dds", "a.ico", "a.jp2", "a.ppm", "a.dib"])
def test_formats_of_other_days(worker, make, colour, name):
    path = make.image(name, (64, 64))
    found = worker.ask(Describe(path))
    assert found.problem is None
    assert found.pixel_size == (64, 64)
    picture = worker.ask(RenderPhoto(path, 64, 64))
    assert colour(picture, 10, 10)[0] > 230
    assert colour(picture, 10, 10)[1] < 40


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jxl", b"\xff\x0a\xfa\x1f\x01\x91\x08\x06\x01\x00"),
        ("a.wmf", b"\xd7\xcd\xc6\x9a" + bytes(60)),
        ("a.emf", b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)),
        ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
    ],
)
def test_what_is_not_drawn_is_named(worker, make, name, data):
    path = make.file(name, data)
    assert worker.ask(Describe(path)).problem.code is Code.UNSUPPORTED
    with pytest.raises(EvidenceError) as told:
        worker.ask(Thumbnail(path, 100, 100))
    assert told.value.problem.sentence == f"{worker.ask(Describe(path)).format} pictures can't be shown here."


def test_a_sound_tiff_of_an_unknown_coding_is_not_called_damaged(worker, make):
    data = deep_tiff("<", [0] * 20).replace(
        struct.pack("<HHIHH", 259, 3, 1, 1, 0), struct.pack("<HHIHH", 259, 3, 1, 50001, 0)
    )
    with pytest.raises(EvidenceError) as told:
        worker.ask(RenderPhoto(make.file("a.tif", data), 20, 10))
    assert told.value.problem.code is Code.UNSUPPORTED
    assert "stored in an unusual way" in told.value.problem.sentence
