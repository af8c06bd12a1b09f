"""One candidate's result as the side tells it: the rule, the marks that count with their authors, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.actions.cohort_results import ResultView, result_of
from certdesk.actions.cohorts import policy_of
from certdesk.actions.resubmitting import AttemptsBefore
from certdesk.core.adjudication_words import explain, mark_in_a_sentence
from certdesk.core.assessment import AssessmentState
from certdesk.core.cohorts import Cohort, SettledMark
from certdesk.core.days import day_in_words
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.resubmission import ToHandIn, to_hand_in
from certdesk.core.result_details import APPEALED, BEST
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext
from certdesk.store.portfolios import load_portfolio
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CountedMark:
    """A mark that counts: by which rule in a sentence, and whose it is."""

    criterion_id: str
    title: str
    mark: Mark
    rule: str
    authors: str


@dataclass(frozen=True, slots=True)
class OutcomeStory:
    """A result with everything behind it, in words; ``given`` are all marks by who gave them."""

    view: ResultView
    rubric: Rubric
    counted: tuple[CountedMark, ...]
    given: tuple[tuple[str, dict[str, Mark]], ...]
    kept: tuple[str, ...]
    again: str
    attempts: str


def read_story(workspace: Workspace, cohort: Cohort, rubric: Rubric, portfolio_id: str) -> OutcomeStory:
    """Read one result. Raises NotFoundError while there is none."""
    view = result_of(workspace, cohort, portfolio_id)
    before = AttemptsBefore(workspace)
    chain = before.chain(portfolio_id)
    signed = tuple(one for one in view.assessments if one.state is AssessmentState.SIGNED)
    given = tuple((view.names.get(one.assessor_id, one.assessor_id), dict(one.marks)) for one in signed)
    detail = view.detail
    kept = tuple(
        _("{criterion}: {mark} of {code}, until {day}.").format(
            criterion=one.criterion_id, mark=mark_in_a_sentence(LevelGiven(one.level)),
            code=load_portfolio(workspace.db, one.portfolio_id).code, day=day_in_words(one.until),
        )
        for one in (detail.kept if detail else ())
    )  # fmt: skip
    codes = ", ".join(load_portfolio(workspace.db, one).code for one in chain)
    number = _("Attempt {number}").format(number=len(chain) + 1)
    attempts = _("{number}, after {codes}.").format(number=number, codes=codes) if chain else ""
    again = _again(workspace, cohort, view, rubric, len(chain))
    return OutcomeStory(view, rubric, tuple(_counted(view, rubric)), given, kept, again, attempts)


def _counted(view: ResultView, rubric: Rubric) -> Iterator[CountedMark]:
    settled = {one.criterion_id: one for one in (view.detail.settled if view.detail else ())}
    people = {one.id: view.names.get(one.assessor_id, one.assessor_id) for one in view.assessments}
    for criterion in rubric.criteria:
        if one := settled.get(criterion.id):
            authors = ", ".join(dict.fromkeys(people[id_] for id_ in one.assessment_ids if id_ in people))
            yield CountedMark(criterion.id, criterion.title, one.mark, _rule(view, one), authors)


def _rule(view: ResultView, settled: SettledMark) -> str:
    if settled.rule == APPEALED:
        return _("An appeal was upheld, and the mark of the independent re-mark counts.")
    if settled.rule == BEST:
        return _("An earlier attempt reached a higher level, which counts under the policy.")
    by_id = {one.id: one.mark(settled.criterion_id) for one in view.assessments}
    return explain(settled, [by_id[id_] for id_ in settled.assessment_ids if id_ in by_id])


def _again(workspace: Workspace, cohort: Cohort, view: ResultView, rubric: Rubric, before: int) -> str:
    result = view.result
    if view.detail is None or not result.outcome:
        return ""
    ended = result.released_at or result.decided_at or workspace.clock()
    policy = policy_of(workspace, cohort).resubmission
    again = to_hand_in(rubric, result.marks, view.detail.decision, (before + 1, ended.date()), policy)
    return _again_words(again) if again is not None else ""


def _again_words(again: ToHandIn) -> str:
    if not again.left:
        return _("There is no attempt left.")
    told = [_("Hands in again: {criteria}.").format(criteria=", ".join(again.named))]
    if again.until is not None:
        told[0] = _("Hands in again until {day}: {criteria}.").format(
            day=day_in_words(again.until), criteria=", ".join(again.named)
        )
    if again.banked:
        told.append(_("Kept: {criteria}.").format(criteria=", ".join(again.banked)))
    left = ngettext("{count} attempt is left.", "{count} attempts are left.", again.left)
    return " ".join((*told, left.format(count=again.left)))
