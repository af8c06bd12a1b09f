"""How portfolios that have nobody yet are given out: the wishes, and what would come of them before it is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.allocating import AllocationPlan, Basis, Wishes
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top

FILE = "file"
_MOST = 4
_SHOWN = 8


class PlanPanel(QWidget):
    """``wished``: something else is wished; ``kept``: the plan is to be kept; ``file_wanted``, ``closed``."""

    wished = Signal()
    kept = Signal()
    file_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("allocationPlan")
        self._theme = theme
        self._title = label("", "heading", name="planTitle")
        choices = (
            (Basis.EQUAL.value, _("Equally")),
            (Basis.SHARE.value, _("By everybody’s share")),
            (Basis.SUBJECT.value, _("By subject")),
            (Basis.LANGUAGE.value, _("By language")),
            (FILE, _("From a file…")),
        )
        self._by = ComboBox(theme, _("Divide"), choices)
        self._by.setObjectName("planBy")
        numbers = tuple(
            (str(count), ngettext("{count} person", "{count} people", count).format(count=count))
            for count in range(1, _MOST + 1)
        )
        self._markers = ComboBox(theme, _("Marked by"), numbers)
        self._markers.setObjectName("planMarkers")
        self._due = DayField(theme, _("Due"))
        self._due.setObjectName("planDue")
        self._sums = Paragraph(theme)
        self._sums.setObjectName("planSums")
        self._loads = QGridLayout()
        self._loads.setHorizontalSpacing(12)
        self._loads.setVerticalSpacing(4)
        self._trouble = card(tone="warn", name="planTrouble")
        self._why = Paragraph(theme, role="small")
        self._keep = button(theme, _("Allocate"), kind="primary", size="large")
        self._keep.setObjectName("planKeep")
        self._away = button(theme, _("Close"), kind="quiet")
        self._away.setObjectName("planClose")
        self._build()
        self._by.chosen.connect(self._on_by)
        self._markers.chosen.connect(self.wished)
        self._due.dateChanged.connect(self.wished)
        self._keep.clicked.connect(self.kept)
        self._away.clicked.connect(self.closed)

    def begin(self, due: date, first: date) -> None:
        """Begin with the usual wishes."""
        self._due.blockSignals(True)
        self._due.show_day(max(due, first), first=first)
        self._due.blockSignals(False)
        self._by.set_current(Basis.EQUAL.value)
        self._by.setFocus()

    def wishes(self) -> Wishes:
        """Return what is wished."""
        by = self._by.current()
        basis = Basis.EQUAL if by == FILE else Basis(by)
        return Wishes(by=basis, markers=int(self._markers.current()), due_on=self._due.day())

    def show_plan(self, plan: AllocationPlan) -> None:
        """Show what would come of it."""
        portfolios = len({one.member.portfolio_id for one in plan.given})
        text = ngettext("Allocate {count} portfolio", "Allocate {count} portfolios", portfolios)
        self._title.setText(text.format(count=portfolios))
        self._keep.set_words(text.format(count=portfolios))
        self._keep.setEnabled(bool(plan.given))
        people = sum(one.added > 0 for one in plan.loads)
        sums = ngettext("{count} mark for {people}.", "{count} marks for {people}.", len(plan.given))
        named = ngettext("{count} assessor", "{count} assessors", people).format(count=people)
        nothing = _("Nothing can be given out.") if plan.impossible else _("Every portfolio has enough assessors.")
        self._sums.show_text(sums.format(count=len(plan.given), people=named) if plan.given else nothing)
        self._show_loads(plan)
        told = [one.sentence for one in plan.impossible] + list(plan.skipped)
        self._trouble.setVisible(bool(told))
        if told:
            text = ngettext("{count} can’t be given to anybody", "{count} can’t be given to anybody", len(told))
            more = len(told) - _SHOWN
            rest = [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more > 0 else []
            self._trouble.show_title(text.format(count=len(told)))
            self._why.show_text("\n".join([*told[:_SHOWN], *rest]))
            self._why.setToolTip("\n".join(told[:200]))

    def _show_loads(self, plan: AllocationPlan) -> None:
        empty(self._loads)
        heads = (_("Assessor"), _("Has"), _("Gets"), _("Then"))
        for column, words in enumerate(heads):
            self._loads.addWidget(label(words, "column", "text2"), 0, column)
        for row, one in enumerate(plan.loads, 1):
            cells = (str(one.before), f"+{one.added}" if one.added else "–", str(one.after))
            self._loads.addWidget(FileName(self._theme, one.assessor.name, tone="text", middle=False), row, 0)
            for column, words in enumerate(cells, 1):
                self._loads.addWidget(label(words, "small", "text" if column == 3 else "text2"), row, column)
        self._loads.setColumnStretch(0, 1)

    def _on_by(self, key: str) -> None:
        if key == FILE:
            self.file_wanted.emit()
        else:
            self.wished.emit()

    def _build(self) -> None:
        self._trouble.body.addWidget(self._why)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for row, (words, field) in enumerate(
            ((_("Divide"), self._by), (_("Marked by"), self._markers), (_("Due"), self._due))
        ):
            form.addWidget(label(words, "column", "text2"), row, 0)
            form.addWidget(field, row, 1)
        form.setColumnStretch(1, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 8, 0)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(line())
        column.addWidget(self._sums)
        column.addWidget(self._trouble)
        column.addLayout(self._loads)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._keep)
        foot.addWidget(self._away)
        foot.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self._title)
        whole.addWidget(from_the_top(inner), 1)
        whole.addWidget(line())
        whole.addLayout(foot)
