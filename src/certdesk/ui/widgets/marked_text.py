"""A text in which words that were added or removed stand out: by colour, and by a line under or through them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.core.word_changes import Piece, Word
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import reading_direction

_COMFORTABLE = 320


class MarkedText(QLabel):
    """Wraps like a paragraph. Screen readers hear which words are new and which are gone."""

    def __init__(self, theme: ThemeSource, *, role: str = "reading", tone: str = "text") -> None:
        super().__init__()
        self._theme = theme
        self._role, self._tone = role, tone
        self._pieces: tuple[Piece, ...] = ()
        self._laid: dict[int, tuple[QTextLayout, int, int]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._dress)

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show these words."""
        self._pieces = pieces
        self.setText("".join(piece.text for piece in pieces))
        self.setAccessibleName(_spoken(pieces))
        self._dress()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the text needs at ``width`` px."""
        return self._layout_for(width)[1]

    def sizeHint(self) -> QSize:
        """Return a comfortable size: one line when it is short."""
        width = min(self._layout_for(4096)[2], self._theme.px(_COMFORTABLE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the text can still be read."""
        return QSize(self._theme.px(48), self._theme.theme.line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._tone))
        self._layout_for(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()

    def _layout_for(self, width: int) -> tuple[QTextLayout, int, int]:
        """Return the layout for a width, its height and its natural width."""
        if width not in self._laid:
            if len(self._laid) > 12:
                self._laid.clear()
            self._laid[width] = self._lay_out(width)
        return self._laid[width]

    def _lay_out(self, width: int) -> tuple[QTextLayout, int, int]:
        theme = self._theme.theme
        layout = QTextLayout(self.text().replace("\n", "\u2028"), theme.font(self._role))
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(reading_direction(self.text()))
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        top, widest, least = 0.0, 0.0, theme.line_height(self._role)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            height = max(float(least), line.height())
            line.setPosition(QPointF(0, top + (height - line.height()) / 2))
            top += height
            widest = max(widest, line.naturalTextWidth())
        layout.endLayout()
        return layout, round(max(top, least)), round(widest + 0.5)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, start = [], 0
        for piece in self._pieces:
            length = _length(piece.text)
            if piece.fate is not Word.SAME:
                marked = QTextLayout.FormatRange()
                marked.start, marked.length = start, _length(piece.text.rstrip()) or length
                marked.format = self._format(piece.fate)
                found.append(marked)
            start += length
        return found

    def _format(self, fate: Word) -> QTextCharFormat:
        look = QTextCharFormat()
        tone = "ok" if fate is Word.ADDED else "bad"
        ink: QColor = self._theme.color(tone)
        look.setForeground(ink)
        look.setBackground(self._theme.color(f"{tone}-soft"))
        if fate is Word.ADDED:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(ink)
        else:
            look.setFontStrikeOut(True)
        return look

    def _dress(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()


def _length(text: str) -> int:
    """Count as Qt does: letters beyond the first plane take two."""
    return len(text.encode("utf-16-le")) // 2


def _spoken(pieces: tuple[Piece, ...]) -> str:
    frames = {Word.SAME: "{words}", Word.ADDED: _("[new: {words}]"), Word.REMOVED: _("[gone: {words}]")}
    return " ".join(frames[piece.fate].format(words=piece.text.strip()) for piece in pieces if piece.text.strip())
