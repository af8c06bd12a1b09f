"""Several people on one desk: each acts with a key of their own, and sees nothing that another one had open."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions import identifying
from certdesk.actions.identifying import unlock_mine
from certdesk.core.progress import silent
from certdesk.ui.app import Running
from certdesk.ui.keyring import idle_minutes
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.screens.settings import SettingsScreen

from .conftest import PASSPHRASE, click, find


def settings(running: Running) -> SettingsScreen:
    running.window.go("settings")
    screen = running.window.current
    assert isinstance(screen, SettingsScreen)
    return screen


def second_person(running: Running) -> str:
    """Make a key for somebody else on this desk; whoever acted before goes on acting."""
    workspace = running.tools.session.workspace
    first = workspace.person
    plan = identifying.plan_identity(workspace, "Joseph Mwangi", "coordinator", "another passphrase")
    identity = identifying.make(plan, silent)
    identifying.keep(workspace, identity)
    workspace.person = first
    return identity.id


def choose(qtbot: QtBot, screen: QWidget, person_id: str) -> None:
    box = find(screen, "whoActs")
    assert isinstance(box, QComboBox)
    place = box.findData(person_id)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_somebody_else_acts_and_the_key_of_before_is_locked(running: Running, assessment: str, qtbot: QtBot) -> None:
    workspace, keyring = running.tools.session.workspace, running.tools.keyring
    first, second = workspace.person, second_person(running)
    running.window.go("score", {"assessment": assessment})
    signer = unlock_mine(workspace, PASSPHRASE)
    keyring.keep(signer)
    screen = settings(running)
    assert find(running.window, "keySign").isVisible()
    choose(qtbot, screen, second)
    assert workspace.person == second
    assert signer.locked
    assert find(screen, "me").text() == "Joseph Mwangi, coordinator"
    assert not find(running.window, "keySign").isVisible()
    running.window.go("score")
    score = running.window.current
    assert isinstance(score, ScoreScreen)
    assert score.view is None
    choose(qtbot, settings(running), first)
    assert workspace.person == first


def test_the_time_until_keys_are_locked_is_chosen_and_kept(running: Running, qtbot: QtBot) -> None:
    workspace, keyring = running.tools.session.workspace, running.tools.keyring
    assert keyring.minutes == 10
    screen = settings(running)
    keyring.keep(unlock_mine(workspace, PASSPHRASE))
    assert find(screen, "lock").isEnabled()
    find(screen, "idleMinutes").chosen.emit("30")
    assert (keyring.minutes, idle_minutes(workspace)) == (30, 30)
    assert keyring.seconds_left() > 1700
    click(qtbot, screen, "lock")
    assert keyring.signer() is None
    assert not find(screen, "lock").isEnabled()


def test_pressing_the_sign_in_the_frame_locks(running: Running, qtbot: QtBot) -> None:
    keyring = running.tools.keyring
    keyring.keep(unlock_mine(running.tools.session.workspace, PASSPHRASE))
    click(qtbot, running.window, "keySign")
    assert keyring.signer() is None


def test_a_newcomer_can_go_back(running: Running, qtbot: QtBot) -> None:
    click(qtbot, settings(running), "newcomer")
    welcome = running.window.current
    assert welcome.objectName() == "welcome"
    click(qtbot, welcome, "backToSettings")
    assert running.window.current.objectName() == "settings"
