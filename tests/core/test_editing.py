"""Every edit leaves a rubric whose parts agree with each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.building import small_rubric

from certdesk.core import conditions as rule
from certdesk.core.contradictions import contradictions
from certdesk.core.editing import (
    note_of,
    set_critical,
    set_descriptor,
    set_floor,
    set_head,
    set_look_for,
    set_note,
    set_question,
    set_title,
    set_weight,
)
from certdesk.core.editing_criteria import (
    add_criterion,
    duplicate_criterion,
    may_rename,
    remove_criterion,
    rename_criterion,
)
from certdesk.core.editing_evidence import put_cap, put_required, remove_cap, remove_required
from certdesk.core.editing_levels import (
    add_level,
    give_own_levels,
    number_levels,
    remove_level,
    rename_level,
    set_never_not_observed,
    set_not_observed,
    set_standard,
    set_value,
    take_own_levels,
)
from certdesk.core.editing_sections import (
    add_section,
    move_criterion,
    move_section,
    remove_section,
    rename_section,
    step_criterion,
)
from certdesk.core.editing_weights import HALF, ONE, are_per_cents, rebalance, total_weight
from certdesk.core.errors import NotAllowedError
from certdesk.core.examples import run_examples
from certdesk.core.rubric import Cap, EvidenceRule, ExternalId, Rubric, Translation, WorkedExample
from certdesk.core.starting import empty_rubric, frame_of, like
from certdesk.core.wordings import texts, with_text

Edit = Callable[[Rubric], Rubric]


def full_rubric() -> Rubric:
    """The small rubric with a translation, names by criterion in its rules, caps and foreign ids."""
    rubric = small_rubric()
    translated = Translation("fr", {key: f"fr {text}" for key, text in texts(rubric).items()})
    named = rule.NamedAtLeast(("T1", "T4"), Fraction(3))
    first, *others = rubric.decision.outcomes
    first = replace(
        first,
        conditions=(
            *first.conditions,
            named,
            rule.SectionMeanAtLeast("B", Fraction(2)),
            rule.CriticalAtLeast(Fraction(3)),
        ),
    )
    rubric = replace(
        rubric,
        translations=(translated,),
        decision=replace(rubric.decision, outcomes=(first, *others), unscorable_in_section={"B": 1}),
        external=(
            ExternalId("canvas", "T1", "c1"),
            ExternalId("canvas", "T1/3", "r1"),
            ExternalId("canvas", "T2/3", "r2"),
        ),
        remarks={"criteria/T1": "talk to Ann"},
    )
    return put_cap(rubric, "T1", 0, Cap("no video", Fraction(2), "nothing was seen"))


def agrees(rubric: Rubric) -> bool:
    """Ids are unique, and sections, criteria, examples, rules and translations name only what is there."""
    ids = [criterion.id for criterion in rubric.criteria]
    listed = [name for section in rubric.sections for name in section.criteria]
    known = set(texts(rubric)) | {
        f"criterion/{each.id}/descriptor/{value}" for each in rubric.criteria for value in each.descriptors
    }
    return (
        len(set(ids)) == len(ids)
        and sorted(listed) == sorted(ids)
        and all(
            rubric.criterion(name).section == section.id for section in rubric.sections for name in section.criteria
        )
        and len({section.id for section in rubric.sections}) == len(rubric.sections)
        and rubric.scale.never_not_observed <= set(ids)
        and all(set(example.marks) <= set(ids) for example in rubric.examples)
        and all(
            set(condition.criteria) <= set(ids)
            for outcome in rubric.decision.outcomes
            for condition in outcome.conditions
            if isinstance(condition, rule.NamedAtLeast)
        )
        and all(each.part.split("/")[0] in ids for each in rubric.external)
        and all(
            key in known or key.endswith(("/meaning", "/label", "/question", "/title")) or "/own" in key
            for each in rubric.translations
            for key in each.texts
        )
    )


def _pick(number: int, values: tuple[str, ...]) -> str:
    return values[number % len(values)]


def _edits(kind: int, number: int, other: int, rubric: Rubric) -> Rubric:
    """One edit of any kind, at places that the numbers choose."""
    ids = tuple(each.id for each in rubric.criteria)
    sections = tuple(each.id for each in rubric.sections)
    levels = rubric.scale.levels
    value = levels[other % len(levels)].value
    if not ids:
        return add_criterion(rubric, _pick(other, sections))[0]
    chosen, section = _pick(number, ids), _pick(other, sections)
    edits: tuple[Edit, ...] = (
        lambda r: set_title(r, chosen, f"title {number}"),
        lambda r: set_question(r, chosen, f"question {number}"),
        lambda r: set_descriptor(r, chosen, r.scale_of(r.criterion(chosen)).levels[0].value, f"text {other}"),
        lambda r: set_weight(r, chosen, Fraction(number % 40 + 1, 2)),
        lambda r: set_floor(r, chosen, value),
        lambda r: set_critical(r, chosen, critical=bool(other % 2)),
        lambda r: add_section(r, f"section {number}")[0],
        lambda r: rename_section(r, section, f"section {number}"),
        lambda r: remove_section(r, section),
        lambda r: move_section(r, section, number % 3),
        lambda r: move_criterion(r, chosen, section, number % 4),
        lambda r: step_criterion(r, chosen, 1 if other % 2 else -1),
        lambda r: add_criterion(r, section, at=0 if number % 2 else None)[0],
        lambda r: duplicate_criterion(r, chosen)[0],
        lambda r: remove_criterion(r, chosen),
        lambda r: rename_criterion(r, chosen, f"X{number}"),
        lambda r: add_level(r, number % (len(levels) + 1)),
        lambda r: remove_level(r, value),
        lambda r: rename_level(r, value, label=f"label {number}"),
        number_levels,
        lambda r: set_standard(r, value),
        lambda r: give_own_levels(r, chosen),
        lambda r: take_own_levels(r, chosen),
        lambda r: set_not_observed(r, number % 3),
        rebalance,
    )
    try:
        return edits[kind % len(edits)](rubric)
    except NotAllowedError:
        return rubric


@given(st.lists(st.tuples(st.integers(0, 24), st.integers(0, 60), st.integers(0, 60)), max_size=12))
def test_any_edits_leave_parts_that_agree(steps: list[tuple[int, int, int]]) -> None:
    edited = reduce(lambda rubric, step: _edits(*step, rubric), steps, full_rubric())
    assert agrees(edited)
    assert edited.scale.standard in {level.value for level in edited.scale.levels}
    for criterion in edited.criteria:
        levels = {level.value for level in edited.scale_of(criterion).levels}
        assert criterion.floor in levels
        assert levels <= set(criterion.descriptors)
        assert {cap.max_level for cap in criterion.caps} <= levels


@given(
    st.lists(st.fractions(min_value=0, max_value=60, max_denominator=7), min_size=1, max_size=30),
    st.sampled_from([ONE, HALF]),
    st.booleans(),
)
def test_rebalanced_weights_come_to_exactly_100(weights: list[Fraction], step: Fraction, equal: bool) -> None:
    first = small_rubric().criteria[0]
    criteria = tuple(replace(first, id=f"C{number}", weight=weight) for number, weight in enumerate(weights))
    rubric = replace(small_rubric(), criteria=criteria)
    balanced = rebalance(rubric, step=step, equal=equal)
    found = [criterion.weight for criterion in balanced.criteria]
    assert sum(found) == 100
    assert all(weight > 0 and (weight / step).denominator == 1 for weight in found)
    assert rebalance(balanced, step=step) == balanced
    ordered = sorted(zip(weights, found, strict=True))
    assert equal or all(two[1] >= one[1] - step for one, two in pairwise(ordered))


def test_locked_weights_are_kept_when_the_others_are_rebalanced() -> None:
    rubric = set_weight(small_rubric(), "T1", Fraction(25))
    balanced = rebalance(rubric, locked={"T1", "T4"})
    assert [criterion.weight for criterion in balanced.criteria] == [25, 14, 21, 40]


def test_locked_weights_that_leave_no_room_are_refused() -> None:
    with pytest.raises(NotAllowedError, match="no room"):
        rebalance(set_weight(small_rubric(), "T1", Fraction(99)), locked={"T1"})


def test_locked_odd_weights_leave_their_rest_with_the_last() -> None:
    rubric = set_weight(small_rubric(), "T1", Fraction(41, 4))
    assert total_weight(rebalance(rubric, locked={"T1"}).criteria) == 100


@given(st.permutations([0, 1, 2, 3, 4, 5]))
def test_edits_of_different_things_come_to_the_same_in_any_order(order: list[int]) -> None:
    edits: tuple[Edit, ...] = (
        lambda r: set_descriptor(r, "T1", Fraction(2), "another"),
        lambda r: set_weight(r, "T2", Fraction(7)),
        lambda r: set_title(r, "T3", "Renamed"),
        lambda r: rename_level(r, Fraction(4), label="Top"),
        lambda r: rename_section(r, "A", "People"),
        lambda r: set_critical(r, "T1", critical=True),
    )
    expected = reduce(lambda rubric, edit: edit(rubric), edits, full_rubric())
    assert reduce(lambda rubric, place: edits[place](rubric), order, full_rubric()) == expected


@given(st.integers(0, 4), st.booleans())
def test_what_was_added_and_removed_again_leaves_no_trace(place: int, whole: bool) -> None:
    rubric = full_rubric()
    added, new_id = add_criterion(rubric, "A", at=place)
    assert remove_criterion(added, new_id) == rubric
    copied, copy_id = duplicate_criterion(rubric, "T4")
    assert remove_criterion(copied, copy_id) == rubric
    renamed = rename_criterion(rubric, "T1", "Z9")
    assert rename_criterion(renamed, "Z9", "T1") == rubric
    sections, section_id = add_section(rubric, "New")
    assert remove_section(sections, section_id) == rubric
    if whole:
        top = add_level(rubric, 4, label="Beyond")
        assert remove_level(top, Fraction(5)) == rubric


@given(st.sampled_from(["T1", "T2", "T3", "T4"]), st.integers(0, 5), st.sampled_from(["A", "B"]))
def test_a_criterion_moved_there_and_back_is_where_it_was(name: str, place: int, section: str) -> None:
    rubric = full_rubric()
    home = rubric.criterion(name).section
    index = rubric.section(home).criteria.index(name)
    assert move_criterion(move_criterion(rubric, name, section, place), name, home, index) == rubric


def test_a_criterion_steps_out_of_its_section_into_the_next() -> None:
    down = step_criterion(small_rubric(), "T2", 1)
    assert [section.criteria for section in down.sections] == [("T1",), ("T2", "T3", "T4")]
    assert down.criterion("T2").section == "B"
    assert step_criterion(down, "T2", -1) == small_rubric()
    assert step_criterion(small_rubric(), "T1", -1) == small_rubric()


def test_a_removed_criterion_is_gone_from_rules_examples_and_translations() -> None:
    left = remove_criterion(full_rubric(), "T4")
    assert not left.scale.never_not_observed
    assert "T4" not in left.examples[0].marks
    assert not [key for key in left.translations[0].texts if key.startswith("criterion/T4/")]
    named = [each for each in left.decision.outcomes[0].conditions if isinstance(each, rule.NamedAtLeast)]
    assert named == [rule.NamedAtLeast(("T1",), Fraction(3))]
    without = remove_criterion(left, "T1")
    assert not [each for each in without.decision.outcomes[0].conditions if isinstance(each, rule.NamedAtLeast)]
    assert [each.part for each in without.external] == ["T2/3"]
    assert not without.remarks


def test_a_duplicate_has_its_own_id_and_the_same_words_in_every_language() -> None:
    copied, new_id = duplicate_criterion(full_rubric(), "T4")
    assert new_id == "T5"
    assert [each.id for each in copied.criteria] == ["T1", "T2", "T3", "T4", "T5"]
    french = copied.translations[0].texts
    assert french["criterion/T5/descriptor/3"] == french["criterion/T4/descriptor/3"]
    assert "T5" in copied.scale.never_not_observed


def test_published_criteria_keep_their_ids_and_new_ones_may_be_renamed_everywhere() -> None:
    published = full_rubric()
    with pytest.raises(NotAllowedError, match="published version"):
        rename_criterion(published, "T1", "P1", published=published)
    draft, new_id = add_criterion(published, "A")
    assert may_rename(new_id, published)
    with pytest.raises(NotAllowedError, match="already"):
        rename_criterion(draft, new_id, "T2", published=published)
    with pytest.raises(NotAllowedError, match="can't be"):
        rename_criterion(draft, new_id, "1 2", published=published)
    with pytest.raises(NotAllowedError, match="already"):
        rename_criterion(remove_criterion(draft, "T2"), new_id, "T2", published=published)
    renamed = rename_criterion(full_rubric(), "T1", "P1")
    assert renamed.external[1].part == "P1/3"
    assert renamed.remarks == {"criteria/P1": "talk to Ann"}
    assert "criterion/P1/title" in renamed.translations[0].texts
    assert agrees(renamed)


def test_a_critical_criterion_may_never_stay_unobserved() -> None:
    rubric = set_not_observed(set_critical(small_rubric(), "T1", critical=True), 2)
    assert rubric.scale.never_not_observed == {"T1", "T4"}
    assert not contradictions(rubric)
    assert set_critical(rubric, "T1", critical=False).scale.never_not_observed == {"T4"}
    with pytest.raises(NotAllowedError):
        set_never_not_observed(rubric, "T1", never=False)
    assert "T2" in set_never_not_observed(rubric, "T2", never=True).scale.never_not_observed


def test_another_value_takes_descriptors_floors_caps_rules_examples_and_translations_with_it() -> None:
    moved = set_value(full_rubric(), Fraction(2), Fraction(5, 2))
    assert moved.criterion("T1").floor == Fraction(5, 2)
    assert moved.criterion("T1").caps[0].max_level == Fraction(5, 2)
    assert moved.criterion("T1").descriptors[Fraction(5, 2)] == small_rubric().criterion("T1").descriptors[Fraction(2)]
    french = moved.translations[0].texts
    assert french["criterion/T1/descriptor/5/2"].startswith("fr First")
    assert french["level/5/2/label"] == "fr Developing"
    standard = set_value(full_rubric(), Fraction(3), Fraction(7, 2))
    assert standard.scale.standard == Fraction(7, 2)
    assert standard.examples[0].marks["T1"] == "3.5"
    assert rule.CriticalAtLeast(Fraction(7, 2)) in standard.decision.outcomes[0].conditions
    assert [each.part for each in standard.external] == ["T1", "T1/7/2", "T2/7/2"]
    back = set_value(standard, Fraction(7, 2), Fraction(3))
    assert back == full_rubric()


def test_values_keep_their_order_and_are_never_negative() -> None:
    for value in (Fraction(1), Fraction(3), Fraction(-1), Fraction(4)):
        with pytest.raises(NotAllowedError):
            set_value(small_rubric(), Fraction(2), value)


def test_levels_are_added_above_below_and_between() -> None:
    values = [level.value for level in add_level(small_rubric(), 2).scale.levels]
    assert values == [1, 2, Fraction(5, 2), 3, 4]
    assert [level.value for level in add_level(small_rubric(), 4).scale.levels] == [1, 2, 3, 4, 5]
    below = add_level(small_rubric(), 0)
    assert [level.value for level in below.scale.levels] == [0, 1, 2, 3, 4]
    lower = add_level(below, 0)
    assert [level.value for level in lower.scale.levels] == [0, 1, 2, 3, 4, 5]
    assert lower.scale.standard == 4
    assert all(run.found_outcome != "no" for run in run_examples(lower))
    numbered = number_levels(below)
    assert [level.value for level in numbered.scale.levels] == [1, 2, 3, 4, 5]
    assert len({level.key for level in numbered.scale.levels}) == 5


def test_scales_have_two_to_twelve_levels() -> None:
    rubric = small_rubric()
    while len(rubric.scale.levels) < 12:
        rubric = add_level(rubric, len(rubric.scale.levels))
    with pytest.raises(NotAllowedError):
        add_level(rubric, 0)
    while len(rubric.scale.levels) > 2:
        rubric = remove_level(rubric, rubric.scale.levels[0].value)
    with pytest.raises(NotAllowedError):
        remove_level(rubric, rubric.scale.levels[0].value)


def test_what_asked_for_a_removed_level_asks_for_the_next_and_caps_fall() -> None:
    left = remove_level(full_rubric(), Fraction(3))
    assert left.scale.standard == 4
    assert rule.CriticalAtLeast(Fraction(4)) in left.decision.outcomes[0].conditions
    assert remove_level(full_rubric(), Fraction(2)).criterion("T1").caps[0].max_level == 1
    assert Fraction(3) not in left.criterion("T1").descriptors
    assert not [key for key in left.translations[0].texts if key.endswith("descriptor/3")]
    with pytest.raises(KeyError):
        remove_level(full_rubric(), Fraction(9))


def test_own_levels_are_apart_from_the_scale_and_can_be_taken_back() -> None:
    own = give_own_levels(full_rubric(), "T1")
    assert own.translations[0].texts["criterion/T1/level/3/label"] == "fr Secure"
    more = rename_level(add_level(own, 4, of="T1"), Fraction(5), label="Beyond", of="T1")
    assert [level.label for level in more.criterion("T1").own_levels][-1] == "Beyond"
    assert Fraction(5) not in more.criterion("T2").descriptors
    moved = set_value(more, Fraction(2), Fraction(3, 2), of="T1")
    assert moved.criterion("T1").floor == Fraction(3, 2)
    assert moved.criterion("T2").floor == 2
    back = take_own_levels(moved, "T1")
    assert not back.criterion("T1").own_levels
    assert set(back.criterion("T1").descriptors) == {1, 2, 3, 4}
    assert back.criterion("T1").floor in {1, 2}
    assert take_own_levels(own, "T1") == full_rubric()


def test_a_removed_section_leaves_its_criteria_to_its_neighbour() -> None:
    left = remove_section(full_rubric(), "B")
    assert left.sections[0].criteria == ("T1", "T2", "T3", "T4")
    assert not [each for each in left.decision.outcomes[0].conditions if isinstance(each, rule.SectionMeanAtLeast)]
    assert not left.decision.unscorable_in_section
    first = remove_section(full_rubric(), "A")
    assert first.sections[0].criteria == ("T1", "T2", "T3", "T4")
    with pytest.raises(NotAllowedError):
        remove_section(left, "A")


def test_translations_follow_numbered_lists() -> None:
    rubric = set_look_for(small_rubric(), "T1", ("one", "two", "three"))
    for number, word in enumerate(("un", "deux", "trois"), 1):
        rubric = with_text(rubric, "fr", f"criterion/T1/look_for/{number}", word)
    rubric = set_look_for(rubric, "T1", ("three", "one"))
    assert rubric.translations[0].texts == {"criterion/T1/look_for/1": "trois", "criterion/T1/look_for/2": "un"}
    rubric = put_required(small_rubric(), "T1", 1, EvidenceRule("video", note="of a lesson"))
    rubric = with_text(rubric, "fr", "criterion/T1/required/2", "d'un cours")
    assert remove_required(rubric, "T1", 0).translations[0].texts == {"criterion/T1/required/1": "d'un cours"}
    capped = put_cap(small_rubric(), "T1", 0, Cap("x", Fraction(2), "because"))
    assert remove_cap(with_text(capped, "fr", "criterion/T1/cap/1", "car"), "T1", 0).translations[0].texts == {}
    with pytest.raises(IndexError):
        remove_cap(small_rubric(), "T1", 0)


def test_notes_stand_in_the_file_and_go_when_emptied() -> None:
    noted = set_note(small_rubric(), "T1", "ask Ben")
    assert note_of(noted, "T1") == "ask Ben"
    assert set_note(noted, "T1", " ") == small_rubric()


@pytest.mark.parametrize("count", range(2, 13))
def test_an_empty_rubric_has_what_a_rubric_needs_but_its_words(count: int) -> None:
    rubric = empty_rubric("new", "New", levels=count)
    assert len(rubric.scale.levels) == count
    assert agrees(rubric)
    assert not contradictions(rubric)
    assert are_per_cents(rubric)


def test_weights_stay_per_cents_when_criteria_come_on_top_of_a_hundred() -> None:
    rubric = empty_rubric("new", "New", levels=4)
    for count in range(2, 6):
        rubric, _id = add_criterion(rubric, rubric.sections[0].id)
        assert [each.weight for each in rubric.criteria] == [100] * count
        assert are_per_cents(rubric)
    assert total_weight(rebalance(rubric).criteria) == 100
    heavy = replace(rubric.criteria[1], weight=Fraction(85))
    assert are_per_cents(replace(rubric, criteria=(rubric.criteria[0], heavy)))
    points = tuple(replace(each, weight=Fraction(60)) for each in rubric.criteria)
    assert not are_per_cents(replace(rubric, criteria=points))


def test_a_scale_of_one_or_thirteen_levels_is_refused() -> None:
    for count in (1, 13):
        with pytest.raises(NotAllowedError):
            empty_rubric("new", "New", levels=count)


def test_a_rubric_like_another_is_another_rubric() -> None:
    made = like(set_head(full_rubric(), audience="Coaches"), "other", "Other")
    assert (made.id, made.title, made.audience, made.version, made.external) == (
        "other",
        "Other",
        "Coaches",
        "1.0.0",
        (),
    )
    assert "title" not in made.translations[0].texts
    frame = frame_of(full_rubric(), "other", "Other")
    assert set(frame.criteria[0].descriptors.values()) == {""}
    assert frame.decision == full_rubric().decision


def test_an_example_keeps_marks_that_are_no_level() -> None:
    example = WorkedExample("odd", {"T1": "NO", "T2": "2.5", "T3": "U-AUDIO", "T4": "3"}, Fraction(3), "pass")
    moved = set_value(replace(small_rubric(), examples=(example,)), Fraction(3), Fraction(13, 4))
    assert moved.examples[0].marks == {"T1": "NO", "T2": "2.5", "T3": "U-AUDIO", "T4": "3.25"}
