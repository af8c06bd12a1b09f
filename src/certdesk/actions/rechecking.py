"""The clerical re-check: everything from the raw marks once more, compared with what was released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.cases import case_in
from certdesk.actions.cohort_results import ResultView, result_of
from certdesk.actions.deciding_results import recomputed
from certdesk.actions.scoring import mark_in_words
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.cohorts import CaseState, Cohort
from certdesk.core.marks import UNMARKED, Mark
from certdesk.core.result_details import ResultDetail
from certdesk.core.words import _, ngettext
from certdesk.store.audit import written_marks
from certdesk.store.results_of_cohorts import KeptResult
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One assessment behind a result: whether its marks are those that the journal has, and the sentence about it."""

    assessment_id: str
    assessor: str
    fits: bool
    words: str


@dataclass(frozen=True, slots=True)
class RecheckLine:
    """One criterion: what everybody gave, the mark that was released, and what it comes to now."""

    criterion_id: str
    title: str
    raw: tuple[tuple[str, str], ...]
    rule: str
    released: str
    now: str

    @property
    def same(self) -> bool:
        """Whether it comes to what was released."""
        return self.released == self.now


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a re-check found: one sentence first, then every criterion and every source."""

    sentence: str
    same: bool
    lines: tuple[RecheckLine, ...]
    sources: tuple[SourceCheck, ...]
    released: str
    now: str


def recheck(workspace: Workspace, cohort: Cohort, portfolio_id: str) -> Recheck:
    """Compute a result from the signed marks once more and compare it. Changes nothing. Raises NotFoundError."""
    view = result_of(workspace, cohort, portfolio_id)
    case = case_in(workspace, cohort, portfolio_id)
    sources = tuple(source_check(workspace, one, view.names) for one in view.assessments if _counts(one))
    released = view.result.label
    if case.state is not CaseState.SETTLED:
        sentence = _("It can't be computed any more: its marks are not settled now.")
        return Recheck(sentence, False, (), sources, released, "")
    kept, detail = recomputed(workspace, cohort, case)
    lines = _lines(workspace, cohort, view, (kept, detail))
    same = view.result.outcome == kept.outcome and view.result.score == kept.score and all(x.same for x in lines)
    sentence = _sentence(view, kept, lines, sources)
    return Recheck(sentence, same and all(one.fits for one in sources), lines, sources, released, kept.label)


def _counts(one: Assessment) -> bool:
    return one.state is AssessmentState.SIGNED


def source_check(workspace: Workspace, one: Assessment, names: Mapping[str, str]) -> SourceCheck:
    """Compare the marks of an assessment with those that the journal has."""
    name = names.get(one.assessor_id, one.assessor_id)
    written = written_marks(workspace.db, one.id)
    if written is None:
        words = _("The journal of this desk does not speak of its marks, so they can't be compared with it.")
        return SourceCheck(one.id, name, True, words)
    if not written.intact:
        return SourceCheck(one.id, name, False, _("Its entries in the journal were altered: their hashes do not fit."))
    if dict(written.marks) != dict(one.marks):
        return SourceCheck(one.id, name, False, _("Its marks are not those that the journal has."))
    count = len(written.entries)
    text = ngettext("Its marks are those of {count} journal entry.", "Its marks are those of {count} journal entries.",
                    count)  # fmt: skip
    return SourceCheck(one.id, name, True, text.format(count=count))


def _lines(
    workspace: Workspace, cohort: Cohort, view: ResultView, now: tuple[KeptResult, ResultDetail]
) -> tuple[RecheckLine, ...]:
    kept, detail = now
    rules = {one.criterion_id: one.rule for one in detail.settled}
    return tuple(
        RecheckLine(
            criterion.id,
            criterion.title,
            tuple(
                (view.names.get(one.assessor_id, one.assessor_id), mark_in_words(one.mark(criterion.id)))
                for one in view.assessments
                if _counts(one)
            ),
            rules.get(criterion.id, ""),
            _words(view.result.marks, criterion.id),
            _words(kept.marks, criterion.id),
        )
        for criterion in load_rubric(workspace.db, cohort.rubric).criteria
    )


def _words(marks: Mapping[str, Mark], criterion_id: str) -> str:
    return mark_in_words(marks.get(criterion_id, UNMARKED))


def _sentence(
    view: ResultView, now: KeptResult, lines: tuple[RecheckLine, ...], sources: tuple[SourceCheck, ...]
) -> str:
    wrong = [one for one in sources if not one.fits]
    other = ", ".join(line.criterion_id for line in lines if not line.same)
    if wrong:
        text = _("The marks of {name} are not as they were written down. {what}")
        return text.format(name=wrong[0].assessor, what=wrong[0].words)
    if now.outcome != view.result.outcome:
        text = _("It comes to “{now}”, not to “{released}”; other marks: {criteria}.")
        return text.format(now=now.label, released=view.result.label, criteria=other or _("none"))
    if other:
        text = _("The outcome is the same, but these marks are not: {criteria}.")
        return text.format(criteria=other)
    if now.score != view.result.score:
        return _("The outcome and all marks are the same, but the number under them is not.")
    return _("Everything comes to what was released: every mark, the number and the outcome.")
