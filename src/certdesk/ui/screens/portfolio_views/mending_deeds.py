"""What somebody asks for about findings: a repair that is shown first, several at once, the original back or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from certdesk.actions.mending_offers import proposed_steps, rename_safely
from certdesk.actions.repairing import (
    RepairPlan,
    bring_original_back,
    let_original_go,
    plan_repair,
    plan_smaller_for_all,
)
from certdesk.core.annotations import PageRegion, TimeSpan
from certdesk.core.errors import CertDeskError
from certdesk.core.preflight import Finding, RepairKind
from certdesk.core.recipes import Recipe, Rotate
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.portfolio_views.check_head import all_words
from certdesk.ui.screens.portfolio_views.place_picture import PlacePicture
from certdesk.ui.screens.portfolio_views.portfolio_facts import offer_for
from certdesk.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from certdesk.ui.screens.portfolio_views.check_view import CheckView


class MendingDeeds(QObject):
    """Acts for a `CheckView`."""

    def __init__(self, view: CheckView) -> None:
        super().__init__(view)
        self._view = view
        self._picture = PlacePicture(view.tools, self)
        view.repair.asked.connect(self._mend)
        view.repair.left.connect(self._leave)
        view.repair.span_wanted.connect(self._take_span)

    def offer(self, number: int) -> None:
        """Show what would be done about a finding, or lead to where it is done."""
        view = self._view
        finding = view.facts.finding(number) if view.facts else None
        if finding is None or view.facts is None:
            return
        if finding.repair is RepairKind.CONSENT:
            view.asked.emit("consent", {"item": finding.item_id})
        elif finding.repair is RepairKind.MASK:
            view.asked.emit("masks", {"item": finding.item_id, "anchor": finding.anchor})
        elif (offer := offer_for(view.tools.session.workspace, view.facts, finding)) is not None:
            view.repair.show_offer(offer)
            view.show_repair(finding)
            if offer.steps and isinstance(offer.steps[0], Rotate):
                self._show_picture(finding)

    def mend_all(self, kind: RepairKind) -> None:
        """Do the same to all files that need it."""
        view = self._view
        if view.facts is None:
            return
        workspace, findings = view.tools.session.workspace, view.facts.with_repair(kind)
        if kind is RepairKind.RENAME:
            self._rename(tuple(one.item_id for one in findings))
            return
        try:
            if kind is RepairKind.SMALLER:
                plans = plan_smaller_for_all(workspace, (view.facts.portfolio.id,))
            else:
                plans = tuple(plan for one in findings if (plan := self._planned(one)) is not None)
        except CertDeskError as problem:
            view.say_problem(problem)
            return
        view.mending.start(all_words(kind, len(plans)), plans)

    def bring_back(self, item_id: str) -> None:
        """Put the file that came in the place of the mended one."""
        self._view.tools.session.do(bring_original_back, item_id)

    def let_go(self, item_id: str) -> None:
        """Delete an original for good, once somebody has confirmed it."""
        view = self._view
        found = next((pair for pair in view.facts.mended if pair[0].id == item_id), None) if view.facts else None
        if found is None:
            return
        item, copy = found
        question = _("Let the original of “{title}” go?").format(title=item.title)
        detail = _("That frees {size}. The mended file ({kept}) stays. Nothing brings the original back.")
        told = detail.format(size=size_words(copy.size), kept=size_words(item.size))
        if view.tools.dialogs.confirm(question, told, _("Let it go")):
            view.tools.session.do(let_original_go, item_id)

    def _planned(self, finding: Finding) -> RepairPlan | None:
        workspace = self._view.tools.session.workspace
        steps = proposed_steps(workspace, finding)
        return plan_repair(workspace, finding.item_id, *steps) if steps else None

    def _mend(self, item_id: str, steps: tuple[Recipe, ...]) -> None:
        view = self._view
        if not steps:
            self._rename((item_id,))
            return
        try:
            plan = plan_repair(view.tools.session.workspace, item_id, *steps)
        except CertDeskError as problem:
            view.say_problem(problem)
            return
        view.hide_repair()
        view.mending.start(_("Mending “{title}”").format(title=plan.before.title), (plan,))

    def _rename(self, item_ids: tuple[str, ...]) -> None:
        view = self._view
        change = view.tools.session.do(rename_safely, item_ids)
        if change is None:
            return
        view.hide_repair()
        if change:
            text = _("Renamed.") if len(item_ids) == 1 else _("All renamed.")
            view.noticed.emit(Notice(text, "ok", _("Ctrl+Z gives the old names back.")))

    def _leave(self) -> None:
        self._picture.forget()
        self._view.hide_repair()

    def _take_span(self) -> None:
        view = self._view
        marked = view.side.stage.selected()
        if isinstance(marked, TimeSpan):
            view.repair.show_span(marked.start_ms, marked.end_ms)
        else:
            text = _("Nothing is marked in the player.")
            view.noticed.emit(Notice(text, "info", _("Play it, press I where it begins and O where it ends.")))

    def _show_picture(self, finding: Finding) -> None:
        view = self._view
        item = view.facts.items.get(finding.item_id) if view.facts else None
        page = finding.anchor.page if isinstance(finding.anchor, PageRegion) else 1

        def receive(picture: QImage) -> None:
            view.repair.show_picture(picture)

        if item is not None:
            self._picture.request(item, page, receive)
