from fractions import Fraction

import pytest

from certdesk.core.marks import (
    UNMARKED,
    CommentOnly,
    LevelGiven,
    NotObserved,
    Unmarked,
    Unscorable,
    level_of,
    mark_from_plain,
    mark_to_plain,
)

FIVE = [LevelGiven(Fraction("2.5")), NotObserved(), Unscorable("U-AUDIO"), CommentOnly(), Unmarked()]


@pytest.mark.parametrize("mark", FIVE)
def test_each_kind_of_mark_comes_back_from_its_plain_form(mark):
    assert mark_from_plain(mark_to_plain(mark)) == mark


def test_the_five_kinds_stay_apart_in_their_plain_form():
    assert len({mark_to_plain(mark)["kind"] for mark in FIVE}) == 5


def test_only_a_level_has_a_level():
    assert [level_of(mark) for mark in FIVE] == [Fraction(5, 2), None, None, None, None]


def test_a_level_is_kept_exactly():
    assert mark_to_plain(LevelGiven(Fraction(7, 3))) == {"kind": "level", "level": "7/3"}


def test_there_is_one_unmarked():
    assert mark_from_plain({"kind": "unmarked"}) is UNMARKED


@pytest.mark.parametrize(
    "plain", [{"kind": "pass"}, {"kind": "level", "level": "high"}, {"kind": "level", "level": ""}]
)
def test_what_is_not_a_mark_is_refused(plain):
    with pytest.raises(ValueError, match=r".*"):
        mark_from_plain(plain)


@pytest.mark.parametrize("plain", [{}, {"kind": "level"}, {"kind": "unscorable"}])
def test_a_mark_with_something_missing_is_refused(plain):
    with pytest.raises(KeyError):
        mark_from_plain(plain)


@pytest.mark.timeout(5)
def test_a_level_with_a_monstrous_exponent_is_refused_at_once():
    with pytest.raises(ValueError, match="1e999999999"):
        mark_from_plain({"kind": "level", "level": "1e999999999"})
