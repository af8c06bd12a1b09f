"""Says in the middle of a viewer why an item can't be shown and what to do, or that it is being opened."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.errors import CertDeskError
from certdesk.evidence.problems import Problem
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Paragraph

_ICON = 32


class ProblemPanel(QWidget):
    """An icon, a sentence, a hint."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        # An item that is being opened, or can't be, takes the keyboard too: nobody is thrown out of the pane.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self._picture = _Picture(themes)
        self._sentence = Paragraph(themes, "", role="label", centred=True)
        self._sentence.setObjectName("problemSentence")
        self._hint = Paragraph(themes, "", tone="text2", centred=True)
        self._hint.setObjectName("problemHint")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        column.addWidget(self._hint)
        self._more = QVBoxLayout()
        self._more.setSpacing(12)
        column.addLayout(self._more)
        column.addStretch(3)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def add_below(self, widget: QWidget) -> None:
        """Put something under the words, in the middle."""
        self._more.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_words(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        """Show a sentence and a hint."""
        self._picture.show_icon(icon, tone)
        self._sentence.show_text(sentence)
        self._hint.show_text(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(f"{sentence} {hint}".strip())

    def show_problem(self, problem: Problem) -> None:
        """Show what is wrong with a file."""
        self.show_words(problem.sentence, problem.hint)


class _Picture(QWidget):
    """A large icon."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._icon, self._tone = "warning", "warn"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        side = self._themes.px(_ICON)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, self._themes.color(self._tone))
        painter.end()


def words_of(problem: Exception) -> tuple[str, str]:
    """Return sentence and hint of an expected problem; anything else is a fault of ours and is raised."""
    if isinstance(problem, CertDeskError):
        return str(problem), problem.hint
    raise problem
