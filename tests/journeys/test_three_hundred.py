"""A cohort of made-up candidates from allocation to the stick, and the same numbers wherever somebody reads them."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest
from tests.support.building import START
from tests.support.cohorts import Made, Shape, put_cohort, shipped_rubric
from tests.support.issuing import issuing_workspace, lead, lead_keys
from tests.support.journeys_of_packages import place

from certdesk.actions.allocating import allocations_of, keep_allocation, new_to_allocate, plan_allocation
from certdesk.actions.assessors import find_assessor
from certdesk.actions.cases import cases_of
from certdesk.actions.certificates import certificates
from certdesk.actions.checking_results import verify_results
from certdesk.actions.cohort_results import results_of_cohort
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.handing_over_results import (
    HandOverChoice,
    keep_results_hand_over,
    make_results_hand_over,
    plan_results_hand_over,
    read_results,
)
from certdesk.actions.insights import figures_of
from certdesk.actions.insights_documents import InsightDocument, figures_as_csv, print_insight
from certdesk.actions.issuing import CERTIFICATE, RESULT_REPORT
from certdesk.actions.issuing_batch import keep_issue, make_issue
from certdesk.actions.issuing_cohort import papers_of_cohort, plan_cohort_issue
from certdesk.actions.moderating import close_moderation, draw_sample, light_of, sample_of
from certdesk.actions.moderation_looks import give_verdict
from certdesk.actions.releasing import hold, release
from certdesk.actions.second_marking import keep_second_marks, plan_second_marks
from certdesk.actions.settling import ask_third, disputes_of, rule, third_candidates
from certdesk.actions.verifying import trust_here
from certdesk.core.adjudication import Step
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.cohorts import Allocation, CaseState, ResultState, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import LevelGiven
from certdesk.core.moderation_light import Light
from certdesk.core.progress import silent
from certdesk.signing.signer import Signer
from certdesk.signing.verification import Verdict
from certdesk.store.assessments import assessment_row, feedback_row, mark_row
from certdesk.store.workspace import Workspace

__all__ = ["lead", "lead_keys"]
HELD = 3


@dataclass(frozen=True)
class Desk:
    """The lead's desk, what was put on it, and the key that signs."""

    workspace: Workspace
    made: Made
    signer: Signer
    folder: Path

    @property
    def cohort(self):
        return find_cohort(self.workspace)


def opened(folder: Path, keys, signer: Signer, candidates: int) -> Desk:
    """A cohort of which nothing is allocated and nothing is marked."""
    workspace = issuing_workspace(folder / "workspace", keys, ())
    workspace.person = keys.id
    made = put_cohort(workspace, Shape(candidates=candidates, double=0, lost=1, seed=candidates))
    with workspace.local_change() as db:
        db.execute("delete from allocation")
    return Desk(workspace, made, signer, folder)


def marked(desk: Desk, given: Iterable[Allocation], strictness: dict[str, int]) -> None:
    """Let everybody sign what they were given, as if their packages had come back."""
    rubric = shipped_rubric()
    with desk.workspace.recording("assessment.signed", "signed", subject="all") as recording:
        for one in given:
            id_ = f"{one.portfolio_id}-{one.turn.value}"
            signed = Assessment(id_, one.portfolio_id, one.assessor_id, AssessmentState.SIGNED, START, signed_at=START)
            recording.put("assessment", assessment_row(signed))
            able = random.Random(one.portfolio_id).gauss(3, 0.7)
            sees = random.Random(f"{id_} {one.assessor_id}")
            for criterion in rubric.criteria:
                if one.criteria and criterion.id not in one.criteria:
                    continue
                value = round(sees.gauss(able, 0.35)) - strictness.get(one.assessor_id, 0)
                recording.put("mark", mark_row(id_, criterion.id, LevelGiven(Fraction(min(4, max(1, value))))))
                words = Feedback(f"Pupils lead in {criterion.id}.", f"Plan one more step for {criterion.id}.")
                recording.put("feedback", feedback_row(id_, criterion.id, words))


def settle(desk: Desk) -> None:
    """Third assessors for all disputes; what has no middle then is decided by the lead."""
    workspace = desk.workspace
    for one in disputes_of(workspace, desk.cohort):
        assert one.next_step is Step.THIRD
        free = next(
            each for each in third_candidates(workspace, desk.cohort, one.member.portfolio_id) if not each.why_not
        )
        ask_third(workspace, one.member.portfolio_id, find_assessor(workspace, free.assessor.id), ())
    thirds = [one for one in allocations_of(workspace, desk.cohort) if one.turn is Turn.THIRD]
    assert thirds
    marked(desk, thirds, {})
    for one in disputes_of(workspace, desk.cohort):
        for criterion in one.disputed:
            rule(workspace, one.member.portfolio_id, criterion, LevelGiven(Fraction(3)), "As both videos show.")
    assert {case.state for case in cases_of(workspace, desk.cohort)} == {CaseState.SETTLED}


