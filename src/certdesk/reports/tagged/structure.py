"""The structure tree of a document: what each piece of content is, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """A stretch of a page's content that belongs to a node."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """An empty signature field on a page: full name, rectangle in points from the foot, and who may sign."""

    page: int
    name: str
    rect: tuple[float, float, float, float]
    label: str
    locks: bool


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: depth from 0, title, page from 0 and height from the foot of the page."""

    depth: int
    title: str
    page: int
    y: float


class Node:
    """One structure element. It is made in reading order and learns its content while pages are drawn.

    ``attributes`` may hold Alt, Lang, ActualText, ID, Scope, Headers and BBox; ``outline`` is depth and title of an
    entry in the outline.
    """

    def __init__(self, tag: str, attributes: Mapping[str, object] | None = None) -> None:
        self.tag = tag
        self.attributes = dict(attributes or {})
        self.kids: list[Node | MarkedContent | SignatureField] = []
        self.outline: tuple[int, str] | None = None

    def child(self, tag: str, **attributes: object) -> Node:
        """Add an element after the ones that are there."""
        node = Node(tag, attributes)
        self.kids.append(node)
        return node

    def heading(self, level: int, title: str) -> Node:
        """Add a heading that the outline shows too."""
        node = self.child(f"H{level}")
        node.outline = (level - 1, title)
        return node
