"""The small text files of a bag: what it is, what lies in it, where the rest could be fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9_-]{1,20})\.txt", re.IGNORECASE)
_LINE = re.compile(r"\s*([0-9A-Fa-f]{8,200})[ \t]+\*?(\S.*)")
_LABEL = re.compile(r"\s*([^\s:][^:]{0,200}?)\s*:[ \t]*(.*)")
_ESCAPED = re.compile(r"%(0[aAdD]|25)")
_FETCH = re.compile(r"\s*(\S+)[ \t]+(\S+)[ \t]+(\S.*)")
_LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
ALGORITHMS = frozenset(_LENGTHS)
_LONGEST_LINE = 6_000
MOST_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """One list of digests: hex by name. ``contrary`` are names with two different ones; ``unread`` counts bad lines."""

    algorithm: str
    digests: Mapping[str, str]
    contrary: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()
    unread: int = 0


@dataclass(slots=True)
class _Lines:
    digests: dict[str, str] = field(default_factory=dict)
    contrary: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    unread: int = 0


def manifest_name(name: str) -> tuple[bool, str] | None:
    """Return whether a manifest is about tag files, and its algorithm; None for another file."""
    found = _MANIFEST.fullmatch(name)
    if found is None:
        return None
    return bool(found[1]), found[2].casefold().replace("-", "").replace("_", "")


def text_of(data: bytes, encoding: str) -> str:
    """Read a tag file, whatever its line ends and byte order mark are."""
    try:
        text = data.decode(codecs.lookup(encoding or "utf-8").name, "replace")
    except (LookupError, UnicodeError, ValueError):
        text = data.decode("utf-8", "replace")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def labels(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of bagit.txt or bag-info.txt; an indented line goes on with the one before."""
    found: list[tuple[str, str]] = []
    for line in _lines(text):
        if line[:1] in {" ", "\t"} and found and line.strip():
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}"[:5_000])
        elif match := _LABEL.fullmatch(line):
            found.append((match[1].casefold(), match[2].strip()[:5_000]))
    return tuple(found)


def read_manifest(text: str, algorithm: str) -> Manifest:
    """Read a list of digests. Names that lead out of the bag are ``refused``."""
    lines = _Lines()
    for line in _lines(text):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None or len(match[1]) != _LENGTHS.get(algorithm, len(match[1])):
            lines.unread += 1
            continue
        name = tidy_name(match[2])
        if name is None:
            lines.refused.append(match[2])
        elif lines.digests.setdefault(name, match[1].lower()) != match[1].lower():
            lines.contrary.add(name)
    return Manifest(algorithm, lines.digests, frozenset(lines.contrary), tuple(lines.refused), lines.unread)


def fetched_names(text: str) -> Iterator[str]:
    """Give the names of the files that a bag only tells where to fetch."""
    for line in _lines(text):
        if (match := _FETCH.fullmatch(line)) and (name := tidy_name(match[3])) is not None:
            yield name


def refused_to_fetch(text: str) -> str:
    """Return the first place outside the bag to which something should be fetched, or an empty text."""
    matches = (match for line in _lines(text) if (match := _FETCH.fullmatch(line)))
    return next((match[3] for match in matches if tidy_name(match[3]) is None), "")


def _lines(text: str) -> list[str]:
    return [line[:_LONGEST_LINE] for line in text.split("\n")[:MOST_LINES]]


def tidy_name(name: str) -> str | None:
    """Return a name in a bag with slashes and unescaped, or None where it leads out of the bag."""
    name = name.rstrip("\r\n ")
    parts = [part for part in unescaped(name).replace("\\", "/").split("/") if part != "."]
    if not parts or ".." in parts or not parts[0] or parts[0].startswith("~") or ":" in parts[0]:
        return None
    return "/".join(parts)


def unescaped(name: str) -> str:
    """Return a name with its escaped line ends and percent signs as they are."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
