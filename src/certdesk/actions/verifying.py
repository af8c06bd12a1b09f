"""Tell whether a document is genuine. Works with or without a workspace: without one nobody is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from certdesk.signing.identity import list_identities
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Verification, trust_of
from certdesk.signing.verify_pdf import verify_pdf


def verify_file(
    path: Path, workspace: Path | None, *, trust_files: Sequence[Path] = (), now: datetime | None = None
) -> Verification:
    """Check one file; ``workspace`` is the folder of the workspace whose knowledge it is judged by, or None.

    ``trust_files`` are trust bundles to believe in besides. ``now`` (aware) is the clock's unless it is given.
    Never raises for what is in the file; raises `UntrustedFileError` if it or a trust bundle can't be read.
    """
    return verify_pdf(path, trust_here(workspace, trust_files), now=now)


def trust_here(workspace: Path | None, trust_files: Sequence[Path] = ()) -> Trust:
    """Return whom the desk with this workspace knows, and the programmes of ``trust_files``.

    Reads files only, never the database, so that it works while the window is open. Read it once for many files.
    """
    folder = workspace / "identities" if workspace else None
    return trust_of(list_identities(folder)) if folder else Trust()
