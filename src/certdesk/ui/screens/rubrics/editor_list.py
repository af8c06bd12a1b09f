"""A small list that opens over the editor: each line leads to its place, and some can be ignored."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import page, scrolling

_WIDTH, _TALLEST = 420, 320


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it says, the place it leads to, and the id under which it can be ignored."""

    words: str
    place: str = ""
    ignore: str = ""


class EditorList(QFrame):
    """``chosen(place)`` and ``ignored(id)``. Esc or a click elsewhere closes it."""

    chosen = Signal(str)
    ignored = Signal(str)

    def __init__(self, theme: ThemeSource, title: str, lines: tuple[Line, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("editorList")
        self.setProperty("surface", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        inner = page("none")
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        rows = [self._line(number, line) for number, line in enumerate(lines)]
        for row in rows:
            self._lines.addWidget(row)
        self._lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "label"))
        column.addWidget(scrolling(inner), 1)
        self.setFixedWidth(theme.px(_WIDTH))
        height = sum(row.heightForWidth(theme.px(_WIDTH - 40)) + 4 for row in rows)
        self.setFixedHeight(min(theme.px(_TALLEST), height + theme.px(52)))

    def open_above(self, widget: QWidget) -> None:
        """Open above a widget, at its trailing edge; below it where there is no room above."""
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), -self.height() - 4))
        screen = widget.screen().availableGeometry()
        if corner.y() < screen.top() + 60:
            corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 4))
        corner.setX(max(screen.left() + 8, corner.x()))
        self.move(corner)
        self.show()

    def _line(self, number: int, line: Line) -> QWidget:
        made = _Row()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(8)
        words = Paragraph(self._theme, line.words, role="small", tone="text2")
        words.setObjectName(f"says-{number}")
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 4, 0, 4)  # the first line of words stands level with the links
        beside.addWidget(words)
        row.addLayout(beside, 1)
        if line.place:
            go = button(self._theme, _("Show"), kind="link", size="line")
            go.setObjectName(f"go-{number}")
            go.clicked.connect(lambda _on=False, place=line.place: self._leave(place))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        if line.ignore:
            ignore = button(self._theme, _("Ignore"), kind="link", size="line")
            ignore.setObjectName(f"ignore-{number}")
            ignore.clicked.connect(lambda _on=False, hint=line.ignore, gone=made: self._ignore(hint, gone))
            row.addWidget(ignore, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _leave(self, place: str) -> None:
        self.close()
        self.chosen.emit(place)

    def _ignore(self, hint: str, gone: QWidget) -> None:
        gone.hide()
        self.ignored.emit(hint)


class _Row(QWidget):
    """A line as tall as its words need."""

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need."""
        layout = self.layout()
        return max(24, layout.heightForWidth(width)) if layout else 24
