"""Lists of revoked certificates. What was revoked once stays so, and the number of a list only rises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509

from certdesk.core.words import N_
from certdesk.signing.authority.profile import Authority, hash_for

# A programme without a network exchanges its news once a month or so.
GOOD_FOR = timedelta(days=90)

REASONS: Mapping[str, str] = {
    "lost": N_("The computer or the key was lost or stolen"),
    "left": N_("No longer with the programme"),
    "role": N_("No longer in this role"),
    "superseded": N_("Replaced by another certificate"),
    "mistake": N_("Issued by mistake"),
}
_FLAGS = {
    "lost": x509.ReasonFlags.key_compromise,
    "left": x509.ReasonFlags.affiliation_changed,
    "role": x509.ReasonFlags.privilege_withdrawn,
    "superseded": x509.ReasonFlags.superseded,
    "mistake": x509.ReasonFlags.unspecified,
}


@dataclass(frozen=True, slots=True)
class Revoked:
    """One revoked certificate. ``since`` is the moment from which its key is not to be believed."""

    serial: int
    on: datetime
    since: datetime
    reason: str


def revocation_list(
    authority: Authority, revoked: Iterable[Revoked], number: int, span: tuple[datetime, datetime]
) -> x509.CertificateRevocationList:
    """Sign a list; ``span`` is now and when a newer one is due."""
    identifier = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(_tidy(span[0]))
        .next_update(_tidy(span[1]))
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for one in sorted(revoked, key=lambda each: each.serial):
        builder = builder.add_revoked_certificate(_entry(one))
    return builder.sign(authority.key, hash_for(authority.key))


def number_of(crl: x509.CertificateRevocationList) -> int:
    """Return the number of a list; 0 if it has none."""
    try:
        return crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except x509.ExtensionNotFound:
        return 0


def revoked_in(crl: x509.CertificateRevocationList) -> tuple[Revoked, ...]:
    """Read the entries of a list, whose signature was checked before."""
    return tuple(_read(entry) for entry in crl)


def _entry(one: Revoked) -> x509.RevokedCertificate:
    builder = (
        x509.RevokedCertificateBuilder()
        .serial_number(one.serial)
        .revocation_date(_tidy(one.on))
        .add_extension(x509.InvalidityDate(_tidy(one.since)), critical=False)
    )
    flag = _FLAGS[one.reason]
    # RFC 5280: the reason "unspecified" is said by leaving it out.
    if flag is not x509.ReasonFlags.unspecified:
        builder = builder.add_extension(x509.CRLReason(flag), critical=False)
    return builder.build()


def _read(entry: x509.RevokedCertificate) -> Revoked:
    reason, since = "mistake", entry.revocation_date_utc
    for extension in entry.extensions:
        if isinstance(extension.value, x509.CRLReason):
            flag = extension.value.reason
            reason = next((name for name, each in _FLAGS.items() if each is flag), "mistake")
        elif isinstance(extension.value, x509.InvalidityDate):
            since = extension.value.invalidity_date_utc
    return Revoked(entry.serial_number, entry.revocation_date_utc, since, reason)


def _tidy(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
