"""A programme, its award and its badge, made once for all tests here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.core.credentials import Award, CriterionResult
from certdesk.signing.badge.make import make_badge
from certdesk.signing.badge.status import make_status_list
from certdesk.signing.badge.verdict import BadgeVerdict
from certdesk.signing.badge.verify import verify_badge
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import ProgrammeTrust, RegisterKey, Trust

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
LEVELS = (("1", "Emerging"), ("2", "Developing"), ("3", "Proficient"), ("4", "Distinguished"))


class Keys:
    """Signs statements with a key that is the same in every run."""

    def __init__(self, letter: bytes) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(letter * 32)

    @property
    def statement_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def sign_statement(self, data: bytes) -> bytes:
        return self.private.sign(data)


KEYS, OTHER_KEYS = Keys(b"7"), Keys(b"8")
ISSUER = Issuer("Hill School Teaching Programme", KEYS.statement_key, "0123456789abcdef")
PERSON = Issuer("Ada Brook", OTHER_KEYS.statement_key)


def award(**changes: Any) -> Award:
    results = (
        CriterionResult("plan", "Plans lessons that build on what pupils know", "Proficient", "3", "2", LEVELS),
        CriterionResult("feedback", "Gives feedback that pupils use", "Distinguished", "4", "3", LEVELS),
    )
    usual = Award(
        id="58172aac-d8ba-41ed-83dd-0b3aef56cc33",
        serial="HSTP-2026-00317-4",
        programme="Hill School Teaching Programme",
        title="Certificate of Professional Teaching",
        holder="Amélie Ōkura",
        outcome="Certified",
        statement="has shown in a portfolio what this certificate asks for",
        language="en-GB",
        issued_at=datetime(2026, 11, 20, 10, tzinfo=UTC),
        issued_on=date(2026, 11, 20),
        valid_until=date(2029, 11, 20),
        rubric_id="teaching-practice",
        rubric_title="Teaching practice",
        rubric_version="2.1",
        results=results,
        salt="a1b2c3d4e5f60718a1b2c3d4e5f60718",
        status_index=94_567,
    )
    return replace(usual, **changes)


@cache
def badge() -> bytes:
    return make_badge(award(), ISSUER, KEYS)


@cache
def status_list(*withdrawn: int) -> bytes:
    return make_status_list(ISSUER, KEYS, withdrawn, NOW)


def programme(lists: Iterable[bytes] = (), **changes: Any) -> Trust:
    key = RegisterKey(ISSUER.key, FOUNDED)
    known = ProgrammeTrust(ISSUER.programme_id, ISSUER.name, 1, NOW, (), (), (), (key,), tuple(lists))
    return Trust(programmes=(replace(known, **changes),))


def judged(data: bytes, trust: Trust | None = None, now: datetime = NOW) -> BadgeVerdict:
    return verify_badge(data, programme([status_list()]) if trust is None else trust, now=now)


def changed(change: Callable[[dict[str, Any]], Any], data: bytes | None = None) -> bytes:
    """The badge after somebody changed its JSON."""
    document = json.loads(data or badge())
    change(document)
    return json.dumps(document).encode()


def states(verdict: BadgeVerdict) -> dict[str, str]:
    return {one.name: one.state.value for one in verdict.checks}
