"""The cut of a standard-setting session as a trial: at the cut itself, and one standard error to either side."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.setting_standards import SessionView, sessions_of
from certdesk.core.conditions import TotalAtLeast
from certdesk.core.editing_examples import asked_total
from certdesk.core.editing_rules import outcome_called
from certdesk.core.headline import asked_of_all
from certdesk.core.rubric import Rubric
from certdesk.core.setting_standards import Method
from certdesk.core.statistics.results import Estimate
from certdesk.core.words import _
from certdesk.store.beside import reading_beside
from certdesk.store.training import load_sessions
from certdesk.ui.screens.rubrics.rules_outcome import Place
from certdesk.ui.screens.rubrics.what_if_trial import cuts_of, names_total
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.segment import Choice, Segment

_LOWER, _CUT, _HIGHER = "lower", "cut", "higher"
_STEPS = {_LOWER: -1, _CUT: 0, _HIGHER: 1}


class SessionCut(QWidget):
    """``taken(Place, Fraction)`` comes with each choice. It is away while no session about the rubric has a cut."""

    taken = Signal(object, object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rubric: Rubric | None = None
        self._sessions: dict[str, SessionView] = {}
        self._known: tuple[str, ...] = ()
        self._which = ComboBox(tools.theme, _("Take the cut of a session"))
        self._which.setObjectName("sessionCut")
        self._outcome = ComboBox(tools.theme, _("Which cut it is for"))
        self._outcome.setObjectName("sessionOutcome")
        self._where = Segment(tools.theme)
        self._where.setObjectName("sessionWhere")
        self._where.setAccessibleName(_("At the cut, or one standard error beside it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 16, 8)
        column.setSpacing(6)
        for part in (self._which, self._outcome, self._where):
            column.addWidget(part)
        self._which.chosen.connect(self._on_session)
        self._outcome.chosen.connect(lambda _key: self._take())
        self._where.chosen.connect(lambda _key: self._take())
        self.hide()

    def show_rubric(self, rubric: Rubric) -> None:
        """Offer the sessions about a rubric; worked out beside the window when there are others than before."""
        same = self._rubric is not None and self._rubric.id == rubric.id
        self._rubric = rubric
        workspace = self._tools.session.workspace
        known = tuple(one.id for one in load_sessions(workspace.db, rubric.id))
        if same and known == self._known:
            return
        self._known = known
        if not known:
            self._offer(())
            return
        self._tools.jobs.start(
            _("Working out the cuts"),
            lambda _progress: _sessions(self._tools, rubric.id),
            done=self._offer,
            failed=self._fail,
            matters=False,
            quiet=True,
        )

    def _offer(self, views: tuple[SessionView, ...]) -> None:
        self._sessions = {one.session.id: one for one in views if isinstance(one.found.cut, Estimate)}
        rows = tuple((id_, _words(one)) for id_, one in self._sessions.items())
        self._which.show_choices((("", _("Take the cut of a session…")), *rows))
        self.setVisible(bool(rows))
        self._show_parts()

    def _fail(self, problem: Exception) -> None:
        raise problem

    def _on_session(self, _id: str) -> None:
        """Begin at the cut itself, for the rule whose cut is nearest to it."""
        session, rubric = self._sessions.get(self._which.current()), self._rubric
        if session is not None and rubric is not None:
            cuts = cuts_of(rubric)
            value = cut_for(rubric, session)
            named = {f"{outcome}/{place}": outcome_called(rubric, outcome).label for outcome, place, _cut in cuts}
            nearest = min(cuts, key=lambda each: abs(each[2] - value), default=None)
            current = f"{nearest[0]}/{nearest[1]}" if nearest else ""
            text = _("as the cut for {outcome}")
            choices = tuple((key, text.format(outcome=words)) for key, words in named.items())
            self._outcome.show_choices(choices, current)
            self._where.show_choices(_choices(session), _CUT)
        self._show_parts()
        self._take()

    def _show_parts(self) -> None:
        session = self._sessions.get(self._which.current())
        self._outcome.setVisible(session is not None and self._outcome.count() > 1)
        self._where.setVisible(session is not None and _error_of(session) is not None)

    def _take(self) -> None:
        session, rubric = self._sessions.get(self._which.current()), self._rubric
        outcome, _slash, place = self._outcome.current().rpartition("/")
        if session is None or rubric is None or not outcome:
            return
        self.taken.emit(Place(outcome, int(place)), cut_for(rubric, session, _STEPS.get(self._where.current(), 0)))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as tall as what is offered."""
        super().showEvent(event)
        self.updateGeometry()


def cut_for(rubric: Rubric, view: SessionView, errors: int = 0) -> Fraction:
    """Return the cut of a session, so many standard errors above, to two decimals, on what the rubric's cuts are about.

    Levels that judges named (Angoff) have a mean; the other methods find a cut on the scores, which may be totals.
    """
    cut = view.found.cut
    assert isinstance(cut, Estimate)  # noqa: S101 - others are not offered
    value = cut.value + errors * (cut.se or 0.0)
    is_total = Method(view.session.method) is not Method.ANGOFF and isinstance(asked_of_all(rubric), TotalAtLeast)
    if is_total != names_total(rubric):
        plain = asked_total(rubric) is False
        whole = sum((Fraction(1) if plain else each.weight for each in rubric.criteria), Fraction(0)) or Fraction(1)
        value = value / float(whole) if is_total else value * float(whole)
    return Fraction(f"{value:.2f}")


def _sessions(tools: Tools, rubric_id: str) -> tuple[SessionView, ...]:
    with reading_beside(tools.session.workspace) as lent:
        return sessions_of(lent, rubric_id)


def _error_of(view: SessionView) -> float | None:
    return view.found.cut.se if isinstance(view.found.cut, Estimate) else None


def _words(view: SessionView) -> str:
    cut = view.found.cut
    number = f"{cut.value:.2f}" if isinstance(cut, Estimate) else ""
    return f"{view.session.title}: {number}"


def _choices(view: SessionView) -> tuple[Choice, ...]:
    error = _error_of(view)
    told = f"{error:.2f}" if error is not None else ""
    return (
        Choice(_LOWER, _("Cut − {se}").format(se=told)),
        Choice(_CUT, _("The cut")),
        Choice(_HIGHER, _("Cut + {se}").format(se=told)),
    )
