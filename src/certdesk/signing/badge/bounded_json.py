"""JSON of strangers, read within bounds and only when it can mean one thing."""

from __future__ import annotations

import json
import re
from typing import Any

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _

LARGEST = 2 * 2**20
DEEPEST = 24
MOST_ENTRIES = 6000
LONGEST_LIST = 600
MOST_TYPES = 8
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

Json = Any
"""What `json.loads` makes: dictionaries, lists, texts, numbers, booleans and None."""


class AmbiguousJsonError(UntrustedFileError):
    """Two readers could read two different things: the file says one name twice."""


def read_object(data: bytes) -> dict[str, Json]:
    """Return a JSON object of UTF-8.

    Raises `AmbiguousJsonError` when a name stands twice in one object, `UntrustedFileError` when it is no JSON object,
    larger, deeper or fuller than any badge.
    """
    if len(data) > LARGEST:
        raise _refused(_("it is larger than any badge"))
    if data.count(b"{") + data.count(b"[") > MOST_ENTRIES or data.count(b",") > MOST_ENTRIES:
        raise _refused(_("it holds more than any badge does"))
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UntrustedFileError:
        raise
    except (ValueError, RecursionError) as problem:
        raise _refused(_("it is not valid JSON")) from problem
    if not isinstance(value, dict):
        raise _refused(_("it is not a JSON object"))
    _bound(value, 0)
    return value


def canonical_json(value: Json) -> bytes:
    """Return JSON with sorted names, without spaces, in UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def many(value: Json) -> list[Json]:
    """Return a list's parts, nothing for nothing, and one part for anything else: JSON-LD makes no difference."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        problem = _("It says “{name}” twice, so that two programs may read two things.").format(name=twice[:60])
        raise AmbiguousJsonError(problem, _("Ask for the file once more."))
    return found


def _no_constant(word: str) -> Json:
    raise ValueError(word)


def _bound(value: Json, depth: int) -> None:
    if depth > DEEPEST:
        raise _refused(_("it is nested deeper than any badge"))
    if isinstance(value, str):
        _text(value)
    elif isinstance(value, list):
        if len(value) > LONGEST_LIST:
            raise _refused(_("it holds a longer list than any badge does"))
        for one in value:
            _bound(one, depth + 1)
    elif isinstance(value, dict):
        if len(many(value.get("type"))) > MOST_TYPES or len(many(value.get("@type"))) > MOST_TYPES:
            raise _refused(_("something in it is of more kinds than anything in a badge"))
        for name, one in value.items():
            _text(name)
            _bound(one, depth + 1)


def _text(value: str) -> None:
    """Refuse half a letter, which nobody could have signed, and control characters, which programs sign differently."""
    if CONTROL.search(value):
        raise _refused(_("it holds characters that are no text"))


def _refused(why: str) -> UntrustedFileError:
    return UntrustedFileError(
        _("This can't be read as a badge: {why}.").format(why=why), _("Ask for the file once more.")
    )
