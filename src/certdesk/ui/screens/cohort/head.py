"""The head of the screen: which cohort, how far it is, and what can be done with all of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from certdesk.actions.cohorts import cohorts_to_make, open_cohort
from certdesk.actions.packages_to_send import ToSend, packages_to_send
from certdesk.actions.progress_reports import write_progress_report
from certdesk.core.cohorts import Cohort, CohortState
from certdesk.core.errors import CertDeskError
from certdesk.core.words import N_, _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.desk import CohortDesk
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.screen_head import ScreenHead

_MAKE = "make"
_WIDEST = 320


class CohortHead(ScreenHead):
    """``cohort_chosen(id)``; ``asked(page, params)``; ``noticed`` and ``left_for`` as those of a screen."""

    cohort_chosen = Signal(str)
    asked = Signal(str, object)
    noticed = Signal(object)
    left_for = Signal(str, object)

    def __init__(self, tools: Tools, desk: CohortDesk, tabs: tuple[tuple[str, str], ...]) -> None:
        super().__init__(tools.theme, _("Cohort"), tabs)
        self._tools, self._desk = tools, desk
        self._which = ComboBox(tools.theme, _("Cohort"))
        self._which.setObjectName("whichCohort")
        # Cohorts come and go while the screen is there: the box grows with the longest name, within bounds.
        self._which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.setMaximumWidth(tools.theme.px(_WIDEST))
        self._which.chosen.connect(self._choose)
        self._chip = Chip(tools.theme, "")
        self._chip.setObjectName("cohortState")
        self._open = button(tools.theme, _("Open the cohort…"), kind="primary")
        self._open.setObjectName("openCohort")
        self._allocate = button(tools.theme, _("Allocate…"))
        self._allocate.setObjectName("allocateNew")
        self.add_leading(self._which, self._chip)
        self._pack = button(tools.theme, _("Pack for assessors"), icon="package")
        self._pack.set_icon("package", trailing="chevron_down")
        self._pack.setObjectName("packForAssessors")
        self._pack.clicked.connect(self.open_packages)
        self._print = button(tools.theme, _("Print progress"), icon="printer")
        self._print.setObjectName("printProgress")
        self._print.clicked.connect(self.print_progress)
        train = button(tools.theme, _("Training"), kind="quiet", icon="award")
        train.setObjectName("toTraining")
        train.setToolTip(_("Who is qualified, calibration circles, and sessions that find the cut"))
        train.clicked.connect(lambda: self.left_for.emit("training", {}))
        self.add_trailing(train, self._print, self._pack, self._allocate, self._open)
        self._open.clicked.connect(self.open_cohort)
        self._allocate.clicked.connect(lambda: self.asked.emit("allocation", {"plan": True}))

    def renew(self) -> None:
        """Look again which cohorts there are, and how far the chosen one is."""
        cohorts = self._desk.cohorts()
        chosen = next((one for one in cohorts if one.id == self._desk.cohort_id), None)
        if chosen is None:
            return
        choices = [(one.id, _cohort_words(one, cohorts)) for one in cohorts]
        if cohorts_to_make(self._tools.session.workspace):
            choices.append((_MAKE, _("Make another one…")))
        self._which.show_choices(tuple(choices), chosen.id)
        self._which.setVisible(len(choices) > 1)
        self.show_title(_("Cohort") if len(choices) > 1 else _("Cohort {name}").format(name=chosen.name))
        words, kind = _STATES[chosen.state]
        self._chip.show_chip(_(words), kind)
        self._open.setVisible(chosen.state is CohortState.PREPARING)
        count = self._desk.without_assessor()
        text = ngettext("Allocate {count} new…", "Allocate {count} new…", count).format(count=count)
        self._allocate.set_words(text if count else _("Allocate…"))
        self._allocate.setVisible(bool(count))

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the whole cohort."""
        group = _("Cohort")

        def can_open() -> bool:
            return self._open.isVisible()

        return (
            Command(
                "cohort.allocate", _("Allocate new portfolios"), ("Ctrl+Shift+A",),
                lambda: self.asked.emit("allocation", {"plan": True}), self._allocate.isVisible, group=group,
            ),
            Command("cohort.print", _("Print progress"), (), self.print_progress, group=group, icon="printer"),
            Command("cohort.pack", _("Pack for assessors"), (), self._open_packages, group=group, icon="package"),
            Command("cohort.training", _("Training: qualification, circles, the cut"), (),
                lambda: self.left_for.emit("training", {}), group=group, icon="award"),
            Command("cohort.open", _("Open the cohort"), (), self.open_cohort, can_open, group=group),
        )  # fmt: skip

    def open_cohort(self) -> None:
        """Open it, after saying what that means."""
        standing = self._desk.standing().cohort
        question = _("Open {name}?").format(name=standing.name)
        detail = _("From now on its rubric version {version} and its policy stay as they are.")
        if not self._tools.dialogs.confirm(question, detail.format(version=standing.rubric.version), _("Open")):
            return
        if self._tools.session.do(open_cohort, standing):
            self.noticed.emit(Notice(_("{name} is open.").format(name=standing.name), "ok"))

    def print_progress(self) -> None:
        """Save how far the cohort is as a PDF, and hand it to the program that prints such files."""
        cohort = self._desk.standing().cohort
        name = _("progress-{cohort}.pdf").format(cohort=cohort.name.replace(" ", "-"))
        target = self._tools.dialogs.choose_target(_("Save the progress"), name)
        if target is None:
            return
        try:
            pages = write_progress_report(self._tools.session.workspace, cohort, target)
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
            return
        text = ngettext("{count} page saved as {file}.", "{count} pages saved as {file}.", pages)
        self.noticed.emit(Notice(text.format(count=pages, file=target), "ok"))
        self._tools.dialogs.hand_over(target)

    def open_packages(self) -> QMenu:
        """Offer what still has to be packed, person by person; each leads to Exchange with the right portfolios."""
        menu = QMenu(self)
        menu.setObjectName("packagesToSend")
        menu.aboutToHide.connect(menu.deleteLater)
        waiting = packages_to_send(self._tools.session.workspace, self._desk.standing().cohort)
        for one in waiting:
            text = ngettext("{name}: {count} portfolio", "{name}: {count} portfolios", len(one.portfolios))
            words = text.format(name=one.assessor.name, count=len(one.portfolios))
            menu.addAction(words.replace("&", "&&")).triggered.connect(partial(self._pack_for, one))
        if not waiting:
            menu.addAction(_("Everything went to its assessor")).setEnabled(False)
        menu.popup(self._pack.mapToGlobal(self._pack.rect().bottomLeft()))
        return menu

    def _open_packages(self) -> None:
        self.open_packages()

    def _pack_for(self, one: ToSend, _on: bool = False) -> None:
        params = {"pane": "prepare", "portfolios": list(one.portfolios), "person": one.assessor.id}
        self.left_for.emit("exchange", params)

    def _choose(self, key: str) -> None:
        if key == _MAKE:
            self.asked.emit("none", {"make": True})
        else:
            self.cohort_chosen.emit(key)


def _cohort_words(one: Cohort, every: tuple[Cohort, ...]) -> str:
    """Name a cohort, with its programme where there are several."""
    return one.name if len({each.programme for each in every}) < 2 else f"{one.name} · {one.programme}"


_STATES = {
    CohortState.PREPARING: (N_("In preparation"), "neutral"),
    CohortState.OPEN: (N_("Open"), "accent"),
    CohortState.MODERATED: (N_("Moderation closed"), "ok"),
    CohortState.RELEASED: (N_("Released"), "ok"),
}
