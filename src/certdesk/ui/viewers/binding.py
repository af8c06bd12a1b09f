"""A trap of the Python binding, and the way round it."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance


def look_now(signal: SignalInstance) -> None:
    """Make the binding look now whether the owner of ``signal`` overrides ``connectNotify`` and ``disconnectNotify``.

    It looks the first time that somebody connects to or disconnects from an object of ours, and needs Python's lock for
    it. The media player's threads do that when they end; if the GUI thread holds the lock and waits for them, both wait
    for ever. What was looked up once is remembered, without any lock.
    """
    signal.connect(_nothing)
    signal.disconnect(_nothing)


def _nothing() -> None:
    """Be connected for a moment."""
