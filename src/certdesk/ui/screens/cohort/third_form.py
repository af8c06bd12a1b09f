"""Who marks a criterion in dispute too, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from certdesk.actions.settling import ThirdCandidate
from certdesk.core.cohorts import Assessor
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph

_DUE = 130


class ThirdForm(QWidget):
    """``changed()`` says that somebody else is chosen."""

    changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._people: dict[str, Assessor] = {}
        self._who = ComboBox(theme, _("Third assessor"))
        self._who.setObjectName("thirdAssessor")
        self._who.chosen.connect(self.changed)
        self._due = DayField(theme, _("Due"))
        self._due.setObjectName("thirdDue")
        self._others = Paragraph(theme, role="small", tone="text3")
        self._others.setObjectName("thirdOthers")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(label(_("Third assessor"), "column", "text2"), 0, 0)
        grid.addWidget(label(_("Due"), "column", "text2"), 0, 1)
        grid.addWidget(self._who, 1, 0)
        grid.addWidget(self._due, 1, 1)
        grid.addWidget(self._others, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_choices(self, choices: Sequence[ThirdCandidate], due: date, first: date) -> None:
        """Show who can, the least burdened first, and in words who can't and why."""
        able = [one for one in choices if not one.why_not]
        self._people = {one.assessor.id: one.assessor for one in able}
        current = self._who.current()
        words = tuple((one.assessor.id, f"{one.assessor.name}   ·   {one.sentence}") for one in able)
        self._who.show_choices(words, current if current in self._people else "")
        self._who.setEnabled(bool(able))
        self._due.show_day(max(due, first), first=first)
        barred = [f"{one.assessor.name}: {one.why_not}" for one in choices if one.why_not]
        if able:
            text = ngettext("{count} other can’t take it.", "{count} others can’t take it.", len(barred))
            told = text.format(count=len(barred)) if barred else ""
        else:
            told = _("Nobody can take it: {reasons}.").format(reasons="; ".join(barred) or _("there are no assessors"))
        self._others.show_text(told, tone="text3" if able else "warn")
        self._others.setToolTip("\n".join(barred))
        self._others.setAccessibleDescription("; ".join(barred))
        self._others.setVisible(bool(told))

    def assessor(self) -> Assessor | None:
        """Return who is chosen, None where nobody can be."""
        return self._people.get(self._who.current())

    def due(self) -> date:
        """Return until when."""
        return self._due.day()

    def _dress(self) -> None:
        self._due.setFixedWidth(self._theme.px(_DUE))
