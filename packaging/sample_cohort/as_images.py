"""Finished pictures to JPEG (with an EXIF orientation if wished), PNG, HEIC and scanned PDF."""

import io
from pathlib import Path

import pillow_heif
from lens import Finished
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ORIENTATION = 0x0112
DESCRIPTION = 0x010E
SOFTWARE = 0x0131
# How upright pixels are stored so that a viewer which obeys the orientation shows them upright again.
STORED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def write_jpeg(target: Path, finished: Finished, orientation: int = 1, quality: int = 78) -> None:
    """A JPEG whose pixels are stored turned, with the orientation that turns them back."""
    image = finished.image
    if STORED[orientation] is not None:
        image = image.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[DESCRIPTION] = "Invented sample for CertDesk"
    exif[SOFTWARE] = "CertDesk sample cohort"
    image.save(target, quality=quality, exif=exif, optimize=True)


def write_png(target: Path, finished: Finished, colours: int = 0) -> None:
    """A PNG, with a palette if a number of colours is given."""
    image = (
        finished.image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        if colours
        else finished.image
    )
    image.save(target, optimize=True)


def write_heic(target: Path, finished: Finished, quality: int = 60) -> None:
    """A picture as phones of one maker keep it."""
    pillow_heif.register_heif_opener()
    finished.image.save(target, format="HEIF", quality=quality)


def write_scans(target: Path, pages: list[Finished], title: str, quality: int = 55, dpi: int = 120) -> None:
    """Scanned pages as a PDF of pictures, without any text layer."""
    canvas = Canvas(str(target), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setAuthor("Invented sample for CertDesk")
    for page in pages:
        packed = io.BytesIO()
        page.image.save(packed, "JPEG", quality=quality, optimize=True)
        packed.seek(0)
        wide, high = page.image.width * 72 / dpi, page.image.height * 72 / dpi
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(packed), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
