"""The way from a signer's certificate to a root that is known here (needs pyHanko's validator).

The library walks the path as RFC 5280 asks. What it leaves to its caller, or lets a root get away with, is asked here:
that each certificate above the signer is one of an authority, the root too; how long the path may be; that key
identifiers agree where names do (two roots of a programme have one name); and what the signer's key was made for.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from certdesk.core.words import _
from certdesk.signing.fingerprint import digest, fingerprint
from certdesk.signing.own_faults import is_own_fault
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import ChainLink

DOCUMENT_SIGNING, TIME_STAMPING = "1.3.6.1.5.5.7.3.36", "1.3.6.1.5.5.7.3.8"
_FOR_DOCUMENTS = frozenset(
    {DOCUMENT_SIGNING, "1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5", "2.5.29.37.0"}
)  # document signing; e-mail protection, and the words of Microsoft and Adobe for the same; anything
_LONGEST = 8
_NEVER = datetime.fromtimestamp(0, UTC)


class Fault(StrEnum):
    """What is wrong with a chain, from nothing to everything."""

    NONE = "none"
    DATES = "dates"
    USAGE = "usage"
    BROKEN = "broken"
    NO_WAY = "no way"


@dataclass(frozen=True, slots=True)
class Chain:
    """``links`` are certificates (DER), the signer's first and a known root last; empty where there is no way."""

    links: tuple[bytes, ...] = ()
    fault: Fault = Fault.NO_WAY
    sentence: str = ""
    detail: str = ""


def chain_to(roots: Sequence[bytes], leaf: bytes, others: Sequence[bytes], moment: datetime, use: str = "") -> Chain:
    """Look for the way from ``leaf`` to one of ``roots`` through ``others``, as it was at ``moment`` (aware).

    ``use`` is the extended key usage that the signer's certificate must name; without one it must not be made for
    something else than signing. Never raises for what is in the certificates.
    """
    if not roots or not leaf:
        return Chain()
    usual, start, end = _usual(tuple(roots), leaf, tuple(others), use)
    if usual.fault is Fault.NONE and start <= moment <= end:
        return usual
    return _chain_at(roots, leaf, others, (moment, use))


@lru_cache(maxsize=256)
def _usual(
    roots: tuple[bytes, ...], leaf: bytes, others: tuple[bytes, ...], use: str
) -> tuple[Chain, datetime, datetime]:
    """Return the chain in the middle of the signer's life, and from when to when all of it was valid.

    Of a thousand files, most are by the same few people; nothing but dates makes their chains differ.
    """
    try:
        signer = x509.Certificate.load(leaf)
        start, end = signer.not_valid_before, signer.not_valid_after
        chain = _chain_at(roots, leaf, others, (start + (end - start) / 2, use))
        lives = [x509.Certificate.load(der) for der in chain.links]
    except (ValueError, TypeError, KeyError, OverflowError):
        return Chain(), _NEVER, _NEVER
    return chain, max([start, *(c.not_valid_before for c in lives)]), min([end, *(c.not_valid_after for c in lives)])


def _chain_at(roots: Sequence[bytes], leaf: bytes, others: Sequence[bytes], when: tuple[datetime, str]) -> Chain:
    moment, use = when
    try:
        return _examined(_walk(roots, leaf, others, moment), moment, use)
    except (ExpiredError, NotYetValidError) as problem:
        sentence = _("A certificate above the signer's was not valid at the time of signing.")
        return Chain((), Fault.DATES, sentence, str(problem)[:300])
    except (PathBuildingError, PathError, InvalidCertificateError) as problem:
        # The last one is for a certificate that stands for itself and that nobody here believes in.
        return Chain(detail=str(problem)[:300])
    except ValidationError as problem:
        sentence = _("The chain of certificates above the signer does not hold.")
        return Chain((), Fault.BROKEN, sentence, str(problem)[:300])
    # Certificates come from strangers; whatever a library makes of nonsense, it is no chain.
    except Exception as problem:
        if is_own_fault(problem):
            raise
        return Chain(detail=f"{type(problem).__name__}: {str(problem)[:200]}")


def chain_links(chain: Chain) -> tuple[ChainLink, ...]:
    """Return the certificates of a chain as people compare them."""
    return tuple(_link(der) for der in chain.links)


def is_earlier_issue(der: bytes, links: Sequence[bytes]) -> bool:
    """Say whether a certificate was made for the name and key of one of ``links``, by another root than that one.

    After a root was stolen and replaced, what was signed before still carries the certificate of that root. One that
    was only tampered with has something in common with the one that it was: its number, its issuer's key or its seal.
    """
    try:
        one = x509.Certificate.load(der)
        return any(_issued_anew(one, x509.Certificate.load(each)) for each in links)
    except (ValueError, TypeError, KeyError):
        return False


