"""What every screen is: a widget that is entered with parameters, left tidily, and told what changed."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.key_groups import key_groups
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.key_map import KeyGroup
from certdesk.ui.widgets.tab_order import go_on

Params = dict[str, Any]


def leading_to(screen: str, **params: str | list[str]) -> str:
    """Return the action key of a notice whose button leads to a screen."""
    return json.dumps([screen, params])


def where_to(action_key: str) -> tuple[str, Params]:
    """Read what `leading_to` wrote."""
    screen, params = json.loads(action_key)
    return screen, params


class Screen(QWidget):
    """Base of all screens. Screens are the only mediators: widgets below them know nothing of actions or each other.

    ``left_for(name, params)`` asks the window to show another screen, ``noticed(Notice)`` (of
    `widgets.notice_bar`) to say something; the notice's ``action_key`` is made with `leading_to`.
    ``titled(str)`` changes the window's title; it never names a candidate where marking is blind. ``keys_changed()``
    says that single keys were switched on or off.
    """

    left_for = Signal(str, object)
    noticed = Signal(object)
    titled = Signal(str)
    keys_changed = Signal()
    lift_changed = Signal()
    """`notice_lift` returns something else now."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools

    def enter(self, params: Params) -> None:
        """Show what ``params`` ask for; called each time the screen comes to the front."""

    def leave(self) -> None:
        """Put down what is half done (commit half-typed words, pause the video); called before another screen shows."""

    def unfinished(self) -> str:
        """Say what would be lost if somebody went elsewhere now; nothing where nothing would."""
        return ""

    def on_changed(self, change: Change) -> None:
        """Look again if the change concerns what is shown; called only while the screen is in front."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, for keys, palette and key map."""
        return ()

    def key_map(self) -> tuple[KeyGroup, ...]:
        """Return what the key map shows for this screen."""
        return key_groups(self.commands(), _("On this screen"))

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """Let Tab go on as things stand on the screen, also through what was made later."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return super().focusNextPrevChild(ahead)
        return go_on(self, focused, ahead=ahead)

    def notice_aside(self) -> int:
        """Return how many px at the end of the line a notice leaves free."""
        return 0

    def notice_lift(self) -> int:
        """Return how many px at the foot notices must leave free, so that they cover nothing that is needed."""
        return 0

    def place(self) -> Params:
        """Return the parameters that would show again exactly what is shown now; kept for the next start."""
        return {}

    def undo_scope(self) -> str:
        """Return the id of the assessment that undo is about here, or an empty text for everything."""
        return ""
