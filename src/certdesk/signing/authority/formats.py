"""The files of a programme: canonical JSON of plain values, bounded before they are read and byte for byte unique."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.utils import CryptographyDeprecationWarning

from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import canonical, dumps, from_plain, to_plain
from certdesk.core.words import _
from certdesk.signing.safe_write import read_small

T = TypeVar("T")
UNREADABLE: tuple[type[Exception], ...] = (
    ValueError,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    CryptographyDeprecationWarning,  # where warnings are errors
)
"""What the library raises for certificates and lists that are damaged or make no sense."""
SMALL = 256 * 1024
LARGE = 64 * 1024 * 1024


def written(value: object) -> bytes:
    """Return the bytes of a file."""
    return (dumps(value) + "\n").encode()


def signable(value: object, purpose: str) -> bytes:
    """Return what is signed of a part. ``purpose`` keeps a signature from being good for anything else."""
    return f"{purpose}\n{canonical(to_plain(value))}".encode()


def read_value(kind: type[T], path: Path, most: int = SMALL) -> T:
    """Read a file of one format. Raises `UntrustedFileError` if it is missing, too large, damaged or something else."""
    return parse(kind, read_small(path, most), path.name)


def parse(kind: type[T], untrusted_content: bytes, name: str) -> T:
    """Read the content of a file; ``name`` is for messages. Only the one way of writing a value is accepted."""
    try:
        text = untrusted_content.decode()
        value = from_plain(kind, json.loads(text))
        same = dumps(value) == text.removesuffix("\n")
        aware = _all_aware(value)
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError, OverflowError):
        raise damaged(name) from None
    if not (same and aware):
        raise damaged(name)
    return value


def check_format(given: str, wanted: str, name: str) -> None:
    """Refuse a file of another format or of a later version."""
    if given == wanted:
        return
    text = _("{name} was made by another version of CertDesk.").format(name=name)
    raise UntrustedFileError(text, _("Use the newest version of CertDesk on both computers."))


def to_text(data: bytes) -> str:
    """Write bytes as base64."""
    return base64.b64encode(data).decode()


def to_bytes(text: str) -> bytes:
    """Read base64. Raises ValueError for anything but the one way of writing it."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as problem:
        raise ValueError(text) from problem
    if to_text(data) != text:
        raise ValueError(text)
    return data


def certificates(texts: tuple[str, ...]) -> tuple[x509.Certificate, ...]:
    """Read certificates. Raises ValueError for one that is damaged or has more behind it."""
    return tuple(certificate(text) for text in texts)


def certificate(text: str) -> x509.Certificate:
    """Read one certificate (DER in base64), every part of it. Raises ValueError."""
    try:
        found = x509.load_der_x509_certificate(to_bytes(text))
        # The library reads these only when they are asked for, and then with errors of its own.
        _parts = found.subject, found.issuer, found.extensions, found.public_key(), found.not_valid_after_utc
    except UNREADABLE as problem:
        raise ValueError(text) from problem
    return found


def revocation_list(text: str) -> x509.CertificateRevocationList:
    """Read one list of revoked certificates (DER in base64), every entry of it. Raises ValueError."""
    try:
        found = x509.load_der_x509_crl(to_bytes(text))
        _parts = found.issuer, found.extensions, [entry.extensions for entry in found], found.next_update_utc
    except UNREADABLE as problem:
        raise ValueError(text) from problem
    return found


def signing_request(text: str) -> x509.CertificateSigningRequest:
    """Read one PKCS#10 request (DER in base64), every part of it. Raises ValueError."""
    try:
        found = x509.load_der_x509_csr(to_bytes(text))
        _parts = found.subject, found.extensions, found.public_key()
    except UNREADABLE as problem:
        raise ValueError(text) from problem
    return found


def damaged(name: str) -> UntrustedFileError:
    """Return the error for a file that was altered, cut short, or never was what its name says."""
    text = _("{name} is damaged, was altered, or is not what its name says.").format(name=name)
    return UntrustedFileError(text, _("Ask for the file again, best on a stick."))


def _all_aware(value: Any) -> bool:  # noqa: ANN401 - any part of any format
    if isinstance(value, datetime):
        return value.tzinfo is not None
    if isinstance(value, tuple):
        return all(_all_aware(one) for one in value)
    if is_dataclass(value):
        return all(_all_aware(getattr(value, field.name)) for field in fields(value))
    return True
