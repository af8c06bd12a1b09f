"""Rows of results: five kinds of mark stay apart, numbers are exact, and every column is explained."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import small_rubric

from certdesk.core.assessment import Feedback
from certdesk.core.codebook import all_tables
from certdesk.core.cohorts import CohortMember, CohortResult, Rating, ResultState, SettledMark, Turn
from certdesk.core.fields import exact_number
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef
from certdesk.core.result_columns import Sort
from certdesk.core.result_tables import ResultRecord, Table, Told, decimal, exact

RUBRIC = small_rubric()
FIRST = RUBRIC.criteria[0].id
WHEN = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def tables(
    marks: dict[str, Mark], told: Told | None = None, score: Fraction | None = Fraction(38, 15)
) -> dict[str, Table]:
    result = CohortResult(
        CohortMember("p-1", "P-001", "Zoë"), RubricRef("small", "1.0.0"), ResultState.RELEASED, "a-1", "pass", "Pass",
        True, score, marks, frozenset({FIRST}), WHEN, WHEN,
    )  # fmt: skip
    ratings = (
        Rating("a-2", "person-2", Turn.SECOND, True, marks, WHEN, (FIRST,)),
        Rating("a-1", "person-1", Turn.FIRST, True, marks, WHEN),
    )
    settled = (SettledMark(FIRST, marks.get(FIRST, UNMARKED), "mean_of_two", ("a-1", "a-2"), averaged=True),)
    record = ResultRecord("p-1", result, ratings, settled, {FIRST: Feedback("Strong.", "More.")})
    told = told or Told("STEM", "2026", RUBRIC, {"person-1": "A01", "person-2": "A02"})
    return {one.name: one for one in all_tables((record,), told)}


def rows(table: Table) -> list[dict[str, object]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize(
    ("mark", "kind", "level", "code", "word"),
    [
        (LevelGiven(Fraction(7, 3)), "level", "7/3", None, "7/3"),
        (NotObserved(), "not_observed", None, None, "not_observed"),
        (Unscorable("U-AUDIO"), "unscorable", None, "U-AUDIO", "unscorable:U-AUDIO"),
        (CommentOnly(), "comment_only", None, None, "comment_only"), (UNMARKED, "unmarked", None, None, "unmarked"),
    ],
)  # fmt: skip
def test_five_kinds_of_mark_stay_apart(mark, kind, level, code, word):
    found = tables({FIRST: mark})
    told = [row for row in rows(found["marks"]) if row["criterion"] == FIRST]
    assert [(row["turn"], row["assessor"]) for row in told] == [("first", "A01"), ("second", "A02"), ("result", None)]
    assert {(row["kind"], row["level_exact"], row["unscorable_code"]) for row in told} == {(kind, level, code)}
    assert all((row["level"] is None) == (level is None) for row in told)
    (result,) = rows(found["results"])
    assert result[f"mark_{FIRST}"] == word


def test_what_counts_and_why_and_when_is_told():
    first, second, result = (row for row in rows(tables({})["marks"]) if row["criterion"] == FIRST)
    assert (first["counts"], second["counts"], result["rule"]) == (True, True, "mean_of_two")
    assert (first["averaged"], result["averaged"]) == (False, True)
    assert (result["strength"], first["strength"], str(result["marked_on"])) == ("Strong.", None, "2026-11-22")
    others = [row for row in rows(tables({})["marks"]) if row["turn"] == "second"]
    assert len(others) == 1, "only what was asked for"


def test_every_column_is_explained_and_left_out_where_it_is_to_be():
    told = Told("STEM", "2026", RUBRIC, leave_out=frozenset({Sort.IDENTITY, Sort.SCHOOL, Sort.PROOF, Sort.WORDS}))
    found = tables({}, told)
    explained = {(row["table"], row["column"]) for row in rows(found["codebook"])}
    assert explained == {(name, column) for name, one in found.items() if name != "codebook" for column in one.names}
    assert all(row["title"] and row["meaning"] and row["type"] for row in rows(found["codebook"]))
    assert not {"code", "name", "school", "certificate", "strength"} & {*found["results"].names, *found["marks"].names}
    assert "P-001" not in str(found)


@given(st.fractions(-50, 50, max_denominator=10**9))
@settings(max_examples=60)
def test_decimals_are_never_more_than_the_number_and_texts_are_exact(number):
    short = decimal(number)
    assert 0 <= number - Fraction(short) < Fraction(1, 10**6)
    assert "E" not in str(short)
    assert exact_number(exact(number) or "") == number
