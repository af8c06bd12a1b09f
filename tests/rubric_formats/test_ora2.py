"""Open edX assessments: XML and JSON, old and new shapes, training examples."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from certdesk.core.errors import RubricError
from certdesk.core.examples import check_examples
from certdesk.core.importing import Verdict
from certdesk.core.rubric import ExternalId
from certdesk.rubric_formats.all_formats import recognise
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.ora2_found import unwrapped
from certdesk.rubric_formats.ora2_json import ora2_json
from certdesk.rubric_formats.ora2_xml import ora2_xml

from .drafts import decimal_points, drafts, essence, whole_points

OLD = """<openassessment submission_due="2015-03-11T18:20">
    <title>
        Poverty
    </title>
    <rubric>
        <prompt>
            What should be done?

            Read for form and
            clarity.
        </prompt>
        <criterion feedback="optional">
            <name>concise</name>
            <prompt>How concise is it?</prompt>
            <option points="5"><name>Best</name><explanation>Yes</explanation></option>
            <option points="0"><name>Worst</name>
                <explanation>
                    Many pages
                    of breakfast.
                </explanation>
            </option>
        </criterion>
        <criterion><name>form</name><label>The form</label><prompt/>
            <option points="0"><name>a</name><label>Poor</label><explanation/></option>
            <option points="1"><name>b</name><explanation/></option>
        </criterion>
        <criterion feedback="required"><name>words</name><prompt>Only words</prompt></criterion>
        <feedbackprompt>Anything else?</feedbackprompt>
    </rubric>
    <assessments>
        <assessment name="student-training">
            <example><answer><part>One</part><part>Two</part></answer>
                <select criterion="concise" option="Worst"/><select criterion="form" option="b"/></example>
            <example><answer>Only</answer><select criterion="concise" option="nobody"/></example>
        </assessment>
    </assessments>
