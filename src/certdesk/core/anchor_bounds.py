"""Whether a place lies in the evidence item that it points into: nothing is filed that nobody could look at."""

from __future__ import annotations

from math import isfinite

from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Rect, TimeSpan, clock
from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext

Size = tuple[float, float]
WHOLE = Rect(0, 0, 0, 0)
"""What stands for a whole page."""
_SLACK = 1.0
"""Edges drawn by hand may lie a little outside."""
_LONGER_MS = 999
"""Lengths are told in whole seconds, so that the last one counts as a whole."""


def check_place(anchor: Anchor, item: EvidenceItem, size: Size | None = None) -> None:
    """Refuse a place that the item does not have; NotAllowedError says what it has.

    ``size`` is the width and height of the page in points, or of the picture in pixels, where they are known.
    """
    match anchor:
        case PageRegion(page, rect, quote, view):
            _check_page(page, item, None if view else item.pages)
            if rect != WHOLE:
                _check_part(rect, item, size, least=0.0 if quote else 1.0, unit=_("points"))
        case PhotoRegion(rect, page):
            _check_page(page, item, item.pages)
            _check_part(rect, item, size, least=1.0, unit=_("pixels"))
        case TimeSpan(start_ms=start, end_ms=end, region=region):
            _check_span(start, end, item)
            if region is not None:
                _check_part(region, item, size, least=1.0, unit=_("pixels"))


def _check_page(page: int, item: EvidenceItem, count: int | None) -> None:
    if page >= 1 and (not count or page <= count):
        return
    text = _("There is no page {page} in {file}.").format(page=page, file=shown(item.file_name))
    if not count:
        raise NotAllowedError(text, _("Pages are counted from 1."))
    told = ngettext("{file} has {count} page.", "{file} has {count} pages.", count)
    raise NotAllowedError(told.format(file=shown(item.file_name), count=count), _("Pages are counted from 1."))


def _check_span(start: int, end: int, item: EvidenceItem) -> None:
    if start < 0:
        raise NotAllowedError(_("The span starts before the recording."), _("Times are counted from 0:00."))
    if end < start:
        raise NotAllowedError(_("The span ends before it starts."), _("Exchange its start and its end."))
    length = item.duration_ms
    if length and (start > length or end > length + _LONGER_MS):
        text = _("{file} is only {length} long.").format(file=shown(item.file_name), length=clock(length))
        raise NotAllowedError(text, _("Choose a time within it."))


def _check_part(rect: Rect, item: EvidenceItem, size: Size | None, *, least: float, unit: str) -> None:
    edges = (rect.left, rect.top, rect.right, rect.bottom)
    if not all(map(isfinite, edges)) or rect.right - rect.left < least or rect.bottom - rect.top < least:
        text = _("A part of nothing can't be filed: it has no size.")
        raise NotAllowedError(
            text, _("Give left, top, right and bottom, at least one of the {unit} apart.").format(unit=unit)
        )
    if size is None or (
        rect.left >= -_SLACK
        and rect.top >= -_SLACK
        and rect.right <= size[0] + _SLACK
        and rect.bottom <= size[1] + _SLACK
    ):
        return
    text = _("This part does not lie within {file}.").format(file=shown(item.file_name))
    hint = _("It is {width:.0f} {unit} wide and {height:.0f} high, counted from its top left corner.")
    raise NotAllowedError(text, hint.format(width=size[0], height=size[1], unit=unit))
