"""Write the text of a certificate's QR code."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date
from uuid import UUID

import base45
import cbor2

from certdesk.core.credentials import Award
from certdesk.signing.codes.claims import (
    ALGORITHM,
    DIGEST_BYTES,
    EDDSA,
    KID,
    LONGEST,
    LONGEST_WORD,
    MOST_LEVELS,
    PREFIX,
    SIGN1,
    SIGNATURE_CONTEXT,
    Claim,
    Fact,
    Shortened,
)
from certdesk.signing.issuer import Issuer, StatementSigner

EPOCH = date(1970, 1, 1)
SECONDS_A_DAY = 86_400
_LONGEST_SERIAL = 60
_DOTS = "…"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an award that may be cut, as they stand in the code."""

    holder: str
    title: str
    programme: str
    outcome: str
    rubric: str
    levels: tuple[str, ...]
    shortened: Shortened = Shortened.NOTHING

    def cut(self, name: str, room: int) -> _Words:
        """Return the same with one of them no longer than ``room`` letters."""
        text = getattr(self, name)
        if len(text) <= room:
            return self
        return replace(
            self, **{name: text[: room - 1].rstrip() + _DOTS}, shortened=self.shortened | Shortened[name.upper()]
        )


def make_code(award: Award, issuer: Issuer, signer: StatementSigner, badge_digest: bytes) -> str:
    """Return the text of the QR code; letters of its alphanumeric mode, at most `LONGEST` of them.

    ``badge_digest`` is the SHA-256 of the badge's bytes, of which 16 bytes are kept. What is too long for
    `USUAL_LENGTH` stays whole as long as it fits `LONGEST`; beyond that levels go and names are cut, which the code
    says. Raises ValueError for a serial that no certificate could have, `CertDeskError` when the keys are locked.
    """
    if not 0 < len(award.serial) <= _LONGEST_SERIAL or len(badge_digest) < DIGEST_BYTES:
        raise ValueError(award.serial)
    text = ""
    for words in _ever_shorter(_words_of(award)):
        text = _text(_claims(award, words, badge_digest[:DIGEST_BYTES]), issuer, signer)
        if len(text) <= LONGEST:
            return text
    raise ValueError(len(text))


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Return what a COSE_Sign1 signs (RFC 9052, section 4.4), with nothing from outside."""
    return cbor2.dumps([SIGNATURE_CONTEXT, protected, b"", payload], canonical=True)


def _words_of(award: Award) -> _Words:
    return _Words(
        holder=award.holder,
        title=award.title,
        programme=award.programme,
        outcome=award.outcome,
        rubric=award.rubric_id,
        levels=tuple(result.value for result in award.results)[:MOST_LEVELS],
    )


def _ever_shorter(words: _Words) -> Iterator[_Words]:
    """Yield what could be said, from everything to the least that still identifies the certificate."""
    for name in ("holder", "title", "programme", "outcome", "rubric"):
        words = words.cut(name, LONGEST_WORD)
    yield words
    bare = replace(words, levels=(), shortened=words.shortened | Shortened.LEVELS) if words.levels else words
    yield bare
    for room in (80, 60, 40, 24, 12):
        short = bare
        for name in ("title", "programme", "outcome", "rubric"):
            short = short.cut(name, room)
        yield short.cut("holder", max(2 * room, 40))
    yield short.cut("holder", 24)


def _claims(award: Award, words: _Words, badge: bytes) -> bytes:
    facts: dict[int, object] = {
        Fact.TITLE: words.title,
        Fact.PROGRAMME: words.programme,
        Fact.SERIAL: award.serial,
        Fact.OUTCOME: words.outcome,
        Fact.LEVELS: [_number(each) for each in words.levels],
        Fact.RUBRIC: words.rubric,
        Fact.VERSION: award.rubric_version[:40],
        Fact.STATUS: award.status_index,
        Fact.BADGE: badge,
    }
    if award.issued_on != award.issued_at.astimezone(UTC).date():
        facts[Fact.ISSUED_ON] = (award.issued_on - EPOCH).days
    if words.shortened:
        facts[Fact.SHORTENED] = int(words.shortened)
    claims = {
        Claim.HOLDER: words.holder,
        Claim.EXPIRES: expiry(award.valid_until),
        Claim.ISSUED_AT: int(award.issued_at.timestamp()),
        Claim.ID: UUID(award.id).bytes,
        Claim.FACTS: {int(key): value for key, value in facts.items()},
    }
    return cbor2.dumps({int(key): value for key, value in claims.items()}, canonical=True)


def expiry(valid_until: date) -> int:
    """Return the end of the last valid day, in seconds as CWT counts them."""
    return ((valid_until - EPOCH).days + 1) * SECONDS_A_DAY


def _number(value: str) -> int | str:
    return int(value) if value.isascii() and value.isdigit() and str(int(value)) == value else value[:20]


def _text(payload: bytes, issuer: Issuer, signer: StatementSigner) -> str:
    protected = cbor2.dumps({ALGORITHM: EDDSA, KID: issuer.kid.encode()}, canonical=True)
    signature = signer.sign_statement(to_be_signed(protected, payload))
    signed = cbor2.dumps(cbor2.CBORTag(SIGN1, [protected, {}, payload, signature]), canonical=True)
    letters: bytes = base45.b45encode(zlib.compress(signed, 9))
    return PREFIX + letters.decode()
