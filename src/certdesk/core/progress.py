"""How long work says how far it is, and hears that it should stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""``progress(done, total, label)``; raises `CancelledError` to stop the work."""


def silent(_done: int, _total: int, _label: str) -> None:
    """Take no notice of progress."""
