"""The keys that badges name: what can be read from a name itself, without asking anybody."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.signing.badge.multibase import from_base58

PublicKey = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
_ED25519, _P256 = b"\xed\x01", b"\x80\x24"
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Method:
    """A key as a badge names it. ``owner`` is who controls it; ``proven`` says that the name itself contains the key.

    Where it does not, ``key`` may still be one that the name hints at: with it one can tell whether a badge was
    changed, but not whose it is. ``key`` is None where only the network knows it.
    """

    owner: str
    key: PublicKey | None
    proven: bool

    @property
    def raw(self) -> bytes:
        """The raw 32 bytes of an Ed25519 key, nothing for other kinds."""
        return self.key.public_bytes_raw() if isinstance(self.key, Ed25519PublicKey) else b""


def method_of(name: object) -> Method:
    """Read the name of a key. Raises ValueError for a name that contradicts itself or is no name at all."""
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST:
        raise ValueError("no name")
    owner, _hash, fragment = name.partition("#")
    if owner.startswith("did:key:"):
        letters = owner.removeprefix("did:key:")
        if fragment and fragment != letters:
            raise ValueError(name)
        return Method(owner, _multikey(letters), proven=True)
    if owner.startswith("did:jwk:"):
        if fragment not in {"", "0"}:
            raise ValueError(name)
        return Method(owner, _jwk_or_none(json.loads(unpadded(owner.removeprefix("did:jwk:")))), proven=True)
    try:
        hint = _multikey(fragment) if fragment.startswith("z") else None
    except ValueError:
        hint = None
    return Method(owner, hint, proven=False)


def _jwk_or_none(jwk: Any) -> PublicKey | None:  # noqa: ANN401 - JSON
    """Return the key, or None for a kind that this program does not know."""
    known = isinstance(jwk, dict) and (jwk.get("kty") == "RSA" or jwk.get("crv") in {"Ed25519", "P-256"})
    return key_of_jwk(jwk) if known else None


def key_of_jwk(jwk: Any) -> PublicKey:  # noqa: ANN401 - JSON
    """Return the public key of a JSON Web Key. Raises ValueError for other kinds, weak ones and private ones."""
    if not isinstance(jwk, dict) or "d" in jwk or "k" in jwk:
        raise ValueError("jwk")
    kind = (jwk.get("kty"), jwk.get("crv"))
    try:
        if kind == ("OKP", "Ed25519"):
            return Ed25519PublicKey.from_public_bytes(_part(jwk, "x"))
        if kind == ("EC", "P-256"):
            x, y = _part(jwk, "x"), _part(jwk, "y")
            return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
        if kind[0] == "RSA":
            return _rsa(_part(jwk, "n"), _part(jwk, "e"))
    except UnsupportedAlgorithm as problem:
        raise ValueError("jwk") from problem
    raise ValueError("jwk")


def _rsa(modulus: bytes, exponent: bytes) -> rsa.RSAPublicKey:
    # Less than 2048 bits can be broken; more than 8192 only costs time, which is what an attacker would want.
    if not 256 <= len(modulus.lstrip(b"\x00")) <= 1024 or len(exponent) > 4:
        raise ValueError("rsa")
    return rsa.RSAPublicNumbers(int.from_bytes(exponent, "big"), int.from_bytes(modulus, "big")).public_key()


def _multikey(letters: str) -> PublicKey | None:
    """Return the key, or None for a kind that this program does not know. Raises ValueError for what is no key."""
    if not letters.startswith("z"):
        raise ValueError(letters[:20])
    data = from_base58(letters[1:])
    if data.startswith(_ED25519) and len(data) == 34:
        return Ed25519PublicKey.from_public_bytes(data[2:])
    if data.startswith(_P256) and len(data) == 35:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:])
    if data.startswith((_ED25519, _P256)) or len(data) < 34:
        raise ValueError(letters[:20])
    return None


def _part(jwk: dict[str, Any], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise TypeError(name)
    return unpadded(value)


def unpadded(text: str) -> bytes:
    """Read base64url without its padding; anything else in it is refused."""
    if len(text) > _LONGEST or not text.isascii() or "=" in text:
        raise ValueError("base64url")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as problem:
        raise ValueError("base64url") from problem
