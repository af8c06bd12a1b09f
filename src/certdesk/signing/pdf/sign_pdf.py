"""Put a signature into a PDF file (PAdES B-B, ECDSA P-256 with SHA-256)."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.offline import keep_clients_out
from certdesk.signing.pdf.request import Afterwards, DocumentSigner, SignatureRequest
from certdesk.signing.safe_write import write_file

__all__ = ["Afterwards", "DocumentSigner", "SignatureRequest", "sign_pdf", "signed_content"]

LARGEST = 200 * 1024 * 1024


def sign_pdf(source: Path, target: Path, signer: DocumentSigner, request: SignatureRequest) -> None:
    """Sign ``source`` in the field that it declares, and write the result to ``target`` whole or not at all.

    A PDF without that field gets an invisible one. Raises `UntrustedFileError` if ``source`` can't be signed,
    `NotAllowedError` if earlier signatures forbid it, `CertDeskError` if the key is locked, `StorageError` if the
    disk refuses.
    """
    write_file(target, signed_content(_read(source), source, signer, request))


def signed_content(content: bytes, source: Path, signer: DocumentSigner, request: SignatureRequest) -> bytes:
    """Return ``content`` signed, for whoever keeps it elsewhere; ``source`` names it in messages.

    Raises what `sign_pdf` raises, but for the disk.
    """
    if request.at.tzinfo is None:
        raise ValueError("the time of a signature needs a time zone")
    if signer.locked:
        raise CertDeskError(_("The signing key is locked."), _("Type its passphrase to sign."))
    # Without a line break at its end, the update that a signature appends would break PDF/A (6.1.9).
    if not content.endswith((b"\n", b"\r")):
        raise UntrustedFileError(
            _("{source} can't be signed: it does not end with a line break.").format(source=source),
            _("Make the document again, then sign it."),
        )
    keep_clients_out()
    # pyHanko takes a third of a second to import, which nobody should wait for before they sign.
    from certdesk.signing.pdf.pades import signed

    return signed(content, signer, request, source)


def _read(source: Path) -> bytes:
    try:
        if source.stat().st_size > LARGEST:
            raise UntrustedFileError(
                _("{source} is too large to be signed.").format(source=source),
                _("A document may have up to {size} MB.").format(size=LARGEST // 1024 // 1024),
            )
        return source.read_bytes()
    except OSError as problem:
        raise UntrustedFileError(
            _("{source} can't be read: {problem}.").format(source=source, problem=problem.strerror),
            _("Check that the file is there and that you may open it."),
        ) from problem
