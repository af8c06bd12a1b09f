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
        ("03:05–03:40, a–b", ["03:05–03:40, ", "a–", "b"]),
        ("10\u00a0kg of", ["10\u00a0kg ", "of"]),
        ("long\u200bword", ["long\u200b", "word"]),
        ("« oui » (non) l’eau 5\u202f%", ["« oui » ", "(non) ", "l’eau ", "5\u202f%"]),
        ("100€ $5 (see p.\u00a03).", ["100€ ", "$5 ", "(see ", "p.\u00a03)."]),
        ("ሰላም፡ለዓለም።", ["ሰላም፡", "ለዓለም።"]),
        ("ሰላም፣ለዓለም", ["ሰላም፣", "ለዓለም"]),
        ("学生协作。", ["学", "生", "协", "作。"]),
        ("（在03:05）好", ["（在", "03:05）", "好"]),
        ("「テスト」", ["「テ", "ス", "ト」"]),
        ("ちょっと、", ["ちょっ", "と、"]),
        ("학생들은 서로에게", ["학생들은 ", "서로에게"]),
        ("নমস্কার করে। খ", ["নমস্কার ", "করে। ", "খ"]),
        ("นักเรียนถามเหตุผล", ["นักเรียน", "ถาม", "เหตุผล"]),
        ("เด็ก ๆ ถาม", ["เด็ก ๆ ", "ถาม"]),
        ("សិស្សសួរគ្នាអំពីហេតុផល", ["សិស្ស", "សួរ", "គ្នា", "អំពី", "ហេតុផល"]),
        ("ក្រុមនីមួយៗ", ["ក្រុម", "នី", "មួយៗ"]),
        ("دعْ كل مجموعة، ثم", ["دعْ ", "كل ", "مجموعة، ", "ثم"]),
        ("", []),
    ],
)
def test_lines_may_end_where_readers_expect_it(text, pieces):
    assert words(text) == pieces


def test_letters_are_not_torn_from_their_marks():
    assert clusters("e\u0301a") == ["e\u0301", "a"]
    assert clusters("क्षि") == ["क्षि"]
    assert clusters("দ্যা") == ["দ্যা"]
    assert clusters("ស្រ្តី") == ["ស្រ្តី"]
    assert clusters("ที่นี่") == ["ที่", "นี่"]
    assert clusters("دَع") == ["دَ", "ع"]
    assert clusters("ŋ̀ə̃́") == ["ŋ̀", "ə̃́"]


@given(st.text())
def test_nothing_is_lost(text):
    assert "".join(words(text)) == text
    assert "".join(clusters(text)) == text
