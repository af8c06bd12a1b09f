"""The file of names and words is read as it was shipped, or said to be damaged."""

from __future__ import annotations

import pytest
from tests.support.cohorts import shipped_rubric

from certdesk import shipped
from certdesk.actions.practice_words import read_practice_words
from certdesk.actions.practising import WORDS
from certdesk.core.errors import UntrustedFileError


def test_there_are_words_for_every_criterion_and_one_person_who_never_sends():
    words = read_practice_words(shipped.resources() / WORDS)
    assert set(words.criteria) == {one.id for one in shipped_rubric().criteria}
    assert len(words.people) == len({one.id for one in words.people}) == 9
    assert words.never_sent in {one.name for one in words.people}


@pytest.mark.parametrize("text", ["programme: x\n", "programme: [", "- a\n"])
def test_a_damaged_file_of_words_is_named(tmp_path, text):
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UntrustedFileError, match=r"words\.yaml"):
        read_practice_words(path)
