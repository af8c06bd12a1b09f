"""An unlocked identity: the only thing in the program that can sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

T = TypeVar("T")


class Signer:
    """Holds the parsed private keys of one identity until `lock` forgets them."""

    __slots__ = ("_keys", "certificate_pem", "chain", "identity_id")

    def __init__(
        self,
        identity_id: str,
        certificate_pem: str,
        document_key: ec.EllipticCurvePrivateKey,
        statement_key: Ed25519PrivateKey,
        chain: tuple[str, ...] = (),
    ) -> None:
        self.identity_id = identity_id
        self.chain = chain
        self.certificate_pem = certificate_pem
        # Parsed once: parsing again for each signature tripled the time of a batch.
        self._keys: tuple[ec.EllipticCurvePrivateKey, Ed25519PrivateKey] | None = (document_key, statement_key)

    @property
    def locked(self) -> bool:
        """Say whether the keys are forgotten."""
        return self._keys is None

    @property
    def statement_key(self) -> bytes:
        """The raw 32-byte Ed25519 public key that statements are checked with. Raises `CertDeskError` when locked."""
        return self._unlocked()[1].public_key().public_bytes_raw()

    @property
    def document_key(self) -> ec.EllipticCurvePublicKey:
        """The public key that documents are checked with. Raises `CertDeskError` when locked."""
        return self._unlocked()[0].public_key()

    def lock(self) -> None:
        """Forget the private keys; every later signature is refused."""
        self._keys = None

    def sign_document(self, data: bytes) -> bytes:
        """Return the DER signature (ECDSA P-256 with SHA-256) of the signed attributes of a PDF signature."""
        return self._unlocked()[0].sign(data, ec.ECDSA(hashes.SHA256()))

    def sign_statement(self, data: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of a statement, for journals, registers and badges."""
        return self._unlocked()[1].sign(data)

    def lend_statement_key(self, use: Callable[[bytes], T]) -> T:
        """Give the Ed25519 private key, in OpenSSH's form, to what opens sealed packages within this process.

        Raises `CertDeskError` when locked.
        """
        form, unlocked = serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
        return use(self._unlocked()[1].private_bytes(serialization.Encoding.PEM, form, unlocked))

    def sign_request(self, builder: x509.CertificateSigningRequestBuilder) -> x509.CertificateSigningRequest:
        """Sign a PKCS#10 request for the key of documents."""
        return builder.sign(self._unlocked()[0], hashes.SHA256())

    def certified(self, certificate_pem: str, chain: tuple[str, ...]) -> Signer:
        """Return a signer with the same keys under another certificate; each of the two is locked by itself."""
        return Signer(self.identity_id, certificate_pem, *self._unlocked(), chain)

    def __repr__(self) -> str:
        return f"Signer(identity_id={self.identity_id!r}, locked={self.locked})"

    def _unlocked(self) -> tuple[ec.EllipticCurvePrivateKey, Ed25519PrivateKey]:
        if self._keys is None:
            raise CertDeskError(_("The signing key is locked."), _("Type its passphrase to sign."))
        return self._keys

    def __reduce__(self) -> str:
        raise TypeError("private keys never leave this process")
