"""What the bank offers first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.bank_ranking import Asking, Why, haystack, rank, search
from certdesk.core.comment_bank import Comment, CommentKind, Use
from certdesk.core.searching import fold

NOW = datetime(2026, 11, 22, tzinfo=UTC)
K = CommentKind
F = Fraction


def comment(id_, kind=K.STRENGTH, criteria=("T1",), levels=(3,), **more):
    return Comment(id_, kind, criteria, tuple(F(level) for level in levels), more.pop("text", f"words {id_}"), **more)


ASKING = Asking("stem", "T1", (F(3),), (K.STRENGTH,), "en", "amara")


def order(bank, uses=(), typed="", asking=ASKING):
    return [one.comment.id for one in search(rank(bank, asking, uses, NOW), typed)]


def test_words_for_this_criterion_come_before_those_for_any():
    assert order([comment("a", criteria=("any",)), comment("b")]) == ["b", "a"]


def test_what_was_used_here_comes_first_by_number_and_freshness():
    bank = [comment(id_) for id_ in "abcd"]
    uses = [
        Use("b", "T1", 3, NOW - timedelta(days=100)),
        Use("c", "T1", 1, NOW - timedelta(days=1)),
        Use("d", "T2", 99, NOW),
    ]
    assert order(bank, uses) == ["c", "b", "a", "d"]
    assert [one.times for one in rank(bank, ASKING, uses, NOW)] == [1, 3, 0, 0]


def test_what_was_used_for_another_level_is_still_offered_here():
    assert order([comment("a", levels=(1,)), comment("b")], [Use("a", "T1", 1, NOW)]) == ["a", "b"]


def test_other_levels_kinds_and_criteria_are_found_by_typing_only():
    bank = [
        comment("a", levels=(1,), text="pupils at one"),
        comment("b", kind=K.NEXT_STEP, text="pupils next"),
        comment("c", criteria=("T2",), text="pupils elsewhere"),
        comment("d", text="pupils here"),
    ]
    assert order(bank) == ["d"]
    assert order(bank, typed="pup") == ["d", "a", "b", "c"]


def test_half_levels_take_both_neighbours():
    asking = replace(ASKING, levels=(F(2), F(3)))
    assert order([comment("a", levels=(2,)), comment("b", levels=(4,)), comment("c")], asking=asking) == ["a", "c"]


def test_before_a_level_is_given_all_of_the_criterion_is_offered():
    asking = replace(ASKING, levels=())
    assert order([comment("a", levels=()), comment("b", levels=(1, 2))], asking=asking) == ["a", "b"]


def test_another_rubrics_criterion_of_the_same_name_is_another_one():
    bank = [comment("a", rubric="arts"), comment("b", rubric="stem")]
    assert order(bank) == ["b"]
    assert order(bank, typed="words") == ["b", "a"]


def test_the_candidates_language_comes_first_and_others_are_told():
    asking = replace(ASKING, language="fr-CA")
    ranked = rank([comment("a"), comment("b", language="fr"), comment("c")], asking, [Use("c", "T1", 1, NOW)], NOW)
    assert [one.comment.id for one in ranked] == ["b", "c", "a"]
    assert [one.why for one in ranked] == [Why.FITS, Why.USED_HERE_OTHER_LANGUAGE, Why.FITS_OTHER_LANGUAGE]


def test_other_peoples_words_are_hidden_until_asked_for():
    bank = [comment("a", owner="joseph"), comment("b", owner="amara"), comment("c")]
    assert order(bank) == ["b", "c"]
    assert order(bank, typed="a") == ["a"] or order(bank, typed="words a") == []
    assert order(bank, asking=replace(ASKING, others=True)) == ["b", "a", "c"]


def test_a_shortcut_comes_first_when_it_is_typed_whole():
    bank = [comment("a", text="t4a is in here"), comment("b", shortcut="t4a", levels=(1,), criteria=("T9",))]
    assert order(bank, typed="T4A") == ["b", "a"]
    assert order(bank, typed="t4") == ["a", "b"]


def test_case_accents_and_tags_don_t_matter_and_beginnings_come_first():
    bank = [
        comment("a", text="Unpupil"),
        comment("b", text="The PÚPIL speaks"),
        comment("c", text="nothing", tags=("pupil voice",)),
    ]
    assert order(bank, typed="pupil") == ["b", "c", "a"]
    assert order(bank, typed="pupil voice") == ["c"]
    assert order(bank, typed="zzz") == []


def test_words_about_the_whole_are_those_for_any_criterion():
    asking = replace(ASKING, criterion="", levels=(), kinds=(K.DECISION,))
    bank = [comment("a", kind=K.DECISION, criteria=("any",), levels=()), comment("b", kind=K.DECISION), comment("c")]
    assert order(bank, asking=asking) == ["a"]


@given(st.text(st.one_of(st.characters(max_codepoint=127), st.sampled_from("é-–ﬁ\n "))))
def test_what_is_searched_is_folded_as_every_search_folds(text):
    assert haystack(comment("a", text=text)).split() == fold(f" T1 {text}").split()
