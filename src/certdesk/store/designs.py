"""How the certificates of each programme look. Logo and seal lie in the vault, the row names them by digest."""

from __future__ import annotations

import json
from dataclasses import fields
from hashlib import sha256
from typing import Any

from sqlite_utils import Database

from certdesk.core.certificate_design import CertificateDesign, Look, PaperSize
from certdesk.core.errors import StorageError
from certdesk.core.plain import canonical
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _
from certdesk.store.flushing import flush_file
from certdesk.store.records import Row
from certdesk.store.vault import Vault, is_whole
from certdesk.store.workspace import Workspace

PICTURES = ("logo", "seal")
_ENUMS = {"look": Look, "paper": PaperSize}


def find_design(db: Database, vault: Vault, programme: str) -> tuple[CertificateDesign, tuple[str, ...]] | None:
    """Read the design of a programme, and which of its pictures are gone; None where nobody has chosen one.

    What a newer program has added to a design is left aside.
    """
    rows = list(db.query("select body from certificate_design where programme = ?", [programme]))
    if not rows:
        return None
    plain = json.loads(rows[0]["body"])
    known = {field.name for field in fields(CertificateDesign)}
    values: dict[str, Any] = {name: value for name, value in plain.items() if name in known}
    values |= {name: kind(values[name]) for name, kind in _ENUMS.items() if name in values}
    digests = {name: str(values.get(name, "")) for name in PICTURES}
    lost = tuple(name for name, digest in digests.items() if digest and not is_whole(vault.path(digest), digest))
    found = {name: b"" if name in lost or not digest else _read(vault, digest) for name, digest in digests.items()}
    return CertificateDesign(**{**values, **found}), lost


def design_row(workspace: Workspace, programme: str, design: CertificateDesign) -> Row:
    """Return the row that holds a design, after its pictures have gone into the vault. Raises StorageError."""
    plain = {field.name: getattr(design, field.name) for field in fields(design)}
    plain |= {name: _kept(workspace, plain[name]) for name in PICTURES}
    return {"programme": programme, "body": canonical(plain)}


def programmes(db: Database) -> tuple[str, ...]:
    """List the programmes that have portfolios or a design here, by name."""
    sql = "select programme from portfolio union select programme from certificate_design order by programme"
    return tuple(row["programme"] for row in list(db.query(sql)))


def rubric_of(db: Database, programme: str) -> RubricRef | None:
    """Return the rubric that the newest portfolio of a programme is marked with, or of any, or None."""
    sql = (
        "select rubric_id, rubric_version from portfolio order by programme = ? desc, received_on desc, id desc limit 1"
    )
    rows = list(db.query(sql, [programme]))
    return RubricRef(rows[0]["rubric_id"], rows[0]["rubric_version"]) if rows else None


def _read(vault: Vault, digest: str) -> bytes:
    try:
        return vault.path(digest).read_bytes()
    except OSError as problem:
        text = _("The logo or the seal can't be read: {reason}.").format(reason=problem.strerror)
        raise StorageError(text, _("Check the disk, or choose the picture again.")) from problem


def _kept(workspace: Workspace, picture: bytes) -> str:
    if not picture:
        return ""
    digest = sha256(picture).hexdigest()
    if is_whole(workspace.vault.path(digest), digest):
        return digest
    staged = workspace.staging / f"{digest}.picture"
    try:
        staged.write_bytes(picture)
        flush_file(staged)
    except OSError as problem:
        text = _("The picture could not be stored: {reason}.").format(reason=problem.strerror)
        raise StorageError(text, _("Check the disk's free space, then choose it again.")) from problem
    workspace.vault.keep(staged, digest)
    return digest
