"""What an issuing desk does: certify, revoke, and tell the news. Each answers with the desk as it is afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from certdesk.core.did_keys import did_key
from certdesk.signing.authority.approvals import Approval, Grant, sign_approval
from certdesk.signing.authority.bundle import NEWS, Bundle, News, bundle_of, sign_news
from certdesk.signing.authority.desk import Enrolled, IssuingDesk
from certdesk.signing.authority.formats import to_text
from certdesk.signing.authority.keys import AuthorityKeys, digest_of
from certdesk.signing.authority.lists import GOOD_FOR, Revoked, revocation_list
from certdesk.signing.authority.names import person_name
from certdesk.signing.authority.profile import Subject, der, person_certificate


@dataclass(frozen=True, slots=True)
class Whom:
    """A person to be certified: who they are, in which role, and their keys."""

    person: str
    name: str
    role: str
    key: Subject


@dataclass(frozen=True, slots=True)
class Extras:
    """What else goes into the news, and the highest numbers that this desk has told so far."""

    news: int = 0
    lists: int = 0
    revoked: tuple[tuple[str, Revoked], ...] = ()
    """Entries of lists told so far, with the digest of their issuer: no revocation is ever taken back."""
    status_lists: tuple[str, ...] = ()
    checkpoint: str = ""
    register: str = ""


def subject_for(
    desk: IssuingDesk, person: tuple[str, str], key: ec.EllipticCurvePublicKey, statement_key: bytes
) -> Subject:
    """Return the subject of the certificate of ``person`` (name and role). Raises `CertDeskError` for bad names."""
    return Subject(person_name(desk.anchors.name, *person), key, did_key(statement_key))


def certify(
    desk: IssuingDesk, keys: AuthorityKeys, whom: Whom, years: int, now: datetime
) -> tuple[IssuingDesk, Enrolled]:
    """Issue a certificate with the newest issuing key."""
    leaf = person_certificate(whom.key, keys.issuing[-1], desk.anchors.name, (now, years))
    enrolled = Enrolled(whom.person, whom.name, whom.role, to_text(leaf), now)
    return desk.with_enrolled(enrolled), enrolled


def revoke_person(desk: IssuingDesk, person: str, why: tuple[str, datetime], now: datetime) -> IssuingDesk:
    """Revoke every certificate of a person that is not revoked yet. ``why`` is the reason's key and since when."""
    reason, since = why
    return replace(
        desk,
        enrolled=tuple(
            replace(one, revoked_on=now, since=since, reason=reason)
            if one.person == person and one.revoked_on is None
            else one
            for one in desk.enrolled
        ),
    )


def tell_news(desk: IssuingDesk, keys: AuthorityKeys, extras: Extras, now: datetime) -> tuple[IssuingDesk, Bundle]:
    """Sign fresh lists of revoked certificates and the news with them, under numbers that were never used."""
    number = max(desk.list_number, extras.lists) + 1
    version = max(desk.news_version, extras.news) + 1
    lists = []
    for each in keys.issuing:
        revoked = {one.serial: one for one in _revoked_by(desk, each.certificate)}
        revoked |= {one.serial: one for digest, one in extras.revoked if digest == digest_of(each.certificate)}
        until = min(now + GOOD_FOR, each.certificate.not_valid_after_utc)
        lists.append(to_text(der(revocation_list(each, revoked.values(), number, (now, max(until, now))))))
    news = News(
        NEWS,
        desk.programme_id,
        version,
        now,
        tuple(lists),
        extras.status_lists,
        extras.checkpoint,
        extras.register,
    )
    signed = bundle_of((desk.anchors, desk.anchors_signature), (news, sign_news(news, keys.issuing[-1])))
    return replace(desk, news_version=version, list_number=number), signed


def approval_of(keys: AuthorityKeys, enrolled: Enrolled, request: str, bundle: Bundle) -> Approval:
    """Make the file that the person takes in. ``request`` is the digest of what they asked for, or empty."""
    issuing = keys.issuing[-1]
    grant = Grant(enrolled.person, request, enrolled.certificate, (to_text(der(issuing.certificate)),))
    return sign_approval(grant, issuing, bundle)


def _revoked_by(desk: IssuingDesk, issuer: x509.Certificate) -> Iterable[Revoked]:
    for one in desk.enrolled:
        # Issuing certificates of one programme have different names, so the name says which one it was.
        if one.revoked_on and one.leaf.issuer == issuer.subject:
            yield Revoked(one.leaf.serial_number, one.revoked_on, one.since or one.revoked_on, one.reason)
