"""Values as canonical JSON: the same value always gives the same bytes, so that digests can be compared."""

from __future__ import annotations

import json
from hashlib import sha256

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


def canonical(value: object) -> str:
    """Write plain values (no floats needed) as JSON with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hex digits."""
    return sha256(text.encode()).hexdigest()
