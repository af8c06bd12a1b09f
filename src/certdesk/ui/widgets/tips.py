"""Tooltips of other people's words: shown as they are, never taken for markup."""

from __future__ import annotations

import html


def plain_tip(words: str) -> str:
    """Return ``words`` as a tooltip that Qt shows letter by letter, lines and all; nothing for nothing."""
    return f"<qt>{html.escape(words).replace(chr(10), '<br>')}</qt>" if words else ""
