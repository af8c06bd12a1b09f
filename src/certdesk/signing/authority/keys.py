"""The unlocked keys of a programme's issuing desk."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.signing.authority.profile import Authority, der
from certdesk.signing.issuer import Issuer

T = TypeVar("T")
_LENGTH = 2


class AuthorityKeys:
    """Holds the issuing keys (the newest last) and the register key until `lock` forgets them."""

    __slots__ = ("_keys", "programme_id", "programme_name")

    def __init__(
        self, programme_id: str, programme_name: str, issuing: tuple[Authority, ...], register: Ed25519PrivateKey
    ) -> None:
        self.programme_id = programme_id
        self.programme_name = programme_name
        self._keys: tuple[tuple[Authority, ...], Ed25519PrivateKey] | None = (issuing, register)

    @property
    def locked(self) -> bool:
        """Say whether the keys are forgotten."""
        return self._keys is None

    @property
    def statement_key(self) -> bytes:
        """The raw 32-byte Ed25519 public key of the register. Raises `CertDeskError` when locked."""
        return self._unlocked()[1].public_key().public_bytes_raw()

    @property
    def issuer(self) -> Issuer:
        """Who issues: the public part. Raises `CertDeskError` when locked."""
        return Issuer(self.programme_name, self.statement_key, self.programme_id)

    @property
    def issuing(self) -> tuple[Authority, ...]:
        """The issuing certificates with their keys, the newest last. For this package only."""
        return self._unlocked()[0]

    @property
    def register(self) -> Ed25519PrivateKey:
        """The register key. For this package only."""
        return self._unlocked()[1]

    def lock(self) -> None:
        """Forget the private keys; everything later is refused."""
        self._keys = None

    def sign_statement(self, data: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of a statement, for registers, badges and codes."""
        return self._unlocked()[1].sign(data)

    def lend_statement_key(self, use: Callable[[bytes], T]) -> T:
        """Give the register key, in OpenSSH's form, to what opens sealed packages within this process.

        Every package of the programme is sealed for it too. Raises `CertDeskError` when locked.
        """
        register = self._unlocked()[1]
        return use(register.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))

    def packed(self) -> bytearray:
        """Return the secrets, to be sealed and wiped at once."""
        issuing, register = self._unlocked()
        packed = bytearray()
        for key in [register.private_bytes_raw(), *(_der(each.key) for each in issuing)]:
            packed += len(key).to_bytes(_LENGTH, "big") + key
        return packed

    def __repr__(self) -> str:
        return f"AuthorityKeys(programme_id={self.programme_id!r}, locked={self.locked})"

    def _unlocked(self) -> tuple[tuple[Authority, ...], Ed25519PrivateKey]:
        if self._keys is None:
            raise CertDeskError(_("The programme's key is locked."), _("Type the passphrase of the issuing desk."))
        return self._keys

    def __reduce__(self) -> str:
        raise TypeError("private keys never leave this process")


def unpacked(
    secret: bytearray, programme: tuple[str, str], certificates: tuple[x509.Certificate, ...]
) -> AuthorityKeys:
    """Read what `AuthorityKeys.packed` wrote; ``programme`` is id and name. Raises ValueError if it does not fit."""
    parts: list[memoryview] = []
    view, at = memoryview(secret), 0
    while at < len(view):
        size = int.from_bytes(view[at : at + _LENGTH], "big")
        parts.append(view[at + _LENGTH : at + _LENGTH + size])
        at += _LENGTH + size
    if len(parts) < 2:
        raise ValueError(len(parts))
    register = Ed25519PrivateKey.from_private_bytes(parts[0])
    by_key = {_public(each.public_key()): each for each in certificates}
    issuing = []
    for part in parts[1:]:
        key = load_der_private_key(part, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or _public(key.public_key()) not in by_key:
            raise ValueError(len(parts))
        issuing.append(Authority(by_key[_public(key.public_key())], key))
    return AuthorityKeys(*programme, tuple(issuing), register)


def digest_of(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of a certificate."""
    return sha256(der(certificate)).hexdigest()


def _public(key: object) -> bytes:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return b""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
