"""What the signature itself says: is it sound, over which bytes, by whom (needs pyHanko, so imported when needed)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, keys, parser, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, validate_sig_integrity
from pyhanko_certvalidator.errors import AlgorithmNotSupported
from pyhanko_certvalidator.sig_validate import (
    DEFAULT_VALIDATION_CONTEXT,
    DefaultSignatureValidator,
    SignatureValidationContext,
)

from certdesk.core.did_keys import key_of_did
from certdesk.signing.pdf.byte_rules import WrittenSignature
from certdesk.signing.pdf.der import is_canonical
from certdesk.signing.untrusted_words import tidy

_SOUND_DIGESTS = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
_SHORTEST_RSA = 2048
_MOST_CERTIFICATES = 40
_OTHER_BYTES = "the bytes of the file are not those that were signed"
_ENCLOSES = "the signature encloses the document that it stands in"
_NO_CERTIFICATE = "the certificate that the signature names is not in the file"
SEVERAL_SIGNERS = "several people share one signature"
_DIGEST, _SHA1_SIZE = "message_digest", 20
_BARE_SIGNATURE = b"\x04"  # an octet string without a certificate
_EC_KEY = "1.2.840.10045.2.1"
_DETACHED, _TIMESTAMP = "data", "tst_info"
_NONSENSE: tuple[type[Exception], ...] = (
    ValueError,
    LookupError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    UnsupportedAlgorithm,
    AlgorithmNotSupported,
)
"""What libraries make of a stranger's damaged signature. Anything else is a fault of ours, and proves nothing."""
_VERSIONS = {_DETACHED: {("v1", "v1"), ("v3", "v3")}, _TIMESTAMP: {("v3", "v1"), ("v3", "v3")}}  # RFC 5652, 5.1


@dataclass(frozen=True, slots=True)
class SignedWords:
    """One signature, opened. ``altered`` says why it is broken, ``weak`` why it proves little; empty is good.

    ``unchecked`` says what of it we can't check, ``unusual`` what is odd about it.
    """

    certificate: bytes = field(default=b"", repr=False)
    others: tuple[bytes, ...] = field(default=(), repr=False)
    """The other certificates (DER) that came with the signature."""
    lists: tuple[bytes, ...] = field(default=(), repr=False)
    """Lists of revoked certificates (DER) that came with it."""
    stamp: bytes = field(default=b"", repr=False)
    """The time stamp (DER) over the signature's value, if it has one."""
    value: bytes = field(default=b"", repr=False)
    statement_key: bytes = b""
    """The raw Ed25519 key that the certificate names for badges and codes, if it names one."""
    name: str = ""
    role: str = ""
    issuer_is_subject: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    cms_time: datetime | None = None
    is_timestamp: bool = False
    altered: str = ""
    weak: str = ""
    unchecked: str = ""
    unusual: str = ""


class _Noticing(DefaultSignatureValidator):
    """The library takes an algorithm that it does not know for a broken signature; this remembers which it was."""

    def __init__(self, digest: str) -> None:
        self.unknown = ""
        self._digest = digest

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: keys.PublicKeyInfo,
        signature_algorithm: algos.SignedDigestAlgorithm,
        context: SignatureValidationContext = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        used = signature_algorithm
        if used["algorithm"].native == _EC_KEY:
            # iText 5 names the sort of the key where the sort of the signature belongs.
            used = algos.SignedDigestAlgorithm({"algorithm": f"{self._digest}_ecdsa"})
        try:
            super().validate_signature(signature, signed_data, public_key_info, used, context)
        except (AlgorithmNotSupported, UnsupportedAlgorithm, NotImplementedError) as problem:
            self.unknown = str(problem)[:100] or type(problem).__name__
            raise InvalidSignature from problem


def open_signature(written: WrittenSignature, content: bytes) -> SignedWords:
    """Check the signature over the bytes that it names, without asking who made it."""
    if written.contents[:1] == _BARE_SIGNATURE:
        return SignedWords(unchecked="an old kind of signature (adbe.x509.rsa_sha1)")
    try:
        return _opened(written, content)
    except _NONSENSE as problem:
        return SignedWords(altered=f"the signature can't be read ({type(problem).__name__})")


