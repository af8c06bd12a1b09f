"""Reading and writing a rubric by place."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.building import small_rubric

from certdesk.core.editing import set_critical, set_head, set_weight
from certdesk.core.editing_criteria import add_criterion
from certdesk.core.editing_levels import give_own_levels
from certdesk.core.editing_places import Place, first_difference, place_of, read_at, words_for, write_at
from certdesk.core.wordings import texts, with_language, with_text

RUBRIC = give_own_levels(set_head(small_rubric(), purpose="For tests"), "T2")
WRITABLE = [key for key in texts(RUBRIC) if "required" not in key]


@given(st.sampled_from(WRITABLE), st.text(min_size=1, max_size=20))
def test_what_is_written_at_a_place_is_read_there_and_nothing_else_changes(key: str, text: str) -> None:
    written = write_at(RUBRIC, key, text)
    assert read_at(written, key) == text
    rest = {other: words for other, words in texts(written).items() if other != key}
    assert rest == {other: words for other, words in texts(RUBRIC).items() if other != key}
    assert write_at(written, key, texts(RUBRIC)[key]) == RUBRIC
    assert text == texts(RUBRIC)[key] or first_difference(RUBRIC, written)


@given(st.sampled_from(WRITABLE), st.text(min_size=1, max_size=20))
def test_a_second_language_is_apart(key: str, text: str) -> None:
    written = write_at(with_language(RUBRIC, "fr"), key, text, "fr")
    assert read_at(written, key, "fr") == text
    assert read_at(written, key) == texts(RUBRIC)[key]
    assert first_difference(with_language(RUBRIC, "fr"), written) == key


def test_keys_are_taken_apart_also_with_values_that_are_fractions() -> None:
    assert place_of("criterion/T4/descriptor/5/2") == Place("criterion", "T4", "descriptor", "5/2")
    assert place_of("level/5/2/label") == Place("level", "", "label", "5/2")
    assert place_of("title") == Place("", "", "title")
    assert place_of("criterion/A/1") == Place("criterion", "A/1", "")
    assert place_of("outcome/certified/2") == Place("outcome", "certified", "2")


@pytest.mark.parametrize("odd", ["A/1", "T1/descriptor/3", "level/7", "/", "title", "x\ny", "T1/"])
def test_ids_of_other_systems_may_be_anything(odd: str) -> None:
    called = replace(RUBRIC.criteria[1], id=odd)
    rubric = replace(RUBRIC, criteria=(RUBRIC.criteria[0], called))
    for key in texts(rubric):
        if key.startswith(f"criterion/{odd}/") and "required" not in key:
            assert place_of(key).id == odd
            written = write_at(rubric, key, "new words")
            assert read_at(written, key) == "new words"
            assert place_of(first_difference(rubric, written)).id == odd


def test_places_that_have_no_text_are_refused() -> None:
    for key in ("criterion/T1/weight", "nothing", "level/1/colour"):
        with pytest.raises(KeyError):
            write_at(RUBRIC, key, "x")
    assert read_at(RUBRIC, "criterion/T9/title") == ""
    assert read_at(RUBRIC, "criterion/T9/descriptor/1") == ""


def test_places_are_named_in_a_few_words() -> None:
    named = {
        "criterion/T4/descriptor/3": "T4 Secure",
        "criterion/T4/title": "title of T4",
        "criterion/T4/weight": "weight of T4",
        "section/A/title": "title of section A",
        "level/1/label": "level Beginning",
        "purpose": "purpose",
    }
    assert {key: words_for(RUBRIC, key) for key in named} == named
    assert words_for(RUBRIC, "criterion/T4/descriptor/3", "fr") == "T4 Secure (fr)"


def test_the_first_difference_is_where_somebody_would_look() -> None:
    base = small_rubric()
    assert first_difference(base, base) == ""
    assert first_difference(base, set_weight(base, "T3", Fraction(31))) == "criterion/T3/weight"
    assert first_difference(base, set_critical(base, "T1", critical=True)) == "criterion/T1/critical"
    added, new_id = add_criterion(base, "A")
    assert first_difference(base, added) == f"criterion/{new_id}/title"
    assert first_difference(added, base) == "criterion/T3/title"
    assert first_difference(base, replace(base, title="Other")) == "title"
    translated = with_text(base, "fr", "title", "Autre")
    assert first_difference(base, translated) == "title"
