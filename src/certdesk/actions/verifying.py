"""Tell whether a document is genuine. Works with or without a workspace: without one nobody is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from certdesk.signing.identity import list_identities
from certdesk.signing.roots import CERTIFICATES, read_roots
from certdesk.signing.trust import ProgrammeTrust, Trust
from certdesk.signing.trust_store import load_trust, read_trust_file
from certdesk.signing.verification import Verification
from certdesk.signing.verify_pdf import verify_pdf


def verify_file(
    path: Path, workspace: Path | None, *, trust_files: Sequence[Path] = (), now: datetime | None = None
) -> Verification:
    """Check one file; ``workspace`` is the folder of the workspace whose knowledge it is judged by, or None.

    ``trust_files`` are trust bundles, or certificates of roots, to believe in besides. ``now`` (aware) is the clock's
    unless it is given.
    Never raises for what is in the file; raises `UntrustedFileError` if it or a trust bundle can't be read.
    """
    return verify_pdf(path, trust_here(workspace, trust_files), now=now)


def trust_here(workspace: Path | None, trust_files: Sequence[Path] = ()) -> Trust:
    """Return whom the desk with this workspace knows, and the programmes and roots of ``trust_files``.

    Reads files only, never the database, so that it works while the window is open. Read it once for many files.
    """
    identities = list_identities(workspace / "identities") if workspace else ()
    trust = load_trust(workspace, identities)
    roots: list[bytes] = []
    programmes = list(trust.programmes)
    for path in trust_files:
        if path.suffix.lower() in CERTIFICATES:
            roots.extend(read_roots(path))
        else:
            programmes.append(read_trust_file(path))
    dates = [each.made_at for each in programmes] + ([trust.newest_seen] if trust.newest_seen else [])
    return replace(trust, programmes=_newest(programmes), roots=tuple(roots), newest_seen=max(dates, default=None))


def _newest(programmes: Sequence[ProgrammeTrust]) -> tuple[ProgrammeTrust, ...]:
    """Keep one of each programme: a bundle that is named must not bring back what a newer one took away."""
    found: dict[str, ProgrammeTrust] = {}
    for one in programmes:
        known = found.get(one.id)
        if known is None or one.version > known.version:
            found[one.id] = one
    return tuple(found.values())
