from dataclasses import replace
from fractions import Fraction

from certdesk import shipped
from certdesk.core.comment_bank import Comment, CommentKind, around, levels_between, offered, same_words
from certdesk.rubric_formats.comment_bank_yaml import read_comment_bank

GENERAL = Comment("G", CommentKind.STRENGTH, ("any",), (Fraction(3), Fraction(4)), "text")
OWN = Comment("T", CommentKind.NEXT_STEP, ("T1",), (Fraction(3),), "text")
TECHNICAL = Comment("X", CommentKind.TECHNICAL, ("any",), (), "text")


def test_comments_suit_their_criterion_and_level():
    assert OWN.suits("T1", Fraction(3))
    assert not OWN.suits("T1", Fraction(4))
    assert not OWN.suits("T2", Fraction(3))
    assert GENERAL.suits("T2", Fraction(4))


def test_before_a_level_is_given_all_comments_of_the_criterion_are_offered():
    assert offered((GENERAL, OWN, TECHNICAL), "T1", None) == (OWN, GENERAL, TECHNICAL)


def test_those_written_for_the_criterion_come_first():
    assert offered((GENERAL, OWN, TECHNICAL), "T1", Fraction(3)) == (OWN, GENERAL)


def test_our_own_bank_has_something_for_every_level_of_every_criterion():
    bank = read_comment_bank((shipped.rubrics() / "comment_bank.yaml").read_text("utf-8"), name="comment_bank.yaml")
    for number in range(1, 9):
        for level in (1, 2, 3, 4):
            assert offered(bank, f"T{number}", Fraction(level))


def test_a_half_level_is_offered_what_its_neighbours_are():
    assert OWN.suits("T1", Fraction(5, 2))
    assert OWN.suits("T1", Fraction(7, 2))
    assert not OWN.suits("T1", Fraction(3, 2))


def test_the_level_around_a_value_is_looked_for_on_its_own_scale():
    scale = [Fraction(0), Fraction(5), Fraction(10)]
    assert around(scale, Fraction(5)) == (5,)
    assert around(scale, Fraction(15, 2)) == (5, 10)
    assert around(scale, Fraction(12)) == (10,)


def test_a_comment_for_one_rubric_is_not_about_the_criterion_of_another():
    ours = replace(OWN, rubric="stem")
    assert ours.is_about("T1", "stem")
    assert not ours.is_about("T1", "arts")
    assert OWN.is_about("T1", "arts")


def test_the_same_words_are_the_same_whatever_their_spaces_and_case():
    assert same_words(OWN, replace(OWN, id="other", text=" Text\n", shortcut="t", tags=("a",)))
    assert not same_words(OWN, replace(OWN, owner="p1"))


def test_a_range_of_levels_holds_the_whole_ones_between_but_never_millions():
    assert levels_between(Fraction(1, 2), Fraction(3)) == (Fraction(1, 2), 1, 2, 3)
    assert levels_between(Fraction(2), Fraction(2)) == (2,)
    assert levels_between(Fraction(0), Fraction(10**12)) == (0, 10**12)
