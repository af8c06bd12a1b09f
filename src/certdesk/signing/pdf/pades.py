"""The part of signing that needs pyHanko; imported only when somebody signs."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.pdf.request import DocumentSigner, SignatureRequest

_LONGEST_ECDSA_P256 = 72
# Attributes, names of the issuer and of algorithms, and the signature itself were about 700 bytes in trials.
_AROUND_CERTIFICATES = 2048


def signed(content: bytes, signer: DocumentSigner, request: SignatureRequest, source: Path) -> bytes:
    """Return ``content`` with one more signature; ``source`` names it in messages.

    Raises `UntrustedFileError` or `NotAllowedError`.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=True)
        _check_may_sign(reader, request, source)
        writer = _QuietWriter.from_reader(reader)
        metadata = signers.PdfSignatureMetadata(
            field_name=request.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=request.certify is not None,
            docmdp_permissions=MDPPerm(request.certify) if request.certify else None,  # type: ignore[arg-type]
            reason=request.reason,
            location=request.location,
            contact_info=request.contact,
        )
        machine = _DatedPdfSigner(metadata, signer, request)
        return bytes(machine.sign_pdf(writer, bytes_reserved=_room(signer)).getbuffer())
    except SigningError as problem:
        raise NotAllowedError(
            _("{source} can't be signed: {problem}").format(source=source, problem=problem),
            _("Make the document again and sign that."),
        ) from problem
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise UntrustedFileError(
            _("{source} can't be signed: it is damaged or not a PDF that we can check later.").format(source=source),
            _("Make the document again and sign that."),
        ) from problem


def _check_may_sign(reader: PdfFileReader, request: SignatureRequest, source: Path) -> None:
    fields = {name: value for name, value, _ref in enumerate_sig_fields(reader)}
    if reader.encrypted:
        raise UntrustedFileError(
            _("{source} can't be signed: it is locked with a password.").format(source=source),
            _("Make the document again without a password."),
        )
    if fields.get(request.field) is not None:
        raise NotAllowedError(
            _("{source} is already signed in this place.").format(source=source),
            _("Sign a fresh copy of the document instead."),
        )
    if request.certify is not None and any(value is not None for value in fields.values()):
        raise NotAllowedError(
            _("{source} is already signed, so it can't be certified any more.").format(source=source),
            _("Certify a fresh copy, then have it countersigned."),
        )


class _QuietWriter(IncrementalPdfFileWriter):
    """Appends to a PDF without touching its metadata, which re-writing would rob of PDF/A's extension schema."""

    def _update_meta(self) -> None:
        return


@dataclass(frozen=True, slots=True)
class _Form:
    """Bytes with gaps. What pyHanko packs for one signature differs from the next in its digest and signature only.

    It packs each part anew with every part around it, which takes longer than the rest of a signature.
    """

    pieces: tuple[bytes, ...]

    @classmethod
    def of(cls, packed: bytes, *parts: bytes) -> _Form:
        """Cut ``parts`` out, which stand there once each, in this order. Raises ValueError where they don't."""
        pieces = []
        for part in parts:
            before, found, packed = packed.partition(part)
            if not found or part in packed:
                raise ValueError("a part of a signature is not where it belongs")
            pieces.append(before)
        return cls((*pieces, packed))

    def filled(self, *parts: bytes) -> bytes:
        """Put other parts of the same lengths in."""
        return b"".join(piece for pair in zip(self.pieces, (*parts, b""), strict=True) for piece in pair)


@dataclass(slots=True)
class _Forms:
    """What the signatures of one key have in common; whole signatures by the length of their numbers."""

    attributes: _Form | None = None
    packed: dict[int, _Form] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _forms(_certificate_pem: str, _chain: tuple[str, ...]) -> _Forms:
    return _Forms()


class _CachedKeySigner(signers.Signer):
    """Lets pyHanko sign with a key that was parsed once."""

    def __init__(self, signer: DocumentSigner) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        # Whoever checks the file has the root already, or can't know it from here; what lies between travels along.
        store.register_multiple([_certificate(each) for each in signer.chain])
        super().__init__(signing_cert=_certificate(signer.certificate_pem), cert_registry=store, embed_roots=True)
        self._signer = signer
        self._forms = _forms(signer.certificate_pem, signer.chain)

    async def signed_attrs(self, data_digest: bytes, *given: Any, **named: Any) -> cms.CMSAttributes:  # noqa: ANN401
        """Return what is signed: the digest of the document, and whose certificate it is."""
        if self._forms.attributes is None:
            made = (await super().signed_attrs(data_digest, *given, **named)).dump()
            self._forms.attributes = _Form.of(made, data_digest)
        return cms.CMSAttributes.load(self._forms.attributes.filled(data_digest))

    def _package_signature(
        self,
        *,
        signed_attrs: cms.CMSAttributes,
        signature: bytes,
        **named: Any,  # noqa: ANN401
    ) -> cms.ContentInfo:
        """Return the signature with all that stands around it."""
        parts = (signed_attrs.contents, signature)
        form = self._forms.packed.get(len(signature))
        if form is None:
            made = super()._package_signature(signed_attrs=signed_attrs, signature=signature, **named).dump()
            form = self._forms.packed[len(signature)] = _Form.of(made, *parts)
        return cms.ContentInfo.load(form.filled(*parts))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise SigningError(digest_algorithm)
        return bytes(_LONGEST_ECDSA_P256) if dry_run else self._signer.sign_document(data)


def _room(signer: DocumentSigner) -> int:
    """Return how many hexadecimal digits to leave for a signature: its certificates and what stands around them.

    pyHanko would sign once for trial to find out, which takes longer than the signature.
    """
    certificates = sum(len(pem.unarmor(each.encode())[2]) for each in (signer.certificate_pem, *signer.chain))
    return 2 * (certificates + _AROUND_CERTIFICATES)


def _certificate(text: str) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pem.unarmor(text.encode())[2])


class _DatedPdfSigner(signers.PdfSigner):
    """Signs with the time that the caller's clock shows, and with an empty appearance."""

    def __init__(
        self, metadata: signers.PdfSignatureMetadata, signer: DocumentSigner, request: SignatureRequest
    ) -> None:
        # pyHanko's usual stamp needs a font that is not embedded; the visible panel is part of the page already.
        empty = StaticStampStyle(background=RawContent(b"", box=BoxConstraints(208, 60)), border_width=0)
        super().__init__(metadata, _CachedKeySigner(signer), stamp_style=empty)
        self._at = request.at

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session