def has_several_signers(contents: bytes) -> bool:
    """Say whether more than one person signed in one signature, as CMS allows and PDF does not."""
    try:
        return len(cms.ContentInfo.load(contents[: parser.peek(contents)])["content"]["signer_infos"]) > 1
    except (ValueError, TypeError, KeyError):
        return False


def _opened(written: WrittenSignature, content: bytes) -> SignedWords:
    # Signers reserve more room than they need; what follows the signature is padding.
    size = parser.peek(written.contents)
    message = cms.ContentInfo.load(written.contents[:size])
    signed_data = message["content"]
    if not isinstance(signed_data, cms.SignedData):
        raise ValueError(message["content_type"].native)
    if len(signed_data["signer_infos"]) > 1:
        return _only_bytes(signed_data, written, content, SEVERAL_SIGNERS)
    info = extract_signer_info(signed_data)
    try:
        certificate = extract_certificate_info(signed_data).signer_cert
    except CMSExtractionError:
        return _only_bytes(signed_data, written, content, _NO_CERTIFICATE)
    kind = signed_data["encap_content_info"]["content_type"].native
    algorithm = info["digest_algorithm"]["algorithm"].native
    enclosed = signed_data["encap_content_info"]["content"].native if kind == _DETACHED else None
    encloses_sha1 = enclosed is not None and len(enclosed) == _SHA1_SIZE
    altered, unchecked = _soundness(signed_data, written, content)
    subject, validity = certificate.subject.native, certificate["tbs_certificate"]["validity"]
    return SignedWords(
        certificate=certificate.dump(),
        others=_certificates(signed_data),
        lists=_lists(signed_data),
        stamp=_stamp(info),
        value=info["signature"].native,
        statement_key=_statement_key(certificate),
        name=tidy(subject.get("common_name") or certificate.subject.human_friendly),
        role=tidy(subject.get("title") or ""),
        issuer_is_subject=certificate.issuer == certificate.subject,
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
        cms_time=extract_self_reported_ts(info),
        is_timestamp=kind == _TIMESTAMP,
        altered=altered,
        weak="" if unchecked else _weakness("sha1" if encloses_sha1 else algorithm, certificate),
        unchecked=unchecked,
        unusual=_ENCLOSES
        if enclosed and not encloses_sha1
        else _unusual(message, certificate.issuer, written.contents[:size], written.contents[size:]),
    )


def _soundness(signed_data: cms.SignedData, written: WrittenSignature, content: bytes) -> tuple[str, str]:
    """Say how the signature is broken, or why it can't be checked; both are empty for a sound one."""
    info = signed_data["signer_infos"][0]
    kind = signed_data["encap_content_info"]["content_type"].native
    algorithm = info["digest_algorithm"]["algorithm"].native
    if algorithm not in hashlib.algorithms_available:
        return "", f"the digest {algorithm[:60]}"
    expected = _expected_digest(signed_data, written, content, kind, algorithm)
    noticing = _Noticing(algorithm)
    certificate = extract_certificate_info(signed_data).signer_cert
    intact, valid = validate_sig_integrity(info, certificate, kind, expected, sig_validator=noticing)
    if intact and noticing.unknown:
        return "", noticing.unknown
    return ("" if intact and valid else _OTHER_BYTES), ""


def _expected_digest(
    signed_data: cms.SignedData, written: WrittenSignature, content: bytes, kind: str, algorithm: str
) -> bytes:
    enclosed = signed_data["encap_content_info"]["content"]
    if kind == _DETACHED and (enclosed is core.VOID or enclosed.native is None):
        return _digest(algorithm, *written.signed_parts(content))
    if kind == _DETACHED:
        # The oldest kind of PDF signature encloses the SHA-1 of the file instead of being detached; some enclose all.
        parts = written.signed_parts(content)
        same = enclosed.native in (_digest("sha1", *parts), b"".join(parts))
        return _digest(algorithm, memoryview(enclosed.native)) if same else b""
    if kind != _TIMESTAMP:
        raise ValueError(kind)
    imprint = enclosed.parsed["message_imprint"]
    of_file = _digest(imprint["hash_algorithm"]["algorithm"].native, *written.signed_parts(content))
    if of_file != imprint["hashed_message"].native:
        return b""  # can't equal any digest
    return _digest(algorithm, memoryview(bytes(enclosed)))


