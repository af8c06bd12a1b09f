"""CASE packages: rubrics both ways, items as a framework, sloppy shapes, and the published rules."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import RubricError
from certdesk.core.rubric import Alignment, ExternalId, Section
from certdesk.rubric_formats.all_formats import recognise
from certdesk.rubric_formats.case import case
from certdesk.rubric_formats.format import Source

from .case_schema import faults
from .drafts import decimal_points, drafts, essence

WHEN = "2021-05-01T10:00:00+00:00"


def id_of(name):
    return str(uuid5(NAMESPACE_URL, name))


def thing(name, **fields):
    return {"identifier": id_of(name), "uri": f"https://case.example/{name}", "lastChangeDateTime": WHEN, **fields}


def child(lower, upper, number):
    ends = {"originNodeURI": lower, "destinationNodeURI": upper}
    links = {key: {"title": name, "identifier": id_of(name), "uri": f"u:{name}"} for key, name in ends.items()}
    return thing(f"{lower}-{upper}", associationType="isChildOf", sequenceNumber=number, **links)


PACKAGE = {
    "CFDocument": thing("doc", creator="Ministry", title="STEM standards", version="2", language="en-GB"),
    "CFItems": [
        thing("late", fullStatement="Second below", humanCodingScheme="S.1.2"),
        thing("early", fullStatement="<p>First <b>below</b></p>", humanCodingScheme="S.1.1"),
        thing("top", fullStatement="Subject", humanCodingScheme="S.1", CFItemType="Domain"),
    ],
    "CFAssociations": [child("late", "top", 2), child("early", "top", 0), child("top", "doc", 1)],
    "CFRubrics": [
        thing(
            "rubric",
            title="Inquiry",
            description="How it is judged",
            CFRubricCriteria=[
                thing(
                    "second",
                    category="Plan",
                    description="Evidence\nIs there any?",
                    weight=0.3,
                    position=2,
                    CFRubricCriterionLevels=[
                        thing("s1", quality="Low", score=1, description="none", position=1),
                        thing("s2", quality="High", score=2.5, description="much", position=2, feedback="Well done"),
                    ],
                ),
                thing(
                    "first",
                    category="Plan",
                    description="Question",
                    weight=0.7,
                    position=1,
                    CFItemURI={"title": "S.1.1", "identifier": id_of("early"), "uri": "https://case.example/early"},
                    CFRubricCriterionLevels=[
                        thing("f2", quality="High", score=2.5, position=2),
                        thing("f1", quality="Low", score=1, position=1),
                    ],
                ),
            ],
        )
    ],
}


def read(value, answers=None):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return case().read(Source("case.json", data), answers or {})


def changed(change):
    copy = json.loads(json.dumps(PACKAGE))
    change(copy)
    return copy


def test_a_rubric_is_read_in_the_order_of_positions_with_exact_numbers():
    reading = read(PACKAGE)
    [rubric] = reading.rubrics
    first, second = rubric.criteria
    assert (rubric.title, rubric.purpose, rubric.language) == ("Inquiry", "How it is judged", "en-GB")
    assert (first.title, second.title, second.question) == ("Question", "Evidence", "Is there any?")
    assert (first.weight, second.weight) == (Fraction(7, 10), Fraction(3, 10))
    assert [(level.value, level.label) for level in rubric.scale.levels] == [(1, "Low"), (Fraction(5, 2), "High")]
    assert [section.title for section in rubric.sections] == ["Plan"]


def test_codes_and_feedback_come_with_it():
    reading = read(PACKAGE)
    [first, _second] = reading.rubrics[0].criteria
    assert first.alignments == (Alignment("STEM standards", "S.1.1", "First below", id_of("early")),)
    [comment] = reading.comments
    assert (comment.text, comment.criteria, comment.levels) == ("Well done", ("C2",), (Fraction(5, 2),))


def test_items_become_a_framework_from_the_top():
    [framework] = read(PACKAGE).frameworks
    assert (framework.title, framework.creator, framework.version) == ("STEM standards", "Ministry", "2")
    assert [item.code for item in framework.items] == ["S.1", "S.1.1", "S.1.2"]
    assert [item.parent for item in framework.items] == ["", id_of("top"), id_of("top")]
    assert framework.items[0].kind == "Domain"


def test_items_that_go_in_a_circle_are_all_there():
    package = changed(lambda one: one["CFAssociations"].append(child("top", "early", 1)))
    package["CFAssociations"] = [each for each in package["CFAssociations"] if "doc" not in json.dumps(each)]
    [framework] = read(package).frameworks
    assert {item.code for item in framework.items} == {"S.1", "S.1.1", "S.1.2"}


def test_what_we_write_keeps_the_published_rules_and_the_ids():
    [rubric] = read(PACKAGE).rubrics
    written = json.loads(case().write(rubric))
    assert faults(written) == []
    assert faults(written, version="1.1") == []
    [out] = written["CFRubrics"]
    assert out["identifier"] == id_of("rubric")
    assert out["uri"] == "https://case.example/rubric"
    assert out["lastChangeDateTime"] == WHEN
    assert [one["identifier"] for one in out["CFRubricCriteria"]] == [id_of("first"), id_of("second")]
    levels = out["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    assert [one["identifier"] for one in levels] == [id_of("f1"), id_of("f2")]
    assert out["CFRubricCriteria"][0]["CFItemURI"]["identifier"] == id_of("early")


def test_the_check_itself_finds_faults():
    written = json.loads(case().write(read(PACKAGE).rubrics[0]))
    written["CFRubrics"][0]["colour"] = "blue"
    written["CFRubrics"][0]["CFRubricCriteria"][0]["identifier"] = "x"
    del written["CFDocument"]["creator"]
    assert len(faults(written)) == 3


def test_export_and_import_differ_only_in_what_was_said():
    [rubric] = read(PACKAGE).rubrics
    [again] = read(case().write(rubric)).rubrics
    bare = tuple(replace(one, statement="", framework="") for one in rubric.criteria[0].alignments)
    expected = replace(rubric, criteria=(replace(rubric.criteria[0], alignments=bare), *rubric.criteria[1:]))
    assert again == expected
    assert any("statement" in sentence for sentence in case().losses(rubric))


def capitalised(value):
    if isinstance(value, dict):
        names = {"CFRubricCriteria": "CFRubricCriterion", "CFRubricCriterionLevels": "CFRubricCriterionLevel"}
        return {names.get(k, k[0].upper() + k[1:]): capitalised(part) for k, part in value.items()}
    return [capitalised(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "shape",
    [
        capitalised,
        lambda value: {"CFPackage": value},
        lambda value: [value],
        lambda value: {"data": {"CFPackages": [value]}},
        lambda value: value["CFRubrics"],
        lambda value: value["CFRubrics"][0],
        lambda value: {"CFRubric": value["CFRubrics"][0]},
        lambda value: {"CFDocument": value["CFDocument"], "CFRubrics": {"CFRubric": value["CFRubrics"]}},
    ],
)
def test_other_shapes_of_the_same(shape):
    [rubric] = read(shape(PACKAGE)).rubrics
    assert [one.title for one in rubric.criteria] == ["Question", "Evidence"]
    assert ExternalId("case", "C1", id_of("first")) in rubric.external
    assert recognise(Source("x.json", json.dumps(shape(PACKAGE)).encode())).id == "case"


def test_missing_identifiers_are_made_and_stay_the_same():
    def without(one):
        for criterion in one["CFRubrics"][0]["CFRubricCriteria"]:
            for level in criterion["CFRubricCriterionLevels"]:
                del level["identifier"]
            del criterion["identifier"]

    package = changed(without)
    reading = read(package)
    assert reading == read(package)
    assert reading.rubrics[0].criteria[0].alignments
    assert reading.comments
    assert faults(json.loads(case().write(reading.rubrics[0]))) == []


def test_identifiers_that_case_does_not_allow_are_replaced_and_that_is_said():
    package = changed(lambda one: one["CFRubrics"][0].update(identifier="not-a-uuid"))
    [rubric] = read(package).rubrics
    assert any("UUID" in sentence for sentence in case().losses(rubric))
    assert faults(json.loads(case().write(rubric))) == []


def test_categories_that_are_names():
    def named(one):
        first, second = one["CFRubrics"][0]["CFRubricCriteria"]
        first.update(category="Data", description="Collects it")
        second.update(category="Idea", description="Has one")

    reading = read(changed(named))
    [rubric] = reading.rubrics
    assert [(one.title, one.question) for one in rubric.criteria] == [("Idea", "Has one"), ("Data", "Collects it")]
    assert any("were read as their titles" in row.reason for row in reading.rows)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.30000000000000004", "0.3"), ("0.30000001192092896", "0.3"), ("3e-1", "0.3"), ("0.3333333333333333", None)],
)
def test_numbers_as_computers_write_them(written, meant):
    text = json.dumps(PACKAGE).replace('"weight": 0.3', f'"weight": {written}')
    reading = read(text.encode())
    assert not reading.questions
    assert reading.rubrics[0].criteria[1].weight == Fraction(meant or written)


def test_levels_without_scores_are_a_question_not_a_guess():
    def bare(one):
        for criterion in one["CFRubrics"][0]["CFRubricCriteria"]:
            for level in criterion["CFRubricCriterionLevels"]:
                del level["score"]

    reading = read(changed(bare))
    assert len(reading.questions) == 1
    answered = read(changed(bare), {reading.questions[0].id: "rising"})
    assert [level.label for level in answered.rubrics[0].scale.levels] == ["Low", "High"]


def test_a_framework_alone_is_something_to_keep():
    reading = read(changed(lambda one: one.pop("CFRubrics")))
    assert not reading.rubrics
    assert len(reading.frameworks[0].items) == 3


def test_ten_thousand_items_are_read():
    items = [thing(f"i{n}", fullStatement=f"Statement {n}", humanCodingScheme=f"A.{n}") for n in range(10_000)]
    links = [child(f"i{n}", f"i{n // 10}", n) for n in range(1, 10_000)]
    [framework] = read({"CFDocument": PACKAGE["CFDocument"], "CFItems": items, "CFAssociations": links}).frameworks
    assert len(framework.items) == 10_000
    assert framework.items[0].code == "A.0"


@pytest.mark.parametrize("text", ["{}", "[]", '{"CFDocument": {}}', '{"CFRubrics": [{"CFRubricCriteria": []}]}', "{"])
def test_a_package_without_anything_is_refused(text):
    with pytest.raises(RubricError):
        read(text.encode())


@settings(max_examples=25)
@given(drafts(decimal_points, named_levels=True), st.lists(st.integers(1, 400), min_size=6, max_size=6))
def test_a_rubric_comes_back_the_same(rubric, weights):
    criteria = tuple(
        replace(one, weight=Fraction(weight, 10)) for one, weight in zip(rubric.criteria, weights, strict=False)
    )
    rubric = replace(rubric, criteria=criteria)
    data = case().write(rubric)
    assert faults(json.loads(data)) == []
    assert data == case().write(rubric)
    again = read(data)
    assert not again.questions
    assert essence(again.rubrics[0]) == essence(rubric)


def test_sections_come_back():
    [rubric] = read(PACKAGE).rubrics
    third = replace(rubric.criteria[1], id="C3", title="Third", section="B")
    sections = (rubric.sections[0], Section("B", "Do", ("C3",)))
    rubric = replace(rubric, sections=sections, criteria=(*rubric.criteria, third))
    [again] = read(case().write(rubric)).rubrics
    assert [section.title for section in again.sections] == ["Plan", "Do"]
    assert [one.section for one in again.criteria] == ["A", "A", "B"]


def test_a_rubric_that_only_says_that_it_is_one():
    levels = [{"id": "a-2", "title": "Good", "description": "Deep", "points": 5}, {"id": "a-1", "title": "Poor"}]
    criteria = [{"id": "a", "title": "Analysis", "description": "How deep?", "levels": levels}]
    data = json.dumps({"type": "Rubric", "id": "u:lab", "title": "Lab report", "Criteria": criteria}).encode()
    source = Source("lab.json", data)
    assert recognise(source).id == "case"
    [rubric] = case().read(source, {"1.1.2.points": "0"}).rubrics
    assert (rubric.title, rubric.criteria[0].title, rubric.criteria[0].question) == (
        "Lab report",
        "Analysis",
        "How deep?",
    )
    assert [(level.value, level.label) for level in rubric.scale.levels] == [(0, "Poor"), (5, "Good")]
