"""A programme in the window: founded by two people, joined from another computer, left again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from certdesk.actions.programmes import MemberState, members, programmes_here
from certdesk.ui.theme.source import ThemeSource

from .conftest import click, find
from .programme_hands import Desk, drop, enrol, found, open_desk, prepare_founding, revoke

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def lead(tmp_path: Path, theme: ThemeSource) -> Iterator[Desk]:
    """The computer of somebody who leads."""
    desk = open_desk(tmp_path / "lead", ("Leila Haddad", "lead"), theme)
    yield desk
    desk.running.close()


@pytest.fixture
def assessor(tmp_path: Path, theme: ThemeSource) -> Iterator[Desk]:
    """The computer of an assessor, in another town."""
    desk = open_desk(tmp_path / "assessor", ("Amara Diallo", "assessor"), theme)
    yield desk
    desk.running.close()


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def test_leaving_the_ceremony_half_way_leaves_nothing_behind(qtbot: QtBot, lead: Desk, tmp_path: Path) -> None:
    sticks = (tmp_path / "E", tmp_path / "F")
    prepare_founding(qtbot, lead, sticks)
    assert all(files_in(stick) for stick in sticks)
    lead.running.window.go("today")
    assert not any(files_in(stick) for stick in sticks)
    assert not files_in(lead.workspace.folder / "authority")
    assert not files_in(lead.workspace.staging)
    assert programmes_here(lead.workspace) == ()


def test_founded_joined_and_revoked(qtbot: QtBot, lead: Desk, assessor: Desk, tmp_path: Path) -> None:
    words = found(qtbot, lead, (tmp_path / "E", tmp_path / "F"))
    here = programmes_here(lead.workspace)
    assert [one.rehearsal for one in here] == [True]
    assert "issuing desk" in find(lead.screen, "deskIs").text()  # type: ignore[attr-defined]
    assert here[0].words == words

    enrol(qtbot, lead, assessor, words, tmp_path)
    standing = find(assessor.screen, "standingKey")
    assert isinstance(standing, QLabel)
    assert "Highland STEM Teaching Programme" in standing.text()

    # The lead revokes; passphrase once.
    revoke(qtbot, lead, "Amara Diallo")
    after = {one.name: one.state for one in members(lead.workspace, here[0].id)}
    assert after["Amara Diallo"] is MemberState.REVOKED

    # The news reaches the assessor as a trust bundle.
    bundle = tmp_path / "news.certdesk-trust"
    lead.dialogs.files.append(bundle)
    click(qtbot, lead.screen, "saveBundle")
    before = programmes_here(assessor.workspace)[0].version
    drop(assessor.screen, bundle)
    click(qtbot, assessor.screen, "takeFile")
    assert programmes_here(assessor.workspace)[0].version > before
