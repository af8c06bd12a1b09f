"""Words for people: every string that a person reads passes through here, so that it can be translated."""

from __future__ import annotations

import gettext

DOMAIN = "certdesk"


def _(text: str) -> str:
    """Translate ``text`` into the language in use."""
    return gettext.dgettext(DOMAIN, text)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate the form of a sentence that fits ``count``."""
    return gettext.dngettext(DOMAIN, one, many, count)


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark ``text`` for translation where it is stored, to be translated where it is shown."""
    return text
