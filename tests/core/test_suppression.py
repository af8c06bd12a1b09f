"""Hidden cells can't be worked out: by a second, slower way than the one the program uses."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.suppression import Cell, Total, suppress
from certdesk.core.suppression_tables import key_of, suppress_people, tables_of_people

ALL = ()


def school(name):
    return key_of({"school": name})


def hidden_of(counts, totals=None, **more):
    """Hide in a table of schools under one total."""
    cells = [Cell(school(name), n) for name, n in counts.items()] + [Cell(ALL, sum(counts.values()))]
    found = suppress(cells, totals or [Total(ALL, tuple(school(name) for name in counts))], **more)
    return {dict(key).get("school", "all") for key in found.hidden}


def test_nothing_small_hides_nothing():
    assert hidden_of({"A": 5, "B": 9, "C": 40}) == set()


def test_a_small_cell_takes_the_next_smallest_with_it():
    assert hidden_of({"A": 3, "B": 9, "C": 40}) == {"A", "B"}


def test_two_small_ones_that_are_few_together_take_a_third():
    assert hidden_of({"A": 1, "B": 2, "C": 40, "D": 7}) == {"A", "B", "D"}


def test_two_that_are_enough_together_stand_alone():
    assert hidden_of({"A": 3, "B": 4, "C": 40}) == {"A", "B"}


def test_a_small_group_alone_in_the_cohort_takes_the_total():
    assert hidden_of({"A": 3}) == {"A", "all"}


def test_zeros_are_no_hiding_place():
    """3 of 3 in the two hidden ones, both at their bounds: A = 3 and B = 0 or not, so a third one hides them."""
    assert hidden_of({"A": 3, "B": 0, "C": 40, "D": 8}) == {"A", "B", "D"}


def test_what_no_table_lists_is_guarded():
    """97 of 100 took physics: the three others are in no table, but anybody can subtract."""
    cells = [Cell(ALL, 100), Cell(key_of({"subject": "physics"}), 97)]
    found = suppress(cells, [Total(ALL, (key_of({"subject": "physics"}),))])
    assert found.hidden == {key_of({"subject": "physics"})}
    assert not found.small


def test_a_large_rest_needs_no_guard():
    cells = [Cell(ALL, 100), Cell(key_of({"subject": "physics"}), 60)]
    assert not suppress(cells, [Total(ALL, (key_of({"subject": "physics"}),))]).hidden


def test_a_number_that_is_always_equal_goes_too():
    marks = key_of({"school": "A", "criterion": "T1"})
    cells = [Cell(school("A"), 3), Cell(school("B"), 9), Cell(school("C"), 40), Cell(ALL, 52), Cell(marks, 3)]
    totals = [Total(ALL, (school("A"), school("B"), school("C"))), Total(school("A"), (marks,))]
    assert marks in suppress(cells, totals).hidden


def test_certified_and_not_certified():
    people = [{"school": "A", "result": "yes"}] * 20 + [{"school": "A", "result": "no"}] * 2
    people += [{"school": "B", "result": "yes"}] * 15 + [{"school": "B", "result": "no"}] * 8
    counts, found = suppress_people(people, [("school", "result")])
    assert counts[ALL] == 45
    assert found.small == {key_of({"school": "A", "result": "no"})}
    assert {key for key in counts if not found.shows(key)} == {
        key_of({"school": where, "result": result}) for where in "AB" for result in ("yes", "no")
    }


def test_the_order_of_the_input_does_not_matter():
    people = [{"school": "ABCD"[i % 4], "result": "yn"[i % 3 == 0]} for i in range(50)]
    cells, totals = tables_of_people(people, [("school", "result")])
    assert suppress(cells, totals) == suppress(cells[::-1], totals[::-1])


def test_an_impossible_total_is_refused():
    with pytest.raises(ValueError, match="Total"):
        suppress([Cell(ALL, 3), Cell(school("A"), 4)], [Total(ALL, (school("A"),))])


# The check: equations of hidden cells alone, from nothing but what is shown.


def system(cells, totals, hidden):
    """Rows of coefficients of the hidden cells, and what each row makes."""
    counts = {cell.key: cell.n for cell in cells}
    order = sorted(hidden)
    rows = []
    for total in totals:
        members = [(key, 1) for key in total.parts] + [(total.whole, -1)]
        row = [sum(sign for key, sign in members if key == at) for at in order]
        rows.append((row, -sum(sign * counts[key] for key, sign in members if key not in hidden)))
    return order, rows


def found_by_subtraction(order, rows):
    """Hidden cells whose own unit vector lies in the row space: found by adding and subtracting."""
    matrix = [[Fraction(value) for value in row] for row, _made in rows]
    places = []
    for column in range(len(order)):
        pivot = next((r for r in range(len(places), len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        at = len(places)
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        matrix[at] = [value / matrix[at][column] for value in matrix[at]]
        for r, row in enumerate(matrix):
            if r != at and row[column]:
                factor = row[column]
                matrix[r] = [value - factor * top for value, top in zip(row, matrix[at], strict=True)]
        places.append(column)
    return [order[column] for r, column in enumerate(places) if sum(map(bool, matrix[r])) == 1]


def possible_tables(table):
    """Every table of two by three with the same margins: two cells decide the others."""
    rows, columns = (sum(table[:3]), sum(table[3:])), [table[at] + table[at + 3] for at in range(3)]
    for one, two in product(range(columns[0] + 1), range(columns[1] + 1)):
        top = (one, two, rows[0] - one - two)
        found = (*top, *(column - value for column, value in zip(columns, top, strict=True)))
        if min(found) >= 0:
            yield found


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {"school": st.sampled_from("AABBCD"), "result": st.sampled_from("yyyn"), "subject": st.sampled_from("mmp")}
    ),
    min_size=1,
    max_size=70,
)
BREAKDOWNS = st.sampled_from(
    [
        [("school",)],
        [("school", "result")],
        [("school", "result"), ("subject", "result")],
        [("school", "subject"), ("school", "result"), ("subject", "result")],
        [("school", "result", "subject")],
    ]
)


def holds_for(people, breakdowns):
    cells, totals = tables_of_people(people, breakdowns)
    found = suppress(cells, totals)
    assert {cell.key for cell in cells if cell.n < 5} <= found.hidden
    shown = [cell for cell in cells if found.shows(cell.key)]
    if shown:
        assert not found_by_subtraction(*system(cells, totals, found.hidden))
    for total in totals:
        covered = [cell.n for cell in cells if cell.key in total.parts and cell.key in found.hidden]
        assert not covered or not found.shows(total.whole) or sum(covered) >= 5


@settings(max_examples=25)
@given(PEOPLE, BREAKDOWNS)
def test_no_hidden_cell_is_found_by_subtraction(people, breakdowns):
    holds_for(people, breakdowns)


@pytest.mark.slow
@settings(max_examples=1500)
@given(PEOPLE, BREAKDOWNS)
def test_no_hidden_cell_is_found_by_subtraction_at_length(people, breakdowns):
    holds_for(people, breakdowns)


def holds_for_counts(table):
    """Two by three with margins that are all shown: every table that fits what is shown is tried."""
    places = [key_of({"school": where, "result": result}) for result in "yn" for where in "ABC"]
    people = [dict(key) for key, n in zip(places, table, strict=True) for _each in range(n)]
    cells, totals = tables_of_people(people, [("school", "result")], {"school": "ABC", "result": "yn"})
    found = suppress(cells, totals, small=2)
    if any(len(key) < 2 for key in found.hidden):
        return
    shown = [place for place, key in enumerate(places) if found.shows(key)]
    fits = [other for other in possible_tables(table) if all(other[place] == table[place] for place in shown)]
    hidden = [place for place in range(6) if place not in shown]
    assert all(len({other[place] for other in fits}) > 1 for place in hidden)


@settings(max_examples=15)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_no_hidden_cell_has_only_one_possible_count(table):
    holds_for_counts(table)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_no_hidden_cell_has_only_one_possible_count_at_length(table):
    holds_for_counts(table)


def test_a_cohort_by_school_subject_and_result_is_quick():
    people = [
        {"school": f"S{number * 7 % 31:02}", "subject": "mpcb"[number % 4], "result": "yyyn"[number // 3 % 4]}
        for number in range(300)
    ]
    counts, found = suppress_people(people, [("school", "result"), ("subject", "result"), ("school", "subject")])
    assert found.shows(ALL)
    assert len(found.hidden) < len(counts)
