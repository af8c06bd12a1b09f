"""What is written is read again: everything in our own format, all that a format holds in the others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.any_rubric import plain_rubrics, remarked, rubrics

from certdesk.core.importing import Verdict
from certdesk.core.rubric import Rubric
from certdesk.rubric_formats.all_formats import format_called, formats, recognise
from certdesk.rubric_formats.format import Source

OURS = format_called("certdesk")
WRITTEN = [one for one in formats() if one.write is not None]
WITHOUT_DESCRIPTORS = {"mahara"}
WITHOUT_LABELS = {"moodle"}
WITHOUT_TITLE = {"markus", "moodle", "ora2-json"}


def again(rubric: Rubric) -> Rubric:
    [back] = OURS.read(Source("any.yaml", OURS.write(rubric)), {}).rubrics
    return back


@settings(max_examples=15, deadline=None)
@given(rubrics())
def test_any_rubric_comes_back_from_our_own_file(rubric):
    assert again(rubric) == rubric


@settings(max_examples=10, deadline=None)
@given(remarked())
def test_remarks_come_back_where_they_stood(rubric):
    assert again(rubric) == rubric


@settings(max_examples=6, deadline=None)
@given(remarked())
def test_a_file_that_is_read_and_written_does_not_change_any_more(rubric):
    assert OURS.write(again(rubric)) == OURS.write(rubric)


@pytest.mark.slow
@pytest.mark.timeout(600)
@settings(max_examples=150, deadline=None)
@given(remarked())
def test_many_rubrics_with_remarks_come_back_and_do_not_change_any_more(rubric):
    back = again(rubric)
    assert back == rubric
    assert OURS.write(back) == OURS.write(rubric)


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.id)
@settings(max_examples=8, deadline=None)
@given(rubric=plain_rubrics())
def test_a_plain_rubric_comes_back_from_every_format(one, rubric):
    source = Source(f"any{one.suffix}", one.write(rubric))
    assert recognise(source).id == one.id
    reading = one.read(source, {})
    assert not reading.questions
    [back] = reading.rubrics
    if one.id not in WITHOUT_TITLE:
        assert back.title == rubric.title
    assert [(each.id, each.title) for each in back.criteria] == [(each.id, each.title) for each in rubric.criteria]
    if one.id not in WITHOUT_LABELS:
        assert [level.label for level in back.scale.levels] == [level.label for level in rubric.scale.levels]
    if one.id in WITHOUT_DESCRIPTORS:
        return
    for criterion, original in zip(back.criteria, rubric.criteria, strict=True):
        assert [level.value for level in back.scale_of(criterion).levels] == [lv.value for lv in rubric.scale.levels]
        assert criterion.descriptors == original.descriptors


@pytest.mark.parametrize("one", WRITTEN, ids=lambda one: one.id)
@settings(max_examples=8, deadline=None)
@given(rubric=rubrics())
def test_any_rubric_is_written_or_its_losses_are_said(one, rubric):
    assert all(sentence.endswith(".") for sentence in one.losses(rubric))
    source = Source(f"any{one.suffix}", one.write(rubric))
    reading = one.read(source, {})
    assert reading.rubrics or reading.questions


@settings(max_examples=40, deadline=None)
@given(plain_rubrics(), st.data())
def test_questions_keep_their_ids_when_others_are_answered(rubric, data):
    """Points that are no numbers: each answer leaves the other questions as they were."""
    canvas = format_called("canvas")
    text = canvas.write(replace(rubric, scale=replace(rubric.scale))).decode().replace(",12\r\n", ",12-10\r\n")
    text = text.replace(f",{rubric.scale.levels[0].value}\r\n", ",some\r\n")
    source = Source("any.csv", text.encode())
    questions = canvas.read(source, {}).questions
    if not questions:
        return
    answered = data.draw(st.sampled_from(questions))
    rest = canvas.read(source, {answered.id: "skip"})
    assert {each.id for each in rest.questions} >= {each.id for each in questions} - {answered.id}
    assert next(row for row in rest.rows if row.question == answered).verdict is Verdict.SKIPPED
