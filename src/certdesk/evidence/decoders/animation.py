"""Moving pictures: the pictures of an animated GIF, WebP, PNG or AVIF."""

from __future__ import annotations

import time
from collections.abc import Callable

from PIL import Image

from certdesk.evidence.decoders import photos
from certdesk.evidence.decoders.decoded import Decoded
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.orientation import orientation
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Animation, Picture

MOST_PICTURES = 1000
MOST_BYTES = 48 * 2**20
"""What all pictures together may take; they are made smaller for it, down to `_LEAST_SIDE`, before any are left out."""
_LEAST_SIDE = 320
_MAY_MOVE = frozenset({"GIF", "WebP", "PNG", "AVIF"})
_MOST_SECONDS, _LONGEST_WAIT = 5.0, 8.0
"""Processor time, well below what the worker is allowed; and, on a busy computer, time on the clock."""
_USUAL_MS, _LEAST_MS, _MOST_MS = 100, 20, 60_000


def read(opened: OpenedFile, max_width: int, max_height: int) -> Animation:
    """Return the pictures of an animation, fitted in the given box."""
    if opened.sniffed.format not in _MAY_MOVE:
        raise Refused(Case.NO_PREVIEW)
    image = photos.opened_image(opened)
    if image.format not in photos.MOVING or _count(image) < 2:
        raise Refused(Case.NO_PREVIEW)
    told = _count(image)
    count = min(told, MOST_PICTURES)
    box = _room_for(count, image.size, (max(1, max_width), max(1, max_height)))
    pictures, durations = _pictures(image, count, box)
    if not pictures:
        raise Refused(Case.DAMAGED)
    return Animation(tuple(pictures), tuple(durations), complete=len(pictures) == told)


def _count(image: Image.Image) -> int:
    """Return how many pictures there are, as far as the file can be read; the end of a damaged one is found later."""
    try:
        return int(getattr(image, "n_frames", 1))
    except photos.BROKEN:
        return MOST_PICTURES


def _pictures(image: Image.Image, count: int, box: tuple[int, int]) -> tuple[list[Picture], list[int]]:
    pictures: list[Picture] = []
    durations: list[int] = []
    overdue, taken, turn = _overdue(), 0, orientation(image)
    for number in range(count):
        try:
            image.seek(number)
            image.load()
            made = photos.shown(Decoded(image, 1, image.size, turn), box)
        except photos.BROKEN:
            break  # what came before it can be shown
        taken += len(made.pixels)
        if taken > MOST_BYTES and pictures:
            break
        pictures.append(made)
        durations.append(_duration(image))
        if overdue():
            break
    return pictures, durations


def _overdue() -> Callable[[], bool]:
    """Return what says that enough time was spent from now on."""
    worked, waited = time.process_time() + _MOST_SECONDS, time.monotonic() + _LONGEST_WAIT
    return lambda: time.process_time() > worked or time.monotonic() > waited


def _room_for(count: int, size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return a box so small that all pictures have room, but not smaller than can be made out."""
    scale = min(box[0] / size[0], box[1] / size[1], 1.0)
    scale = min(scale, max((MOST_BYTES / (4 * count * size[0] * size[1])) ** 0.5, min(scale, _LEAST_SIDE / max(size))))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _duration(image: Image.Image) -> int:
    """Return how long a picture stands; like browsers, take those that say nothing for a tenth of a second."""
    told = image.info.get("duration", 0)
    if not isinstance(told, int | float) or not told > 10:
        return _USUAL_MS
    return int(min(max(told, _LEAST_MS), _MOST_MS))
