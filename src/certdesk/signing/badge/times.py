"""Times as badges write them (XML Schema's dateTime, with a zone)."""

from __future__ import annotations

import re
from datetime import datetime

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def read_moment(value: object) -> datetime:
    """Return an aware time. Raises ValueError for anything that is not exactly a moment with its zone."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("no moment")
    # More than six digits of a second are more than Python keeps.
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
