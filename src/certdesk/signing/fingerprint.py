"""Short forms of a certificate and of a key, for reading aloud and for naming."""

from __future__ import annotations

import hashlib

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_MULTICODEC = b"\xed\x01"
_GROUPS = 4


def digest(certificate_der: bytes) -> str:
    """Return the SHA-256 of a certificate as 64 hexadecimal digits: what trust is decided by."""
    return hashlib.sha256(certificate_der).hexdigest()


def fingerprint(certificate_der: bytes) -> str:
    """Return the first 80 bits of a certificate's SHA-256 as ``7Q4K 91MX 2RTD 8FGH``, for people to compare.

    Crockford's base 32 has no I, L, O or U, so it survives a telephone and handwriting.
    """
    return short_form(certificate_der)


def short_form(data: bytes) -> str:
    """Return the first 80 bits of the SHA-256 of anything as four groups of four letters."""
    number = int.from_bytes(hashlib.sha256(data).digest()[:10], "big")
    letters = "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(75, -1, -5))
    return " ".join(letters[4 * group : 4 * group + 4] for group in range(_GROUPS))


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
