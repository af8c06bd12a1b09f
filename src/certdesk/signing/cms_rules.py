"""What the signature itself says: is it sound, over which bytes, by whom (needs pyHanko, so imported when needed)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import cms, core, parser, x509
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts, validate_sig_integrity

from certdesk.signing.byte_rules import WrittenSignature

_SOUND_DIGESTS = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
_SHORTEST_RSA = 2048
_DETACHED, _TIMESTAMP = "data", "tst_info"


@dataclass(frozen=True, slots=True)
class SignedWords:
    """One signature, opened. ``altered`` says why it is broken, ``weak`` why it proves little; empty is good."""

    certificate: bytes = field(default=b"", repr=False)
    name: str = ""
    role: str = ""
    issuer_is_subject: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    cms_time: datetime | None = None
    is_timestamp: bool = False
    altered: str = ""
    weak: str = ""
    unusual: str = ""


def open_signature(written: WrittenSignature, content: bytes) -> SignedWords:
    """Check the signature over the bytes that it names, without asking who made it."""
    try:
        # Signers reserve more room than they need; what follows the signature is padding.
        size = parser.peek(written.contents)
        message = cms.ContentInfo.load(written.contents[:size])
        signed_data = message["content"]
        info = extract_signer_info(signed_data)
        certificate = extract_certificate_info(signed_data).signer_cert
        kind = signed_data["encap_content_info"]["content_type"].native
        algorithm = info["digest_algorithm"]["algorithm"].native
        expected = _expected_digest(signed_data, written, content, kind, algorithm)
        intact, valid = validate_sig_integrity(info, certificate, kind, expected)
        subject, validity = certificate.subject.native, certificate["tbs_certificate"]["validity"]
        return SignedWords(
            certificate=certificate.dump(),
            name=_tidy(subject.get("common_name") or certificate.subject.human_friendly),
            role=_tidy(subject.get("title") or ""),
            issuer_is_subject=certificate.issuer == certificate.subject,
            valid_from=validity["not_before"].native,
            valid_until=validity["not_after"].native,
            cms_time=extract_self_reported_ts(info),
            is_timestamp=kind == _TIMESTAMP,
            altered="" if intact and valid else "the bytes of the file are not those that were signed",
            weak=_weakness(algorithm, certificate),
            unusual=_unusual(message, written.contents[:size], written.contents[size:]),
        )
    # The signature comes from a stranger; whatever a library makes of nonsense, it is not a sound signature.
    except Exception as problem:  # noqa: BLE001
        return SignedWords(altered=f"the signature can't be read ({type(problem).__name__})")


def _expected_digest(
    signed_data: cms.SignedData, written: WrittenSignature, content: bytes, kind: str, algorithm: str
) -> bytes:
    enclosed = signed_data["encap_content_info"]["content"]
    if kind == _DETACHED:
        if enclosed is not core.VOID and enclosed.native is not None:
            raise ValueError("a detached signature encloses something")
        return _digest(algorithm, *written.signed_parts(content))
    if kind != _TIMESTAMP:
        raise ValueError(kind)
    imprint = enclosed.parsed["message_imprint"]
    of_file = _digest(imprint["hash_algorithm"]["algorithm"].native, *written.signed_parts(content))
    if of_file != imprint["hashed_message"].native:
        return b""  # can't equal any digest
    return _digest(algorithm, memoryview(bytes(enclosed)))


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


def _unusual(message: cms.ContentInfo, encoded: bytes, padding: bytes) -> str:
    if any(padding):
        return "there is something behind the signature"
    signed_data = message["content"]
    info = signed_data["signer_infos"][0]
    if len(signed_data["digest_algorithms"]) != 1 or (
        signed_data["digest_algorithms"][0]["algorithm"].native != info["digest_algorithm"]["algorithm"].native
    ):
        return "the list of digests is not that of the signature"
    if message.dump(force=True) != encoded:
        return "the signature is not written in the one canonical way"
    return ""


def _tidy(untrusted_words: object) -> str:
    # A stranger's name may hold line breaks or marks that turn the writing direction of the sentence around it.
    words = " ".join(untrusted_words) if isinstance(untrusted_words, list) else str(untrusted_words)
    return "".join(letter if letter.isprintable() else " " for letter in words[:200]).strip()
