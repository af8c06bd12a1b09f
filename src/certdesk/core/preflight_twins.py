"""The same file, photo or text twice: within a portfolio and in those of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Programme
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_settings import TwinLimits
from certdesk.core.preflight_words import quoted

_CHUNKS = 6
"""Hashes that differ in at most 10 bits differ in at most one bit in one of 6 parts, so only those are compared."""
_EDGES = [64 * part // _CHUNKS for part in range(_CHUNKS + 1)]
_PARTS = tuple((begin, end - begin) for begin, end in pairwise(_EDGES))
_BAND = 4
_RULES = {"file": "same_file", "photo": "like_photo", "words": "like_words"}
"""Prints are compared where 4 numbers in a row agree: of texts 80 % the same, 99.98 % have such a row among 16."""


@dataclass(frozen=True, slots=True)
class Print:
    """By what a picture or a text is known: 64-bit hashes (two of it, then two of it mirrored), and 64 numbers."""

    hashes: tuple[int, ...] = ()
    words: tuple[int, ...] = ()


NO_PRINT = Print()


@dataclass(frozen=True, slots=True)
class Owned:
    """An item of some portfolio: whose it is, its file's digest, and its print."""

    portfolio_id: str
    code: str
    item_id: str
    digest: str
    print: Print = NO_PRINT


@dataclass(slots=True)
class Twins:
    """Finds the twins of some items: first `ask` about each of them, then let them `meet` all that there are."""

    limits: TwinLimits
    digests: dict[str, list[Owned]] = field(default_factory=dict)
    photos: dict[Hashable, list[Owned]] = field(default_factory=dict)
    texts: dict[Hashable, list[Owned]] = field(default_factory=dict)
    found: dict[str, list[tuple[str, Owned]]] = field(default_factory=dict)

    def ask(self, owned: Owned) -> None:
        """Take an item in whose twins are looked for."""
        self.digests.setdefault(owned.digest, []).append(owned)
        for key in _photo_keys(owned.print.hashes[:1]):
            self.photos.setdefault(key, []).append(owned)
        for key in _text_keys(owned.print.words):
            self.texts.setdefault(key, []).append(owned)

    def meet(self, other: Owned) -> None:
        """Compare an item with those that were asked about."""
        seen = {other.item_id}
        for asked in self.digests.get(other.digest, ()):
            if asked.item_id not in seen:
                seen.add(asked.item_id)
                self._note(asked, "file", other)
        for asked in _near(self.photos, _near_photo_keys(other.print.hashes[::2]), seen):
            if same_picture(asked.print, other.print, self.limits):
                self._note(asked, "photo", other)
        for asked in _near(self.texts, _text_keys(other.print.words), seen):
            if same_words(asked.print, other.print) >= self.limits.same_words:
                self._note(asked, "words", other)

    def of(self, item_id: str) -> tuple[tuple[str, Owned], ...]:
        """Return the twins of an item: "file", "photo" or "words", and whose it is; each once."""
        return tuple(self.found.get(item_id, ()))

    def _note(self, asked: Owned, sort: str, other: Owned) -> None:
        self.found.setdefault(asked.item_id, []).append((sort, other))


def print_of(look: ItemLook | None) -> Print:
    """Return the print of a file."""
    if look is None:
        return NO_PRINT
    hashes = look.photo.hashes if look.photo else ()
    return Print(tuple(int(each, 16) for each in hashes), look.words_print)


def twin_findings(
    portfolio_id: str, items: tuple[CheckedItem, ...], twins: Twins, programme: Programme
) -> Iterator[Finding]:
    """Find twins of the items of a portfolio; of two within it, the later one is told about."""
    place = {each.id: at for at, each in enumerate(items)}
    for each in items:
        kind = programme.type_of(each.item)
        if kind is not None and kind.restricted:
            continue
        own: dict[str, list[str]] = {}
        others: dict[tuple[str, str], list[str]] = {}
        for sort, owned in twins.of(each.id):
            if owned.portfolio_id != portfolio_id:
                others.setdefault((sort, owned.code), []).append(owned.item_id)
            elif place.get(owned.item_id, len(items)) < place[each.id]:
                own.setdefault(sort, []).append(owned.item_id)
        for sort, ids in own.items():
            named = quoted(items[place[id_]].name for id_ in ids)
            yield replace(found(_RULES[sort], each.id), values=(("others", named),), others=tuple(ids))
        for (sort, code), ids in others.items():
            yield found(f"{_RULES[sort]}_elsewhere", each.id, others=tuple(ids), of=code)


def same_picture(one: Print, other: Print, limits: TwinLimits) -> bool:
    """Whether two photos show the same, also mirrored, by both of their hashes."""
    if len(one.hashes) < 2:
        return False
    difference, cosine = one.hashes[:2]
    for at in range(0, len(other.hashes) - 1, 2):
        if (other.hashes[at] ^ difference).bit_count() > limits.difference_bits:
            continue
        if (other.hashes[at + 1] ^ cosine).bit_count() <= limits.cosine_bits:
            return True
    return False


def same_words(one: Print, other: Print) -> float:
    """Return the share of words in a row that two documents have in common, as their prints tell it."""
    mine, theirs = one.words, other.words
    if not mine or len(mine) != len(theirs):
        return 0.0
    return sum(map(int.__eq__, mine, theirs)) / len(mine)


def _near(places: Mapping[Hashable, list[Owned]], keys: Iterable[Hashable], seen: set[str]) -> Iterator[Owned]:
    for key in keys:
        for owned in places.get(key, ()):
            if owned.item_id not in seen:
                seen.add(owned.item_id)
                yield owned


def _photo_keys(hashes: Iterable[int]) -> Iterator[Hashable]:
    for value in hashes:
        for begin, length in _PARTS:
            yield begin, value >> begin & ((1 << length) - 1)


def _near_photo_keys(hashes: Iterable[int]) -> Iterator[Hashable]:
    """Give the keys of hashes, and those of hashes that differ from them in one bit of a part."""
    for value in hashes:
        for begin, length in _PARTS:
            part = value >> begin & ((1 << length) - 1)
            yield begin, part
            for bit in range(length):
                yield begin, part ^ 1 << bit


def _text_keys(words: tuple[int, ...]) -> Iterator[Hashable]:
    for at in range(0, len(words) - _BAND + 1, _BAND):
        yield at, words[at : at + _BAND]
