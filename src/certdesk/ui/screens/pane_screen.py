"""A screen of several pages, of which one is in front; each is made when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.changes import Change
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools

MakePane = Callable[[Tools], Pane]
D = TypeVar("D")


def at_desk(desk: D, makers: Mapping[str, Callable[[Tools, D], Pane]]) -> dict[str, MakePane]:
    """Return what makes panes that share a desk, as `PaneScreen` wants it."""

    def seated(make: Callable[[Tools, D], Pane]) -> MakePane:
        return lambda tools: make(tools, desk)

    return {name: seated(make) for name, make in makers.items()}


class PaneScreen(Screen):
    """Hands what the window asks for on to the pane in front.

    ``makers`` make the panes by name, ``first`` is the name of the one that a newcomer sees. Whoever inherits puts
    ``stack`` in its place, and goes to a pane with `show_pane` or, once one is there, with `go_to`.
    """

    def __init__(self, tools: Tools, makers: Mapping[str, MakePane], first: str) -> None:
        super().__init__(tools)
        self._makers = makers
        self._panes: dict[str, Pane] = {}
        self.current = first
        self.stack = QStackedWidget()

    @property
    def pane(self) -> Pane:
        """The pane in front."""
        return self._panes[self.current]

    @property
    def has_pane(self) -> bool:
        """Whether anything was shown yet."""
        return self.current in self._panes

    def lay_out_under(self, head: QWidget) -> None:
        """Put the panes under a head, edge to edge."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)

    def ways_to(self, pages: Iterable[tuple[str, str]], place: str, group: str) -> tuple[Command, ...]:
        """Return commands that go to pages, given by name and words: Alt+1, Alt+2 and so on."""
        return tuple(
            Command(f"{place}.{name}", words, (f"Alt+{number}",), partial(self.go_to, name, {}), group=group)
            for number, (name, words) in enumerate(pages, 1)
        )

    def leave(self) -> None:
        """Put down what is half done."""
        self.pane.leave()

    def unfinished(self) -> str:
        """Say what the pane in front would lose."""
        return self.pane.unfinished() if self.has_pane else ""

    def on_changed(self, change: Change) -> None:
        """Pass it on to the pane in front."""
        self.pane.on_changed(change)

    def notice_lift(self) -> int:
        """Leave free what the pane in front needs at its foot."""
        return self.pane.notice_room()[0] if self.has_pane else 0

    def notice_aside(self) -> int:
        """Leave free what the pane in front needs at its side."""
        return self.pane.notice_room()[1] if self.has_pane else 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""
        return self.pane.commands()

    def go_to(self, name: str, params: Params) -> None:
        """Leave the pane in front for another one."""
        if self.has_pane:
            self.pane.leave()
        self.show_pane(name, params)

    def show_pane(self, name: str, params: Params) -> None:
        """Bring a pane to the front."""
        pane = self._made(name)
        self.current = name
        self.stack.setCurrentWidget(pane)
        self.enter_pane(pane, params)
        self.keys_changed.emit()
        self.lift_changed.emit()

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Let a pane show what is asked for; for screens that have more around their panes."""
        pane.enter(params)

    def on_asked(self, name: str, params: Params) -> None:
        """Go where a pane asks for."""
        self.go_to(name, params)

    def _made(self, name: str) -> Pane:
        if name not in self._panes:
            made = self._panes[name] = self._makers[name](self.tools)
            made.setObjectName(f"pane-{name}")
            made.asked.connect(self.on_asked)
            made.left_for.connect(self.left_for)
            made.noticed.connect(self.noticed)
            self.stack.addWidget(made)
        return self._panes[name]
