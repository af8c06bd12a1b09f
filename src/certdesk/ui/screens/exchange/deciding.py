"""What was changed on two laptops of one person: shown one by one, and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from certdesk.actions.deciding_clashes import OpenClash, decide_clash, open_clashes
from certdesk.core.words import _
from certdesk.ui.screens.exchange.clash_card import ClashCard, ShownClash, ShownSide
from certdesk.ui.screens.exchange.words import moment
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Deciding(QObject):
    """``ended()`` when everything is decided, or left for later."""

    ended = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools, card: ClashCard) -> None:
        super().__init__(card)
        self._tools = tools
        self._card = card
        card.decided.connect(self._decide)
        card.closed.connect(self.ended)

    def any(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self._mine())

    def _mine(self) -> tuple[OpenClash, ...]:
        """Return what whoever acts here can decide."""
        return tuple(one for one in open_clashes(self._tools.session.workspace) if one.mine and len(one.sides) > 1)

    def show(self) -> bool:
        """Show what is to be decided; False where nothing is."""
        workspace = self._tools.session.workspace
        now = workspace.clock().astimezone()
        clashes = self._mine()
        self._card.show_clashes(tuple(_shown(one, lambda at: moment(at, now)) for one in clashes))
        return bool(clashes)

    def _decide(self, clash_id: str, side: int) -> None:
        if not self._tools.session.do(decide_clash, clash_id, side):
            return
        self.noticed.emit(Notice(_("Decided. Undo brings the other one back."), "ok"))
        if self.show():
            self._card.take_keyboard()
        else:
            self.ended.emit()


def _shown(one: OpenClash, when: Callable[[datetime], str]) -> ShownClash:
    sides = tuple(
        ShownSide(side.words, _("This laptop") if side.here else _("Another laptop"), when(side.at))
        for side in one.sides
    )
    return ShownClash(one.id, one.code, one.what, sides)