def _only_bytes(signed_data: cms.SignedData, written: WrittenSignature, content: bytes, why: str) -> SignedWords:
    """Say what can be said of a signature that can't be checked for ``why``: whether it was made over these bytes."""
    kind = signed_data["encap_content_info"]["content_type"].native
    for info in signed_data["signer_infos"]:
        algorithm = info["digest_algorithm"]["algorithm"].native
        claimed = [each["values"][0].native for each in _items(info["signed_attrs"]) if each["type"].native == _DIGEST]
        if not claimed or algorithm not in hashlib.algorithms_available:
            continue
        if claimed != [_expected_digest(signed_data, written, content, kind, algorithm)]:
            return SignedWords(altered=_OTHER_BYTES)
    return SignedWords(unchecked=why)


def _digest(algorithm: str, *parts: memoryview) -> bytes:
    total = hashlib.new(algorithm)
    for part in parts:
        total.update(part)
    return total.digest()


def _weakness(algorithm: str, certificate: x509.Certificate) -> str:
    if algorithm not in _SOUND_DIGESTS:
        return f"{algorithm} can be forged"
    key = certificate.public_key
    if key.algorithm == "rsa" and key.bit_size < _SHORTEST_RSA:
        return f"an RSA key of {key.bit_size} bits can be forged"
    return ""


def _unusual(message: cms.ContentInfo, issuer: x509.Name, encoded: bytes, padding: bytes) -> str:
    """Say what is odd about parts of the signature that its own digest does not protect."""
    signed_data = message["content"]
    info = signed_data["signer_infos"][0]
    digests, kind = signed_data["digest_algorithms"], signed_data["encap_content_info"]["content_type"].native
    if any(padding):
        return "there is something behind the signature"
    if not is_canonical(encoded):
        return "the signature is not written in the one canonical way"
    if len(digests) != 1 or digests[0].dump() != info["digest_algorithm"].dump():
        return "the list of digests is not that of the signature"
    if (signed_data["version"].native, info["version"].native) not in _VERSIONS[kind]:
        return "the version of the signature does not fit its content"
    # pyHanko finds the certificate by a name in which capital letters do not count.
    if info["sid"].name == "issuer_and_serial_number" and info["sid"].chosen["issuer"].dump() != issuer.dump():
        return "the signature names the issuer of another certificate"
    return ""


def _certificates(signed_data: cms.SignedData) -> tuple[bytes, ...]:
    given = _items(signed_data["certificates"])
    return tuple(each.chosen.dump() for each in given if each.name == "certificate")[:_MOST_CERTIFICATES]


def _lists(signed_data: cms.SignedData) -> tuple[bytes, ...]:
    return tuple(each.chosen.dump() for each in _items(signed_data["crls"]) if each.name == "crl")[:_MOST_CERTIFICATES]


def _stamp(info: cms.SignerInfo) -> bytes:
    for attribute in _items(info["unsigned_attrs"]):
        if attribute["type"].native == "signature_time_stamp_token":
            return bytes(attribute["values"][0].dump())
    return b""


def _statement_key(certificate: x509.Certificate) -> bytes:
    names = certificate.subject_alt_name_value
    for name in names if names is not None else ():
        if name.name == "uniform_resource_identifier" and str(name.native).startswith("did:key:"):
            try:
                return key_of_did(str(name.native))
            except ValueError:
                return b""
    return b""


def _items(given: core.Asn1Value) -> Iterable[Any]:
    return () if isinstance(given, core.Void) else given
