"""Certificates leave with all that is needed to check them elsewhere, and without where names are left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support.building import START, Clock, open_workspace
from tests.support.handing import Made, release_all
from tests.support.programme_desk import LEAD_WORDS
from tests.support.proofs import Proofs, proofs

from certdesk.actions.checking_results import verify_results
from certdesk.actions.handing_over_results import (
    HandOverChoice,
    check_results,
    make_results_hand_over,
    plan_results_hand_over,
    read_results,
)
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.verifying import trust_here, verify_file
from certdesk.core.cohorts import Cohort, CohortState
from certdesk.core.portfolio import RubricRef
from certdesk.exchange.media import medium_of
from certdesk.signing.register.files import read_register_file
from certdesk.signing.verification import Verdict
from certdesk.store.cohorts import cohort_row

__all__ = ["proofs"]
COHORT = Cohort("cohort-2026", "STEM Teaching Certificate", "2026", RubricRef("small", "1.0.0"), CohortState.OPEN)


@pytest.fixture(scope="module")
def folders(proofs: Proofs, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A hand-over with names, and one without."""
    place = tmp_path_factory.mktemp("handed")
    shutil.copytree(proofs.folder.parent / "desk" / "workspace", place / "workspace")
    clock = Clock(START.replace(hour=13))
    with open_workspace(place / "workspace", person="", clock=clock) as workspace:
        workspace.person = next(
            row[0] for row in workspace.db.execute("select id from person where name = 'Leila Haddad'").fetchall()
        )
        with workspace.local_change() as db:
            db.table("cohort").insert(cohort_row(COHORT))
        assert len(release_all(workspace, Made(COHORT, (), {}, {}, ()))) == 2
        signer = unlock_mine(workspace, LEAD_WORDS)
        found = []
        for choice in (HandOverChoice(), HandOverChoice(pseudonymised=True)):
            plan = plan_results_hand_over(workspace, COHORT, medium_of(place), choice)
            found.append(make_results_hand_over(plan, signer).path)
    return found[0], found[1]


def test_certificates_and_what_proves_them_lie_in_the_folder(folders):
    named, _nameless = folders
    assert check_results(named).whole
    names = {one.relative_to(named / "data").as_posix() for one in (named / "data").rglob("*") if one.is_file()}
    assert {
        "proof/register.json", "proof/register-checkpoint.txt", "proof/trust.json", "proof/verify.html",
        "proof/revocation-list-1.crl", "proof/status-list-1.json",
    } <= names  # fmt: skip
    rows = [dict(zip(read_results(named)[0].names, row, strict=True)) for row in read_results(named)[0].rows]
    assert {row["certificate_state"] for row in rows} == {"active"}
    serials = {row["certificate"] for row in rows}
    listed = "".join(read_register_file(named / "data" / "proof" / "register.json").lines)
    assert all(str(serial) in listed for serial in serials)
    page = (named / "index.html").read_text(encoding="utf-8")
    assert "data/proof/verify.html" in page


def test_the_folder_alone_proves_its_certificates_elsewhere(folders):
    named, _nameless = folders
    trust = [named / "data" / "proof" / "trust.json"]
    for row in read_results(named)[0].rows:
        path = named / "data" / dict(zip(read_results(named)[0].names, row, strict=True))["certificate_file"]
        told = verify_file(path, None, trust_files=trust)
        assert told.verdict in {Verdict.GENUINE, Verdict.GENUINE_BUT}, told.summary
    told = verify_results(named, trust_here(None, trust))
    assert told.verdict is Verdict.GENUINE, told.summary
    assert "Leila Haddad" in told.summary


def test_without_names_only_the_checkpoint_goes_along(folders):
    _named, nameless = folders
    names = {one.name for one in (nameless / "data" / "proof").iterdir()}
    assert names == {"register-checkpoint.txt"}
    assert not (nameless / "data" / "certificates").exists()
    assert b"Miriam" not in b"".join(one.read_bytes() for one in nameless.rglob("*") if one.is_file())
