"""Write the decision file of one candidate: a signed PDF, the same as JSON, and its marks as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.gathering_decisions import decision_file
from certdesk.actions.resubmitting import harmless
from certdesk.core.decision_file import (
    DecisionFile,
)
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.plain import to_plain
from certdesk.core.words import _
from certdesk.signing.pdf.sign_pdf import DocumentSigner
from certdesk.store.workspace import Workspace

__all__ = ["WrittenFiles", "as_json", "decision_file", "marks_csv", "write_decision_file"]


@dataclass(frozen=True, slots=True)
class WrittenFiles:
    """The three files of one decision file."""

    pdf: Path
    data: Path
    marks: Path
    pages: int


def write_decision_file(
    workspace: Workspace, told: DecisionFile, folder: Path, signer: DocumentSigner, *, force: bool = False
) -> WrittenFiles:
    """Write the signed PDF, the same as JSON, and the marks as CSV into a folder.

    Raises NotAllowedError for files that are there already, StorageError when the disk refuses.
    """
    from certdesk.reports.decision_file import LEAD_FIELD
    from certdesk.reports.decision_file import write_decision_file as write_pdf
    from certdesk.signing.pdf.sign_pdf import Afterwards, SignatureRequest, sign_pdf

    plain = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in told.code)[:40]
    stem = f"{plain}-decision-file-{told.signer.signed_at:%Y-%m-%d}"
    pdf, data, marks = (folder / f"{stem}{ending}" for ending in (".pdf", ".json", "-marks.csv"))
    if not folder.is_dir():
        raise StorageError(_("There is no folder {folder}.").format(folder=folder), _("Make it first."))
    there = next((path for path in (pdf, data, marks) if path.exists()), None)
    if there is not None and not force:
        raise NotAllowedError(_("{file} is there already.").format(file=there), _("Choose another folder, or --force."))
    staging = workspace.staging / told.document_id
    staging.mkdir(parents=True, exist_ok=True)
    unsigned, signed = staging / "file.pdf", staging / "signed.pdf"
    try:
        pages = write_pdf(told, unsigned)
        request = SignatureRequest(LEAD_FIELD, told.signer.signed_at, certify=Afterwards.NOTHING)
        sign_pdf(unsigned, signed, signer, request)
        pdf.write_bytes(signed.read_bytes())
        data.write_text(as_json(told), encoding="utf-8")
        marks.write_text(marks_csv(told), encoding="utf-8", newline="")
    except OSError as problem:
        text = _("{file} could not be written: {reason}.")
        text = text.format(file=problem.filename or pdf, reason=problem.strerror)
        raise StorageError(text, _("Choose another folder, or make room on the disk.")) from problem
    finally:
        for path in (unsigned, signed):
            path.unlink(missing_ok=True)
        staging.rmdir()
    return WrittenFiles(pdf, data, marks, pages)


def as_json(told: DecisionFile) -> str:
    """Return the same content as data. Fields are added in later versions, never taken away."""
    plain = {"format": "certdesk-decision-file/1", **to_plain(told)}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def marks_csv(told: DecisionFile) -> str:
    """Return every mark in a line of its own, and those that count."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(("code", "criterion", "title", "assessor", "turn", "mark", "counts", "rule"))
    for one in told.marks:
        for by, given in zip(told.assessments, one.given, strict=True):
            cells = (told.code, one.criterion_id, one.title, by.who, by.turn, given, one.counts, one.rule)
            lines.writerow([harmless(cell) for cell in cells])
    return written.getvalue()
