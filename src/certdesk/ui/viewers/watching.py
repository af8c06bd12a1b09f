"""Which seconds of a recording were really watched: those that played from beginning to end."""

from __future__ import annotations

_GAP_MS = 1_500
"""Positions come every 50 ms or so, at double speed and on a slow computer less often; a longer gap is a jump."""
_SLACK_MS = 120
"""The first position after a start or a jump comes a little late."""


class Watching:
    """Fed with positions while it plays. Whole seconds from 0."""

    def __init__(self) -> None:
        self._seconds: set[int] = set()
        self._since: int | None = None
        self._rested: int | None = None
        self._last = 0

    def at(self, position: int) -> None:
        """Take the position (ms) of the moment, while it plays."""
        if self._since is None or not 0 <= position - self._last <= _GAP_MS:
            self._since, self._rested = position, None
        first = -((_SLACK_MS - self._since) // 1000)
        self._seconds.update(range(max(0, first), position // 1000))
        if position // 1000 > first:
            self._since = position // 1000 * 1000
        self._last = position

    def rest(self) -> None:
        """End the run: it stands still, and what comes next is another one."""
        self._rested = self._since if self._since is not None else self._rested
        self._since = None

    def end(self, length: int) -> None:
        """Count the last second, which is seldom a whole one: the run came to the end of what is ``length`` ms long."""
        since = self._since if self._since is not None else self._rested
        if since is not None and 0 <= length - self._last <= _GAP_MS:
            self._seconds.update(range(max(0, -((_SLACK_MS - since) // 1000)), -(-length // 1000)))
        self._since = self._rested = None

    def take(self) -> frozenset[int]:
        """Return the seconds watched since this was last asked."""
        taken = frozenset(self._seconds)
        self._seconds.clear()
        return taken
