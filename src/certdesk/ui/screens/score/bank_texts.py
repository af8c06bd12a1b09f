"""How offers of the comment bank look in a list, and where their first open slot is."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.actions.bank_offers import Offer, Offers
from certdesk.core.bank_words import language_words, level_words
from certdesk.core.comment_bank import CommentKind
from certdesk.core.slots import slot_after
from certdesk.core.words import _, ngettext
from certdesk.ui.widgets.typeahead_rows import Suggestion


def first_slot(text: str) -> tuple[int, int] | None:
    """Return where the first open slot begins and ends, or None."""
    return slot_after(text, 0)


def suggestion(offer: Offer, person: str) -> Suggestion:
    """Return the row of an offer."""
    return Suggestion(offer.text, note_of(offer, person), offer)


def suggestions(offers: Offers, person: str) -> Callable[[str], tuple[Suggestion, ...]]:
    """Return what finds rows for the letters that are typed."""
    return lambda typed: tuple(suggestion(offer, person) for offer in offers.search(typed))


def note_of(offer: Offer, person: str) -> str:
    """Say in a few words why an offer is there: its shortcut, its place, its language, how often it was used here."""
    comment = offer.comment
    parts = [f"/{comment.shortcut}"] if comment.shortcut else []
    if offer.times:
        parts.append(ngettext("used here once", "used here {count} times", offer.times).format(count=offer.times))
    levels = level_words(comment.levels)
    if levels:
        parts.append(ngettext("level {levels}", "levels {levels}", len(comment.levels)).format(levels=levels))
    if offer.language:
        parts.append(_("in {language}").format(language=language_words(offer.language)))
    if comment.owner:
        parts.append(_("mine") if comment.owner == person else _("somebody else's"))
    return " · ".join(parts)


def is_for_summary(offer: Offer) -> bool:
    """Whether an offer is about the result as a whole."""
    return offer.comment.kind is CommentKind.DECISION
