"""The head of a folder of results, and the signature over everything in it: written last, and read by anybody."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certdesk.core.did_keys import key_of_did
from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import dumps, loads
from certdesk.core.words import _
from certdesk.exchange.building import Author
from certdesk.exchange.handing.layout import HEAD, SIGNATURE

FORMAT, SIGNATURE_FORMAT = "certdesk-results-folder-1.0", "certdesk-results-signature-1.0"
_WRONG = (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError, IndexError)
_PURPOSE = b"certdesk-results-1\n"


@dataclass(frozen=True, slots=True)
class ResultsHead:
    """What a folder of results is, for programs. ``author`` is the did:key that signs, ``name`` whose it is.

    ``rows`` are those of each table; ``left_out`` candidates of the cohort have no released result.
    """

    format: str
    made_on: date
    programme: str
    cohort: str
    rubric: str
    rubric_version: str
    pseudonymised: bool
    candidates: int
    left_out: int
    reports: int
    certificates: int
    rows: tuple[tuple[str, int], ...]
    author: str
    name: str


@dataclass(frozen=True, slots=True)
class ResultsSignature:
    """The file that is written last. ``digest`` is the SHA-256 of tagmanifest-sha256.txt.

    That list has the digest of every other file beside it, and one of those, manifest-sha256.txt, that of every file
    below ``data/``. ``card`` is the certificate of the key, so that others can tell whose it is.
    """

    format: str
    author: str
    digest: str
    signature: str
    card: str = ""


def head_bytes(head: ResultsHead) -> bytes:
    """Return the content of the head's file."""
    return (dumps(head) + "\n").encode()


def sign_folder(tag_manifest: bytes, author: Author, card: str) -> bytes:
    """Return the content of the signature file."""
    digest = sha256(tag_manifest).hexdigest()
    value = base64.b64encode(author.sign(_PURPOSE + digest.encode())).decode()
    return (dumps(ResultsSignature(SIGNATURE_FORMAT, author.did, digest, value, card)) + "\n").encode()


def read_head(untrusted: bytes) -> ResultsHead:
    """Read the head of a folder. Raises UntrustedFileError."""
    try:
        head = loads(ResultsHead, untrusted.decode())
    except (*_WRONG, json.JSONDecodeError):
        raise damaged(HEAD) from None
    _check_version(head.format, FORMAT, HEAD)
    return head


def read_signature(untrusted: bytes) -> ResultsSignature:
    """Read a signature file. Raises UntrustedFileError."""
    try:
        signature = loads(ResultsSignature, untrusted.decode())
    except (*_WRONG, json.JSONDecodeError):
        raise damaged(SIGNATURE) from None
    _check_version(signature.format, SIGNATURE_FORMAT, SIGNATURE)
    return signature


def signature_fits(signature: ResultsSignature, tag_manifest: bytes, author: str) -> bool:
    """Say whether the key that the head names signed exactly this list."""
    if signature.author != author or signature.digest != sha256(tag_manifest).hexdigest():
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(key_of_did(author))
        key.verify(base64.b64decode(signature.signature, validate=True), _PURPOSE + signature.digest.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def damaged(name: str) -> UntrustedFileError:
    """Return the error for a file that is not what it should be."""
    text = _("“{file}” is damaged, or not from CertDesk.").format(file=name)
    return UntrustedFileError(text, _("Ask its sender for the folder again."))


def _check_version(given: str, ours: str, name: str) -> None:
    if given.rpartition(".")[0] == ours.rpartition(".")[0]:
        return
    if given.rpartition("-")[0] != ours.rpartition("-")[0]:
        raise damaged(name)
    text = _("“{file}” is of a newer version of CertDesk.").format(file=name)
    raise UntrustedFileError(text, _("Update CertDesk, then check the folder again."))
