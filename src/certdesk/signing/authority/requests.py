"""The request of a person to sign for a programme, as a file; their keys stay where they are.

It holds a PKCS#10 request signed with the key for documents, a proof that the person has the key for statements too,
and the self-made certificate that their id comes from. One for a new key is also signed with the old key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from certdesk.core.did_keys import did_key, key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.formats import (
    certificate,
    check_format,
    damaged,
    read_value,
    signing_request,
    to_bytes,
    to_text,
    written,
)
from certdesk.signing.authority.profile import Subject, der
from certdesk.signing.authority.spoken import REQUEST_WORDS, spoken
from certdesk.signing.fingerprint import short_form
from certdesk.signing.self_made import fit, name_part, words_of
from certdesk.signing.signer import Signer

FORMAT = "certdesk-request-1"
SUFFIX = ".certdesk-request"


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """The file. ``origin`` is the person's first certificate (DER), ``csr`` PKCS#10 (DER), all in base64.

    ``by_old_key`` is the signature of an earlier key over the request, where the person changes their key.
    """

    format: str
    origin: str
    csr: str
    statement_proof: str
    made_at: datetime
    by_old_key: str = ""

    @property
    def person(self) -> str:
        """The id of the person."""
        return sha256(to_bytes(self.origin)).hexdigest()[:16]

    @property
    def digest(self) -> str:
        """The SHA-256 that an approval refers to."""
        return sha256(written(self)).hexdigest()

    @property
    def words(self) -> tuple[str, ...]:
        """What both people compare aloud: it stands for the name, the role and the keys."""
        return spoken(to_bytes(self.csr), REQUEST_WORDS)

    @property
    def fingerprint(self) -> str:
        """The same as letters."""
        return short_form(to_bytes(self.csr))

    @property
    def name(self) -> str:
        """The name that is asked for."""
        return words_of(self._opened().subject, NameOID.COMMON_NAME)

    @property
    def role(self) -> str:
        """The role that is asked for."""
        return words_of(self._opened().subject, NameOID.TITLE)

    @property
    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The key for documents. Raises ValueError for another kind."""
        key = self._opened().public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
            raise ValueError(type(key))
        return key

    @property
    def statement_key(self) -> bytes:
        """The raw key for statements. Raises ValueError."""
        names = self._opened().extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return key_of_did(names.get_values_for_type(x509.UniformResourceIdentifier)[0])

    def subject(self, name: x509.Name) -> Subject:
        """Return whom a certificate is for, under the name that the programme gives."""
        return Subject(name, self.public_key, did_key(self.statement_key))

    @property
    def first_key(self) -> object:
        """The key that the person's id was made with. Raises ValueError."""
        return certificate(self.origin).public_key()

    @property
    def is_for_first_key(self) -> bool:
        """Whether the request is for that very key."""
        return self.first_key == self.public_key

    def signed_by(self, key: object) -> bool:
        """Say whether an earlier key of the person vouches for this request."""
        if not (self.by_old_key and isinstance(key, ec.EllipticCurvePublicKey)):
            return False
        try:
            key.verify(to_bytes(self.by_old_key), _for_old_key(self.csr), ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True

    def _opened(self) -> x509.CertificateSigningRequest:
        return signing_request(self.csr)


def new_request(
    signer: Signer, origin_pem: str, person: tuple[str, str], now: datetime, *, old: Signer | None = None
) -> EnrolmentRequest:
    """Make the request of ``person`` (name and role) for the keys of ``signer``, vouched for by ``old`` if given.

    Raises `CertDeskError` when a signer is locked or a name can't stand in a certificate.
    """
    name, role = person
    subject = x509.Name(
        [
            name_part(NameOID.COMMON_NAME, fit(name, _("name"))),
            name_part(NameOID.TITLE, fit(role, _("role"))),
        ]
    )
    names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(did_key(signer.statement_key))])
    builder = x509.CertificateSigningRequestBuilder().subject_name(subject).add_extension(names, critical=False)
    csr = to_text(signer.sign_request(builder).public_bytes(Encoding.DER))
    origin = to_text(der(x509.load_pem_x509_certificate(origin_pem.encode())))
    proof = to_text(signer.sign_statement(_for_statements(csr)))
    vouched = to_text(old.sign_document(_for_old_key(csr))) if old else ""
    return EnrolmentRequest(FORMAT, origin, csr, proof, now, vouched)


def read_request_file(path: Path) -> EnrolmentRequest:
    """Read a request and check that whoever made it has both keys. Raises `UntrustedFileError`."""
    request = read_value(EnrolmentRequest, path)
    check_format(request.format, FORMAT, path.name)
    try:
        sound = _is_sound(request)
    except (ValueError, IndexError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        raise damaged(path.name) from None
    if not sound:
        text = _("{name} does not prove that its sender has the keys it names.").format(name=path.name)
        raise UntrustedFileError(text, _("Ask for a new request."))
    return request


def _is_sound(request: EnrolmentRequest) -> bool:
    csr = signing_request(request.csr)
    proof = to_bytes(request.statement_proof)
    Ed25519PublicKey.from_public_bytes(request.statement_key).verify(proof, _for_statements(request.csr))
    origin = certificate(request.origin)
    key = origin.public_key()
    same_key = key == request.public_key
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    origin.verify_directly_issued_by(origin)
    fit(request.name, _("name"))
    fit(request.role, _("role"))
    return csr.is_signature_valid and (same_key or bool(request.by_old_key))


def _for_statements(csr: str) -> bytes:
    return f"{FORMAT} statements\n{csr}".encode()


def _for_old_key(csr: str) -> bytes:
    return f"{FORMAT} new key\n{csr}".encode()
