"""What is offered where somebody writes, what is learnt from it, and own words as they are kept."""

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import AMARA, furnished, level, put_portfolio

from certdesk.actions.assessing import begin_assessment
from certdesk.actions.bank_offers import Box, Place, learn_use, offers_at, proposed
from certdesk.actions.keeping_bank import keep_comments
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.scoring import mark_criterion
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.marks import Unscorable
from certdesk.core.portfolio import Candidate
from certdesk.store.assessments import find_assessment

K = CommentKind
ANY_LEVEL = tuple(Fraction(value) for value in (1, 2, 3, 4))
BANK = (
    Comment("good", K.STRENGTH, ("T1",), (Fraction(3), Fraction(4)), "{criterion_title} is {level}. {what}"),
    Comment("low", K.NEXT_STEP, ("T1",), (Fraction(1), Fraction(2)), "Aim for {next_level_label}."),
    Comment("bien", K.STRENGTH, ("any",), ANY_LEVEL, "Bien", language="fr"),
    Comment("dark", K.TECHNICAL, ("any",), (), "{file} is too dark."),
    Comment("sum", K.DECISION, ("any",), (), "The mean is {mean} of {cut}."),
    Comment("mine", K.STRENGTH, ("T2",), ANY_LEVEL, "Mine", owner=AMARA),
)
STRENGTH = Place(Box.STRENGTH, "T1", "item-P-001-0")


@pytest.fixture
def workspace(tmp_path):
    with furnished(tmp_path) as opened:
        keep_comments(opened, BANK)
        yield opened


def view_of(workspace, code="P-001", **marks):
    begin_assessment(workspace, f"portfolio-{code}")
    assessment = find_assessment(workspace.db, f"portfolio-{code}", AMARA)
    for criterion, mark in marks.items():
        mark_criterion(workspace, assessment.id, criterion, mark)
    return look_at_assessment(workspace, assessment.id)


def texts(workspace, view, place, typed=""):
    return [offer.text for offer in offers_at(workspace, view, place).search(typed)]


def test_offers_suit_criterion_level_and_box_and_are_filled(workspace):
    view = view_of(workspace, T1=level(3))
    assert texts(workspace, view, STRENGTH) == ["title of T1 is Secure. {what}", "Bien"]
    assert texts(workspace, view, replace(STRENGTH, box=Box.NEXT_STEP)) == []
    low = view_of(workspace, T1=level(2))
    assert texts(workspace, low, replace(STRENGTH, box=Box.NEXT_STEP)) == ["Aim for Secure."]


def test_the_candidates_language_comes_first_and_another_one_is_said(workspace):
    put_portfolio(workspace, "P-009", candidate=Candidate("Zoé", language="fr"))
    view = view_of(workspace, "P-009", T1=level(3))
    offers = offers_at(workspace, view, STRENGTH).search("")
    assert [(offer.comment.id, offer.language) for offer in offers] == [("bien", ""), ("good", "en")]


def test_what_cannot_be_scored_is_offered_technical_words_first(workspace):
    view = view_of(workspace, T1=Unscorable("U-IMAGE"))
    assert texts(workspace, view, replace(STRENGTH, box=Box.NEXT_STEP))[0] == "Plan is too dark."


def test_the_summary_is_offered_what_is_about_the_result(workspace):
    view = view_of(workspace, T1=level(3), T2=level(3), T3=level(3), T4=level(3))
    assert texts(workspace, view, Place(Box.SUMMARY)) == ["The mean is 3.00 of 3.00."]


def test_what_is_taken_here_comes_first_here_and_nowhere_else(workspace):
    view = view_of(workspace, T1=level(3), T2=level(3))
    offers = offers_at(workspace, view, STRENGTH)
    learn_use(workspace, offers.search("bien")[0], STRENGTH)
    again = offers_at(workspace, view, STRENGTH).search("")
    assert [(offer.comment.id, offer.times) for offer in again] == [("good", 0), ("bien", 1)], "English comes first"
    learn_use(workspace, again[0], STRENGTH)
    assert offers_at(workspace, view, STRENGTH).search("")[0].times == 1
    elsewhere = offers_at(workspace, view, replace(STRENGTH, criterion="T2")).search("")
    assert [offer.comment.id for offer in elsewhere] == ["mine", "bien"]
    assert {offer.times for offer in elsewhere} == {0}


def test_own_words_are_proposed_for_their_place_without_the_name(workspace):
    view = view_of(workspace, T1=level("2"))
    proposal = proposed(workspace, view, STRENGTH, " Miriam asks; Adeyemi, MIRIAM ADEYEMI waits. ")
    assert proposal.name_hidden
    assert proposal.comment == Comment(
        "", K.STRENGTH, ("T1",), (Fraction(2),), "{name} asks; {name}, {name} waits.", rubric="small", owner=AMARA
    )
    whole = proposed(workspace, view, Place(Box.SUMMARY), "All in all.")
    assert not whole.name_hidden
    assert (whole.comment.kind, whole.comment.criteria, whole.comment.rubric) == (K.DECISION, ("any",), "")
    assert whole.comment.levels == ANY_LEVEL
