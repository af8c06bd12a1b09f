"""From everything that is published of a cohort, with all its filters, no hidden number follows by subtraction."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.insights.test_hiding import in_span
from tests.support.building import CRITERIA
from tests.support.insights import a_result, told_of

from certdesk.core.errors import NotAllowedError
from certdesk.core.insights.assembling import assemble
from certdesk.core.insights.figures import Filter
from certdesk.core.marks import LevelGiven

PERSON = st.tuples(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("mpq"), st.sampled_from(["en", "fr"])),
    st.tuples(*[st.sampled_from([1, 2, 3, 4, 4, None])] * 4),
)


def published(given_, results):
    """Every document that somebody could ask for, with the filter that it was asked for by."""
    said = {"school": set(), "subject": set(), "language": set()}
    for name, values in said.items():
        values.update(getattr(one.member, name) for one in results)
    for school, subject, language in product(
        *(["", *sorted(said[name])] for name in ("school", "subject", "language"))
    ):
        chosen = Filter(subject=subject, school=school, language=language)
        try:
            yield chosen, assemble(given_, chosen)
        except NotAllowedError:
            continue


def check(people):
    """Whoever knows who has a level finds no small group; whoever doesn't finds no hidden group at all."""
    results = [a_result(number, facts, levels) for number, (facts, levels) in enumerate(people)]
    documents = [pair for pair in published(told_of(results), results) if not pair[1].hidden]
    for criterion in CRITERIA:
        levelled = [one for one in results if isinstance(one.marks[criterion], LevelGiven)]
        told, hidden = by_criterion(documents, levelled, criterion)
        assert not [group for group in hidden if 0 < sum(group) < 5 and in_span(told, group)]
        told, hidden = by_criterion(documents, results, criterion)
        assert not [group for group in hidden if in_span(told, group)]
        assert_means(documents, levelled, criterion)


def by_criterion(documents, people, criterion):
    """The groups of these people whose means are told, and those whose are hidden."""
    told, hidden = [], []
    for chosen, figures in documents:
        wanted = {"subject": chosen.subject, "school": chosen.school, "language": chosen.language}
        (hidden if figures.criterion(criterion).hidden else told).append(members(people, wanted))
        for heat in figures.heat:
            if heat.by.value in wanted:
                place = [column.id for column in heat.columns].index(criterion)
                for row in heat.rows:
                    group = members(people, {**wanted, heat.by.value: row.key})
                    (told if row.cells[place].mean is not None else hidden).append(group)
    return told, hidden


def assert_means(documents, levelled, criterion):
    for chosen, figures in documents:
        one = figures.criterion(criterion)
        if not one.hidden:
            wanted = {"subject": chosen.subject, "school": chosen.school, "language": chosen.language}
            own = members(levelled, wanted)
            assert (one.n, one.mean) == (sum(own), mean_of(levelled, own, criterion))


def members(results, wanted):
    return [all(not value or getattr(one.member, name) == value for name, value in wanted.items()) for one in results]


def mean_of(results, which, criterion):
    levels = [one.marks[criterion].level for one, inside in zip(results, which, strict=True) if inside]
    return sum(levels, Fraction(0)) / len(levels)


@given(st.lists(PERSON, min_size=8, max_size=22))
@settings(max_examples=8)
def test_no_hidden_mean_follows_from_told_ones(people):
    check(people)


@pytest.mark.slow
@given(st.lists(PERSON, min_size=8, max_size=60))
@settings(max_examples=150)
def test_no_hidden_mean_follows_from_told_ones_at_length(people):
    check(people)
