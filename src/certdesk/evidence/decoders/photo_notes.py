"""What a camera wrote beside a photo: when it was taken, and whether it says where. The place itself is never read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PIL import ExifTags, Image

_WRITTEN = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Notes:
    """``taken`` as ISO 8601 by the camera's own clock, or empty."""

    taken: str = ""
    located: bool = False


def notes_of(image: Image.Image) -> Notes:
    """Return what the camera noted; nothing when its notes are missing or broken."""
    try:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        taken = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        return Notes(_iso(taken), ExifTags.GPS.GPSLatitude in place)
    except Exception:  # noqa: BLE001 - broken camera notes are common, and the picture itself is shown all the same
        return Notes()


def _iso(written: object) -> str:
    if not isinstance(written, str):
        return ""
    try:
        return datetime.strptime(written.strip("\x00 "), _WRITTEN).isoformat()  # noqa: DTZ007 - cameras know no zone
    except ValueError:
        return ""
