"""The cut of one session in a sentence, what stands in the minutes, and the way to who would flip at it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.setting_standards import SessionView
from certdesk.core.setting_standards import METHOD_WORDS, Method
from certdesk.core.statistics.results import Estimate, Interval
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.paragraph import Paragraph


class CutSide(QWidget):
    """``tried()`` asks for the what-if of the rubric."""

    tried = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._title = Paragraph(theme, role="heading")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._sentence = Paragraph(theme, role="name")
        self._sentence.setObjectName("cutSentence")
        self._details = Paragraph(theme, tone="text2")
        self._details.setObjectName("cutDetails")
        self._try = button(theme, _("Try it in the rubric"), kind="primary", icon="scales")
        self._try.setObjectName("cutTry")
        self._try.clicked.connect(self.tried)
        row = QHBoxLayout()
        row.addWidget(self._try)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._title, self._about, self._sentence, self._details):
            column.addWidget(part)
        column.addLayout(row)

    def show_session(self, view: SessionView) -> None:
        """Show one session."""
        session, cut = view.session, view.found.cut
        self._title.show_text(session.title)
        rubric = _("Rubric {id}, version {version}").format(id=session.rubric_id, version=session.rubric_version)
        self._about.show_text(f"{_(METHOD_WORDS[Method(session.method)])}\n{rubric}")
        self._sentence.show_text(view.found.sentence)
        lines = list(view.found.details)
        if isinstance(cut, Estimate) and isinstance(cut.interval, Interval):
            text = _("95 % interval: {low} to {high}.")
            lines.insert(0, text.format(low=f"{cut.interval.low:.2f}", high=f"{cut.interval.high:.2f}"))
        self._details.show_text("\n".join(lines))
        self._details.setVisible(bool(lines))
        self._try.setVisible(isinstance(cut, Estimate))
