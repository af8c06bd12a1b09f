"""What is selected in a viewer, said in words."""

from __future__ import annotations

from certdesk.core.annotations import Anchor, Annotation, PageRegion, PhotoRegion, TextQuote
from certdesk.core.composing import place_in_words
from certdesk.core.words import _


def offered_place(anchor: Anchor, *, words: bool = False) -> tuple[str, str]:
    """Say where a selection is, and which words it holds: "Region on p. 3", "Before leaving, every pupil".

    ``words``: the words of a page were chosen one by one, not by a rectangle.
    """
    match anchor:
        case PageRegion(page=page, quote=quote) if words:
            return _("Words on p. {page}").format(page=page), quote
        case PageRegion(page=page, quote=quote):
            return _("Region on p. {page}").format(page=page), quote
        case PhotoRegion(page=page):
            return (_("Region of the photo") if page == 1 else _("Region on p. {page}").format(page=page)), ""
        case TextQuote(quote=quote):
            return _("Words"), quote
    return place_in_words(Annotation("", "", "", anchor, ())), ""
