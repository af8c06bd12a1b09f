"""Writes a certificate: one upright page with an empty signature field."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from certdesk.core.documents import CertificateText, SignerLine
from certdesk.core.words import _
from certdesk.reports.certificate.ledger import SIGNATURE_FIELD, draw_ledger
from certdesk.reports.characters import must_be_printable
from certdesk.reports.files import write_bytes
from certdesk.reports.paper import A4, Paper
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.bidi import runs_right_to_left
from certdesk.reports.text.tidy import one_line

__all__ = ["SIGNATURE_FIELD", "write_certificate"]


def write_certificate(text: CertificateText, target: Path, *, paper: Paper = A4) -> None:
    """Write the certificate to ``target``. Raises UnprintableTextError when no font has one of its characters."""
    tidied = _tidied(text)
    must_be_printable(_texts(tidied))
    pen, root = Pen(paper), Node("Document")
    draw_ledger(tidied, pen, root)
    properties = Properties(
        title=f"{tidied.title}: {tidied.holder}",
        author=tidied.programme,
        subject=_("Certificate {serial}").format(serial=tidied.serial),
        language=tidied.language,
        rtl=runs_right_to_left(tidied.language),
        made_at=tidied.signer.signed_at,
        document_id=tidied.document_id,
    )
    write_bytes(target, finish(pen, root, properties))


def _texts(text: CertificateText) -> list[str]:
    signer = text.signer
    return [*_strings(text).values(), signer.name, signer.role, signer.fingerprint]


def _tidied(text: CertificateText) -> CertificateText:
    tidy_signer: dict[str, Any] = {name: one_line(value) for name, value in _strings(text.signer).items()}
    tidy: dict[str, Any] = {name: one_line(value) for name, value in _strings(text).items()}
    return replace(text, signer=replace(text.signer, **tidy_signer), **tidy)


def _strings(value: CertificateText | SignerLine) -> dict[str, str]:
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: text for name, text in found.items() if isinstance(text, str)}