</openassessment>"""

STUDIO = {
    "title": "Poster",
    "prompts": [{"description": "Make one."}, {"description": "Explain it."}],
    "criteria": [
        {
            "order_num": 1,
            "name": "cd316c145cb1",
            "label": "Second",
            "prompt": "",
            "feedback": "disabled",
            "options": [
                {"order_num": 0, "points": 0, "name": "n0", "label": "No", "explanation": "none"},
                {"order_num": 1, "points": 2, "name": "n1", "label": "Yes", "explanation": "some"},
            ],
        },
        {
            "name": "aa316c145cb1",
            "label": "First",
            "prompt": "Is it?",
            "options": [
                {"points": 1, "name": "m1", "label": "A little", "explanation": ""},
                {"points": 4, "name": "m4", "label": "A lot", "explanation": ""},
            ],
        },
    ],
    "assessments": [
        {
            "name": "student-training",
            "examples": [
                {
                    "answer": {"parts": [{"text": "My poster"}]},
                    "options_selected": [{"criterion": "cd316c145cb1", "option": "n1"}],
                }
            ],
        }
    ],
}


def read_xml(text, answers=None):
    return ora2_xml().read(Source("a.xml", text.encode()), answers or {})


def read_json(value, answers=None):
    return ora2_json().read(Source("a.json", json.dumps(value).encode()), answers or {})


def test_an_old_problem_is_read():
    [rubric] = read_xml(OLD).rubrics
    concise, form = rubric.criteria
    assert rubric.title == "Poverty"
    assert rubric.purpose == "What should be done?\n\nRead for form and clarity."
    assert (concise.title, form.title) == ("concise", "The form")
    assert concise.descriptors[Fraction(0)] == "Many pages of breakfast."
    assert [level.label for level in rubric.scale_of(form).levels] == ["Poor", "b"]


def test_a_criterion_for_words_only_is_said_and_written_back():
    reading = read_xml(OLD)
    [rubric] = reading.rubrics
    [row] = [row for row in reading.rows if row.what == "words"]
    assert row.verdict is Verdict.SKIPPED
    for one in (ora2_xml(), ora2_json()):
        data = one.write(rubric)
        assert b"Only words" in data
        assert one.read(Source("again", data), {}).rubrics == (replace(rubric, examples=()),)
    last = fromstring(ora2_xml().write(rubric)).findall("rubric/criterion")[-1]
    assert (last.get("feedback"), last.findall("option")) == ("required", [])


def test_training_examples_become_examples_of_work():
    reading = read_xml(OLD)
    first, second = reading.example_work
    assert (first.text, first.marks) == ("One\n\nTwo", {"C1": "0", "C2": "1"})
    assert second.marks == {}
    assert any("doesn't have" in row.reason for row in reading.rows)
    [rubric] = reading.rubrics
    [worked] = rubric.examples
    assert worked.marks == {"C1": "0", "C2": "1"}
    check_examples(rubric)


def test_names_are_kept_as_ids():
    [rubric] = read_xml(OLD).rubrics
    assert ExternalId("ora2", "C1/5", "Best") in rubric.external
    root = fromstring(ora2_xml().write(rubric))
    assert [one.findtext("name") for one in root.findall("rubric/criterion")] == ["concise", "form", "words"]
    assert root.find("assessments/assessment").get("required") == "True"
    assert root.findtext("prompts/prompt/description").startswith("What should be done?")


def test_a_rubric_alone_and_a_course_full_of_problems():
    alone = OLD[OLD.index("<rubric>") : OLD.index("</rubric>") + 9]
    assert len(read_xml(alone).rubrics[0].criteria) == 2
    assert recognise(Source("x.xml", alone.encode())).id == "ora2-xml"
    assert len(read_xml(f"<vertical>{OLD}{OLD}</vertical>").rubrics) == 2


def test_points_that_are_missing_are_a_question():
    reading = read_xml(OLD.replace('points="5"', ""))
    [question] = reading.questions
    assert "no points" in question.text
    answered = read_xml(OLD.replace('points="5"', ""), {question.id: "4"})
    assert answered.rubrics[0].scale_of(answered.rubrics[0].criteria[0]).levels[-1].value == 4


def test_studio_json_is_sorted_by_its_own_order():
    [rubric] = read_json(STUDIO).rubrics
    assert [one.title for one in rubric.criteria] == ["First", "Second"]
    assert rubric.purpose == "Make one.\n\nExplain it."
    assert read_json(STUDIO).example_work[0].marks == {"C2": "2"}
    assert recognise(Source("a.json", json.dumps(STUDIO).encode())).id == "ora2-json"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: {"rubric": {"criteria": value["criteria"], "prompt": "Old prompt"}, "title": "Poster"},
        lambda value: {"rubric_criteria": value["criteria"], "display_name": "Poster"},
        lambda value: value["criteria"],
        lambda value: {"case": value},
        lambda value: [value],
    ],
)
def test_json_in_any_wrapping(wrap):
    [rubric] = read_json(wrap(STUDIO)).rubrics
    assert [one.title for one in rubric.criteria] == ["First", "Second"]


def test_what_clients_are_given_has_other_names_for_the_texts():
    option = {"name": "x", "label": "High", "points": 3, "description": "Great"}
    other = {"name": "y", "label": "Low", "points": 0, "description": "Weak"}
    value = {"criteria": [{"name": "A", "description": "Ask", "feedbackEnabled": True, "options": [option, other]}]}
    [criterion] = read_json(value).rubrics[0].criteria
    assert (criterion.question, criterion.descriptors[Fraction(3)]) == ("Ask", "Great")


@pytest.mark.parametrize("text", ["{}", "[]", '{"criteria": []}', '{"criteria": [{"name": "x", "options": []}]}', "1"])
def test_json_without_a_rubric_is_refused(text):
    with pytest.raises(RubricError):
        ora2_json().read(Source("a.json", text.encode()), {})


def test_padding_of_a_hand_written_file_is_taken_off():
    assert unwrapped("\n      one\n      two\n\n      three\n      - point\n    ") == "one two\n\nthree\n- point"
    assert unwrapped("one\ntwo") == "one\ntwo"


def test_half_points_become_whole_ones_and_that_is_said():
    [rubric] = read_xml(OLD.replace('points="5"', 'points="0.25"')).rubrics
    assert any("whole numbers" in sentence for sentence in ora2_xml().losses(rubric))
    options = fromstring(ora2_xml().write(rubric)).findall("rubric/criterion")[0].findall("option")
    assert [one.get("points") for one in options] == ["0", "1"]


@settings(max_examples=25)
@given(drafts(whole_points, named_levels=True))
def test_a_rubric_comes_back_the_same(rubric):
    for one in (ora2_xml(), ora2_json()):
        again = one.read(Source("again", one.write(rubric)), {})
        assert not again.questions
        assert essence(again.rubrics[0]) == essence(rubric)


@settings(max_examples=25)
@given(drafts(decimal_points, named_levels=True))
def test_every_rubric_is_written_so_that_open_edx_takes_it(rubric):
    root = fromstring(ora2_xml().write(rubric))
    for criterion in root.findall("rubric/criterion"):
        names = [option.findtext("name") for option in criterion.findall("option")]
        points = [int(option.get("points")) for option in criterion.findall("option")]
        assert len(set(names)) == len(names)
        assert points == sorted(set(points))
