"""Replacing a key of a programme in the window: what fits, what is told in place, and what is left behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.support.lent_worker import LentWorker
from tests.support.programmes import DESK, ROOT, Made, made_programme

from certdesk.actions.identifying import act_as
from certdesk.actions.rolling_over import Rollover
from certdesk.actions.trusting import read_bundle
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.authority.desk import IssuingDesk, load_desk
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.programme.rollover_pane import NEEDED, NOW, REPLACE, WHICH, RolloverPane
from certdesk.ui.screens.programme.screen import ProgrammeScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, click, find

__all__ = ["made_programme"]
NEW_ROOT = "six other words for it"


@pytest.fixture
def issuing(
    made_programme: Made, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, shared_worker: EvidenceWorker
) -> Iterator[Running]:
    """The window of a programme's issuing desk."""
    shutil.copytree(made_programme.folder / "lead", tmp_path / "lead")
    workspace = Workspace(tmp_path / "lead")
    act_as(workspace)
    made = build(workspace, theme, dialogs, LentWorker(shared_worker))
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def pane(issuing: Running, made_programme: Made, qtbot: QtBot) -> RolloverPane:
    """The sequence, as the deed in the programme's row leads to it."""
    issuing.window.go("programme")
    screen = issuing.window.current
    assert isinstance(screen, ProgrammeScreen)
    click(qtbot, screen, f"rollover-{made_programme.founded.programme_id}")
    assert isinstance(screen.pane, RolloverPane)
    assert screen.pane.guided.step == WHICH
    assert not screen.pane.guided.back.isEnabled()
    return screen.pane


def desk_of(running: Running, made: Made) -> IssuingDesk:
    return load_desk(running.tools.session.workspace.folder, made.founded.programme_id)


def choose(pane: RolloverPane, what: Rollover, why: str = "renewed") -> None:
    """Choose as a click does."""
    for segment, key in ((pane.which.key, what.value), (pane.which.why, why)):
        segment.set_current(key)
        segment.chosen.emit(key)


def typed(pane: RolloverPane) -> list[str]:
    return [line.text() for line in pane.findChildren(QLineEdit) if line.text()]


def test_what_a_choice_means_is_said_before_anything_is_asked(pane: RolloverPane) -> None:
    means = find(pane, "rolloverMeans")

    def said() -> str:
        return " ".join(row.accessibleName() for row in means.children() if row.objectName().startswith("check-"))

    heard = {(Rollover.ISSUING, "renewed"): said()}
    for what, why in ((Rollover.ISSUING, "stolen"), (Rollover.REGISTER, "stolen"), (Rollover.ROOT, "stolen")):
        choose(pane, what, why)
        heard[what, why] = said()
    assert len(set(heard.values())) == len(heard)
    assert "You renew each member" in heard[Rollover.ISSUING, "stolen"]
    assert "compares the new words" in heard[Rollover.ROOT, "stolen"]
    choose(pane, Rollover.REGISTER, "stolen")
    assert not pane.which.stolen  # who may have it has the whole desk: that is another choice
    assert not pane.which.why.isVisible()


