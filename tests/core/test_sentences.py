import gettext
import io
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.core.samples import criterion, outcome, rubric, ruled

from certdesk.core import conditions as rule
from certdesk.core.conditions import Comparing
from certdesk.core.errors import RubricError
from certdesk.core.outcome_sentences import (
    banking_sentence,
    incomplete_sentences,
    with_banking_token,
    with_incomplete_token,
)
from certdesk.core.sentences import choices, new_conditions, sentence, with_token
from certdesk.core.tokens import Token, TokenKind, Words, in_words, read_token

SMALL = rubric()
EVERY_KIND = (
    rule.MeanAtLeast(Fraction("2.75")),
    rule.TotalAtLeast(Fraction(110), weighted=False),
    rule.EveryCriterionAtLeast(Fraction(3)),
    rule.FloorsMet(),
    rule.BelowFloorAtMost(2),
    rule.CriticalAtLeast(Fraction(3)),
    rule.SectionMeanAtLeast("A", Fraction("2.25")),
    rule.SectionTotalAtLeast("A", Fraction(7)),
    rule.CountAtLevel(Fraction(4), at_least=4),
    rule.NamedAtLeast(("A1", "B2"), Fraction(2)),
    rule.NotObservedAtMost(0),
    rule.BankedAtMost(3),
)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (rule.MeanAtLeast(Fraction("3.5")), "the weighted mean is at least 3.50"),
        (rule.MeanAtLeast(Fraction("3.5"), weighted=False), "the plain mean is at least 3.50"),
        (rule.MeanAtLeast(Fraction("3.001")), "the weighted mean is at least 3.001"),
        (rule.TotalAtLeast(Fraction(110)), "the weighted total is at least 110"),
        (rule.TotalAtLeast(Fraction(42), weighted=False), "the plain total is at least 42"),
        (rule.EveryCriterionAtLeast(Fraction(3)), "every criterion is at least 3"),
        (rule.FloorsMet(), "every criterion reaches its floor"),
        (rule.BelowFloorAtMost(2), "at most 2 criteria are below their floor"),
        (rule.BelowFloorAtMost(1), "at most 1 criterion is below its floor"),
        (rule.CriticalAtLeast(Fraction(3)), "critical criterion A2 is at least 3"),
        (rule.SectionMeanAtLeast("A", Fraction("2.25")), "section A averages at least 2.25"),
        (rule.SectionTotalAtLeast("A", Fraction(7)), "section A has a weighted total of at least 7"),
        (rule.CountAtLevel(Fraction(4), at_least=4), "at least 4 criteria are at level 4"),
        (rule.CountAtLevel(Fraction(4), at_least=1), "at least 1 criterion is at level 4"),
        (rule.CountAtLevel(Fraction(1), at_most=1), "at most 1 criterion is at level 1"),
        (
            rule.CountAtLevel(Fraction(2), at_most=2, comparing=Comparing.OR_BELOW),
            "at most 2 criteria are at or below level 2",
        ),
        (
            rule.CountAtLevel(Fraction(3), 2, 5, Comparing.OR_ABOVE),
            "between 2 and 5 criteria are at or above level 3",
        ),
        (rule.NamedAtLeast(("A1", "B2"), Fraction(2)), "A1, B2 are each at least 2"),
        (rule.NamedAtLeast(("A1",), Fraction("2.5")), "A1 is at least 2.5"),
        (rule.NotObservedAtMost(0), "at most 0 criteria are not observed"),
        (rule.BankedAtMost(3), "at most 3 criteria are banked from an earlier attempt"),
    ],
)
def test_every_condition_is_a_sentence(condition, text):
    assert in_words(sentence(condition, SMALL)) == text


def test_names_of_critical_criteria_stand_in_the_words_even_with_braces():
    two = rubric(criteria=(criterion("T{4}", "A", "1", 2, critical=True), criterion("T5", "A", "1", 2, critical=True)))
    parts = sentence(rule.CriticalAtLeast(Fraction(3)), two)
    assert parts == (
        Words("critical criteria (T{4}, T5) are at least "),
        Token("level", TokenKind.LEVEL, Fraction(3), "3"),
    )
    none = rubric(criteria=(criterion("T1", "A", "1", 2),))
    assert in_words(sentence(rule.CriticalAtLeast(Fraction(3)), none)) == "critical criteria are at least 3"


@pytest.mark.parametrize("condition", EVERY_KIND, ids=lambda condition: type(condition).__name__)
def test_tokens_are_the_fields_of_their_condition(condition):
    for part in sentence(condition, SMALL):
        if isinstance(part, Token):
            assert getattr(condition, part.field) == part.value
            assert with_token(condition, part.field, part.value) == condition


def test_another_value_changes_that_field_alone():
    condition = rule.CountAtLevel(Fraction(4), at_least=4)
    assert with_token(condition, "level", Fraction(3)) == rule.CountAtLevel(Fraction(3), at_least=4)
    assert with_token(condition, "at_least", 2) == rule.CountAtLevel(Fraction(4), at_least=2)
    beyond = with_token(condition, "comparing", Comparing.OR_ABOVE)
    assert beyond == rule.CountAtLevel(Fraction(4), at_least=4, comparing=Comparing.OR_ABOVE)
    assert with_token(rule.MeanAtLeast(Fraction(3)), "weighted", False) == rule.MeanAtLeast(Fraction(3), weighted=False)


