"""Handing over and writing back on the command line."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.cohorts import Shape, put_cohort
from tests.support.command_line import PASSPHRASE, DeskInside
from tests.support.handing import release_all

from certdesk.actions.identifying import keep
from certdesk.signing.identity import Identity, make_identity
from certdesk.store.workspace import Workspace


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return make_identity("Lea Lead", "lead", PASSPHRASE, now=datetime.now(UTC), folder=tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, lead: Identity) -> DeskInside:
    """A lead's desk with a cohort of which nearly everything is released."""
    folder = tmp_path_factory.mktemp("desk") / "workspace"
    with Workspace(folder) as workspace:
        shutil.copytree(lead.folder, workspace.identities)
        keep(workspace, lead)
        workspace.person = lead.id
        made = put_cohort(workspace, Shape(candidates=6, double=0))
        release_all(workspace, made, but={made.portfolios[0].id})
    return DeskInside(folder)


def test_results_are_handed_over_checked_and_listed(desk, tmp_path):
    told = desk.tells("hand-over-results", "--to", tmp_path, "--dry-run")
    assert not list(tmp_path.iterdir())
    done = desk.tells("hand-over-results", "--to", tmp_path, "--for", "Ministry")
    assert (done["candidates"], done["tables"]) == (told["candidates"], told["tables"])
    assert desk.does("check-stick", tmp_path).endswith("Everything is here and whole.\n")
    (verified,) = desk.tells("verify", done["path"])
    assert (verified["verdict"], verified["kind"]) == ("genuine", "results")
    (listed,) = desk.tells("hand-over-results", "--list")
    assert (listed["for"], listed["digest"]) == ("Ministry", done["digest"])
    (Path(done["path"]) / "data" / "results" / "results.csv").write_bytes(b"")
    assert desk.run("verify", done["path"]).returncode == 3
    assert desk.run("check-stick", tmp_path).returncode == 1


def test_what_is_missing_or_unknown_is_said(desk, tmp_path):
    assert "--to" in desk.refuses("hand-over-results", code=64)
    assert "Did you mean “outcome”?" in desk.refuses("hand-over-results", "--to", tmp_path, "--column", "outcom")
    assert "sheet" in desk.refuses("write-back", "moodle")
    assert "NAME=VALUE" in desk.refuses("write-back", "moodle", "--column", "grade", code=64)
    assert desk.run("write-back", "blackboard").returncode == 64


def test_write_back_shows_first_and_writes_when_told(desk, tmp_path):
    preview = desk.does("write-back", "leap2a")
    assert "would be written" in preview
    done = desk.tells("write-back", "leap2a", "--to", tmp_path / "feedback")
    assert done["written"] == len(list((tmp_path / "feedback").glob("*.zip"))) > 1
