"""Whether a certificate was revoked, by the lists (CRLs) that came with a trust bundle.

"Require" semantics: without a list of the issuer that is signed by it and covers all its certificates, the answer is
that nobody knows. A certificate need not name a distribution point for its issuer's list to count: pyHanko would
ignore the list then, and call a revoked signer trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from certdesk.signing.authority.formats import UNREADABLE
from certdesk.signing.verification import Revocation

_KNOWN_CRITICAL = frozenset({x509.IssuingDistributionPoint.oid})
_OF_LOST_KEYS = frozenset(
    {
        x509.ReasonFlags.unspecified,
        x509.ReasonFlags.key_compromise,
        x509.ReasonFlags.ca_compromise,
        x509.ReasonFlags.aa_compromise,
    }
)
_NO_REASON = x509.ReasonFlags.unspecified
_UNUSABLE: tuple[type[Exception], ...] = (*UNREADABLE, InvalidSignature)
"""For nonsense, and for keys and algorithms that no list may have."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lists say of a whole chain: the worst of its certificates. Times are aware.

    ``depth`` counts from the signer, ``as_of`` is the age of the oldest list that was used, ``stale_since`` says when
    a list should have been replaced by a newer one.
    """

    state: Revocation = Revocation.NOT_APPLICABLE
    depth: int = 0
    revoked_at: datetime | None = None
    invalid_since: datetime | None = None
    reason: str = ""
    lost: bool = False
    as_of: datetime | None = None
    stale_since: datetime | None = None


def look_up(links: Sequence[bytes], crls: Iterable[bytes], now: datetime) -> Standing:
    """Look up every certificate of ``links`` (DER, the signer's first, the root last) but the root."""
    lists = tuple(crls)
    answers = [_one(depth, child, parent, lists, now) for depth, (child, parent) in enumerate(_pairs(links))]
    if not answers:
        return Standing()
    for answer in answers:
        if answer.state is Revocation.REVOKED:
            return answer
    for answer in answers:
        if answer.state is Revocation.UNKNOWN:
            return answer
    dates = [answer.as_of for answer in answers if answer.as_of]
    stale = [answer.stale_since for answer in answers if answer.stale_since]
    # The signer's list is the one whose age people care for; the root's is renewed once in some years.
    return Standing(Revocation.GOOD, as_of=answers[0].as_of if dates else None, stale_since=min(stale, default=None))


def _pairs(links: Sequence[bytes]) -> Iterable[tuple[bytes, bytes]]:
    return pairwise(links)


def _one(depth: int, child: bytes, parent: bytes, lists: tuple[bytes, ...], now: datetime) -> Standing:
    newest = _newest(parent, lists, now)
    if newest is None:
        return Standing(Revocation.UNKNOWN, depth)
    as_of, until = newest.last_update_utc, newest.next_update_utc
    entry = newest.get_revoked_certificate_by_serial_number(x509.load_der_x509_certificate(child).serial_number)
    reason = _reason(entry) if entry is not None else _NO_REASON
    if entry is not None and reason is not x509.ReasonFlags.remove_from_crl:
        return Standing(
            Revocation.REVOKED,
            depth,
            entry.revocation_date_utc,
            _invalid_since(entry),
            reason.value,
            reason in _OF_LOST_KEYS,
            as_of,
        )
    stale = until if until is None or until < now else None
    return Standing(Revocation.GOOD, depth, as_of=as_of, stale_since=as_of if until is None else stale)


def _newest(parent: bytes, lists: tuple[bytes, ...], now: datetime) -> x509.CertificateRevocationList | None:
    usable = [found for each in lists if (found := _checked(each, parent)) is not None]
    past = [each for each in usable if each.last_update_utc <= now]
    # A list from the future is still a list of this issuer: the clock here is wrong, which is said elsewhere.
    return max(past or usable, key=lambda each: (each.last_update_utc, _number(each)), default=None)


@lru_cache(maxsize=64)
def _checked(crl: bytes, parent: bytes) -> x509.CertificateRevocationList | None:
    """Return the list if it is a whole one, and signed by ``parent``."""
    try:
        found = x509.load_der_x509_crl(crl)
        issuer = x509.load_der_x509_certificate(parent)
        key = issuer.public_key()
        if found.issuer != issuer.subject or not found.is_signature_valid(key):  # type: ignore[arg-type]
            return None
        return found if _may_sign_lists(issuer) and _covers_everything(found) else None
    except _UNUSABLE:
        return None


def _may_sign_lists(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True


def _covers_everything(found: x509.CertificateRevocationList) -> bool:
    """Say whether the list is neither one of changes, nor one of some certificates or reasons only."""
    for extension in found.extensions:
        value = extension.value
        if isinstance(value, x509.DeltaCRLIndicator):
            return False
        if isinstance(value, x509.IssuingDistributionPoint) and _is_partial(value):
            return False
        if extension.critical and extension.oid not in _KNOWN_CRITICAL:
            return False
    return True


def _is_partial(value: x509.IssuingDistributionPoint) -> bool:
    return bool(
        value.only_contains_ca_certs
        or value.only_contains_user_certs
        or value.only_contains_attribute_certs
        or value.only_some_reasons
        or value.indirect_crl
    )


def _number(found: x509.CertificateRevocationList) -> int:
    try:
        return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except x509.ExtensionNotFound:
        return 0


def _reason(entry: x509.RevokedCertificate) -> x509.ReasonFlags:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, ValueError):
        return _NO_REASON


def _invalid_since(entry: x509.RevokedCertificate) -> datetime | None:
    try:
        return entry.extensions.get_extension_for_class(x509.InvalidityDate).value.invalidity_date_utc
    except (x509.ExtensionNotFound, ValueError):
        return None