def test_a_value_that_cannot_stand_there_is_refused():
    with pytest.raises(RubricError, match="1000"):
        with_token(rule.BankedAtMost(1), "count", 1000)
    with pytest.raises(RubricError, match="no criterion"):
        with_token(rule.NamedAtLeast(("A1",), Fraction(2)), "criteria", ())
    with pytest.raises(TypeError):
        with_token(rule.BankedAtMost(1), "count", Fraction(1))
    with pytest.raises(TypeError):
        with_token(rule.BankedAtMost(1), "count", True)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (TokenKind.NUMBER, "2.75", Fraction("2.75")),
        (TokenKind.NUMBER, " 2,75 ", Fraction("2.75")),
        (TokenKind.NUMBER, "38/15", Fraction(38, 15)),
        (TokenKind.LEVEL, "3", Fraction(3)),
        (TokenKind.WHOLE, "12", 12),
    ],
)
def test_what_is_typed_is_read(kind, text, value):
    assert read_token(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (TokenKind.NUMBER, "three"),
        (TokenKind.NUMBER, "1,000,000"),
        (TokenKind.NUMBER, "1e9"),
        (TokenKind.NUMBER, ""),
        (TokenKind.WHOLE, "2.5"),
        (TokenKind.WHOLE, "-1"),
        (TokenKind.WHOLE, "1000"),
        (TokenKind.WHOLE, "9" * 5000),
        (TokenKind.WHOLE, "²"),
    ],
)
def test_what_is_no_number_is_said(kind, text):
    with pytest.raises(RubricError, match="is not a"):
        read_token(kind, text)


def test_choices_are_what_the_rubric_has():
    section = next(part for part in sentence(EVERY_KIND[6], SMALL) if isinstance(part, Token))
    assert choices(section, SMALL) == (("A", "A Part A"), ("B", "B Part B"))
    level = next(part for part in sentence(EVERY_KIND[2], SMALL) if isinstance(part, Token))
    assert [value for value, _ in choices(level, SMALL)] == [1, 2, 3, 4]
    weighted = next(part for part in sentence(EVERY_KIND[0], SMALL) if isinstance(part, Token))
    assert [value for value, _ in choices(weighted, SMALL)] == [True, False]
    comparing = next(
        part for part in sentence(EVERY_KIND[8], SMALL) if isinstance(part, Token) and part.field == "comparing"
    )
    assert [value for value, _ in choices(comparing, SMALL)] == list(Comparing)
    criteria = next(part for part in sentence(EVERY_KIND[9], SMALL) if isinstance(part, Token))
    assert [value for value, _ in choices(criteria, SMALL)] == ["A1", "A2", "B1", "B2"]
    assert choices(Token("count", TokenKind.WHOLE, 2, "2"), SMALL) == ()


def test_new_conditions_start_within_reach_and_are_different_from_each_other():
    offered = new_conditions(SMALL)
    assert len({id_ for id_, _label, _condition in offered}) == len(offered)
    assert {type(condition) for _id, _label, condition in offered} == {type(condition) for condition in EVERY_KIND}
    totals = {id_: condition for id_, _label, condition in offered}
    assert totals["weighted_total"] == rule.TotalAtLeast(Fraction(18))
    assert totals["total"] == rule.TotalAtLeast(Fraction(12), weighted=False)
    assert totals["section_total"] == rule.SectionTotalAtLeast("A", Fraction(6))


def test_what_a_rubric_has_nothing_for_is_not_offered():
    bare = replace(rubric(criteria=(criterion("X", "A", "1", 2),)), sections=())
    offered = {id_ for id_, _label, _condition in new_conditions(bare)}
    assert not offered & {"critical", "section_mean", "section_total"}
    empty = replace(bare, criteria=(), scale=replace(bare.scale, levels=()))
    assert "named" not in {id_ for id_, _label, _condition in new_conditions(empty)}


def test_when_a_result_stays_undecided_can_be_read_and_changed():
    rules = ruled(SMALL, unscorable_in_section={"B": 2})
    first, second = incomplete_sentences(rules)
    assert in_words(first) == "Incomplete, not decided, if 1 criterion or more is unscorable."
    assert in_words(second) == "The same if 2 or more in section B are unscorable."
    [token] = [part for part in second if isinstance(part, Token)]
    assert with_incomplete_token(rules.decision, token.field, 3).unscorable_in_section == {"B": 3}
    assert with_incomplete_token(rules.decision, token.field, 0).unscorable_in_section == {}
    assert with_incomplete_token(rules.decision, "unscorable_at_least", 2).unscorable_at_least == 2
    with pytest.raises(RubricError, match="1 or more"):
        with_incomplete_token(rules.decision, "unscorable_at_least", 0)


def test_what_is_banked_can_be_read_and_changed():
    assert banking_sentence(outcome("none")) == ()
    banking = outcome("again", banks_from=3)
    assert in_words(banking_sentence(banking)) == "criteria at 3 or above are banked for 24 months"
    assert with_banking_token(banking, "banks_months", 12).banks_months == 12
    assert with_banking_token(banking, "banks_from", Fraction(2)).banks_from == 2


def test_another_language_keeps_its_own_order(monkeypatch):
    class Backwards(gettext.NullTranslations):
        def gettext(self, message):
            return "{cut} atinge {weighted}" if message == "{weighted} is at least {cut}" else message

    monkeypatch.setattr("certdesk.core.words._catalogue", lambda: Backwards(io.BytesIO()))
    parts = sentence(rule.MeanAtLeast(Fraction(3)), SMALL)
    assert [part.field if isinstance(part, Token) else part.text for part in parts] == ["cut", " atinge ", "weighted"]
