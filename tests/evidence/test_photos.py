"""Photos through the worker: upright, in sRGB, on white, scaled, bounded, and told when broken."""

from __future__ import annotations

import time

import pytest
from PIL import Image, ImageCms, ImageDraw

from certdesk.evidence.decoders.impatient import impatient
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPhoto, Thumbnail

RED, WHITE = (255, 0, 0), (255, 255, 255)
UPRIGHT = {
    1: Image.Transpose.ROTATE_180,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def near(found, wanted, by=12):
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def stored_as(make, name: str, orientation: int, form: str):
    """Write a photo that is 60 x 40 with a red top left corner when seen upright, stored turned with a note."""
    upright = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(upright).rectangle((0, 0, 29, 19), fill="red")
    stored = upright if orientation == 1 else upright.transpose(UPRIGHT[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = make.folder / name
    stored.save(path, form, exif=exif)
    return path


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("name", "form"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.tif", "TIFF")])
def test_every_orientation_is_upright(worker, make, colour, orientation, name, form):
    path = stored_as(make, name, orientation, form)
    picture = worker.ask(RenderPhoto(path, 1000, 1000))
    assert worker.ask(Describe(path)).pixel_size == (60, 40)
    assert (picture.width, picture.height) == (60, 40)
    assert near(colour(picture, 10, 8), RED, 40)
    assert all(near(colour(picture, *at), WHITE, 40) for at in [(50, 8), (10, 32), (50, 32)])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_region_is_counted_in_the_upright_photo(worker, make, colour, orientation):
    path = stored_as(make, "a.png", orientation, "PNG")
    corner = worker.ask(RenderPhoto(path, 1000, 1000, (0, 0, 30, 20)))
    beside = worker.ask(RenderPhoto(path, 1000, 1000, (30, 0, 30, 20)))
    assert (corner.width, corner.height) == (beside.width, beside.height) == (30, 20)
    assert {colour(corner, x, y) for x in range(30) for y in range(20)} == {RED}
    assert {colour(beside, x, y) for x in range(30) for y in range(20)} == {WHITE}


def test_never_enlarged_and_fits_when_smaller(worker, make):
    path = make.image("a.jpg", (400, 200))
    assert worker.ask(RenderPhoto(path, 4000, 4000)).width == 400
    small = worker.ask(Thumbnail(path, 100, 100))
    assert (small.width, small.height) == (100, 50)


def test_transparency_lies_on_white(worker, make, colour):
    path = make.folder / "a.png"
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(path)
    assert colour(worker.ask(RenderPhoto(path, 10, 10)), 5, 5) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixel(worker, make, mode):
    path = make.folder / ("a.tif" if mode in {"CMYK", "F", "I"} else "a.png")
    Image.new(mode, (20, 10)).save(path)
    picture = worker.ask(RenderPhoto(path, 20, 10))
    assert (picture.width, picture.height) == (20, 10)


def test_sixteen_bit_grey_is_scaled_not_cut_off(worker, make, colour):
    path = make.folder / "a.png"
    Image.new("I;16", (10, 10), 0x8000).save(path)
    assert near(colour(worker.ask(RenderPhoto(path, 10, 10)), 5, 5), (128, 128, 128), 2)


def test_another_colour_space_becomes_srgb(worker, make, colour):
    """The numbers of a Lab-made profile with swapped primaries come out as what they mean."""
    path = make.folder / "a.png"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (10, 10), (200, 100, 50)).save(path, icc_profile=profile)
    broken = make.folder / "b.png"
    Image.new("RGB", (10, 10), (200, 100, 50)).save(broken, icc_profile=b"no profile at all")
    assert near(colour(worker.ask(RenderPhoto(path, 10, 10)), 5, 5), (200, 100, 50), 2)
    assert colour(worker.ask(RenderPhoto(broken, 10, 10)), 5, 5) == (200, 100, 50)


def test_the_first_frame_of_an_animation(worker, make, colour):
    path = make.folder / "a.gif"
    Image.new("RGB", (10, 10), "red").save(path, save_all=True, append_images=[Image.new("RGB", (10, 10), "blue")])
    assert colour(worker.ask(RenderPhoto(path, 10, 10)), 5, 5) == RED


def test_a_picture_that_claims_to_be_enormous(worker, make):
    found = worker.ask(Describe(make.png_that_claims("bomb.png", 100_000, 100_000)))
    assert found.problem.code is Code.TOO_BIG
    assert found.problem.sentence == "The picture says it has 10000 million pixels; at most 100 million are opened."


def test_half_a_photo_is_shown_and_told(worker, make, colour):
    path = make.image("a.jpg", (800, 800))
    data = path.read_bytes()
    cut = make.file("cut.jpg", data[: len(data) // 2])
    assert worker.ask(Describe(path)).problem is None
    found = worker.ask(Describe(cut))
    assert found.problem.code is Code.TRUNCATED
    assert found.pixel_size == (800, 800)
    assert near(colour(worker.ask(RenderPhoto(cut, 800, 800)), 100, 100), RED)


def test_damaged_beyond_use(worker, make):
    path = make.file("a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100 + b"IEND")
    assert worker.ask(Describe(path)).problem.code is Code.DAMAGED
    with pytest.raises(EvidenceError):
        worker.ask(RenderPhoto(path, 100, 100))


def test_a_document_is_no_photo(worker, make):
    with pytest.raises(EvidenceError) as told:
        worker.ask(RenderPhoto(make.pdf("a.pdf", "x"), 100, 100))
    assert told.value.problem.code is Code.UNSUPPORTED


def test_a_photo_of_nothing_but_filling_is_not_searched_to_its_end(make):
    path = make.file("a.jpg", b"\xff\xd8\xff\xe0")
    with path.open("r+b") as file:
        file.truncate(2**34)  # takes no room on the disk
    with path.open("rb") as file:
        begun = time.process_time()
        with pytest.raises(OSError, match="filling"):
            Image.open(impatient(file), formats=["JPEG"])
    assert time.process_time() - begun < 5


def test_a_photo_with_some_filling_is_shown(worker, make, colour):
    path = make.image("a.jpg")
    data = path.read_bytes()
    path.write_bytes(data[:20] + bytes(100_000) + data[20:])
    assert worker.ask(RenderPhoto(path, 100, 100)).width > 0
