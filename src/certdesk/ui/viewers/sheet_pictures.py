"""Asks the worker for pictures of pages, the ones that are seen first, and keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from certdesk.evidence.replies import Picture, Reply
from certdesk.evidence.requests import RenderPhoto, Request
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.drawing_plan import Wanted, plan
from certdesk.ui.viewers.picture_cache import CACHE_BYTES, PictureCache, Shot

R = TypeVar("R", bound=Reply)
FINEST = 16.0
URGENT = 2
"""Somebody waits for it with open eyes: before thumbnails and checks."""
AT_ONCE = 2
"""How many pictures are asked for at a time; the next one is chosen when one arrives, by what is seen then."""


class Asks(Protocol):
    """What a viewer needs of the evidence worker."""

    def submit(self, request: Any, priority: int = 0) -> Future[Any]:  # noqa: ANN401 - each request has its own kind of reply
        """Answer ``request`` some time later, or fail with an EvidenceError."""


Size = tuple[float, float]
Asking = Callable[[Path, Shot, Size], Request]
Planning = Callable[[Wanted, tuple[Size, ...], dict[int, list[Shot]]], Iterator[Shot]]


@dataclass(frozen=True, slots=True)
class Ways:
    """How pictures of one kind of sheet are chosen, asked for, put together and kept."""

    asking: Asking
    planning: Planning = plan
    tiled: bool = False
    """Sharp parts of other scales than the one wanted make do until the right ones are there."""
    kept_bytes: int = CACHE_BYTES


class SheetPictures(QObject):
    """Pictures of one document at a time.

    ``arrived`` names a page that looks better now, ``refused`` one that can't be drawn, and why.
    """

    arrived = Signal(int)
    refused = Signal(int, object)

    def __init__(self, owner: QObject, worker: Asks, deliveries: Deliveries, asking: Asking | Ways) -> None:
        super().__init__(owner)
        self.finest = FINEST
        """The most device px per unit that make sense: a photo has no more than its own pixels."""
        self._worker = worker
        self._deliveries = deliveries
        self._ways = asking if isinstance(asking, Ways) else Ways(asking)
        self._cache = PictureCache(self._ways.kept_bytes)
        self._instead: dict[int, QImage] = {}
        self._path = Path()
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._wanted = Wanted()
        self._asked: dict[Shot, int] = {}
        self._hopeless: set[Shot] = set()

    @property
    def bytes_kept(self) -> int:
        """How much memory the pictures take."""
        return self._cache.bytes_kept

    @property
    def busy(self) -> bool:
        """Whether a picture is being made."""
        return bool(self._asked)

    def open(self, path: Path, sizes: tuple[tuple[float, float], ...]) -> None:
        """Begin with another document, ``sizes`` of its pages in units."""
        self.close()
        self._path, self._sizes = path, sizes

    def close(self) -> None:
        """Ask for nothing more; pictures stay in the cache for when the document is opened again."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._asked.clear()
        self._hopeless.clear()
        self._instead.clear()
        self._sizes = ()
        self._wanted = Wanted()

    def show_instead(self, page: int, image: QImage | None) -> None:
        """Show this picture of a page (one of an animation) instead of those that are drawn; None shows them again."""
        if image is None:
            self._instead.pop(page, None)
        else:
            self._instead[page] = image
        self.arrived.emit(page)

    def want(self, wanted: Wanted) -> None:
        """Say what is looked at now; what was wanted before and is not drawn yet is forgotten."""
        self._wanted = replace(wanted, scale=min(wanted.scale, self.finest))
        self._ask()

    def shots(self, page: int) -> list[tuple[Shot, QImage]]:
        """Return what there is of a page, coarse first."""
        found = []
        for shot in self._cache.shots_of(self._path, page):
            image = self._cache.peek(self._path, shot)
            if image is not None:
                found.append((shot, image))
        return found

    def to_paint(self, page: int, scale: float) -> list[tuple[Shot, QImage]]:
        """Return the whole picture nearest to ``scale`` (device px per unit), and the sharp parts to lie on it."""
        if page in self._instead:
            return [(Shot(page, scale), self._instead[page])]
        ideal = min(scale, self.finest)
        shots = self.shots(page)
        wholes = [each for each in shots if each[0].part is None]
        nearest = min(wholes, key=lambda each: abs(each[0].scale - ideal), default=None)
        parts = [each for each in shots if each[0].part is not None and self._is_sharp(each[0].scale, ideal)]
        self._use([shot for shot, _image in parts if self._is_seen(shot)])
        self._use([nearest[0]] if nearest else [])  # last, because it is needed wherever somebody looks
        return ([nearest] if nearest else []) + parts

    def _use(self, shots: list[Shot]) -> None:
        for shot in shots:
            self._cache.get(self._path, shot)

    def _is_seen(self, shot: Shot) -> bool:
        part = shot.part
        return part is not None and any(
            page == shot.page
            and part.left < seen.right
            and part.right > seen.left
            and part.top < seen.bottom
            and part.bottom > seen.top
            for page, seen in self._wanted.seen
        )

    def _is_sharp(self, scale: float, ideal: float) -> bool:
        return ideal / 4 <= scale <= ideal * 4 if self._ways.tiled else abs(scale - ideal) < 0.01

    def _ask(self) -> None:
        if not self._sizes or len(self._asked) >= AT_ONCE:
            return
        pages = {page for page, _seen in self._wanted.seen} | set(self._wanted.near)
        have = {page: self._cache.shots_of(self._path, page) for page in pages}
        for shot in self._ways.planning(self._wanted, self._sizes, have):
            if shot in self._asked or shot in self._hopeless:
                continue
            self._submit(shot)
            if len(self._asked) >= AT_ONCE:
                return

    def _submit(self, shot: Shot) -> None:
        request = self._ways.asking(self._path, shot, self._sizes[shot.page - 1])
        self._asked[shot] = 0
        self._asked[shot] = self._deliveries.bring(
            self._worker.submit(request, URGENT),
            lambda reply: self._keep(shot, reply),
            lambda problem: self._give_up(shot, problem),
        )

    def _keep(self, shot: Shot, reply: Reply) -> None:
        self._asked.pop(shot, None)
        if isinstance(reply, Picture):
            self._cache.keep(self._path, shot, image_of(reply))
            self.arrived.emit(shot.page)
        self._ask()

    def _give_up(self, shot: Shot, problem: Exception) -> None:
        self._asked.pop(shot, None)
        self._hopeless.add(shot)
        self.refused.emit(shot.page, problem)
        self._ask()


def image_of(picture: Picture) -> QImage:
    """Return the worker's pixels as an image that owns them."""
    borrowed = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return borrowed.copy()


def ask_for_photo(path: Path, shot: Shot, size: tuple[float, float]) -> Request:
    """Return the request for a picture of a photo or a part of it."""
    if shot.part is None:
        box = max(1, round(size[0] * shot.scale)), max(1, round(size[1] * shot.scale))
        return RenderPhoto(path, *box, page=shot.page)
    left, top = int(shot.part.left), int(shot.part.top)
    across, down = int(shot.part.right) - left, int(shot.part.bottom) - top
    box = max(1, round(across * shot.scale)), max(1, round(down * shot.scale))
    return RenderPhoto(path, *box, (left, top, across, down), shot.page)
