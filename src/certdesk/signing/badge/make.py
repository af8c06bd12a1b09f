"""Writes an award as an Open Badge 3.0 and signs it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from certdesk.core.credentials import Award, CriterionResult
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import CONTROL, canonical_json
from certdesk.signing.badge.contexts import BADGE_CONTEXT
from certdesk.signing.badge.holder import IDENTITY_TYPE, holder_hash
from certdesk.signing.badge.proof import moment, with_proof
from certdesk.signing.issuer import Issuer, StatementSigner

REVOCATION = "revocation"
_MAY_BE_MISSING = frozenset({"inLanguage", "version", "humanCode", "licenseNumber", "value"})
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def make_badge(award: Award, issuer: Issuer, signer: StatementSigner) -> bytes:
    """Return a signed badge as canonical JSON; the same award and key give the same bytes.

    Raises `CertDeskError` when the signer is locked or holds another key than the issuer's.
    """
    if signer.statement_key != issuer.key:
        raise CertDeskError(
            _("The unlocked key is not that of {issuer}.").format(issuer=issuer.name), _("Unlock the right one.")
        )
    return canonical_json(with_proof(unsigned_badge(award, issuer), issuer, signer, award.issued_at))


def unsigned_badge(award: Award, issuer: Issuer) -> dict[str, Any]:
    """Return what a badge says, before it is signed."""
    end = datetime.combine(award.valid_until, time(23, 59, 59), UTC)
    document = {
        "@context": list(BADGE_CONTEXT),
        "id": f"urn:uuid:{award.id}",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": award.title,
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": issuer.name},
        "validFrom": moment(award.issued_at),
        "validUntil": moment(end),
        "awardedDate": moment(award.issued_at),
        "credentialSubject": _subject(award, issuer),
        "credentialStatus": status_entry(issuer, award.status_index),
        "credentialSchema": [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    cleaned: dict[str, Any] = _clean(document)
    return cleaned


def status_list_id(issuer: Issuer) -> str:
    """Return the name of an issuer's status list. A programme keeps it when its key changes."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'certdesk:status:{issuer.programme_id or issuer.did}')}"


def status_entry(issuer: Issuer, index: int) -> dict[str, Any]:
    """Return where the status list says whether a badge was withdrawn."""
    name = status_list_id(issuer)
    return {
        "id": f"{name}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": REVOCATION,
        "statusListIndex": str(index),
        "statusListCredential": name,
    }


def _subject(award: Award, issuer: Issuer) -> dict[str, Any]:
    kind = uuid5(
        NAMESPACE_URL, f"certdesk:achievement:{issuer.did}:{award.rubric_id}:{award.rubric_version}:{award.title}"
    )
    outcome = _urn(kind, "outcome")
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": holder_hash(award),
                "identityType": IDENTITY_TYPE,
                "salt": award.salt,
            }
        ],
        "licenseNumber": award.serial,
        "achievement": _achievement(award, kind),
        "result": [
            {"type": ["Result"], "resultDescription": outcome, "value": award.outcome},
            *(_result(one, kind) for one in award.results),
        ],
    }


def _achievement(award: Award, kind: UUID) -> dict[str, Any]:
    creator = uuid5(NAMESPACE_URL, f"certdesk:programme:{award.programme}")
    outcome = {
        "id": _urn(kind, "outcome"),
        "type": ["ResultDescription"],
        "name": award.rubric_title,
        "resultType": "Result",
    }
    return {
        "id": f"urn:uuid:{kind}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": award.title,
        "description": award.statement or award.title,
        "criteria": {"narrative": _narrative(award)},
        "creator": {"id": f"urn:uuid:{creator}", "type": ["Profile"], "name": award.programme},
        "humanCode": award.rubric_id,
        "version": award.rubric_version,
        "inLanguage": award.language,
        "resultDescription": [outcome, *(_criterion(one, kind) for one in award.results)],
    }


def _narrative(award: Award) -> str:
    """Say what was asked for, in Markdown as the standard wants it and in the rubric's own words only."""
    lines = "\n".join(f"- {one.title}" for one in award.results)
    return f"{award.rubric_title} ({award.rubric_version})" + (f"\n\n{lines}" if lines else "")


def _criterion(one: CriterionResult, kind: UUID) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": _urn(kind, "criterion", one.criterion_id),
        "type": ["ResultDescription"],
        "name": one.title,
        "resultType": "RubricCriterionLevel",
    }
    if one.levels:
        described["rubricCriterionLevel"] = [
            {
                "id": _level_name(one, kind, place),
                "type": ["RubricCriterionLevel"],
                "name": label,
                "level": str(place + 1),
                "points": value,
            }
            for place, (value, label) in enumerate(one.levels)
        ]
    needed = _needed(one)
    if needed is not None:
        described["requiredLevel"] = _level_name(one, kind, needed)
    elif one.required:
        described["requiredValue"] = one.required
    return described


def _result(one: CriterionResult, kind: UUID) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": ["Result"],
        "resultDescription": _urn(kind, "criterion", one.criterion_id),
        "value": one.value or one.level,
    }
    reached = next((place for place, level in enumerate(one.levels) if level == (one.value, one.level)), None)
    if reached is None:
        reached = next((place for place, (_value, label) in enumerate(one.levels) if label == one.level), None)
    if reached is not None:
        told["achievedLevel"] = _level_name(one, kind, reached)
    return told


def _needed(one: CriterionResult) -> int | None:
    """Return the place of the lowest level that is enough."""
    try:
        required = Fraction(one.required)
        return next((place for place, (value, _label) in enumerate(one.levels) if Fraction(value) >= required), None)
    except (ValueError, ZeroDivisionError):
        return None


def _level_name(one: CriterionResult, kind: UUID, place: int) -> str:
    return _urn(kind, "level", one.criterion_id, str(place))


def _urn(kind: UUID, *words: str) -> str:
    return f"urn:uuid:{uuid5(kind, ':'.join(words))}"


def _clean(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Take control characters out of texts, which programs write differently when they sign, and leave out nothings."""
    if isinstance(value, dict):
        cleaned = {name: _clean(one) for name, one in value.items()}
        return {name: one for name, one in cleaned.items() if one or name not in _MAY_BE_MISSING}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return CONTROL.sub(" ", value).strip() if isinstance(value, str) else value
