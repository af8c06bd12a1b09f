"""Places in a text, as Python counts them and as Qt does: a letter beyond the first 65,536 is two places in Qt."""

from __future__ import annotations


def to_qt(text: str, place: int) -> int:
    """Return how Qt counts a place of a text."""
    return place if text.isascii() else place + sum(letter > "\uffff" for letter in text[:place])


def from_qt(text: str, place: int) -> int:
    """Return how Python counts a place that Qt gave; inside a letter counts as after it."""
    if text.isascii():
        return place
    counted = 0
    for number, letter in enumerate(text):
        if counted >= place:
            return number
        counted += 2 if letter > "\uffff" else 1
    return len(text)
