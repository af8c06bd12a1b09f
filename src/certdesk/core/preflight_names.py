"""File names that make trouble on Windows, on sticks, or beside each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_words import listed, quoted
from certdesk.core.words import _

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"}
)
"""Devices of Windows, with or without an ending (Microsoft: Naming Files, Paths, and Namespaces)."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST_BYTES, _LONGEST_UNITS = 255, 255
"""In UTF-8 on Linux, in UTF-16 units on Windows, FAT and exFAT."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def name_findings(items: tuple[CheckedItem, ...]) -> Iterator[Finding]:
    """Find names that are unsafe, and names that other systems take for the same."""
    for each in items:
        if why := unsafe(each.item.file_name):
            yield found("unsafe_name", each.id, why=listed(why))
    yield from _collisions(items)


def unsafe(name: str) -> tuple[str, ...]:
    """Say in words why a file name makes trouble; nothing where it doesn't."""
    reasons = []
    stem = name.split(".", maxsplit=1)[0].rstrip(" ").casefold()
    if stem in _RESERVED:
        reasons.append(_("Windows keeps “{name}” for itself").format(name=stem.upper()))
    if bad := sorted(_FORBIDDEN & set(name)):
        reasons.append(_("it has {signs} in it").format(signs=" ".join(bad)))
    if any(unicodedata.category(char) == "Cc" for char in name):
        reasons.append(_("it has signs in it that can't be seen"))
    if _TURNING & set(name):
        reasons.append(_("it has hidden signs in it that turn the direction of writing"))
    if name.endswith((".", " ")):
        reasons.append(_("it ends with a dot or a space"))
    if name.startswith(" "):
        reasons.append(_("it begins with a space"))
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_BYTES or len(name.encode("utf-16-le", "surrogatepass")) > (
        2 * _LONGEST_UNITS
    ):
        reasons.append(_("it is too long"))
    if any(unicodedata.category(char) == "Cs" for char in name):
        reasons.append(_("it has signs in it that are no letters"))
    return tuple(reasons)


def _collisions(items: tuple[CheckedItem, ...]) -> Iterator[Finding]:
    """Find names that differ only by case or by how accents are written; the same name twice is none: ids differ."""
    groups: dict[str, list[CheckedItem]] = {}
    for each in items:
        groups.setdefault(_same_for_others(each.item.file_name), []).append(each)
    for group in groups.values():
        names = {each.item.file_name for each in group}
        if len(names) < 2:
            continue
        first, *rest = group
        others = quoted(dict.fromkeys(each.item.file_name for each in rest))
        values = (("file", first.item.file_name), ("others", others))
        yield replace(found("names_collide", first.id), values=values, others=tuple(each.id for each in rest))


def _same_for_others(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip(". ")
