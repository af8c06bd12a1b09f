"""The badge of a certificate of this workspace as a file, and badges in anybody's files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.issuing import issuing_workspace

from certdesk.actions.badges import (
    badge_of_certificate,
    bake_files,
    colours_of,
    find_badge,
    save,
    verify_badge_file,
)
from certdesk.actions.certificates import certificates, eligible
from certdesk.actions.issuing_batch import keep_issue, make_issue, plan_issue
from certdesk.actions.verifying import verify_file
from certdesk.core.certificate_design import CertificateDesign, Look
from certdesk.core.errors import NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.progress import silent
from certdesk.signing.verification import DocumentKind, Verdict
from certdesk.store.certificates import certificate_row, load_certificate


@pytest.fixture(scope="module")
def desk(tmp_path_factory, lead_keys, lead):
    """A desk with one certificate."""
    with issuing_workspace(tmp_path_factory.mktemp("desk") / "workspace", lead_keys, ("P-001",)) as workspace:
        plan = plan_issue(workspace, [eligible(workspace)[0].assessment_id])
        make_issue(plan, lead, lead, silent)
        keep_issue(workspace, plan, lead)
        yield workspace


def test_the_badge_of_a_certificate_is_saved_in_three_ways_and_is_genuine(desk, tmp_path):
    (row,) = certificates(desk)
    badge = load_certificate(desk.db, row.serial).badge.encode()
    for suffix in (".png", ".SVG", ".json"):
        file = tmp_path / f"badge{suffix}"
        save(file, badge_of_certificate(desk, row.serial, suffix, size=200))
        assert find_badge(file).badge == badge
        found = verify_badge_file(file, desk.folder, now=desk.clock())
        assert (found.verdict, found.facts and found.facts.serial) == (Verdict.GENUINE, row.serial), found.summary
        told = verify_file(file, desk.folder, now=desk.clock())
        assert (told.verdict, told.kind, told.serial) == (Verdict.GENUINE, DocumentKind.BADGE, row.serial)
    attached = find_badge(row.document)
    assert attached.badge == badge
    assert verify_badge_file(row.document, None, now=desk.clock()).verdict is Verdict.CANNOT_TELL
    baked = bake_files(tmp_path / "badge.png", row.document)
    (tmp_path / "again.png").write_bytes(baked)
    assert find_badge(tmp_path / "again.png").badge == badge


def test_what_can_not_be_saved_is_told(desk, tmp_path):
    (row,) = certificates(desk)
    with pytest.raises(NotAllowedError, match="PNG, SVG or JSON"):
        badge_of_certificate(desk, row.serial, ".gif")
    with pytest.raises(NotFoundError, match="HSTP-1"):
        badge_of_certificate(desk, "HSTP-1", ".png")
    save(tmp_path / "here.png", b"1")
    with pytest.raises(NotAllowedError, match="there already"):
        save(tmp_path / "here.png", b"2")
    save(tmp_path / "here.png", b"2", force=True)
    assert (tmp_path / "here.png").read_bytes() == b"2"
    certificate = load_certificate(desk.db, row.serial)
    older = replace(certificate, badge="", award=replace(certificate.award, id="0", serial="OLD-1", status_index=1))
    with desk.local_change() as db:
        db["certificate"].insert({**certificate_row(replace(older, number=99)), "id": "0"})
    with pytest.raises(NotFoundError, match="no badge"):
        badge_of_certificate(desk, "OLD-1", ".png")


def test_files_without_a_badge_are_told(tmp_path):
    with pytest.raises(UntrustedFileError, match="can't be read"):
        find_badge(tmp_path / "gone.png")
    for name, content in (("a.txt", b"words"), ("b.pdf", b"%PDF-1.7 nothing")):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NotFoundError, match="no badge"):
        find_badge(tmp_path / "a.txt")
    with pytest.raises(UntrustedFileError, match="PDF can't be read"):
        find_badge(tmp_path / "b.pdf")


def test_a_badge_has_the_colours_of_its_programmes_certificates():
    usual = {colours_of(CertificateDesign(look=look)).ink for look in Look}
    assert len(usual) == len(Look)
    own = colours_of(CertificateDesign(ink="#112233", accent="#445566"))
    assert (own.ink, own.accent) == ("#112233", "#445566")
