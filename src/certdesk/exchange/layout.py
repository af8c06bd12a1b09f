"""Which file goes into which part: small ones together, big ones in pieces, so that parts stand for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certdesk.exchange.package import GROUP, PIECE, PackedFile, Piece


@dataclass(frozen=True, slots=True)
class Slice:
    """``size`` bytes of the file with this SHA-256, from ``start`` on."""

    digest: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts in order, each with its slices in order; and every file with where its pieces lie."""

    parts: tuple[tuple[Slice, ...], ...]
    files: tuple[PackedFile, ...]

    @property
    def size(self) -> int:
        """Bytes before sealing."""
        return sum(one.size for part in self.parts for one in part)


def lay_out(files: Iterable[tuple[str, int]], *, group: int = GROUP, piece: int = PIECE) -> Layout:
    """Lay files (SHA-256 and bytes) out in parts; the same file twice is one.

    A file up to ``group`` bytes shares a part with others, a bigger one has parts of at most ``piece`` to itself.
    """
    parts: list[list[Slice]] = []
    found: dict[str, PackedFile] = {}
    room, shared = 0, -1
    for digest, size in files:
        if digest in found:
            continue
        if 0 < size <= group:
            if shared < 0 or room < size:
                parts.append([])
                shared, room = len(parts) - 1, group
            offset = group - room
            parts[shared].append(Slice(digest, 0, size))
            found[digest] = PackedFile(digest, size, (Piece(shared, offset, size),))
            room -= size
            continue
        pieces = []
        for start in range(0, size, piece):
            length = min(piece, size - start)
            pieces.append(Piece(len(parts), 0, length))
            parts.append([Slice(digest, start, length)])
        found[digest] = PackedFile(digest, size, tuple(pieces))
    return Layout(tuple(map(tuple, parts)), tuple(found.values()))


def sealed_size(size: int, recipients: int = 2) -> int:
    """Return about how many bytes a part takes once age has sealed it: a tag each 64 KiB, and a header."""
    return size + 16 * (size // 65536 + 1) + 120 + 180 * recipients
