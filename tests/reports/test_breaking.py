from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.reports.text.breaking import clusters, words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two  three", ["one ", "two  ", "three"]),
        ("well-known and/or", ["well-", "known ", "and/", "or"]),
        ("from -5 to 3-4", ["from ", "-5 ", "to ", "3-4"]),
        ("10\u00a0kg of", ["10\u00a0kg ", "of"]),
        ("ሰላም፡ለዓለም።", ["ሰላም፡", "ለዓለም።"]),
        ("学生协作。", ["学", "生", "协", "作。"]),
        ("（在03:05）好", ["（在", "03:05）", "好"]),
        ("", []),
    ],
)
def test_lines_may_end_where_readers_expect_it(text, pieces):
    assert words(text) == pieces


def test_letters_are_not_torn_from_their_marks():
    assert clusters("e\u0301a") == ["e\u0301", "a"]
    assert clusters("क्षि") == ["क्षि"]
    assert clusters("دَع") == ["دَ", "ع"]


@given(st.text())
def test_nothing_is_lost(text):
    assert "".join(words(text)) == text
    assert "".join(clusters(text)) == text
