"""New keys for a programme: another issuing key, another register key, or another root that the old one vouches for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.signing.authority.bundle import Anchors, KeyPeriod, sign_anchors
from certdesk.signing.authority.ceremony import root_list
from certdesk.signing.authority.checking import vouched
from certdesk.signing.authority.desk import IssuingDesk
from certdesk.signing.authority.formats import certificates, to_bytes, to_text
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.lists import Revoked, number_of, revoked_in
from certdesk.signing.authority.profile import (
    LEEWAY,
    Authority,
    cross_certificate,
    der,
    issuing_certificate,
    issuing_name,
    new_key,
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A desk with other keys."""

    desk: IssuingDesk
    keys: AuthorityKeys


def new_issuing(desk: IssuingDesk, keys: AuthorityKeys, root: Authority, now: datetime, *, stolen: bool) -> Renewed:
    """Make another issuing key. An old one that was ``stolen`` is revoked, with every certificate that it signed."""
    key = new_key()
    name = issuing_name(desk.anchors.name, len({each.subject for each in desk.issuers}) + 1)
    certificate = issuing_certificate(key.public_key(), desk.anchors.name, name, root, (now, now))
    old = tuple(one for one in keys.issuing if one.certificate.not_valid_after_utc > now)
    anchors = replace(desk.anchors, issuers=(*desk.anchors.issuers, to_text(der(certificate))))
    if stolen:
        gone = tuple(Revoked(one.serial_number, now, now, "lost") for one in desk.issuers)
        lists = _with_revoked(anchors, root, gone, now)
        anchors, old = replace(_only_under(anchors, root), root_lists=lists), ()
    fresh = AuthorityKeys(*_named(keys), (*old, Authority(certificate, key)), keys.register)
    return Renewed(_signed(desk, anchors, root, now), fresh)


def new_register_key(desk: IssuingDesk, keys: AuthorityKeys, root: Authority, now: datetime) -> Renewed:
    """Make another register key; what the old one signs from now on does not count."""
    fresh = AuthorityKeys(*_named(keys), keys.issuing, Ed25519PrivateKey.generate())
    retired = (one if one.retired_at else replace(one, retired_at=now) for one in desk.anchors.register_keys)
    periods = (*retired, KeyPeriod(to_text(fresh.statement_key), now))
    return Renewed(_signed(desk, replace(desk.anchors, register_keys=periods), root, now), fresh)


def new_root(desk: IssuingDesk, keys: AuthorityKeys, old: Authority | None, root: Authority, now: datetime) -> Renewed:
    """Go over to another root. ``old`` vouches for it; without it (stolen or lost) people compare words again.

    The issuing keys stay and get certificates of the new root, so that people's certificates go on being good.
    """
    again = tuple(Authority(_certified_again(each, desk, root, now), each.key) for each in keys.issuing)
    texts = tuple(to_text(der(each.certificate)) for each in again)
    mine, fresh_list = to_text(der(root.certificate)), root_list(root, (), 1, now)
    anchors = desk.anchors
    if old is None:
        anchors = replace(
            anchors,
            former=(*anchors.former, *anchors.roots),
            roots=(mine,),
            issuers=texts,
            root_lists=(fresh_list,),
            crosses=(),
        )
    else:
        anchors = replace(
            anchors,
            roots=(*anchors.roots, mine),
            issuers=(*anchors.issuers, *texts),
            root_lists=(*anchors.root_lists, fresh_list),
            crosses=(*anchors.crosses, to_text(der(cross_certificate(root.certificate, old, now)))),
        )
    fresh = AuthorityKeys(*_named(keys), again, keys.register)
    return Renewed(_signed(desk, anchors, root, now), fresh)


def began_at(anchors: Anchors) -> datetime:
    """Return since when the first root of a programme vouched for it."""
    roots = certificates((*anchors.former, *anchors.roots))
    return min(each.not_valid_before_utc for each in roots) + LEEWAY


def revoked_issuers(anchors: Anchors) -> frozenset[int]:
    """Return the numbers of the issuing certificates that the root revoked."""
    lists = (x509.load_der_x509_crl(to_bytes(text)) for text in anchors.root_lists)
    return frozenset(one.serial for each in lists for one in revoked_in(each))


def _signed(desk: IssuingDesk, anchors: Anchors, root: Authority, now: datetime) -> IssuingDesk:
    anchors = replace(anchors, version=anchors.version + 1, made_at=now)
    return replace(desk, anchors=anchors, anchors_signature=sign_anchors(anchors, root))


def _only_under(anchors: Anchors, root: Authority) -> Anchors:
    """Leave out older roots: only their own keys could revoke what they signed, and these are not at hand."""
    mine = to_text(der(root.certificate))
    return replace(
        anchors,
        roots=(mine,),
        former=(*anchors.former, *(each for each in anchors.roots if each != mine)),
        issuers=tuple(to_text(der(each)) for each in _issuers_of(anchors, root)),
    )


def _with_revoked(anchors: Anchors, root: Authority, gone: Iterable[Revoked], now: datetime) -> tuple[str, ...]:
    """Put the certificates that ``root`` signed on its list, and sign that under the next number."""
    before: dict[int, Revoked] = {}
    number = 0
    for text in anchors.root_lists:
        crl = x509.load_der_x509_crl(to_bytes(text))
        if crl.is_signature_valid(root.key.public_key()):
            before = {one.serial: one for one in revoked_in(crl)}
            number = number_of(crl)
    mine = {each.serial_number for each in _issuers_of(anchors, root)}
    before |= {one.serial: one for one in gone if one.serial in mine and one.serial not in before}
    return (root_list(root, before.values(), number + 1, now),)


def _issuers_of(anchors: Anchors, root: Authority) -> Iterable[x509.Certificate]:
    for text in anchors.issuers:
        certificate = x509.load_der_x509_certificate(to_bytes(text))
        if vouched(certificate, (root.certificate,)):
            yield certificate


def _certified_again(each: Authority, desk: IssuingDesk, root: Authority, now: datetime) -> x509.Certificate:
    """Let another root vouch for an issuing key, and for what it has signed since it was made."""
    key = each.key.public_key()
    began = min(one.not_valid_before_utc for one in (*desk.issuers, each.certificate) if one.public_key() == key)
    since = max(began, root.certificate.not_valid_before_utc) + LEEWAY
    return issuing_certificate(key, desk.anchors.name, each.certificate.subject, root, (since, now))


def _named(keys: AuthorityKeys) -> tuple[str, str]:
    return keys.programme_id, keys.programme_name
