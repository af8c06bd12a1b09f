"""Why a file of a kind without a view is not shown."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case

_KNOWN_BUT_CLOSED = frozenset(
    {"OneNote", "Access", "SQLite", "OpenOffice 1", "WordPerfect", "DjVu", "Mobipocket", "font", "Flash"}
)


def why_not(opened: OpenedFile, otherwise: Case = Case.UNKNOWN_FORMAT) -> Case:
    """Return the reason that fits the file best; ``otherwise`` is what holds for kinds that have some view."""
    if opened.sniffed.kind is Kind.EMPTY:
        return Case.EMPTY
    if opened.sniffed.format == "program":
        return Case.PROGRAM
    if opened.sniffed.format in _KNOWN_BUT_CLOSED:
        return Case.NO_VIEW
    if opened.sniffed.kind is Kind.ARCHIVE:
        return Case.CLOSED_ARCHIVE
    return Case.UNKNOWN_FORMAT if opened.sniffed.kind is Kind.UNKNOWN else otherwise
