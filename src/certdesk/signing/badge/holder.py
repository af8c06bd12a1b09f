"""Whom a badge is for, without saying the name: a salted hash that only who knows the name can compare.

A badge is a picture that people put on the web, so it does not say the holder's name; the certificate does. The hash
is Open Badges' ``IdentityObject`` with ``identityType`` "name": ``sha256$`` and the SHA-256 of the name followed by the
salt. The name is written in Unicode's composed form (NFC), without spaces around it, with one space for each run of
them; upper and lower case stay as they are printed.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from certdesk.core.credentials import Award

IDENTITY_TYPE = "name"


def holder_hash(award: Award) -> str:
    """Return the salted hash of the holder's name as ``sha256$`` and 64 hexadecimal digits."""
    return hash_of_name(award.holder, award.salt)


def hash_of_name(name: str, salt: str) -> str:
    """Return ``sha256$`` and the SHA-256 of a name and a salt."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    return "sha256$" + hashlib.sha256(f"{plain}{salt}".encode()).hexdigest()


def is_hash_of(name: str, salt: str, hashed: str) -> bool:
    """Say whether a salted hash belongs to a name."""
    return hmac.compare_digest(hash_of_name(name, salt).encode(), hashed.encode())
