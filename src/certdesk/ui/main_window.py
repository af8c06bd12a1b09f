"""The frame: rail, the screen in front, notices, running jobs, commands by key and palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.undoing import redo, redo_label, undo, undo_label
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.commands import Command
from certdesk.ui.keyring import locking
from certdesk.ui.places import hidden_places, keyed_places, may_train, place_of, places, settings, title_of
from certdesk.ui.running_jobs import RunningJobs
from certdesk.ui.screens.finding import code_of, offered, portfolio_of
from certdesk.ui.screens.key_groups import everywhere, key_groups, usable
from certdesk.ui.screens.screen import Params, Screen, where_to
from certdesk.ui.screens.single_keys import choose_single_keys, single_keys
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.job_strip import JobStrip
from certdesk.ui.widgets.key_map import KeyMap
from certdesk.ui.widgets.key_sign import KeySign
from certdesk.ui.widgets.notice_bar import Notice, NoticeBar
from certdesk.ui.widgets.palette import CommandPalette
from certdesk.ui.widgets.rail import Rail

WINDOW = "window"
PERSON = "person"


class MainWindow(QMainWindow):
    """Shows one screen at a time and carries messages between screens, rail, keys and the session."""

    def __init__(self, tools: Tools, makers: Mapping[str, Callable[[Tools], Screen]]) -> None:
        super().__init__()
        self._tools = tools
        self._makers = makers
        self._screens: dict[str, Screen] = {}
        self._shortcuts: list[QShortcut] = []
        self._current = ""
        self._person = tools.session.workspace.person
        self._put_away: list[Screen] = []
        self._pressed_on: QWidget | None = None
        self._build()
        self._connect()

    def go(self, name: str, params: Params | None = None) -> None:
        """Leave the screen in front and show another; an unknown name (of a later version) leads to Today."""
        if name not in self._makers:
            name = "today"
        if self._current:
            lost = self.current.unfinished()
            if lost and not self._tools.dialogs.confirm(_("Go elsewhere?"), lost, _("Go all the same")):
                return
            self.current.leave()
        screen = self._screen(name)
        self._current = name
        self.setWindowTitle(title_of(name))
        self._stack.setCurrentWidget(screen)
        self._rail.setVisible(name != "welcome")
        self._rail.hide_places(hidden_places(self._tools.session.workspace))
        self._rail.set_current(place_of(name))
        screen.enter(params or {})
        if self._current != name:
            return  # the screen led on to another one at once
        self._notices.set_lift(screen.notice_lift(), screen.notice_aside())
        self.renew_commands()
        self._remember()

    def start(self) -> None:
        """Open where the person left off, or welcome somebody new."""
        place = recall_place(self._tools.session.workspace, WINDOW)
        if geometry := place.get("size"):
            self.resize(*geometry)
        if not self._tools.session.workspace.person:
            self.go("welcome")
            return
        try:
            self.go(str(place.get("screen", "today")), place.get("params"))
        except CertDeskError as problem:
            # What was in front last time may be gone; that must never keep the window from opening.
            self._on_refused(problem)
            self.go("today")

    @property
    def current(self) -> Screen:
        """The screen in front."""
        return self._screens[self._current]

    def commands(self) -> tuple[Command, ...]:
        """Return everything that can be done now: on the screen in front, and everywhere."""
        return (*self.current.commands(), *self._everywhere())

    def notify(self, notice: Notice) -> None:
        """Say something at the foot of the window."""
        self._lift_notices()
        self._notices.show_notice(notice)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything down tidily, and remember where the person was.

        Work under way and words that the disk does not take keep the window open, unless the person insists.
        """
        under_way = self._tools.jobs.busy_with or (self.current.unfinished() if self._current else "")
        if under_way and not self._insists(under_way):
            event.ignore()
            return
        try:
            self.current.leave()
            self._remember()
        except CertDeskError as problem:
            if not self._insists(problem.sentence):
                event.ignore()
                return
        super().closeEvent(event)

    def _insists(self, reason: str) -> bool:
        detail = _("If you close now, this is lost.")
        return self._tools.dialogs.confirm(_("Close CertDesk?"), f"{reason}\n{detail}", _("Close all the same"))

    def renew_commands(self) -> None:
        """Give the commands of the moment their keys."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        single = single_keys(self._tools.session.workspace)
        self._shortcuts = [
            self._shortcut(command, keys)
            for command in self.commands()
            for keys in usable(command.keys, single_keys=single)
        ]

    def event(self, event: QEvent) -> bool:
        """Note who has the keyboard when a key goes down; Qt asks this just before it sends the key."""
        if event.type() == QEvent.Type.ShortcutOverride:
            self._pressed_on = self.focusWidget()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keyboard with Enter too, as people expect from forms."""
        focused, pressed_on = self.focusWidget(), self._pressed_on
        self._pressed_on = None
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QAbstractButton):
            # A field that answers Enter by moving on hands the same key up to here: that is not a second one.
            if focused is pressed_on:
                focused.click()
            return
        super().keyPressEvent(event)

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
        remember_place(workspace, PERSON, {"id": workspace.person})

    def _build(self) -> None:
        theme = self._tools.theme
        self.resize(1366, 768)
        self.setMinimumSize(1024, 600)
        middle = QWidget()
        self._rail = Rail(theme)
        self._rail.show_places(places(), (settings(),))
        self._key_sign = KeySign(theme)
        self._rail.add_sign(self._key_sign)
        self._stack = QStackedWidget()
        self._jobs = JobStrip(theme)
        RunningJobs(self._tools.jobs, self._jobs)
        self._notices = NoticeBar(theme, self._stack)
        self._palette = CommandPalette(theme, middle)
        self._palette.command_chosen.connect(self._run_by_id)
        self._palette.key_map_asked.connect(self._open_keys)
        self._key_map = KeyMap(theme, middle)
        self._key_map.offer_change(on=False)
        self._key_map.single_keys_switched.connect(self._switch_single_keys)
        for overlay in (self._palette, self._key_map):
            overlay.opened.connect(partial(self._hold_keys, held=True))
            overlay.closed.connect(partial(self._hold_keys, held=False))
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
        keyring = self._tools.keyring
        for news in (keyring.changed, keyring.ticked):
            news.connect(self._show_keys)
        self._key_sign.clicked.connect(partial(keyring.lock))

    def _screen(self, name: str) -> Screen:
        """Return a screen; it is made when somebody first goes there, so that the program starts quickly."""
        if name not in self._screens:
            screen = self._makers[name](self._tools)
            screen.setObjectName(name)
            self._stack.addWidget(screen)
            screen.left_for.connect(self.go)
            screen.noticed.connect(self.notify)
            screen.titled.connect(self.setWindowTitle)
            screen.keys_changed.connect(self.renew_commands)
            screen.lift_changed.connect(self._lift_notices)
            self._screens[name] = screen
        return self._screens[name]

    def _lift_notices(self) -> None:
        self._notices.set_lift(self.current.notice_lift(), self.current.notice_aside())

    def _put_away_screens(self) -> None:
        """Begin anew on every other screen when somebody else acts: what one person had open is not for the next.

        They are kept, out of sight, because work that they began may still answer them.
        """
        person = self._tools.session.workspace.person
        if person == self._person:
            return
        self._person = person
        for name in [name for name in self._screens if name != self._current]:
            screen = self._screens.pop(name)
            self._stack.removeWidget(screen)
            self._put_away.append(screen)
        remember_place(self._tools.session.workspace, PERSON, {"id": person})

    def _show_keys(self) -> None:
        self._key_sign.show_left(self._tools.keyring.seconds_left())

    def _on_changed(self, change: Change) -> None:
        if change.kinds & Kind.PERSON:
            self._put_away_screens()
            self._rail.hide_places(hidden_places(self._tools.session.workspace))
        self.current.on_changed(change)

    def _on_refused(self, problem: CertDeskError) -> None:
        self.notify(Notice(str(problem), "warn", problem.hint))

    def _follow(self, action_key: str) -> None:
        self.go(*where_to(action_key))

    def _everywhere(self) -> tuple[Command, ...]:
        if self._current == "welcome":
            return ()
        workspace, scope, group = self._tools.session.workspace, self.current.undo_scope, everywhere()
        hidden = hidden_places(workspace)
        going = tuple(
            Command(
                f"go.{place.key}",
                _("Go to {place}").format(place=place.words),
                (key,),
                partial(self.go, place.key),
                group=_("Go to"),
                icon=place.icon,
            )
            for place, key in keyed_places()
            if place.key not in hidden
        )

        def can_undo() -> bool:
            return bool(undo_label(workspace, within=scope()))

        def can_redo() -> bool:
            return bool(redo_label(workspace, within=scope()))

        return (
            Command(
                "palette", _("Search or run a command"), ("Ctrl+K",), self._open_palette, group=group, icon="search"
            ),
            Command("undo", _("Undo"), ("Ctrl+Z",), self._undo, can_undo, group=group, icon="undo"),
            Command("redo", _("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), self._redo, can_redo, group=group, icon="redo"),
            Command("keys", _("Show the key map"), ("?", "F1"), self._open_keys, group=group, icon="keyboard"),
            *locking(self._tools.keyring, group),
            Command(
                "go.programme", _("Go to Programme"), (), partial(self.go, "programme"), group=_("Go to"), icon="people"
            ),
            Command(
                "go.candidates",
                _("Go to Candidates"),
                (),
                partial(self.go, "candidates"),
                group=_("Go to"),
                icon="people",
            ),
            Command(
                "go.training",
                _("Go to Training: qualification, circles, the cut"),
                (),
                partial(self.go, "training"),
                lambda: may_train(workspace),
                group=_("Go to"),
                icon="people",
            ),
            *self._ways_into_a_programme(),
            *going,
        )

    def _ways_into_a_programme(self) -> tuple[Command, ...]:
        """Return how somebody begins with one; the programme's own screen has these itself."""
        if self._current == "programme":
            return ()
        ways: tuple[tuple[str, Params], ...] = (
            (_("Join a programme"), {"pane": "join"}),
            (_("Found a programme"), {"pane": "founding"}),
            (_("Rehearse founding a programme"), {"pane": "founding", "rehearsal": True}),
        )
        return tuple(
            Command(f"go.programme.{number}", words, (), partial(self.go, "programme", params), icon="people")
            for number, (words, params) in enumerate(ways)
        )

    def _undo(self) -> None:
        self._say_done(self._tools.session.do(undo, within=self.current.undo_scope()))

    def _redo(self) -> None:
        self._say_done(self._tools.session.do(redo, within=self.current.undo_scope()))

    def _say_done(self, change: Change | None) -> None:
        if change:
            code = code_of(self._tools.session.workspace, change.subjects)
            self._notices.drop_good_news()
            self.notify(Notice(f"{code}: {change.label}" if code else change.label, "ok"))

    def _open_palette(self) -> None:
        here = [command for command in self.commands() if command.id != "palette"]
        self._palette.open_with(offered(here, self._tools.session.workspace))

    def _open_keys(self) -> None:
        groups = (*self.current.key_map(), *key_groups(self._everywhere(), everywhere()))
        self._key_map.open_with(groups, single_keys=single_keys(self._tools.session.workspace))

    def _switch_single_keys(self, on: bool) -> None:
        choose_single_keys(self._tools.session.workspace, on=on)
        self.renew_commands()
        self._hold_keys(held=True)

    def _hold_keys(self, *, held: bool) -> None:
        """Let no key act on the screen below while something floats above it."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not held)

    def _run_by_id(self, command_id: str) -> None:
        if portfolio := portfolio_of(command_id):
            self.go("portfolio", {"portfolio": portfolio})
            return
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
