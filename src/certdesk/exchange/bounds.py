"""How much a package may claim. What is beyond is refused before anything is read."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.exchange.package import GIB, MIB


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of one package; sizes in bytes."""

    head: int = 16 * MIB
    index: int = 64 * MIB
    """Sealed."""
    index_open: int = 512 * MIB
    """Once it is opened and unpacked."""
    index_ratio: int = 200
    index_ratio_from: int = 8 * MIB
    parts: int = 20_000
    part: int = GIB
    files: int = 200_000
    pieces: int = 400_000
    statements: int = 100_000
    statement: int = 16 * MIB
    cards: int = 1_000
    card: int = 2 * MIB
    size: int = 2 * 2**40
    key: int = 64 * 1024
    tag_file: int = 16 * MIB
    mail: int = 64 * MIB
    mail_entries: int = 64
    sticks: int = 512
    depth: int = 40


USUAL = Bounds()
