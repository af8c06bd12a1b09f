"""The grid that a file would give: criteria with their levels, as they were understood."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.expectations import standing_in_words
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_MOST_SHOWN, _LONGEST, _BESIDE = 40, 400, 4


class ImportGrid(QWidget):
    """Shows one rubric of a file. Long ones are cut: everything is in the draft."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Rubric | None = None
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._inner))

    def show_rubric(self, rubric: Rubric | None, *, titled: bool = False) -> None:
        """Show what a rubric of the file looks like, or nothing; with its title where there are several."""
        if rubric == self._shown:
            return
        self._shown = rubric
        empty(self._column)
        if rubric is None:
            return
        if titled:
            self._column.addWidget(Paragraph(self._theme, rubric.title or _("Rubric without a title"), role="heading"))
        if rubric.purpose.strip():
            self._column.addWidget(Paragraph(self._theme, rubric.purpose[:_LONGEST], role="small", tone="text2"))
        for criterion in rubric.criteria[:_MOST_SHOWN]:
            self._column.addWidget(self._criterion(rubric, criterion))
        more = len(rubric.criteria) - _MOST_SHOWN
        if more > 0:
            text = ngettext("and {count} criterion more", "and {count} criteria more", more).format(count=more)
            self._column.addWidget(label(text, "small", "text2"))
        self._column.addStretch(1)

    def _criterion(self, rubric: Rubric, criterion: Criterion) -> QWidget:
        made = QFrame()
        made.setProperty("surface", "card")
        made.setObjectName(f"importedCriterion-{criterion.id}")
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        title = Paragraph(self._theme, criterion.title or _("Criterion without a title"), role="name")
        head.addWidget(title, 1)
        facts = label(standing_in_words(rubric, criterion), "small", "text3")
        head.addWidget(facts, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if criterion.question.strip():
            column.addWidget(Paragraph(self._theme, criterion.question[:_LONGEST], role="small", tone="text3"))
        levels = rubric.scale_of(criterion).levels
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        beside = len(levels) if len(levels) <= _BESIDE else 3
        for number, level in enumerate(levels):
            name = f"{level_digits(level.value)} {level.label}".strip()
            said = " ".join(criterion.descriptors.get(level.value, "").split())[:_LONGEST]
            cell = Paragraph(self._theme, role="small", tone="text2")
            cell.show_text(f"{name}. {said}" if said else name, bold=len(name) + bool(said))
            grid.addWidget(cell, number // beside, number % beside, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % beside, 1)
        column.addLayout(grid)
        return made
