"""What happens to a practice cohort once it is allocated: marks come, second marks are drawn, the earlier is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from certdesk.actions.allocating import allocations_of
from certdesk.actions.assessors import find_assessor
from certdesk.actions.calibrating import CircleAbout, cast, open_circle
from certdesk.actions.cases import cases_of
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.moderating import close_moderation, draw_sample, sample_of
from certdesk.actions.moderation_looks import give_verdict
from certdesk.actions.packages_to_send import missing_by_person
from certdesk.actions.practice_records import Signing, put_arrivals, put_assessments, put_sent
from certdesk.actions.releasing import hold, release
from certdesk.actions.second_marking import keep_second_marks, plan_second_marks
from certdesk.actions.settling import ask_third, third_candidates
from certdesk.core.assessment import AssessmentState
from certdesk.core.cohorts import Allocation, CaseState, Cohort, Turn
from certdesk.core.marks import Mark
from certdesk.core.practice import (
    DISAGREEMENTS,
    Differing,
    PracticeCandidate,
    PracticeWords,
    differing_marks,
    invented_marks,
)
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.workspace import Workspace

Running = tuple[Cohort, Rubric, Sequence[PracticeCandidate]]
"""A cohort that is under way, its rubric and its candidates."""
_OPEN = 3
_THIRDS = 2
_MILD = (Differing.ADJACENT, Differing.EQUAL, Differing.ADJACENT, Differing.ADJACENT, Differing.ONE_CODE)
"""Ways in which only the second marks are other ones."""


def release_earlier(workspace: Workspace, words: PracticeWords, running: Running, chance: Random) -> None:
    """Bring the earlier cohort to its end: marked, moderated, decided and released."""
    cohort, _rubric, _candidates = running
    _draw(workspace, cohort)
    _mark(workspace, words, running, chance, cycle((Differing.EQUAL, Differing.ADJACENT, Differing.ADJACENT)))
    draw_sample(workspace, cohort, cohort.name)
    sample = sample_of(workspace, cohort)
    for row in sample.rows if sample else ():
        give_verdict(workspace, cohort, row.case.member.portfolio_id)
    close_moderation(workspace, cohort, _("An invented cohort: nobody has to wait for it."))
    undecided = decide_results(workspace, find_cohort(workspace, cohort.name)).undecided
    if undecided:
        hold(workspace, cohort, [one.member.portfolio_id for one in undecided], _("The two assessors differed."))
    release(workspace, find_cohort(workspace, cohort.name))


def go_on(workspace: Workspace, words: PracticeWords, running: Running, chance: Random) -> None:
    """Bring the cohort so far that it waits for its lead: marks differ in every way, one desk is silent."""
    cohort, _rubric, _candidates = running
    silent = find_assessor(workspace, words.never_sent).id
    _draw(workspace, cohort)
    put_sent(workspace, words.people, missing_by_person(workspace, cohort))
    _mark(workspace, words, running, chance, cycle(DISAGREEMENTS), silent)
    _draw(workspace, cohort)  # near the cut and with distinction, which is known only now
    put_sent(workspace, words.people, missing_by_person(workspace, cohort))
    _mark_seconds(workspace, words, running, chance)
    _mark_thirds(workspace, words, running, chance)


def come_to_today(workspace: Workspace, words: PracticeWords, running: Running, chance: Random) -> None:
    """Let packages have come of late, of everybody but one, and begin a calibration circle."""
    _cohort, rubric, candidates = running
    put_arrivals(workspace, [one for one in words.people if one.name != words.never_sent], rubric.id)
    _begin_circle(workspace, rubric, candidates[0], [one.name for one in words.people[:4]], chance)


def _draw(workspace: Workspace, cohort: Cohort) -> None:
    keep_second_marks(workspace, plan_second_marks(workspace, cohort, cohort.name))


def _mark(
    workspace: Workspace, words: PracticeWords, running: Running, chance: Random, how: Iterator[Differing],
    silent: str = "",
) -> None:  # fmt: skip
    """Let everybody sign what they have, but for one desk, and the last few first marks, which are only begun."""
    cohort, rubric, candidates = running
    by_turn: dict[Turn, dict[str, Allocation]] = {Turn.FIRST: {}, Turn.SECOND: {}}
    for each in allocations_of(workspace, cohort):
        by_turn[each.turn][each.portfolio_id] = each
    severity = {one.id: one.severity for one in words.people}
    signings: list[Signing] = []
    begun = _OPEN if silent else 0
    for number, one in enumerate(candidates):
        first, second = by_turn[Turn.FIRST].get(one.id), by_turn[Turn.SECOND].get(one.id)
        if first is None:
            continue
        mine: Mapping[str, Mark] = invented_marks(rubric, one.ability + severity[first.assessor_id], chance)
        at = _evening(workspace, chance)
        if second and silent not in {first.assessor_id, second.assessor_id}:
            mine, theirs = differing_marks(rubric, mine, next(how), chance)
            signings.append(Signing(one, second.assessor_id, Turn.SECOND, theirs, at + timedelta(days=2)))
        elif not second and number >= len(candidates) - begun and first.assessor_id != silent:
            part = dict(list(mine.items())[: 2 + number % 3])
            signings.append(Signing(one, first.assessor_id, Turn.FIRST, part, at, AssessmentState.OPEN))
            continue
        if first.assessor_id != silent:
            signings.append(Signing(one, first.assessor_id, Turn.FIRST, mine, at))
    put_assessments(workspace, words, signings)


def _mark_seconds(workspace: Workspace, words: PracticeWords, running: Running, chance: Random) -> None:
    """Let second marks come of those who were picked because of their first ones; a few stay open."""
    cohort, rubric, candidates = running
    silent, by_id = find_assessor(workspace, words.never_sent).id, {one.id: one for one in candidates}
    second = {one.portfolio_id: one for one in allocations_of(workspace, cohort) if one.turn is Turn.SECOND}
    waiting = [
        case
        for case in cases_of(workspace, cohort)
        if case.state is CaseState.SECOND_OPEN
        and case.ratings
        and second[case.member.portfolio_id].assessor_id != silent
    ]
    signings = []
    for case, how in zip(waiting[:-_OPEN], cycle(_MILD), strict=False):
        one, by = by_id[case.member.portfolio_id], second[case.member.portfolio_id].assessor_id
        _mine, theirs = differing_marks(rubric, case.ratings[0].marks, how, chance)
        signings.append(Signing(one, by, Turn.SECOND, theirs, _evening(workspace, chance)))
    put_assessments(workspace, words, signings)


def _mark_thirds(workspace: Workspace, words: PracticeWords, running: Running, chance: Random) -> None:
    """Ask a third assessor for a few; one has answered, and the others have not."""
    cohort, rubric, candidates = running
    by_id = {one.id: one for one in candidates}
    cases = [case for case in cases_of(workspace, cohort) if case.state is CaseState.TO_ADJUDICATE]
    signings = []
    for number, case in enumerate(cases[:_THIRDS]):
        id_ = case.member.portfolio_id
        free = [one for one in third_candidates(workspace, cohort, id_) if not one.why_not]
        if not free:
            continue
        ask_third(workspace, id_, free[0].assessor, case.disputed)
        if number == 0:
            marks = invented_marks(rubric, by_id[id_].ability, chance)
            asked = {key: mark for key, mark in marks.items() if key in case.disputed}
            signings.append(Signing(by_id[id_], free[0].assessor.id, Turn.THIRD, asked, _evening(workspace, chance)))
    put_assessments(workspace, words, signings)


def _begin_circle(
    workspace: Workspace, rubric: Rubric, one: PracticeCandidate, members: Sequence[str], chance: Random
) -> None:
    """Begin a calibration circle in which two still have to score."""
    keys = tuple(criterion.id for criterion in rubric.criteria[3:5])
    change = open_circle(workspace, CircleAbout(one.id, tuple(members), keys, title=one.title))
    circle = next(iter(change.subjects))
    for member in members[:2]:
        marks = invented_marks(rubric, one.ability, chance)
        cast(workspace, circle, member, {key: marks[key] for key in keys})


def _evening(workspace: Workspace, chance: Random) -> datetime:
    """Return some moment of the two weeks before now."""
    return workspace.clock() - timedelta(days=chance.randint(3, 15), minutes=chance.randint(0, 600))
