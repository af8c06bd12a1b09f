"""Two versions compared: in plain language, by identity, and nothing is missed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from certdesk.core import conditions as rule
from certdesk.core.comparing_versions import compare
from certdesk.core.differences import DifferenceKind, Line
from certdesk.core.editing_sections import move_criterion
from certdesk.core.rubric import Level, Rubric, Translation

from .samples import built_in, criterion

WORDING, REVIEW, OTHER = DifferenceKind
TWO = Fraction(2)


@pytest.fixture(scope="module")
def teaching() -> Rubric:
    return built_in("stem_teaching")


def changed(rubric: Rubric, criterion_id: str, **values: object) -> Rubric:
    """The rubric with one criterion that differs."""
    return replace(
        rubric,
        criteria=tuple(
            replace(one, **values) if one.id == criterion_id else one  # type: ignore[arg-type]
            for one in rubric.criteria
        ),
    )


def reworded(rubric: Rubric, criterion_id: str, level: int, text: str) -> Rubric:
    """The rubric with another text at one level."""
    descriptors = dict(rubric.criterion(criterion_id).descriptors) | {Fraction(level): text}
    return changed(rubric, criterion_id, descriptors=descriptors)


def cut_at(rubric: Rubric, outcome: str, cut: str) -> Rubric:
    """The rubric with another cut for one outcome."""
    outcomes = tuple(
        replace(
            one,
            conditions=tuple(
                rule.MeanAtLeast(Fraction(cut)) if isinstance(each, rule.MeanAtLeast) else each
                for each in one.conditions
            ),
        )
        if one.id == outcome
        else one
        for one in rubric.decision.outcomes
    )
    return replace(rubric, decision=replace(rubric.decision, outcomes=outcomes))


def only(old: Rubric, new: Rubric) -> Line:
    (line,) = compare(old, new).lines
    return line


def test_the_same_has_no_lines_whatever_its_version(teaching):
    same = compare(teaching, replace(teaching, version="9.9.9", based_on="1.0.0"))
    assert same.lines == ()
    assert same.kind is WORDING


@pytest.mark.parametrize(
    ("edit", "text", "kind", "place"),
    [
        (
            lambda r: reworded(r, "T4", 3, "Pupils reason."),
            "T4 Secure: new wording",
            REVIEW,
            "criterion/T4/descriptor/3",
        ),
        (lambda r: reworded(r, "T4", 3, ""), "T4 Secure: wording removed", REVIEW, "criterion/T4/descriptor/3"),
        (lambda r: changed(r, "T4", title="Talk"), "T4 is now called “Talk”", WORDING, "criterion/T4/title"),
        (
            lambda r: changed(r, "T4", weight=Fraction("16.5")),
            "The weight of T4 rises from 16 to 16.50",
            REVIEW,
            "criterion/T4/weight",
        ),
        (
            lambda r: changed(r, "T4", floor=Fraction(2)),
            "The floor of T4 falls from 3 to 2",
            REVIEW,
            "criterion/T4/floor",
        ),
        (lambda r: changed(r, "T4", critical=False), "T4 is not critical any more", REVIEW, "criterion/T4/critical"),
        (
            lambda r: cut_at(r, "certified", "2.8"),
            "The cut for Certified rises from 2.75 to 2.80",
            REVIEW,
            "outcome/certified/1",
        ),
        (
            lambda r: replace(r, criteria=(*r.criteria[1:], r.criteria[0])),
            "The criteria stand in another order",
            WORDING,
            "criteria",
        ),
        (
            lambda r: replace(r, scale=replace(r.scale, levels=(*r.scale.levels, Level(Fraction(5), "five", "Five")))),
            "Level values changed from 1, 2, 3, 4 to 1, 2, 3, 4, 5",
            OTHER,
            "scale/levels",
        ),
        (
            lambda r: replace(r, translations=(Translation("fr", {"title": "Certificat"}),)),
            "Language “fr” added",
            WORDING,
            "translation/fr",
        ),
        (lambda r: replace(r, id="other"), "This is another rubric: other instead of stem-teaching", OTHER, ""),
    ],
)
def test_each_difference_is_one_plain_line(teaching, edit, text, kind, place):
    line = only(teaching, edit(teaching))
    assert (line.text, line.kind, line.place) == (text, kind, place)


def test_punctuation_and_capitals_are_wording_only(teaching):
    text = teaching.criterion("T4").descriptors[Fraction(3)]
    line = only(teaching, reworded(teaching, "T4", 3, text.replace(", ", " ").upper()))
    assert line.kind is WORDING
    assert line.text == "T4 Secure: the same words, other signs or spaces"


def test_a_criterion_that_moves_is_told_once(teaching):
    sections = tuple(
        replace(one, criteria=(*(name for name in one.criteria if name != "T5"), *(("T5",) if one.id == "A" else ())))
        for one in teaching.sections
    )
    line = only(teaching, replace(changed(teaching, "T5", section="A"), sections=sections))
    assert line.text == "T5 moved from section B to A"
    assert line.kind is REVIEW, "the rubric has cuts by section"


def test_a_criterion_added_and_one_removed(teaching):
    section = teaching.criteria[-1].section
    new = criterion("T9", section)
    sections = tuple(
        replace(one, criteria=(*(name for name in one.criteria if name != "T8"), "T9")) if one.id == section else one
        for one in teaching.sections
    )
    difference = compare(teaching, replace(teaching, criteria=(*teaching.criteria[:-1], new), sections=sections))
    assert [line.text for line in difference.lines] == [
        f"T8 removed: {teaching.criterion('T8').title}",
        "T9 added: Title of T9",
    ]
    assert difference.kind is REVIEW


def test_nothing_in_common_is_not_comparable(teaching):
    others = tuple(replace(one, id=f"X{number}") for number, one in enumerate(teaching.criteria))
    assert compare(teaching, replace(teaching, criteria=others)).kind is OTHER


def test_a_rule_that_is_gone_and_one_that_came(teaching):
    certified = next(one for one in teaching.decision.outcomes if one.id == "certified")
    kept = tuple(each for each in certified.conditions if not isinstance(each, rule.FloorsMet))
    outcomes = tuple(
        replace(one, conditions=(*kept, rule.NotObservedAtMost(0))) if one.id == "certified" else one
        for one in teaching.decision.outcomes
    )
    lines = compare(teaching, replace(teaching, decision=replace(teaching.decision, outcomes=outcomes))).lines
    assert lines[0].text == "Certified does not ask any more: every criterion reaches its floor"
    assert lines[1].text.startswith("Certified now asks too: ")
    assert {line.kind for line in lines} == {REVIEW}


def test_levels_of_its_own_with_the_same_values_change_no_score(teaching):
    line = only(teaching, changed(teaching, "T4", own_levels=teaching.scale.levels))
    assert (line.text, line.kind) == ("T4 has levels of its own now", WORDING)
    fewer = only(teaching, changed(teaching, "T4", own_levels=teaching.scale.levels[:3]))
    assert fewer.kind is OTHER


def test_contradictory_drafts_are_told_apart_too(teaching):
    twice = replace(teaching, criteria=(*teaching.criteria, replace(teaching.criteria[0], title="Again")))
    assert compare(teaching, twice).lines


def test_another_order_is_told_once() -> None:
    old = built_in("stem_teaching")
    lines = compare(old, move_criterion(old, "T1", "A", 2)).lines
    assert [line.text for line in lines] == ["The criteria stand in another order"]
