"""A criterion as a room reads it: its question, and what each level means; nothing on it says what anybody chose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_rows import StandardLine
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.paragraph import Paragraph


class CriterionView(QWidget):
    """``stepped(by)`` asks for the next or previous criterion."""

    stepped = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._large = False
        self._title = Paragraph(theme, role="heading")
        self._title.setObjectName("circleCriterion")
        self._count = label("", "small", "text2", name="circleCount")
        self._question = Paragraph(theme, role="reading", tone="text2")
        self._before = icon_button(theme, "chevron_up", _("Previous criterion"), key="Alt+Up", size="small")
        self._before.setObjectName("criterionBefore")
        self._after = icon_button(theme, "chevron_down", _("Next criterion"), key="Alt+Down", size="small")
        self._after.setObjectName("criterionAfter")
        self._levels = QVBoxLayout()
        self._levels.setSpacing(8)
        self._before.clicked.connect(lambda: self.stepped.emit(-1))
        self._after.clicked.connect(lambda: self.stepped.emit(1))
        self._build()

    def set_reading(self, *, large: bool) -> None:
        """Write what levels mean in larger letters where there is room for them; from the next criterion on."""
        self._large = large

    def show_criterion(self, rubric: Rubric, criterion: Criterion, place: tuple[int, int], *, words: bool) -> None:
        """Show a criterion; ``place`` is its number of how many. Without ``words`` its levels are left out."""
        self._title.show_text(f"{criterion.id} {criterion.title}".strip())
        number, count = place
        self._count.setText(_("{number} of {count}").format(number=number, count=count))
        for part in (self._count, self._before, self._after):
            part.setVisible(count > 1)
        self._question.show_text(criterion.question)
        self._question.setVisible(bool(criterion.question))
        empty(self._levels)
        if not words:
            return
        scale = rubric.scale_of(criterion)
        for level in scale.levels:
            if level.value == scale.standard and level is not scale.levels[0]:
                self._levels.addWidget(StandardLine(self._theme))
            row = QHBoxLayout()
            row.setSpacing(12)
            digits = label(level_digits(level.value), "level")
            digits.setMinimumWidth(self._theme.px(20))
            said = Paragraph(self._theme, role="reading_large" if self._large else "body")
            bold = f"{level.label}."
            said.show_text(f"{bold} {criterion.descriptors.get(level.value) or level.meaning}".strip(), bold=len(bold))
            row.addWidget(digits, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(said, 1)
            self._levels.addLayout(row)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for part in (self._count, self._before, self._after):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._question)
        column.addLayout(self._levels)
