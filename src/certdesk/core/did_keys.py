"""Names of Ed25519 keys: ``did:key`` of the W3C, which hold the key itself."""

from __future__ import annotations

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_MULTICODEC = b"\xed\x01"


def did_key(ed25519_public: bytes) -> str:
    """Return the ``did:key`` name of a raw 32-byte Ed25519 public key (W3C did:key, base58btc)."""
    data = _ED25519_MULTICODEC + ed25519_public
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    return f"did:key:z{letters}"


def key_of_did(name: str) -> bytes:
    """Return the raw Ed25519 public key that `did_key` named; raises ValueError for any other name."""
    prefix = "did:key:z"
    if not name.startswith(prefix) or len(name) > 80:
        raise ValueError(name)
    number = 0
    for letter in name.removeprefix(prefix):
        number = number * 58 + _BASE58.index(letter)
    data = number.to_bytes(34, "big") if number.bit_length() <= 34 * 8 else b""
    if not data.startswith(_ED25519_MULTICODEC):
        raise ValueError(name)
    return data[2:]
