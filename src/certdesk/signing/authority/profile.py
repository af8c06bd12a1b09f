"""The certificates of a programme: root, issuing, person, and the bridge from an old root to a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.words import _
from certdesk.signing.authority.names import authority_name, programme_of, slug
from certdesk.signing.self_made import DOCUMENT_SIGNING

ROOT_YEARS, ISSUING_YEARS = 10, 5
LONGEST_LEAF = 2
# Two computers never show quite the same time, and a certificate should be good at once on the other one.
LEEWAY = timedelta(hours=1)


class Curve(StrEnum):
    """What kinds of root key there are."""

    P256 = "P-256"
    P384 = "P-384"


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate that signs others, with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def __repr__(self) -> str:
        return "Authority(...)"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a person's certificate is for: the name, the key, and the ``did:key`` of the statement key."""

    name: x509.Name
    key: ec.EllipticCurvePublicKey
    statement_did: str


def new_key(curve: Curve = Curve.P256) -> ec.EllipticCurvePrivateKey:
    """Make a key."""
    return ec.generate_private_key(ec.SECP384R1() if curve is Curve.P384 else ec.SECP256R1())


def hash_for(key: ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey) -> hashes.SHA256 | hashes.SHA384:
    """Return the hash that is as strong as the key."""
    return hashes.SHA384() if key.curve.key_size > 256 else hashes.SHA256()


def root_certificate(
    key: ec.EllipticCurvePrivateKey, programme: str, now: datetime, *, since: datetime | None = None
) -> x509.Certificate:
    """Make the certificate of a root: ten years, and one level of issuing certificates below it.

    ``since`` is when an earlier root began whose place this one takes: it vouches for what was signed from then on.
    """
    name = authority_name(programme, "Root CA")
    builder = _dated(name, name, key.public_key(), (since or now, years_after(now, ROOT_YEARS)))
    return _sealed(_authority(builder, key.public_key(), 1), key)


def cross_certificate(new: x509.Certificate, old: Authority, now: datetime) -> x509.Certificate:
    """Make the old root vouch for the key of the new one, as RFC 4210 calls "new with old".

    Both have the same name, so it does not count as one more level below the old root.
    """
    key = new.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError(key)
    until = min(new.not_valid_after_utc, old.certificate.not_valid_after_utc)
    builder = _dated(new.subject, old.certificate.subject, key, (now, until))
    builder = _pointed(_authority(builder, key, 1), old, programme_of(new), "root.crl")
    return _sealed(builder, old.key)


def issuing_name(programme: str, number: int) -> x509.Name:
    """Return the name of an issuing certificate; ``number`` counts the programme's issuing keys from 1."""
    return authority_name(programme, "Issuing CA" if number == 1 else f"Issuing CA {number}")


def issuing_certificate(
    key: ec.EllipticCurvePublicKey, programme: str, name: x509.Name, root: Authority, span: tuple[datetime, datetime]
) -> x509.Certificate:
    """Make the certificate of the desk that certifies people: five years at most. ``span`` is since when, and now."""
    since, now = span
    until = min(years_after(now, ISSUING_YEARS), root.certificate.not_valid_after_utc)
    builder = _dated(name, root.certificate.subject, key, (since, until))
    builder = _pointed(_authority(builder, key, 0), root, programme, "root.crl")
    return _sealed(builder, root.key)


def person_certificate(subject: Subject, issuing: Authority, programme: str, span: tuple[datetime, int]) -> bytes:
    """Make the certificate (DER) of a person. ``span`` is now and for how many years.

    Raises NotAllowedError when the issuing certificate ends before it would begin.
    """
    now, years = span
    until = min(years_after(now, years), issuing.certificate.not_valid_after_utc)
    if until <= now:
        text = _("The issuing certificate of this programme ended on {day}.").format(day=day_in_words(until))
        raise NotAllowedError(text, _("Make a new one with the root key: roll over the issuing certificate."))
    builder = _dated(subject.name, issuing.certificate.subject, subject.key, (now, until))
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(person=True), critical=True)
        # Without e-mail protection, pdfsig and openssl refuse the chain.
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(subject.key), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(subject.statement_did)]), critical=False
        )
    )
    builder = _pointed(builder, issuing, programme, "issuing.crl")
    return der(_sealed(builder, issuing.key))


def der(certificate: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    """Return the bytes of a certificate or list."""
    return certificate.public_bytes(Encoding.DER)


def pem(certificate_der: bytes) -> str:
    """Return a certificate as text."""
    return x509.load_der_x509_certificate(certificate_der).public_bytes(Encoding.PEM).decode()


def years_after(moment: datetime, years: int) -> datetime:
    """Return the same day and hour, years later; 29 February becomes 28 February."""
    tidy = moment.astimezone(UTC).replace(microsecond=0)
    try:
        return tidy.replace(year=tidy.year + years)
    except ValueError:
        return tidy.replace(year=tidy.year + years, day=28)


def _dated(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, span: tuple[datetime, datetime]
) -> x509.CertificateBuilder:
    start = span[0].astimezone(UTC).replace(microsecond=0) - LEEWAY
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(span[1])
    )


def _authority(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePublicKey, levels: int
) -> x509.CertificateBuilder:
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=levels), critical=True)
        .add_extension(_usage(person=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _pointed(builder: x509.CertificateBuilder, above: Authority, programme: str, file: str) -> x509.CertificateBuilder:
    """Name who signed, and where the list of what was revoked would be: without it, lists are ignored."""
    place = f"http://crl.{slug(programme)}.invalid/{file}"
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(place)], None, None, None)
    identifier = above.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
    ).add_extension(x509.CRLDistributionPoints([point]), critical=False)


def _usage(*, person: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=person,
        content_commitment=person,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not person,
        crl_sign=not person,
        encipher_only=False,
        decipher_only=False,
    )


def _sealed(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return builder.sign(key, hash_for(key))
