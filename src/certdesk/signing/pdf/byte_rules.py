"""Signatures as they stand in the bytes of a file, found without understanding PDF.

Every published way to forge a signed PDF plays on a reader that is cleverer than the bytes. These rules need no parser,
so they also hold for a file that no parser can read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BYTE_RANGE = re.compile(rb"/ByteRange[\x00\t\n\f\r ]*(\[[^\]]{0,400}\]?|[^\[]{0,20})")
_FOUR_NUMBERS = re.compile(rb"\[[\x00\t\n\f\r ]*(\d{1,10})(?:[\x00\t\n\f\r ]+(\d{1,10})){3}[\x00\t\n\f\r ]*\]")
_HEX = re.compile(rb"(?:[0-9A-F]{2})+|(?:[0-9a-f]{2})+")
_USAGE_RIGHTS = re.compile(rb"/TransformMethod[\x00\t\n\f\r ]*/UR3?\b")
_LARGEST_SIGNATURE = 256 * 1024
MOST_SIGNATURES = 64


@dataclass(frozen=True, slots=True)
class WrittenSignature:
    """One ``/ByteRange`` and what it leaves out; ``contents`` is empty when ``problem`` says why it can't be used."""

    at: int
    numbers: tuple[int, ...]
    contents: bytes
    problem: str = ""

    @property
    def end(self) -> int:
        """Where the signed bytes end."""
        return self.numbers[2] + self.numbers[3] if len(self.numbers) == 4 else 0

    def signed_parts(self, content: bytes) -> tuple[memoryview, memoryview]:
        """Return the two pieces of ``content`` that the signature covers."""
        view = memoryview(content)
        _start, length, after, rest = self.numbers
        return view[:length], view[after : after + rest]


def find_signatures(content: bytes) -> tuple[WrittenSignature, ...]:
    """Return every signature written in ``content``, in the order of its place; at most `MOST_SIGNATURES` + 1.

    Seals of usage rights are left out: nobody signs with them, Adobe's programs only let Reader fill in such a form.
    """
    found: list[WrittenSignature] = []
    seals = 0
    for match in _BYTE_RANGE.finditer(content):
        if seals < MOST_SIGNATURES and _gives_rights(content, match.start()):
            seals += 1
            continue
        found.append(_look_at(content, match.start(), match.group(1)))
        if len(found) > MOST_SIGNATURES:
            break
    return tuple(found)


def _gives_rights(content: bytes, at: int) -> bool:
    """Say whether the object around ``at`` only lets Adobe Reader do more with the file (12.8.2.3 of ISO 32000-1)."""
    start = content.rfind(b"obj", max(0, at - _LARGEST_SIGNATURE), at)
    end = content.find(b"endobj", at, at + _LARGEST_SIGNATURE)
    return 0 <= start < end and _USAGE_RIGHTS.search(content, start, end) is not None


def _look_at(content: bytes, at: int, text: bytes) -> WrittenSignature:
    if not _FOUR_NUMBERS.fullmatch(text):
        return WrittenSignature(at, (), b"", "the byte range is not four numbers")
    numbers = tuple(int(number) for number in text.strip(b"[]").replace(b"\0", b" ").split())
    start, length, after, rest = numbers
    if start != 0:
        return WrittenSignature(at, numbers, b"", "the byte range does not start at the beginning")
    if not (0 < length < after and rest > 0 and after + rest <= len(content)):
        return WrittenSignature(at, numbers, b"", "the byte range does not fit the file")
    gap = content[length:after]
    if not (gap.startswith(b"<") and gap.endswith(b">") and _HEX.fullmatch(gap[1:-1])):
        return WrittenSignature(at, numbers, b"", "the byte range leaves out more than the signature")
    return WrittenSignature(at, numbers, bytes.fromhex(gap[1:-1].decode()))
