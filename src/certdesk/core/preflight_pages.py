"""Whether documents keep to their lengths, and whether pages and photos show what they should, the right way up."""

from __future__ import annotations

from collections.abc import Iterator

from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Rect
from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Limits, Programme
from certdesk.core.preflight_looks import ItemLook, PageLook, PhotoLook
from certdesk.core.preflight_rules import found
from certdesk.core.preflight_settings import PictureLimits
from certdesk.core.preflight_words import number_in_words, pages_in_words
from certdesk.core.words import _


def page_findings(each: CheckedItem, programme: Programme, limits: Limits) -> Iterator[Finding]:
    """Find what is wrong with the pages or the picture of one item."""
    look = each.look
    if look is None:
        return
    yield from _lengths(each, look, programme, limits)
    picture = programme.settings.picture
    if look.photo is not None:
        yield from _photo(each, look, look.photo, picture)
    elif look.page_looks:
        yield from _pages(each, look, picture)


def _lengths(each: CheckedItem, look: ItemLook, programme: Programme, limits: Limits) -> Iterator[Finding]:
    kind = programme.type_of(each.item)
    if kind is None:
        return
    tolerance = programme.settings.tolerance
    pages, words = limits.of(kind, "max_pages"), limits.of(kind, "max_words")
    if pages is not None and look.pages is not None and look.pages > pages * (1 + tolerance.pages):
        anchor = _page(int(pages) + 1)
        yield found("too_many_pages", each.id, anchor=anchor, count=look.pages, most=number_in_words(pages))
    if words is not None and look.words is not None and look.words > words * (1 + tolerance.words):
        yield found("too_many_words", each.id, count=look.words, most=number_in_words(words))


def _pages(each: CheckedItem, look: ItemLook, limits: PictureLimits) -> Iterator[Finding]:
    seen = look.page_looks
    blank = [page.page for page in seen if page.blank]
    if len(blank) == len(seen) and len(seen) >= (look.pages or 1):
        yield found("all_blank", each.id)
        return
    if blank:
        yield found("blank_pages", each.id, anchor=_page(blank[0]), pages=pages_in_words(blank))
    yield from _turned(each, seen)
    coarse = [page for page in seen if 0 < page.dpi < limits.scan_dpi]
    if coarse:
        numbers = [page.page for page in coarse]
        pages = pages_in_words(numbers)
        dpi = min(page.dpi for page in coarse)
        yield found("scan_coarse", each.id, anchor=_page(numbers[0]), pages=pages[:1].upper() + pages[1:], dpi=dpi)
    tiny = [page.page for page in seen if 0 < page.text_height < limits.text_points]
    if tiny:
        yield found("text_tiny", each.id, anchor=_page(tiny[0]), pages=pages_in_words(tiny))


def _turned(each: CheckedItem, seen: tuple[PageLook, ...]) -> Iterator[Finding]:
    for rule, wanted in (("page_sideways", {90, 270}), ("page_upside_down", {180})):
        sure = [page for page in seen if page.turn in wanted and page.sure]
        if sure:
            numbers = [page.page for page in sure]
            degrees = sure[0].turn
            yield found(rule, each.id, anchor=_page(numbers[0]), pages=pages_in_words(numbers), degrees=degrees)
    guessed = [page for page in seen if page.turn and not page.sure]
    if guessed:
        numbers = [page.page for page in guessed]
        yield found("maybe_turned", each.id, anchor=_page(numbers[0]), pages=pages_in_words(numbers),
                    way=_way(guessed[0].turn), degrees=guessed[0].turn)  # fmt: skip


def _photo(each: CheckedItem, look: ItemLook, photo: PhotoLook, limits: PictureLimits) -> Iterator[Finding]:
    if photo.highlight < limits.black:
        yield found("photo_black", each.id)
        return
    if photo.contrast < limits.even:
        yield found("photo_empty", each.id)
        return
    if photo.grey_end and look.case != "truncated_picture":
        yield found("photo_half", each.id)
    if photo.highlight < limits.dark:
        yield found("photo_dark", each.id)
    elif photo.sharpness < limits.blurred:
        yield found("photo_blurred", each.id)
    if max(photo.width, photo.height) < limits.photo_side:
        yield found("photo_small", each.id, width=photo.width, height=photo.height)
    if photo.turn:
        anchor = PhotoRegion(Rect(0, 0, photo.width, photo.height))
        yield found("maybe_turned", each.id, anchor=anchor, pages=_("the picture"), way=_way(photo.turn),
                    degrees=photo.turn)  # fmt: skip


def _way(turn: int) -> str:
    return _("upside down") if turn == 180 else _("on its side")


def _page(number: int) -> Anchor:
    return PageRegion(number, Rect(0, 0, 0, 0))
