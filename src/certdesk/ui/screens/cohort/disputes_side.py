"""Which dispute is in front, what is done about it, and its evidence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from certdesk.actions.consent_gate import catalogue_here
from certdesk.actions.disputes import Side, look_at_dispute
from certdesk.actions.settling import ask_third, rule, take_back_ruling, third_candidates
from certdesk.core.annotations import Annotation
from certdesk.core.cohorts import CaseState
from certdesk.core.errors import CertDeskError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.desk import Dispute, Standing
from certdesk.ui.screens.cohort.dispute_words import turn_words
from certdesk.ui.screens.cohort.shown_dispute import ShownDispute
from certdesk.ui.widgets.level_tones import mark_words
from certdesk.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from certdesk.ui.screens.cohort.overview_pane import OverviewPane

_DAYS = 7


class Disputes:
    """For one `OverviewPane`."""

    def __init__(self, pane: OverviewPane) -> None:
        self._pane = pane
        self._standing: Standing | None = None
        self._place = 0
        self._kept: tuple[str, str] | None = None
        """A portfolio and criterion that is looked at although nothing has to be done about it."""
        card = pane.card
        card.stepped.connect(self.step)
        card.place_chosen.connect(self.show_place)
        card.both_asked.connect(self.show_both)
        card.sent.connect(self._send)
        card.ruled.connect(self._rule)
        card.left.connect(self._leave_kept)
        card.ruling_ended.connect(self._end_ruling)

    @property
    def key(self) -> tuple[str, str] | None:
        """The dispute in front."""
        found = self._current()
        return self._kept or (found.key if found else None)

    def has_one(self) -> bool:
        """Whether there is any."""
        return self._kept is not None or self._current() is not None

    def can_step(self) -> bool:
        """Whether there are several."""
        return self._kept is not None or (self._standing is not None and len(self._standing.disputes) > 1)

    def show(self, standing: Standing, wanted: tuple[str, str] | None) -> None:
        """Show the one that is wanted, else the one that was in front, else what took its place."""
        before = self.key
        self._standing = standing
        keys = [one.key for one in standing.disputes]
        if wanted is not None:
            self._kept = None if wanted in keys or not _is_marked(standing, wanted) else wanted
        found = next((keys.index(key) for key in (wanted, before) if key in keys), self._place)
        self._place = max(0, min(found, len(keys) - 1))
        if self.key != before:
            self._pane.put_away()
        self._show()

    def step(self, by: int) -> None:
        """Go to the next or previous one, round and round."""
        if self._kept is not None and self._standing is not None:
            portfolio, criterion = self._kept
            names = list(self._standing.scales)
            self._kept = (portfolio, names[(names.index(criterion) + by) % len(names)])
            self._pane.put_away()
            self._show()
        elif self._standing and self._standing.disputes:
            self._place = (self._place + by) % len(self._standing.disputes)
            self._pane.put_away()
            self._show()

    def first(self) -> None:
        """Go to the first one."""
        self._place, self._kept = 0, None
        self.step(0)

    def show_place(self, assessment_id: str, annotation_id: str) -> None:
        """Show a piece of evidence beside the dispute."""
        found = self._find(assessment_id, annotation_id)
        if found is None:
            return
        side, item, note = found
        shown = self._pane.card.shown
        view = self._pane.beside()
        view.show_place(turn_words(side.turn), item, note, shown.criterion_id if shown else "")
        view.play()
        self._pane.card.mark_shown(annotation_id)

    def show_both(self) -> None:
        """Show the first place of both sides beside each other; of the same piece of evidence where there is one."""
        shown = self._pane.card.shown
        if shown is None:
            return
        sides = [side for side in shown.criterion.sides if side.evidence][:2]
        if len(sides) < 2:
            self._pane.noticed.emit(Notice(_("Only one of them pointed to evidence."), "info"))
            return
        notes = _same_item(sides[0], sides[1])
        both = self._pane.side_by_side()
        both.show_heading(self._pane.card.heading)
        items = {item.id: item for item in shown.view.items}
        for view, side, note in zip(both.sides, sides, notes, strict=True):
            who = _("{turn}: {mark}").format(turn=turn_words(side.turn), mark=mark_words(side.mark, shown.scale))
            view.show_place(who, items[note.item_id], note, shown.criterion_id)

    def _find(self, assessment_id: str, annotation_id: str) -> tuple[Side, EvidenceItem, Annotation] | None:
        shown = self._pane.card.shown
        for side in shown.criterion.sides if shown else ():
            for note in side.evidence if side.assessment_id == assessment_id else ():
                item = next((one for one in shown.view.items if one.id == note.item_id), None) if shown else None
                if note.id == annotation_id and item is not None:
                    return side, item, note
        return None

    def _current(self) -> Dispute | None:
        disputes = self._standing.disputes if self._standing else ()
        return disputes[self._place] if self._place < len(disputes) else None

    def _show(self) -> None:
        found, standing = self._current(), self._standing
        if standing is not None and self._kept is not None:
            self._show_kept(standing, self._kept)
            return
        self._pane.show_disputes(any_left=found is not None)
        if standing is None:
            return
        if found is None:
            self._pane.say_nothing_waits(*_nothing(standing))
            return
        workspace = self._pane.tools.session.workspace
        try:
            portfolio = found.case.member.portfolio_id
            view = look_at_dispute(workspace, standing.cohort, portfolio, case=found.case)
            choices = third_candidates(workspace, standing.cohort, portfolio, case=found.case)
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        place = (self._place + 1, len(standing.disputes))
        shown = ShownDispute(view, found.criterion_id, place, standing.scales, catalogue_here().codes)
        today = workspace.clock().astimezone().date()
        self._pane.card.show_dispute(shown, choices, (_due(today, standing.cohort.due_on), today))

    def _show_kept(self, standing: Standing, kept: tuple[str, str]) -> None:
        portfolio, criterion = kept
        try:
            case = standing.case_of(portfolio)
            view = look_at_dispute(self._pane.tools.session.workspace, standing.cohort, portfolio, case=case)
        except CertDeskError as problem:
            self._pane.say_problem(problem)
            return
        names = list(standing.scales)
        place = (names.index(criterion) + 1, len(names))
        self._pane.show_disputes(any_left=True)
        self._pane.card.show_kept(ShownDispute(view, criterion, place, standing.scales, ()))

    def _leave_kept(self) -> None:
        self._kept = None
        self._pane.put_away()
        self._show()

    def _end_ruling(self) -> None:
        if self._kept is not None:
            self._pane.tools.session.do(take_back_ruling, *self._kept)

    def _send(self) -> None:
        found, form = self._current(), self._pane.card.third
        chosen = form.assessor()
        if found is None or chosen is None:
            return
        portfolio = found.case.member.portfolio_id
        change = self._pane.tools.session.do(ask_third, portfolio, chosen, found.case.disputed, form.due())
        if change:
            text = _("{code} goes to {name}. It travels with their next package.")
            self._pane.noticed.emit(Notice(text.format(code=found.case.member.code, name=chosen.name), "ok"))

    def _rule(self) -> None:
        found, form = self._current(), self._pane.card.ruling
        mark = form.mark()
        if found is None or mark is None:
            return
        session = self._pane.tools.session
        change = session.do(rule, found.case.member.portfolio_id, found.criterion_id, mark, form.why())
        if change:
            self._pane.noticed.emit(Notice(f"{change.label}.", "ok"))


def _is_marked(standing: Standing, key: tuple[str, str]) -> bool:
    case = standing.case_of(key[0]) if key[0] not in standing.hidden else None
    return key[1] in standing.scales and case is not None and any(one.signed for one in case.ratings)


def _due(today: date, cohort_due: date | None) -> date:
    """Propose a week, but no later than the cohort's own day."""
    wanted = today + timedelta(days=_DAYS)
    return max(today, min(wanted, cohort_due)) if cohort_due else wanted


def _same_item(one: Side, other: Side) -> tuple[Annotation, Annotation]:
    for first in one.evidence:
        for second in other.evidence:
            if first.item_id == second.item_id:
                return first, second
    return one.evidence[0], other.evidence[0]


def _nothing(standing: Standing) -> tuple[str, str]:
    waiting = sum(case.state is CaseState.THIRD_OPEN for case in standing.cases)
    if waiting:
        text = ngettext(
            "{count} portfolio waits for a third assessor. What they mark comes with their package.",
            "{count} portfolios wait for a third assessor. What they mark comes with their packages.",
            waiting,
        )
        return _("Nothing to adjudicate now"), text.format(count=waiting)
    if any(case.settled for case in standing.cases):
        return _("Nothing to adjudicate"), _("Where two marked a portfolio, the programme’s table settles everything.")
    return _("Nothing is marked yet"), _("When two have marked a portfolio, what they differ in waits here for you.")
