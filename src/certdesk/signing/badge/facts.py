"""What a badge says, read without relying on the order of anything in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certdesk.signing.badge.bounded_json import many
from certdesk.signing.badge.holder import IDENTITY_TYPE, is_hash_of
from certdesk.signing.badge.sealed import issuer_of
from certdesk.signing.badge.times import read_moment

BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})


@dataclass(frozen=True, slots=True)
class BadgeResult:
    """One result: the criterion, the level's name and the value that were reached, and the level that was needed."""

    title: str
    level: str
    value: str
    needed: str = ""


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """What a badge says; nothing of it is proven by being here. Times are aware; ``digest`` is the SHA-256 of the file.

    ``key`` is the issuer's raw Ed25519 key where the signature proved it, else nothing. ``programme`` is who created
    the achievement. ``identities`` are those of the holder that the badge tells, as type and text.
    """

    kind: str
    digest: str
    id: str = ""
    title: str = ""
    achievement: str = ""
    description: str = ""
    issuer_id: str = ""
    issuer_name: str = ""
    key: bytes = b""
    programme: str = ""
    serial: str = ""
    outcome: str = ""
    results: tuple[BadgeResult, ...] = ()
    language: str = ""
    rubric_id: str = ""
    rubric_version: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    signed_at: datetime | None = None
    holder_hash: str = ""
    holder_salt: str = ""
    identities: tuple[tuple[str, str], ...] = ()
    status_list: str = ""
    status_index: int | None = None

    def is_held_by(self, name: str) -> bool | None:
        """Say whether the badge is for somebody of this name; None where it has no hash of a name."""
        return is_hash_of(name, self.holder_salt, self.holder_hash) if self.holder_hash else None


def digest_of(data: bytes) -> str:
    """Return the digest that registers, QR codes and lists name a badge by: SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_facts(document: dict[str, Any], data: bytes) -> BadgeFacts:
    """Return what an Open Badge 3.0 says. What is missing or of another kind stays empty."""
    issuer, subject = document.get("issuer"), _only(document.get("credentialSubject"))
    achievement = _only(subject.get("achievement"))
    results = _results(subject, achievement)
    hashed = [one for one in _objects(subject.get("identifier")) if one.get("hashed") is True]
    named = [one for one in hashed if one.get("identityType") == IDENTITY_TYPE]
    holder = named[0] if len(named) == 1 else {}
    status = our_status(document)
    return BadgeFacts(
        kind="Open Badge 3.0",
        digest=digest_of(data),
        id=_text(document.get("id")),
        title=_text(document.get("name")) or _text(achievement.get("name")),
        achievement=_text(achievement.get("name")),
        description=_text(achievement.get("description")),
        issuer_id=issuer_of(document),
        issuer_name=_text(issuer.get("name")) if isinstance(issuer, dict) else "",
        programme=_text(_only(achievement.get("creator")).get("name")),
        serial=_text(subject.get("licenseNumber")),
        outcome=next((one.value for kind, one in results if kind == "Result"), ""),
        results=tuple(one for kind, one in results if kind != "Result"),
        language=_text(achievement.get("inLanguage")),
        rubric_id=_text(achievement.get("humanCode")),
        rubric_version=_text(achievement.get("version")),
        valid_from=_moment(document.get("validFrom", document.get("issuanceDate"))),
        valid_until=_moment(document.get("validUntil", document.get("expirationDate"))),
        holder_hash=_text(holder.get("identityHash")),
        holder_salt=_text(holder.get("salt")),
        identities=_identities(subject),
        status_list=_text(status.get("statusListCredential")),
        status_index=index_of(status),
    )


def our_status(document: dict[str, Any]) -> dict[str, Any]:
    """Return where a badge says that its withdrawal is told, if there is exactly one such place."""
    entries = [one for one in _objects(document.get("credentialStatus")) if one.get("statusPurpose") == "revocation"]
    return entries[0] if len(entries) == 1 else {}


def index_of(entry: dict[str, Any]) -> int | None:
    """Return the place in the list, or None where it is none."""
    text = entry.get("statusListIndex")
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    plain = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if plain and isinstance(text, str) else None


def _results(subject: dict[str, Any], achievement: dict[str, Any]) -> list[tuple[str, BadgeResult]]:
    """Bring results and their descriptions together by their names, in the order of the results' titles."""
    described = {one.get("id"): one for one in _objects(achievement.get("resultDescription")) if one.get("id")}
    found = []
    for one in _objects(subject.get("result")):
        about = described.get(_text(one.get("resultDescription")), {})
        levels = {each.get("id"): _text(each.get("name")) for each in _objects(about.get("rubricCriterionLevel"))}
        told = BadgeResult(
            _text(about.get("name")),
            levels.get(_text(one.get("achievedLevel")), ""),
            _text(one.get("value")) or _text(one.get("status")),
            levels.get(_text(about.get("requiredLevel")), ""),
        )
        found.append((_text(about.get("resultType")), told))
    return sorted(found, key=lambda one: (one[1].title, one[1].value, one[1].level))


def _identities(subject: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    told = [
        (_text(one.get("identityType")), _text(one.get("identityHash")))
        for one in _objects(subject.get("identifier"))
        if one.get("hashed") is False
    ]
    own = [("id", subject["id"])] if isinstance(subject.get("id"), str) else []
    name = [("name", subject["name"])] if isinstance(subject.get("name"), str) else []
    return tuple(sorted([*own, *name, *told]))


def _objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    return [one for one in many(value) if isinstance(one, dict)]


def _only(value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the only object of a property; of several, none is better than another."""
    found = _objects(value)
    return found[0] if len(found) == 1 else {}


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return a text; of a text with a language, its words."""
    if isinstance(value, dict):
        value = value.get("@value")
    return value if isinstance(value, str) else ""


def _moment(value: Any) -> datetime | None:  # noqa: ANN401 - JSON
    try:
        return read_moment(value)
    except ValueError:
        return None
