"""Status lists (W3C Bitstring Status List 1.0): one bit for each badge says whether it was withdrawn.

A list is a signed credential with 131,072 bits (16 KiB) or more, so that whoever looks up one bit does not show which
badge is meant, and places are given out at random, so that their order tells nothing either.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import canonical_json, many, read_object
from certdesk.signing.badge.contexts import CREDENTIALS
from certdesk.signing.badge.make import REVOCATION, status_list_id
from certdesk.signing.badge.proof import moment, with_proof
from certdesk.signing.badge.sealed import check_seal, issuer_of
from certdesk.signing.badge.times import read_moment
from certdesk.signing.issuer import Issuer, StatementSigner
from certdesk.signing.verification import CheckState

SIZE = 131_072
"""How many places a list has at least."""
LARGEST_SIZE = 8 * 2**20
_FRESH_FOR = timedelta(days=100)
_LONGEST_TEXT = 2 * 2**20


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list that was read: ``bits`` has place 0 in the highest bit of its first byte. Times are aware."""

    id: str
    issuer: str
    key: bytes
    purposes: frozenset[str]
    bits: bytes
    made_at: datetime
    fresh_until: datetime

    def is_set(self, index: int) -> bool | None:
        """Say whether the bit of a place is set; None where the list has no such place."""
        if not 0 <= index < 8 * len(self.bits):
            return None
        return bool(self.bits[index // 8] & (0x80 >> index % 8))


def make_status_list(
    issuer: Issuer, signer: StatementSigner, withdrawn: Iterable[int], now: datetime, *, size: int = SIZE
) -> bytes:
    """Return a signed list as canonical JSON. ``withdrawn`` are the places whose bit is set; it is fresh for 100 days.

    The same places, time and key give the same bytes. Raises `CertDeskError` when the signer is locked or holds
    another key, ValueError for places outside of the list.
    """
    if signer.statement_key != issuer.key:
        raise CertDeskError(
            _("The unlocked key is not that of {issuer}.").format(issuer=issuer.name), _("Unlock the right one.")
        )
    bits = bytearray(max(size, SIZE) // 8)
    for index in withdrawn:
        if not 0 <= index < 8 * len(bits):
            raise ValueError(index)
        bits[index // 8] |= 0x80 >> index % 8
    name = status_list_id(issuer)
    document = {
        "@context": [CREDENTIALS],
        "id": name,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": moment(now),
        "validUntil": moment(now + _FRESH_FOR),
        "credentialSubject": {
            "id": f"{name}#list",
            "type": "BitstringStatusList",
            "statusPurpose": REVOCATION,
            "encodedList": pack(bytes(bits)),
        },
    }
    return canonical_json(with_proof(document, issuer, signer, now))


@lru_cache(maxsize=8)
def read_status_list(untrusted: bytes) -> StatusList:
    """Return a list whose signature is right, whoever signed it; compare ``key`` with those that are known.

    Raises `UntrustedFileError` when it is no list, was changed, or unfolds to more than a million bytes.
    """
    document = read_object(untrusted)
    seal = check_seal(document)
    bad = next((one for one in seal.checks if one.state is not CheckState.PASSED), None)
    if bad is not None or not seal.bound:
        raise UntrustedFileError(
            bad.sentence if bad else _("It is not signed by its issuer."), _("Ask for a newer trust bundle.")
        )
    subjects = [one for one in many(document.get("credentialSubject")) if isinstance(one, dict)]
    if "BitstringStatusListCredential" not in many(document.get("type")) or len(subjects) != 1:
        raise UntrustedFileError(_("This is no status list."), _("Ask for a newer trust bundle."))
    return _read(document, subjects[0], seal.key)


def pack(bits: bytes) -> str:
    """Return bits as the standard packs them: GZIP, then base64url without padding after a ``u``."""
    # No time inside, so that the same bits give the same text.
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).decode().rstrip("=")


def unpack(text: object) -> bytes:
    """Return packed bits. Raises ValueError for anything else, and for more than a million bytes."""
    if not isinstance(text, str) or not text.startswith("u") or len(text) > _LONGEST_TEXT:
        raise ValueError("encodedList")
    plain = text[1:].rstrip("=")
    try:
        packed = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        bits = reader.decompress(packed, LARGEST_SIZE // 8)
    except (binascii.Error, zlib.error) as problem:
        raise ValueError("encodedList") from problem
    if not reader.eof or reader.unused_data:
        raise ValueError("encodedList")
    return bits


def _read(document: dict[str, Any], subject: dict[str, Any], key: bytes) -> StatusList:
    try:
        bits = unpack(subject.get("encodedList"))
        made_at = read_moment(document.get("validFrom"))
        until = read_moment(document["validUntil"]) if "validUntil" in document else made_at + _FRESH_FOR
    except ValueError as problem:
        raise UntrustedFileError(_("The status list is damaged."), _("Ask for a newer trust bundle.")) from problem
    if 8 * len(bits) < SIZE:
        raise UntrustedFileError(_("The status list is too short."), _("Ask for a newer trust bundle."))
    name = document.get("id")
    return StatusList(
        id=name if isinstance(name, str) else "",
        issuer=issuer_of(document),
        key=key,
        purposes=frozenset(one for one in many(subject.get("statusPurpose")) if isinstance(one, str)),
        bits=bits,
        made_at=made_at,
        fresh_until=until,
    )
