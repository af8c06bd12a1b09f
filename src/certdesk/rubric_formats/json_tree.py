"""JSON from elsewhere, within bounds; numbers stay the texts that they are, so nothing is rounded or endless."""

from __future__ import annotations

import json
import re

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.text_encoding import decoded

LARGEST = 24 * 2**20
MOST_PARTS = 400_000
_COMMA_AT_THE_END = re.compile(r",(\s*[\]}])")

Json = None | bool | str | list["Json"] | dict[str, "Json"]


def read_json(data: bytes, name: str, *, largest: int = LARGEST, most_parts: int = MOST_PARTS) -> Json:
    """Return the values of a file: numbers, NaN and Infinity as their texts. A comma too many is overlooked.

    Raises RubricError when it is no JSON, or larger, deeper or fuller than any rubric.
    """
    if len(data) > largest or data.count(b"{") + data.count(b"[") > most_parts or data.count(b",") > 10 * most_parts:
        problem = _("{file} holds more than any rubric does.").format(file=shown(name))
        raise RubricError(problem, _("Choose another file."))
    text = decoded(data)
    try:
        return _parsed(text)
    except (ValueError, RecursionError) as error:
        try:
            return _parsed(_COMMA_AT_THE_END.sub(r"\1", text))
        except (ValueError, RecursionError):
            line = getattr(error, "lineno", 0)
            where = _("{file}, line {line}").format(file=shown(name), line=line) if line else shown(name)
            problem = _("{where}: this is not valid JSON.").format(where=where)
            raise RubricError(problem, _("Export the file once more from the program that it comes from.")) from error


def fields_of(value: Json) -> dict[str, Json]:
    """Return an object's fields, or none when it is something else."""
    return value if isinstance(value, dict) else {}


def parts_of(value: Json) -> list[Json]:
    """Return a list's parts; nothing is an empty list, anything else a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Json) -> str:
    """Return a text or a number's text; nothing for what is neither."""
    return value if isinstance(value, str) else ""


def _parsed(text: str) -> Json:
    value: Json = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, strict=False)
    return value
