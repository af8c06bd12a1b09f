"""The lines of what a package would change: sign, how many, which, how big, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import LineKind, PreviewLine
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.words import about_words, line_look, line_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph

_ROW, _FIRST, _SIDE = 38, 158, 16
_DEEDS = frozenset({LineKind.DECIDE, LineKind.DAMAGED, LineKind.MISSING, LineKind.QUARANTINED})


class ChangeLines(QWidget):
    """``chosen(LineKind)`` when somebody wants to do what stands at the end of a line.

    Without an ``inset``, as at the side of a list, the words about a line stand below it.
    """

    chosen = Signal(object)

    def __init__(self, theme: ThemeSource, *, inset: int = _SIDE) -> None:
        super().__init__()
        self._theme = theme
        self._inset = inset
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: tuple[PreviewLine, ...], offered: frozenset[LineKind] = _DEEDS) -> None:
        """Show these lines; those of ``offered`` kinds lead on."""
        empty(self._column)
        for one in lines:
            self._column.addWidget(self._row(one, leads=one.kind in offered))
            self._column.addWidget(line())
        self.updateGeometry()

    def _row(self, one: PreviewLine, *, leads: bool) -> QWidget:
        theme = self._theme
        row = QWidget()
        row.setObjectName(f"line-{one.kind.value}")
        words, about = line_words(one), about_words(one)
        size = size_words(one.size) if one.size else ""
        row.setAccessibleName(". ".join(part for part in (words, about, size) if part))
        row.setToolTip(", ".join(one.about))
        across = QHBoxLayout(row)
        across.setContentsMargins(self._inset, 4, self._inset, 4)
        across.setSpacing(12)
        icon, tone = line_look(one.kind)
        across.addWidget(IconView(theme, icon, tone))
        first = label(words, "name")
        told = Paragraph(theme, about, role="small", tone="text2")
        if self._inset:
            first.setMinimumWidth(theme.px(_FIRST))
            across.addWidget(first)
            across.addLayout(in_the_middle(told), 1)
        else:
            both = QVBoxLayout()
            both.setSpacing(1)
            both.addWidget(first)
            both.addWidget(told)
            told.setVisible(bool(about))
            across.addLayout(both, 1)
        if size:
            across.addWidget(label(size, "small", "text2"))
        if leads and (deed := _deed(one.kind)):
            link = button(theme, deed, kind="link", size="line")
            link.setObjectName(f"line-{one.kind.value}-do")
            link.setAccessibleDescription(words)
            link.clicked.connect(lambda: self.chosen.emit(one.kind))
            across.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setMinimumHeight(theme.px(_ROW) - 1)
        return row


def in_the_middle(words: QWidget) -> QVBoxLayout:
    """Return a column that keeps wrapping words in the middle of their row."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.addStretch(1)
    made.addWidget(words)
    made.addStretch(1)
    return made


def _deed(kind: LineKind) -> str:
    deeds = {
        LineKind.DECIDE: _("Decide"),
        LineKind.DAMAGED: _("Ask again"),
        LineKind.MISSING: _("Look elsewhere"),
        LineKind.QUARANTINED: _("Why"),
    }
    return deeds.get(kind, "")