def test_a_wrong_stick_and_a_wrong_passphrase_are_told_in_place_and_change_nothing(
    pane: RolloverPane, issuing: Running, made_programme: Made, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    before = desk_of(issuing, made_programme)
    click(qtbot, pane, "on")
    assert pane.guided.step == NEEDED
    assert not pane.guided.on.isEnabled()
    stranger = tmp_path / "holiday.certdesk-root"
    stranger.write_text("{}", encoding="utf-8")
    dialogs.files += [stranger, made_programme.founded.copies[0]]
    click(qtbot, pane, "rootCopy")
    pane.needed.root.field.line.setText(ROOT)
    pane.needed.desk.field.line.setText("not this one")
    click(qtbot, pane, "on")
    qtbot.waitUntil(pane.guided.on.isEnabled)
    wrong = find(pane, "rootCopyWrong")
    assert isinstance(wrong, QLabel)
    assert wrong.isVisible()
    assert stranger.name in wrong.text()
    assert pane.guided.step == NEEDED
    assert any("does not open" in shown.text() for shown in pane.needed.desk.findChildren(QLabel))
    click(qtbot, pane, "rootCopy")
    assert not wrong.isVisible()
    issuing.window.go("today")
    assert typed(pane) == []
    assert pane.needed.copy.place is None
    assert desk_of(issuing, made_programme) == before


def test_a_stolen_desk_gets_both_keys_and_a_bundle_for_everybody(
    pane: RolloverPane, issuing: Running, made_programme: Made, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    before = desk_of(issuing, made_programme)
    choose(pane, Rollover.ISSUING, "stolen")
    click(qtbot, pane, "on")
    dialogs.files += [made_programme.founded.copies[0], tmp_path / "news.certdesk-trust"]
    click(qtbot, pane, "rootCopy")
    pane.needed.root.field.line.setText(ROOT)
    pane.needed.desk.field.line.setText(DESK)
    qtbot.keyClick(pane.needed.desk.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.guided.step == REPLACE)
    click(qtbot, pane, "on")
    qtbot.waitUntil(lambda: pane.guided.step == NOW)
    after = desk_of(issuing, made_programme)
    assert len(after.issuers) == len(before.issuers) + 1
    assert len(after.anchors.register_keys) == len(before.anchors.register_keys) + 1
    assert typed(pane) == []
    assert not find(pane, "newRootWords").isVisible()
    assert not find(pane, "bundleUnlock").isVisible()  # the new keys are unlocked already
    click(qtbot, pane, "rolloverBundle")
    assert read_bundle(tmp_path / "news.certdesk-trust").programme_id == made_programme.founded.programme_id
    issuing.tools.keyring.lock()
    assert find(pane, "bundleUnlock").isVisible()
    click(qtbot, pane, "on")
    assert isinstance(issuing.window.current, ProgrammeScreen)
    assert issuing.window.current.current == "overview"


@pytest.fixture
def sticks(tmp_path: Path) -> tuple[Path, Path]:
    """Two empty sticks."""
    found = (tmp_path / "one", tmp_path / "two")
    for stick in found:
        stick.mkdir()
    return found


def make_new_root(pane: RolloverPane, qtbot: QtBot, dialogs: PlayedDialogs, sticks: tuple[Path, Path]) -> None:
    """Go through all pages to the button that makes a root in the place of a stolen one, and press it."""
    choose(pane, Rollover.ROOT, "stolen")
    click(qtbot, pane, "on")
    assert not find(pane, "rootCopy").isVisible()  # the old root vouches for nothing
    pane.needed.desk.field.line.setText(DESK)
    click(qtbot, pane, "on")
    qtbot.waitUntil(lambda: pane.guided.step == REPLACE)
    for field in (pane.replace.secret.first, pane.replace.secret.again):
        field.line.setText(NEW_ROOT)
    dialogs.files += list(sticks)
    assert not pane.guided.on.isEnabled()
    click(qtbot, pane, "newStick1")
    click(qtbot, pane, "newStick2")
    click(qtbot, pane, "on")


def test_leaving_while_a_new_root_is_made_leaves_nothing(
    pane: RolloverPane,
    issuing: Running,
    made_programme: Made,
    qtbot: QtBot,
    dialogs: PlayedDialogs,
    sticks: tuple[Path, Path],
) -> None:
    before = desk_of(issuing, made_programme)
    make_new_root(pane, qtbot, dialogs, sticks)
    assert "also not on the sticks" in pane.unfinished()
    click(qtbot, pane, "leaveGuided")
    assert dialogs.asked
    assert typed(pane) == []
    qtbot.waitUntil(lambda: not issuing.tools.jobs.busy)
    assert [list(stick.iterdir()) for stick in sticks] == [[], []]
    assert desk_of(issuing, made_programme) == before


@pytest.mark.slow
def test_a_new_root_shows_its_words_and_where_its_copies_are(
    pane: RolloverPane,
    issuing: Running,
    made_programme: Made,
    qtbot: QtBot,
    dialogs: PlayedDialogs,
    sticks: tuple[Path, Path],
) -> None:
    before = desk_of(issuing, made_programme)
    make_new_root(pane, qtbot, dialogs, sticks)
    qtbot.waitUntil(lambda: pane.guided.step == NOW)
    assert desk_of(issuing, made_programme).root != before.root
    assert all(len(list(stick.iterdir())) == 2 for stick in sticks)
    assert find(pane, "newRootWords").isVisible()
    assert find(pane, "check-copy-1").isVisible()
    assert typed(pane) == []
