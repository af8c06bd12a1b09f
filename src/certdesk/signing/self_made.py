"""The certificate of a person who belongs to no programme yet: signed with their own key, and labelled so."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

# Stands in certificates, which outlive the language of the window, so it is not translated.
SELF_MADE = "Self-made identity (not issued by a programme)"
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
# Said of every certificate with a long name in another script, wherever it is read; see `name_part`.
warnings.filterwarnings("ignore", message="Attribute's length must be")
LIFE = timedelta(days=730)
_LONGEST = 64  # X.520: upper bound of a common name and of a title
_JOINERS = {0x200C: None, 0x200D: None}  # invisible, but Persian and Hindi names need them


def self_made_certificate(
    key: ec.EllipticCurvePrivateKey, name: str, role: str, statement_did: str, now: datetime
) -> x509.Certificate:
    """Make a certificate for ``key`` that is valid for two years from ``now`` (an aware time).

    Raises `CertDeskError` if ``name`` or ``role`` can't stand in a certificate.
    """
    subject = x509.Name(
        [
            name_part(NameOID.COMMON_NAME, fit(name, _("name"))),
            name_part(NameOID.TITLE, fit(role, _("role"))),
            name_part(NameOID.ORGANIZATION_NAME, SELF_MADE),
        ]
    )
    start = now.astimezone(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + LIFE)
    )
    for extension, critical in _extensions(key.public_key(), statement_did):
        builder = builder.add_extension(extension, critical)
    return builder.sign(key, hashes.SHA256())


def words_of(name: x509.Name, oid: ObjectIdentifier) -> str:
    """Return the first value of ``oid`` in ``name``, or nothing."""
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def statement_key_of(certificate: x509.Certificate) -> bytes | None:
    """Return the raw Ed25519 key that the certificate names for signing statements, if it names one."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return key_of_did(names.get_values_for_type(x509.UniformResourceIdentifier)[0])
    except (x509.ExtensionNotFound, IndexError, ValueError):
        return None


def _extensions(key: ec.EllipticCurvePublicKey, statement_did: str) -> tuple[tuple[x509.ExtensionType, bool], ...]:
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (usage, True),
        # Without e-mail protection, pdfsig and openssl refuse the certificate.
        (x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),
        (x509.SubjectKeyIdentifier.from_public_key(key), False),
        (x509.SubjectAlternativeName([x509.UniformResourceIdentifier(statement_did)]), False),
    )


def name_part(oid: ObjectIdentifier, text: str) -> x509.NameAttribute[str]:
    """Return one part of a name.

    X.520 counts characters and the library counts bytes, which would forbid long names in other scripts; `fit` and the
    names of programmes count characters.
    """
    return x509.NameAttribute(oid, text, _validate=False)


def fit(text: str, what: str) -> str:
    """Return ``text`` as it can stand in a certificate, or raise `CertDeskError`; ``what`` names it."""
    tidy = " ".join(text.split())
    visible = tidy.translate(_JOINERS)
    if visible and visible.isprintable() and len(tidy) <= _LONGEST:
        return tidy
    raise CertDeskError(
        _("The {what} can't stand in a certificate.").format(what=what),
        _("Use between 1 and {count} printable characters.").format(count=_LONGEST),
    )
