"""Badges of this workspace's certificates as files, and badges in anybody's files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from certdesk.actions.designing import design_to_change
from certdesk.actions.verifying import trust_here
from certdesk.core.certificate_design import CertificateDesign, Look
from certdesk.core.errors import NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.words import _
from certdesk.reports.files import write_bytes
from certdesk.signing.badge.baking import badge_in, bake
from certdesk.signing.badge.picture import BadgeColours, badge_picture, picture_png
from certdesk.signing.badge.verdict import BadgeVerdict
from certdesk.signing.badge.verify import verify_badge
from certdesk.store.certificates import Certificate, load_certificate
from certdesk.store.workspace import Workspace

LARGEST_FILE = 64 * 2**20
_COLOURS = {
    Look.LEDGER: BadgeColours(),
    Look.SIGNAL: BadgeColours(ink="#0B4F4B", accent="#D9822B"),
    Look.FIELD: BadgeColours(ink="#5B2A3C", accent="#3E7C59"),
}


@dataclass(frozen=True, slots=True)
class FoundBadge:
    """A badge in a file: where it was, and its bytes as they were signed."""

    path: Path
    badge: bytes


def find_badge(path: Path) -> FoundBadge:
    """Return the badge in a PNG, SVG, JSON or JWT file, or attached to a PDF.

    Raises `UntrustedFileError` when the file can't be read or is damaged, `NotFoundError` when no badge is in it.
    """
    data = _read(path)
    badge = _attached(data) if data.startswith(b"%PDF-") else badge_in(data)
    if not badge:
        text = _("There is no badge in {file}.").format(file=path.name)
        raise NotFoundError(text, _("Badges are in PNG, SVG, JSON and JWT files, and in certificates of CertDesk."))
    return FoundBadge(path, badge)


def verify_badge_file(
    path: Path, workspace: Path | None, *, trust_files: Sequence[Path] = (), now: datetime | None = None
) -> BadgeVerdict:
    """Judge the badge in a file; parameters as in `verify_file`. Raises as `find_badge`."""
    return verify_badge(find_badge(path).badge, trust_here(workspace, trust_files), now=now or datetime.now(UTC))


def badge_of_certificate(workspace: Workspace, serial: str, suffix: str, *, size: int = 800) -> bytes:
    """Return the badge of a certificate as the content of a ``.png``, ``.svg`` or ``.json`` file.

    Raises `NotFoundError` when there is no such certificate or it has no badge, `NotAllowedError` for other kinds.
    """
    certificate = load_certificate(workspace.db, serial)
    if not certificate.badge:
        text = _("Certificate {serial} has no badge.").format(serial=certificate.serial)
        raise NotFoundError(text, _("It was issued before there were any; issue it anew to have one."))
    badge = certificate.badge.encode()
    if suffix.lower() == ".json":
        return badge
    design, _lost = design_to_change(workspace, certificate.award.programme)
    return bake(drawn(suffix, picture_of(certificate, design), size=size), badge)


def picture_of(certificate: Certificate, design: CertificateDesign) -> str:
    """Return the picture of a certificate's badge as SVG, in the colours of the programme's certificates."""
    award = certificate.award
    return badge_picture(award.title, award.programme, colours_of(design), str(award.issued_on.year))


def colours_of(design: CertificateDesign) -> BadgeColours:
    """Return the colours of badges that go with a design of certificates."""
    usual = _COLOURS[design.look]
    return BadgeColours(ink=design.ink or usual.ink, accent=design.accent or usual.accent)


def drawn(suffix: str, svg: str, *, size: int = 800) -> bytes:
    """Return a picture as the content of a ``.png`` or ``.svg`` file. Raises `NotAllowedError` for other kinds."""
    if suffix.lower() == ".svg":
        return svg.encode()
    if suffix.lower() == ".png":
        return picture_png(svg, size=size)
    text = _("A badge can be saved as PNG, SVG or JSON, not as “{suffix}”.").format(suffix=suffix)
    raise NotAllowedError(text, _("End the file's name with .png, .svg or .json."))


def save(target: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file so that it is complete under its name. Raises `NotAllowedError` when it is there, StorageError."""
    if target.exists() and not force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Choose another name, or replace it."))
    write_bytes(target, data)


def bake_files(picture: Path, badge: Path) -> bytes:
    """Return a picture with the badge of another file in it. Raises as `find_badge`."""
    return bake(_read(picture), find_badge(badge).badge)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as problem:
        text = _("{file} can't be read: {reason}.").format(file=path.name, reason=problem.strerror or problem)
        raise UntrustedFileError(text, _("Choose another file.")) from problem
    if len(data) > LARGEST_FILE:
        raise UntrustedFileError(_("{file} is too large.").format(file=path.name), _("Choose another file."))
    return data


def _attached(pdf: bytes) -> bytes:
    """Return the badge of a certificate. pyHanko takes half a second to import, so only for PDFs."""
    from certdesk.signing.pdf.pdf_rules import look_inside

    inside = look_inside(pdf)
    carried = inside.carried
    if inside.problem or carried.badges > 1:
        reason = inside.problem or _("several badges are attached to it")
        raise UntrustedFileError(_("The PDF can't be read: {reason}.").format(reason=reason), _("Choose another file."))
    return carried.badge