def until_released(desk: Desk) -> None:
    """Allocate, mark, mark twice, settle, moderate, decide, hold three, release."""
    workspace = desk.workspace
    keep_allocation(workspace, plan_allocation(workspace, desk.cohort))
    assert not new_to_allocate(workspace, desk.cohort)
    loads = Counter(one.assessor_id for one in allocations_of(workspace, desk.cohort))
    assert max(loads.values()) - min(loads.values()) <= 1
    marked(desk, allocations_of(workspace, desk.cohort), {desk.made.assessors[0]: 1})
    keep_second_marks(workspace, plan_second_marks(workspace, desk.cohort, "14 July"))
    again = plan_second_marks(workspace, desk.cohort, "14 July")
    assert not again.new, "what was picked stays"
    seconds = [one for one in allocations_of(workspace, desk.cohort) if one.turn is Turn.SECOND]
    assert len(seconds) >= len(desk.made.portfolios) // 5
    marked(desk, seconds, {})
    settle(desk)
    draw_sample(workspace, desk.cohort, "15 July")
    sample = sample_of(workspace, desk.cohort)
    assert sample
    for row in sample.rows:
        give_verdict(workspace, desk.cohort, row.case.member.portfolio_id)
    assert light_of(workspace, desk.cohort).light is Light.GREEN
    close_moderation(workspace, desk.cohort)
    assert decide_results(workspace, desk.cohort).undecided == ()
    hold(workspace, desk.cohort, [one.id for one in desk.made.portfolios[:HELD]], "An answer is on its way.")
    release(workspace, desk.cohort)


def issue(desk: Desk, workers: int) -> None:
    """Everything that is missing, as one job on several cores; then nothing is missing."""
    plan = plan_cohort_issue(desk.workspace, desk.cohort)
    made = make_issue(plan, desk.signer, desk.signer, silent, workers)
    assert made.failed == ()
    keep_issue(desk.workspace, plan, desk.signer)
    with pytest.raises(NotAllowedError):
        plan_cohort_issue(desk.workspace, desk.cohort)


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))


def numbers_agree(desk: Desk, handed: Path) -> None:
    """What the window's list, the printed pages, both tables and the first page say is one and the same."""
    workspace, cohort = desk.workspace, desk.cohort
    released = [one for one in results_of_cohort(workspace, cohort) if one.state is ResultState.RELEASED]
    people, certified = len(released), sum(one.certifies for one in released)
    outcomes = Counter(one.outcome for one in released)
    assert people == len(desk.made.portfolios) - HELD

    figures = figures_of(workspace, cohort)
    assert (figures.people, figures.members) == (people, people + HELD)
    assert figures.certified
    assert (figures.certified.count, figures.certified.n) == (certified, people)
    for outcome in figures.outcomes:
        assert (outcome.share.count, outcome.share.n) == (outcomes[outcome.id], people)
    for document in (InsightDocument.REPORT, InsightDocument.BRIEF, InsightDocument.SUMMARY):
        target = desk.folder / f"{document.value}.pdf"
        print_insight(workspace, figures, document, target)
        told = words_of(target)
        assert re.search(rf"\b{certified} of {people}\b|\b{certified}\b.*\b{people}\b", told), (document, told[:500])
    printed = list(csv.DictReader(io.StringIO(figures_as_csv(figures).decode("utf-8-sig"))))
    counted = {row["label"]: (row["value"], row["n"]) for row in printed if row["part"] in {"outcome", "certified"}}
    assert counted == {"": (str(certified), str(people))} | {
        one.label: (str(one.share.count), str(people)) for one in figures.outcomes
    }

    for from_csv in (True, False):
        tables = {one.name: one for one in read_results(handed, from_csv=from_csv)}
        rows = [dict(zip(tables["results"].names, row, strict=True)) for row in tables["results"].rows]
        assert Counter(row["outcome"] for row in rows) == outcomes
        assert {row["code"]: Fraction(row["score_exact"]) for row in rows} == {
            one.member.code: one.score for one in released
        }
        marks = [dict(zip(tables["marks"].names, row, strict=True)) for row in tables["marks"].rows]
        at_standard = Counter(
            row["criterion"]
            for row in marks
            if row["turn"] == "result" and row["kind"] == "level" and row["level"] >= 3
        )
        for criterion in figures.criteria:
            if criterion.at_standard:
                assert criterion.at_standard.count == at_standard[criterion.id], criterion.id
    page = re.sub(r"<[^>]+>|\s+", " ", (handed / "index.html").read_text(encoding="utf-8"))
    assert re.search(rf"\b{people}\b", page)
    assert f"{people + HELD}" not in page.split(), "those who are held are not counted"


def hand_over(desk: Desk) -> Path:
    """To a stick, whole and genuine."""
    plan = plan_results_hand_over(
        desk.workspace, desk.cohort, place(desk.folder / "MINISTRY"), HandOverChoice(recipient="Ministry", words=True)
    )
    assert plan.left_out == HELD
    done = make_results_hand_over(plan, desk.signer)
    keep_results_hand_over(desk.workspace, done)
    told = verify_results(done.path, trust_here(desk.workspace.folder), desk.workspace.folder)
    assert told.verdict is Verdict.GENUINE, told.summary
    return done.path


def journey(desk: Desk, workers: int = 0) -> None:
    with desk.workspace as workspace:
        until_released(desk)
        if workers:
            issue(desk, workers)
        handed = hand_over(desk)
        numbers_agree(desk, handed)
        if not workers:
            return
        released = [one for one in results_of_cohort(workspace, desk.cohort) if one.state is ResultState.RELEASED]
        certified = sum(one.certifies for one in released)
        rows = certificates(workspace)
        assert len(rows) == len({row.serial for row in rows}) == certified
        assert len(papers_of_cohort(workspace, desk.cohort, {CERTIFICATE})) == certified
        assert len(papers_of_cohort(workspace, desk.cohort, {RESULT_REPORT})) == len(released)
        assert len(list((handed / "data").rglob("*.pdf"))) == certified + len(released)


def test_sixty_candidates_from_allocation_to_the_stick(tmp_path, lead_keys, lead):
    journey(opened(tmp_path, lead_keys, lead, 60))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_three_hundred_candidates_with_all_their_papers(tmp_path, lead_keys, lead):
    journey(opened(tmp_path, lead_keys, lead, 300), workers=2)
