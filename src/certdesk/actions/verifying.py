"""Tell whether a PDF is genuine. Works with or without a workspace: without one nobody is known."""

from __future__ import annotations

from pathlib import Path

from certdesk.signing.identity import list_identities
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Verification, trust_of
from certdesk.signing.verify_pdf import verify_pdf


def verify_file(path: Path, identities: Path | None) -> Verification:
    """Check the signatures of one PDF; ``identities`` is the folder of those that this desk knows, or None."""
    trust = trust_of(list_identities(identities)) if identities else Trust()
    return verify_pdf(path, trust)
