"""Short forms of a certificate and of a key, for reading aloud."""

from __future__ import annotations

import hashlib

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
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
