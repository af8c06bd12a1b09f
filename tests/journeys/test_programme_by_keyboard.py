"""A programme without touching the mouse: founded, joined, its certificates issued, corrected and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.support.issuing import PASSPHRASE, issuing_workspace

from certdesk.actions.certificates import certificates
from certdesk.actions.identifying import my_identity
from certdesk.actions.programmes import members, programmes_here
from certdesk.core.credentials import CertificateState
from certdesk.signing.identity import make_identity
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.screens.programme.founding_pane import COMPARE, MINUTES, OFFLINE, PEOPLE, SECRETS, STICKS, FoundingPane
from certdesk.ui.theme.source import ThemeSource

from .conftest import PlayedDialogs, find, wait_for_jobs
from .hands import CTRL, SHIFT, K, Keyboard
from .programme_hands import DESK_SECRET, MINE, ROOT_SECRET, Desk, open_desk, shown_words

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


class Person:
    """Somebody at a desk who uses keys only."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.keys = Keyboard(qtbot, desk.running)

    def run(self, words: str) -> None:
        """Run a command by its words from the palette."""
        self.desk.running.window.activateWindow()
        self.keys.until(self.desk.running.window.isActiveWindow)
        self.keys.press((K.Key_K, CTRL), words, K.Key_Return)

    def write(self, *lines: str) -> None:
        """Write into this field and the next ones."""
        for number, words in enumerate(lines):
            self.keys.press(*([K.Key_Tab] if number else []), words)

    @property
    def ceremony(self) -> FoundingPane:
        pane = self.desk.screen.pane  # type: ignore[attr-defined]
        assert isinstance(pane, FoundingPane)
        return pane


@pytest.fixture
def lead(qtbot: QtBot, tmp_path: Path, theme: ThemeSource) -> Iterator[Person]:
    """The lead, who has signed two results."""
    keys = make_identity("Leila Haddad", "lead", PASSPHRASE, now=datetime.now(UTC), folder=tmp_path / "keys")
    issuing_workspace(tmp_path / "lead", keys).close()
    dialogs = PlayedDialogs()
    running = build(Workspace(tmp_path / "lead"), theme, dialogs)
    running.window.resize(1366, 768)
    running.window.show()
    yield Person(qtbot, Desk(running, dialogs))
    running.close()


@pytest.fixture
def assessor(qtbot: QtBot, tmp_path: Path, theme: ThemeSource) -> Iterator[Person]:
    """An assessor in another town."""
    desk = open_desk(tmp_path / "assessor", ("Amara Diallo", "assessor"), theme)
    yield Person(qtbot, desk)
    desk.running.close()


def founded(lead: Person, folder: Path) -> tuple[str, ...]:
    """Found a programme for real; each Enter leads on by one step, and never out of the ceremony."""
    keys, sticks = lead.keys, [folder / "E", folder / "F"]
    for stick in sticks:
        stick.mkdir()
    lead.run("Found a programme")
    pane = lead.ceremony
    lead.write("Highland STEM Teaching Programme", "Room 4, Inverness")
    keys.press(K.Key_Return)
    assert pane.guided.step == PEOPLE
    lead.write("Samuel Bekele")
    keys.press(K.Key_Return)
    assert pane.guided.step == OFFLINE
    keys.press(K.Key_Return)  # one too many: nothing is ticked yet, and nobody is led away
    assert pane.guided.step == OFFLINE
    if not pane.offline.tick.isChecked():
        keys.press(K.Key_Space)
    keys.press((K.Key_Return, CTRL))
    assert pane.guided.step == SECRETS
    lead.write(ROOT_SECRET, ROOT_SECRET, DESK_SECRET, DESK_SECRET, "not this one")
    keys.press(K.Key_Return)
    assert pane.guided.step == SECRETS
    keys.press(PASSPHRASE, K.Key_Return)  # over what was wrong: it is selected
    assert keys.focus.objectName() == "on"
    keys.press(K.Key_Return)
    assert pane.guided.step == STICKS
    lead.desk.dialogs.files += sticks
    keys.press(K.Key_Return, K.Key_Tab, K.Key_Return)
    keys.tab_to("on")
    keys.press(K.Key_Return)
    wait_for_jobs(lead.qtbot, lead.desk.running, 60)
    assert pane.guided.step == COMPARE
    words = shown_words(pane, "programmeWords")
    lead.desk.dialogs.confirms = False
    keys.press((K.Key_1, CTRL))  # by mistake, and thought better of it
    assert lead.desk.screen.objectName() == "programme"
    lead.desk.dialogs.confirms = True
    keys.press(K.Key_Space, (K.Key_Return, CTRL), (K.Key_Return, CTRL))
    assert pane.guided.step == MINUTES
    keys.press(K.Key_Return)
    assert [one.is_issuing_desk for one in programmes_here(lead.desk.workspace)] == [True]
    return words


