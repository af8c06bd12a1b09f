"""Containers of another system: what holds portfolios, each of which is looked at by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.candidates import ExternalId
from certdesk.intake.found import FoundFile, Skipped, System
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Listing
from certdesk.intake.sources import Sources


@dataclass(frozen=True, slots=True)
class Part:
    """One place inside a container: files, or a zip that is a file; and what is said about the portfolio in it.

    ``name`` goes before the names of what is left out there. What is said counts only where the place holds one
    portfolio, except the ``warnings``.
    """

    name: str
    inside: Listing | FoundFile
    known_as: tuple[ExternalId, ...] = ()
    code: str = ""
    title: str = ""
    note: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in a container, and what was left out already."""

    system: System
    parts: tuple[Part, ...]
    skipped: tuple[Skipped, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Container:
    """How the containers of one system are known and opened; ``parts_of`` raises when nothing at all can come in."""

    recognises: Callable[[Listing], bool]
    parts_of: Callable[[Listing, Sources, Limits], Parts]
