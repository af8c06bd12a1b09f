"""Places in evidence as a marks sheet writes them, and back."""

from __future__ import annotations

import re
from math import isfinite

from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Rect, TextQuote, TimeSpan, WholeItem
from certdesk.core.fields import Fields
from certdesk.core.words import _

WHOLE_PAGE = Rect(0.0, 0.0, 0.0, 0.0)
"""What stands for "the page as a whole" where a sheet names a page and no rectangle."""

FIELDS_OF_A_PLACE = ("page", "rect", "view", "quote", "before", "after", "offset", "region", "start", "end", "still")
_BELONGS_TO = {
    "rect": "page",
    "view": "page",
    "before": "quote",
    "after": "quote",
    "offset": "quote",
    "end": "start",
    "still": "start",
}
_FITTING = ({"page", "quote", "rect"}, {"page", "region"}, {"start", "region"})
_TIME = re.compile(r"(?:(?:([0-9]{1,3}):)?([0-9]{1,3}):)?([0-9]{1,6})(?:[.,]([0-9]{1,3}))?", re.ASCII)
_LONGEST_QUOTE = 2_000


def read_anchor(fields: Fields) -> Anchor:
    """Read a place: page (with rect and quote), region of a photo, start and end of a recording, a quote, or nothing.

    A region may also stand beside a page, in a photo with several, or beside a start, as part of the picture. Nothing
    at all means the whole item. Raises the error of ``fields`` when the parts don't fit together.
    """
    _check_parts(fields)
    if fields.has("start"):
        return _span(fields)
    if fields.has("region"):
        return PhotoRegion(_rect(fields, "region"), _page(fields) if fields.has("page") else 1)
    if fields.has("page"):
        rect = _rect(fields, "rect") if fields.has("rect") else WHOLE_PAGE
        return PageRegion(_page(fields), rect, _quote(fields, "quote"), fields.text("view", "", longest=80))
    if fields.has("quote"):
        offset = fields.whole("offset", 0, most=10**9)
        return TextQuote(_quote(fields, "quote"), _around(fields, "before"), _around(fields, "after"), offset)
    return WholeItem()


def _check_parts(fields: Fields) -> None:
    kinds = {kind for kind in ("page", "region", "start", "quote", "rect") if fields.has(kind)}
    if not any(kinds <= fitting for fitting in _FITTING):
        problem = _("it points to several kinds of place at once.")
        raise fields.fail(problem, _("Keep one: page, region, start or quote."))
    for part, whole in _BELONGS_TO.items():
        if fields.has(part) and not fields.has(whole):
            problem = _("“{part}” needs “{whole}” beside it.").format(part=part, whole=whole)
            raise fields.fail(problem, _("Add “{name}: …”.").format(name=whole))


def _page(fields: Fields) -> int:
    return fields.whole("page", least=1, most=100_000)


def anchor_to_plain(anchor: Anchor) -> dict[str, object]:
    """Write a place as the fields that `read_anchor` reads."""
    match anchor:
        case PageRegion(page, rect, quote, view):
            corners = {} if rect == WHOLE_PAGE else {"rect": _corners(rect)}
            return {"page": page, **corners, **_filled(quote=quote, view=view)}
        case PhotoRegion(rect, page):
            return {**({"page": page} if page != 1 else {}), "region": _corners(rect)}
        case TimeSpan(start, end, still, region):
            part = {"region": _corners(region)} if region else {}
            return {"start": written_time(start), "end": written_time(end), **_filled(still=still), **part}
        case TextQuote(quote, before, after, offset):
            return {"quote": quote, **_filled(before=before, after=after, offset=offset)}
        case WholeItem():
            return {}


def _filled(**parts: object) -> dict[str, object]:
    return {name: part for name, part in parts.items() if part}


def read_time(text: str) -> int:
    """Read 1:02:09.5, 00:31.0 or 31.5 as milliseconds. Raises ValueError."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    hours, minutes, seconds, rest = match.groups()
    if (hours is not None and int(minutes) > 59) or (minutes is not None and int(seconds) > 59):
        raise ValueError(text)
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole * 1000 + int((rest or "").ljust(3, "0"))


def written_time(milliseconds: int) -> str:
    """Write a time as `read_time` reads it, with as many decimals as it needs and at least one."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    decimals = f"{rest:03}".rstrip("0") or "0"
    return f"{hours}:{minutes:02}:{seconds:02}.{decimals}" if hours else f"{minutes:02}:{seconds:02}.{decimals}"


def _span(fields: Fields) -> TimeSpan:
    start = _time(fields, "start")
    end = _time(fields, "end") if fields.has("end") else start
    if end < start:
        raise fields.fail(_("it ends before it starts."), _("Exchange start and end."))
    region = _rect(fields, "region") if fields.has("region") else None
    return TimeSpan(start, end, fields.text("still", "", longest=64), region)


def _time(fields: Fields, name: str) -> int:
    text = fields.text(name, longest=20)
    try:
        return read_time(text)
    except ValueError as error:
        problem = _("“{name}” is “{text}”, which is not a time.").format(name=name, text=text)
        raise fields.fail(problem, _("Write it like 03:05.5 or 1:02:09.")) from error


def _rect(fields: Fields, name: str) -> Rect:
    try:
        numbers = [float(part) for part in fields.texts(name)]
    except ValueError:
        numbers = []
    sound = len(numbers) == 4 and all(isfinite(number) and number >= 0 for number in numbers)
    if not sound or numbers[0] > numbers[2] or numbers[1] > numbers[3]:
        problem = _("“{name}” must be [left, top, right, bottom].").format(name=name)
        raise fields.fail(problem, _("Write four numbers, counted from the top left corner."))
    return Rect(*numbers)


def _corners(rect: Rect) -> list[int | float]:
    corners = (rect.left, rect.top, rect.right, rect.bottom)
    return [int(corner) if corner.is_integer() else corner for corner in corners]


def _quote(fields: Fields, name: str) -> str:
    return fields.text(name, "", longest=_LONGEST_QUOTE)


def _around(fields: Fields, name: str) -> str:
    """Read what stands beside a quote with the blanks at its ends: without them it is not found again."""
    text = _quote(fields, name)
    whole = fields.values.get(name)
    return whole if text and isinstance(whole, str) else text
