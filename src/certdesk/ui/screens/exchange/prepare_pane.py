"""Prepare: what is packed, for whom, how it travels; what is not ready; then one button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from certdesk.actions.packable import Packable, packable, unready
from certdesk.actions.packing import MarksOf, PackagePlan, PackageScope, plan_package
from certdesk.actions.recipients import recipients
from certdesk.actions.usual_times import usual_time_sentence
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.exchange.packing_flow import Packing
from certdesk.ui.screens.exchange.prepare_choice import HowCard, WhomCard, questions
from certdesk.ui.screens.exchange.prepare_side import PrepareSide, not_ready_facts, size_fact
from certdesk.ui.screens.exchange.prepare_tables import people_words
from certdesk.ui.screens.exchange.prepare_what import ALL, PORTFOLIOS, READY, RESULTS, WhatCard
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.check_list import Check
from certdesk.ui.widgets.scrolling import scrolling

_PAUSE_MS, _ROOM, _AT_ONCE = 150, 720, 100
_CONCERNS = Kind.PORTFOLIO | Kind.ASSESSMENT | Kind.EVIDENCE | Kind.CONSENT | Kind.PERSON | Kind.EXCHANGE


class PreparePane(Pane):
    """Mediates between the three questions, the action that plans a package, and the side that says what it is."""

    searchable = True

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._plan: PackagePlan | None = None
        self._why: dict[str, str] = {}
        self._unchecked: list[Packable] = []
        self.what = WhatCard(theme)
        self.whom = WhomCard(theme)
        self.how = HowCard(theme)
        self.side = PrepareSide(theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._build()
        for part in (self.what, self.whom, self.how):
            part.edited.connect(self._pause.start)
        self._packing = Packing(tools, self)
        self._packing.wrong.connect(self.side.key.show_wrong)
        self._packing.noticed.connect(self.noticed)
        self._packing.packed.connect(self._on_packed)
        self._packing.changed.connect(self._on_busy)
        self.side.pack_asked.connect(self.pack)

    def enter(self, params: dict[str, Any]) -> None:
        """Show what can be packed; ``portfolios``, ``person`` and ``results`` say what is wanted already."""
        if params.get("results"):
            self.what.kind.set_current(RESULTS)
        elif params.get("portfolios"):
            self.what.kind.set_current(PORTFOLIOS)
            self.what.filter.set_current(ALL)
        self._refresh()
        if params.get("portfolios"):
            self.what.choose(frozenset(params["portfolios"]))
        if params.get("person"):
            self.whom.choose(str(params["person"]))
        self.what.table.setFocus()
        self._look()

    def leave(self) -> None:
        """Forget what was typed."""
        self.side.key.forget()

    def on_changed(self, change: Change) -> None:
        """Look again when what can be packed changed."""
        if change.kinds & _CONCERNS:
            self._refresh()
            self._look()

    def search(self, words: str) -> None:
        """Show only portfolios with these words."""
        self.what.search(words)

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free, where the button is."""
        return 0, self.side.width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("exchange.pack", _("Pack what is chosen"), ("Ctrl+Return",), self.pack, self._may, icon="package"),
            Command("exchange.all", _("Choose everything that is ready"), ("Ctrl+Shift+A",), self.choose_ready),
        )

    def choose_ready(self) -> None:
        """Choose every portfolio that nothing is to be mended in."""
        self.what.filter.set_current(READY)
        self._refresh()
        while self._unchecked:
            self._check_some()
        self.what.choose_all()

    def scope(self) -> PackageScope:
        """Return what is asked for now."""
        results = self.what.kind.current() == RESULTS
        people = tuple(one.id for one in self.whom.chosen())
        return PackageScope(
            portfolios=tuple(row.portfolio_id for row in self.what.chosen()),
            to=people,
            passphrase=not people,  # also while nobody is chosen yet, to know how big it would be
            carrier=self.how.carrier(),
            blind=self.how.blind.isChecked() and not results,
            evidence=not results,
            marks=MarksOf.MINE if results else MarksOf.NOBODY,
            tell_usual_time=self.how.pace.isChecked(),
        )

    def pack(self) -> None:
        """Pack it, then lead to where it is handed over."""
        self._look()
        if self._plan is not None and self._may():
            self._packing.begin(self._plan, self.side.key.passphrase(), self._people())

    def _on_packed(self, package: str, words: str) -> None:
        self.asked.emit("now", {"hand_over": package, "carrier": self.how.carrier().value, "words": words})

    def _on_busy(self) -> None:
        self.side.key.forget()
        self.side.key.setVisible(self.tools.keyring.signer() is None)
        self._show(self._plan)

    def _refresh(self) -> None:
        workspace = self.tools.session.workspace
        rows = packable(workspace)
        self._why = {row.portfolio_id: self._why[row.portfolio_id] for row in rows if row.portfolio_id in self._why}
        self.what.show_portfolios(rows, self._why)
        self._unchecked = list(rows)
        QTimer.singleShot(0, self, self._go_on_checking)
        self.whom.show_people(recipients(workspace))
        self.side.key.setVisible(self.tools.keyring.signer() is None)

    def _go_on_checking(self) -> None:
        """Check more while somebody looks; entering begins anew."""
        if self.isVisible():
            self._check_some()

    def _check_some(self) -> None:
        """See what is ready, some portfolios at a time, so that thousands hold nothing up."""
        some, self._unchecked = self._unchecked[:_AT_ONCE], self._unchecked[_AT_ONCE:]
        if not some:
            return
        for row in some:
            self._why.pop(row.portfolio_id, None)
        self._why |= unready(self.tools.session.workspace, some)
        if self._unchecked:
            QTimer.singleShot(0, self, self._go_on_checking)
        else:
            self.what.show_portfolios(packable(self.tools.session.workspace), self._why)
            if self._plan is not None:
                self._show(self._plan)

    def _look(self) -> None:
        """Plan anew what is asked for, and show what that would be."""
        self._pause.stop()
        self.how.offer_blind(offered=self.what.kind.current() == PORTFOLIOS)
        self._plan = None
        if self.what.chosen():
            try:
                self._plan = plan_package(self.tools.session.workspace, self.scope())
            except CertDeskError as problem:
                self.side.show_package(_("This can't be packed"), "", (), problem.sentence)
                return
        self._show(self._plan)

    def _show(self, plan: PackagePlan | None) -> None:
        if plan is None:
            self.side.show_package(_("Nothing is chosen"), "", (), self._lacking())
            return
        facts = [size_fact(plan.size, plan.parts, self.how.carrier())]
        if self.how.blind.isChecked() and self.what.kind.current() != RESULTS:
            facts.append(Check("blind", "hidden", _("Blind"), _("Codes instead of names, new ones for each assessor.")))
        if plan.usual_time:
            told = _("The median of everything you signed; it says nothing about a single portfolio.")
            facts.append(Check("pace", "info", usual_time_sentence(plan.usual_time), told))
        if self.whom.chosen() or self.whom.stranger.isChecked():
            facts += [Check(f"warning-{n}", "info", _("Good to know"), words) for n, words in enumerate(plan.warnings)]
        if plan.not_ready:
            portfolios = len({one.portfolio_id for one in plan.not_ready})
            text = ngettext(
                "Not all of {count} portfolio goes along", "Not all of {count} portfolios goes along", portfolios
            )
            told = _("You can pack all the same; what is named below stays here.")
            facts.append(Check("mend", "warn", text.format(count=portfolios), told))
            facts += not_ready_facts((one.code, one.reason) for one in plan.not_ready)
        elif self.what.kind.current() == PORTFOLIOS:
            facts.append(_ready_fact(sum(row.portfolio_id in self._why for row in self.what.chosen())))
        people = self._people()
        whom = _("For {people}").format(people=people) if people else ""
        self.side.show_package(self._heading(), whom, tuple(facts), self._lacking())

    def _heading(self) -> str:
        count = len(self.what.chosen())
        if self.what.kind.current() == RESULTS:
            return ngettext("My results of {count} portfolio", "My results of {count} portfolios", count).format(
                count=count
            )
        return ngettext("{count} portfolio", "{count} portfolios", count).format(count=count)

    def _people(self) -> str:
        people = people_words(self.whom.chosen())
        if self.whom.stranger.isChecked():
            return f"{people}, {_('somebody new')}" if people else _("somebody new")
        return people

    def _lacking(self) -> str:
        """Say what has to be answered before it can be packed."""
        if self._packing.busy:
            return _("Packing is under way. You can go on working meanwhile.")
        if not self.what.chosen():
            return _("Choose rows in the list, with Shift or Ctrl more than one.")
        if not self.whom.chosen() and not self.whom.stranger.isChecked():
            return _("Choose who is to get it.")
        return ""

    def _may(self) -> bool:
        return self._plan is not None and not self._lacking()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way; the questions stand below each other where it is narrow."""
        super().resizeEvent(event)
        self.side.fit(self.width())
        narrow = self.width() - self.side.width() < self.tools.theme.px(_ROOM)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def _build(self) -> None:
        inner = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(self.what, 5)
        self._columns.addWidget(questions(self.tools.theme, self.whom, self.how), 3)
        around = QHBoxLayout()
        around.setContentsMargins(24, 16, 16, 16)
        around.addWidget(scrolling(inner))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(around, 1)
        whole.addWidget(self.side)
        self.side.fit(self.width())


def _ready_fact(stopped: int) -> Check:
    """Say that all files go along, and how many portfolios an assessor could not assess as they are."""
    if not stopped:
        return Check("ready", "ok", _("Everything is ready"))
    text = ngettext("{count} portfolio can't be assessed yet", "{count} portfolios can't be assessed yet", stopped)
    return Check("stopped", "warn", text.format(count=stopped), _("Mend first what Check names, or pack all the same."))
