from fractions import Fraction

from certdesk import shipped
from certdesk.core.comment_bank import Comment, CommentKind, offered
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
