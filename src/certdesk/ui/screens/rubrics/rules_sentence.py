"""A sentence of the rules: its words, its tokens, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.errors import RubricError
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import show_number
from certdesk.core.sentences import choices
from certdesk.core.tokens import Part, Token, TokenKind, in_words, read_token
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_choosing import Choices, choose_from, meaning_of, neighbour
from certdesk.ui.screens.rubrics.rules_flow import Flow, Measure, lay_out
from certdesk.ui.screens.rubrics.rules_token import TokenButton, TokenEditor, TokenPlace, stepped_value
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.kept_keys import REMOVES, keeps_key
from certdesk.ui.widgets.text_box import Wrong

_LEAD, _LINE, _CROSS, _AIR = 34, 22, 20, 1
_K = Qt.Key
_STEPS = {_K.Key_Up: -1, _K.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence to show: the word that leads it in, its parts, the rubric that it speaks of.

    ``step`` is how far an arrow key moves a cut. What is not ``whole`` can't be moved or removed as one. ``offers``
    says what a token can be set to.
    """

    lead: str
    parts: tuple[Part, ...]
    rubric: Rubric
    step: Fraction = Fraction(1, 20)
    whole: bool = True
    offers: Callable[[Token, Rubric], Choices] = choices

    @property
    def words(self) -> str:
        """The sentence as a screen reader reads it."""
        return f"{self.lead} {in_words(self.parts)}".strip()


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
        self.flow = SentenceFlow(theme)
        self._wrong = Wrong(theme)
        self.setFocusProxy(self.flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.flow)
        column.addWidget(self._wrong)
        flow = self.flow
        for told, on in (
            (flow.changed, self.changed),
            (flow.trying, self.trying),
            (flow.taken_back, self.taken_back),
            (flow.removed, self.removed),
            (flow.moved, self.moved),
            (flow.left, self.left),
            (flow.dragged, self.dragged),
            (flow.dropped, self.dropped),
        ):
            told.connect(on)
        flow.refused.connect(self._wrong.show_wrong)

    def show_sentence(self, shown: Shown) -> None:
        """Show a sentence; what is being typed into one of its tokens stays."""
        self.flow.show_sentence(shown)


