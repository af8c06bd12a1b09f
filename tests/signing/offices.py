"""A signing office that has nothing to do with this program, and how it signs."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certdesk.signing.fingerprint import digest
from certdesk.signing.pdf.verify_pdf import KnownSigner, Trust

START = datetime(2026, 1, 1, tzinfo=UTC)
ACROBAT, PADES = SigSeedSubFilter.ADOBE_PKCS7_DETACHED, SigSeedSubFilter.PADES


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)


class Office:
    """A foreign signing office: a root, a signer, a time stamping authority."""

    def __init__(self) -> None:
        self.store = SimpleCertificateStore()
        self.root = self._make("Root", None, 2048, None)
        self.leaf = self._make("Foreign Signer", self.root, 2048, None)
        self.curve = self._make("Foreign Signer", self.root, 0, None)
        self.weak = self._make("Old Signer", self.root, 1024, None)
        clock = self._make("Clock", self.root, 2048, ExtendedKeyUsageOID.TIME_STAMPING)
        self.clock = DummyTimeStamper(self.public(clock), self.private(clock), certs_to_embed=self.store)
        self.store.register(self.public(self.root))
        known = [self.public(each).dump() for each in (self.leaf, self.curve, self.weak)]
        self.trust = Trust(tuple(KnownSigner(digest(der), "Foreign", "", "by telephone") for der in known))

    def _make(self, name, issuer, bits, use: ObjectIdentifier | None):
        key = rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer[0].subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(START)
            .not_valid_after(START + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
            .add_extension(_usage(ca=issuer is None), critical=True)
        )
        if use:
            builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=True)
        return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key

    def public(self, pair) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(pair[0].public_bytes(serialization.Encoding.DER))

    def private(self, pair) -> asn1_keys.PrivateKeyInfo:
        plain = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(pair[1].private_bytes(*plain))

    def signer(self, pair=None, *, pss: bool = False) -> signers.SimpleSigner:
        pair = pair or self.leaf
        return signers.SimpleSigner(self.public(pair), self.private(pair), self.store, prefer_pss=pss)


def stamp(content: bytes, signer: signers.Signer, field: str = "One", **how) -> bytes:
    """Sign in a new field that can be seen, as office programs do; ``how`` goes to the metadata."""
    clock, new, room = how.pop("clock", None), how.pop("new", True), how.pop("room", None)
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    if password := how.pop("password", ""):
        writer.encrypt(password)
    metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **how)
    place = SigFieldSpec(field, on_page=0, box=(60, 300 if field == "One" else 200, 260, 380))
    machine = signers.PdfSigner(metadata, signer, timestamper=clock, new_field_spec=place if new else None)
    return machine.sign_pdf(writer, bytes_reserved=room).getvalue()
