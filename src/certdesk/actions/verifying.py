"""Tell whether a document is genuine. Works with or without a workspace: without one nobody is known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from certdesk.signing.identity import list_identities
from certdesk.signing.issuer import Issuer
from certdesk.signing.own_faults import without_own_faults
from certdesk.signing.pdf.verify_pdf import verify_pdf
from certdesk.signing.roots import CERTIFICATES, read_roots
from certdesk.signing.safe_write import read_small
from certdesk.signing.trust import ProgrammeTrust, Trust
from certdesk.signing.trust_store import load_trust, read_trust_file
from certdesk.signing.verification import Verification

BADGES = frozenset({".json", ".png", ".svg", ".jwt", ".jws"})
LARGEST_BADGE = 16 * 1024 * 1024


def verify_file(
    path: Path, workspace: Path | None, *, trust_files: Sequence[Path] = (), now: datetime | None = None
) -> Verification:
    """Check one file; ``workspace`` is the folder of the workspace whose knowledge it is judged by, or None.

    A PDF, or a badge: JSON, or a PNG or SVG with one inside. ``trust_files`` are trust bundles, or certificates of
    roots, to believe in besides. ``now`` (aware) is the clock's unless it is given.
    Never raises for what is in the file; raises `UntrustedFileError` if it or a trust bundle can't be read.
    """
    return verify_with(path, trust_here(workspace, trust_files), now=now)


def verify_with(path: Path, trust: Trust, *, now: datetime | None = None) -> Verification:
    """Check one file by what is in ``trust`` already. Raises `UntrustedFileError` if it can't be read."""
    if path.suffix.lower() not in BADGES:
        return verify_pdf(path, trust, now=now)
    # What reads badges takes a while to load.
    from certdesk.signing.badge.answer import as_verification
    from certdesk.signing.badge.baking import badge_in
    from certdesk.signing.badge.verify import verify_badge

    content = read_small(path, LARGEST_BADGE)

    def judged() -> Verification:
        badge = badge_in(content)
        if badge is None:
            return verify_pdf(path, trust, now=now)
        answer = verify_badge(badge, trust, now=now or datetime.now(UTC))
        return as_verification(answer, trust, content, hashlib.sha256(content).hexdigest())

    return without_own_faults(judged)


def verify_text(text: str, trust: Trust, *, now: datetime | None = None) -> Verification:
    """Check the text of a QR code, as a scanner types it."""
    from certdesk.signing.codes.checking import verify_code

    people = tuple(Issuer(each.name, each.statement_key) for each in trust.known if each.statement_key)
    return without_own_faults(lambda: verify_code(text.strip(), trust, now or datetime.now(UTC), people=people))


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
            programmes.append(read_trust_file(path, workspace))
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
