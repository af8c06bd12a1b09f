"""Words that were added and removed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.word_changes import Piece, Word, word_changes

SAME, REMOVED, ADDED = Word


def test_only_the_changed_words_are_marked():
    assert word_changes("The task requires talk.", "The task asks for talk!") == (
        Piece(SAME, "The task "),
        Piece(REMOVED, "requires "),
        Piece(ADDED, "asks for "),
        Piece(SAME, "talk"),
        Piece(REMOVED, "."),
        Piece(ADDED, "!"),
    )


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("", "new words", "", "new words"),
        ("old words", "", "old words", ""),
        ("same", "same", "", ""),
        ("pupils' ideas", "pupil's ideas", "pupils' ", "pupil's "),
        ("विद्यार्थी सोचते हैं", "विद्यार्थी बोलते हैं", "सोचते ", "बोलते "),
        ("学生独立思考", "学生合作思考", "独立", "合作"),
    ],
)
def test_words_of_any_script_stay_whole(before, after, removed, added):
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is REMOVED) == removed
    assert "".join(piece.text for piece in pieces if piece.fate is ADDED) == added


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.fate is not REMOVED) == after
    read = "".join(piece.text for piece in pieces if piece.fate is not ADDED)
    assert read.split() == before.split() or "".join(read.split()) == "".join(before.split())


def test_long_texts_without_a_word_in_common_are_set_against_each_other():
    before, after = (" ".join(f"{letter}{number}" for number in range(2000)) for letter in "ab")
    assert [piece.fate for piece in word_changes(before, after)] == [REMOVED, ADDED]
