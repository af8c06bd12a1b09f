"""A name that is edited in place: it reads as a heading, and becomes a field with a click, Enter or F2."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.screens.rubrics.rules_flow import start_of
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import keeps_key
from certdesk.ui.widgets.paragraph import Wrapped, wrap

_DOT, _GAP, _ICON, _AIR = 8, 8, 14, 3
_K = Qt.Key
_OPENS = frozenset({_K.Key_Return, _K.Key_Enter, _K.Key_Space, _K.Key_F2})
_STEPS = {_K.Key_Up: -1, _K.Key_Down: 1}


class OutcomeName(QAbstractButton):
    """The coloured dot and name of a result. ``renamed`` when another name was kept, ``moved`` with Alt and arrows."""

    renamed = Signal(str)
    moved = Signal(int)
    removed = Signal()
    left = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._colour = "l1"
        self._certifies = False
        self._rest = ""
        self._field = _NameField(theme, self)
        self._field.kept.connect(self._keep)
        self._field.taken_back.connect(self._put_away)
        self._field.hide()
        self.setObjectName("outcomeName")
        self.setProperty("ring", "inside")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.clicked.connect(self.edit)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    def show_name(self, name: str, colour: str, *, certifies: bool, rest: str = "") -> None:
        """Show a name, the token of its dot's colour, whether a certificate goes with it, and what stands after it."""
        self._colour, self._certifies, self._rest = colour, certifies, rest
        self.setText(name)
        said = [name, rest, _("gives a certificate") if certifies else ""]
        self.setAccessibleName(_("Result: {name}").format(name=", ".join(part for part in said if part)))
        self.setAccessibleDescription(_("Enter renames it, Alt with the arrow keys moves it, Delete removes it"))
        self.setToolTip(_("Gives a certificate") if certifies else "")
        self._dress()

    def edit(self) -> None:
        """Begin to rename."""
        self._field.setText(self.text())
        self._field.setGeometry(self._field_place())
        self._field.show()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def commit(self) -> None:
        """Keep a half-typed name."""
        if not self._field.isHidden():
            self._keep(False)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px at ``width`` px."""
        return max(self._wrapped(width).height, self._theme.theme.line_height("label")) + 2 * self._theme.px(_AIR)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self._theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which a name can still be read."""
        return QSize(self._theme.px(120), self._theme.theme.line_height("label") + 2 * self._theme.px(_AIR))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field over the name."""
        super().resizeEvent(event)
        self._field.setGeometry(self._field_place())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename with Enter, move with Alt and the arrows, remove with Delete."""
        key, alt = _K(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in _STEPS:
            (self.moved if alt else self.left).emit(_STEPS[key])
        elif key in _OPENS:
            self.edit()
        elif key == _K.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys above from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and _K(event.key()) in _STEPS:
                event.accept()
                return True
        if keeps_key(event, frozenset({*_OPENS, *_STEPS, _K.Key_Delete})):
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dot, name, the sign of a certificate and what stands after it."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.line_height("label")
        top = theme.px(_AIR)
        side = theme.px(_DOT)
        dot = QRectF(0, top + (line - side) / 2, side, side)
        if self._mirrored():
            dot.moveRight(self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._dot_colour())
        painter.drawEllipse(dot)
        if self._field.isHidden():
            painter.setPen(theme.color("text"))
            wrapped = self._wrapped(self.width())
            room = self.width() - self._text_left()
            left = start_of(wrapped, 0 if self._mirrored() else self._text_left(), room, mirrored=self._mirrored())
            wrapped.draw(painter, QPointF(left, top))
            self._paint_after(painter, wrapped, left, top + wrapped.height - line)
        if self.hasFocus():
            paint.ring(painter, QRectF(self.rect()), theme.px(4), theme.color("accent"))
        painter.end()

    def _paint_after(self, painter: QPainter, wrapped: Wrapped, left: float, top: int) -> None:
        """Draw the sign and the small words at the end of the name's last line."""
        theme = self._theme.theme
        line = theme.line_height("label")
        last = wrapped.layout.lineAt(wrapped.layout.lineCount() - 1).naturalTextRect()
        gap = theme.px(_GAP)
        begin = left + last.right() + gap
        after = QRectF(begin, top, max(0.0, self.width() - begin), line)
        if self._mirrored():
            after = QRectF(0, top, max(0.0, left + last.left() - gap), line)
        if self._certifies:
            side = theme.px(_ICON)
            spot = QRectF(after.left(), after.top(), side, line)
            if self._mirrored():
                spot.moveRight(after.right())
            paint_icon(painter, spot, "award", theme.color("text3"))
        elif self._rest:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text3"))
            paint.line_of_text(painter, after, self._rest)

    def _wrapped(self, width: int) -> Wrapped:
        theme = self._theme.theme
        shown = self.text() or _("Result without a name")
        room = width - self._text_left() - (theme.px(_ICON + _GAP) if self._certifies else 0)
        return wrap(shown, theme.font("label"), max(1, room), theme.line_height("label"))

    def _dot_colour(self) -> QColor:
        return self._theme.color(self._colour)

    def _text_left(self) -> int:
        return self._theme.px(_DOT + _GAP)

    def _field_place(self) -> QRect:
        left = self._text_left()
        place = QRect(left - 6, 0, self.width() - left + 6, self.height())
        if self._mirrored():
            place.moveLeft(0)
        return place

    def _keep(self, stay: bool) -> None:
        name = self._field.text().strip()
        self._put_away(stay=stay)
        if name and name != self.text():
            self.renamed.emit(name)

    def _put_away(self, *, stay: bool = True) -> None:
        self._field.blockSignals(True)
        self._field.hide()
        self._field.blockSignals(False)
        self.update()
        if stay:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class _NameField(QLineEdit):
    """The name while it is written: Enter or leaving keeps it, Esc takes it back."""

    kept = Signal(bool)
    taken_back = Signal()

    def __init__(self, theme: ThemeSource, parent: OutcomeName) -> None:
        super().__init__(parent)
        self.setObjectName("outcomeNameField")
        self.setAccessibleName(_("Name of the result"))
        self.setMaxLength(120)
        self.setProperty("ring", "none")
        self.setStyleSheet("QLineEdit { min-height: 0; padding: 0 5px; border-radius: 4px; }")
        self.setFont(theme.font("label"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter, take back with Esc."""
        key = _K(event.key())
        if key in (_K.Key_Return, _K.Key_Enter):
            self.kept.emit(True)
        elif key == _K.Key_Escape:
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Enter from the shortcuts of the window."""
        if keeps_key(event, frozenset({_K.Key_Escape, _K.Key_Return, _K.Key_Enter})):
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.kept.emit(False)


class OutcomeDot(QWidget):
    """A result's dot and name where it is only read."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._words, self._colour = "", "l1"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_dot(self, words: str, colour: str) -> None:
        """Show a name and the token of its dot's colour."""
        self._words, self._colour = words, colour
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(self._theme.px(160), self._theme.theme.line_height("label") + 2 * self._theme.px(_AIR))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(self._theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dot and name."""
        theme, side = self._theme.theme, self._theme.px(_DOT)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._colour))
        dot = QRectF(0, (self.height() - side) / 2, side, side)
        words = QRectF(side + theme.px(_GAP), 0, self.width() - side - theme.px(_GAP), self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            dot.moveRight(self.width())
            words.moveLeft(0)
        painter.drawEllipse(dot)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, words, self._words)
        painter.end()
