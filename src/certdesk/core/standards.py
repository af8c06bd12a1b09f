"""Frameworks of standards: coded statements that criteria can be aligned to."""

from __future__ import annotations

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
