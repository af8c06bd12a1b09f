"""Which way up a photo is: the camera's note about how it was held, and what that does to sizes and regions."""

from __future__ import annotations

from PIL import ExifTags, Image

Box = tuple[int, int, int, int]
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TURNED_BY_THE_READER = frozenset({"TIFF", "HEIF"})


def orientation(image: Image.Image) -> int:
    """Return 1 (as stored) to 8, as EXIF counts; 1 when there is no note or a broken one."""
    if image.format in _TURNED_BY_THE_READER:
        return 1
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - broken camera notes are common; the picture itself is shown as it is stored
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def upright_size(size: tuple[int, int], turn: int) -> tuple[int, int]:
    """Return width and height as seen (or, the other way round, as stored: it is the same swap)."""
    return (size[1], size[0]) if turn >= 5 else size


def upright(image: Image.Image, turn: int) -> Image.Image:
    """Return the image as it was seen."""
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def stored_box(region: Box, size: tuple[int, int], turn: int) -> Box:
    """Turn left, top, width, height of the upright picture into left, top, right, bottom of the picture as stored."""
    across, down = upright_size(size, turn)
    left, top = min(max(region[0], 0), across - 1), min(max(region[1], 0), down - 1)
    right = min(max(left + region[2], left + 1), across)
    bottom = min(max(top + region[3], top + 1), down)
    if turn >= 5:
        left, top, right, bottom = top, left, bottom, right
    width, height = size
    if turn in {2, 3, 7, 8}:
        left, right = width - right, width - left
    if turn in {3, 4, 6, 7}:
        top, bottom = height - bottom, height - top
    return left, top, right, bottom
