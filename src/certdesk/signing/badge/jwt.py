"""Badges as compact JWS (VC-JWT): Open Badges 3.0 signs whole letters there, not statements."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.badge.bounded_json import LARGEST, many, read_object
from certdesk.signing.badge.methods import Method, PublicKey, key_of_jwk, method_of, unpadded
from certdesk.signing.badge.proof import moment
from certdesk.signing.badge.sealed import Seal, issuer_of
from certdesk.signing.badge.times import read_moment
from certdesk.signing.untrusted_words import tidy
from certdesk.signing.verification import Check, CheckState

_COMPACT = re.compile(rb"\s*[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\s*")
_KEY_OF = {"EdDSA": Ed25519PublicKey, "Ed25519": Ed25519PublicKey, "ES256": ec.EllipticCurvePublicKey}


def looks_like_jwt(data: bytes) -> bool:
    """Say whether these bytes are three parts of base64url with points between them."""
    return len(data) <= 2 * LARGEST and data.lstrip()[:2] == b"ey" and bool(_COMPACT.fullmatch(data))


def check_jwt(data: bytes) -> tuple[dict[str, Any], Seal]:
    """Return the credential of a compact JWS and what its signature tells.

    Raises `UntrustedFileError` when it is none, is nested too deep or says a name twice.
    """
    first, second, third = data.strip().split(b".")
    try:
        header = read_object(_decoded(first))
        payload = read_object(_decoded(second))
    except ValueError as problem:
        text = _("This is no signed badge, or it is damaged.")
        raise UntrustedFileError(text, _("Ask for the file once more.")) from problem
    document = _document(payload)
    return document, _seal(header, payload, document, first + b"." + second, third)


def _document(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the badge: the payload itself, or, as earlier drafts had it, a part of it that leaves out the envelope."""
    inner = payload.get("vc")
    if not isinstance(inner, dict):
        return payload
    found = dict(inner)
    for name, other in (("iss", "issuer"), ("jti", "id")):
        if name in payload:
            found.setdefault(other, payload[name])
    for name, other in (("nbf", "validFrom"), ("exp", "validUntil")):
        time = _numeric(payload.get(name))
        if time is not None:
            found.setdefault(other, moment(time))
    return found


def _seal(
    header: dict[str, Any], payload: dict[str, Any], document: dict[str, Any], signed: bytes, signature: bytes
) -> Seal:
    beforehand = _algorithm(header) or _contradiction(payload, document)
    if beforehand is not None:
        return Seal((beforehand,))
    try:
        method, named = _key(header, document)
    except (ValueError, TypeError):
        return Seal((_failed("proof", _("Its signature names a key that is none.")),))
    if method.key is None:
        text = _("The key of its signature is only known on the network: {name}").format(name=tidy(method.owner))
        return Seal((Check("proof", CheckState.NOT_CHECKED, text),))
    if not _signature_fits(str(header["alg"]), method.key, signed, signature):
        text = _("It was changed after it was signed, or its signature belongs to something else.")
        return Seal((_failed("proof", text),))
    return _owned(method, named, document, payload)


def _algorithm(header: dict[str, Any]) -> Check | None:
    """Refuse what only looks like a signature; name what is one of a kind that is unknown here."""
    name = header.get("alg")
    if not isinstance(name, str) or name.lower() == "none" or name.startswith("HS") or {"crit", "b64"} & set(header):
        text = _("It is not really signed (algorithm “{name}”).")
        return _failed("proof", text.format(name=tidy(name)))
    if name not in {*_KEY_OF, "RS256"}:
        text = _("It is signed in a way that this program does not know ({name}).")
        return Check("proof", CheckState.NOT_CHECKED, text.format(name=tidy(name)))
    return None


def _owned(method: Method, named: str, document: dict[str, Any], payload: dict[str, Any]) -> Seal:
    proof = Check("proof", CheckState.PASSED, _("It is unchanged since it was signed."), named)
    issuer, signed_at = issuer_of(document), _numeric(payload.get("iat", payload.get("nbf")))
    if method.proven and method.owner == issuer:
        bound = Check("issuer_key", CheckState.PASSED, _("The key is the issuer's own."), issuer)
        return Seal((proof, bound), issuer, method.raw, bool(method.raw), signed_at)
    if issuer.startswith(("did:key:", "did:jwk:")) or not issuer:
        text = _("It was signed with another key than that of {issuer}, who it says issued it.")
        wrong = _failed("issuer_key", text.format(issuer=tidy(issuer) or _("nobody")))
        return Seal((proof, wrong), signed_at=signed_at)
    text = _("Whether the key is that of {issuer} is only known on the network.").format(issuer=tidy(issuer))
    return Seal((proof, Check("issuer_key", CheckState.NOT_CHECKED, text)), signed_at=signed_at)


def _key(header: dict[str, Any], document: dict[str, Any]) -> tuple[Method, str]:
    """Return the key that the header names or brings along; a key that it brings is the issuer's only by its name.

    Raises ValueError when a name contains another key than the one that was brought.
    """
    issuer, named = issuer_of(document), header.get("kid")
    if not isinstance(named, str) or not named.startswith("did:"):
        # A short name such as "#key-1" means nothing here; the issuer's own name may.
        named = issuer
    method = method_of(named) if named else Method("", None, proven=False)
    if "jwk" not in header:
        return method, named
    brought = key_of_jwk(header["jwk"])
    if method.proven and method.key == brought:
        return method, named
    if method.proven and named != issuer:
        raise ValueError("two keys")
    return Method("", brought, proven=False), "jwk"


def _signature_fits(algorithm: str, key: PublicKey, signed: bytes, signature: bytes) -> bool:
    """Check a signature with the one kind of key that its algorithm is for."""
    try:
        raw = unpadded(signature.decode("ascii"))
        if isinstance(key, Ed25519PublicKey) and algorithm in {"EdDSA", "Ed25519"}:
            key.verify(raw, signed)
        elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm == "ES256" and len(raw) == 64:
            numbers = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
            key.verify(encode_dss_signature(*numbers), signed, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey) and algorithm == "RS256":
            key.verify(raw, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def _contradiction(payload: dict[str, Any], document: dict[str, Any]) -> Check | None:
    """Find what the signed envelope says otherwise than the badge in it."""
    subjects = [one for one in many(document.get("credentialSubject")) if isinstance(one, dict)]
    holder = subjects[0].get("id") if len(subjects) == 1 else None
    for name, inner in (("iss", issuer_of(document)), ("jti", document.get("id")), ("sub", holder)):
        if name in payload and inner is not None and payload[name] != inner:
            text = _("Its envelope names another issuer, badge or holder than the badge in it.")
            return _failed("proof", text)
    for name, other in (("nbf", "validFrom"), ("exp", "validUntil")):
        if name in payload and other in document and not _same_time(payload[name], document[other]):
            return _failed("proof", _("Its envelope gives other dates than the badge in it."))
    return None


def _same_time(envelope: object, inner: object) -> bool:
    outer = _numeric(envelope)
    try:
        return outer is not None and abs((outer - read_moment(inner)).total_seconds()) < 1
    except ValueError:
        return False


def _numeric(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**40:
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _decoded(part: bytes) -> bytes:
    if len(part) > 2 * LARGEST:
        raise ValueError("base64url")
    return base64.b64decode(part + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _failed(name: str, sentence: str) -> Check:
    return Check(name, CheckState.FAILED, sentence)
