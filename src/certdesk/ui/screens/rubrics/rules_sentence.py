"""A sentence of the rules: its tokens are changed in place, it is moved and removed as one, and says what is wrong."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from certdesk.core.tokens import TokenKind
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_choosing import choose_from, neighbour
from certdesk.ui.screens.rubrics.rules_text import SentenceText, Shown
from certdesk.ui.screens.rubrics.rules_token import TokenButton, TokenEditor, stepped_value
from certdesk.ui.screens.rubrics.rules_typing import TokenTyping
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button
from certdesk.ui.widgets.kept_keys import REMOVES, keeps_key
from certdesk.ui.widgets.text_box import Wrong

_CROSS = 24
_K = Qt.Key
_STEPS = {_K.Key_Up: -1, _K.Key_Down: 1}
_ALONG = (_K.Key_Left, _K.Key_Right, _K.Key_Return, _K.Key_Enter)
_TYPED = (TokenKind.NUMBER, TokenKind.WHOLE)


class SentenceLine(QWidget):
    """One sentence. Click or Enter on a token changes it in place; Delete removes the sentence, Alt+arrows move it."""

    changed = Signal(str, object)
    """Field and value, to be kept."""
    trying = Signal(str, object)
    """The same while it is typed: nothing is kept."""
    taken_back = Signal()
    removed = Signal()
    moved = Signal(int)
    left = Signal(int)
    """The keyboard goes to the sentence above (-1) or below (1)."""
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.flow = flow = SentenceFlow(theme)
        self._wrong = Wrong(theme)
        self.setFocusProxy(flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(flow)
        column.addWidget(self._wrong)
        for told, on in (
            (flow.typing.changed, self.changed),
            (flow.typing.trying, self.trying),
            (flow.typing.taken_back, self.taken_back),
            (flow.chosen, self.changed),
            (flow.removed, self.removed),
            (flow.moved, self.moved),
            (flow.left, self.left),
            (flow.dragged, self.dragged),
            (flow.dropped, self.dropped),
        ):
            told.connect(on)
        flow.typing.refused.connect(self.show_wrong)

    def show_sentence(self, shown: Shown) -> None:
        """Show a sentence; what is being typed into one of its tokens stays."""
        self.flow.show_sentence(shown)

    def show_wrong(self, words: str) -> None:
        """Say below the sentence what can't stand in it; empty words say that all is well."""
        self._wrong.show_wrong(words)

    def commit(self) -> None:
        """Keep what is being typed."""
        self.flow.typing.commit()


