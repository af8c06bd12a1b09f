"""Names as they are printed, and names of which nothing is to be seen."""

from __future__ import annotations

import pytest

from certdesk.core.printed import is_seen, one_line


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u202e\u200f", "\x00\n", "\u2066\u2069"])
def test_nothing_is_seen_of_it(name: str):
    assert not is_seen(name)


@pytest.mark.parametrize("name", ["A", "\u200cعلی", "\u0301", "。"])
def test_something_is_seen_of_it(name: str):
    assert is_seen(name)


def test_a_name_is_one_line_without_tricks():
    assert one_line(" x\u202eevil\u202c\n y\x00") == "xevil y"
