"""The marks that people got by a grading form: cut out before the file is parsed, as a course has very many of them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from certdesk.rubric_formats.xml_nodes import all_called

_OPENS, _CLOSES, _MARK = b"<instances>", b"</instances>", b"<filling "
_WORDS_AS_THEY_ARE = (b"<![CDATA[", b"<!--")
"""In these the signs of an element mean nothing, so such a file is parsed whole."""


def without_given(data: bytes) -> bytes:
    """Return the file with nothing but their number, and as many lines, in place of the marks of each form."""
    if any(sign in data for sign in _WORDS_AS_THEY_ARE):
        return data
    parts: list[bytes] = []
    at = 0
    while (start := data.find(_OPENS, at)) >= 0 and (end := data.find(_CLOSES, start)) >= 0:
        count, lines = data.count(_MARK, start, end), data.count(b"\n", start, end)
        parts += [data[at:start], b'<instances given="%d">' % count, b"\n" * lines, _CLOSES]
        at = end + len(_CLOSES)
    return b"".join((*parts, data[at:]))


def given(definition: Element) -> int:
    """Return how many marks were given by a form, whether they were cut out or not."""
    numbers = (one.get("given", "") for one in all_called(definition, ("instances",)))
    cut = sum(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 10)
    return cut + sum(1 for _one in all_called(definition, ("filling",)))
