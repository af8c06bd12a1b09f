"""Record ids that sort by the time they were made: UUID version 7 of RFC 9562."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> str:
    """Make an id: 48 bits of Unix milliseconds, 12 bits of the millisecond's fraction, 62 random bits.

    The fraction (method 3 of section 6.2) keeps two ids of the same millisecond in their order.
    """
    # Not timestamp() * 1000: as a float it can fall a millisecond short.
    milliseconds = int(now.replace(microsecond=0).timestamp()) * 1000 + now.microsecond // 1000
    fraction = now.microsecond % 1000 * 4096 // 1000
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | secrets.randbits(62)
    return str(UUID(int=value))
