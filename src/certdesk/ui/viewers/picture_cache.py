"""Pictures of pages that were drawn before, as many as fit in a fixed amount of memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from certdesk.core.annotations import Rect

CACHE_BYTES = 128 * 2**20


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page, or of a part of it (units), at ``scale`` device px per unit."""

    page: int
    scale: float
    part: Rect | None = None


class PictureCache:
    """Keeps the pictures used last, up to ``limit`` bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._kept: OrderedDict[tuple[Path, Shot], QImage] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_kept(self) -> int:
        """How much memory the pictures take."""
        return self._bytes

    def __contains__(self, key: tuple[Path, Shot]) -> bool:
        return key in self._kept

    def get(self, path: Path, shot: Shot) -> QImage | None:
        """Return a picture and remember that it was used."""
        image = self._kept.get((path, shot))
        if image is not None:
            self._kept.move_to_end((path, shot))
        return image

    def peek(self, path: Path, shot: Shot) -> QImage | None:
        """Return a picture without remembering that it was used."""
        return self._kept.get((path, shot))

    def keep(self, path: Path, shot: Shot, image: QImage) -> None:
        """Keep a picture and let go of the ones that were not used for longest."""
        old = self._kept.pop((path, shot), None)
        if old is not None:
            self._bytes -= old.sizeInBytes()
        self._kept[path, shot] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._limit and len(self._kept) > 1:
            _key, gone = self._kept.popitem(last=False)
            self._bytes -= gone.sizeInBytes()

    def shots_of(self, path: Path, page: int) -> list[Shot]:
        """Return what there is of a page, coarse first, parts after wholes of the same scale."""
        found = [shot for place, shot in self._kept if place == path and shot.page == page]
        return sorted(found, key=lambda shot: (shot.scale, shot.part is not None))
