"""Hashing and writing beside sealing: the bytes are the same, and a computer with two cores is done sooner."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

_BEHIND = 4
"""How many pieces (of a megabyte each) may wait."""


class Beside:
    """Does one thing after the other on a thread of its own, never more than a few behind whoever asks."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._waiting: deque[Future[object]] = deque()

    def do(self, deed: Callable[[], object]) -> None:
        """Have something done later. Raises what an earlier deed raised."""
        while len(self._waiting) >= _BEHIND:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(deed))

    def settle(self) -> None:
        """Wait until everything is done. Raises what a deed raised."""
        while self._waiting:
            self._waiting.popleft().result()

    def close(self) -> None:
        """End the thread; what waits is not done any more."""
        self._pool.shutdown(cancel_futures=True)
        self._waiting.clear()
