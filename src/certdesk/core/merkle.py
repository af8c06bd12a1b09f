"""A tree of hashes over a list that only grows: a short proof shows that an entry is in it, or that nothing changed.

The tree of RFC 6962, section 2.1 (RFC 9162, section 2.1 has the same one): SHA-256, a leaf is hashed after the byte 0,
a node after the byte 1, and the left half of a tree is the largest power of two below its size.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over the hashes of its halves."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The tree over entries in order. Adding one and every question take time in the logarithm of the size."""

    __slots__ = ("_levels",)

    def __init__(self, entries: Iterable[bytes] = ()) -> None:
        # The hashes of all complete subtrees: those of 2**k leaves stand in row k.
        self._levels: list[list[bytes]] = [[]]
        for entry in entries:
            self.append(entry)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._levels[0])

    def append(self, entry: bytes) -> None:
        """Add an entry at the end."""
        made, level = leaf_hash(entry), 0
        while True:
            row = self._levels[level]
            row.append(made)
            if len(row) % 2:
                return
            made, level = node_hash(row[-2], row[-1]), level + 1
            if level == len(self._levels):
                self._levels.append([])

    def root(self, size: int | None = None) -> bytes:
        """Return the root over all entries, or over the first ``size`` of them. Raises ValueError beyond the end."""
        size = self.size if size is None else size
        _check(0 <= size <= self.size)
        return self._hash(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the hashes that show entry ``index`` (from 0) to be among the first ``size``, from the leaf upwards.

        Raises ValueError when there is no such entry.
        """
        size = self.size if size is None else size
        _check(0 <= index < size <= self.size)
        return tuple(self._path(index, 0, size))

    def consistency_proof(self, old_size: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the hashes that show the first ``old_size`` entries to be unchanged among the first ``size``.

        It is empty for an empty beginning and for equal sizes. Raises ValueError when the sizes make no sense.
        """
        size = self.size if size is None else size
        _check(0 <= old_size <= size <= self.size)
        if old_size in {0, size}:
            return ()
        return tuple(self._subproof(old_size, 0, size, whole=True))

    def _hash(self, start: int, end: int) -> bytes:
        size = end - start
        if size & (size - 1) == 0:
            # A subtree of the tree that is complete: it always starts at a multiple of its size.
            level = size.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _left(size)
        return node_hash(self._hash(start, middle), self._hash(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _left(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._hash(middle, end)]
        return [*self._path(index, middle, end), self._hash(start, middle)]

    def _subproof(self, old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._hash(start, end)]
        middle = start + _left(end - start)
        if old <= middle:
            return [*self._subproof(old, start, middle, whole=whole), self._hash(middle, end)]
        return [*self._subproof(old, middle, end, whole=False), self._hash(start, middle)]


def is_included(leaf: bytes, index: int, size: int, proof: Iterable[bytes], root: bytes) -> bool:
    """Say whether ``proof`` shows that the entry with hash ``leaf`` is number ``index`` (from 0) of ``size``.

    RFC 9162, section 2.1.3.2. Never raises; a proof that is too short or too long shows nothing.
    """
    if not 0 <= index < size:
        return False
    at, last, made = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = node_hash(other, made)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, other)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def is_consistent(old_size: int, old_root: bytes, size: int, root: bytes, proof: Iterable[bytes]) -> bool:
    """Say whether ``proof`` shows that the tree of ``old_size`` is the beginning of the tree of ``size``.

    RFC 9162, section 2.1.4.2. Never raises.
    """
    path = list(proof)
    if not 0 <= old_size <= size:
        return False
    if old_size == size:
        return not path and old_root == root
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    return bool(path) and _leads_to(path, old_size, size) == (old_root, root)


def _leads_to(path: list[bytes], old_size: int, size: int) -> tuple[bytes, bytes] | None:
    """Return the old and the new root that a consistency proof leads to, or None when its length is wrong."""
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, other)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None


def _left(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _check(sensible: bool) -> None:
    if not sensible:
        raise ValueError("no such place in the tree")
