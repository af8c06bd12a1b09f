"""What is to become of a recording, put together from a recipe."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.recipes import Mask, MaskAll, Recipe, Rotate, Smaller, Trim
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_MS = 1000

CONTAINERS = {
    "MP4": b"mp4",
    "QuickTime": b"mov",
    "3GP": b"3gp",
    "Matroska": b"matroska",
    "WebM": b"webm",
    "AVI": b"avi",
    "WMV": b"asf",
    "FLV": b"flv",
    "MPEG": b"vob",
    "MPEG-TS": b"mpegts",
    "Ogg video": b"ogg",
    "Ogg audio": b"ogg",
    "DV": b"dv",
    "MP3": b"mp3",
    "WAV": b"wav",
    "FLAC": b"flac",
    "M4A": b"ipod",
    "AAC": b"adts",
    "AMR": b"amr",
    "AU": b"au",
    "AC-3": b"ac3",
    "CAF": b"caf",
    "AIFF": b"aiff",
}
"""How each format is written, as FFmpeg calls it."""
FORMATS = {container: form for form, container in reversed(CONTAINERS.items())}


@dataclass(frozen=True, slots=True)
class FilmPlan:
    """Times are seconds from the beginning; ``end`` None is the end. ``turn`` comes on top of the camera's own note."""

    start: Fraction = Fraction(0)
    end: Fraction | None = None
    turn: int = 0
    height: int | None = None
    masks: tuple[Mask, ...] = ()

    @property
    def needs_coding(self) -> bool:
        """Whether the pictures change, wherever it is cut."""
        return self.height is not None or bool(self.masks)

    @property
    def silences(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """From when to when there is to be no sound, in seconds of the recording as it is."""
        return tuple(span_of(mask) for mask in self.masks if mask.silence)


def film_plan(recipe: tuple[Recipe, ...]) -> FilmPlan:
    """Put the steps together: a second cut counts from the first one's beginning. Raises CannotMendError."""
    start, end, turn, height = Fraction(0), None, 0, None
    masks: tuple[Mask, ...] = ()
    for step in recipe:
        if isinstance(step, Trim):
            if not 0 <= step.start_ms < step.end_ms:
                raise CannotMendError(Reason.NOTHING_LEFT)
            begin = start
            start = begin + Fraction(step.start_ms, _MS)
            stop = begin + Fraction(step.end_ms, _MS)
            end = stop if end is None else min(end, stop)
        elif isinstance(step, Rotate):
            turn = (turn + step.degrees) % 360
        elif isinstance(step, Smaller):
            height = step.height if height is None else min(height, step.height)
        elif isinstance(step, MaskAll):
            masks += step.masks
    if end is not None and end <= start:
        raise CannotMendError(Reason.NOTHING_LEFT)
    return FilmPlan(start, end, turn, height, masks)


def span_of(mask: Mask) -> tuple[Fraction, Fraction]:
    """Return from when to when a mask holds; without an end it holds to the end."""
    start = Fraction(mask.start_ms or 0, _MS)
    return start, Fraction(mask.end_ms, _MS) if mask.end_ms is not None else Fraction(10**9)
