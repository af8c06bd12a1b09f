"""The ways to sign a credential that this program can check (W3C cryptographic suites)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import many
from certdesk.signing.badge.methods import PublicKey
from certdesk.signing.badge.multibase import from_base58
from certdesk.signing.badge.proof import SUITE, hash_of
from certdesk.signing.badge.statements import canonical, expanded

JCS = "eddsa-jcs-2022"
_P256 = "ecdsa-rdfc-2019"
_EARLIER = "Ed25519Signature2020"
"""Signs the same bytes with the same kind of key as our own, and calls itself by its type only."""
_DATATYPE = b"^^<https://w3id.org/security#cryptosuiteString>"
_KNOWN = {("DataIntegrityProof", SUITE), ("DataIntegrityProof", JCS), ("DataIntegrityProof", _P256), (_EARLIER, None)}


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature is about: the document without its proofs, its statements, and all its proofs."""

    document: dict[str, Any]
    statements: bytes
    proofs: tuple[dict[str, Any], ...]


def is_known(proof: dict[str, Any]) -> bool:
    """Say whether this program can check proofs of this kind."""
    kind, suite = proof.get("type"), proof.get("cryptosuite")
    return isinstance(kind, str) and (suite is None or isinstance(suite, str)) and (kind, suite) in _KNOWN


def fits(signed: Signed, proof: dict[str, Any], key: PublicKey) -> bool:
    """Say whether a proof of a known kind is a signature of this key over this document.

    Raises `UntrustedFileError` when the proof can't be understood, or builds upon one that is missing.
    """
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z") or len(value) > 100:
        return False
    try:
        signature = from_base58(value[1:])
    except ValueError:
        return False
    p256 = proof.get("cryptosuite") == _P256
    return any(_verifies(key, signature, data, p256=p256) for data in _signed_bytes(signed, proof))


def _verifies(key: PublicKey, signature: bytes, data: bytes, *, p256: bool) -> bool:
    try:
        _verify(key, signature, data, p256=p256)
    except InvalidSignature:
        return False
    return True


def _verify(key: PublicKey, signature: bytes, data: bytes, *, p256: bool) -> None:
    """Check a signature with the one kind of key that its suite is for."""
    if p256 and isinstance(key, ec.EllipticCurvePublicKey) and len(signature) == 64:
        numbers = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        key.verify(encode_dss_signature(*numbers), data, ec.ECDSA(hashes.SHA256()))
    elif not p256 and isinstance(key, Ed25519PublicKey):
        key.verify(signature, data)
    else:
        raise InvalidSignature


def _signed_bytes(signed: Signed, proof: dict[str, Any]) -> Iterator[bytes]:
    """Yield what may have been signed: by the standard, and by its drafts, which gave the suite's name no datatype."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    covered = signed.document
    if "previousProof" in proof:
        covered = {**covered, "proof": _earlier(signed, proof)}
    if proof.get("cryptosuite") == JCS:
        yield hash_of(_jcs(options)) + hash_of(_jcs(covered))
        return
    told = canonical(expanded({**options, "@context": signed.document.get("@context")})[0])
    document = hash_of(signed.statements if covered is signed.document else canonical(expanded(covered)[0]))
    yield hash_of(told) + document
    yield hash_of(told.replace(_DATATYPE, b"")) + document


def _earlier(signed: Signed, proof: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the proofs that this one builds upon (a chain of proofs)."""
    wanted = {one for one in many(proof["previousProof"]) if isinstance(one, str)}
    earlier = [one for one in signed.proofs if one.get("id") in wanted]
    if len(earlier) != len(wanted) or proof in earlier:
        raise UntrustedFileError(_("It lost a signature that a later one builds upon."))
    return earlier


def _jcs(value: dict[str, Any]) -> bytes:
    """Return JSON as RFC 8785 writes it."""
    from c14n.Canonicalize import canonicalize  # type: ignore[import-untyped]

    try:
        text: bytes = canonicalize(value)
    except (ValueError, OverflowError) as problem:
        raise UntrustedFileError(_("It holds a number that is none.")) from problem
    return text
