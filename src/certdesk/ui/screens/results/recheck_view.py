"""What a clerical re-check found: one sentence, every criterion, and whether marks are as they were written down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from certdesk.actions.rechecking import Recheck, RecheckLine
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph


class RecheckView(QWidget):
    """``away()`` leads back."""

    away = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("recheckView")
        self._title = label("", "heading")
        self._card = card(name="recheckVerdict")
        self._sentence = Paragraph(theme)
        self._sentence.setObjectName("recheckSentence")
        self._card.body.addWidget(self._sentence)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(4)
        self._sources = CheckList(theme, roomy=False)
        self.back = button(theme, _("Back"), kind="quiet")
        self.back.setObjectName("recheckAway")
        self.back.clicked.connect(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._card)
        column.addLayout(self._lines)
        column.addWidget(self._sources)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)

    def show_found(self, code: str, found: Recheck) -> None:
        """Show what was found for a candidate."""
        self._title.setText(_("The sums of {code}, checked").format(code=code))
        self._title.setVisible(bool(code))
        self._card.set_tone("ok" if found.same else "bad")
        self._sentence.show_text(found.sentence)
        empty(self._lines)
        heads = ("", _("Given"), _("Released"), _("Now"))
        for column, words in enumerate(heads if found.lines else ()):
            self._lines.addWidget(label(words, "column", "text2"), 0, column)
        for row, one in enumerate(found.lines, 1):
            self._show_line(row, one)
        self._lines.setColumnStretch(1, 1)
        checks = (
            Check(str(number), "ok" if one.fits else "bad", one.assessor, one.words)
            for number, one in enumerate(found.sources)
        )
        self._sources.show_checks(tuple(checks))

    def _show_line(self, row: int, one: RecheckLine) -> None:
        tone = "text" if one.same else "bad"
        name = label(one.criterion_id, "name", tone)
        name.setToolTip(one.title)
        given = Paragraph(self._theme, ", ".join(f"{who}: {mark}" for who, mark in one.raw), role="small", tone="text2")
        cells = (name, given, label(one.released, "small", tone), label(one.now, "small", tone))
        for column, cell in enumerate(cells):
            self._lines.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop if column != 1 else Qt.AlignmentFlag(0))
