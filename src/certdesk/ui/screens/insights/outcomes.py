"""How many came to which outcome: a number, what it counts, and its interval."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from certdesk.core.insights.figures import CohortFigures
from certdesk.core.insights.sentences import percent, range_of
from certdesk.core.statistics.results import Proportion
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph


class Outcomes(QWidget):
    """The share that was certified, then the outcomes in the order of the rubric."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_figures(self, figures: CohortFigures) -> None:
        """Show the outcomes of a cohort."""
        empty(self._column)
        if figures.certified is not None:
            self._add_figure(_("Certified in all"), figures.certified)
        single = sum(one.certifies for one in figures.outcomes) == 1
        for one in figures.outcomes:
            if not (single and one.certifies):
                self._add(one.id, one.label, one.share)
        self._column.addStretch(1)

    def _add_figure(self, words: str, share: Proportion) -> None:
        group = self._group("certified", words, share)
        inner = QVBoxLayout(group)
        inner.setContentsMargins(0, 0, 0, 12)
        inner.setSpacing(0)
        inner.addWidget(label(words, "small", "text2"))
        inner.addWidget(label(percent(share), "figure"))
        inner.addWidget(label(_told(share), "small", "text3"))

    def _add(self, key: str, words: str, share: Proportion) -> None:
        group = self._group(key, words, share)
        inner = QGridLayout(group)
        inner.setContentsMargins(0, 0, 0, 8)
        inner.setHorizontalSpacing(8)
        inner.setVerticalSpacing(0)
        number = label(percent(share), "label")
        number.setMinimumWidth(QFontMetrics(self._theme.font("label")).horizontalAdvance("88 %") + 2)
        number.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        inner.addWidget(number, 0, 0)
        inner.addWidget(Paragraph(self._theme, words, role="small"), 0, 1)
        inner.addWidget(label(_told(share), "small", "text3"), 1, 1)
        inner.setColumnStretch(1, 1)

    def _group(self, key: str, words: str, share: Proportion) -> QWidget:
        group = QWidget()
        group.setObjectName(f"outcome-{key}")
        group.setAccessibleName(f"{words}: {percent(share)}, {_told(share)}")
        self._column.addWidget(group)
        return group


def _told(share: Proportion) -> str:
    return _("{count} of {n}, {range}").format(count=share.count, n=share.n, range=range_of(share.interval))
