"""Reading addresses and percent signs as text; nothing here opens anything."""

from __future__ import annotations

import re

_WEB = re.compile(r"https?://([^/?#\s]+)([^?#\s]*)\S*", re.IGNORECASE)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LONGEST = 2_000


def is_web_address(address: str) -> bool:
    """Whether it leads to a place in the web."""
    return len(address) < _LONGEST and _WEB.fullmatch(address.strip()) is not None


def host_and_path(address: str) -> tuple[str, str]:
    """Return the host in small letters and the path of an address, which may come without "https:"."""
    found = _WEB.match(address.strip()[:_LONGEST]) or _WEB.match("http://" + address.strip()[:_LONGEST].lstrip("/"))
    return (found[1].casefold(), found[2]) if found else ("", "")


def without_percents(text: str) -> str:
    """Return a text with its percent-escaped bytes read as UTF-8; what is none stays as it is."""
    return _PERCENT.sub(_bytes, text)


def _bytes(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
