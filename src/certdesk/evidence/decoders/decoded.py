"""Pixels that were decoded for one look at a photo, kept for the next one."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

_ONE_BYTE = frozenset({"1", "L", "P"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture of a photo's page as stored, perhaps smaller than the original, and how it has to be turned."""

    image: Image.Image
    page: int
    full_size: tuple[int, int]
    """Width and height of the original as stored."""
    turn: int
    """1 to 8 as EXIF counts."""
    finest: bool = True
    """No finer pixels can be had; False when it was decoded smaller because that was quicker."""

    @property
    def scale(self) -> float:
        """1 when it has all pixels of the original, less when it was decoded smaller."""
        return self.image.width / self.full_size[0]

    @property
    def bytes(self) -> int:
        """About how much memory it takes: Pillow keeps four bytes for each pixel in colour."""
        return self.image.width * self.image.height * (1 if self.image.mode in _ONE_BYTE else 4)


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG that leads nowhere outside, as XML, and its own width and height."""

    xml: str
    own_size: tuple[float, float]
    size: tuple[int, int]
    """Pixels that it is given: a drawing has none, and a small one is given enough to be looked at closely."""
