"""QR codes read back from certificates: their pages, and bad photos of them."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
import segno
from PIL import Image
from tests.evidence.photographing import Shot, photographed
from tests.reports.samples import CERTIFICATE
from tests.signing.codes.samples import AWARD, code_of

from certdesk.evidence.problems import EvidenceError
from certdesk.evidence.replies import Code, Codes
from certdesk.evidence.requests import ReadCodes
from certdesk.reports.certificate_pdf import certificate_bytes

CODE = code_of()


@pytest.fixture(scope="session")
def certificate() -> bytes:
    """A certificate with its code, not signed."""
    return certificate_bytes(replace(CERTIFICATE, code=CODE, serial=AWARD.serial))


@pytest.fixture(scope="session")
def page(certificate) -> Image.Image:
    """Its page as a scanner sees it, at 300 dots per inch."""
    with pypdfium2.PdfDocument(certificate) as document:
        return document[0].render(scale=300 / 72).to_pil().convert("L")


def codes(worker, path) -> Codes:
    return worker.submit(ReadCodes(path)).result()


def test_the_code_is_read_from_the_page_of_a_certificate(worker, tmp_path, certificate):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate)
    assert codes(worker, path) == Codes((Code(CODE, 1),))


@pytest.mark.parametrize("dots", [100, 200])
def test_it_is_read_at_several_resolutions(worker, tmp_path, page, dots):
    path = tmp_path / "scan.png"
    size = (page.width * dots // 300, page.height * dots // 300)
    page.resize(size, Image.Resampling.LANCZOS).save(path)
    assert codes(worker, path).codes == (Code(CODE, 1),)


SHOTS = {
    "blurred, slanted, half in a shadow, noisy, JPEG 40": Shot(size=(2600, 1950), blur=1.0),
}
MORE_SHOTS = {
    "turned on its side in poor light": Shot(size=(2400, 1800), turned=95, light=0.3, noise=3, blur=0.8),
    "as most people take it": Shot(),
    "upside down": Shot(turned=183),
    "at a steep angle": Shot(slant=0.15, turned=30, blur=1.0),
    "hardly any light": Shot(light=0.2, noise=3, blur=1.0),
    "pressed hard": Shot(quality=15, blur=1.0),
    "a large photo out of focus": Shot(size=(4000, 3000), blur=1.6),
    "a small photo": Shot(size=(2000, 1500), blur=0.7),
    "out of focus": Shot(blur=1.5),
}


def photo(worker, path, page, shot) -> tuple[Code, ...]:
    path.write_bytes(photographed(page, shot))
    return codes(worker, path).codes


@pytest.mark.parametrize("shot", SHOTS.values(), ids=SHOTS)
def test_it_is_read_from_a_bad_photo(worker, tmp_path, page, shot):
    assert photo(worker, tmp_path / "photo.jpg", page, shot) == (Code(CODE, 1),)


@pytest.mark.slow
@pytest.mark.parametrize("shot", MORE_SHOTS.values(), ids=MORE_SHOTS)
def test_it_is_read_from_other_bad_photos(worker, tmp_path, page, shot):
    assert photo(worker, tmp_path / "photo.jpg", page, shot) == (Code(CODE, 1),)


@pytest.mark.parametrize(("suffix", "options"), [("webp", {"quality": 50}), ("tif", {})])
def test_it_is_read_from_every_kind_of_photo(worker, tmp_path, page, suffix, options):
    path = tmp_path / f"photo.{suffix}"
    left, top = page.width * 6 // 10, page.height // 2
    part = page.crop((left, top, page.width, page.height)).resize(
        (900, 900 * (page.height - top) // (page.width - left))
    )
    part.convert("RGB").save(path, **options)
    assert codes(worker, path).codes == (Code(CODE, 1),)


def test_a_file_may_hold_several_or_none(worker, tmp_path):
    two = Image.new("L", (1200, 600), 255)
    for number, left in ((1, 20), (2, 620)):
        drawn = io.BytesIO()
        segno.make(f"CODE {number}", error="m", micro=False).save(drawn, kind="png", scale=12)
        two.paste(Image.open(drawn).convert("L"), (left, 40))
    two.save(tmp_path / "two.png")
    assert {each.text for each in codes(worker, tmp_path / "two.png").codes} == {"CODE 1", "CODE 2"}
    Image.new("L", (300, 200), 200).save(tmp_path / "none.png")
    assert codes(worker, tmp_path / "none.png") == Codes(())


@pytest.mark.parametrize(("name", "content"), [("a.txt", b"CD1:ABC"), ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 90)])
def test_a_file_without_pictures_or_a_damaged_one_is_refused(worker, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EvidenceError):
        codes(worker, tmp_path / name)
