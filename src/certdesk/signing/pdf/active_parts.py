"""Parts of a PDF that make what is shown depend on more than the signed bytes (needs pyHanko)."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from certdesk.signing.pdf.pdf_objects import entry, name_at
from certdesk.signing.pdf.same_document import TooManyObjectsError

_MOST_OBJECTS = 200_000
_HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named", "/Thread"})
_ACTION_KEYS = frozenset({"/A", "/OpenAction", "/Next", "/PA"})
_PLAYERS = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"})


def active_parts(reader: PdfFileReader) -> tuple[str, ...]:
    """Return, in words of the PDF standard, what is active or comes from outside; empty for a plain document."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    waiting: list[generic.PdfObject] = [reader.root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            if (value.idnum, value.generation) in seen:
                continue
            seen.add((value.idnum, value.generation))
            if len(seen) > _MOST_OBJECTS:
                raise TooManyObjectsError
            value = value.get_object()  # type: ignore[no-untyped-call]
        if isinstance(value, generic.DictionaryObject):
            found.update(_active_in(value))
            waiting.extend(value.raw_get(key) for key in value)
        elif isinstance(value, generic.ArrayObject):
            waiting.extend(value.raw_get(index) for index in range(len(value)))
    return tuple(sorted(found))


def _active_in(value: generic.DictionaryObject) -> Iterator[str]:
    if "/XFA" in value:
        yield "XFA form"
    if "/JS" in value or "/JavaScript" in value:
        yield "JavaScript"
    if "/AA" in value:
        yield "automatic actions"
    if name_at(value, "/Subtype") in _PLAYERS:
        yield "media player"
    if isinstance(value, generic.StreamObject) and "/F" in value:
        yield "content from another file"
    if bool(entry(value, "/NeedAppearances")):
        yield "appearances made by the viewer"
    for key in _ACTION_KEYS & value.keys():
        # An action that sends you to a place, or to an address after a click, shows nothing by itself.
        action = name_at(entry(value, key), "/S")
        if action and action not in _HARMLESS_ACTIONS:
            yield f"action {action[:40]}"
