"""What can go wrong while a recording is played."""

from __future__ import annotations

from enum import Enum, auto


class Trouble(Enum):
    """What can go wrong while playing."""

    NO_PICTURE = auto()
    """There is a video track, but its pictures can't be decoded; its sound may be heard."""
    NOT_PLAYABLE = auto()
    """It can't be opened at all."""
    NOT_SEEKABLE = auto()
    """It plays, but going to another place fails."""
