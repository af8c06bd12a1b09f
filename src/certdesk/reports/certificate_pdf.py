"""Writes a certificate in one of three designs: one upright page with its badge attached and an empty signature field.

Where a program finds what is in the file: `certdesk.reports.tagged.attachments`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize, must_be_colours, palette_of
from certdesk.core.certificate_texts import must_be_fillable
from certdesk.core.documents import CertificateText, SignerLine
from certdesk.core.words import _
from certdesk.reports.certificate.field import lay_out_field
from certdesk.reports.certificate.ledger import lay_out_ledger
from certdesk.reports.certificate.rosette import digest_of
from certdesk.reports.certificate.sheet import Layout, Sheet, too_long
from certdesk.reports.certificate.signal import lay_out_signal
from certdesk.reports.certificate.signers import SIGNATURE_FIELD
from certdesk.reports.certificate.stamps import Stamp
from certdesk.reports.certificate.wording import statement_of, wording_of
from certdesk.reports.characters import must_be_printable
from certdesk.reports.files import write_bytes
from certdesk.reports.paper import A4, LETTER
from certdesk.reports.tagged.attachments import Attachment
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.text.bidi import runs_right_to_left
from certdesk.reports.text.tidy import one_line

__all__ = ["BADGE", "SIGNATURE_FIELD", "Stamp", "certificate_bytes", "statement_of", "write_certificate"]

BADGE = "credential.json"
"""The name of the badge inside the file."""
_BADGE_TYPE = "application/vc+ld+json"
_DESIGNS: Mapping[Look, Callable[[Sheet, Stamp], Layout]] = {
    Look.LEDGER: lay_out_ledger,
    Look.SIGNAL: lay_out_signal,
    Look.FIELD: lay_out_field,
}
_PAPERS = {PaperSize.A4: A4, PaperSize.LETTER: LETTER}
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)
_PLAIN = CertificateDesign()
_APART = frozenset(("code", "document_id"))  # never printed as text


def write_certificate(
    text: CertificateText, target: Path, *, design: CertificateDesign = _PLAIN, stamp: Stamp = Stamp.NONE
) -> None:
    """Write the certificate to ``target``. A specimen has no signature field, so nobody can sign it.

    Raises UnprintableTextError when no font has one of its characters, UntrustedFileError for a logo or seal that
    can't be read, and CertDeskError for texts with unknown slots or too long for the page.
    """
    write_bytes(target, certificate_bytes(text, design=design, stamp=stamp))


def certificate_bytes(text: CertificateText, *, design: CertificateDesign = _PLAIN, stamp: Stamp = Stamp.NONE) -> bytes:
    """Make the file that `write_certificate` writes; the same words and design give the same bytes."""
    must_be_colours(design)
    must_be_fillable(design)
    tidied, design = _tidied(text), _tidied_design(design)
    must_be_printable(_texts(tidied, design))
    pen = Pen(_PAPERS[design.paper])
    sheet, layout = _laid_out(tidied, design, stamp, pen)
    layout.draw(pen)
    return finish(pen, sheet.root, _properties(tidied))


def _laid_out(text: CertificateText, design: CertificateDesign, stamp: Stamp, pen: Pen) -> tuple[Sheet, Layout]:
    """Lay the page out as large as all of it fits. Raises CertDeskError when even the smallest type has no room."""
    digest = digest_of(text.serial, text.holder, text.title, text.issued_on.isoformat(), text.document_id)
    wording = wording_of(text, design)
    for scale in _SCALES:
        sheet = Sheet(text, design, palette_of(design), wording, pen.paper, digest, scale)
        layout = _DESIGNS[design.look](sheet, stamp)
        if layout.fits:
            return sheet, layout
    raise too_long(text.holder)


def _properties(text: CertificateText) -> Properties:
    description = _("The badge of certificate {serial}: an Open Badge that programs can check.")
    badge = Attachment(BADGE, text.badge, _BADGE_TYPE, description.format(serial=text.serial))
    return Properties(
        title=f"{text.title}: {text.holder}",
        author=text.programme or text.signer.name,
        subject=_("Certificate {serial}").format(serial=text.serial),
        language=text.language,
        rtl=runs_right_to_left(text.language),
        made_at=text.signer.signed_at,
        document_id=text.document_id,
        sort="certificate",
        attachments=(badge,) if text.badge else (),
        code=text.code,
    )


def _texts(text: CertificateText, design: CertificateDesign) -> list[str]:
    signer = text.signer
    own = [design.opening, design.statement, design.small_print, design.second_name, design.second_role]
    written = [value for name, value in _strings(text).items() if name not in _APART]
    return [*written, *text.criteria, signer.name, signer.role, signer.fingerprint, *own]


def _tidied(text: CertificateText) -> CertificateText:
    tidy_signer: dict[str, Any] = {name: one_line(value) for name, value in _strings(text.signer).items()}
    tidy: dict[str, Any] = {name: one_line(value) for name, value in _strings(text).items() if name != "code"}
    criteria = tuple(one_line(title) for title in text.criteria)
    return replace(text, signer=replace(text.signer, **tidy_signer), criteria=criteria, **tidy)


def _tidied_design(design: CertificateDesign) -> CertificateDesign:
    names = ("opening", "statement", "small_print", "second_name", "second_role", "logo_alt")
    tidy: dict[str, Any] = {name: one_line(getattr(design, name)) for name in names}
    return replace(design, **tidy)


def _strings(value: CertificateText | SignerLine) -> dict[str, str]:
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: text for name, text in found.items() if isinstance(text, str)}
