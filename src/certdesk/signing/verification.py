"""What verifying a PDF answers: a verdict, what was checked, and who signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from certdesk.core.words import N_, _
from certdesk.signing.identity import Identity
from certdesk.signing.trust import KnownSigner, Trust


class Verdict(StrEnum):
    """The answer in a word, from best to worst; ``rank`` is the exit code of the command line."""

    GENUINE = "genuine"
    GENUINE_BUT = "genuine_but"
    CANNOT_TELL = "cannot_tell"
    NOT_GENUINE = "not_genuine"

    @property
    def rank(self) -> int:
        """0 for genuine to 3 for not genuine."""
        return list(Verdict).index(self)

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return _(_VERDICT_WORDS[self])


_VERDICT_WORDS = {
    Verdict.GENUINE: N_("GENUINE"),
    Verdict.GENUINE_BUT: N_("GENUINE, BUT..."),
    Verdict.CANNOT_TELL: N_("CANNOT TELL"),
    Verdict.NOT_GENUINE: N_("NOT GENUINE"),
}


class CheckState(StrEnum):
    """How one check came out."""

    PASSED = "passed"
    FAILED = "failed"
    WARNING = "warning"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: ``sentence`` is for everybody, ``detail`` for the curious."""

    name: str
    state: CheckState
    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature, as far as the file tells; times are aware, ``claimed_time`` is the signer's own clock."""

    field: str
    name: str
    role: str
    fingerprint: str
    digest: str
    self_made: bool
    known_as: str
    intact: bool
    claimed_time: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    level: str
    coverage: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole answer for one file."""

    verdict: Verdict
    summary: str
    checks: tuple[Check, ...]
    signatures: tuple[SignatureFacts, ...] = ()
    unsigned_fields: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain dictionaries and lists, times as ISO 8601."""
        return {
            "verdict": self.verdict.value,
            "exit_code": self.verdict.rank,
            "summary": self.summary,
            "checks": [
                {"name": each.name, "state": each.state.value, "sentence": each.sentence, "detail": each.detail}
                for each in self.checks
            ],
            "signatures": [_facts(each) for each in self.signatures],
            "unsigned_fields": list(self.unsigned_fields),
        }


@dataclass(frozen=True, slots=True)
class ExpectedField:
    """Where a template puts a signature field: page counted from 0, rectangle in points."""

    name: str
    page: int
    rectangle: tuple[float, float, float, float]


def trust_of(identities: Iterable[Identity]) -> Trust:
    """Return the trust that follows from the identities of this workspace."""
    how = _("an identity of this workspace")
    return Trust(tuple(KnownSigner(each.digest, each.name, each.role, how) for each in identities))


def _facts(one: SignatureFacts) -> dict[str, Any]:
    def iso(moment: datetime | None) -> str | None:
        return moment.isoformat() if moment else None

    return {
        "field": one.field,
        "name": one.name,
        "role": one.role,
        "fingerprint": one.fingerprint,
        "certificate_sha256": one.digest,
        "self_made": one.self_made,
        "known_as": one.known_as,
        "intact": one.intact,
        "claimed_time": iso(one.claimed_time),
        "valid_from": iso(one.valid_from),
        "valid_until": iso(one.valid_until),
        "level": one.level,
        "coverage": one.coverage,
        "reason": one.reason,
    }
