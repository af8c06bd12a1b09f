"""Finding one's way in a tree of XML: children, texts, and everything of a name that is not inside something else."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def children(element: Element, *names: str) -> Iterator[Element]:
    """Return the direct children with one of these names, in order."""
    return (part for part in element if part.tag in names)


def child(element: Element, *names: str) -> Element | None:
    """Return the first direct child with one of these names."""
    return next(children(element, *names), None)


def own_text(element: Element | None) -> str:
    """Return all words inside an element, also those that stand in marks of HTML; without an element, nothing."""
    return "" if element is None else "".join(element.itertext())


def child_text(element: Element, *names: str) -> str:
    """Return the words of the first child with one of these names, or nothing."""
    return own_text(child(element, *names))


def all_called(element: Element, names: tuple[str, ...], but: str = "") -> Iterator[Element]:
    """Return everything below with one of these names, in order; nothing from inside elements called ``but``."""
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if one.tag == but:
            continue
        if one.tag in names:
            yield one
        else:
            waiting.extend(reversed(one))
