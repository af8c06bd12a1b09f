"""Values to bytes and back: nothing is lost, and the same value always gives the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core import conditions as rule
from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Rect, TextQuote, TimeSpan, WholeItem
from certdesk.core.marks import (
    CommentOnly,
    LevelGiven,
    NotObserved,
    Unmarked,
    Unscorable,
    mark_from_plain,
    mark_to_plain,
)
from certdesk.core.plain import canonical, digest, dumps, from_plain, loads, to_plain
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import (
    Cap,
    CertificateTerm,
    Criterion,
    DecisionRules,
    EvidenceRule,
    Level,
    Outcome,
    Rubric,
    Scale,
    Section,
    WorkedExample,
)
from certdesk.store.records import RowChange

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
fractions = st.fractions(-1000, 1000, max_denominator=1000)
counts = st.integers(0, 99)
conditions = st.one_of(
    st.builds(rule.MeanAtLeast, fractions),
    st.builds(rule.TotalAtLeast, fractions),
    st.builds(rule.EveryCriterionAtLeast, fractions),
    st.builds(rule.FloorsMet),
    st.builds(rule.BelowFloorAtMost, counts),
    st.builds(rule.CriticalAtLeast, fractions),
    st.builds(rule.SectionMeanAtLeast, texts, fractions),
    st.builds(rule.CountAtLevel, fractions, st.none() | counts, st.none() | counts),
)


def some(values: st.SearchStrategy) -> st.SearchStrategy:
    """A short tuple."""
    return st.lists(values, max_size=3).map(tuple)


outcomes = st.builds(Outcome, texts, texts, some(conditions), st.booleans(), st.none() | fractions, counts)
criteria = st.builds(
    Criterion,
    texts,
    texts,
    texts,
    fractions,
    fractions,
    st.booleans(),
    texts,
    st.dictionaries(fractions, texts, max_size=3),
    some(st.builds(EvidenceRule, texts, counts, some(st.tuples(texts, fractions)), texts)),
    some(texts),
    texts,
    some(texts),
    some(st.builds(Cap, texts, fractions, texts)),
)
rubrics = st.builds(
    Rubric,
    id=texts,
    version=texts,
    language=texts,
    title=texts,
    audience=texts,
    purpose=texts,
    scale=st.builds(
        Scale,
        some(st.builds(Level, fractions, texts, texts, texts)),
        fractions,
        counts,
        st.frozensets(texts, max_size=3),
        st.booleans(),
    ),
    sections=some(st.builds(Section, texts, texts, some(texts))),
    criteria=some(criteria),
    decision=st.builds(
        DecisionRules, some(outcomes), counts, st.dictionaries(texts, counts, max_size=2), st.integers(0, 4)
    ),
    certificate=st.builds(CertificateTerm, counts, counts, texts),
    examples=some(st.builds(WorkedExample, texts, st.dictionaries(texts, texts, max_size=3), fractions, texts)),
)
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
boxes = st.builds(Rect, numbers, numbers, numbers, numbers)
anchors = st.one_of(
    st.builds(PageRegion, counts, boxes, texts),
    st.builds(PhotoRegion, boxes),
    st.builds(TimeSpan, st.integers(0, 2**40), st.integers(0, 2**40), texts),
    st.builds(TextQuote, texts, texts, texts, counts),
    st.builds(WholeItem),
)


@settings(deadline=None)
@given(rubrics)
def test_a_rubric_comes_back_and_gives_the_same_bytes(rubric):
    text = dumps(rubric)
    again = loads(Rubric, text)
    assert again == rubric
    assert dumps(again) == text


@given(anchors)
def test_an_anchor_comes_back_and_gives_the_same_bytes(anchor):
    text = dumps(anchor)
    again = loads(Anchor, text)
    assert again == anchor
    assert type(again) is type(anchor)
    assert dumps(again) == text


@given(st.integers(-(2**53), 2**53))
def test_equal_numbers_give_equal_bytes(number):
    whole, broken = Rect(number, 0, 0, 0), Rect(float(number), 0.0, -0.0, 0)
    assert whole == broken
    assert dumps(whole) == dumps(broken)


@given(st.permutations([("a", "1"), ("b", "2"), ("c", "3")]), st.permutations(["x", "y", "z"]))
def test_order_that_means_nothing_changes_nothing(pairs, names):
    examples = [WorkedExample("n", dict(order), Fraction(1), "o") for order in (pairs, sorted(pairs))]
    assert dumps(examples[0]) == dumps(examples[1])
    scales = [Scale((), Fraction(1), 0, frozenset(order)) for order in (names, sorted(names))]
    assert dumps(scales[0]) == dumps(scales[1])


@given(st.datetimes(timezones=st.just(UTC)), st.dates())
def test_moments_and_days(moment, day):
    assert from_plain(datetime, to_plain(moment)) == moment
    assert from_plain(date, to_plain(day)) == day


@given(
    st.one_of(
        st.builds(LevelGiven, fractions),
        st.builds(Unscorable, texts),
        st.sampled_from([NotObserved(), CommentOnly(), Unmarked()]),
    )
)
def test_the_five_kinds_of_mark_stay_apart(mark):
    plain = mark_to_plain(mark)
    assert mark_from_plain(plain) == mark
    assert mark_from_plain(json.loads(canonical(plain))) == mark
    columns = {"assessment_id": "a", "criterion_id": "c", "level": None, "code": None}
    assert mark_from_plain(columns | plain) == mark


cells = st.none() | texts | st.integers(-(2**62), 2**62)
row = st.dictionaries(texts, cells, max_size=4)


@given(texts, row, st.none() | row, st.none() | row)
def test_a_change_of_a_row_comes_back_from_the_journal(table, key, before, after):
    change = RowChange(table, key, before, after)
    text = canonical(change.to_plain())
    again = RowChange.from_plain(json.loads(text))
    assert again == change
    assert canonical(again.to_plain()) == text
    assert change.reversed().reversed() == change


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_canonical_text_is_stable(value):
    try:
        text = canonical(value)
    except ValueError:
        # Infinity is no JSON.
        return
    assert canonical(json.loads(text)) == text
    assert len(digest(text.encode(errors="replace").decode())) == 64


KINDS = [Anchor, Rect, Rubric, Scale, EvidenceRule, WorkedExample, Fraction, date, datetime, rule.Condition, Outcome]


def mutated(plain, data):
    """Put something else in one place of a plain value."""
    if not isinstance(plain, dict | list) or not plain or data.draw(st.integers(0, 4)) == 0:
        return data.draw(json_values)
    key = data.draw(st.sampled_from(sorted(plain) if isinstance(plain, dict) else range(len(plain))))
    again = dict(plain) if isinstance(plain, dict) else list(plain)
    again[key] = mutated(again[key], data)
    return again


def read_or_refuse(kind, plain):
    try:
        found = from_plain(kind, plain)
    except (KeyError, TypeError, ValueError):
        return
    assert from_plain(kind, to_plain(found)) == found


@given(st.sampled_from(KINDS), json_values)
def test_what_is_no_value_is_refused_in_one_of_three_ways(kind, plain):
    read_or_refuse(kind, plain)


@settings(deadline=None)
@given(anchors.map(lambda value: (Anchor, value)) | outcomes.map(lambda value: (Outcome, value)), st.data())
def test_what_is_nearly_a_value_is_refused_in_one_of_three_ways(kind_and_value, data):
    kind, value = kind_and_value
    read_or_refuse(kind, mutated(to_plain(value), data))


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        (Fraction, "1/0"),
        (Fraction, 3),
        (Fraction, "0.5"),
        (Rect, {"left": True, "top": 0, "right": 0, "bottom": 0}),
        (Rect, {"left": 10**400, "top": 0, "right": 0, "bottom": 0}),
        (Rect, []),
        (Rect, {"left": 0}),
        (Rect, {"left": 0, "top": 0, "right": 0, "bottom": 0, "colour": "red"}),
        (Anchor, {"is": "Hole"}),
        (Anchor, {}),
        (Anchor, None),
        (Anchor, "WholeItem"),
        (tuple[str, ...], "abc"),
        (tuple[str, str], ["a"]),
        (str, 5),
        (bool, "false"),
        (int, True),
        (int, 1.0),
        (date, 5),
        (RubricRef, {"id": "a", "version": None}),
    ],
)
def test_what_is_no_value(kind, plain):
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_plain(kind, plain)


def test_nothing_unknown_is_written():
    with pytest.raises(TypeError):
        to_plain(object())
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps(Rect(float("nan"), 0, 0, 0))
