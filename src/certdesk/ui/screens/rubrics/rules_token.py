"""One value in a sentence, as a control: a number to type or step, or a few words to choose others for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from certdesk.core.tokens import Token, TokenKind
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import keeps_key
from certdesk.ui.widgets.paragraph import wrap

CHIPS = frozenset({TokenKind.NUMBER, TokenKind.WHOLE, TokenKind.LEVEL})
"""Kinds that stand in a box, as numbers do; the others read on as words with a line of dots below."""
_SIDE, _HEIGHT, _NARROWEST, _RADIUS = 6, 20, 22, 4
_K = Qt.Key
_STEPS = {_K.Key_Up: 1, _K.Key_Down: -1, _K.Key_PageUp: 10, _K.Key_PageDown: -10}
_OPENS = (_K.Key_Return, _K.Key_Enter, _K.Key_Space, _K.Key_F2)


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A token, what it means for those who don't see the sentence, and the sentence itself."""

    token: Token
    meaning: str
    sentence: str


class TokenButton(QAbstractButton):
    """A token. ``asked`` comes with a click, Enter, Space or F2; ``stepped`` with the arrow keys, never the wheel."""

    asked = Signal()
    stepped = Signal(int)
    typed = Signal(str)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place: TokenPlace | None = None
        self.setProperty("ringRadius", _RADIUS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.asked)
        theme.changed.connect(self.update)

    @property
    def token(self) -> Token:
        """The token that is shown."""
        assert self._place is not None  # noqa: S101 - shown before anybody can ask
        return self._place.token

    def show_token(self, place: TokenPlace) -> None:
        """Show a token."""
        self._place = place
        token = place.token
        self.setObjectName(f"token-{token.field}")
        self.setText(token.text)
        self.setAccessibleName(_("{meaning}: {value}").format(meaning=place.meaning, value=token.text))
        self.setAccessibleDescription(place.sentence)
        self.setToolTip(_change_hint(token))
        self.update()

    def wanted(self, room: float) -> QSize:
        """Return the size that the token takes in a line of ``room`` px; long lists become as tall as they need."""
        px, token = self._theme.px, self.token
        if token.kind in CHIPS:
            width = QFontMetricsF(self._font()).horizontalAdvance(token.text) + 2 * px(_SIDE)
            return QSize(round(max(width, px(_NARROWEST)) + 0.5), px(_HEIGHT))
        line = self._theme.theme.line_height("body")
        words = wrap(token.text, self._font(), room, line)
        return QSize(min(words.width + 1, int(room)), words.height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, Space or F2, step with the arrow keys, begin a number with its first digit."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = _K(event.key())
        if plain and key in _OPENS:
            self.asked.emit()
        elif plain and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif plain and self.token.kind in CHIPS and event.text().isdecimal():
            self.typed.emit(event.text())
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep the keys above from the shortcuts of the window."""
        if keeps_key(event, frozenset((*_OPENS, *_STEPS))):
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a box around a number, dots below words."""
        theme, token = self._theme.theme, self.token
        painter = QPainter(self)
        painter.setFont(self._font())
        frame = QRectF(self.rect())
        lively = self.underMouse() and self.isEnabled()
        if token.kind in CHIPS:
            border = theme.color("accent" if lively else "accent-line")
            paint.box(painter, frame, theme.px(_RADIUS), fill=theme.color("accent-soft"), border=border)
            painter.setPen(theme.color("accent-text"))
            paint.line_of_text(painter, frame, token.text, Qt.AlignmentFlag.AlignHCenter)
        else:
            self._paint_words(painter, lively=lively)
        painter.end()

    def _paint_words(self, painter: QPainter, *, lively: bool) -> None:
        theme = self._theme.theme
        painter.setPen(theme.color("accent-text" if lively else "text2"))
        line = theme.line_height("body")
        wrapped = wrap(self.token.text, self._font(), self.width(), line)
        wrapped.draw(painter, QRectF(self.rect()).topLeft())
        pen = QPen(theme.color("accent"), 1)
        pen.setDashPattern([1, 2])
        painter.setPen(pen)
        for number in range(wrapped.layout.lineCount()):
            found = wrapped.layout.lineAt(number).naturalTextRect()
            bottom = min(round(found.bottom()), self.height() - 1)
            painter.drawLine(round(found.left()), bottom, round(found.right()), bottom)

    def _font(self) -> QFont:
        chip = self.token.kind in CHIPS
        return self._theme.font("small", 600) if chip else self._theme.font("body")


class TokenEditor(QLineEdit):
    """A number while it is typed. ``kept`` with Enter or on leaving, ``taken_back`` with Esc; arrow keys step."""

    kept = Signal(bool)  # whether the keyboard stays with the token
    taken_back = Signal()
    stepped = Signal(int)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("tokenEditor")
        self.setProperty("token", True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setMaxLength(24)
        self.setStyleSheet("QLineEdit { min-height: 0; padding: 0 2px; border-radius: 4px; }")
        self.setFont(theme.font("small", 600))

    def wanted(self) -> QSize:
        """Return the size that holds what is typed."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 2 * self._theme.px(10)
        return QSize(round(max(width, self._theme.px(48))), self._theme.px(_HEIGHT + 2))

    def show_wrong(self, *, wrong: bool) -> None:
        """Show by the border that what is typed can't stand."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter, take back with Esc, step with the arrow keys."""
        key = _K(event.key())
        if key in (_K.Key_Return, _K.Key_Enter):
            self.kept.emit(True)
        elif key == _K.Key_Escape:
            self.taken_back.emit()
        elif key in _STEPS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the keyboard goes elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.kept.emit(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Keep Esc, Enter and the arrows from the shortcuts of the window."""
        kept = frozenset({_K.Key_Escape, _K.Key_Return, _K.Key_Enter, *_STEPS})
        if keeps_key(event, kept):
            return True
        return super().event(event)


def stepped_value(value: Fraction | int, step: int, size: Fraction) -> Fraction | int:
    """Return a number some steps further, on the grid of the steps, never below nothing."""
    if isinstance(value, int):
        return max(0, value + step)
    places = value / size
    whole = places.numerator // places.denominator
    start = whole if step > 0 or places == whole else whole + 1
    return max(Fraction(0), (start + step) * size)


def _change_hint(token: Token) -> str:
    if token.kind in (TokenKind.NUMBER, TokenKind.WHOLE):
        return _("Click or Enter to type another number; ↑ and ↓ step")
    return _("Click or Enter to choose; ↑ and ↓ go through the choices")
