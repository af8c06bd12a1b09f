"""The trust bundle: what a programme tells everybody who checks its documents.

**Anchors** say who may sign for the programme and are signed by the root key, which lies in a safe. **News** say what
changes from week to week (revocations, status lists, the register) and are signed by the issuing key on the lead's
desk. Each has a number that only rises.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from certdesk.signing.authority.formats import LARGE, check_format, parse, signable, to_bytes, to_text
from certdesk.signing.authority.profile import Authority, der, hash_for
from certdesk.signing.safe_write import read_small

FORMAT, ANCHORS, NEWS = "certdesk-trust-1", "certdesk-anchors-1", "certdesk-news-1"
SUFFIX = ".certdesk-trust"


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """A register key (raw Ed25519 in base64), since when it signs, and until when it did."""

    key: str
    since: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Who may sign. Certificates and lists are DER in base64, the newest root last.

    ``former`` are roots that are not trusted any more because they were stolen; ``crosses`` let one who knows an older
    root believe a newer one.
    """

    format: str
    programme: str
    name: str
    version: int
    made_at: datetime
    roots: tuple[str, ...]
    issuers: tuple[str, ...]
    root_lists: tuple[str, ...]
    register_keys: tuple[KeyPeriod, ...]
    crosses: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What is new. ``register`` is the text of a register file or empty, ``checkpoint`` its newest note."""

    format: str
    programme: str
    version: int
    made_at: datetime
    lists: tuple[str, ...]
    status_lists: tuple[str, ...] = ()
    checkpoint: str = ""
    register: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, by the SHA-256 of the certificate, and the signature (ECDSA, DER in base64)."""

    by: str
    value: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """The whole file."""

    format: str
    anchors: Anchors
    anchors_signature: Signature
    news: News
    news_signature: Signature


def bundle_of(anchors: tuple[Anchors, Signature], news: tuple[News, Signature]) -> Bundle:
    """Put both parts together."""
    return Bundle(FORMAT, *anchors, *news)


def sign_anchors(anchors: Anchors, root: Authority) -> Signature:
    """Sign with the root key."""
    return sign_part(anchors, ANCHORS, root)


def sign_news(news: News, issuing: Authority) -> Signature:
    """Sign with the issuing key."""
    return sign_part(news, NEWS, issuing)


def read_bundle_file(path: Path) -> Bundle:
    """Read a trust bundle; `certdesk.signing.authority.checking.check_bundle` says whether to believe it."""
    return parse_bundle(read_small(path, LARGE), path.name)


def parse_bundle(untrusted_content: bytes, name: str) -> Bundle:
    """Read the content of a trust bundle. Raises `UntrustedFileError`."""
    bundle = parse(Bundle, untrusted_content, name)
    for given, wanted in ((bundle.format, FORMAT), (bundle.anchors.format, ANCHORS), (bundle.news.format, NEWS)):
        check_format(given, wanted, name)
    return bundle


def part_digest(part: Anchors | News) -> str:
    """Return the SHA-256 of a part, by which two of the same number are told apart."""
    return sha256(signable(part, part.format)).hexdigest()


def sign_part(part: object, purpose: str, signer: Authority) -> Signature:
    """Sign any part of a file for one purpose."""
    value = signer.key.sign(signable(part, purpose), ec.ECDSA(hash_for(signer.key)))
    return Signature(sha256(der(signer.certificate)).hexdigest(), to_text(value))


def is_signed(part: object, purpose: str, signature: Signature, key: object) -> bool:
    """Say whether ``key`` made this signature of a part."""
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        key.verify(to_bytes(signature.value), signable(part, purpose), ec.ECDSA(hash_for(key)))
    except (InvalidSignature, ValueError):
        return False
    return True
