from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from tests.core.samples import NO, NO_SOUND, levels, outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.annotations import Annotation, WholeItem
from certdesk.core.assessment import Assessment, AssessmentState, Feedback
from certdesk.core.marks import CommentOnly
from certdesk.core.readiness import Mends, Standing, is_ready, may_sign, readiness

SMALL = rubric(outcome("met", rule.MeanAtLeast(Fraction(3)), certifies=True))
WHOLE = Assessment(
    "a", "p", "person", AssessmentState.OPEN, datetime(2026, 11, 22, tzinfo=UTC),
    marks=levels(A1=3, A2=3, B1=3, B2=3), summary="Good work.",
    annotations=(Annotation("n", "a", "i", WholeItem(), ("A1", "A2", "B1", "B2"), "see the plan"),),
)  # fmt: skip


def marked(**marks):
    return replace(WHOLE, marks={**WHOLE.marks, **marks})


def blocking(assessment, base=SMALL):
    return [(p.heading, p.mends, p.criterion) for p in readiness(base, assessment) if p.standing is Standing.BLOCKS]


def worth_a_look(assessment, **options):
    return [(p.heading, p.mends) for p in readiness(SMALL, assessment, **options) if p.standing is Standing.LOOK]


def test_a_whole_assessment_may_be_signed():
    points = readiness(SMALL, WHOLE)
    assert may_sign(points)
    assert is_ready(SMALL, WHOLE)
    assert {point.standing for point in points} == {Standing.FINE}


def test_criteria_without_a_mark_block_and_the_link_leads_to_the_first():
    unfinished = replace(WHOLE, marks={**levels(A1=3), "B1": CommentOnly()})
    assert blocking(unfinished) == [("A2, B1, B2 still need a mark", Mends.MARK, "A2")]
    assert not is_ready(SMALL, unfinished)


def test_a_level_below_standard_needs_a_next_step():
    low = replace(WHOLE, marks=levels(A1=2, A2=3, B1="2.5", B2=3))
    assert [criterion for _heading, _mends, criterion in blocking(low)] == ["A1", "B1"]
    worded = replace(low, feedback={"A1": Feedback(next_step="Show more"), "B1": Feedback(next_step=" ")})
    assert blocking(worded) == [("B1 has no next step", Mends.NEXT_STEP, "B1")]


def test_what_could_not_be_scored_may_be_signed_and_is_told():
    unscorable = marked(B1=NO_SOUND)
    assert may_sign(readiness(SMALL, unscorable))
    assert ("There will be no result yet: B1 cannot be scored", Mends.MARK) in worth_a_look(unscorable)


def test_not_observed_where_it_is_not_allowed_blocks():
    [(_heading, mends, criterion)] = blocking(marked(B1=NO))
    assert (mends, criterion) == (Mends.MARK, "B1")


def test_a_criterion_that_must_be_observed_blocks():
    lenient = rubric(*SMALL.decision.outcomes[:1], not_observed_at_most=1, never_not_observed=frozenset({"A2"}))
    [(heading, _mends, _criterion)] = blocking(marked(A2=NO), lenient)
    assert heading.startswith("A2 must be observed")


def test_a_level_without_evidence_and_a_missing_summary_are_worth_a_look():
    bare = replace(WHOLE, annotations=(), summary=" ")
    assert worth_a_look(bare) == [
        ("A1, A2, B1, B2 have no evidence filed", Mends.EVIDENCE),
        ("No overall summary yet", Mends.SUMMARY),
    ]
    assert may_sign(readiness(SMALL, bare))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Ann Lee", "Ann plans well", True), ("Ann Lee", "Planning with LEE, always", True),
        ("Ann Lee", "Planning", False),
        ("Zoë Křížová", "see křížová's plan", True), ("A. B.", "a b", False), ("", "anything", False),
    ],
)  # fmt: skip
def test_names_in_the_words_are_found_where_marking_is_blind(name, text, found):
    worded = replace(WHOLE, feedback={"A1": Feedback(strength=text)})
    assert bool(worth_a_look(worded, hidden_names=[name])) is found


def test_what_blocks_comes_first():
    points = readiness(SMALL, replace(WHOLE, marks={}, summary="", annotations=()))
    order = [Standing.BLOCKS, Standing.LOOK, Standing.FINE]
    assert [order.index(point.standing) for point in points] == sorted(order.index(point.standing) for point in points)
