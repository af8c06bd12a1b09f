"""What is said of a photo beside its name: size, when it was taken, and that it says where."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt

from certdesk.core.words import _
from certdesk.evidence.replies import Description


def facts_words(known: Description) -> str:
    """Return the facts on one line."""
    locale = QLocale()
    facts = []
    if known.pixel_size is not None and known.format != "SVG":
        across, down = (locale.toString(side) for side in known.pixel_size)
        facts.append(_("{width} × {height} px").format(width=across, height=down))
    taken = QDateTime.fromString(known.taken, Qt.DateFormat.ISODate) if known.taken else QDateTime()
    if taken.isValid():
        when = locale.toString(taken, QLocale.FormatType.ShortFormat)
        facts.append(_("taken {when} by the camera's clock").format(when=when))
    if known.located:
        facts.append(_("has a location inside"))
    return " · ".join(facts)
