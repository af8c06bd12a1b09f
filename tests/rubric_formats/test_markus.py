import pytest
import yaml
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk.core.errors import RubricError
from certdesk.rubric_formats.all_formats import format_called, recognise
from certdesk.rubric_formats.format import Source

NEW = """\
Design:
  type: Rubric
  max_mark: 4.0
  levels:
    Poor: {mark: 0.0, description: Nothing fits}
    Fair: {mark: 1.5, description: Some of it}
    Good: {mark: 4.0, description: All of it}
  ta_visible: true
"""


def of(text: str, answers=None, name="criteria.yml"):
    return read("markus", text, answers, name)


def test_levels_by_name():
    [rubric] = of(NEW).rubrics
    assert rubric.title == "criteria"
    assert grid(rubric) == {
        "Design": {"0": ("Poor", "Nothing fits"), "3/2": ("Fair", "Some of it"), "4": ("Good", "All of it")}
    }


def test_names_as_ruby_wrote_them_once():
    text = "Design:\n  type: rubric\n  max_mark: 4.0\n  levels:\n    Poor:\n      :description: bad\n      :mark: 0.0\n"
    assert grid(of(text).rubrics[0]) == {"Design": {"0": ("Poor", "bad")}}


def test_numbered_levels_of_older_versions_get_marks_up_to_the_highest():
    text = "Old:\n  max_mark: 16\n  level_0: {name: Low, description: a}\n  level_4: {name: High, description: b}\n"
    text += "  level_2: {name: , description: }\n"
    reading = of(text)
    assert grid(reading.rubrics[0]) == {"Old": {"0": ("Low", "a"), "16": ("High", "b")}}
    assert any("spread evenly" in row.reason for row in reading.rows)


def test_flexible_is_a_range_and_a_checkbox_two_levels():
    text = "Free: {type: FLEXIBLE, max_mark: 2.5, description: How free?}\nAlso: {max_mark: 1}\n"
    reading = of(text)
    [rubric] = reading.rubrics
    assert rubric.scale.ranges
    assert [list(levels) for levels in grid(rubric).values()] == [["0", "5/2"], ["0", "1"]]
    assert rubric.criteria[0].question == "How free?"
    [boxes] = of("Done: {type: checkbox, max_mark: 5.0}\n").rubrics
    assert grid(boxes) == {"Done": {"0": ("Not met", ""), "5": ("Met", "")}}
    assert not boxes.scale.ranges


def test_a_name_twice_is_a_question_and_not_the_end():
    reading = of("A: {type: flexible, max_mark: 2}\nA: {type: flexible, max_mark: 3}\n")
    assert list(asked(reading)) == ["1.2.twice"]
    assert len(reading.rubrics[0].criteria) == 1


def test_what_is_wrong_with_one_leaves_the_others():
    reading = of(
        NEW + "Bare: {type: rubric, max_mark: 5}\nNothing:\nBox: {type: checkbox, max_mark: lots, bonus: true}\n"
    )
    assert [one.title for one in reading.rubrics[0].criteria] == ["Design", "Box"]
    assert [row.what for row in skipped(reading)] == ["Nothing", "Box", "Bare"]
    assert "bonus" in skipped(reading)[1].reason
    assert list(asked(reading)) == ["1.3.2.points"]


def test_another_highest_mark_than_its_levels_have_is_said():
    reading = of(NEW.replace("max_mark: 4.0", "max_mark: 9"))
    assert any("given as 9" in row.reason for row in reading.rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tests,2.5,None,Few,Some,Many,All,a,b,c,d,e\n",
            {
                "Tests": {
                    "0": ("None", "a"),
                    "1": ("Few", "b"),
                    "2": ("Some", "c"),
                    "3": ("Many", "d"),
                    "4": ("All", "e"),
                }
            },
        ),
        ("Tests,Bad,none,0,Good,all,2\n", {"Tests": {"0": ("Bad", "none"), "2": ("Good", "all")}}),
        ('Tests,10.0,"how many, and why"\n', {"Tests": {"0": ("0", ""), "10": ("10", "")}}),
    ],
)
def test_csv_of_older_versions(text, expected):
    assert recognise(Source("criteria.csv", text.encode())).id == "markus"
    reading = of(text, name="criteria.csv")
    assert grid(reading.rubrics[0]) == expected


def test_the_weight_of_an_older_csv_is_kept():
    [rubric] = of("Tests,2.5,None,Few,Some,Many,All,,,,,\n", name="a.csv").rubrics
    assert rubric.criteria[0].weight == 2.5


def test_what_we_write_is_yaml_that_keeps_names_names():
    [rubric] = of(NEW.replace("Poor:", '"no":').replace("Design:", '"1.0":')).rubrics
    written = format_called("markus").write(rubric)
    assert yaml.safe_load(written)["1.0"]["levels"]["no"] == {"description": "Nothing fits", "mark": 0.0}
    assert grid(of(written).rubrics[0]) == grid(rubric)


@pytest.mark.parametrize("text", ["- a\n- b\nmax_mark: 3", "max_mark: [", "just words"])
def test_nothing_to_use_is_an_error(text):
    with pytest.raises(RubricError):
        of(text)
