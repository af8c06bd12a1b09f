"""Folders and zips as people send them, honest and hostile."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from certdesk.intake.copying import copy_hashed
from certdesk.intake.found import Found, FoundFile, FoundPortfolio, InZip
from certdesk.intake.sources import Sources

DESCRIPTION = """\
schema: certdesk.portfolio/1
code: KITE-37
title: Clean water for our school
candidate: {name: Zoë Nguyễn-Křížová, school: Hillside, language: cs}
programme: Highland STEM
cohort: 2026 B
rubric: {id: stem-teaching, version: 1.0.0}
received: 2026-11-14
due: 2026-11-24
note: Sent by post
items:
  - {file: unit-plan.pdf, type: unit_plan, title: Unit plan, claims: [T2, T6], caption: Six lessons}
  - {file: film.mp4}
"""
FILES = {"unit-plan.pdf": b"plan", "film.mp4": b"film"}


def folder_of(where: Path, files: Mapping[str, bytes | str]) -> Path:
    """Write files below a folder, whatever folders their names hold."""
    for name, data in files.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return where


def zip_of(path: Path, entries: Mapping[str, bytes | str] | list[tuple[str | zipfile.ZipInfo, bytes | str]]) -> Path:
    """Write a zip; a list may hold the same name twice or a ready-made ZipInfo."""
    pairs = list(entries.items()) if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return path


def raw_named_zip(path: Path, name: bytes, data: bytes = b"data", *, utf8: bool = False, extra: bytes = b"") -> Path:
    """Write a zip of one stored file whose name is exactly these bytes, as no tidy program would."""
    from zlib import crc32

    flags = 0x800 if utf8 else 0
    about = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 0x21, crc32(data), len(data), len(data), len(name), len(extra))
    local = b"PK\x03\x04" + about + name + extra + data
    central = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)
    return path


def patch(path: Path, signature: bytes, offset: int, layout: str, value: int) -> Path:
    """Overwrite one field of every header that begins with this signature."""
    data = bytearray(path.read_bytes())
    place = data.find(signature)
    while place >= 0:
        struct.pack_into(layout, data, place + offset, value)
        place = data.find(signature, place + 4)
    path.write_bytes(data)
    return path


def names(portfolio: FoundPortfolio) -> list[str]:
    return [item.file.name for item in portfolio.items]


def reasons(found: Found) -> dict[str, str]:
    """What was left out and why, without the clutter that nobody misses."""
    return {skipped.name: skipped.reason for skipped in found.skipped if not skipped.expected}


def contents(portfolio: FoundPortfolio, staging: Path) -> dict[str, bytes]:
    """Copy every item as the program does and return the bytes by name."""
    staging.mkdir(exist_ok=True)
    copied: dict[str, bytes] = {}
    with Sources() as sources:
        for number, item in enumerate(portfolio.items):
            target = staging / str(number)
            with sources.open(item.file) as stream:
                copy_hashed(stream, target, name=item.file.name, size=item.file.size)
            copied[item.file.name] = target.read_bytes()
            target.unlink()
    return copied


def in_zip(path: Path, index: int = 0, *, name: str = "a.txt") -> FoundFile:
    """The entry of a zip at an index, whatever `find_portfolios` would say about it."""
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[index]
        return FoundFile(name, info.file_size, InZip(path, index, info.CRC))
