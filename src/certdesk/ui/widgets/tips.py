"""Tooltips of other people's words: shown as they are, never taken for markup."""

from __future__ import annotations

import html


def plain_tip(words: str) -> str:
    """Return ``words`` as a tooltip that Qt shows letter by letter; only a < can make it take them for markup."""
    return f"<qt>{html.escape(words).replace(chr(10), '<br>')}</qt>" if "<" in words else words
