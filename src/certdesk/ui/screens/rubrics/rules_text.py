"""How a sentence with tokens looks: its words run on and wrap, and each token stands in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.rubric import Rubric
from certdesk.core.sentences import choices
from certdesk.core.tokens import Part, Token, in_words
from certdesk.ui.screens.rubrics.rules_choosing import Choices, meaning_of
from certdesk.ui.screens.rubrics.rules_flow import Flow, Measure, lay_out
from certdesk.ui.screens.rubrics.rules_token import TokenButton, TokenPlace
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_LEAD, _LINE, _AIR, _SIDE = 30, 22, 1, 4
"""``_SIDE`` keeps the words clear of the ring."""


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


class SentenceText(QWidget):
    """Lays a sentence out and draws it. ``dragging`` shows it as taken hold of."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Shown | None = None
        self._tokens: list[TokenButton] = []
        self._laid_out: tuple[int, Flow] | None = None
        self.dragging = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    @property
    def tokens(self) -> tuple[TokenButton, ...]:
        """The tokens in their order."""
        return tuple(self._tokens)

    def show_sentence(self, shown: Shown) -> None:
        """Show a sentence; tokens that stay keep the keyboard."""
        self._shown = shown
        wanted = [part for part in shown.parts if isinstance(part, Token)]
        while len(self._tokens) > len(wanted):
            self._drop_token(self._tokens.pop())
        while len(self._tokens) < len(wanted):
            self._tokens.append(self._new_token())
        for button, token in zip(self._tokens, wanted, strict=True):
            button.show_token(TokenPlace(token, meaning_of(token), shown.words))
        self.setAccessibleName(shown.words)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tokens into their places."""
        super().resizeEvent(event)
        self.place_tokens()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the language turns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self._dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, and the ring when the sentence itself has the keyboard."""
        if self._shown is None:
            return
        theme = self._theme.theme
        painter = QPainter(self)
        if self.dragging:
            paint.box(painter, QRectF(self.rect()), theme.px(4), fill=theme.color("accent-soft"))
        flow = self._flow(self.width())
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text3"))
        lead = QRectF(theme.px(_SIDE), _AIR, theme.px(_LEAD), max(theme.px(_LINE), _first_height(flow)))
        if self.mirrored:
            lead.moveRight(self.width() - theme.px(_SIDE))
        if self._shown.lead:
            paint.line_of_text(painter, lead, self._shown.lead)
        painter.setPen(theme.color("text2"))
        flow.layout.draw(painter, QPointF(self._text_left(), _AIR))
        if self.hasFocus():
            paint.ring(painter, QRectF(self.rect()), theme.px(4), theme.color("accent"))
        painter.end()

    def place_tokens(self) -> None:
        """Put the tokens where the words leave room for them."""
        flow = self._flow(self.width())
        at = QPoint(self._text_left(), _AIR)
        for button, place in zip(self._tokens, flow.tokens, strict=True):
            button.setGeometry(place.translated(at))

    @property
    def mirrored(self) -> bool:
        """Whether the language runs from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _new_token(self) -> TokenButton:
        return TokenButton(self._theme, self)

    def _drop_token(self, button: TokenButton) -> None:
        button.hide()
        button.deleteLater()

    def _flow(self, width: int) -> Flow:
        if self._laid_out is None or self._laid_out[0] != width:
            theme = self._theme.theme
            parts = self._shown.parts if self._shown else ()
            measure = Measure(theme.font("body"), theme.px(_LINE), self.layoutDirection())
            room = max(1, width - self._before())
            self._laid_out = width, lay_out(parts, self._tokens, room, measure)
        return self._laid_out[1]

    def _before(self) -> int:
        """Return the room before the words: for what leads them in, and for the ring."""
        return self._theme.px(_SIDE + (_LEAD if self._shown is not None and self._shown.lead else 0))

    def _text_left(self) -> int:
        return 0 if self.mirrored else self._before()

    def _dress(self) -> None:
        self._laid_out = None
        self.place_tokens()
        self.updateGeometry()
        self.update()


def _first_height(flow: Flow) -> float:
    first = flow.layout.lineAt(0)
    return first.y() * 2 + first.height() if flow.layout.lineCount() else 0