class SentenceFlow(QWidget):
    """The words and tokens themselves; the line around it says what is wrong."""

    changed = Signal(str, object)
    trying = Signal(str, object)
    taken_back = Signal()
    refused = Signal(str)
    removed = Signal()
    moved = Signal(int)
    left = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("sentence")
        self._theme = theme
        self._shown: Shown | None = None
        self._tokens: list[TokenButton] = []
        self._editor: TokenEditor | None = None
        self._edited = -1
        self._laid_out: tuple[int, Flow] | None = None
        self._pressed: QPoint | None = None
        self._dragging = False
        self._cross = icon_button(theme, "close", _("Remove this rule"), size="line")
        self._cross.setObjectName("removeRule")
        self._cross.setParent(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does the same for the keyboard
        self._cross.clicked.connect(self.removed)
        self._cross.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    @property
    def tokens(self) -> tuple[TokenButton, ...]:
        """The tokens in their order."""
        return tuple(self._tokens)

    @property
    def editor(self) -> TokenEditor | None:
        """The field of the token that is being typed, if one is."""
        return self._editor

    def show_sentence(self, shown: Shown) -> None:
        """Show a sentence."""
        self._shown = shown
        wanted = [part for part in shown.parts if isinstance(part, Token)]
        while len(self._tokens) > len(wanted):
            gone = self._tokens.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._tokens) < len(wanted):
            self._tokens.append(self._new_token())
        for button, token in zip(self._tokens, wanted, strict=True):
            button.show_token(TokenPlace(token, meaning_of(token), shown.words))
        self.setAccessibleName(shown.words)
        how = _("Delete removes it, Alt with the arrow keys moves it, → goes to what can be changed")
        self.setAccessibleDescription(how if shown.whole else _("→ goes to what can be changed"))
        self.setCursor(Qt.CursorShape.OpenHandCursor if shown.whole else Qt.CursorShape.ArrowCursor)
        self._dress()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the sentence needs at ``width`` px."""
        return self._flow(width).height + 2 * _AIR

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = self._theme.px(292)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width at which a sentence can still be read."""
        return QSize(self._theme.px(160), self._theme.px(_LINE) + 2 * _AIR)

    def edit(self, button: TokenButton, typed: str = "") -> None:
        """Begin to change a token: a field for numbers, a menu for what is chosen."""
        if self._shown is None:
            return
        token = button.token
        if token.kind in (TokenKind.NUMBER, TokenKind.WHOLE):
            self._type_into(button, typed)
            return
        choose_from(
            token,
            self._shown.offers(token, self._shown.rubric),
            button,
            lambda chosen: self.changed.emit(token.field, chosen),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tokens into their places."""
        super().resizeEvent(event)
        self._place_tokens()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and the ring when the sentence itself has the keyboard."""
        if self._shown is None:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        if self._dragging:
            paint.box(painter, QRectF(self.rect()), theme.px(4), fill=theme.color("accent-soft"))
        flow = self._flow(self.width())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text3"))
        lead = QRectF(0, _AIR, self._theme.px(_LEAD), max(theme.px(_LINE), self._first_height(flow)))
        if self._mirrored():
            lead.moveRight(self.width())
        if self._shown.lead:
            paint.line_of_text(painter, lead, self._shown.lead)
        painter.setPen(theme.color("text2"))
        flow.layout.draw(painter, QPointF(self._text_left(), _AIR))
        if self.hasFocus():
            paint.ring(painter, QRectF(self.rect()), theme.px(4), theme.color("accent"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, move with Alt and the arrows, go on with the arrows."""
        key, alt = _K(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
        whole = self._shown is not None and self._shown.whole
        if key in REMOVES and whole:
            self.removed.emit()
        elif key in _STEPS and alt and whole:
            self.moved.emit(_STEPS[key])
        elif key in _STEPS and not alt:
            self.left.emit(_STEPS[key])
        elif key in (_K.Key_Left, _K.Key_Right, _K.Key_Return, _K.Key_Enter):
            self._go_along(forward=(key != _K.Key_Left) != self._mirrored() or key in (_K.Key_Return, _K.Key_Enter))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys above from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and _K(event.key()) in _STEPS:
                event.accept()
                return True
        if keeps_key(event, frozenset({*_STEPS, *REMOVES})):
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the sentence by its words."""
        if event.button() == Qt.MouseButton.LeftButton and self._shown is not None and self._shown.whole:
            self._pressed = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the sentence is dragged."""
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength()
        if self._dragging or far >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say where the sentence was let go."""
        dragged, self._dragging, self._pressed = self._dragging, False, None
        self.update()
        if dragged:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit(event.globalPosition().toPoint())

    def enterEvent(self, event: object) -> None:
        """Offer to remove the sentence."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self._show_cross()

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

    def _new_token(self) -> TokenButton:
        made = TokenButton(self._theme, self)
        made.asked.connect(lambda: self.edit(made))
        made.typed.connect(lambda typed: self.edit(made, typed))
        made.stepped.connect(lambda step: self._step(made, step))
        made.installEventFilter(self)
        made.show()
        return made

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take what a token leaves: removing and moving the sentence, going to its neighbours."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._tokens:
            key, alt = _K(event.key()), event.modifiers() == Qt.KeyboardModifier.AltModifier
            if (key in REMOVES and not alt) or (alt and key in _STEPS):
                self.keyPressEvent(event)
                return True
            if key in (_K.Key_Left, _K.Key_Right):
                self._go_along(forward=(key == _K.Key_Right) != self._mirrored())
                return True
        if event.type() == QEvent.Type.ShortcutOverride and watched in self._tokens and self.event(event):
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _go_along(self, *, forward: bool) -> None:
        stops: list[QWidget] = [self, *self._tokens]
        here = next((n for n, stop in enumerate(stops) if stop.hasFocus()), 0)
        stops[min(max(here + (1 if forward else -1), 0), len(stops) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, button: TokenButton, step: int) -> None:
        token = button.token
        if self._shown is None:
            return
        if token.kind in (TokenKind.NUMBER, TokenKind.WHOLE):
            value = token.value
            assert isinstance(value, Fraction | int)  # noqa: S101 - what numbers and counts are
            wanted: object = stepped_value(value, step, self._shown.step)
        else:
            wanted = neighbour(token, self._shown.offers(token, self._shown.rubric), 1 if step > 0 else -1)
        if wanted != token.value:
            self.refused.emit("")
            self.changed.emit(token.field, wanted)

    def _type_into(self, button: TokenButton, typed: str) -> None:
        self._end_editing()
        editor = TokenEditor(self._theme, self)
        self._editor, self._edited = editor, self._tokens.index(button)
        editor.setText(typed or button.token.text)
        editor.setAccessibleName(button.accessibleName())
        if not typed:
            editor.selectAll()
        editor.textEdited.connect(self._on_typed)
        editor.kept.connect(self._keep_typed)
        editor.taken_back.connect(self._take_back)
        editor.stepped.connect(self._step_typed)
        button.setVisible(False)
        self._place_editor()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self._on_typed(typed)

    def _on_typed(self, text: str) -> None:
        """Try what is typed while it can be read; say what is wrong only when it is kept."""
        self._place_editor()
        token = self._tokens[self._edited].token
        try:
            value = read_token(token.kind, text)
        except RubricError:
            return
        self._say_wrong("")
        self.trying.emit(token.field, value)

    def _step_typed(self, step: int) -> None:
        if self._editor is None or self._shown is None:
            return
        token = self._tokens[self._edited].token
        try:
            value = read_token(token.kind, self._editor.text())
        except RubricError:
            return
        further = stepped_value(value, step, self._shown.step)
        self._editor.setText(_typed(further, token.text))
        self._on_typed(self._editor.text())

    def _keep_typed(self, stay: bool) -> None:
        if self._editor is None:
            return
        button, text = self._tokens[self._edited], self._editor.text()
        token = button.token
        try:
            value = read_token(token.kind, text)
        except RubricError as problem:
            self._say_wrong(problem.sentence)
            if not stay:
                self._end_editing()
                self.taken_back.emit()
            return
        self._say_wrong("")
        self._end_editing()
        if stay:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        if value == token.value:
            self.taken_back.emit()
        else:
            self.changed.emit(token.field, value)

    def _take_back(self) -> None:
        button = self._tokens[self._edited]
        self._say_wrong("")
        self._end_editing()
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken_back.emit()

    def _end_editing(self) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        if self._edited < len(self._tokens):
            self._tokens[self._edited].setVisible(True)
        editor.blockSignals(True)
        editor.hide()
        editor.deleteLater()

    def _say_wrong(self, words: str) -> None:
        if self._editor is not None:
            self._editor.show_wrong(wrong=bool(words))
            self._editor.setAccessibleDescription(words)
        self.refused.emit(words)

    def commit(self) -> None:
        """Keep what is being typed, or put it back where it can't be read."""
        self._keep_typed(False)

    def _show_cross(self) -> None:
        if self._shown is None or not self._shown.whole:
            return
        self._place_cross()
        self._cross.show()
        self._cross.raise_()

    def _place_cross(self) -> None:
        side = self._theme.px(_CROSS)
        left = 0 if self._mirrored() else self.width() - side
        self._cross.setGeometry(QRect(left, _AIR, side, side))

    def _place_tokens(self) -> None:
        flow = self._flow(self.width())
        at = QPoint(self._text_left(), _AIR)
        for button, place in zip(self._tokens, flow.tokens, strict=True):
            button.setGeometry(place.translated(at))
        self._place_editor()
        self._place_cross()

    def _place_editor(self) -> None:
        if self._editor is None or self._edited >= len(self._tokens):
            return
        over = self._tokens[self._edited].geometry()
        size = self._editor.wanted()
        left = over.right() - size.width() + 1 if self._mirrored() else over.left()
        left = min(max(left, 0), max(0, self.width() - size.width()))
        self._editor.setGeometry(QRect(QPoint(left, over.center().y() - size.height() // 2), size))
        self._editor.raise_()

    def _flow(self, width: int) -> Flow:
        if self._laid_out is None or self._laid_out[0] != width:
            theme = self._theme.theme
            parts = self._shown.parts if self._shown else ()
            room = width - self._lead_width() - self._theme.px(_CROSS) * (self._shown is not None and self._shown.whole)
            measure = Measure(theme.font("body"), theme.px(_LINE), self.layoutDirection())
            self._laid_out = width, lay_out(parts, self._tokens, max(1, room), measure)
        return self._laid_out[1]

    def _first_height(self, flow: Flow) -> float:
        first = flow.layout.lineAt(0)
        return first.y() * 2 + first.height() if flow.layout.lineCount() else 0

    def _lead_width(self) -> int:
        return self._theme.px(_LEAD) if self._shown is not None and self._shown.lead else 0

    def _text_left(self) -> int:
        if not self._mirrored():
            return self._lead_width()
        return self._theme.px(_CROSS) if self._shown is not None and self._shown.whole else 0

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the language turns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        self._laid_out = None
        self._place_tokens()
        self.updateGeometry()
        self.update()


def _typed(value: Fraction | int, like: str) -> str:
    """Write a stepped number with as many decimals as the token had."""
    if isinstance(value, int):
        return str(value)
    decimals = len(like.partition(".")[2])
    return show_number(value, max(decimals, 2)) if (value * 100).denominator == 1 else plain_number(value)
