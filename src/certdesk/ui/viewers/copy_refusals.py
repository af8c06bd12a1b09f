"""Why no copy of a recording came about, in words, by how the process ended that made it."""

from __future__ import annotations

import signal
import sys

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.evidence.film import copying

_ENDED_FROM_OUTSIDE = (
    frozenset({1})
    if sys.platform == "win32"
    else frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})
)
"""How a process ends that somebody ended; one that a recording brought to fall ends otherwise."""


def refusal(code: int, *, overdue: bool) -> CertDeskError:
    """Return the reason for a process that ended with ``code``, or was ended because it was ``overdue``."""
    if code == copying.NO_ROOM:
        return no_room()
    if overdue:
        return CertDeskError(
            _("Making the copy took too long and was stopped."), _("Ask for the recording as MP4 (H.264 and AAC).")
        )
    if code in _ENDED_FROM_OUTSIDE:
        return CertDeskError(
            _("The making of the copy was ended from outside: by hand, or because memory ran short."),
            _("Close other programs and try again."),
        )
    if code == copying.NOT_READ:
        return CertDeskError(
            _("The recording could not be read to its end."), _("Check that the disk is connected, and try again.")
        )
    if code == copying.OTHER_TIMES:
        return CertDeskError(
            _("The recording has a hole: in a copy, what comes after it would lie at other times, and marks with it."),
            _("Ask for the recording again, best as MP4 (H.264 and AAC)."),
        )
    return CertDeskError(
        _("No copy can be made of this recording."), _("Ask for the recording as MP4 (H.264 and AAC).")
    )


def changed() -> CertDeskError:
    """Return the reason for a copy of what is not the same recording any more."""
    return CertDeskError(_("The recording changed while it was being copied."), _("Try again."))


def no_room() -> CertDeskError:
    """Return the reason for a full disk."""
    return CertDeskError(
        _("There is not enough room on the disk for a copy of this recording."), _("Delete files and try again.")
    )
