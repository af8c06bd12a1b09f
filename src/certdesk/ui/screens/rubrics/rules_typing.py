"""Typing a number into a token: it is tried while it can be read, kept every 2 s, with Enter and on leaving."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.errors import RubricError
from certdesk.core.judging import plain_number
from certdesk.core.scoring import show_number
from certdesk.core.tokens import read_token
from certdesk.ui.screens.rubrics.rules_token import TokenButton, TokenEditor, stepped_value
from certdesk.ui.theme.source import ThemeSource

_LONGEST_MS = 1800


class TokenTyping(QObject):
    """The field over a token of ``host``. What is wrong is said by ``refused``; an empty text says that all is well."""

    changed = Signal(str, object)
    trying = Signal(str, object)
    taken_back = Signal()
    refused = Signal(str)

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._host = host
        self._button: TokenButton | None = None
        self._step = Fraction(1)
        self._before: object = None
        self._kept: object = None  # what is on disk by now; Esc puts back what was there before
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_LONGEST_MS)
        self._clock.timeout.connect(self._keep_meanwhile)
        self.editor: TokenEditor | None = None

    def begin(self, button: TokenButton, typed: str, step: Fraction) -> None:
        """Put a field over a token, with what was typed so far or all that stands there selected."""
        self._end()
        editor = TokenEditor(self._theme, self._host)
        self.editor, self._button, self._step = editor, button, step
        self._before = self._kept = button.token.value
        editor.setText(typed or button.token.text)
        editor.setAccessibleName(button.accessibleName())
        if not typed:
            editor.selectAll()
        editor.textEdited.connect(self._on_typed)
        editor.kept.connect(self._keep)
        editor.taken_back.connect(self._take_back)
        editor.stepped.connect(self._on_stepped)
        button.setVisible(False)
        self.place()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self._on_typed(typed)

    def commit(self) -> None:
        """Keep what is being typed, or put it back where it can't be read."""
        self._keep(False)

    def give_up(self, button: TokenButton) -> None:
        """Put the field away when its token goes."""
        if button is self._button:
            self._end()

    def place(self) -> None:
        """Put the field over its token, as wide as what is typed."""
        if self.editor is None or self._button is None:
            return
        over, size = self._button.geometry(), self.editor.wanted()
        mirrored = self._host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = over.right() - size.width() + 1 if mirrored else over.left()
        left = min(max(left, 0), max(0, self._host.width() - size.width()))
        self.editor.setGeometry(QRect(QPoint(left, over.center().y() - size.height() // 2), size))
        self.editor.raise_()

    def _on_typed(self, text: str) -> None:
        """Try what is typed while it can be read; what is wrong is said only when it is kept."""
        self.place()
        assert self._button is not None  # noqa: S101 - there is a field over it
        token = self._button.token
        try:
            value = read_token(token.kind, text)
        except RubricError:
            return
        self._say("")
        if not self._clock.isActive():
            self._clock.start()
        self.trying.emit(token.field, value)

    def _keep_meanwhile(self) -> None:
        """Keep what can be read so far, so that no more than 2 s of typing are ever lost; the field stays open."""
        if self.editor is None or self._button is None:
            return
        token = self._button.token
        try:
            value = read_token(token.kind, self.editor.text())
        except RubricError:
            return
        if value != self._kept:
            self._kept = value
            self.changed.emit(token.field, value)

    def _on_stepped(self, step: int) -> None:
        if self.editor is None or self._button is None:
            return
        try:
            value = read_token(self._button.token.kind, self.editor.text())
        except RubricError:
            return
        self.editor.setText(_written(stepped_value(value, step, self._step), self._step))
        self._on_typed(self.editor.text())

    def _keep(self, stay: bool) -> None:
        if self.editor is None or self._button is None:
            return
        button, token = self._button, self._button.token
        try:
            value = read_token(token.kind, self.editor.text())
        except RubricError as problem:
            self._say(problem.sentence)
            if not stay:
                self._end()
                self.taken_back.emit()
            return
        self._say("")
        self._end()
        if stay:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        if value == self._kept:
            self.taken_back.emit()
        else:
            self.changed.emit(token.field, value)

    def _take_back(self) -> None:
        button = self._button
        self._say("")
        self._end()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._kept != self._before:
                self.changed.emit(button.token.field, self._before)
                return
        self.taken_back.emit()

    def _end(self) -> None:
        editor, self.editor = self.editor, None
        button, self._button = self._button, None
        self._clock.stop()
        if editor is None:
            return
        if button is not None:
            button.setVisible(True)
        editor.blockSignals(True)
        editor.hide()
        editor.deleteLater()

    def _say(self, words: str) -> None:
        if self.editor is not None:
            self.editor.show_wrong(wrong=bool(words))
            self.editor.setAccessibleDescription(words)
        self.refused.emit(words)


def _written(value: Fraction | int, step: Fraction) -> str:
    """Write a stepped number as people do: 2.80 for a mean, 111 for a total, or exactly where two decimals are few."""
    if isinstance(value, int):
        return str(value)
    small = step < 1 and (value * 100).denominator == 1
    return show_number(value, 2) if small else plain_number(value)
