"""Statistics of a cohort: only what two gave independently counts, and nothing is worked out twice."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.cases import cases_of
from certdesk.actions.cohort_statistics import CohortFigures, double_marks, figures_of
from certdesk.actions.settling import ask_third, disputes_of, rule, third_candidates
from certdesk.core.figures_words import drift_in_words, error_in_words, severity_in_words
from certdesk.core.marks import LevelGiven
from certdesk.core.scoring import weighted_mean
from certdesk.core.statistics.results import Estimate, NotComputed


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A cohort of 40 of which half is marked twice."""
    folder = tmp_path_factory.mktemp("figures")
    with open_workspace(folder / "workspace", person="person-lead") as workspace:
        yield workspace, put_cohort(workspace, Shape(candidates=40, assessors=4, double=0.5, words=False))


def test_they_are_what_counting_by_hand_gives(desk):
    workspace, made = desk
    figures = figures_of(workspace, made.cohort)
    both = [(made.first[id_], made.second[id_]) for id_ in made.second]
    pairs = [
        (one.marks[key].level, other.marks[key].level)
        for one, other in both
        for key in one.marks
        if isinstance(one.marks[key], LevelGiven) and isinstance(other.marks[key], LevelGiven)
    ]
    assert figures.whole.n == len(pairs)
    assert figures.whole.exact.count == sum(a == b for a, b in pairs)
    assert figures.whole.within_one.count == sum(abs(a - b) <= 1 for a, b in pairs)
    assert (figures.portfolios, figures.marked) == (len(both), 40)
    criteria = shipped_rubric().criteria
    squares = [(weighted_mean(criteria, one.marks) - weighted_mean(criteria, two.marks)) ** 2 for one, two in both]
    assert figures.error.sem.value**2 == pytest.approx(float(sum(squares, Fraction(0)) / 2 / len(both)))
    assert list(figures.by_criterion) == [each.id for each in criteria]
    assert sum(one.n for one in figures.by_pair.values()) == len(pairs)
    assert {one.assessor for one in figures.severity} <= set(made.assessors)


def test_third_marks_rulings_and_means_change_nothing_in_agreement(desk):
    workspace, made = desk
    before = figures_of(workspace, made.cohort)
    dispute = disputes_of(workspace, made.cohort)[0]
    id_ = dispute.member.portfolio_id
    ask_third(workspace, id_, third_candidates(workspace, made.cohort, id_)[0].assessor, ())
    rule(workspace, id_, dispute.disputed[0], LevelGiven(Fraction(3)), "Because of the plan.")
    assert figures_of(workspace, made.cohort).whole == before.whole
    cases = cases_of(workspace, made.cohort)
    given = {
        (one.first_assessor, one.second_assessor) for one in double_marks(made.cohort, before.rubric, cases)
        if one.portfolio == id_
    }  # fmt: skip
    assert given == {(made.first[id_].assessor_id, made.second[id_].assessor_id)}


def test_they_are_worked_out_again_when_something_was_written_down(desk):
    workspace, made = desk
    remembered = CohortFigures(workspace)
    first = remembered.of(made.cohort)
    assert remembered.of(made.cohort) is first
    dispute = disputes_of(workspace, made.cohort)[-1]
    rule(workspace, dispute.member.portfolio_id, dispute.disputed[0], LevelGiven(Fraction(2)), "Because.")
    assert remembered.of(made.cohort) is not first


def test_sentences_say_n_and_an_interval_and_judge_nothing_from_a_few(desk):
    workspace, made = desk
    figures = figures_of(workspace, made.cohort)
    for one in figures.severity:
        said = severity_in_words(one, "Amara")
        assert said.startswith("Amara gives ")
        assert f"n = {one.difference.n})" in said
    assert "portfolios marked twice" in error_in_words(figures.error)
    assert all(drift_in_words(one, "Amara") for one in figures.drift)
    few = figures.severity[0]
    few = type(few)(few.assessor, 3, 1, Estimate(0.5, 3, None, NotComputed("One portfolio", 3)), 0, 1, 2)
    assert severity_in_words(few, "Amara").endswith("That is too few to judge by.")


def test_one_judgement_is_no_agreement(tmp_path):
    with open_workspace(tmp_path / "workspace", person="person-lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=1, double=0, words=False))
        figures = figures_of(workspace, made.cohort)
        assert isinstance(figures.whole.kappa, NotComputed)
        assert isinstance(figures.error, NotComputed)
        assert "can't be computed" in error_in_words(figures.error)
        assert (figures.portfolios, figures.severity, dict(figures.by_criterion)) == (0, (), {})
