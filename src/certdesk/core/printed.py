"""Text as people type it, made fit for printing: composed, without control characters or tricks with direction."""

from __future__ import annotations

import re
from unicodedata import category, normalize

# Embeddings and overrides can make a name read as another; isolates and marks can't, so those stay.
_DROPPED = re.compile("[\u202a-\u202e\u00ad\ufeff\ufff9-\ufffb\ufe00-\ufe0f]")
_CONTROLS = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+")
_LINES = re.compile("\r\n|[\r\u0085\u2028\u2029\u000b\u000c]")
_BLANKS = re.compile(" {2,}")


def clean(text: str) -> str:
    """Return ``text`` in composed form, with newlines as its only control characters."""
    lined = _LINES.sub("\n", text)
    plain = _CONTROLS.sub(" ", _DROPPED.sub("", lined))
    return normalize("NFC", _BLANKS.sub(" ", plain))


def one_line(text: str) -> str:
    """Return ``text`` clean, without line breaks and without blanks at its ends."""
    return _BLANKS.sub(" ", clean(text).replace("\n", " ")).strip(" ")


def is_seen(text: str) -> bool:
    """Say whether anything of ``text`` is left to see on paper."""
    return any(category(letter)[0] not in "CZ" for letter in clean(text))
