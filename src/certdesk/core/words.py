"""Words for people: every string that a person reads passes through here, so that it can be translated."""

from __future__ import annotations

import gettext
from functools import cache

DOMAIN = "certdesk"


@cache
def _catalogue() -> gettext.NullTranslations:
    """Return the catalogue of the language in use; looking for it again for every word would cost a disk access."""
    return gettext.translation(DOMAIN, fallback=True)


def _(text: str) -> str:
    """Translate ``text`` into the language in use."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate the form of a sentence that fits ``count``."""
    return _catalogue().ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark ``text`` for translation where it is stored, to be translated where it is shown."""
    return text
