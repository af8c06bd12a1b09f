"""The same file, photo or text twice: within a portfolio and in those of others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Programme
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_settings import TwinLimits
from certdesk.core.preflight_words import quoted

_CHUNKS = 11
"""Hashes that differ in at most 10 bits agree wholly in one of 11 parts, so only those with a part in common are
compared."""
_BITS = 64
_BAND = 4
_RULES = {"file": "same_file", "photo": "like_photo", "words": "like_words"}
"""Prints are compared where 4 numbers in a row agree: of texts 80 % the same, 99.98 % have such a row among 16."""


@dataclass(frozen=True, slots=True)
class Owned:
    """An item of some portfolio: whose it is, its file's digest, and by what its picture or words are known."""

    portfolio_id: str
    code: str
    item_id: str
    digest: str
    look: ItemLook | None = None


@dataclass(slots=True)
class Twins:
    """All items among which twins are looked for, found again by digest, by hash and by print."""

    limits: TwinLimits
    digests: dict[str, list[Owned]] = field(default_factory=dict)
    photos: dict[Hashable, list[Owned]] = field(default_factory=dict)
    prints: dict[Hashable, list[Owned]] = field(default_factory=dict)

    def add(self, owned: Owned) -> None:
        """Take an item in."""
        self.digests.setdefault(owned.digest, []).append(owned)
        if owned.look is None:
            return
        for key in _photo_keys(owned.look, mirrored=False):
            self.photos.setdefault(key, []).append(owned)
        for key in _print_keys(owned.look):
            self.prints.setdefault(key, []).append(owned)

    def like(self, item_id: str, digest: str, look: ItemLook | None) -> Iterator[tuple[str, Owned]]:
        """Give the twins of an item: "file", "photo" or "words", and whose it is; each once."""
        seen = {item_id}
        for owned in self.digests.get(digest, ()):
            if owned.item_id not in seen:
                seen.add(owned.item_id)
                yield "file", owned
        if look is None:
            return
        keys = (*_photo_keys(look, mirrored=False), *_photo_keys(look, mirrored=True))
        for other in _near(self.photos, keys, seen):
            if other.look is not None and same_picture(look, other.look, self.limits):
                yield "photo", other
        for other in _near(self.prints, tuple(_print_keys(look)), seen):
            if other.look is not None and same_words(look, other.look) >= self.limits.same_words:
                yield "words", other


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
        for sort, owned in twins.like(each.id, each.item.digest, each.look):
            if owned.portfolio_id != portfolio_id:
                others.setdefault((sort, owned.code), []).append(owned.item_id)
            elif place.get(owned.item_id, len(items)) < place[each.id]:
                own.setdefault(sort, []).append(owned.item_id)
        for sort, ids in own.items():
            named = quoted(items[place[id_]].name for id_ in ids)
            yield replace(found(_RULES[sort], each.id), values=(("others", named),), others=tuple(ids))
        for (sort, code), ids in others.items():
            yield found(f"{_RULES[sort]}_elsewhere", each.id, others=tuple(ids), of=code)


def same_picture(one: ItemLook, other: ItemLook, limits: TwinLimits) -> bool:
    """Whether two photos show the same, also mirrored, by both of their hashes."""
    if one.photo is None or other.photo is None or not one.photo.hashes or not other.photo.hashes:
        return False
    difference, cosine = (int(each, 16) for each in other.photo.hashes[:2])
    mine = [int(each, 16) for each in one.photo.hashes]
    return any(
        (mine[at] ^ difference).bit_count() <= limits.difference_bits
        and (mine[at + 1] ^ cosine).bit_count() <= limits.cosine_bits
        for at in range(0, len(mine) - 1, 2)
    )


def same_words(one: ItemLook, other: ItemLook) -> float:
    """Return the share of words in a row that two documents have in common, as their prints tell it."""
    mine, theirs = one.words_print, other.words_print
    if not mine or len(mine) != len(theirs):
        return 0.0
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


def _near(places: Mapping[Hashable, list[Owned]], keys: Iterable[Hashable], seen: set[str]) -> Iterator[Owned]:
    for key in keys:
        for owned in places.get(key, ()):
            if owned.item_id not in seen:
                seen.add(owned.item_id)
                yield owned


def _photo_keys(look: ItemLook, *, mirrored: bool) -> tuple[Hashable, ...]:
    if look.photo is None or not look.photo.hashes:
        return ()
    at = 2 if mirrored else 0
    if len(look.photo.hashes) <= at:
        return ()
    value = int(look.photo.hashes[at], 16)
    edges = [_BITS * part // _CHUNKS for part in range(_CHUNKS + 1)]
    return tuple((part, value >> edges[part] & ((1 << (edges[part + 1] - edges[part])) - 1)) for part in range(_CHUNKS))


def _print_keys(look: ItemLook) -> Iterator[Hashable]:
    for at in range(0, len(look.words_print) - _BAND + 1, _BAND):
        yield at, look.words_print[at : at + _BAND]
