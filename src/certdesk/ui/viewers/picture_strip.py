"""Small pictures of a film along its length, taken in the background, kept in memory for the films seen last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.problem_panel import words_of

Pictures = tuple[tuple[int, QImage], ...]
"""Each with its moment in milliseconds, in order of time."""
Takes = Callable[[Path, Sequence[int]], "Future[list[bytes]]"]
"""Takes JPEGs of a film at moments (ms), in a process of its own."""

MOST, LEAST_APART_MS = 40, 2_000
_BATCH = 8
_HIGH = 108
"""A picture that is pointed at has this height; twice as sharp as in the row."""
_FILMS = 8


def moments(duration: int) -> tuple[int, ...]:
    """Return when pictures are taken, coarse ones first, so that the row is full early and gets finer."""
    count = min(MOST, duration // LEAST_APART_MS)
    if count < 2:
        return ()
    even = [round(duration * (number + 0.5) / count) for number in range(count)]
    ordered = [*even[::4], *even[2::4], *even[1::4], *even[3::4]]
    return tuple(ordered)


class PictureStrip(QObject):
    """One film at a time. What can't be had is left out."""

    grown = Signal()

    def __init__(self, owner: QObject, takes: Takes | None, deliveries: Deliveries) -> None:
        super().__init__(owner)
        self._takes = takes
        self._deliveries = deliveries
        self._seen: OrderedDict[str, dict[int, QImage]] = OrderedDict()
        self._film = ""
        self._path = Path()
        self._left: list[int] = []
        self._asked: tuple[int, ...] = ()
        self._ticket = 0

    @property
    def pictures(self) -> Pictures:
        """What there is of the film in view."""
        return tuple(sorted(self._seen.get(self._film, {}).items(), key=lambda each: each[0]))

    def show(self, path: Path, digest: str, duration: int) -> None:
        """Begin with a film; ``digest`` says which it is."""
        self.stop()
        self._film, self._path = digest or str(path), path
        have = self._seen.setdefault(self._film, {})
        self._seen.move_to_end(self._film)
        while len(self._seen) > _FILMS:
            self._seen.popitem(last=False)
        self._left = [at for at in moments(duration) if at not in have]
        if have:
            self.grown.emit()
        self._ask()

    def stop(self) -> None:
        """Take no more pictures."""
        self._deliveries.drop(self._ticket)
        self._film, self._left = "", []

    def near(self, at: int) -> QImage:
        """Return the picture nearest to a moment; null when there is none."""
        pictures = self.pictures
        return min(pictures, key=lambda each: abs(each[0] - at))[1] if pictures else QImage()

    def _ask(self) -> None:
        if self._takes is None or not self._left:
            return
        self._asked, self._left = tuple(sorted(self._left[:_BATCH])), self._left[_BATCH:]
        self._ticket = self._deliveries.bring(self._takes(self._path, self._asked), self._take, self._give_up)

    def _take(self, stills: list[bytes]) -> None:
        if len(stills) == len(self._asked):  # otherwise nobody knows which is which
            kept = self._seen.setdefault(self._film, {})
            for at, still in zip(self._asked, stills, strict=True):
                image = QImage.fromData(still)
                if not image.isNull():
                    kept[at] = image.scaledToHeight(_HIGH, Qt.TransformationMode.SmoothTransformation)
            self.grown.emit()
        self._ask()

    def _give_up(self, problem: Exception) -> None:
        words_of(problem)  # a film without pictures has no row of them; that needs no words
        self._left = []
