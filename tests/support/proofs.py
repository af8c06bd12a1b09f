"""What somebody may have to verify: certificates of a programme, made once, and the bundles to believe it by."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from tests.support.building import START, Clock, open_workspace, put_portfolio
from tests.support.issuing import passed
from tests.support.programme_desk import found_desk

from certdesk.actions.badges import badge_of_certificate
from certdesk.actions.certificates import eligible
from certdesk.actions.issuing_batch import IssuePlan, keep_issue, make_issue, plan_issue
from certdesk.actions.trusting import export_bundle, import_bundle
from certdesk.actions.verifying import verify_file
from certdesk.actions.withdrawing import Correction, plan_reissue
from certdesk.core.progress import silent
from certdesk.store.assessments import load_documents
from certdesk.store.certificates import Certificate, load_certificates
from certdesk.store.workspace import Workspace


@dataclass(frozen=True)
class Proofs:
    """Files of a programme: two certificates, of which ``older`` was replaced by ``newer``, and two trust bundles.

    ``before`` is from before that; ``words`` are those of the programme. ``code`` is the text of the QR code.
    """

    folder: Path
    genuine: Path
    older: Path
    newer: Path
    altered: Path
    badge: Path
    code: str
    before: Path
    after: Path
    words: str

    def believe(self, workspace: Workspace, bundle: Path) -> None:
        """Let a desk believe the programme by one of its bundles."""
        import_bundle(workspace, bundle, confirmed_words=self.words)


@cache
def make_proofs(folder: Path) -> Proofs:
    """Found a programme, issue, replace. Takes some seconds, so it is done once."""
    made = found_desk(folder / "desk")
    with open_workspace(made.folder, person=made.lead_id, clock=Clock(START.replace(hour=10))) as workspace:
        for code in ("P-001", "P-002"):
            put_portfolio(workspace, code)
            passed(workspace, code)

        def issue(plan: IssuePlan) -> None:
            make_issue(plan, made.lead, made.authority, silent)
            keep_issue(workspace, plan, made.authority)

        issue(plan_issue(workspace, [each.assessment_id for each in eligible(workspace)]))
        before = export_bundle(workspace, made.authority, folder / "before.certdesk-trust")
        first, second = sorted(load_certificates(workspace.db), key=lambda each: each.serial)
        issue(plan_reissue(workspace, second.serial, Correction("Miriam Adeyemi-Smith"), "spelling of the name"))
        export_bundle(workspace, made.authority, folder / "after.certdesk-trust")
        told = verify_file(workspace.documents / _file(workspace, first), workspace.folder)
        return _laid_out(folder, workspace, (first, second), (told.code, " ".join(before.words)))


def _laid_out(
    folder: Path, workspace: Workspace, issued: tuple[Certificate, Certificate], texts: tuple[str, str]
) -> Proofs:
    files = folder / "files"
    files.mkdir()
    first, second = issued
    newest = next(each for each in load_certificates(workspace.db) if each.serial not in {first.serial, second.serial})
    for one in (first, second, newest):
        shutil.copy(workspace.documents / _file(workspace, one), files / f"{one.serial}.pdf")
    genuine = files / f"{first.serial}.pdf"
    content = bytearray(genuine.read_bytes())
    place = content.index(b"stream\r\n" if b"stream\r\n" in content else b"stream\n") + 40
    content[place] ^= 1
    altered = files / "altered.pdf"
    altered.write_bytes(content)
    badge = files / f"{first.serial}.png"
    badge.write_bytes(badge_of_certificate(workspace, first.serial, ".png", size=200))
    return Proofs(
        folder=files,
        genuine=genuine,
        older=files / f"{second.serial}.pdf",
        newer=files / f"{newest.serial}.pdf",
        altered=altered,
        badge=badge,
        code=texts[0],
        before=folder / "before.certdesk-trust",
        after=folder / "after.certdesk-trust",
        words=texts[1],
    )


def _file(workspace: Workspace, certificate: Certificate) -> str:
    return next(
        each.file_name
        for each in load_documents(workspace.db, certificate.assessment_id)
        if each.id == certificate.document_id
    )


@pytest.fixture(scope="session")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Proofs:
    """The files, made once."""
    return make_proofs(tmp_path_factory.getbasetemp() / "proofs")
