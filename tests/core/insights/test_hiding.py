"""Small groups can't be worked out: checked by elimination over fractions, which the program doesn't use."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.insights.hiding import atom_of, choose_hidden, recoverable
from certdesk.core.insights.protecting import TABLES


def people_of(*counted):
    return [
        atom_of({"school": school, "subject": subject, "language": language}, TABLES)
        for count, school, subject, language in counted
        for _one in range(count)
    ]


def in_span(rows, wanted):
    """Whether a vector is a combination of others."""
    basis = {}
    for row in rows:
        left = reduced(basis, row)
        place = next((at for at, value in enumerate(left) if value), None)
        if place is not None:
            basis[place] = [value / left[place] for value in left]
    return not any(reduced(basis, wanted))


def reduced(basis, row):
    left = [Fraction(value) for value in row]
    for place, other in basis.items():
        if factor := left[place]:
            left = [value - factor * known for value, known in zip(left, other, strict=True)]
    return left


def check(people, smallest=5):
    hiding = choose_hidden(people, smallest)
    groups = {group for atom in people for group in atom}
    hidden = hiding.small | hiding.others
    told = [[group in atom for atom in people] for group in sorted(groups - hidden)] + [[True] * len(people)]
    for group in sorted(hidden):
        assert not in_span(told, [group in atom for atom in people]), group
    assert {group for group in groups if sum(group in atom for atom in people) < smallest} == hiding.small
    assert recoverable(people, hidden, hidden) == set()
    return hiding


def test_nothing_small_hides_nothing():
    assert not check(people_of((20, "a", "m", "en"), (20, "b", "m", "en"))).others


def test_a_small_school_takes_another_with_it():
    hiding = check(people_of((3, "a", "m", "en"), (9, "b", "m", "en"), (20, "c", "m", "en")))
    assert (("school", "a"),) in hiding.small
    assert (("school", "b"),) in hiding.others


def test_a_language_that_is_a_school_gives_it_away():
    """French is spoken in the two small schools together, and a third small one would be what is left."""
    people = people_of(
        (4, "a", "m", "fr"), (3, "b", "m", "fr"), (2, "c", "m", "en"), (20, "d", "m", "en"), (9, "e", "m", "en")
    )
    hiding = check(people)
    assert (("school", "c"),) in hiding.small


def test_what_is_left_between_two_tables_is_large_enough():
    """All but two of French are in one school: French less that school are those two."""
    people = people_of((8, "a", "m", "fr"), (2, "b", "m", "fr"), (9, "b", "m", "en"), (20, "c", "m", "en"))
    hiding = check(people)
    assert (("school", "a"),) in hiding.others or (("language", "fr"),) in hiding.others


PEOPLE = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("mpq"), st.sampled_from(["en", "fr", "ar"])),
    min_size=5,
    max_size=30,
)


@given(PEOPLE)
@settings(max_examples=20)
def test_no_hidden_group_is_a_combination_of_told_ones(facts):
    check(people_of(*((1, *one) for one in facts)))


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("mpqr"), st.sampled_from(["en", "fr", "ar"])),
        min_size=5,
        max_size=70,
    )
)
@settings(max_examples=300)
def test_no_hidden_group_is_a_combination_of_told_ones_at_length(facts):
    check(people_of(*((1, *one) for one in facts)))
