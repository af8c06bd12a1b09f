"""Adds to what is known of a recording what can be seen and heard in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from certdesk.core.errors import CertDeskError
from certdesk.core.preflight_looks import FilmLook, ItemLook, SoundLook
from certdesk.evidence import wire
from certdesk.evidence.film import libraries
from certdesk.evidence.film.overlooked import Overlooked
from certdesk.evidence.film.taking import take_look

_STILL_PLAYED = frozenset({"", "misnamed", "repaired", "truncated_media"})
_UNHEARD = SoundLook(-120.0, 0.0, 0, -120.0, -120.0, 0, decoded=False)


def played(path: Path, look: ItemLook) -> ItemLook:
    """Have a recording looked over in a process of its own, and return its look with what that found.

    Where the libraries that play recordings are not here, nothing is added; where they can't open it, nothing plays.
    """
    if look.case not in _STILL_PLAYED or libraries.folder() is None:
        return look
    try:
        data = take_look(path)
        told = cast(Overlooked, wire.unpack(Overlooked, data, [])) if data else Overlooked(None, None)
    except (CertDeskError, wire.WireError):
        return replace(look, looked=False)
    return replace(
        look,
        film=_film(look, told.film),
        sound=(told.sound or _UNHEARD) if look.has_sound else None,
        picture_ms=told.picture_ms or look.picture_ms,
        sound_ms=told.sound_ms or look.sound_ms,
    )


def _film(look: ItemLook, seen: FilmLook | None) -> FilmLook | None:
    if look.film is None:
        return None
    if seen is None:
        return replace(look.film, decoded=False)
    built = look.film
    return replace(seen, width=built.width, height=built.height, pieces=built.pieces,
                   descriptions=built.descriptions, shapes=built.shapes)  # fmt: skip
