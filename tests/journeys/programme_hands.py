"""How two people found a programme in the window, and how somebody joins it: clicks and keys, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions import identifying
from certdesk.actions.identifying import my_identity
from certdesk.actions.programmes import members, programmes_here
from certdesk.core.progress import silent
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.programme.founding_pane import COMPARE, FoundingPane
from certdesk.ui.screens.programme.members_pane import MembersPane
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.spoken_words import SpokenWords

from .conftest import PlayedDialogs, click, find, wait_for_jobs

ROOT_SECRET = "walnut ferry candle orbit"
DESK_SECRET = "quiet lantern forty rivers"
MINE = "forty portfolios"


@dataclass
class Desk:
    """One computer: its window, and the person who answers its boxes."""

    running: Running
    dialogs: PlayedDialogs = field(default_factory=PlayedDialogs)

    @property
    def screen(self) -> QWidget:
        return self.running.window.current

    @property
    def workspace(self) -> Workspace:
        return self.running.tools.session.workspace


def open_desk(folder: Path, person: tuple[str, str], theme: ThemeSource) -> Desk:
    """Open a window on a new workspace of one person."""
    workspace = Workspace(folder)
    plan = identifying.plan_identity(workspace, *person, MINE)
    identifying.keep(workspace, identifying.make(plan, silent))
    dialogs = PlayedDialogs()
    running = build(workspace, theme, dialogs)
    running.window.resize(1366, 768)
    running.window.show()
    return Desk(running, dialogs)


def write(screen: QWidget, name: str, words: str) -> None:
    """Type into a field by its name, or that of what holds it."""
    part = find(screen, name)
    line = part if isinstance(part, QLineEdit) else part.findChild(QLineEdit)
    assert line is not None, name
    assert line.isVisible(), name
    line.setText(words)


def tick(screen: QWidget, name: str) -> None:
    part = find(screen, name)
    assert isinstance(part, QCheckBox)
    part.setChecked(True)


def shown_words(screen: QWidget, name: str) -> tuple[str, ...]:
    """Return the words that stand on the screen to be read aloud."""
    part = find(screen, name)
    assert isinstance(part, SpokenWords)
    return part.words()


def drop(screen: QWidget, *paths: Path) -> None:
    """Drop files onto a screen."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(400, 400), action, data, button, keys))


def go_on(qtbot: QtBot, desk: Desk) -> None:
    """Press the button that leads to the next step."""
    button = find(desk.screen, "on")
    assert button.isEnabled()
    click(qtbot, desk.screen, "on")


def prepare_founding(qtbot: QtBot, desk: Desk, sticks: tuple[Path, Path]) -> FoundingPane:
    """Go through the ceremony up to the keys, and have them made."""
    desk.running.window.go("programme")
    click(qtbot, desk.screen, "rehearse")
    write(desk.screen, "programmeName", "Highland STEM Teaching Programme")
    write(desk.screen, "ceremonyPlace", "Room 4, Inverness")
    go_on(qtbot, desk)
    write(desk.screen, "witnessName", "Samuel Bekele")
    go_on(qtbot, desk)
    tick(desk.screen, "airplane")
    go_on(qtbot, desk)
    for name, words in (("rootSecret", ROOT_SECRET), ("deskSecret", DESK_SECRET)):
        write(desk.screen, name, words)
        write(desk.screen, f"{name}Again", words)
    write(desk.screen, "foundingUnlockPassphrase", MINE)
    go_on(qtbot, desk)
    for number, stick in enumerate(sticks, 1):
        stick.mkdir(exist_ok=True)
        desk.dialogs.files.append(stick)
        click(qtbot, desk.screen, f"stick{number}")
    go_on(qtbot, desk)
    wait_for_jobs(qtbot, desk.running)
    pane = desk.screen.pane  # type: ignore[attr-defined]
    assert isinstance(pane, FoundingPane)
    assert pane.guided.step == COMPARE
    return pane


def found(qtbot: QtBot, desk: Desk, sticks: tuple[Path, Path]) -> tuple[str, ...]:
    """Found a rehearsal programme to the end and return its words."""
    prepare_founding(qtbot, desk, sticks)
    words = shown_words(desk.screen, "programmeWords")
    tick(desk.screen, "wordsCompared")
    for _step in range(2):
        go_on(qtbot, desk)
    go_on(qtbot, desk)
    return words


def enrol(qtbot: QtBot, lead: Desk, assessor: Desk, words: tuple[str, ...], folder: Path) -> None:
    """Let an assessor ask, the lead hear the words and approve, and the assessor join; wrong words on the way."""
    programme = programmes_here(lead.workspace)[0]
    request, approval = folder / "Amara.certdesk-request", folder / "Amara.certdesk-approval"
    assessor.running.window.go("programme")
    click(qtbot, assessor.screen, "join")
    write(assessor.screen, "joinUnlockPassphrase", "not this one")
    assessor.dialogs.files.append(request)
    go_on(qtbot, assessor)
    assert not request.exists()
    write(assessor.screen, "joinUnlockPassphrase", MINE)
    go_on(qtbot, assessor)
    read_aloud = shown_words(assessor.screen, "requestWords")

    drop(lead.screen, request)
    pane = lead.screen.pane  # type: ignore[attr-defined]
    assert isinstance(pane, MembersPane)
    assert pane.request.words.words() == read_aloud
    write(lead.screen, "deskUnlockPassphrase", DESK_SECRET)
    lead.dialogs.files.append(approval)
    click(qtbot, lead.screen, "approve")
    assert "Amara Diallo" in {one.name for one in members(lead.workspace, programme.id)}

    drop(assessor.screen, approval)
    write(assessor.screen, "typedWords", " ".join(("wrong", *words[1:])))
    click(qtbot, assessor.screen, "takeFile")
    assert not my_identity(assessor.workspace).programme_id
    write(assessor.screen, "typedWords", " ".join(words))
    click(qtbot, assessor.screen, "takeFile")
    assert my_identity(assessor.workspace).programme_id == programme.id


def revoke(qtbot: QtBot, lead: Desk, name: str) -> None:
    """Revoke a member of the programme that is in front, for the reason that stands first: a lost laptop."""
    pane = lead.screen.pane  # type: ignore[attr-defined]
    assert isinstance(pane, MembersPane)
    rows = [pane.model.row(number) for number in range(pane.model.rowCount())]
    pane.table.selectRow(next(number for number, row in enumerate(rows) if row is not None and row.name == name))
    click(qtbot, lead.screen, "revokeMember")


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    """Wait until something holds."""
    qtbot.waitUntil(true, timeout=20_000)