def _issued_anew(one: x509.Certificate, other: x509.Certificate) -> bool:
    if one.subject.dump() != other.subject.dump() or one.public_key.dump() != other.public_key.dump():
        return False
    return bool(
        one.serial_number != other.serial_number
        and one.authority_key_identifier != other.authority_key_identifier
        and one.signature != other.signature
    )


def name_of(certificate: x509.Certificate) -> str:
    """Return the name that a certificate gives its holder, safe to show."""
    subject = certificate.subject.native
    return tidy(subject.get("common_name") or certificate.subject.human_friendly)


def _link(der: bytes) -> ChainLink:
    certificate = x509.Certificate.load(der)
    return ChainLink(
        name_of(certificate),
        fingerprint(der),
        digest(der),
        certificate.not_valid_before,
        certificate.not_valid_after,
    )


def _walk(roots: Sequence[bytes], leaf: bytes, others: Sequence[bytes], moment: datetime) -> tuple[bytes, ...]:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in roots],
        other_certs=[x509.Certificate.load(der) for der in others],
        moment=moment.astimezone(UTC),
        allow_fetching=False,
        # Who was revoked is asked in `revocation`: the library would take a list for none where it can't match it.
        revocation_mode="soft-fail",
        time_tolerance=timedelta(seconds=0),
    )
    validator = CertificateValidator(x509.Certificate.load(leaf), validation_context=context)
    path = _finished(validator.async_validate_path())
    return tuple(reversed([certificate.dump() for certificate in path]))


def _finished(work: Coroutine[Any, Any, ValidationPath]) -> ValidationPath:
    """Run ``work`` to its end at once: without fetching it waits for nothing, and needs no loop with its sockets."""
    try:
        work.send(None)
    except StopIteration as done:
        path: ValidationPath = done.value
        return path
    work.close()
    raise PathError("the library wanted to wait for something")


def _examined(links: tuple[bytes, ...], moment: datetime, use: str) -> Chain:
    certificates = [x509.Certificate.load(der) for der in links]
    broken = _broken(certificates, moment)
    if broken:
        return Chain(links, Fault.BROKEN, _("The chain of certificates above the signer does not hold."), broken)
    misused = _misused(certificates[0], use)
    if misused:
        return Chain(links, Fault.USAGE, _wrong_usage(), misused)
    return Chain(links, Fault.NONE)


def _broken(certificates: Sequence[x509.Certificate], moment: datetime) -> str:
    if len(certificates) > _LONGEST:
        return "the chain is too long"
    for depth, (child, parent) in enumerate(pairwise(certificates)):
        problem = _bad_authority(parent, depth)
        if problem:
            return f"{problem}: {name_of(parent)}"
        if child.issuer.dump() != parent.subject.dump() and child.issuer != parent.subject:
            return "a certificate names another issuer"
        asked, is_there = child.authority_key_identifier, parent.key_identifier
        if asked is not None and is_there is not None and asked != is_there:
            return "a certificate names another key of its issuer"
        if not parent.not_valid_before <= moment <= parent.not_valid_after:
            return f"the authority was not valid then: {name_of(parent)}"
    return ""


def _bad_authority(parent: x509.Certificate, below: int) -> str:
    """Say what keeps ``parent`` from standing above ``below`` other authorities and a signer."""
    constraints, usage = parent.basic_constraints_value, parent.key_usage_value
    if constraints is None or not constraints["ca"].native:
        return "a certificate that is not of an authority stands above another"
    longest = constraints["path_len_constraint"].native
    if longest is not None and below > longest:
        return "an authority stands above more authorities than it may"
    if usage is not None and "key_cert_sign" not in usage.native:
        return "an authority may not sign certificates"
    return ""


def _misused(leaf: x509.Certificate, use: str) -> str:
    constraints, usage, extended = leaf.basic_constraints_value, leaf.key_usage_value, leaf.extended_key_usage_value
    if constraints is not None and constraints["ca"].native:
        return "the certificate is that of an authority"
    if usage is not None and not usage.native & {"digital_signature", "non_repudiation"}:
        return "the key may not be used for signatures"
    purposes = {purpose.dotted for purpose in extended} if extended is not None else set()
    if use and use not in purposes:
        return f"the certificate is not made for {use}"
    if not use and purposes and not purposes & _FOR_DOCUMENTS:
        return "the certificate is made for something else: " + ", ".join(sorted(purposes))[:200]
    return ""


def _wrong_usage() -> str:
    return _("The signer's key was certified for something else, not for signing documents.")
