"""What looking over a recording found; apart from the looking, which nobody should have to load for it."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.preflight_looks import FilmLook, SoundLook


@dataclass(frozen=True, slots=True)
class Overlooked:
    """What was seen and heard; a part that the recording does not have is None. Lengths in ms, 0 where unknown."""

    film: FilmLook | None
    sound: SoundLook | None
    picture_ms: int = 0
    sound_ms: int = 0
