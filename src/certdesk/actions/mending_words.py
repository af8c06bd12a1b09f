"""What people read about repairs: why one can't be made, what it does, and what it can't take out of a file."""

from __future__ import annotations

from certdesk.core.errors import CertDeskError
from certdesk.core.recipes import MaskAll, Recipe, Rotate, Smaller, Strip, Trim
from certdesk.core.words import N_, _
from certdesk.evidence.mending.refusing import Reason

_WHY = {
    Reason.DAMAGED: (
        N_("“{name}” is damaged, so it can't be mended here."),
        N_("Ask for the file again, or mend it where it was made."),
    ),
    Reason.LOCKED: (N_("“{name}” is locked with a password."), N_("Ask for a copy without one.")),
    Reason.NOT_THIS_KIND: (
        N_("Files like “{name}” can't be changed so here."),
        N_("Change it where it was made, and take it in again."),
    ),
    Reason.TOO_LARGE: (N_("“{name}” is too large to be changed so here."), N_("Ask for a smaller one.")),
    Reason.NO_ROOM: (N_("The disk of the workspace is full."), N_("Free some space; nothing has changed.")),
    Reason.NO_LIBRARIES: (
        N_("The part of the program that changes recordings is missing."),
        N_("Install the program again; everything you did is kept."),
    ),
    Reason.CODED: (
        N_("“{name}” is coded in a way that this computer can't decode."),
        N_("Ask for it as MP4 with H.264, as phones write it."),
    ),
    Reason.NOTHING_LEFT: (N_("Nothing of “{name}” lies there."), N_("Check the span, the page or the rectangle.")),
    Reason.OVERDUE: (N_("Nothing went on with “{name}” for three minutes."), N_("Try again; what is done is kept.")),
    Reason.CRASHED: (N_("What changes files stopped at “{name}”."), N_("The file may be damaged. Ask for it again.")),
}

_NOT_TAKEN_OUT = {
    "document": N_("Names in the text, its fields and its macros stay."),
    "pdf": N_("Names in the text, and file names of attachments, stay. Signatures end."),
    "video": N_("What a camera codes into the pictures themselves stays, such as a date that can be seen."),
    "image": N_("What can be seen in the picture stays."),
}


def why_not(reason: Reason, name: str) -> CertDeskError:
    """Return what a person is told when a file can't be mended."""
    text, hint = _WHY.get(reason, _WHY[Reason.CRASHED])
    return CertDeskError(_(text).format(name=name), _(hint))


def stays_after_strip(kind: str) -> str:
    """Say what location and author metadata a file of a kind keeps all the same; empty where nothing is known."""
    kind = {"slides": "document", "sheet": "document", "audio": ""}.get(kind, kind)
    return _(_NOT_TAKEN_OUT[kind]) if kind in _NOT_TAKEN_OUT else ""


def in_words(recipe: tuple[Recipe, ...]) -> str:
    """Say how a file was made from another, as a list of deeds."""
    return ", ".join(_step(step) for step in recipe)


def _step(step: Recipe) -> str:
    match step:
        case Rotate(degrees=degrees):
            return _("turned by {degrees}°").format(degrees=degrees)
        case Trim(start_ms=start, end_ms=end):
            return _("cut to {start}–{end}").format(start=_clock(start), end=_clock(end))
        case Smaller(height=height):
            return _("made smaller ({height}p)").format(height=height)
        case Strip():
            return _("freed of places and authors")
        case MaskAll():
            return _("masked")


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"
