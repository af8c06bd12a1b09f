"""How loud a recording is: what is drawn, and whether it is too quiet to be understood."""

from __future__ import annotations

from dataclasses import dataclass

Levels = tuple[float, ...]
"""Evenly over the length: the square root of the loudest sample, 1 for as loud as sound can be stored."""
_QUIET = 0.03
"""30 dB below the loudest possible: speech in a room is recorded at -20 to -10."""
_SILENT = 0.0005
_MOST_OF_IT = 0.95


@dataclass(frozen=True, slots=True)
class Loudness:
    """``peaks`` lie evenly over the length, 1 for the loudest moment of this recording."""

    peaks: tuple[float, ...]
    quiet: bool
    silent: bool


def loudness(levels: Levels) -> Loudness:
    """Return what to draw, and whether hardly anything will be heard."""
    sounds = [level * level for level in levels]
    loudest = max(sounds, default=0.0)
    if loudest <= _SILENT:
        return Loudness(tuple(0.0 for _sound in sounds), quiet=False, silent=bool(sounds))
    usual = sorted(sounds)[round((len(sounds) - 1) * _MOST_OF_IT)]
    return Loudness(tuple(sound / loudest for sound in sounds), quiet=usual < _QUIET, silent=False)
