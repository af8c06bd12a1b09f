"""Verify what can be seen too: the QR code that a page really shows, on paper, in a photo, in a scan.

Pictures of strangers are read in the evidence worker only, which is why this stands apart from the rest of verifying.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from certdesk.actions.finding_documents import PICTURES
from certdesk.actions.verifying import verify_text, verify_with
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import ReadCodes
from certdesk.signing.codes.reading import is_code
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, DocumentKind, Verdict, Verification

_NAME = "printed_code"


def verify_closely(path: Path, trust: Trust, worker: EvidenceWorker, *, now: datetime | None = None) -> Verification:
    """Check one file as `certdesk.actions.verifying.verify_with` does, and read the codes that it shows.

    A photo of a certificate is judged by its code. Takes up to some seconds. Raises `UntrustedFileError` if the file
    can't be read.
    """
    result = verify_with(path, trust, now=now)
    if result.kind is DocumentKind.BADGE:
        return result
    unsigned = not result.signatures and result.verdict is not Verdict.NOT_GENUINE
    if path.suffix.lower() in PICTURES or unsigned:
        if not result.sha256:
            result = replace(result, **_identity(path))
        return _by_code(path, result, _shown(path, worker), (trust, now))
    if not result.code:
        return result
    return _compared(result, _shown(path, worker))


def _identity(path: Path) -> dict[str, Any]:
    """Return digest and size of a file, by which a record names it; of a file that is gone by now nothing."""
    try:
        with path.open("rb") as file:
            return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": path.stat().st_size}
    except OSError:
        return {}


def _shown(path: Path, worker: EvidenceWorker) -> tuple[str, ...] | None:
    """Return the certificate codes that a file shows; None when it could not be looked at."""
    try:
        answer = worker.submit(ReadCodes(path)).result()
    except CertDeskError:
        return None
    return tuple(dict.fromkeys(each.text for each in answer.codes if is_code(each.text)))


def _by_code(
    path: Path, result: Verification, shown: tuple[str, ...] | None, by: tuple[Trust, datetime | None]
) -> Verification:
    """Judge what has no signature by the only code that it shows."""
    if not shown:
        if path.suffix.lower() not in PICTURES:
            return result
        return _cannot_tell(result, _("There is no QR code of a certificate to be seen in this picture."))
    if len(shown) > 1:
        return _cannot_tell(result, _("The file shows more than one QR code, of different certificates."))
    answer = verify_text(shown[0], by[0], now=by[1])
    sentence = _("This is no signed file, only its QR code was read. Compare what it says with what is printed.")
    check = Check("only_code", CheckState.WARNING, sentence)
    worst = max(answer.verdict, Verdict.GENUINE_BUT, key=lambda each: each.rank)
    summary = f"{answer.summary} {sentence}" if worst is Verdict.GENUINE_BUT else answer.summary
    return replace(
        answer, verdict=worst, summary=summary, checks=(*answer.checks, check), sha256=result.sha256, size=result.size
    )


def _compared(result: Verification, shown: Sequence[str] | None) -> Verification:
    if not shown:
        sentence = _("The QR code on the page could not be read from its picture.")
        return replace(result, checks=(*result.checks, Check(_NAME, CheckState.NOT_CHECKED, sentence)))
    if list(shown) == [result.code]:
        sentence = _("The QR code that the page shows is the one in the file.")
        return replace(result, checks=(*result.checks, Check(_NAME, CheckState.PASSED, sentence)))
    sentence = _("The page shows another QR code than the one in the file.")
    checked = replace(result, checks=(*result.checks, Check(_NAME, CheckState.WARNING, sentence)))
    if result.verdict.rank >= Verdict.CANNOT_TELL.rank:
        return checked
    return replace(checked, verdict=Verdict.CANNOT_TELL, summary=sentence)


def _cannot_tell(result: Verification, sentence: str) -> Verification:
    check = Check("code", CheckState.NOT_CHECKED, sentence)
    return replace(result, verdict=Verdict.CANNOT_TELL, summary=sentence, checks=(check,), kind=DocumentKind.CODE)
