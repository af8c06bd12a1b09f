"""Why a file can't be mended as wanted, told by a code from the process that tried."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What stands in the way."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    NOT_THIS_KIND = "not_this_kind"
    """Files of this format can't be changed so."""
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"
    NO_LIBRARIES = "no_libraries"
    CODED = "coded"
    """Its pictures or sound are coded in a way that this computer can't decode."""
    NOTHING_LEFT = "nothing_left"
    """The span holds nothing, or the pages are not there."""
    OVERDUE = "overdue"
    CRASHED = "crashed"
    STOPPED = "stopped"


class CannotMendError(Exception):
    """It can't be done; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
