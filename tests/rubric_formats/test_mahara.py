import json

import pytest
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk.core.errors import RubricError
from certdesk.rubric_formats.all_formats import format_called

STATUSES = [{"begun": "Waiting"}, {"incomplete": "No"}, {"partialcomplete": "Nearly"}, {"completed": "Yes"}]


def matrix(standards, elements=None, **more) -> str:
    framework = {
        "institution": "all",
        "name": "Teaching",
        "description": "<p>For &amp; by all</p>",
        "standards": standards,
    }
    framework |= {"evidencestatuses": STATUSES} | more
    return json.dumps({"framework": framework | ({} if elements is None else {"standardelements": elements})})


def standard(number, name, **more):
    return {"shortname": str(number), "name": name, "description": "", "standardid": number} | more


def element(number, code, name, **more):
    return {"shortname": code, "name": name, "description": "", "standardid": number, "elementid": code} | more


def of(text: str, answers=None):
    return read("mahara", text, answers, "a.matrix")


def test_standards_are_sections_elements_criteria_and_statuses_levels():
    text = matrix(
        [standard(1, "Plan"), standard(2, "Teach")],
        [element(1, "1.1", "Aims", description="What <b>for</b>?"), element(2, "2.1", "Voice", standardid="2")],
    )
    reading = of(text)
    [rubric] = reading.rubrics
    assert (rubric.title, rubric.purpose) == ("Teaching", "For & by all")
    assert [(s.id, s.title, s.criteria) for s in rubric.sections] == [("1", "Plan", ("1.1",)), ("2", "Teach", ("2.1",))]
    assert grid(rubric)["Aims"] == {"1": ("No", ""), "2": ("Nearly", ""), "3": ("Yes", "")}
    assert rubric.criteria[0].question == "What for?"
    assert "Waiting" in [row.what for row in skipped(reading)]


def test_it_is_a_framework_of_codes_too_with_parents():
    text = matrix(
        [standard(1, "Plan")],
        [element(1, "1.3", "Aims", parentelementid="undefined"), element(1, "1.3.1", "Short", parentelementid="1.3")],
    )
    [framework] = of(text).frameworks
    assert [(item.code, item.parent) for item in framework.items] == [
        ("1", ""),
        ("1.3", "standard/1"),
        ("1.3.1", "1.3"),
    ]


def test_elements_inside_their_standards_as_older_files_have_them():
    text = matrix([standard(1, "Plan", standardelement=[element(1, "a", "Aims")])])
    assert list(grid(of(text).rubrics[0])) == ["Aims"]


def test_the_same_element_twice_is_a_question():
    text = matrix([standard(1, "Plan")], [element(1, "1.1", "Aims"), element(1, "1.1", "Aims")])
    assert list(asked(of(text))) == ["1.2.twice"]
    assert [one.id for one in of(text, {"1.2.twice": "both"}).rubrics[0].criteria] == ["1.1", "1.1-2"]


def test_statuses_by_number_or_missing():
    by_number = matrix(
        [standard(1, "Plan")], [element(1, "1", "Aims")], evidencestatuses=[{"1": "Nope"}, {"3": "Sure"}]
    )
    levels = grid(of(by_number).rubrics[0])["Aims"]
    assert [label for label, _text in levels.values()] == ["Nope", "Partially meets the standard", "Sure"]


def test_an_element_of_no_standard_and_a_standard_without_elements_are_said():
    reading = of(
        matrix([standard(1, "Plan"), standard(2, "Empty")], [element(1, "1", "Aims"), element(9, "9", "Lost")])
    )
    assert [one.title for one in reading.rubrics[0].criteria] == ["Aims", "Lost"]
    assert "Empty" in [row.what for row in skipped(reading)]
    assert any("“9”" in row.reason for row in reading.rows)


@pytest.mark.parametrize("text", ["{}", "[]", "{", '{"framework": 3}', '{"framework": {"standards": []}}', "null"])
def test_nothing_to_use_is_an_error(text):
    with pytest.raises(RubricError):
        of(text)


def test_what_we_write_has_the_fields_that_mahara_needs():
    [rubric] = of(matrix([standard(1, "Plan")], [element(1, "1.1", "Aims <5", description="a &lt; b")])).rubrics
    written = json.loads(format_called("mahara").write(rubric))["framework"]
    assert [list(status) for status in written["evidencestatuses"]] == [
        ["begun"],
        ["incomplete"],
        ["partialcomplete"],
        ["completed"],
    ]
    assert isinstance(written["standards"][0]["standardid"], int)
    assert written["standardelements"][0]["elementid"] == "1.1"
    [again] = of(json.dumps({"framework": written})).rubrics
    assert again == rubric
