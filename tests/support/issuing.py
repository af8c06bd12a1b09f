"""A desk that issues: one key for all tests, and workspaces with results that are signed and not issued yet."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.building import (
    CRITERIA,
    START,
    Clock,
    level,
    open_workspace,
    put_portfolio,
    put_rubric,
    sign,
    small_rubric,
)
from tests.support.fixtures import begun

from certdesk.actions.identifying import keep
from certdesk.actions.scoring import mark_criterion
from certdesk.signing.identity import Identity, make_identity, unlock
from certdesk.signing.signer import Signer
from certdesk.store.workspace import Workspace

PASSPHRASE = "seven quiet lions sleep"


@pytest.fixture(scope="session")
def lead_keys(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    """The key of somebody who issues for themselves, made once, because that takes a moment."""
    folder = tmp_path_factory.mktemp("lead")
    return make_identity("Leila Haddad", "lead", PASSPHRASE, now=START, folder=folder)


@pytest.fixture(scope="session")
def lead(lead_keys: Identity) -> Signer:
    """Their unlocked key."""
    return unlock(lead_keys, PASSPHRASE)


def issuing_workspace(folder: Path, keys: Identity, codes: Iterable[str] = ("P-001", "P-002")) -> Workspace:
    """Open a workspace in which the owner of ``keys`` has signed a pass for each code, and issued nothing."""
    workspace = open_workspace(folder, person="", clock=Clock())
    shutil.copytree(keys.folder, workspace.identities)
    keep(workspace, keys)
    put_rubric(workspace, small_rubric())
    for code in codes:
        put_portfolio(workspace, code)
        passed(workspace, code)
    return workspace


def copy_of(folder: Path, target: Path, person: str) -> Workspace:
    """Open a copy of a closed workspace an hour later, in which ``person`` acts."""
    shutil.copytree(folder, target)
    return open_workspace(target, person=person, clock=Clock(START + timedelta(hours=1)))


def passed(workspace: Workspace, code: str, value: int = 3) -> str:
    """Mark a portfolio, sign the result without documents, and return the assessment's id."""
    id_ = begun(workspace, code)
    for criterion in CRITERIA:
        mark_criterion(workspace, id_, criterion, level(value))
    sign(workspace, id_)
    return id_
