"""SHA-256 of a stream, of each of its leaves, and of the whole, in one pass."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Hashes a part while it is written: its leaves and the whole of it."""

    def __init__(self) -> None:
        self._leaves = Leaves()
        self._whole = sha256()
        self.size = 0

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        self._leaves.add(data)
        self._whole.update(data)
        self.size += len(data)

    def part(self, suffix: str) -> Part:
        """Return the part, named after its content."""
        digest = self._whole.hexdigest()
        return Part(f"{digest[:32]}.{suffix}", self.size, digest, self._leaves.done())


def damaged_leaves(part: Part, blocks: Iterable[memoryview]) -> tuple[int, ...]:
    """Return the numbers of the leaves of a part that are damaged or missing in what was read."""
    leaves = Leaves()
    for block in blocks:
        leaves.add(block)
    found = leaves.done()
    pairs = [*found[: len(part.leaves)], *[""] * (len(part.leaves) - len(found))]
    wrong = [number for number, (one, wanted) in enumerate(zip(pairs, part.leaves, strict=True)) if one != wanted]
    return tuple(wrong or ([len(part.leaves) - 1] if len(found) > len(part.leaves) else []))