def joined(lead: Person, assessor: Person, words: tuple[str, ...], folder: Path) -> None:
    """Let an assessor ask, be approved, and join."""
    request, approval = folder / "Amara.certdesk-request", folder / "Amara.certdesk-approval"
    assessor.run("Join a programme")
    assessor.keys.press("not this one", K.Key_Return)
    assert not request.exists()
    assessor.desk.dialogs.files.append(request)
    assessor.keys.press(MINE, K.Key_Return)
    read_aloud = shown_words(assessor.desk.screen, "requestWords")

    lead.desk.dialogs.files.append(request)
    lead.run("Take in a file")
    assert shown_words(lead.desk.screen.pane, "requestWords") == read_aloud  # type: ignore[attr-defined]
    lead.keys.press(DESK_SECRET, K.Key_Return)
    assert lead.keys.focus.objectName() == "approve"
    lead.desk.dialogs.files.append(approval)
    lead.keys.press(K.Key_Return)
    programme = programmes_here(lead.desk.workspace)[0]
    assert "Amara Diallo" in {one.name for one in members(lead.desk.workspace, programme.id)}

    assessor.desk.dialogs.files.append(approval)
    assessor.run("Take in the approval")
    assessor.keys.press(" ".join(("wrong", *words[1:])), K.Key_Return)
    assert not my_identity(assessor.desk.workspace).programme_id
    assessor.keys.press((K.Key_A, CTRL), " ".join(words), K.Key_Return)
    assert my_identity(assessor.desk.workspace).programme_id == programme.id


def issued(lead: Person) -> None:
    """Issue for both results, correct the name on one, withdraw it again."""
    keys, workspace = lead.keys, lead.desk.workspace
    keys.press((K.Key_6, CTRL), (K.Key_A, CTRL | SHIFT))
    keys.press_until(K.Key_Tab, lambda: "Your key" in keys.focus.accessibleDescription())
    keys.press(PASSPHRASE, K.Key_Return)
    finish(lead)
    first = certificates(workspace)
    assert [row.state for row in first] == [CertificateState.ACTIVE] * 2

    views = find(lead.desk.screen, "resultsViews")
    keys.press_until(K.Key_Tab, lambda: views is keys.focus)
    keys.press(K.Key_Right)
    into(keys, lead, "reissueName")
    keys.press(K.Key_End, "-Novak", K.Key_Tab, "Name after marriage", K.Key_Tab, K.Key_Return)
    finish(lead)
    after = certificates(workspace)
    assert sorted(row.state.value for row in after) == ["active", "active", "superseded"]
    new = next(row for row in after if row.serial not in {one.serial for one in first})
    serial = find(lead.desk.screen, "certificateSerial")
    assert isinstance(serial, QLabel)
    assert serial.text() == new.serial  # what took its place is chosen

    into(keys, lead, "withdrawReason")
    keys.press("Asked for by the holder")
    keys.tab_to("withdraw")
    keys.press(K.Key_Return)
    assert next(row for row in certificates(workspace) if row.serial == new.serial).state is CertificateState.WITHDRAWN


def finish(lead: Person) -> None:
    """Wait until nothing is made, and what was made is entered, which goes on after the job."""
    wait_for_jobs(lead.qtbot, lead.desk.running, 120)
    work = lead.desk.screen.pane.work  # type: ignore[attr-defined]
    lead.keys.until(lambda: not work.busy)


def into(keys: Keyboard, lead: Person, name: str) -> None:
    """Go on with Tab into a field."""
    field = find(lead.desk.screen, name)
    keys.press_until(K.Key_Tab, lambda: field is keys.focus or field.isAncestorOf(keys.focus))


def test_founded_joined_issued_corrected_and_withdrawn(lead: Person, assessor: Person, tmp_path: Path) -> None:
    words = founded(lead, tmp_path)
    joined(lead, assessor, words, tmp_path)
    issued(lead)
