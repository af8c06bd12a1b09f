import json

import pytest
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk.core.errors import RubricError
from certdesk.rubric_formats.all_formats import format_called


def rbc(scales, criteria, cells, **head) -> str:
    rubric = {
        "id": 7,
        "name": "Essay",
        "criterion": [c["id"] for c in criteria],
        "scale_values": [s["id"] for s in scales],
        "description": None,
    }
    return json.dumps(
        {"Rubric": [rubric | head], "RubricScale": scales, "RubricCriterion": criteria, "RubricCriterionScale": cells}
    )


def scale(id_, name, value=0, position=None):
    return {"id": id_, "name": name, "value": value, "num": id_, "position": position or id_, "rubric": 7}


def criterion(id_, name, value=0, **more):
    return {
        "id": id_,
        "name": name,
        "value": value,
        "description": None,
        "position": id_,
        "num": id_,
        "rubric": 7,
    } | more


def cell(criterion_id, scale_id, text, value=0):
    return {
        "id": criterion_id * 100 + scale_id,
        "criterion": criterion_id,
        "scale_value": scale_id,
        "description": text,
        "value": value,
    }


def of(text: str, answers=None):
    return read("turnitin", text, answers, "essay.rbc")


def test_a_standard_rubric_has_points_on_the_scale_and_weights_on_criteria():
    text = rbc(
        [scale(2, "Poor", "1", 2), scale(1, "Good", "5", 1)],
        [criterion(1, "Aim", "60"), criterion(2, "Style", "40.0")],
        [cell(1, 1, "clear"), cell(1, 2, None), cell(2, 1, "x"), cell(2, 2, "y")],
    )
    [rubric] = of(text).rubrics
    assert grid(rubric) == {
        "Aim": {"1": ("Poor", ""), "5": ("Good", "clear")},
        "Style": {"1": ("Poor", "y"), "5": ("Good", "x")},
    }
    assert [one.weight for one in rubric.criteria] == [60, 40]
    assert [(one.part, one.value) for one in rubric.external][:3] == [("", "7"), ("C1", "1"), ("C1/1", "102")]


def test_a_custom_rubric_has_points_in_its_cells():
    text = rbc(
        [scale(1, "Good"), scale(2, "Poor")],
        [criterion(1, "Aim"), criterion(2, "Style")],
        [cell(1, 1, "a", 9), cell(1, 2, "b", 2), cell(2, 1, "c", 4), cell(2, 2, "d", None)],
        scoring_method=4,
    )
    assert grid(of(text).rubrics[0]) == {
        "Aim": {"2": ("Poor", "b"), "9": ("Good", "a")},
        "Style": {"0": ("Poor", "d"), "4": ("Good", "c")},
    }


def test_points_in_cells_of_a_custom_rubric_go_before_those_of_the_scale():
    text = rbc(
        [scale(1, "Good", 3), scale(2, "Poor", 1)],
        [criterion(1, "Aim")],
        [cell(1, 1, "a", 9), cell(1, 2, "b", 2)],
        scoring_method=4,
    )
    assert list(grid(of(text).rubrics[0])["Aim"]) == ["2", "9"]


def test_a_qualitative_rubric_asks_which_level_is_the_best():
    text = rbc([scale(1, "Good"), scale(2, "Poor")], [criterion(1, "Aim")], [cell(1, 1, "a"), cell(1, 2, "b")])
    assert asked(of(text)) == {"1.order": ["rising", "falling"]}
    assert grid(of(text, {"1.order": "falling"}).rubrics[0]) == {"Aim": {"1": ("Poor", "b"), "2": ("Good", "a")}}


def test_a_grading_form_has_criteria_only():
    reading = of(rbc([], [criterion(1, "Aim", description="Why?"), criterion(2, "Style")], []))
    assert grid(reading.rubrics[0])["Aim"] == {"0": ("Not met", ""), "1": ("Met", "")}
    assert reading.rubrics[0].criteria[0].question == "Why?"
    assert any("grading form" in row.reason for row in reading.rows)


def test_a_cell_that_is_not_there_is_said():
    text = rbc(
        [scale(1, "Good"), scale(2, "Poor")],
        [criterion(1, "Aim"), criterion(2, "Style")],
        [cell(1, 1, "a", 9), cell(1, 2, "b", 2), cell(2, 1, "c", 4)],
        scoring_method=4,
    )
    reading = of(text)
    assert list(grid(reading.rubrics[0])["Style"]) == ["4"]
    assert "Poor" in skipped(reading)[0].reason


def test_lists_that_the_rubric_does_not_name_are_found_by_its_number():
    text = rbc(
        [scale(1, "Good", 2), scale(2, "Poor", 1)],
        [criterion(1, "Aim")],
        [cell(1, 1, "a"), cell(1, 2, "b")],
        criterion=None,
        scale_values=[],
    )
    assert list(grid(of(text).rubrics[0])) == ["Aim"]


def test_a_comma_too_many_and_a_mark_are_overlooked():
    text = rbc([scale(1, "Good", 2), scale(2, "Poor", 1)], [criterion(1, "Aim")], [cell(1, 1, "a"), cell(1, 2, "b")])
    assert of("\ufeff" + text.replace("]}", ",]}")).rubrics


def test_long_names_come_back_whole_and_short_ones_are_written():
    text = rbc(
        [scale(1, "Good"), scale(2, "Poor")],
        [criterion(1, "A name of more than thirteen letters")],
        [cell(1, 1, "a", 9), cell(1, 2, "b", 2)],
    )
    [rubric] = of(text).rubrics
    written = format_called("turnitin").write(rubric)
    file = json.loads(written)
    assert file["RubricCriterion"][0]["name"] == "A name of mor"
    assert len(file["RubricCriterionScale"]) == len(file["RubricScale"]) * len(file["RubricCriterion"])
    assert file["Rubric"][0]["criterion_scales_all"] == [one["id"] for one in file["RubricCriterionScale"]]
    assert grid(of(written).rubrics[0]) == grid(rubric)


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"Rubric": []}', '{"Rubric": [{}], "RubricCriterion": []}', "{" * 2000]
)
def test_nothing_to_use_is_an_error(text):
    with pytest.raises(RubricError):
        of(text)
