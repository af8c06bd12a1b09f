"""Programmes made for tests: a root, an issuing authority, people with certificates, lists, a register."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from tests.signing.samples import ASSESSOR, NOW, a_report

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.did_keys import did_key
from certdesk.signing.authority.lists import Revoked, revocation_list
from certdesk.signing.authority.names import authority_name, person_name
from certdesk.signing.authority.profile import (
    Authority,
    Subject,
    der,
    issuing_certificate,
    new_key,
    pem,
    person_certificate,
    root_certificate,
)
from certdesk.signing.pdf.sign_pdf import SignatureRequest, sign_pdf
from certdesk.signing.self_made import DOCUMENT_SIGNING
from certdesk.signing.signer import Signer
from certdesk.signing.trust import ProgrammeTrust, RegisterView, Trust

FOUNDED = NOW - timedelta(days=200)
MAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION


@dataclass
class Programme:
    """A programme whose keys are at hand."""

    name: str
    root: Authority
    issuing: Authority
    statement_key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def person(
        self, name: str = "Amara Okafor", *, years: int = 2, at: datetime = FOUNDED, role: str = "Assessor"
    ) -> Signer:
        key = new_key()
        subject = Subject(person_name(self.name, name, role), key.public_key(), self._did)
        made = person_certificate(subject, self.issuing, self.name, (at, years))
        return self.signer(key, made)

    def signer(self, key: ec.EllipticCurvePrivateKey, certificate: bytes) -> Signer:
        return Signer("0" * 16, pem(certificate), key, self.statement_key, (pem(der(self.issuing.certificate)),))

    def odd_person(self, **changes) -> Signer:
        """Certify somebody by hand, with something changed: see `leaf`."""
        key = new_key()
        return self.signer(key, leaf(key, changes.pop("issuing", self.issuing), self.name, **changes))

    def trust(self, *revoked: Revoked, made_at: datetime = NOW - timedelta(days=1), **changes) -> Trust:
        """Return the trust of a desk that knows this programme; its lists are made at ``made_at``."""
        return Trust(programmes=(self.known(*revoked, made_at=made_at, **changes),))

    def known(self, *revoked: Revoked, made_at: datetime = NOW - timedelta(days=1), **changes) -> ProgrammeTrust:
        of_root = revocation_list(self.root, [], 1, (FOUNDED, FOUNDED + timedelta(days=1800)))
        of_people = revocation_list(self.issuing, revoked, 2, (made_at, made_at + timedelta(days=90)))
        root = der(self.root.certificate)
        known = ProgrammeTrust(
            id=x509.load_der_x509_certificate(root).fingerprint(hashes.SHA256()).hex()[:16],
            name=self.name, version=1, made_at=made_at, roots=(root,), issuers=(der(self.issuing.certificate),),
            crls=(der(of_root), der(of_people)), register_keys=(),
        )  # fmt: skip
        return replace(known, **changes)

    @property
    def _did(self) -> str:
        return did_key(self.statement_key.public_key().public_bytes_raw())


def found(name: str = "Hillside Programme") -> Programme:
    """Found a programme."""
    root_key, issuing_key = new_key(), new_key()
    root = Authority(root_certificate(root_key, name, FOUNDED), root_key)
    issuing = issuing_certificate(
        issuing_key.public_key(), name, authority_name(name, "Issuing CA"), root, (FOUNDED, FOUNDED)
    )
    return Programme(name, root, Authority(issuing, issuing_key))


def leaf(
    key: ec.EllipticCurvePrivateKey,
    issuing: Authority,
    programme: str,
    *,
    purposes: tuple[ObjectIdentifier, ...] = (DOCUMENT_SIGNING, MAIL),
    issuer: x509.Name | None = None,
    ca: bool = False,
    signs: bool = True,
    identifier: bytes | None = None,
    name: str = "Amara Okafor",
) -> bytes:
    """Make a certificate that our authority would never make."""
    usage = x509.KeyUsage(signs, signs, not signs, False, False, ca, ca, False, False)
    ours = issuing.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    builder = (
        x509.CertificateBuilder()
        .subject_name(person_name(programme, name, "Assessor"))
        .issuer_name(issuer or issuing.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FOUNDED)
        .not_valid_after(FOUNDED + timedelta(days=700))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier(identifier or ours, None, None), critical=False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return der(builder.sign(issuing.key, hashes.SHA256()))


def serial_of(signer: Signer) -> int:
    """Return the serial number of a signer's certificate."""
    return x509.load_pem_x509_certificate(signer.certificate_pem.encode()).serial_number


def signed(folder: Path, signer: Signer, *, at: datetime = NOW, field: str = ASSESSOR, content: bytes = b"") -> bytes:
    """Sign a report of ours, or ``content``."""
    path = folder / "to-sign.pdf"
    path.write_bytes(content or a_report())
    sign_pdf(path, path, signer, SignatureRequest(field, at))
    return path.read_bytes()


def register(*events: RegisterEvent, as_of: datetime = NOW) -> RegisterView:
    """Return a register with these lines."""
    return RegisterView("certdesk/test", events, "", as_of)


def entry(sha256: str, *, at: datetime = NOW, deed: Deed = Deed.ISSUED, **more) -> RegisterEvent:
    """Return one line of a register about the file with this digest."""
    return RegisterEvent(deed, at, more.pop("serial", "HSTP-2026-00001-3"), pdf=sha256, **more)
