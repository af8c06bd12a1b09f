"""What a token means, and choosing another value for it from a small menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, Qt
from PySide6.QtWidgets import QMenu, QWidget

from certdesk.core.tokens import Token, TokenKind
from certdesk.core.words import _

_GAP = 2

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


def choose_from(
    token: Token, offered: Choices, over: QWidget, sentence: QWidget, chosen: Callable[[object], None]
) -> None:
    """Show the choices of the token ``over`` below its sentence; criteria are ticked, several at once."""
    menu = ChoiceMenu(token, offered, over)
    menu.chosen.connect(chosen)
    menu.popup(below(over, menu, sentence))


def below(over: QWidget, menu: QMenu, clear_of: QWidget | None = None) -> QPoint:
    """Return where a menu opens below a widget (and ``clear_of`` around it), where the language begins.

    It opens above where there is no room below, and stays inside the window, or else inside the screen.
    """
    around = clear_of or over
    top, height = around.mapToGlobal(QPoint(0, 0)).y(), around.height()
    anchor = QRect(over.mapToGlobal(QPoint(0, 0)).x(), top, over.width(), height)
    screen = over.screen().availableGeometry()
    window = over.window().frameGeometry() & screen
    begins_right = over.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return opening(menu.sizeHint(), anchor, (window, screen), begins_right=begins_right)


def opening(size: QSize, anchor: QRect, rooms: tuple[QRect, ...], *, begins_right: bool) -> QPoint:
    """Return the corner of a box of this size beside an anchor: in the first room that has place below or above it.

    In none: at the end of the last room, over the anchor if it must be.
    """
    left = anchor.right() + 1 - size.width() if begins_right else anchor.left()
    tops = (anchor.bottom() + 1 + _GAP, anchor.top() - _GAP - size.height())
    for room in rooms:
        for top in tops:
            box = QRect(QPoint(_within(left, size.width(), room.left(), room.width()), top), size)
            if room.contains(box):
                return box.topLeft()
    last = rooms[-1]
    return QPoint(
        _within(left, size.width(), last.left(), last.width()),
        _within(tops[0], size.height(), last.top(), last.height()),
    )


def _within(start: int, length: int, least: int, room: int) -> int:
    return max(min(start, least + room - length), least)


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
