"""SHA-256 of a stream, of each of its leaves, and of the whole, in one pass."""

from __future__ import annotations

from hashlib import sha256

from certdesk.exchange.package import LEAF, Part


class Leaves:
    """Hashes leaves of 64 MiB as bytes come."""

    def __init__(self, leaf: int = LEAF) -> None:
        self._leaf = leaf
        self._room = leaf
        self._hash = sha256()
        self._found: list[str] = []

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        rest = memoryview(data)
        while rest:
            block, rest = rest[: self._room], rest[self._room :]
            self._hash.update(block)
            self._room -= len(block)
            if not self._room:
                self._found.append(self._hash.hexdigest())
                self._hash, self._room = sha256(), self._leaf

    def done(self) -> tuple[str, ...]:
        """Return the SHA-256 of every leaf."""
        rest = (self._hash.hexdigest(),) if self._room < self._leaf else ()
        return (*self._found, *rest)


class PartHash:
    """Hashes a part while it is written: its leaves and the whole of it. The first leaf costs nothing of its own."""

    def __init__(self) -> None:
        self._whole = sha256()
        self._first = ""
        self._others = Leaves()
        self.size = 0

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        rest = memoryview(data)
        if self.size < LEAF:
            block, rest = rest[: LEAF - self.size], rest[LEAF - self.size :]
            self._whole.update(block)
            self.size += len(block)
            if self.size == LEAF:
                self._first = self._whole.hexdigest()
        if rest:
            self._whole.update(rest)
            self._others.add(rest)
            self.size += len(rest)

    def part(self, suffix: str) -> Part:
        """Return the part, named after its content."""
        digest = self._whole.hexdigest()
        leaves = (self._first or digest, *self._others.done()) if self.size else ()
        return Part(f"{digest[:32]}.{suffix}", self.size, digest, leaves)
