"""A small field for the exact value of a level, where a rubric allows more than its levels."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from certdesk.core.errors import CertDeskError
from certdesk.core.judging import plain_number
from certdesk.core.level_values import allowed_in_words, read_level
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label, set_tone

_WIDTH = 72


class LevelValue(QWidget):
    """Type a value and press Enter: ``level_chosen(Fraction)``; an emptied field: ``level_cleared``. No wheel."""

    level_chosen = Signal(object)
    level_cleared = Signal()
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._scale: Scale | None = None
        self._given = ""
        self._highest: Fraction | None = None
        self._reason = ""
        self.field = ValueField()
        self.field.setObjectName("levelValue")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.given.connect(self._on_given)
        self.field.taken_back.connect(self._take_back)
        self.field.left.connect(self.left)
        words = label(_("Exact value"), "label")
        words.setBuddy(self.field)
        self.field.setAccessibleName(words.text())
        self._hint = label("", "small", "text3", name="levelValueHint")
        self._hint.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 0, 2)
        row.setSpacing(8)
        for part in (words, self.field, KeyCap(theme, "=")):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._dress)
        self._dress()

    def show_value(self, scale: Scale, value: Fraction | None) -> None:
        """Show the value that is given; what is being typed is left alone. Tells nobody."""
        if scale is not self._scale:
            self._scale = scale
            self._say("")
        given = "" if value is None else plain_number(value)
        if given == self._given and self.field.hasFocus():
            return
        self._given = given
        self.field.setText(given)
        self._say("")

    def show_cap(self, highest: Fraction | None, reason: str) -> None:
        """Refuse values above ``highest``, with the reason."""
        self._highest, self._reason = highest, reason

    def _take_back(self) -> None:
        self.field.setText(self._given)
        self._say("")

    def _on_given(self) -> None:
        text = self.field.text().strip()
        if text == self._given or self._scale is None:
            self.field.setText(self._given)
            self._say("")
            return
        if not text:
            self._given = ""
            self.level_cleared.emit()
            return
        try:
            value = read_level(self._scale, text)
        except CertDeskError as problem:
            self._say(problem.sentence)
            return
        if self._highest is not None and value > self._highest:
            self._say(self._reason)
            return
        self._given = plain_number(value)
        self.field.setText(self._given)
        self._say("")
        self.level_chosen.emit(value)

    def _say(self, problem: str) -> None:
        words = problem or (allowed_in_words(self._scale) if self._scale else "")
        self._hint.setText(words)
        set_tone(self._hint, "bad" if problem else "text3")
        self.field.setAccessibleDescription(words)

    def _dress(self) -> None:
        self.field.setFixedWidth(self._theme.px(_WIDTH))


class ValueField(QLineEdit):
    """Its value is given with Enter or by leaving; Esc takes back what was typed and leaves."""

    given = Signal()
    taken_back = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give with Enter, take back with Esc."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.given.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give what was typed when the keyboard goes elsewhere in this window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.given.emit()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
