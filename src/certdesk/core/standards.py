"""Frameworks of standards: coded statements that criteria can be aligned to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardItem:
    """One coded statement of a framework. ``parent`` is the identifier of the item above it, or empty."""

    identifier: str
    code: str
    statement: str
    parent: str = ""
    kind: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A document of standards with its items in their own order."""

    identifier: str
    title: str
    items: tuple[StandardItem, ...]
    creator: str = ""
    version: str = ""
    uri: str = ""

    def item(self, identifier: str) -> StandardItem | None:
        """Find an item by its identifier."""
        return next((item for item in self.items if item.identifier == identifier), None)


def depths(framework: Framework) -> Mapping[str, int]:
    """Return how far below the top each item stands, by identifier; the top is 0."""
    found: dict[str, int] = {}
    parents = {item.identifier: item.parent for item in framework.items}
    for identifier in parents:
        chain: list[str] = []
        one = identifier
        while one in parents and one not in found and one not in chain:
            chain.append(one)
            one = parents[one]
        depth = found[one] + 1 if one in found else 0
        for above in reversed(chain):
            found[above] = depth
            depth += 1
    return found


def shown_code(item: StandardItem) -> str:
    """Return what an item is called: its code, or the beginning of its statement."""
    if item.code:
        return item.code
    return item.statement if len(item.statement) <= 40 else f"{item.statement[:39].rstrip()}…"


def found_in(framework: Framework, words: str) -> tuple[StandardItem, ...]:
    """Return the items that hold every one of these words in code or statement, with all that stand above them."""
    wanted = words.casefold().split()
    hits = {item.identifier for item in framework.items if _holds(item, wanted)}
    return with_those_above(framework, hits)


def with_those_above(framework: Framework, identifiers: Collection[str]) -> tuple[StandardItem, ...]:
    """Return these items and every item above one of them, in the framework's order."""
    parents = {item.identifier: item.parent for item in framework.items}
    kept: set[str] = set()
    for identifier in identifiers:
        one = identifier
        while one in parents and one not in kept:
            kept.add(one)
            one = parents[one]
    return tuple(item for item in framework.items if item.identifier in kept)


def _holds(item: StandardItem, wanted: list[str]) -> bool:
    text = f"{item.code} {item.statement}".casefold()
    return all(word in text for word in wanted)
