from __future__ import annotations

import subprocess
import sys

import pytest

from certdesk.core.errors import UnprintableTextError
from certdesk.reports.characters import must_be_printable, spelled_out, unprintable
from certdesk.reports.text.tidy import clean, one_line


def test_names_of_many_countries_can_be_printed():
    names = (
        "Nguyễn Thị Ánh", "Łukasz Żółć", "Ọláyínká Ẹ̀bùn", "Ŋǃxau ǀKaece", "Đorđe Šćepanović", "Γιώργος", "Жанна Ёлкина",
        "أمل", "प्रियंका", "ትዕግሥት", "欧阳晓明", "さくら", "O’Neill-Smith", "Ə̀kɔ̀",
    )  # fmt: skip
    assert unprintable(names) == ()


def test_what_no_font_has_is_named_once_in_order():
    assert unprintable(["Done 🎉", "🚀🎉"]) == ("🎉", "🚀")


def test_controls_and_marks_of_direction_do_not_count():
    assert unprintable(["a\x00b\r\nc\u202ed\u200b\u2068e\ufeff\u00ad"]) == ()


def test_half_a_character_is_named_and_not_a_crash():
    assert unprintable(["\ud83d"]) == ("\ud83d",)
    with pytest.raises(UnprintableTextError, match="U\\+D83D") as caught:
        must_be_printable(["\ud83d"])
    str(caught.value).encode()


def test_text_is_composed_and_cleaned():
    assert clean("e\u0301\tx  y\x07") == "é x y "
    assert clean("a\r\nb\u2028c") == "a\nb\nc"
    assert one_line("  a\nb  ") == "a b"
    assert clean("\u202etxt.exe") == "txt.exe"


def test_the_package_itself_costs_nothing():
    code = "import certdesk.reports, sys; print([m for m in ('reportlab', 'pikepdf', 'uharfbuzz') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_sign_that_is_another_when_composed_is_spelled_out_as_what_would_be_printed():
    """U+2F9A6 is a sign of compatibility for U+26CD5, which no font has."""
    told = spelled_out(("a sign: \U0002f9a6",))
    assert told == ("a sign: [U+26CD5]",)
    must_be_printable(told)
