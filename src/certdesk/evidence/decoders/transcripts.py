"""What is said in a recording, and when, from a subtitle file."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Transcript


def read(opened: OpenedFile) -> Transcript:
    """Return the words of a subtitle file with their times."""
    raise Refused(Case.UNKNOWN_FORMAT)
