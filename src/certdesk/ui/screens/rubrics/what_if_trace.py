"""How one result is decided before and after: each condition that was tried, and whether it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.decision import Decision, decide
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.what_if_trial import Trial
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph


class TracePanel(QWidget):
    """Two columns: by the rules before, and by those that are tried."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("trace")
        self._title = label("", "label")
        self.close_button = icon_button(theme, "close", _("Close the traces"), size="small")
        self.close_button.clicked.connect(self.hide)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(24)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._sides)
        column.addStretch(1)

    def show_member(self, trial: Trial, place: int) -> None:
        """Show the traces of one result."""
        member = trial.population.members[place]
        self._title.setText(member.code)
        empty(self._sides)
        wanted = {trial.was[place], trial.now[place]}
        for head, rubric in ((_("Before: {outcome}"), trial.before), (_("As tried: {outcome}"), trial.after)):
            decision = decide(rubric, member.marks)
            side = self._side(head.format(outcome=decision.label), decision, wanted)
            self._sides.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        self.show()

    def _side(self, head: str, decision: Decision, wanted: set[str]) -> QWidget:
        """Show the outcomes that differ, each with its conditions; others would only hide them."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(head, "column"), 0, 0, 1, 2)
        row = 1
        for reason in decision.reasons:
            grid.addWidget(IconView(self._theme, "warning", "warn", 14), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Paragraph(self._theme, reason, role="small", tone="text2"), row, 1)
            row += 1
        for tried in decision.trace:
            if tried.outcome not in wanted or not tried.lines:
                continue
            grid.addWidget(Paragraph(self._theme, tried.label, role="small", tone="text3"), row, 0, 1, 2)
            row += 1
            for each in tried.lines:
                icon = IconView(self._theme, "check" if each.met else "close", "ok" if each.met else "bad", 14)
                icon.setAccessibleName(_("met") if each.met else _("not met"))
                grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
                words = _("{rule}: {found}").format(rule=each.rule, found=each.found)
                grid.addWidget(Paragraph(self._theme, words, role="small", tone="text2"), row, 1)
                row += 1
        return made
