"""Version numbers: which of two is newer, and what the next one is called."""

from __future__ import annotations

import re

from certdesk.core.differences import DifferenceKind

LONGEST = 40
_USABLE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,39}", re.ASCII)
_NUMBERS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*", re.ASCII)
_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,9})", re.ASCII)

Order = tuple[list[tuple[int, str]], bool, str]


def version_order(version: str) -> Order:
    """Return what versions sort by, so that 1.10.0 comes after 1.9.0, and 2.0.0 after 2.0.0-draft."""
    numbers, _dash, draft = version.partition("-")
    parts = [(int(part), "") if _is_number(part) else (-1, part) for part in numbers.split(".")]
    return parts, not draft, draft


def is_version(text: str) -> bool:
    """Whether a text may be a version: letters, digits, dots and dashes, so that ``id@version`` stays one word."""
    return bool(_USABLE.fullmatch(text))


def next_version(version: str, kind: DifferenceKind) -> str:
    """Return the version after one, by what changed: 1.0.0 becomes 1.0.1, 1.1.0 or 2.0.0.

    A version that is not made of numbers gets its last number raised, or a first one.
    """
    numbers, _dash, _draft = version.partition("-")
    if not _NUMBERS.fullmatch(numbers):
        return _counted_on(version.rstrip("-"))  # what follows a dash is a draft, which comes before its version
    major, minor, patch = ([int(part) for part in numbers.split(".")] + [0, 0])[:3]
    match kind:
        case DifferenceKind.NOT_COMPARABLE:
            return f"{major + 1}.0.0"
        case DifferenceKind.SCORES_NEED_REVIEW:
            return f"{major}.{minor + 1}.0"
        case DifferenceKind.WORDING_ONLY:
            return f"{major}.{minor}.{patch + 1}"


def _counted_on(version: str) -> str:
    found = _LAST_NUMBER.fullmatch(version)
    if found and (not found[1] or found[1].endswith(".")):
        return f"{found[1]}{int(found[2]) + 1}"
    return f"{version}.1" if version else "1.0.0"


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) <= LONGEST
