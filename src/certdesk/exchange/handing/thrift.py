"""Thrift's compact protocol, as far as the footer and the page headers of a Parquet file need it. Writing only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a structure: its number, type and content."""

    number: int
    kind: int
    content: bytes


def i32(number: int, value: int) -> Field:
    """Return a field with a whole number."""
    return Field(number, I32, _varint(_zigzag(value)))


def i64(number: int, value: int) -> Field:
    """Return a field with a long whole number."""
    return Field(number, I64, _varint(_zigzag(value)))


def text(number: int, value: str | bytes) -> Field:
    """Return a field with a text in UTF-8, or with bytes."""
    return Field(number, BINARY, _binary(value))


def inner(number: int, fields: Sequence[Field]) -> Field:
    """Return a field with a structure."""
    return Field(number, STRUCT, struct(fields))


def structs(number: int, entries: Sequence[bytes]) -> Field:
    """Return a field with a list of structures, each as `struct` made it."""
    return Field(number, LIST, _list(STRUCT, entries))


def i32s(number: int, values: Sequence[int]) -> Field:
    """Return a field with a list of whole numbers."""
    return Field(number, LIST, _list(I32, [_varint(_zigzag(value)) for value in values]))


def texts(number: int, values: Sequence[str]) -> Field:
    """Return a field with a list of texts."""
    return Field(number, LIST, _list(BINARY, [_binary(value) for value in values]))


def struct(fields: Sequence[Field]) -> bytes:
    """Return a structure whose fields are in the order of their numbers."""
    found = bytearray()
    last = 0
    for field in fields:
        step = field.number - last
        near = 0 < step < 16
        found += bytes([step << 4 | field.kind]) if near else bytes([field.kind]) + _varint(_zigzag(field.number))
        found += field.content
        last = field.number
    return bytes(found) + b"\x00"


def _list(kind: int, entries: Sequence[bytes]) -> bytes:
    count = len(entries)
    head = bytes([count << 4 | kind]) if count < 15 else bytes([0xF0 | kind]) + _varint(count)
    return head + b"".join(entries)


def _binary(value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(len(data)) + data


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
