"""What is photographed of the lead's work: the practice cohort from its disputes to what it shows and what is handed on.

It has a workspace and a window of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QApplication
from scenes import Photographer, Scene

from certdesk import shipped
from certdesk.actions import practising
from certdesk.actions.calibrating import cast, circles_here
from certdesk.actions.cases import cases_of
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.moderating import close_moderation, draw_sample, sample_of
from certdesk.actions.moderation_looks import give_verdict
from certdesk.actions.releasing import hold, release
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.actions.settling import rule
from certdesk.core.cohorts import CaseState, Cohort, ResultState
from certdesk.core.marks import LevelGiven, Unscorable
from certdesk.core.progress import silent
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running

_NOW = "Autumn practice"
_LOOKED_AT, _DIFFERS = 7, 3


def prepare(workspace: Workspace) -> None:
    """Make the practice cohort there."""
    load_built_in_rubrics(workspace, shipped.rubrics())
    plan = practising.plan_practice(workspace, shipped.resources() / practising.WORDS)
    practising.keep_practice(workspace, plan, practising.make_practice(plan, silent))


class LeadPhotographer(Photographer):
    """Leads the window of the practice cohort through its scenes."""

    def __init__(self, app: QApplication, running: Running, folder: Path) -> None:
        super().__init__(app, running, folder)
        self._session = running.tools.session

    def scenes(self) -> Iterator[Scene]:
        """Yield the scenes in their order: each begins where the one before ended."""
        yield Scene("lead-today", lambda: self._window.go("today"))
        yield Scene("cohort-overview", lambda: self._go("cohort", "overview"))
        for pane in ("allocation", "second", "assessors", "policy", "agreement"):
            yield Scene(f"cohort-{pane}", lambda pane=pane: self._go("cohort", pane))
        yield Scene("cohort-moderation", self._moderate)
        yield Scene("results-decided", self._decide)
        yield Scene("results-outcomes", self._release)
        yield Scene("results-appeals", lambda: self._go("results", "appeals"))
        for pane in ("cohort", "trends", "needs", "exemplars", "schools"):
            yield Scene(f"insights-{pane}", lambda pane=pane: self._go("insights", pane))
        yield Scene("results-hand", lambda: self._go("results", "hand"))
        yield Scene("training-circles", self._finish_circle)
        for pane in ("qualification", "cut"):
            yield Scene(f"training-{pane}", lambda pane=pane: self._window.go("training", {"pane": pane}))
        yield Scene("kept", lambda: self._window.go("kept"))

    @property
    def _cohort(self) -> Cohort:
        return find_cohort(self._workspace, _NOW)

    def _go(self, screen: str, pane: str) -> None:
        self._window.go(screen, {"pane": pane, "cohort": self._cohort.id})

    def _moderate(self) -> None:
        """Draw the sample, and look at some of it."""
        self._session.do(draw_sample, self._cohort, "14 July")
        sample = sample_of(self._workspace, self._cohort)
        for number, row in enumerate(sample.rows[:_LOOKED_AT] if sample else ()):
            marks = {"T3": LevelGiven(Fraction(1))} if number == _DIFFERS else None
            self._session.do(give_verdict, self._cohort, row.case.member.portfolio_id, marks)
        self._go("cohort", "moderation")

    def _decide(self) -> None:
        """Settle what is in dispute, and apply the rules."""
        for case in cases_of(self._workspace, self._cohort):
            for key in case.disputed if case.state is CaseState.TO_ADJUDICATE else ():
                levels = [one.marks[key] for one in case.ratings if isinstance(one.marks[key], LevelGiven)]
                mark = levels[0] if levels else Unscorable("U-MISSING")
                self._session.do(rule, case.member.portfolio_id, key, mark, "Both point to the same place.")
        self._session.do(close_moderation, self._cohort, "Two portfolios wait for a consent; they are held.")
        waiting = decide_results(self._workspace, self._cohort).undecided
        why = "waits for its marks"
        self._session.do(hold, self._cohort, [one.member.portfolio_id for one in waiting], why)
        self._go("results", "outcomes")

    def _release(self) -> None:
        """Release, and look at somebody who has to hand something in again."""
        self._session.do(release, self._cohort)
        told = results_of_cohort(self._workspace, self._cohort)
        again = next(one for one in told if one.state is ResultState.RELEASED and not one.certifies)
        self._window.go(
            "results", {"pane": "outcomes", "cohort": self._cohort.id, "portfolio": again.member.portfolio_id}
        )

    def _finish_circle(self) -> None:
        """Let the last two score, so that the spread is shown."""
        circle = circles_here(self._workspace)[0]
        for member, level in zip(circle.members[2:], (2, 3), strict=False):
            self._session.do(cast, circle.id, member, {key: LevelGiven(Fraction(level)) for key in circle.criteria})
        self._window.go("training", {"pane": "circles"})
