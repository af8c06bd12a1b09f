"""Check: what an assessor would stumble over in a portfolio, where it is, and what can be done about it here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.changes import Change, Kind
from certdesk.core.preflight import Finding, RepairKind
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.portfolio_views.check_head import CheckHead
from certdesk.ui.screens.portfolio_views.cohort_page import CohortPage
from certdesk.ui.screens.portfolio_views.finding_rows import groups_of
from certdesk.ui.screens.portfolio_views.findings_panel import FindingsPanel
from certdesk.ui.screens.portfolio_views.fix_saving import Saving
from certdesk.ui.screens.portfolio_views.looking_flow import LookingFlow
from certdesk.ui.screens.portfolio_views.mending_deeds import MendingDeeds
from certdesk.ui.screens.portfolio_views.mending_flow import MendingFlow
from certdesk.ui.screens.portfolio_views.place_side import PlaceSide, stacked
from certdesk.ui.screens.portfolio_views.portfolio_facts import PortfolioFacts, facts_of
from certdesk.ui.screens.portfolio_views.repair_panel import RepairPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice, Segment

_BESIDE = 900
"""From this width in px at 100 % on, findings and place stand side by side."""
_NOW_AND_THEN_MS = 15_000
_LOW, _ANY_HEIGHT = 520, 16_777_215
_CHANGES = Kind.PORTFOLIO | Kind.EVIDENCE | Kind.CONSENT | Kind.ASSESSMENT
ONE, ALL = "one", "all"


class CheckView(Pane):
    """The findings of one portfolio and the place of one of them; or how all portfolios stand."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self.facts: PortfolioFacts | None = None
        self._portfolio = ""
        self.looking = LookingFlow(tools, self)
        self.mending = MendingFlow(tools, self)
        self.saving = Saving(tools, self)
        self._which = Segment(theme, (Choice(ONE, _("This portfolio")), Choice(ALL, _("All portfolios"))), ONE)
        self._which.setObjectName("checkWhich")
        self._which.setAccessibleName(_("What is checked"))
        self.head = CheckHead(theme)
        self.findings = FindingsPanel(theme)
        self.repair = RepairPanel(theme)
        self.repair.hide()
        self.side = PlaceSide(tools, _("The place"), _("Choose “See it” beside a finding, and it is shown here."))
        self._back = button(theme, _("Back to the findings"), icon="back", kind="quiet")
        self._back.setObjectName("backToFindings")
        self.cohort = CohortPage(tools, self.looking, self.saving, self.mending)
        self._deeds = MendingDeeds(self)
        self._now_and_then = QTimer(self, singleShot=True, interval=_NOW_AND_THEN_MS)
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show a portfolio, at an item's first finding if one is named, or all of them with ``all``."""
        portfolio_id = str(params["portfolio"])
        if portfolio_id != self._portfolio:
            self.side.close_item()
            self.hide_repair()
            self.looking.stopped = False
        self._portfolio = portfolio_id
        self._show_which(ALL if params.get("all") else ONE)
        self._refresh()
        if not self.looking.stopped and self._which.current() == ONE:
            self.looking.start((portfolio_id,))
        item = str(params.get("item", ""))
        if item and self.facts is not None and item in self.facts.items:
            self._see_item(item)

    def leave(self) -> None:
        """Let go of the file that is shown."""
        self.side.close_item()
        self.hide_repair()
        self._fit()

    def on_changed(self, change: Change) -> None:
        """Look again at what a change may concern."""
        if change.kinds & _CHANGES:
            self._refresh()
            if not self.looking.stopped and self._which.current() == ONE and self.facts and self.facts.waiting:
                self.looking.start((self._portfolio,))

    def place(self) -> dict[str, Any]:
        """Return which of the two pages is shown."""
        return {"all": True} if self._which.current() == ALL else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        may_list = self.facts is not None and bool(self.facts.items)
        return (
            Command("check.look", _("Look through this portfolio"), (), self._look, icon="eye"),
            Command("check.stop", _("Stop looking through"), (), self.looking.stop, lambda: self.looking.running),
            Command("check.list", _("Save the fix list"), ("Ctrl+P",), self._save_list, lambda: may_list),
            Command("check.table", _("Save the findings as a table"), (), self._save_table, lambda: may_list),
            Command("check.all", _("How all portfolios stand"), (), lambda: self._choose(ALL), icon="list"),
        )

    def see(self, number: int) -> None:
        """Show the place of a finding."""
        finding = self.facts.finding(number) if self.facts else None
        if finding is not None and self.facts is not None and finding.item_id in self.facts.items:
            self.hide_repair()
            self._see_item(finding.item_id, finding)

    def show_repair(self, finding: Finding) -> None:
        """Show what a repair would do, below the place that it is about."""
        self._see_item(finding.item_id, finding)
        self.repair.show()
        self._fit()
        self.repair.take_keyboard()

    def hide_repair(self) -> None:
        """Offer nothing any more."""
        self.repair.hide()
        self._fit()

    def _see_item(self, item_id: str, finding: Finding | None = None) -> None:
        if self.facts is None:
            return
        if self.repair.item_id != item_id:
            self.hide_repair()
        item = self.facts.items[item_id]
        self.side.show_item(self.tools.session.workspace, item, finding.anchor if finding else None)
        self._fit()

    def _refresh(self) -> None:
        """Read what is shown anew."""
        if self._which.current() == ALL:
            self.cohort.refresh()
            return
        facts = self.facts = facts_of(self.tools.session.workspace, self._portfolio)
        self.head.show_facts(facts)
        seen = not facts.told.findings and not facts.waiting and bool(facts.items)
        fine = _("Every file was looked at, and nothing was found.") if seen else ""
        self.findings.show_findings(groups_of(facts.told, facts.items, facts.offered), facts.mended, fine=fine)
        if self.looking.running:
            self.head.show_looking(0, facts.waiting, "")
        if self.side.item_id and self.side.item_id not in facts.items:
            self.side.close_item()
        elif self.side.item_id:
            self.side.show_item(self.tools.session.workspace, facts.items[self.side.item_id])

    def _look(self) -> None:
        self._choose(ONE)
        self.looking.stopped = False
        self.looking.start((self._portfolio,))
        self._refresh()

    def _save_list(self) -> None:
        if self._which.current() == ALL:
            self.saving.fix_lists(self.cohort.chosen(), _("all"))
        elif self.facts is not None:
            self.saving.fix_lists((self.facts.told,), self.facts.portfolio.code)

    def _save_table(self) -> None:
        if self.facts is not None:
            self.saving.findings((self.facts.told,), self.facts.portfolio.code)

    def _choose(self, which: str) -> None:
        self._show_which(which)
        self._refresh()

    def _show_which(self, which: str) -> None:
        self._which.set_current(which)
        self._pages.setCurrentIndex((ONE, ALL).index(which))
        self._fit()

    def _on_sort(self, number: int) -> None:
        finding = self.facts.finding(number) if self.facts else None
        if finding is not None:
            self.asked.emit("sort", {"item": finding.item_id} if finding.item_id else {})

    def _on_told(self, done: int, total: int, title: str) -> None:
        self.head.show_looking(done, total, title)
        self.cohort.show_looking(done, total, title)

    def _on_opened(self, portfolio_id: str) -> None:
        self.left_for.emit("portfolio", {"portfolio": portfolio_id, "view": "check"})

    def _show_list(self) -> None:
        self.side.close_item()
        self.hide_repair()
        self._fit()
        self.head.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the place beside the findings, or in their stead where there is no room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= self.tools.theme.px(_BESIDE)
        shown = bool(self.side.item_id)
        one = self._which.current() == ONE
        self._left.setVisible(wide or not shown)
        self._right.setVisible(wide or shown)
        self._back.setVisible(one and not wide and shown)
        for paper in self.head.papers:
            paper.setVisible(one and (wide or not shown))
        # Where there is little height, a repair takes it; only a span is chosen while the recording is seen.
        low = self.height() < self.tools.theme.px(_LOW)
        mending = not self.repair.isHidden()
        self.side.setVisible(not (low and mending and not self.repair.trims))
        self._repair_room.setVisible(mending)
        self._repair_room.setMaximumHeight(self.height() * 2 // 5 if low and self.repair.trims else _ANY_HEIGHT)

    def _connect(self) -> None:
        self._which.chosen.connect(self._choose)
        self._back.clicked.connect(self._show_list)
        head, findings = self.head, self.findings
        head.look_asked.connect(self._look)
        head.stop_asked.connect(self.looking.stop)
        head.list_asked.connect(self._save_list)
        head.table_asked.connect(self._save_table)
        head.all_asked.connect(lambda kind: self._deeds.mend_all(RepairKind(kind)))
        findings.see_asked.connect(self.see)
        findings.item_asked.connect(self._see_item)
        findings.mend_asked.connect(self._deeds.offer)
        findings.sort_asked.connect(self._on_sort)
        findings.back_asked.connect(self._deeds.bring_back)
        findings.go_asked.connect(self._deeds.let_go)
        self.cohort.opened.connect(self._on_opened)
        for part in (self.looking, self.mending, self.saving, self.cohort):
            part.noticed.connect(self.noticed)
        self.looking.told.connect(self._on_told)
        self.looking.kept.connect(self._on_kept)
        self._now_and_then.timeout.connect(self._refresh_seen)
        self.looking.ended.connect(self._refresh_seen)
        self.tools.theme.changed.connect(self._fit)

    def _on_kept(self) -> None:
        """Show what was found at once; all portfolios are judged anew only now and then, because that takes longer."""
        if self._which.current() == ONE:
            self._refresh_seen()
        elif not self._now_and_then.isActive():
            self._now_and_then.start()

    def _refresh_seen(self) -> None:
        """Read again while it is in front; otherwise it is read when somebody comes back."""
        if self._portfolio and self.isVisible():
            self._refresh()

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 12, 24, 14)
        page.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self._which)
        top.addWidget(self._back)
        top.addStretch(1)
        for paper in reversed(self.head.papers):
            top.addWidget(paper)
        page.addLayout(top)
        one = QWidget()
        row = QHBoxLayout(one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self.head)
        left.addWidget(from_the_top(self.findings), 1)
        self._repair_room = from_the_top(self.repair)
        self._repair_room.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._right = stacked(self.side, self._repair_room)
        row.addWidget(self._left, 5)
        row.addWidget(self._right, 6)
        self._pages = QStackedWidget()
        self._pages.addWidget(one)
        self._pages.addWidget(self.cohort)
        page.addWidget(self._pages, 1)
