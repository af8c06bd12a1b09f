"""The first rows of a sheet, with a list above each column that says what it holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.intake.candidates.columns import ColumnMatch, Part, Rows
from certdesk.ui.screens.candidates.words import part_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName

_WIDTH, _MOST_COLUMNS, _LONGEST = 152, 40, 200


class SheetGrid(QWidget):
    """``chosen(column, part)`` when somebody says what a column holds; an empty part leaves it out."""

    chosen = Signal(int, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Rows = ()
        self._combos: list[ComboBox] = []
        inner = QWidget()
        inner.setProperty("surface", "none")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(2, 2, 2, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._area = QScrollArea()
        self._area.setObjectName("sheetRows")
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setProperty("surface", "none")
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_sheet(self, rows: Rows, match: ColumnMatch) -> None:
        """Show rows, of which the first holds the headings where there are any, and what each column holds."""
        if rows != self._shown:
            self._rebuild(rows, headed=match.heading >= 0)
        for column, combo in enumerate(self._combos):
            part = match.parts[column] if column < len(match.parts) else None
            combo.set_current(part.value if part is not None else "")

    def focus(self) -> None:
        """Give the keyboard to the first list."""
        if self._combos:
            self._combos[0].setFocus()

    def _rebuild(self, rows: Rows, *, headed: bool) -> None:
        self._shown = rows
        empty(self._grid)
        self._combos = []
        width = self._theme.px(_WIDTH)
        columns = min(_MOST_COLUMNS, max(map(len, rows), default=0))
        choices = (("", _("Left out")), *((part.value, part_words(part)) for part in Part))
        for column in range(columns):
            heading = rows[0][column].strip()[:80] if headed and column < len(rows[0]) else ""
            what = _("Column {number}, {heading}").format(number=column + 1, heading=heading).rstrip(", ")
            combo = ComboBox(self._theme, what, choices)
            combo.setObjectName(f"column-{column}")
            combo.setFixedWidth(width)
            combo.setToolTip(what)
            combo.chosen.connect(partial(self.chosen.emit, column))
            self._combos.append(combo)
            self._grid.addWidget(combo, 0, column)
            for place, row in enumerate(rows, 1):
                words = " ".join(row[column].split())[:_LONGEST] if column < len(row) else ""
                role, tone = ("column", "text") if headed and place == 1 else ("small", "text2")
                cell = FileName(self._theme, words, role=role, tone=tone, middle=False)
                cell.setFixedWidth(width)
                self._grid.addWidget(cell, place, column)
        self._grid.setColumnStretch(columns, 1)
        self._grid.setRowStretch(len(rows) + 1, 1)
        line = self._theme.theme.line_height("small") + 4
        bar = self._area.horizontalScrollBar().sizeHint().height()
        self._area.setFixedHeight(self._theme.px(32) + len(rows) * line + 14 + bar)
