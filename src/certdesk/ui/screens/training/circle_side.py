"""What is known of a circle before its spread may be seen, and the way onto the projector."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.calibrating import CircleView
from certdesk.core.words import _
from certdesk.ui.screens.training.spread_panel import sentence_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.paragraph import Paragraph


class CircleSide(QWidget):
    """``run()`` opens the projector, ``taken_over()`` takes what members signed elsewhere."""

    run = Signal()
    taken_over = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._title = Paragraph(theme, role="heading")
        self._about = Paragraph(theme, tone="text2")
        self._about.setObjectName("circleAbout")
        self._members = CheckList(theme, roomy=False)
        self._members.setObjectName("circleStanding")
        self._run = button(theme, _("Open on the projector"), kind="primary", size="large", icon="screen")
        self._run.setObjectName("circleRun")
        self._take = button(theme, _("Take over what members signed at their desks"))
        self._take.setObjectName("circleTakeOver")
        self._run.clicked.connect(self.run)
        self._take.clicked.connect(self.taken_over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._about)
        for part in (self._run, self._take):
            row = QHBoxLayout()
            row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._members)

    def show_view(self, view: CircleView) -> None:
        """Show a circle: who has scored while somebody has not, the spread in words afterwards."""
        circle = view.circle
        self._title.show_text(circle.title)
        told = _("Criteria: {criteria}.").format(criteria=", ".join(circle.criteria))
        if circle.note:
            told += "\n" + _("Agreed: {note}").format(note=circle.note)
        self._about.show_text(told)
        self._take.setVisible(not view.seen)
        self._run.set_words(_("Show the spread") if view.seen else _("Open on the projector"))
        if view.seen:
            rows = tuple(Check(one.criterion_id, "chart", one.criterion_id, sentence_of(one)) for one in view.spread)
        else:
            rows = tuple(
                Check(str(place), "open", name, _("still to score"))
                if name in view.waiting
                else Check(str(place), "ok", name, _("has scored"))
                for place, name in enumerate(circle.members)
            )
        self._members.show_checks(rows)
