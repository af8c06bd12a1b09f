"""For which schools a coordinator's page is made: those that somebody looks after, and no others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from certdesk.core.insights.figures import Breakdown
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.insights.desk import InsightsDesk, Told
from certdesk.ui.screens.insights.insights_pane import InsightsPane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.search_field import SearchField

_WIDEST = 640


class SchoolsPane(InsightsPane):
    """``make_asked(schools, where to go back)``."""

    make_asked = Signal(object, str)

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._back = "cohort"
        self._chosen: set[str] = set()
        self._cohort_id = ""
        self.finder = SearchField(theme, _("Search schools"))
        self.finder.setObjectName("searchSchools")
        self.finder.edited.connect(self._on_search)
        self.list = QListWidget()
        self.list.setObjectName("schoolList")
        self.list.setAccessibleName(_("Schools of this cohort"))
        self.list.setSpacing(3)
        self.list.itemChanged.connect(self._on_ticked)
        self._count = label("", "small", "text2", name="schoolCount")
        self._make = button(theme, _("Make the page…"), kind="primary")
        self._make.setObjectName("makePage")
        self._make.clicked.connect(self.make)
        leave = button(theme, _("Cancel"), kind="quiet")
        leave.setObjectName("leavePage")
        leave.clicked.connect(lambda: self.asked.emit(self._back, {}))
        card = Card(_("Coordinator’s page: for which schools?"))
        card.setMaximumWidth(theme.px(_WIDEST))
        text = _("The page tells a coordinator of these schools only. Schools that are hidden stay hidden on it.")
        card.body.addWidget(Paragraph(theme, text, tone="text2"))
        card.body.addWidget(self.finder)
        card.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._make)
        foot.addWidget(leave)
        foot.addStretch(1)
        foot.addWidget(self._count)
        card.body.addLayout(foot)
        page = QWidget()
        row = QVBoxLayout(page)
        row.setContentsMargins(24, 4, 24, 16)
        row.addWidget(card, 1)
        self.put_page(page)

    def nothing_yet(self) -> tuple[str, str]:
        """Say what will be here."""
        return _("No results to tell of yet"), _("When a cohort is released, pages for coordinators can be made.")

    def show_told(self, told: Told, params: dict[str, Any]) -> None:
        """Show the schools of the cohort."""
        self._back = str(params.get("back", self._back))
        if told.asked.cohort.id != self._cohort_id:
            self._cohort_id = told.asked.cohort.id
            self._chosen.clear()
        heat = told.figures.map_by(Breakdown.SCHOOL)
        self.list.blockSignals(True)
        self.list.clear()
        for row in sorted(heat.rows if heat else (), key=lambda one: one.label.casefold()):
            if not row.key:
                continue
            text = _("{name}, n = {n}").format(name=row.label, n=row.n)
            item = QListWidgetItem(_("{text}, hidden").format(text=text) if row.hidden else text)
            item.setData(Qt.ItemDataRole.UserRole, row.label)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            ticked = row.label in self._chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._on_search(self.finder.text())
        self._tell()

    def make(self) -> None:
        """Ask for the page."""
        self.make_asked.emit(tuple(sorted(self._chosen)), self._back)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        school = str(item.data(Qt.ItemDataRole.UserRole))
        ticked = item.checkState() == Qt.CheckState.Checked
        (self._chosen.add if ticked else self._chosen.discard)(school)
        self._tell()

    def _on_search(self, words: str) -> None:
        wanted = words.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _tell(self) -> None:
        text = ngettext("{count} school chosen", "{count} schools chosen", len(self._chosen))
        self._count.setText(text.format(count=len(self._chosen)))
        self._make.setEnabled(bool(self._chosen))
