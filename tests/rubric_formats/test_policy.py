"""The programme's policy as a file: nothing of it is lost, and every mistake is a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk import shipped
from certdesk.core.errors import RubricError
from certdesk.core.policy import (
    AdjudicationTable,
    Appeals,
    AppealStage,
    Blind,
    Conflict,
    Ground,
    ModerationSample,
    ProgrammePolicy,
    Qualification,
    Resubmission,
    Retention,
    SecondMarking,
    Settle,
)
from certdesk.plain_yaml import parse_yaml
from certdesk.rubric_formats.policy import read_policy, write_policy
from certdesk.rubric_formats.policy_yaml import read_preflight_settings
from certdesk.rubric_formats.yaml_text import dump

SHIPPED = (shipped.rubrics() / "programme_policy.yaml").read_text(encoding="utf-8")
SHARES = st.fractions(0, 1, max_denominator=40)
SMALL, DAYS = st.integers(0, 1000), st.integers(0, 40_000)
SETTLE = st.sampled_from([Settle.MEAN, Settle.THIRD, Settle.THIRD_ALL_IN_DISPUTE])


def some(kind):
    return st.lists(st.sampled_from(list(kind)), unique=True).map(tuple)


@st.composite
def policies(draw) -> ProgrammePolicy:
    stages = draw(some(AppealStage))
    return ProgrammePolicy(
        qualification=draw(st.builds(
            Qualification, SMALL, SMALL, SHARES, SHARES, SMALL, st.booleans(), st.integers(1, 600), SHARES,
            st.integers(1, 10_000),
        )),
        conflicts=draw(some(Conflict)),
        same_school_months=draw(st.integers(0, 600)),
        blind=draw(st.builds(Blind, *[st.booleans()] * 6)),
        second_marking=draw(st.builds(
            SecondMarking, SHARES, SMALL, st.booleans(), st.fractions(0, 5, max_denominator=20), SHARES,
            st.booleans(), SMALL, st.booleans(),
        )),
        adjudication=draw(st.builds(
            AdjudicationTable, SETTLE, SETTLE, SETTLE, st.sampled_from([Settle.THIRD, Settle.THIRD_ALL_IN_DISPUTE]),
        )),
        moderation=draw(st.builds(
            ModerationSample, SHARES, SMALL, SMALL, st.booleans(), st.booleans(), st.booleans(), SMALL,
            st.integers(1, 9), st.integers(1, 30),
        )),
        hold_until_moderated=draw(st.booleans()),
        appeals=Appeals(
            draw(DAYS), draw(some(Ground)), stages, tuple(draw(DAYS) for _stage in stages), draw(st.booleans())
        ),
        retention=draw(st.builds(Retention, st.integers(0, 200), DAYS, DAYS)),
        resubmission=draw(st.builds(
            Resubmission, st.integers(1, 1000), st.integers(0, 600), st.booleans(), st.booleans()
        )),
        smallest_cell=draw(st.integers(1, 1000)),
        holidays=tuple(day.isoformat() for day in draw(st.lists(st.dates(), max_size=3))),
    )  # fmt: skip


def check(policy: ProgrammePolicy) -> None:
    text = write_policy(policy, SHIPPED)
    assert read_policy(text, name="p") == policy
    assert read_policy(write_policy(policy), name="p") == policy
    assert write_policy(policy, text) == text


@settings(max_examples=15)
@given(policies())
def test_what_is_written_is_read_again(policy):
    check(policy)


@pytest.mark.slow
@settings(max_examples=500)
@given(policies())
def test_what_is_written_is_read_again_in_many_cases(policy):
    check(policy)


def test_the_shipped_policy_says_the_defaults_and_is_rewritten_as_it_is():
    assert read_policy(SHIPPED, name="p") == ProgrammePolicy()
    text = write_policy(ProgrammePolicy(), SHIPPED)
    assert parse_yaml(text, "p", RubricError) == parse_yaml(SHIPPED, "p", RubricError)


def test_what_else_stands_there_stays_and_preflight_reads_it_on():
    text = f"{SHIPPED}\nour_own: {{people: [Ada, 'null', '']}}\n"
    changed = write_policy(replace(ProgrammePolicy(), smallest_cell=7), text)
    before, after = (parse_yaml(each, "p", RubricError) for each in (text, changed))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert {**before, "smallest_cell": "7"} == after
    assert read_preflight_settings(changed, name="p") == read_preflight_settings(SHIPPED, name="p")


def test_what_is_left_out_keeps_its_default_and_hides_nothing():
    policy = read_policy("schema: certdesk.policy/1\nmoderation_sample: {share: 1/3}\n", name="p")
    assert policy.moderation == ModerationSample(share=Fraction(1, 3))
    assert policy.blind == Blind(candidate=False, school=False, file_names=False, properties=False)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("double_marking: {random_share: 1.4}", "double_marking: “random_share” is 1.4, but must be .* from 0 to 1"),
        ("double_marking: {random_share: some}", "“random_share” is “some”, which is not a number"),
        ("double_marking: {always_for: [nearcut]}", "“always_for” holds “nearcut”.* Allowed are: near_cut"),
        ("double_marking: {near_cut: {band: wide}}", "“band” is “wide”.*1.5_standard_errors"),
        ("moderation_sample: {minimum: -1}", "“minimum” must be a whole number from 0"),
        ("conflict_of_interest: {blocks: [enemy]}", "“blocks” holds “enemy”.* Allowed are: self"),
        ("appeals: {stages: [panel], days_per_stage: [1, 2]}", "has 2 numbers for 1 stages"),
        ("release: {hold_all_until: friday}", "Allowed are: moderation_closed, nothing"),
        ('agreement_and_adjudication: [{if: "abs(a-b) >= 2", final: a}]', "“final” holds “a”"),
        ("holidays: [Christmas]", "“Christmas”, which is no day"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_place_and_what_is_allowed(part, told):
    with pytest.raises(RubricError) as refused:
        read_policy(f"schema: certdesk.policy/1\n{part}\n", name="ours.yaml")
    assert re.search(told, refused.value.sentence), refused.value.sentence
    assert refused.value.sentence.startswith("ours.yaml")


ODD = st.recursive(
    st.sampled_from(
        ["", "~", "-1", "1e9", "1/0", "true", "near_cut", "99999", "first_999999_of_new_assessor", "é\x7f"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["if", "final", "band"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=60)
@given(st.data())
def test_whatever_a_policy_says_it_is_read_or_refused_in_words(data):
    tree = parse_yaml(SHIPPED, "p", RubricError)
    assert isinstance(tree, dict)
    part = data.draw(st.sampled_from(sorted(set(tree) - {"schema"})))
    inner = tree[part]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        tree[part] = inner | {data.draw(st.sampled_from(sorted(inner))): data.draw(ODD)}
    else:
        tree[part] = data.draw(ODD)
    text = dump(tree)
    try:
        policy = read_policy(text, name="p")
    except RubricError:
        return
    assert read_policy(write_policy(policy, text), name="p") == policy
