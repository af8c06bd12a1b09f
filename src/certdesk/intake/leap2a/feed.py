"""What a Leap2A feed says, in words that are the same whichever program and year wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an entry: "has_part", "is_part_of", "reflects_on", "enclosure", ...; ``order`` None where unsaid.

    ``to`` is the id of another entry without its prefix, or a file or address as it stands there.
    """

    rel: str
    to: str
    type: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A category: ``scheme`` like "selection_type", ``term`` like "Webpage"; empty where there is none."""

    scheme: str
    term: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page of Mahara: its kind, its title, the ids of what it shows, and its texts as HTML."""

    kind: str
    title: str
    shows: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonData:
    """One fact about the owner: ``field`` as in Leap2A ("legal_given_name", "email"), ``name`` as Mahara calls it."""

    field: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``summary`` and ``content`` are HTML, not yet clean; ``kind`` is "selection", "resource", ...

    ``plugin`` and ``artefact`` are Mahara's own words for what it is; ``page`` is the kind of a page ("portfolio",
    "dashboard", "profile") and empty where it is none.
    """

    id: str
    title: str
    kind: str
    author: str = ""
    updated: date | None = None
    published: date | None = None
    dates: tuple[tuple[str, date], ...] = ()
    summary: str = ""
    content: str = ""
    links: tuple[Link, ...] = ()
    categories: tuple[Category, ...] = ()
    plugin: str = ""
    artefact: str = ""
    page: str = ""
    blocks: tuple[Block, ...] = ()
    person: tuple[PersonData, ...] = ()
    stage: str = ""
    """How far a plan or task is: "planned", "completed"."""

    def term(self, scheme: str) -> str:
        """Return the term of the first category with this scheme, in small letters; empty where there is none."""
        return next((one.term.casefold() for one in self.categories if one.scheme == scheme), "")

    def linked(self, *rels: str) -> tuple[str, ...]:
        """Return where the links of these kinds lead, in the order they ask for."""
        links = [link for link in self.links if link.rel in rels]
        ordered = sorted(links, key=lambda link: (link.order is None, link.order or 0))
        return tuple(dict.fromkeys(link.to for link in ordered))


@dataclass(frozen=True, slots=True)
class Feed:
    """A whole feed. ``owner`` is the id of the owner's entry; ``cut_off`` says that it ended in the middle.

    ``address`` is the place of the export on the system it comes from, as far as it is said.
    """

    id: str
    title: str
    generator: str
    author: str
    email: str
    owner: str
    address: str
    language: str
    entries: tuple[Entry, ...]
    version: str = ""
    cut_off: bool = False
