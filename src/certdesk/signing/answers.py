"""A verification as JSON. Scripts rely on its shape: fields are added, never renamed or taken away.

``verdict`` ("genuine", "genuine_but", "cannot_tell", "not_genuine"), ``exit_code`` (0 to 3), ``summary``, ``kind``
("report", "certificate", "letter", "record", "minutes", "badge", "code", "results", "foreign"), ``serial``,
``replaced_by``, ``programme``, ``programme_id``, ``rehearsal``, ``holder``, ``award``, ``valid_until`` (a day or null),
``register_as_of`` and ``lists_as_of`` (times or null), ``sha256`` and ``size`` of the file,
``code`` (the text of the QR code that the file holds, or that was verified),
``checks``: a list of ``name``, ``state`` ("passed", "failed", "warning", "not_checked"), ``sentence``, ``detail``,
``signatures``: a list of what `_facts` below writes, oldest first, and ``unsigned_fields``: a list of names.
Times are ISO 8601 with their zone. Names of checks, fields and enumerations are English in every language.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from certdesk.signing.verification import ChainLink, SignatureFacts, Verification


def as_json(one: Verification) -> dict[str, Any]:
    """Return ``one`` as plain dictionaries and lists."""
    return {
        "verdict": one.verdict.value,
        "exit_code": one.verdict.rank,
        "summary": one.summary,
        "kind": one.kind.value,
        "serial": one.serial,
        "replaced_by": one.replaced_by,
        "programme": one.programme,
        "programme_id": one.programme_id,
        "rehearsal": one.rehearsal,
        "holder": one.holder,
        "award": one.award,
        "valid_until": _iso(one.valid_until),
        "register_as_of": _iso(one.register_as_of),
        "lists_as_of": _iso(one.lists_as_of),
        "sha256": one.sha256,
        "size": one.size,
        "code": one.code,
        "checks": [
            {"name": each.name, "state": each.state.value, "sentence": each.sentence, "detail": each.detail}
            for each in one.checks
        ],
        "signatures": [_facts(each) for each in one.signatures],
        "unsigned_fields": list(one.unsigned_fields),
    }


def _facts(one: SignatureFacts) -> dict[str, Any]:
    return {
        "field": one.field,
        "name": one.name,
        "role": one.role,
        "fingerprint": one.fingerprint,
        "certificate_sha256": one.digest,
        "self_made": one.self_made,
        "known_as": one.known_as,
        "intact": one.intact,
        "claimed_time": _iso(one.claimed_time),
        "valid_from": _iso(one.valid_from),
        "valid_until": _iso(one.valid_until),
        "level": one.level,
        "coverage": one.coverage,
        "reason": one.reason,
        "certifies": one.certifies,
        "changes": one.changes,
        "chain": [_link(each) for each in one.chain],
        "programme": one.programme,
        "programme_id": one.programme_id,
        "revocation": one.revocation.value,
        "revocation_words": one.revocation_words,
        "signed_at": _iso(one.signed_at),
        "time_source": one.time_source.value,
    }


def _link(one: ChainLink) -> dict[str, Any]:
    return {
        "name": one.name,
        "fingerprint": one.fingerprint,
        "certificate_sha256": one.digest,
        "valid_from": _iso(one.valid_from),
        "valid_until": _iso(one.valid_until),
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
