"""Messages saved by Outlook, made here as the compound files that they are."""

from __future__ import annotations

import struct

import pytest

from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code
from certdesk.evidence.replies import Heading, Paragraph, TableBlock
from certdesk.evidence.requests import Describe, ReadDocument

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096
"""Shorter streams would have to go elsewhere in the file."""


def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def compound(streams: dict[str, bytes], folder: str = "", inside: dict[str, bytes] | None = None) -> bytes:
    """A compound file with streams, and one folder with streams of its own."""
    inside = inside or {}
    named = [*streams.items(), *([(folder, None)] if folder else []), *inside.items()]
    directory_sectors = -(-(len(named) + 1) * 128 // _SECTOR)
    table, body, entries, start = [_FAT], b"", [], 1 + directory_sectors
    table += [each + 1 for each in range(1, directory_sectors)] + [_END]
    first_inside = len(streams) + 2
    for number, (name, data) in enumerate(named, 1):
        last = number in {len(streams) + bool(folder), len(named)}
        right = _FREE if last else number + 1
        if data is None:
            entries.append(entry(name, 1, _FREE, first_inside if inside else _FREE, 0, 0))
            continue
        padded = data.ljust(max(_SMALLEST, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        count = len(padded) // _SECTOR
        entries.append(entry(name, 2, right, _FREE, start, len(padded)))
        table += [*range(start + 1, start + count), _END]
        body += padded
        start += count
    root = entry("Root Entry", 5, _FREE, 1, _END, 0)
    directory = (root + b"".join(entries)).ljust(directory_sectors * _SECTOR, b"\0")
    assert len(table) <= 128
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    # The first of the header's own places says where the table of sectors lies: in sector 0.
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + fat + directory + body


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.fixture
def message(make):
    streams = {
        "__substg1.0_0037001F": utf16("Jar, day 3"),
        "__substg1.0_0C1A001F": utf16("Ana Lì"),
        "__substg1.0_1000001F": utf16("The leaves turned.\r\n\r\nSee you."),
        "__properties_version1.0": b"",
    }
    inside = {"__substg1.0_3707001F": utf16("run.exe"), "__substg1.0_37010102": b"x" * 5000}
    return make.file("mail.msg", compound(streams, "__attach_version1.0_#00000000", inside))


def test_a_message_shows_who_wrote_what_and_lists_what_is_attached(worker, message):
    found = worker.ask(Describe(message))
    assert (found.kind, found.format, found.problem) == (Kind.DOCUMENT, "Outlook message", None)
    reading = worker.ask(ReadDocument(message))
    assert reading.title == "Jar, day 3"
    assert [block.text for block in reading.blocks if isinstance(block, Heading | Paragraph)] == [
        "Jar, day 3",
        "The leaves turned.",
        "See you.",
        "Attachments",
    ]
    headers, attached = (block.rows for block in reading.blocks if isinstance(block, TableBlock))
    assert headers == (("From", "Ana Lì"),)
    assert attached[1] == ("run.exe", "", "5 KB")


def test_a_cut_off_message_is_damaged_and_nothing_worse(worker, message):
    message.write_bytes(message.read_bytes()[:1500])
    assert worker.ask(Describe(message)).problem.code in {Code.DAMAGED, Code.UNSUPPORTED}
