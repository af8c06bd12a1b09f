"""Judges badges: ours by whom we know, others' as fairly as a computer without a network can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from certdesk.core.days import day_in_words
from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import AmbiguousJsonError, many, read_object
from certdesk.signing.badge.facts import BADGE_TYPES, BadgeFacts, read_facts
from certdesk.signing.badge.jwt import check_jwt, looks_like_jwt
from certdesk.signing.badge.known_keys import check_issuer, find_issuer
from certdesk.signing.badge.older import older_badge
from certdesk.signing.badge.registered import check_register
from certdesk.signing.badge.sealed import Seal, check_seal, issuer_of
from certdesk.signing.badge.times import read_moment
from certdesk.signing.badge.verdict import BadgeVerdict, judge
from certdesk.signing.badge.withdrawal import check_status
from certdesk.signing.issuer import Issuer
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState

_CLOCKS_DIFFER = timedelta(days=1)
_BEGINS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")
"""The first is what Verifiable Credentials 2.0 calls it, the second what 1.1 did."""


def verify_badge(
    untrusted: bytes,
    trust: Trust,
    *,
    now: datetime,
    people: Iterable[Issuer] = (),
    status_lists: Iterable[bytes] = (),
) -> BadgeVerdict:
    """Judge a badge: JSON with its proof inside, or a compact JWS. For pictures, see `baking.badge_in`.

    ``people`` are statement keys of persons who are known here besides those of ``trust``; ``status_lists`` are those
    that did not come with a programme's trust bundle. ``now`` is aware; the newest moment that is proven here counts
    where it is later.
    Never raises for what is in the file.
    """
    moment = max(now, trust.newest_seen) if trust.newest_seen else now
    try:
        document, seal, kind = _open(untrusted)
    except AmbiguousJsonError as problem:
        return judge([Check("form", CheckState.FAILED, problem.sentence)])
    except UntrustedFileError as problem:
        return judge([Check("form", CheckState.NOT_CHECKED, problem.sentence)])
    older = older_badge(document, untrusted)
    if older is not None:
        text = _("This is an {kind}. Badges of that kind can only be checked on the network.").format(kind=older.kind)
        return judge([Check("kind", CheckState.NOT_CHECKED, text)], older)
    facts = replace(read_facts(document, untrusted), kind=kind, key=seal.key, signed_at=seal.signed_at)
    checks = [*_kind(document), *_foreign_words(document, seal, trust, people), *seal.checks]
    if any(one.state in {CheckState.FAILED, CheckState.NOT_CHECKED} for one in seal.checks):
        return judge([*checks, *_dates(document, moment)], facts)
    issuer, known = check_issuer(seal.key, trust, people, facts.issuer_name, _signed_at(facts))
    lists = [*status_lists, *(known.programme.status_lists if known and known.programme else ())]
    if known is not None:
        checks = [_strictly(one) for one in checks]
    register = check_register(facts, known, trust)
    status = check_status(document, known, lists, moment)
    if any(one.state is CheckState.PASSED for one in register):
        # The register tells of withdrawals too, so a list is not missed.
        status = tuple(one for one in status if one.state is not CheckState.NOT_CHECKED)
    if any(one.name in {"withdrawn", "replaced"} for one in register):
        # It says since when and why, or which one to ask for; the list only that it does not count.
        status = tuple(one for one in status if one.state is not CheckState.WARNING)
    return judge([*checks, *issuer, *_dates(document, moment), *register, *status], facts)


def _open(untrusted: bytes) -> tuple[dict[str, Any], Seal, str]:
    if looks_like_jwt(untrusted):
        document, seal = check_jwt(untrusted)
        return document, seal, "Open Badge 3.0 (JWT)"
    document = read_object(untrusted)
    return document, Seal(()) if older_badge(document, untrusted) else check_seal(document), "Open Badge 3.0"


def _kind(document: dict[str, Any]) -> list[Check]:
    kinds = [one for one in many(document.get("type")) if isinstance(one, str)]
    if "VerifiableCredential" in kinds and BADGE_TYPES & set(kinds):
        return [Check("kind", CheckState.PASSED, _("It is an Open Badge 3.0."))]
    text = _("It is a signed statement, but no Open Badge.")
    if "VerifiableCredential" not in kinds:
        text = _("It is no Open Badge.")
    return [Check("kind", CheckState.NOT_CHECKED, text)]


def _foreign_words(document: dict[str, Any], seal: Seal, trust: Trust, people: Iterable[Issuer]) -> list[Check]:
    """Find words that nobody who is known here ever uses: this program only writes in those that it has."""
    if not any(one.name == "words" and one.state is CheckState.NOT_CHECKED for one in seal.checks):
        return []
    try:
        known = find_issuer(key_of_did(issuer_of(document)), trust, people)
    except ValueError:
        return []
    if known is None:
        return []
    text = _("It names {name} as its issuer, whose badges never bring words of their own.").format(name=known.name)
    return [Check("words", CheckState.FAILED, text)]


def _strictly(one: Check) -> Check:
    """Refuse from those who are known here what they never write, and what others may well have written."""
    doubtful = one.name in {"places", "words"} and one.state is CheckState.WARNING
    return replace(one, state=CheckState.FAILED) if doubtful else one


def _signed_at(facts: BadgeFacts) -> datetime | None:
    """Return the later of the two times that say when it was signed."""
    return max((one for one in (facts.signed_at, facts.valid_from) if one), default=None)


def _dates(document: dict[str, Any], now: datetime) -> list[Check]:
    try:
        begin = max((read_moment(document[one]) for one in _BEGINS if one in document), default=None)
        ends = [document[one] for one in _ENDS if one in document]
        ends += [one["expires"] for one in many(document.get("proof")) if isinstance(one, dict) and "expires" in one]
        end = min(map(read_moment, ends), default=None)
    except ValueError:
        text = _("It gives its dates in a way that can't be read.")
        return [Check("dates", CheckState.NOT_CHECKED, text)]
    if end and now > end:
        text = _("It was valid until {date}.").format(date=day_in_words(end))
        return [Check("dates", CheckState.WARNING, text)]
    if begin and begin > now + _CLOCKS_DIFFER:
        text = _("It is valid from {date} only.").format(date=day_in_words(begin))
        return [Check("dates", CheckState.WARNING, text)]
    text = _("It is valid until {date}.").format(date=day_in_words(end)) if end else _("It has no last day.")
    return [Check("dates", CheckState.PASSED, text)]
