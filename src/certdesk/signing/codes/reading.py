"""Read the text of a QR code without believing it: one way of writing each value, everything bounded."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import base45
import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.codes.claims import (
    ALGORITHM,
    DIGEST_BYTES,
    EDDSA,
    KID,
    LONGEST_WORD,
    MOST_LEVELS,
    PREFIX,
    SIGN1,
    Claim,
    CodeClaims,
    Fact,
    Shortened,
)
from certdesk.signing.codes.making import EPOCH, SECONDS_A_DAY, to_be_signed

MOST_LETTERS = 4296
"""What the largest QR code holds."""
MOST_BYTES = 8192
_DEEPEST = 4
_MOST_STATUS = 2**31
_ALL_CUTS = sum(Shortened)
_FACTS = frozenset(map(int, Fact))
_ALWAYS = _FACTS - {Fact.ISSUED_ON, Fact.SHORTENED}


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A code taken apart: what it says, and what was signed with which signature."""

    claims: CodeClaims
    signed: bytes
    signature: bytes

    def is_signed_by(self, key: bytes) -> bool:
        """Say whether the signature is one of this raw Ed25519 public key."""
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(self.signature, self.signed)
        except (InvalidSignature, ValueError):
            return False
        return True


def is_code(text: str) -> bool:
    """Say whether a text claims to be one of ours."""
    return text.startswith(PREFIX)


def read_code(untrusted: str) -> CodeClaims:
    """Return what a code says, unproved. Raises `UntrustedFileError` for anything that is no such code."""
    return open_code(untrusted).claims


def open_code(untrusted: str) -> SignedCode:
    """Take a code apart. Raises `UntrustedFileError`."""
    try:
        return _opened(untrusted)
    # cbor2 says what is wrong in several ways; all of them mean the same here.
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, zlib.error, cbor2.CBORError):
        raise UntrustedFileError(
            _("This is not the code of a certificate, or it is damaged."),
            _("Take the picture again: straight from above, in good light, with the whole code in it."),
        ) from None


def _opened(untrusted: str) -> SignedCode:
    if not is_code(untrusted) or len(untrusted) > MOST_LETTERS:
        raise ValueError(len(untrusted))
    content = _inflated(_from_base45(untrusted.removeprefix(PREFIX)))
    tag = _decoded(content)
    if not isinstance(tag, cbor2.CBORTag) or tag.tag != SIGN1:
        raise ValueError("no COSE_Sign1")
    protected, unprotected, payload, signature = _list(tag.value, 4)
    if _map(unprotected) or not all(isinstance(each, bytes) for each in (protected, payload, signature)):
        raise ValueError("header")
    if len(signature) != 64:
        raise ValueError("signature")
    claims = _claims(_kid(_decoded(protected)), _decoded(payload))
    return SignedCode(claims, to_be_signed(protected, payload), signature)


def _from_base45(text: str) -> bytes:
    data: bytes = base45.b45decode(text)
    if base45.b45encode(data).decode() != text:
        raise ValueError("not the one way to write it")
    return data


def _inflated(data: bytes) -> bytes:
    engine = zlib.decompressobj()
    content = engine.decompress(data, MOST_BYTES)
    if not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise ValueError("too large, cut off, or followed by something")
    return content


def _decoded(data: bytes) -> Any:  # noqa: ANN401 - whatever CBOR holds
    value = cbor2.loads(data, max_depth=_DEEPEST, allow_indefinite=False, allow_duplicate_keys=False)
    # Also finds what stands after the value, numbers written in more bytes than needed, and keys out of order.
    if cbor2.dumps(value, canonical=True) != data:
        raise ValueError("not canonical")
    return value


def _kid(header: object) -> str:
    plain = _map(header)
    if set(plain) != {ALGORITHM, KID} or plain[ALGORITHM] != EDDSA:
        raise ValueError("algorithm")
    kid = plain[KID]
    if not isinstance(kid, bytes) or not 4 <= len(kid) <= 64:
        raise ValueError("kid")
    return kid.decode("ascii")


def _claims(kid: str, untrusted: object) -> CodeClaims:
    claims = _map(untrusted)
    if set(claims) != set(map(int, Claim)):
        raise ValueError("claims")
    facts = _map(claims[Claim.FACTS])
    if not _ALWAYS <= set(facts) <= _FACTS:
        raise ValueError("facts")
    award_id, badge = claims[Claim.ID], facts[Fact.BADGE]
    issued_at = datetime.fromtimestamp(_whole(claims[Claim.ISSUED_AT], 2**34), UTC)
    expires, rest = divmod(_whole(claims[Claim.EXPIRES], 2**34), SECONDS_A_DAY)
    if not isinstance(badge, bytes) or len(badge) != DIGEST_BYTES or not isinstance(award_id, bytes):
        raise ValueError("digest")
    if rest or not expires:
        raise ValueError("not the end of a day")
    if Fact.SHORTENED in facts and not facts[Fact.SHORTENED]:
        raise ValueError("nothing was shortened")
    return CodeClaims(
        kid=kid,
        award_id=str(UUID(bytes=award_id)),
        serial=_text(facts[Fact.SERIAL]),
        holder=_text(claims[Claim.HOLDER]),
        title=_text(facts[Fact.TITLE]),
        programme=_text(facts[Fact.PROGRAMME]),
        outcome=_text(facts[Fact.OUTCOME]),
        levels=tuple(_level(each) for each in _list(facts[Fact.LEVELS])),
        rubric_id=_text(facts[Fact.RUBRIC]),
        rubric_version=_text(facts[Fact.VERSION]),
        status_index=_whole(facts[Fact.STATUS], _MOST_STATUS),
        badge=badge,
        issued_at=issued_at,
        issued_on=_day(facts[Fact.ISSUED_ON]) if Fact.ISSUED_ON in facts else issued_at.date(),
        valid_until=EPOCH + timedelta(days=expires - 1),
        shortened=Shortened(_whole(facts.get(Fact.SHORTENED, 0), _ALL_CUTS)),
    )


def _map(value: object) -> Mapping[Any, Any]:
    # cbor2 gives maps that can't change inside of tags.
    if not isinstance(value, Mapping) or not all(type(key) is int for key in value):
        raise TypeError(type(value))
    return value


def _list(value: object, length: int | None = None) -> list[Any]:
    # cbor2 gives tuples inside of tags.
    if not isinstance(value, list | tuple) or len(value) > MOST_LEVELS or (length is not None and len(value) != length):
        raise TypeError(type(value))
    return list(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise TypeError(type(value))
    return value


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise TypeError(type(value))
    return value


def _day(value: object) -> date:
    return EPOCH + timedelta(days=_whole(value, 200_000))


def _level(value: object) -> str:
    return str(_whole(value, 2**31)) if type(value) is int else _text(value)
