"""Bytes as letters: base58btc, as signatures and keys in badges are written."""

from __future__ import annotations

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST = 1200


def base58(data: bytes) -> str:
    """Return bytes as base58btc; each leading zero byte is a ``1``."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _LETTERS[rest] + letters
    return "1" * (len(data) - len(data.lstrip(b"\x00"))) + letters


def from_base58(text: str) -> bytes:
    """Return the bytes of base58btc. Raises ValueError for other letters and for more than any key or signature has."""
    if len(text) > _LONGEST or not text.isascii():
        raise ValueError(text[:20])
    number = 0
    for letter in text:
        number = number * 58 + _LETTERS.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\x00" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
