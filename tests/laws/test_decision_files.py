"""Whatever decision rules there are: written as a file's part and read again, they are the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core import conditions as rule
from certdesk.core.errors import RubricError
from certdesk.core.fields import Fields
from certdesk.core.rubric import DecisionRules, Outcome
from certdesk.rubric_formats.decision_yaml import read_decision
from certdesk.rubric_formats.decision_yaml_writing import write_decision

NUMBERS = st.fractions(min_value=-999, max_value=999, max_denominator=10_000)
COUNTS = st.integers(0, 999)
NAMES = st.sampled_from(["A", "B", "T1", "9", "on"])
CONDITIONS = st.one_of(
    st.builds(rule.MeanAtLeast, NUMBERS, st.booleans()),
    st.builds(rule.TotalAtLeast, NUMBERS, st.booleans()),
    st.builds(rule.EveryCriterionAtLeast, NUMBERS),
    st.just(rule.FloorsMet()),
    st.builds(rule.BelowFloorAtMost, COUNTS),
    st.builds(rule.CriticalAtLeast, NUMBERS),
    st.builds(rule.SectionMeanAtLeast, NAMES, NUMBERS),
    st.builds(rule.SectionTotalAtLeast, NAMES, NUMBERS, st.booleans()),
    st.builds(rule.CountAtLevel, NUMBERS, COUNTS, st.none() | COUNTS, st.sampled_from(rule.Comparing)),
    st.builds(rule.CountAtLevel, NUMBERS, st.none(), COUNTS, st.sampled_from(rule.Comparing)),
    st.builds(rule.NamedAtLeast, st.lists(NAMES, min_size=1, max_size=3).map(tuple), NUMBERS),
    st.builds(rule.NotObservedAtMost, COUNTS),
    st.builds(rule.BankedAtMost, COUNTS),
)
BANKS = st.just((None, 0)) | st.tuples(NUMBERS, COUNTS)


@st.composite
def outcomes(draw):
    banks_from, months = draw(BANKS)
    return Outcome(
        draw(NAMES), draw(st.text(max_size=20)), draw(st.lists(CONDITIONS, max_size=5).map(tuple)),
        draw(st.booleans()), banks_from, months,
    )  # fmt: skip


RULES = st.builds(
    DecisionRules,
    st.lists(outcomes(), max_size=4).map(tuple),
    st.integers(1, 999),
    st.dictionaries(NAMES, st.integers(1, 999), max_size=3),
    st.integers(0, 6),
)


@settings(max_examples=50, deadline=None)
@given(RULES)
def test_what_is_written_is_read_again(rules):
    assert read_decision(Fields(write_decision(rules), "rubric.yaml", RubricError)) == rules


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(max_examples=1000, deadline=None)
@given(RULES)
def test_whatever_is_written_is_read_again(rules):
    assert read_decision(Fields(write_decision(rules), "rubric.yaml", RubricError)) == rules


def test_cuts_of_sections_that_follow_each_other_stand_together():
    conditions = (rule.SectionMeanAtLeast("A", Fraction("2.25")), rule.SectionMeanAtLeast("B", Fraction("2.75")))
    [outcome] = write_decision(DecisionRules((Outcome("met", "Met", conditions),)))["outcomes"]
    assert outcome == {
        "id": "met",
        "label": "Met",
        "all": [{"section_mean_at_least": {"A": "2.25", "B": "2.75"}}],
    }
