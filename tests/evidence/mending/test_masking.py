"""What lies under a mask is in no byte of the copy."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from tests.evidence.mending import planting

from certdesk.core.annotations import Rect
from certdesk.core.recipes import Cover, Mask, MaskAll
from certdesk.evidence.decoders.opened import open_file
from certdesk.evidence.mending import pdfs, photos
from certdesk.evidence.mending.refusing import CannotMendError


@pytest.mark.parametrize("cover", Cover)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_masked_photo_holds_none_of_the_part(form: str, cover: Cover) -> None:
    before = {"JPEG": planting.jpeg(6), "PNG": planting.png(), "TIFF": planting.tiff()}[form]
    size = (160, 96) if form == "TIFF" else (96, 160)
    masks = MaskAll((Mask(Rect(0, 0, *size), cover),))
    after, _form = photos.mended(before, form, (masks,))
    assert not [word for word in planting.PLANTED if word in planting.everything_in(after)]
    with Image.open(io.BytesIO(after)) as image:
        assert image.size == size
        shown = image.convert("RGB")
        reds = [shown.getpixel((x, y)) for x in range(0, size[0], 4) for y in range(0, size[1], 4)]
        assert len(set(reds)) == 1 if cover is Cover.BOX else not [pixel for pixel in reds if pixel == (255, 0, 0)]


def test_blurred_letters_can_not_be_told_apart() -> None:
    """Two different patterns with the same few averages come out the same."""
    fine, other = Image.new("L", (240, 240), 255), Image.new("L", (240, 240), 255)
    for x in range(240):
        for y in range(240):
            fine.putpixel((x, y), 255 if (x // 2 + y // 2) % 2 else 0)
            other.putpixel((x, y), 255 if (x // 4 + y // 4) % 2 else 0)
    copies = []
    for image in (fine, other):
        out = io.BytesIO()
        image.save(out, "PNG")
        made, _form = photos.mended(out.getvalue(), "PNG", (MaskAll((Mask(Rect(0, 0, 240, 240)),)),))
        copies.append(Image.open(io.BytesIO(made)).tobytes())
    assert copies[0] == copies[1]


def test_a_masked_page_has_no_words_under_the_mask_or_anywhere_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.setAuthor(planting.NAME)
    canvas.drawString(40, 150, planting.NAME)
    canvas.bookmarkPage("one")
    canvas.addOutlineEntry(planting.NAME, "one")
    canvas.showPage()
    canvas.drawString(40, 150, "The second page stays")
    canvas.save()
    opened = open_file(os.open(path, os.O_RDONLY), path.name)
    try:
        made = pdfs.masked(opened, (MaskAll((Mask(Rect(30, 35, 260, 60), Cover.BOX, page=1),)),))
        with pytest.raises(CannotMendError):
            pdfs.masked(opened, (MaskAll((Mask(Rect(30, 35, 260, 60), page=3),)),))
    finally:
        opened.close()
    assert planting.NAME.encode() not in planting.everything_in(made)
    document = pdfium.PdfDocument(made)
    assert document[0].get_textpage().get_text_range() == ""
    assert "second page stays" in document[1].get_textpage().get_text_range()
    assert document[0].get_size() == (300, 200)
    picture = document[0].render(scale=1).to_pil()
    assert picture.getpixel((100, 48)) == (0, 0, 0)
    assert picture.getpixel((100, 120)) == (255, 255, 255)
    with pikepdf.open(io.BytesIO(made)) as written:
        assert "/Outlines" not in written.Root
