"""The chunks of an AVI file: whether its end is missing, and whether there is a hole in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

HEAD_BYTES = 12
_HEAD, _LIST_HEAD = 8, 12
_LISTS = frozenset({b"RIFF", b"LIST"})
_FIRST_SIGN, _LAST_SIGN = 0x20, 0x7E
_MOST_CHUNKS = 5_000_000
"""A day of film has them; more are a trap."""


def is_avi(head: bytes) -> bool:
    """Say whether these first `HEAD_BYTES` begin an AVI file."""
    return head[:4] == b"RIFF" and head[8:12] == b"AVI "


def only_its_end_is_missing(descriptor: int) -> bool:
    """Say whether an AVI file was cut off and is whole up to there; its place in the file stays as it was."""
    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        size = os.fstat(descriptor).st_size
        promised = 0
        for at, name, length in _chunks(descriptor, size):
            if not all(_FIRST_SIGN <= sign <= _LAST_SIGN for sign in name):
                return False
            if name == b"RIFF":
                promised = at + _HEAD + length if length else 2**64
            if at + _HEAD + length > size and name not in _LISTS:
                return True
        return promised > size
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)


def _chunks(descriptor: int, size: int) -> Iterator[tuple[int, bytes, int]]:
    """Give place, name and length of one chunk after the other, and of what is in a list after the list."""
    at = 0
    for _count in range(_MOST_CHUNKS):
        if at + _HEAD > size:
            return
        os.lseek(descriptor, at, os.SEEK_SET)
        head = os.read(descriptor, _HEAD)
        name, length = head[:4], int.from_bytes(head[4:], "little")
        yield at, name, length
        at += _LIST_HEAD if name in _LISTS else _HEAD + length + length % 2
    yield at, b"\0\0\0\0", 0
