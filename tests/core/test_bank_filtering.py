"""Finding comments in the bank, and how they are called and shown."""

from fractions import Fraction

import pytest
from tests.core.samples import outcome, rubric

from certdesk.core import conditions as rule
from certdesk.core.bank_filtering import MINE, OFFICIAL, OTHERS, BankFilter, BankRow, filtered
from certdesk.core.bank_sample import sample_slots
from certdesk.core.bank_words import criteria_words, kind_words, language_words, level_words
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.slots import filled

F = Fraction
K = CommentKind
ROWS = (
    BankRow(Comment("a", K.STRENGTH, ("A1",), (F(3), F(4)), "Élan in groups", rubric="small"), OFFICIAL, times=2),
    BankRow(Comment("b", K.NEXT_STEP, ("any",), (F(1),), "Ask more", language="fr"), MINE),
    BankRow(Comment("c", K.TECHNICAL, ("A1",), (), "Too dark", rubric="other", tags=("photo",)), OTHERS, "Joseph"),
)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (BankFilter(), "ab"),
        (BankFilter(others=True), "abc"),
        (BankFilter(whose=OTHERS), "c"),
        (BankFilter(whose=MINE), "b"),
        (BankFilter(rubric="small", others=True), "ab"),
        (BankFilter(criterion="A1", others=True), "abc"),
        (BankFilter(criterion="A1", rubric="other", others=True), "bc"),
        (BankFilter(criterion="any"), "b"),
        (BankFilter(criterion="B9"), "b"),
        (BankFilter(level=F(3)), "a"),
        (BankFilter(kind=K.NEXT_STEP), "b"),
        (BankFilter(language="fr-CA"), "b"),
        (BankFilter(unused=True, others=True), "bc"),
        (BankFilter(words="GROUPS elan"), "a"),
        (BankFilter(words="photo", others=True), "c"),
        (BankFilter(words="nowhere"), ""),
    ],
)
def test_filters_let_through_what_is_asked_for(wanted, ids):
    assert "".join(row.comment.id for row in filtered(ROWS, wanted)) == ids


def test_comments_are_named_in_words():
    assert level_words((F(3), F(1), F(2))) == "1–3"
    assert level_words((F(1), F(3))) == "1, 3"
    assert level_words((F(5, 2),)) == "2.5"
    assert level_words(()) == ""
    assert criteria_words(ROWS[1].comment) == "any"
    assert {kind_words(kind) for kind in K} >= {"Strength", "Next step", "Gap in the evidence"}
    assert language_words("fr") == "French"
    assert language_words("fr-CA") == "French (fr-CA)"
    assert language_words("tlh") == "tlh"


def test_a_comment_is_shown_as_it_could_read():
    small = rubric(outcome("met", rule.MeanAtLeast(F(3)), certifies=True))
    comment = Comment("x", K.STRENGTH, ("A1",), (F(3),), "", rubric="small")
    slots = sample_slots(comment, (small,))
    text = filled("{criterion_title} {level} {next_level_label} {next_descriptor} {mean} {cut} {start} {what}", slots)
    assert text == "title of A1 Level 3 Level 4 A1 at 4 2.94 3.00 03:05 {what}"
    assert "criterion_title" not in sample_slots(Comment("y", K.DECISION, ("any",), (), ""), (small,))


def test_words_about_a_result_are_shown_with_one_that_could_be():
    comment = Comment("y", K.DECISION, ("any",), (), "")
    slots = sample_slots(comment, (rubric(),))
    assert filled(
        "{criteria_list}; {critical_criterion}; {priority_1}; {priority_2}; {strength}; {bank_date}", slots
    ) == ("A1 Title of A1, A2 Title of A2; A2 Title of A2; title of A1; title of A2; title of B2; 2028-06-30")
    assert "{criteria_list}" in filled("{criteria_list}", sample_slots(comment, ()))
