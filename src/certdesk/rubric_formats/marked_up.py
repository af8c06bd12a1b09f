"""Texts that may hold HTML although they needn't: only marks that browsers know count, so that “a < b” stays itself."""

from __future__ import annotations

import re

from certdesk.core.fields import LONGEST_TEXT
from certdesk.rubric_formats.building_text import clean, from_html

_MARKS = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|a|img|table|tbody|thead|tr|td|th|h[1-6]|su[bp]|font|hr|blockquote"
    r"|pre|code|small|video|audio)"
    r"(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))?)*+\s*+/?>",
    re.IGNORECASE,
)
_ENTITIES = re.compile(r"&(?:#\d{1,7}|nbsp|amp|lt|gt|quot|[aeiou](?:acute|grave|uml|circ));", re.IGNORECASE)
_BLOCKS = re.compile(r"<(?:p|br|div|li|tr|h[1-6])\b", re.IGNORECASE)


def words_of(text: str, *, entities: bool = False) -> str:
    """Return the plain words of a text; without marks, and ``entities`` if they count too, it is cleaned only.

    Line ends count unless the text has paragraphs of its own.
    """
    text = text[: LONGEST_TEXT * 4]
    if not _MARKS.search(text) and not (entities and _ENTITIES.search(text)):
        return clean(text)
    return from_html(text if _BLOCKS.search(text) else text.replace("\n", "<br>"))


def has_marks(text: str) -> bool:
    """Whether a text holds a mark of HTML."""
    return bool(_MARKS.search(text[: LONGEST_TEXT * 4]))
