"""Programme: what each page of the ceremony waits for, files that mean nothing, and what is never kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running
from certdesk.ui.screens.programme.founding_pane import OFFLINE, PEOPLE, PREPARE, SECRETS, STICKS, FoundingPane
from certdesk.ui.screens.programme.screen import ProgrammeScreen
from certdesk.ui.screens.programme.secret_pair import hint_for
from certdesk.ui.widgets.notice_bar import Notice

from .conftest import PASSPHRASE, PlayedDialogs, click, find


def programme(running: Running, **params: object) -> ProgrammeScreen:
    running.window.go("programme", params)
    screen = running.window.current
    assert isinstance(screen, ProgrammeScreen)
    return screen


def ceremony(running: Running) -> FoundingPane:
    pane = programme(running, pane="founding", rehearsal=True).pane
    assert isinstance(pane, FoundingPane)
    return pane


@pytest.mark.parametrize(
    ("typed", "tone"),
    [
        ("short", "text2"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "warn"),
        ("one long word", "text2"),
        ("walnut ferry candle orbit", "ok"),
        ("walnut walnut walnut walnut", "text2"),
    ],
)
def test_the_hint_says_how_good_a_passphrase_is(typed: str, tone: str) -> None:
    assert hint_for(typed)[1] == tone


def test_a_desk_of_its_own_says_so(running: Running) -> None:
    screen = programme(running)
    told = find(screen, "deskIs")
    assert isinstance(told, QLabel)
    assert told.text() == "You work on your own"
    assert find(screen, "join").isVisible()


def test_each_page_of_the_ceremony_waits_for_what_it_needs(
    running: Running, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    pane = ceremony(running)

    def go_on(step: int) -> None:
        assert pane.guided.on.isEnabled()
        click(qtbot, pane, "on")
        assert pane.guided.step == step

    assert pane.guided.step == PREPARE
    assert find(pane, "rehearsalChip").isVisible()
    assert not pane.guided.on.isEnabled()
    pane.prepare.name.line.setText("Highland STEM Teaching Programme")
    assert not pane.guided.on.isEnabled()
    pane.prepare.place.line.setText("Room 4")
    go_on(PEOPLE)
    assert pane.people.lead.text() == "Amara Diallo"
    pane.people.witness.line.setText("amara diallo")
    assert not pane.guided.on.isEnabled()  # one person is no two
    pane.people.witness.line.setText("Samuel Bekele")
    go_on(OFFLINE)
    assert not pane.guided.on.isEnabled()
    airplane = find(pane, "airplane")
    assert isinstance(airplane, QCheckBox)
    airplane.setChecked(True)
    go_on(SECRETS)
    for pair, words in ((pane.secrets.root, "walnut ferry candle orbit"), (pane.secrets.desk, "quiet lantern")):
        pair.first.line.setText(words)
        assert not pane.guided.on.isEnabled()
        pair.again.line.setText(words)
    pane.secrets.mine.field.line.setText("not this one")
    click(qtbot, pane, "on")
    assert pane.guided.step == SECRETS
    pane.secrets.mine.field.line.setText(PASSPHRASE)
    go_on(STICKS)
    dialogs.files += [tmp_path, tmp_path]
    click(qtbot, pane, "stick1")
    click(qtbot, pane, "stick2")
    assert not pane.guided.on.isEnabled()  # the same place twice
    click(qtbot, pane, "stepBack")
    assert pane.guided.step == SECRETS
    running.window.go("today")
    assert (pane.secrets.root.text(), pane.secrets.desk.text()) == ("", "")
    assert running.tools.keyring.signer() is not None  # it was unlocked by its owner, for the session


def test_files_that_mean_nothing_here_are_refused_with_a_hint(running: Running, tmp_path: Path) -> None:
    screen = programme(running)
    heard: list[Notice] = []
    screen.noticed.connect(heard.append)
    stranger = tmp_path / "holiday.jpg"
    stranger.write_bytes(b"\xff\xd8")
    screen.take_file(stranger)
    damaged = tmp_path / "news.certdesk-trust"
    damaged.write_text("{", encoding="utf-8")
    screen.take_file(damaged)
    request = tmp_path / "somebody.certdesk-request"
    request.write_text("{}", encoding="utf-8")
    screen.take_file(request)
    assert [notice.kind for notice in heard] == ["warn", "warn", "warn"]
    assert all(notice.hint for notice in heard)
    assert screen.pane.objectName() == "pane-overview"