class SentenceFlow(SentenceText):
    """The words and tokens themselves, with keyboard and mouse."""

    chosen = Signal(str, object)
    removed = Signal()
    moved = Signal(int)
    left = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(theme)
        self.setObjectName("sentence")
        self.typing = TokenTyping(theme, self)
        self._pressed: QPoint | None = None
        self._cross = self._made_cross()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")

    @property
    def editor(self) -> TokenEditor | None:
        """The field of the token that is being typed, if one is."""
        return self.typing.editor

    def show_sentence(self, shown: Shown) -> None:
        """Show a sentence, and what can be done with it."""
        super().show_sentence(shown)
        how = _("Delete removes it, Alt with the arrow keys moves it, → goes to what can be changed")
        self.setAccessibleDescription(how if shown.whole else _("→ goes to what can be changed"))
        self.setCursor(Qt.CursorShape.OpenHandCursor if shown.whole else Qt.CursorShape.ArrowCursor)

    def edit(self, button: TokenButton, typed: str = "") -> None:
        """Begin to change a token: a field for numbers, a menu for what is chosen."""
        if self._shown is None:
            return
        token, shown = button.token, self._shown
        if token.kind in _TYPED:
            self.typing.begin(button, typed, shown.step)
            return
        offered = shown.offers(token, shown.rubric)
        choose_from(token, offered, button, self, lambda value: self.chosen.emit(token.field, value))

    def place_tokens(self) -> None:
        """Put the tokens, the field over one of them and the cross into their places."""
        super().place_tokens()
        self.typing.place()
        side = self._theme.px(_CROSS)
        self._cross.setGeometry(QRect(self.width() - side if self.mirrored else 0, 0, side, side))

    # --- the keyboard --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, move with Alt and the arrows, go on with the arrows."""
        key, alt = _K(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in REMOVES and self._whole():
            self.removed.emit()
        elif key in _STEPS and alt and self._whole():
            self.moved.emit(_STEPS[key])
        elif key in _STEPS and not alt:
            self.left.emit(_STEPS[key])
        elif key in _ALONG:
            self._go_along(key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys above from the shortcuts of the window."""
        return self._keeps(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what a token leaves: removing and moving the sentence, going along."""
        if watched not in self._tokens or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._keeps(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, alt = _K(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if (key in REMOVES and not alt) or (alt and key in _STEPS):
            self.keyPressEvent(event)
            return True
        if key in (_K.Key_Left, _K.Key_Right):
            self._go_along(key)
            return True
        return False

    def _keeps(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and _K(event.key()) in _STEPS:
                event.accept()
                return True
        return keeps_key(event, frozenset({*_STEPS, *REMOVES}))

    def _go_along(self, key: Qt.Key) -> None:
        forward = (key == _K.Key_Right) != self.mirrored or key in (_K.Key_Return, _K.Key_Enter)
        stops: list[QWidget] = [self, *self._tokens]
        here = next((n for n, stop in enumerate(stops) if stop.hasFocus()), 0)
        stops[min(max(here + (1 if forward else -1), 0), len(stops) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, button: TokenButton, step: int) -> None:
        if self._shown is None:
            return
        token = button.token
        if token.kind in _TYPED:
            value = token.value
            assert isinstance(value, Fraction | int)  # noqa: S101 - what numbers and counts are
            wanted: object = stepped_value(value, step, self._shown.step)
        else:
            wanted = neighbour(token, self._shown.offers(token, self._shown.rubric), 1 if step > 0 else -1)
        if wanted != token.value:
            self.typing.refused.emit("")
            self.chosen.emit(token.field, wanted)

    # --- the mouse -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the sentence by its words."""
        if event.button() == Qt.MouseButton.LeftButton and self._whole():
            self._pressed = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the sentence is dragged."""
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self.dragging or far >= QApplication.startDragDistance():
            self.dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say where the sentence was let go."""
        dragged, self.dragging, self._pressed = self.dragging, False, None
        self.update()
        if dragged:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit(event.globalPosition().toPoint())

    def enterEvent(self, event: object) -> None:
        """Offer to remove the sentence."""
        super().enterEvent(event)  # type: ignore[arg-type]
        if self._whole():
            self._cross.show()
            self._cross.raise_()

    def leaveEvent(self, event: QEvent) -> None:
        """Put the offer away."""
        super().leaveEvent(event)
        self._cross.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _whole(self) -> bool:
        return self._shown is not None and self._shown.whole

    def _new_token(self) -> TokenButton:
        made = super()._new_token()
        made.asked.connect(lambda: self.edit(made))
        made.typed.connect(lambda typed: self.edit(made, typed))
        made.stepped.connect(lambda step: self._step(made, step))
        made.installEventFilter(self)
        made.show()
        return made

    def _drop_token(self, button: TokenButton) -> None:
        self.typing.give_up(button)
        super()._drop_token(button)

    def _made_cross(self) -> Button:
        made = _Cross(self._theme, self)
        made.clicked.connect(self.removed)
        made.hide()
        return made


class _Cross(Button):
    """The cross of a sentence, on a ground of its own: it takes the place of the “if” or “and” before the words."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(theme, _("Remove this rule"), "quiet")
        self.setParent(parent)
        self.setObjectName("removeRule")
        self.set_icon("close")
        self.set_words_shown(shown=False)
        self.set_size("line")
        self.setToolTip(_("Remove this rule (Delete)"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does the same for the keyboard

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then the button."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.end()
        super().paintEvent(event)
