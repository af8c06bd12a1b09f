"""Reads what a badge says, without judging it."""

from __future__ import annotations

from dataclasses import replace

from certdesk.signing.badge.bounded_json import read_object
from certdesk.signing.badge.facts import BadgeFacts, read_facts
from certdesk.signing.badge.jwt import check_jwt, looks_like_jwt
from certdesk.signing.badge.older import older_badge

OPEN_BADGE = "Open Badge 3.0"


def read_badge(untrusted: bytes) -> BadgeFacts:
    """Return what a badge of any standard says. Raises `UntrustedFileError` when it can't be read."""
    if looks_like_jwt(untrusted):
        document, seal = check_jwt(untrusted)
        facts = replace(read_facts(document, untrusted), kind=f"{OPEN_BADGE} (JWT)", signed_at=seal.signed_at)
        return older_badge(document, untrusted) or facts
    document = read_object(untrusted)
    return older_badge(document, untrusted) or read_facts(document, untrusted)
