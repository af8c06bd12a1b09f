"""Where each entry of a portfolio has its place: on which page, in which journal or folder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from certdesk.intake.leap2a.feed import Entry, Feed

_DEEPEST = 8
_SHOWN = re.compile(r"""href=["']portfolio:([\w./-]{1,100})["']""")
_EMBEDDED = re.compile(r"artefact/file/download\.php\?file=([0-9]{1,19})")
_NOISE = frozenset({"dashboard", "profile", "grouphomepage"})
COMMENTS = frozenset({"comment", "annotationfeedback", "peerassessment", "feedback"})


class Sections:
    """The pages, journals and folders of a feed, and what stands in them."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self.entries = {entry.id: entry for entry in feed.entries}
        self._children: dict[str, dict[str, None]] = defaultdict(dict)
        self._parents: dict[str, dict[str, None]] = defaultdict(dict)
        for entry in feed.entries:
            for part in _parts(entry):
                self._put(entry.id, part)
            for whole in entry.linked("is_part_of", "is_attachment_of"):
                self._put(whole, entry.id)
        for entry in feed.entries:
            # Moodle only says of a file that it is related to the text it was attached to.
            if entry.kind == "resource" and entry.id not in self._parents:
                for text in entry.linked("related"):
                    if self._is_text(text):
                        self._put(text, entry.id)

    def pages(self) -> tuple[Entry, ...]:
        """Return the pages with work on them: those of collections first, in their order there."""
        collected = (part for one in self._feed.entries if is_collection(one) for part in self.children(one.id))
        pages = [*(one for one in collected if is_page(one)), *(one for one in self._feed.entries if is_page(one))]
        return tuple(dict.fromkeys(page for page in pages if page.page not in _NOISE))

    def noise(self) -> tuple[Entry, ...]:
        """Return the pages that a system makes by itself: dashboards and profiles."""
        return tuple(one for one in self._feed.entries if is_page(one) and one.page in _NOISE)

    def children(self, id_: str) -> tuple[Entry, ...]:
        """Return what stands in a selection, in its order."""
        return tuple(self.entries[part] for part in self._children.get(id_, {}) if part in self.entries)

    def within(self, id_: str, known: AbstractSet[str]) -> tuple[Entry, ...]:
        """Return everything in a selection and in what it holds, each once, but nothing that is ``known``."""
        found: dict[str, Entry] = {}
        waiting = [(part, 0) for part in reversed(self.children(id_))]
        while waiting:
            entry, depth = waiting.pop()
            if entry.id in found or entry.id == id_ or entry.id in known:
                continue
            found[entry.id] = entry
            if depth < _DEEPEST and not is_page(entry):
                waiting.extend((part, depth + 1) for part in reversed(self.children(entry.id)))
        return tuple(found.values())

    def path(self, entry: Entry) -> tuple[str, ...]:
        """Return the titles of the selections around an entry, outermost first; a page counts before a folder."""
        titles: list[str] = []
        seen = {entry.id}
        while len(titles) < _DEEPEST:
            parents = [one for one in self._selections(entry.id) if one.id not in seen and one.page not in _NOISE]
            if not parents:
                break
            entry = min(parents, key=lambda one: (not is_page(one), not is_collection(one)))
            seen.add(entry.id)
            titles.append(entry.title)
        return tuple(reversed(titles))

    def pages_of(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the pages on which an entry is shown."""
        return tuple(one for one in self._selections(entry.id) if is_page(one) and one.page not in _NOISE)

    def texts_of(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the texts to which an entry was attached."""
        return tuple(one for one in self._selections(entry.id) if one.kind == "entry")

    def only_on_noise(self, entry: Entry) -> bool:
        """Whether an entry is shown on a dashboard or profile and nowhere else."""
        parents = list(self._selections(entry.id))
        return bool(parents) and all(one.page in _NOISE for one in parents)

    def _is_text(self, id_: str) -> bool:
        return id_ in self.entries and self.entries[id_].kind in {"entry", "selection"}

    def _selections(self, id_: str) -> Iterable[Entry]:
        return (self.entries[one] for one in self._parents.get(id_, {}) if one in self.entries)

    def _put(self, whole: str, part: str) -> None:
        if whole != part:
            self._children[whole].setdefault(part)
            self._parents[part].setdefault(whole)


def is_page(entry: Entry) -> bool:
    """Whether an entry is a page on which somebody put work together."""
    return bool(entry.page) or (entry.kind == "selection" and entry.term("selection_type") == "webpage")


def is_collection(entry: Entry) -> bool:
    """Whether an entry is a row of pages."""
    return entry.kind == "selection" and entry.term("selection_type") == "website"


def is_folder(entry: Entry) -> bool:
    """Whether an entry is a folder of files."""
    return entry.artefact == "folder" or (entry.kind == "selection" and entry.term("selection_type") == "folder")


def is_comment(entry: Entry, author: str) -> bool:
    """Whether an entry is what somebody else said about the work, and no work itself."""
    if entry.artefact in COMMENTS or entry.plugin == "comment":
        return True
    if entry.kind not in {"entry", ""} or not entry.linked("reflects_on"):
        return False
    return bool(entry.author) and entry.author != author and entry.artefact in {"", "annotation"}


def embedded(entry: Entry) -> tuple[str, ...]:
    """Return the ids of the files that the text of an entry shows by their address on the system it comes from."""
    return tuple(dict.fromkeys(f"artefact{number}" for number in _EMBEDDED.findall(entry.content)))


def _parts(entry: Entry) -> Iterable[str]:
    """Give the ids of what an entry holds, in the order in which a page shows them, then as its links say."""
    for block in entry.blocks:
        yield from block.shows
    yield from entry.linked("has_part", "has_attachment")
    if entry.kind == "selection":
        yield from _SHOWN.findall(entry.content)
        yield from embedded(entry)
