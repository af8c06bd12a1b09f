"""Say whether a PDF is the one that was signed, and by whom: strictly, and with every reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.offline import keep_clients_out
from certdesk.signing.own_faults import without_own_faults
from certdesk.signing.trust import KnownSigner, Trust
from certdesk.signing.verification import (
    Check,
    CheckState,
    ExpectedField,
    SignatureFacts,
    Verdict,
    Verification,
    trust_of,
)

__all__ = [
    "Check",
    "CheckState",
    "ExpectedField",
    "KnownSigner",
    "SignatureFacts",
    "Trust",
    "Verdict",
    "Verification",
    "trust_of",
    "verify_pdf",
]

LARGEST = 200 * 1024 * 1024


def verify_pdf(
    path: Path, trust: Trust, *, now: datetime | None = None, template: Sequence[ExpectedField] = ()
) -> Verification:
    """Check the signatures of the PDF at ``path`` against the people in ``trust``.

    ``now`` (aware) decides whether a certificate has expired; ``template`` says where the signature fields of this kind
    of document are. Never raises for what is in the file; raises `UntrustedFileError` if it can't be opened.
    """
    content = _read(path)
    if content is None:
        size = LARGEST // 1024 // 1024
        return _cannot_tell("size", _("The file is larger than {size} MB, more than we check.").format(size=size))
    if b"%PDF-" not in content[:1024]:
        return _cannot_tell("kind", _("This is not a PDF file."))
    keep_clients_out()
    # pyHanko takes a third of a second to import, which nobody should wait for before they verify.
    from certdesk.signing.pdf.verify_rules import gather, judge

    return without_own_faults(lambda: judge(gather(content, trust, now or datetime.now(UTC)), template))


def _read(path: Path) -> bytes | None:
    try:
        if path.exists() and not path.is_file():
            raise UntrustedFileError(_("{path} is not a file.").format(path=path), _("Choose a PDF."))
        if path.stat().st_size > LARGEST:
            return None
        return path.read_bytes()
    except OSError as problem:
        raise UntrustedFileError(
            _("{path} can't be read: {problem}.").format(path=path, problem=problem.strerror or problem),
            _("Check that the file is there and that you may open it."),
        ) from problem


def _cannot_tell(name: str, sentence: str) -> Verification:
    return Verification(Verdict.CANNOT_TELL, sentence, (Check(name, CheckState.FAILED, sentence),))
