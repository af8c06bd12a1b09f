"""Certificates of others, such as a trust service's root, that somebody chooses to believe in for one look."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.formats import UNREADABLE
from certdesk.signing.safe_write import read_small

CERTIFICATES = frozenset({".pem", ".crt", ".cer", ".der"})


def read_roots(path: Path) -> tuple[bytes, ...]:
    """Return the certificates (DER) in a PEM or DER file. Raises `UntrustedFileError`."""
    content = read_small(path)
    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
        return tuple(each.public_bytes(Encoding.DER) for each in found)
    except UNREADABLE:
        raise UntrustedFileError(
            _("{path} holds no certificate.").format(path=path), _("Name a trust bundle, or a certificate as PEM.")
        ) from None
