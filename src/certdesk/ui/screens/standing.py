"""What a person's key is worth, in words: who vouches for it, until when, and what that means for what they sign."""

from __future__ import annotations

from datetime import datetime

from certdesk.core.days import day_in_words
from certdesk.core.words import _, ngettext
from certdesk.signing.identity import Identity

_SOON_DAYS = 60


def day(moment: datetime) -> str:
    """Write a day as the rest of the program does."""
    return day_in_words(moment)


def vouched_words(identity: Identity) -> str:
    """Say in a few words who stands behind a key."""
    if identity.programme_id:
        return _("Certified by {programme}").format(programme=identity.programme_name)
    return _("Made by yourself, nobody vouches for it yet")


def key_words(identity: Identity) -> str:
    """Say since when a key is good, until when, and who vouches for it."""
    days = {"day": day(identity.made_at), "end": day(identity.valid_until)}
    if identity.programme_id:
        text = _("Certified by {programme} on {day}, valid until {end}.")
        return text.format(programme=identity.programme_name, **days)
    return _("Key made {day} by yourself, valid until {end}.").format(**days)


def ending_words(identity: Identity, now: datetime) -> str:
    """Warn of a key that ends soon or has ended; empty while there is time."""
    left = (identity.valid_until - now).days
    if now > identity.valid_until:
        return _("Your key ended on {day}: nothing can be signed with it.").format(day=day(identity.valid_until))
    if left > _SOON_DAYS:
        return ""
    text = ngettext("Your key ends in {count} day.", "Your key ends in {count} days.", left)
    return text.format(count=left)
