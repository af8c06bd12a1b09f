"""What a token means, and choosing another value for it from a small menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.tokens import Token, TokenKind
from certdesk.core.words import _

Choices = tuple[tuple[object, str], ...]


def meaning_of(token: Token) -> str:
    """Say what a token stands for, for those who hear it without its sentence."""
    named = {
        "weight": _("weight"),
        "floor": _("floor"),
        "critical": _("critical or not"),
        "banks_months": _("number of months"),
    }
    meanings = {
        TokenKind.NUMBER: _("least value"),
        TokenKind.WHOLE: _("number of criteria"),
        TokenKind.LEVEL: _("level"),
        TokenKind.SECTION: _("section"),
        TokenKind.CRITERIA: _("criteria"),
        TokenKind.COMPARING: _("how the level is compared"),
        TokenKind.WEIGHTED: _("by weight or plain"),
    }
    return named.get(token.field) or meanings[token.kind]


def neighbour(token: Token, offered: Choices, step: int) -> object:
    """Return the choice beside the one that stands: with 1 a higher level, elsewhere the one above in the list.

    At the ends it stays; sets of criteria stay as they are.
    """
    values = [value for value, _words in offered]
    if token.kind is TokenKind.CRITERIA or not values:
        return token.value
    if token.value not in values:
        return values[0]
    onward = step if token.kind is TokenKind.LEVEL or token.field == "critical" else -step
    return values[min(max(values.index(token.value) + onward, 0), len(values) - 1)]


def choose_from(token: Token, offered: Choices, over: QWidget, chosen: Callable[[object], None]) -> None:
    """Show the choices below ``over`` and tell what was chosen; criteria are ticked, several at once."""
    menu = ChoiceMenu(token, offered, over)
    menu.chosen.connect(chosen)
    menu.popup(below(over, menu))


def below(over: QWidget, menu: QMenu) -> QPoint:
    """Return where a menu opens below a widget, at the edge where the language begins."""
    if over.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return over.mapToGlobal(QPoint(over.width() - menu.sizeHint().width(), over.height() + 2))
    return over.mapToGlobal(QPoint(0, over.height() + 2))


class ChoiceMenu(QMenu):
    """The choices of a token. ``chosen`` tells another value; it goes away by itself."""

    chosen = Signal(object)

    def __init__(self, token: Token, offered: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tokenChoices")
        self._before = token.value
        self._several = token.kind is TokenKind.CRITERIA
        self._actions: list[tuple[QAction, object]] = []
        group = QActionGroup(self)
        group.setExclusive(not self._several)
        standing = token.value if isinstance(token.value, tuple) else (token.value,)
        for value, words in offered:
            action = self.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in standing)
            group.addAction(action)
            self._actions.append((action, value))
            if not self._several and value == token.value:
                self.setActiveAction(action)
        if self._several:
            self.aboutToHide.connect(self._take_ticked)
        else:
            self.triggered.connect(self._take)
        self.aboutToHide.connect(self.deleteLater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space and Enter without closing where several can be chosen; Esc takes back."""
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._several and ticks and self.activeAction() is not None:
            if event.key() == Qt.Key.Key_Space:
                self.activeAction().toggle()
            else:
                self.close()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._several = False
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing where several can be chosen."""
        action = self.actionAt(event.position().toPoint())
        if self._several and action is not None:
            action.toggle()
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave the wheel to nobody: it must not change anything."""
        return event.type() == QEvent.Type.Wheel or super().event(event)

    def _take(self, action: QAction) -> None:
        self._tell(next(value for each, value in self._actions if each is action))

    def _take_ticked(self) -> None:
        if self._several:
            self._tell(tuple(value for action, value in self._actions if action.isChecked()))

    def _tell(self, value: object) -> None:
        if value != self._before:
            self.chosen.emit(value)
