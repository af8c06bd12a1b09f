"""Recognises badges of earlier standards, so that they can be named."""

from __future__ import annotations

from typing import Any

from certdesk.signing.badge.bounded_json import many
from certdesk.signing.badge.facts import BadgeFacts, digest_of

_V2 = "https://w3id.org/openbadges/v2"
_V1 = ("https://w3id.org/openbadges/v1", "http://w3id.org/openbadges/v1", "https://w3id.org/openbadges/v1.1")


def older_badge(document: dict[str, Any], data: bytes) -> BadgeFacts | None:
    """Return what is plain to see of an Open Badge 0.5 to 2.1, or None for anything else."""
    contexts = many(document.get("@context"))
    kind = ""
    if any(isinstance(one, str) and one.startswith(_V2) for one in contexts):
        kind = "Open Badge 2.1" if any(isinstance(one, str) and "v2p1" in one for one in contexts) else "Open Badge 2.0"
    elif any(one in _V1 for one in contexts):
        kind = "Open Badge 1.1"
    elif not contexts and {"recipient", "badge", "verify"} <= set(document):
        kind = "Open Badge 1.0"
    elif not contexts and {"recipient", "badge"} <= set(document) and isinstance(document["badge"], dict):
        kind = "Open Badge 0.5"
    if not kind:
        return None
    badge = document.get("badge")
    name = badge.get("name") if isinstance(badge, dict) else document.get("name")
    ident = document.get("id", document.get("uid"))
    return BadgeFacts(
        kind=kind,
        digest=digest_of(data),
        id=ident if isinstance(ident, str) else "",
        title=name if isinstance(name, str) else "",
        achievement=badge if isinstance(badge, str) else "",
    )
