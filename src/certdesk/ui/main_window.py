"""The frame: rail, the screen in front, notices, running jobs, commands by key and palette."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.undoing import redo, redo_label, undo, undo_label
from certdesk.core.changes import Change
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.commands import Command
from certdesk.ui.running_jobs import RunningJobs
from certdesk.ui.screens.screen import Params, Screen, where_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.job_strip import JobStrip
from certdesk.ui.widgets.key_cap import key_words
from certdesk.ui.widgets.key_map import KeyGroup, KeyMap
from certdesk.ui.widgets.notice_bar import Notice, NoticeBar
from certdesk.ui.widgets.palette import Command as Offered
from certdesk.ui.widgets.palette import CommandPalette
from certdesk.ui.widgets.rail import Place, Rail

WINDOW = "window"


class MainWindow(QMainWindow):
    """Shows one screen at a time and carries messages between screens, rail, keys and the session."""

    def __init__(self, tools: Tools, screens: Mapping[str, Screen]) -> None:
        super().__init__()
        self._tools = tools
        self._screens = screens
        self._shortcuts: list[QShortcut] = []
        self._current = ""
        self._build()
        self._connect()

    def go(self, name: str, params: Params | None = None) -> None:
        """Leave the screen in front and show another; an unknown name (of a later version) leads to Today."""
        if name not in self._screens:
            name = "today"
        if self._current:
            self._screens[self._current].leave()
        self._current = name
        screen = self._screens[name]
        self.setWindowTitle(_("CertDesk"))
        self._stack.setCurrentWidget(screen)
        self._rail.setVisible(name != "welcome")
        self._rail.set_current(_rail_place(name))
        screen.enter(params or {})
        self.renew_commands()
        self._remember()

    def start(self) -> None:
        """Open where the person left off, or welcome somebody new."""
        place = recall_place(self._tools.session.workspace, WINDOW)
        if geometry := place.get("size"):
            self.resize(*geometry)
        if not self._tools.session.workspace.person:
            self.go("welcome")
        else:
            self.go(str(place.get("screen", "today")), place.get("params"))

    @property
    def current(self) -> Screen:
        """The screen in front."""
        return self._screens[self._current]

    def commands(self) -> tuple[Command, ...]:
        """Return everything that can be done now: on the screen in front, and everywhere."""
        return (*self.current.commands(), *self._everywhere())

    def notify(self, notice: Notice) -> None:
        """Say something at the foot of the window."""
        self._notices.show_notice(notice)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything down tidily, and remember where the person was."""
        self.current.leave()
        self._remember()
        super().closeEvent(event)

    def renew_commands(self) -> None:
        """Give the commands of the moment their keys."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = [self._shortcut(command, keys) for command in self.commands() for keys in command.keys]

    def _remember(self) -> None:
        """Keep where the person is, so that the next start, also after a crash, begins there."""
        if self._current == "welcome":
            return
        workspace = self._tools.session.workspace
        params = self.current.place()
        before = recall_place(workspace, WINDOW)
        place = {
            "screen": self._current,
            "params": params,
            "size": [self.width(), self.height()],
            "last_assessment": params.get("assessment", before.get("last_assessment", "")),
        }
        remember_place(workspace, WINDOW, place)

    def _build(self) -> None:
        theme = self._tools.theme
        self.resize(1366, 768)
        self.setMinimumSize(1024, 600)
        middle = QWidget()
        self._rail = Rail(theme)
        self._rail.show_places(_places(), (Place("settings", _("Settings"), "settings"),))
        self._stack = QStackedWidget()
        for name, screen in self._screens.items():
            screen.setObjectName(name)
            self._stack.addWidget(screen)
        self._jobs = JobStrip(theme)
        RunningJobs(self._tools.jobs, self._jobs)
        self._notices = NoticeBar(theme, self._stack)
        self._palette = CommandPalette(theme, middle)
        self._palette.command_chosen.connect(self._run_by_id)
        self._palette.key_map_asked.connect(self._open_keys)
        self._key_map = KeyMap(theme, middle)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._jobs)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        session = self._tools.session
        session.changed.connect(self._on_changed)
        session.refused.connect(self._on_refused)
        self._rail.place_chosen.connect(self.go)
        self._notices.action_chosen.connect(self._follow)
        for screen in self._screens.values():
            screen.left_for.connect(self.go)
            screen.noticed.connect(self.notify)
            screen.titled.connect(self.setWindowTitle)

    def _on_changed(self, change: Change) -> None:
        self.current.on_changed(change)

    def _on_refused(self, problem: CertDeskError) -> None:
        self.notify(Notice(str(problem), "warn", problem.hint))

    def _follow(self, action_key: str) -> None:
        self.go(*where_to(action_key))

    def _everywhere(self) -> tuple[Command, ...]:
        places = (*_places(), Place("settings", _("Settings"), "settings"))
        going = tuple(
            Command(f"go.{place.key}", _("Go to {place}").format(place=place.words), (), partial(self.go, place.key))
            for place in places
        )
        workspace, scope = self._tools.session.workspace, self.current.undo_scope
        return (
            *going,
            Command("undo", _("Undo"), ("Ctrl+Z",), self._undo, lambda: bool(undo_label(workspace, within=scope()))),
            Command(
                "redo",
                _("Redo"),
                ("Ctrl+Y", "Ctrl+Shift+Z"),
                self._redo,
                lambda: bool(redo_label(workspace, within=scope())),
            ),
            Command("palette", _("Search or run a command"), ("Ctrl+K",), self._open_palette),
            Command("keys", _("Show the key map"), ("?",), self._open_keys),
        )

    def _undo(self) -> None:
        self._say_done(self._tools.session.do(undo, within=self.current.undo_scope()))

    def _redo(self) -> None:
        self._say_done(self._tools.session.do(redo, within=self.current.undo_scope()))

    def _say_done(self, change: Change | None) -> None:
        if change:
            self.notify(Notice(change.label, "ok"))

    def _open_palette(self) -> None:
        offered = tuple(
            Offered(command.id, command.words, shortcut=command.keys[0] if command.keys else "")
            for command in self.commands()
            if command.possible()
        )
        self._palette.open_with(offered)

    def _open_keys(self) -> None:
        here = KeyGroup(_("On this screen"), _key_lines(self.current.commands()))
        everywhere = KeyGroup(_("Everywhere"), _key_lines(self._everywhere()))
        self._key_map.open_with(tuple(group for group in (here, everywhere) if group.lines))

    def _run_by_id(self, command_id: str) -> None:
        for command in self.commands():
            if command.id == command_id:
                self._run(command)
                return

    def _run(self, command: Command) -> None:
        if command.possible():
            command.run()

    def _shortcut(self, command: Command, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(partial(self._run, command))
        return shortcut


def _places() -> tuple[Place, ...]:
    return (
        Place("today", _("Today"), "today"),
        Place("portfolio", _("Portfolios"), "folder"),
        Place("score", _("Score"), "score"),
        Place("verify", _("Verify"), "shield"),
    )


def _key_lines(commands: tuple[Command, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the key map shows: words, and the caps of the first shortcut."""
    return tuple((command.words, key_words(command.keys[0])) for command in commands if command.keys)


def _rail_place(screen: str) -> str:
    """Return the place of the rail that a screen belongs to."""
    return "score" if screen == "finalise" else screen
