"""Text and JSON for people and scripts."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from certdesk.core.plain import to_plain


def say(text: str = "") -> None:
    """Write one line."""
    sys.stdout.write(f"{text}\n")


def say_json(value: object) -> None:
    """Write a value as JSON that people can read too."""
    sys.stdout.write(json.dumps(to_plain(value), ensure_ascii=False, indent=2) + "\n")


def say_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write columns as wide as they need to be."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = (cell + " " * (room - width(cell)) for cell, room in zip(line, widths, strict=True))
        say("  ".join(cells).rstrip())


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal; East Asian letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def shown_safely(text: str) -> str:
    """Take control characters out of somebody else's text, so that it can't play tricks on a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
