"""Who of a circle has scored and who has not; what they scored stands nowhere here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.calibrating import CircleView
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.paragraph import Paragraph


class MembersPanel(QWidget):
    """``begun(member)`` lets somebody choose, ``left(member)`` goes on without them, ``taken_over()``."""

    begun = Signal(str)
    left = Signal(str)
    taken_over = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._next = ""
        self._told = Paragraph(theme, role="heading")
        self._told.setObjectName("membersTold")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._take = button(theme, _("Take over what members signed at their desks"), kind="quiet")
        self._take.setObjectName("takeOver")
        self._take.clicked.connect(self.taken_over)
        QShortcut(QKeySequence("S"), self).activated.connect(self._begin_next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addWidget(self._about)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.addWidget(self._take)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_view(self, view: CircleView, last: str = "") -> None:
        """Show who has scored; ``last`` is who did so just now."""
        members, waiting = view.circle.members, view.waiting
        text = _("{name} has scored. {done} of {count} have.") if last else _("{done} of {count} have scored")
        self._told.show_text(text.format(name=last, done=len(members) - len(waiting), count=len(members)))
        self._about.show_text(
            _("Each comes to the keyboard in turn. The spread is shown when the last one has scored.")
        )
        empty(self._rows)
        first = None
        for place, member in enumerate(members):
            row, score = self._row(member, place, waits=member in waiting, can_leave=len(members) > 2)
            self._rows.addLayout(row)
            if first is None and member in waiting:
                first = score
        self._next = waiting[0] if waiting else ""
        if first is not None:
            first.set_kind("primary")
            first.set_key("S")
            first.setFocus()

    def _row(self, member: str, place: int, *, waits: bool, can_leave: bool) -> tuple[QHBoxLayout, Button]:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(FileName(self._theme, member, role="name", tone="text", middle=False), 1)
        if not waits:
            row.addWidget(Chip(self._theme, _("Has scored"), "ok", icon="check"))
        score = button(self._theme, _("Score") if waits else _("Score anew"), size="small")
        score.setObjectName(f"score-{place}")
        score.setAccessibleDescription(member)
        score.clicked.connect(partial(self._begin, member))
        row.addWidget(score)
        if waits and can_leave:
            gone = button(self._theme, _("Not here"), kind="quiet", size="small")
            gone.setObjectName(f"leave-{place}")
            gone.setAccessibleDescription(member)
            gone.clicked.connect(partial(self._leave, member))
            row.addWidget(gone)
        return row, score

    def _begin(self, member: str, _on: bool = False) -> None:
        self.begun.emit(member)

    def _begin_next(self) -> None:
        if self._next:
            self.begun.emit(self._next)

    def _leave(self, member: str, _on: bool = False) -> None:
        self.left.emit(member)
