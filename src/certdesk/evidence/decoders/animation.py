"""Moving pictures: the pictures of an animated GIF, WebP, PNG or AVIF."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Animation


def read(opened: OpenedFile, max_width: int, max_height: int) -> Animation:
    """Return the pictures of an animation, fitted in the given box."""
    raise Refused(Case.UNKNOWN_FORMAT)
