"""After Strip, nothing that was planted stands anywhere in a file, and what is seen in it is the same."""

from __future__ import annotations

import io
import zipfile

import pi_heif
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.evidence.mending import planting

from certdesk import shipped
from certdesk.core.recipes import Rotate, Strip
from certdesk.evidence.decoders.orientation import orientation, upright
from certdesk.evidence.mending import packed, pdfs, photos
from certdesk.evidence.mending.refusing import CannotMendError

PHOTOS = {
    "JPEG": planting.jpeg,
    "PNG": planting.png,
    "WebP": planting.webp,
    "GIF": planting.gif,
    "TIFF": planting.tiff,
    "AVIF": planting.avif,
}
OFFICE = {"DOCX": planting.docx, "XLSX": planting.xlsx, "PPTX": planting.pptx, "ODT": planting.odt}


def seen(data: bytes) -> list[bytes]:
    """The pixels of every page, upright."""
    with Image.open(io.BytesIO(data)) as image:
        pages = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            pages.append(upright(image.convert("RGB"), orientation(image)).tobytes())
        return pages


def planted_in(data: bytes) -> list[bytes]:
    every = planting.everything_in(data)
    return [word for word in planting.PLANTED if word in every]


@pytest.mark.parametrize("form", PHOTOS)
def test_a_photo_keeps_its_pixels_and_nothing_else(form: str) -> None:
    before = PHOTOS[form]()
    assert planted_in(before)
    after, now = photos.mended(before, form, (Strip(),))
    assert now == form
    assert planted_in(after) == []
    assert seen(after) == seen(before)
    assert photos.mended(after, form, (Strip(),))[0] == after, "what is clean stays as it is"


@pytest.mark.parametrize("held", range(1, 9))
def test_a_photo_stays_upright(held: int) -> None:
    before = planting.jpeg(held, progressive=held % 2 == 0)
    after, _form = photos.mended(before, "JPEG", (Strip(),))
    assert seen(after) == seen(before)
    assert planted_in(after) == []


def test_a_photo_keeps_its_colours() -> None:
    profile = b"\0\0\0\x80" + b"colours" * 12
    out = io.BytesIO()
    planting.drawing().save(out, "JPEG", icc_profile=profile, exif=planting.notes())
    after, _form = photos.mended(out.getvalue(), "JPEG", (Strip(),))
    with Image.open(io.BytesIO(after)) as image:
        assert image.info["icc_profile"] == profile


def test_a_photo_of_a_telephone_keeps_its_pixels() -> None:
    pi_heif.register_heif_opener()
    before = (shipped.resources() / "sample_cohort" / "WREN-03" / "echo-sheet.heic").read_bytes()
    after, _form = photos.mended(before, "HEIC", (Strip(),))
    assert len(after) == len(before)
    assert seen(after) == seen(before)


@pytest.mark.parametrize("form", OFFICE)
def test_an_office_file_keeps_its_words_and_no_author(form: str) -> None:
    before = OFFICE[form]()
    assert planted_in(before)
    after = packed.stripped(before)
    every = planting.everything_in(after)
    assert planted_in(after) == []
    assert b"00A1B2C3" not in every
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert not [name for name in names if "humbnail" in name or "custom" in name or "people" in name]
        assert b"custom.xml" not in archive.read("_rels/.rels") if "_rels/.rels" in names else True
    if form in {"DOCX", "ODT"}:
        assert b"The bridge sags." in every
        assert b"Author" in every


def test_a_pdf_keeps_its_pages_and_no_author() -> None:
    before = planting.pdf()
    assert planted_in(before)
    after = pdfs.mended(before, (Strip(),))
    assert planted_in(after) == []
    assert b"See here" in planting.everything_in(after), "what a note says stays"
    assert drawn(after) == drawn(before)


def test_pages_turn_each_for_itself() -> None:
    turned = pdfs.mended(planting.pdf(), (Rotate(90),))
    assert pdfium.PdfDocument(turned)[0].get_rotation() == 90
    assert pdfium.PdfDocument(pdfs.mended(turned, (Rotate(270, (1,)),)))[0].get_rotation() == 0
    with pytest.raises(CannotMendError):
        pdfs.mended(turned, (Rotate(90, (2,)),))


def drawn(data: bytes) -> bytes:
    return bytes(pdfium.PdfDocument(data)[0].render(scale=1).to_pil().tobytes())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WebP", "GIF", "TIFF", "AVIF"])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_photo_shows_the_same_turned(form: str, degrees: int) -> None:
    before = PHOTOS[form]()
    after, now = photos.mended(before, form, (Rotate(degrees),))
    with Image.open(io.BytesIO(before)) as image:
        wanted = upright(image.convert("RGB"), orientation(image)).rotate(-degrees, expand=True)
    with Image.open(io.BytesIO(after)) as image:
        found = upright(image.convert("RGB"), orientation(image))
    assert found.size == wanted.size
    corners = [(3, 3), (wanted.width - 4, 3), (3, wanted.height - 4), (wanted.width - 8, wanted.height - 8)]
    for corner in corners:
        near = zip(found.getpixel(corner), wanted.getpixel(corner), strict=True)
        assert all(abs(ours - theirs) < 40 for ours, theirs in near)
    if form == "JPEG":
        assert now == "JPEG"
        assert planted_in(after), "a turn alone changes nothing else"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*PHOTOS, *OFFICE, "PDF"]), st.randoms(use_true_random=False))
def test_damaged_files_are_refused_or_cleaned(form: str, chance) -> None:  # type: ignore[no-untyped-def]
    data = bytearray({**PHOTOS, **OFFICE, "PDF": planting.pdf}[form]())
    for _change in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    broken = bytes(data[: chance.randrange(20, len(data))] if chance.random() < 0.3 else data)
    try:
        if form in PHOTOS:
            photos.mended(broken, form, (Strip(),))
        elif form == "PDF":
            pdfs.mended(broken, (Strip(),))
        else:
            packed.stripped(broken)
    except CannotMendError:
        return
