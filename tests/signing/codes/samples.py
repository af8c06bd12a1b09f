"""Awards and their codes."""

from __future__ import annotations

import hashlib
import uuid
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import base45
import cbor2
from tests.signing.register.samples import KEEPER, REGISTER, Key

from certdesk.core.credentials import Award, CriterionResult
from certdesk.signing.codes.claims import ALGORITHM, EDDSA, KID, PREFIX, SIGN1
from certdesk.signing.codes.making import make_code, to_be_signed
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import ProgrammeTrust, RegisterKey, Trust

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ISSUER = Issuer("Highland STEM Teaching Programme", KEEPER.statement_key, REGISTER)
BADGE = hashlib.sha256(b"the badge").digest()
AWARD = Award(
    id=str(uuid.UUID(int=0x0193B1C68F3A7C119D532B8A6F0C1E77)),
    serial="HSTP-2026-00317-4",
    programme="Highland STEM Teaching Programme",
    title="Project-Based STEM Teaching",
    holder="Miriam Adeyemi",
    outcome="Certified",
    statement="has met the standard of this programme.",
    language="en",
    issued_at=NOW,
    issued_on=NOW.date(),
    valid_until=date(2029, 11, 22),
    rubric_id="stem-teaching",
    rubric_title="Project-Based STEM Teaching",
    rubric_version="1.0.0",
    results=tuple(CriterionResult(f"T{at}", f"Criterion {at}", "Proficient", "3", "2") for at in range(12)),
    salt="0" * 32,
    status_index=77231,
)


def code_of(award: Award = AWARD, key: Key = KEEPER) -> str:
    return make_code(award, replace(ISSUER, key=key.statement_key), key, BADGE)


def trust(**changes: Any) -> Trust:
    """A desk that knows the programme."""
    programme = ProgrammeTrust(
        id=REGISTER,
        name=ISSUER.name,
        version=3,
        made_at=NOW,
        roots=(),
        issuers=(),
        crls=(),
        register_keys=(RegisterKey(KEEPER.statement_key, NOW - timedelta(days=100)),),
    )
    return Trust(programmes=(replace(programme, **changes),))


def inside(code: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The header and the claims of a code."""
    tag = cbor2.loads(zlib.decompress(base45.b45decode(code.removeprefix(PREFIX))))
    return cbor2.loads(tag.value[0]), cbor2.loads(tag.value[2])


def code_with(
    claims: object, header: object = None, key: Key = KEEPER, *, canonical: bool = True, unprotected: object = None
) -> str:
    """A code over any claims, rightly signed."""
    header = {ALGORITHM: EDDSA, KID: ISSUER.kid.encode()} if header is None else header
    protected, payload = (cbor2.dumps(each, canonical=canonical) for each in (header, claims))
    signature = key.sign_statement(to_be_signed(protected, payload))
    return packed(cbor2.CBORTag(SIGN1, [protected, {} if unprotected is None else unprotected, payload, signature]))


def packed(value: object) -> str:
    return in_letters(cbor2.dumps(value, canonical=True))


def in_letters(content: bytes) -> str:
    return PREFIX + base45.b45encode(zlib.compress(content, 9)).decode()
