"""What verifying a badge answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from certdesk.core.words import _
from certdesk.signing.badge.facts import BadgeFacts
from certdesk.signing.verification import Check, CheckState, Verdict

_ESSENTIAL = frozenset({"form", "kind", "words", "proof", "issuer_key", "issuer", "dates"})
"""What has to be known before a badge can be called genuine at all."""


@dataclass(frozen=True, slots=True)
class BadgeVerdict:
    """The answer for one badge. ``facts`` are what the badge says, believed or not; None where nothing was readable."""

    verdict: Verdict
    summary: str
    checks: tuple[Check, ...]
    facts: BadgeFacts | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain dictionaries and lists, times as ISO 8601."""
        return {
            "verdict": self.verdict.value,
            "exit_code": self.verdict.rank,
            "summary": self.summary,
            "kind": self.facts.kind if self.facts else "",
            "checks": [
                {"name": one.name, "state": one.state.value, "sentence": one.sentence, "detail": one.detail}
                for one in self.checks
            ],
            "facts": facts_as_json(self.facts) if self.facts else None,
        }


def judge(checks: Iterable[Check], facts: BadgeFacts | None = None) -> BadgeVerdict:
    """Draw the conclusion from the checks: the worst one decides."""
    checks = tuple(checks)
    failed = [one for one in checks if one.state is CheckState.FAILED]
    open_ = [one for one in checks if one.state is CheckState.NOT_CHECKED and one.name in _ESSENTIAL]
    doubts = [one for one in checks if one.state in {CheckState.WARNING, CheckState.NOT_CHECKED}]
    for verdict, found in (
        (Verdict.NOT_GENUINE, failed),
        (Verdict.CANNOT_TELL, open_),
        (Verdict.GENUINE_BUT, doubts),
    ):
        if found:
            return BadgeVerdict(verdict, " ".join(dict.fromkeys(one.sentence for one in found)), checks, facts)
    return BadgeVerdict(Verdict.GENUINE, _("It says what its issuer signed, and it is valid."), checks, facts)


def facts_as_json(facts: BadgeFacts) -> dict[str, Any]:
    """Return what a badge says as plain dictionaries and lists; keys as hexadecimal."""
    return {
        "kind": facts.kind,
        "sha256": facts.digest,
        "id": facts.id,
        "title": facts.title,
        "achievement": facts.achievement,
        "description": facts.description,
        "issuer_id": facts.issuer_id,
        "issuer_name": facts.issuer_name,
        "key": facts.key.hex(),
        "programme": facts.programme,
        "serial": facts.serial,
        "outcome": facts.outcome,
        "results": [
            {"title": one.title, "level": one.level, "value": one.value, "needed": one.needed} for one in facts.results
        ],
        "language": facts.language,
        "rubric_id": facts.rubric_id,
        "rubric_version": facts.rubric_version,
        "valid_from": facts.valid_from.isoformat() if facts.valid_from else None,
        "valid_until": facts.valid_until.isoformat() if facts.valid_until else None,
        "signed_at": facts.signed_at.isoformat() if facts.signed_at else None,
        "holder_hash": facts.holder_hash,
        "holder_salt": facts.holder_salt,
        "identities": [{"type": kind, "text": text} for kind, text in facts.identities],
        "status_list": facts.status_list,
        "status_index": facts.status_index,
    }
