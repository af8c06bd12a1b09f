"""What reads alike is found, where it stands."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.searching import fold, folded, needle_of, one_line, places


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in places(text, folded(text), needle_of(words))]


@pytest.mark.parametrize(
    ("text", "words", "where"),
    [
        ("Pupils ARGUE about it", "argue", "ARGUE"),
        ("in the Straße", "STRASSE", "Straße"),
        ("Zoë Křížová", "zoe krizova", "Zoë Křížová"),
        ("Zoe Krizova", "Zoë Křížová", "Zoe Krizova"),
        ("the cafe\u0301 there", "café", "cafe\u0301"),
        ("an eﬃcient ﬂow", "efficient flow", "eﬃcient ﬂow"),
        ("photo\u00adsynthesis", "photosynthesis", "photo\u00adsynthesis"),
        ("photo-\nsynthesis", "photosynthesis", "photo-\nsynthesis"),
        ("photo\ufffesynthesis", "photosynthesis", "photo\ufffesynthesis"),
        ("self-\n  assessment", "self-assessment", "self-\n  assessment"),
        ("self-assessment", "self-\nassessment", "self-assessment"),
        ("fills a\n  two-litre can", "fills a two-litre can", "fills a\n  two-litre can"),
        ("they don’t know", "don't", "don’t"),
        ("pages 3–4", "3-4", "3–4"),
        ("المُعَلِّمُ يَسْأَلُ", "المعلم يسال", "المُعَلِّمُ يَسْأَلُ"),
        ("کتاب", "كتاب", "کتاب"),
        ("بچه\u200cها", "بچهها", "بچه\u200cها"),
        ("विद्यार्थी किताब पढ़ते हैं", "किताब", "किताब"),
        ("विद्यार्थी पढ\u093cते", "पढ़ते", "पढ\u093cते"),
        ("ሰላም፡ዓለም", "ሰላም ዓለም", "ሰላም፡ዓለም"),
        ("学生提出\n问题", "提出问题", "提出\n问题"),
        ("٣٤ من ٥٠", "34", "٣٤"),
        ("학생이 묻다", "학생", "학생"),
    ],
)
def test_what_reads_alike_is_found(text, words, where):
    assert found(text, words) == [where]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("की", "कि"),  # Indian vowel signs are letters, not accents
        ("काम", "कम"),
        ("각", "가"),
        ("3-4", "34"),
        ("two words", "twowords"),
        ("anything", ""),
        ("anything", " \n "),
        ("anything", "\u00ad"),
        ("", "a"),
    ],
)
def test_what_reads_otherwise_is_not(text, words):
    assert found(text, words) == []


def test_every_place_is_found_in_order():
    assert list(places("aXa\nx A", folded("aXa\nx A"), "a")) == [(0, 1), (2, 3), (6, 7)]


def test_a_piece_reads_on_one_line():
    assert one_line("a  photo\u00ad\nsynthesis,\n self-\nmade \ufffe") == "a photosynthesis, self-made "


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_every_piece_of_a_text_that_folds_to_something_is_found_in_it(text, at, length):
    needle = fold(text)[at : at + length]
    for start, end in places(text, folded(text), needle):
        assert 0 <= start < end <= len(text)
    assert bool(list(places(text, folded(text), needle))) == bool(needle)


@given(st.text("ab-\n ﬃß\u0301é\u00ad", max_size=30))
def test_each_letter_is_known_to_come_from_where_it_stood(text):
    compared = folded(text)
    origins = [compared.original(at) for at in range(len(compared.text))]
    assert origins == sorted(origins)
    for at, origin in enumerate(origins):
        assert compared.text[at] in fold(text[origin])


@given(st.text("aéñüÅçÉøЖйαάबक़ " + "\u0915\u093f\u0628\u064e", max_size=40))
def test_composed_and_decomposed_letters_are_alike(text):
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text)) == fold(text)
