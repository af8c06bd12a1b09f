"""Statement keys as age knows them: an Ed25519 key is an ``ssh-ed25519`` recipient, so no other key has to travel."""

from __future__ import annotations

import base64
import struct

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
_KIND = b"ssh-ed25519"


def key_of_did(name: str) -> bytes:
    """Return the raw Ed25519 public key of a ``did:key`` name; raises ValueError for any other name."""
    prefix = "did:key:z"
    if not name.startswith(prefix) or len(name) > 80:
        raise ValueError(name)
    number = 0
    for letter in name.removeprefix(prefix):
        number = number * 58 + _BASE58.index(letter)
    data = number.to_bytes(34, "big") if number.bit_length() <= 34 * 8 else b""
    if not data.startswith(_ED25519):
        raise ValueError(name)
    return data[2:]


def ssh_line(public_key: bytes) -> str:
    """Write a raw Ed25519 public key as OpenSSH does: what ``age -r`` takes."""
    fields = (_KIND, public_key)
    blob = b"".join(struct.pack(">I", len(one)) + one for one in fields)
    return f"{_KIND.decode()} {base64.b64encode(blob).decode()}"
