"""Shapes of tables that courses keep: columns told apart by their names, and what can't be told is said."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk.core.errors import RubricError


def sections(text, answers=None):
    """Title of each section -> the titles of its criteria."""
    [rubric] = read("csv", text, answers).rubrics
    titles = {one.id: one.title for one in rubric.criteria}
    return {section.title: [titles[id_] for id_ in section.criteria] for section in rubric.sections}


@pytest.mark.parametrize(
    "head",
    [
        "Criterion,Level 1,Points 1,Level 2,Points 2",
        "part name, tier 1 description, tier 1 points, tier 2 description, tier 2 points",
        "criteria_description,rating_1,pts_1,rating_2,pts_2",
    ],
)
def test_points_beside_each_numbered_level(head):
    text = f"{head}\nAim,the aim of the lesson is plain to every pupil,6,nobody could say what was to be learnt,1\n"
    assert grid(read("csv", text).rubrics[0])["Aim"] == {
        "1": ("1", "nobody could say what was to be learnt"),
        "6": ("6", "the aim of the lesson is plain to every pupil"),
    }


def test_a_column_names_the_rubric_and_short_names_are_names():
    text = (
        "rubric_title,criterion,long_description,remark,rating_1,pts_1,rating_2,pts_2\n"
        "Lesson,Aim,Is there one?,x,Good,2,Poor,1\nLesson,Form,,x,Good,20,Poor,10\nTalk,Aim,,x,Yes,1,No,0\n"
    )
    reading = read("csv", text)
    assert [(one.title, list(grid(one))) for one in reading.rubrics] == [("Lesson", ["Aim", "Form"]), ("Talk", ["Aim"])]
    assert grid(reading.rubrics[0])["Form"] == {"10": ("Poor", ""), "20": ("Good", "")}
    assert reading.rubrics[0].criteria[0].question == "Is there one?"
    assert [row.what for row in skipped(reading)] == ["remark"]


def test_a_list_with_sections_questions_and_the_most_points():
    text = (
        "Category,Subcategory,Weight,Description,Max_Score,keywords\n"
        "Ideas,New,15,Is it new?,15,a\nIdeas,Useful,10,Is it of use?,10,b\n"
        "Craft,Clean,5,Is it clean?,5,c\nTotal,,,,30,\n"
    )
    assert asked(read("csv", text)) == {"1.list": ["any", "all", "skip"]}
    answers = {"1.list": "any"}
    assert sections(text, answers) == {"Ideas": ["New", "Useful"], "Craft": ["Clean"]}
    [rubric] = read("csv", text, answers).rubrics
    assert (rubric.criteria[0].weight, rubric.criteria[0].question) == (15, "Is it new?")
    assert [row.what for row in skipped(read("csv", text))] == ["keywords", "Total"]


def test_a_list_of_several_rubrics_by_their_ids():
    text = "rubric_id,assignment_id,criterion,weight,max_points\nR1,A1,Loops,0.5,30\nR2,A2,Loops,0.5,20\n"
    rubrics = read("csv", text, {"1.list": "all"}).rubrics
    assert [(one.title, list(grid(one)["Loops"])) for one in rubrics] == [("R1", ["0", "30"]), ("R2", ["0", "20"])]


def test_a_list_of_shares_has_them_as_points():
    text = 'Task\t%\nThe program says "hello"\t40\nIt comes in time\t60\n'
    assert [list(levels) for levels in grid(read("csv", text, {"1.list": "any"}).rubrics[0]).values()] == [
        ["0", "40"],
        ["0", "60"],
    ]


def test_a_row_a_level_with_words_where_points_are_expected():
    text = "competence,cluster,score,description\nSearch,Facts,Weak,few\nSearch,Facts,Good,many\n"
    assert asked(read("csv", text)) == {"1.order": ["rising", "falling"]}
    answers = {"1.order": "rising"}
    assert grid(read("csv", text, answers).rubrics[0])["Search"] == {"1": ("Weak", "few"), "2": ("Good", "many")}
    assert sections(text, answers) == {"Facts": ["Search"]}


@pytest.mark.parametrize(
    "text",
    [
        "Pillar,Criterion,Good (2),Poor (1)\nTester,Aim,a,b\nTester,Form,c,d\n",
        "Kind of task,What to look at,Good (score 2) - safe,Poor (score 1)\nTester,Aim,a,b\n,Form,c,d\n",
        "Category,Criteria,2,1\nTester,Aim,a,b\n,Form,c,d\n",
        "Scope,Category,Criterion,level_great (2),level_poor (1)\nall,Tester,Aim,a,b\nall,Tester,Form,c,d\n",
    ],
)
def test_a_section_in_the_column_before_the_criteria(text):
    assert sections(text) == {"Tester": ["Aim", "Form"]}


def test_two_columns_before_the_levels_that_never_repeat_are_a_criterion_and_its_question():
    text = "Criterion,Indicator,Good (2),Poor (1)\nAim,Is there one?,a,b\nForm,Is it kept?,c,d\n"
    [rubric] = read("csv", text).rubrics
    assert [(one.title, one.question) for one in rubric.criteria] == [
        ("Aim", "Is there one?"),
        ("Form", "Is it kept?"),
    ]


def test_points_in_brackets_with_a_word_before_and_words_behind():
    text = "Criterion,Met (score 1) - safe,Partly met (score 0.5),Not met (score 0)\nAim,a,b,c\n"
    assert grid(read("csv", text).rubrics[0])["Aim"] == {
        "0": ("Not met", "c"),
        "1/2": ("Partly met", "b"),
        "1": ("Met – safe", "a"),
    }


@pytest.mark.parametrize("name", ["Rating", ""])
def test_names_of_levels_below_their_points(name):
    text = f"Point Value,5,2,0\n{name},Excelled,Attempted,None\nAim,a,b,c\n"
    assert grid(read("csv", text).rubrics[0]) == {
        "Aim": {"0": ("None", "c"), "2": ("Attempted", "b"), "5": ("Excelled", "a")}
    }


def test_spans_as_mathematicians_write_them():
    text = ',Weight,F - Poor,A - Good\n,,"[0, 60)","[60, 100]"\nAim,10,a,b\n'
    assert asked(read("csv", text, {"1.spans": "each"})) == {
        "1.column3.points": ["0", "60", "range", "skip"],
        "1.column4.points": ["60", "100", "range", "skip"],
    }


def test_quotation_marks_behind_a_space():
    text = 'Metric,2,1\nStyle, "Clear, short, exact.", "Long, vague."\n'
    assert grid(read("csv", text).rubrics[0])["Style"] == {
        "1": ("1", "Long, vague."),
        "2": ("2", "Clear, short, exact."),
    }


def test_a_row_that_was_cut_at_its_commas_is_left_out_with_the_reason():
    text = "Criterion,Good (2),Poor (1)\nAim,clear,unclear\nForm,neat, tidy, whole,untidy, torn\n"
    reading = read("csv", text)
    assert list(grid(reading.rubrics[0])) == ["Aim"]
    assert [(row.place, "quotation marks" in row.reason) for row in skipped(reading)] == [("row 3", True)]


def test_rows_that_were_all_cut_at_their_commas_are_an_error_with_the_reason():
    text = "Criteria,Good,So so\nAim,plain, new; short,dull, old\nForm,neat, tidy; whole,untidy, torn\n"
    with pytest.raises(RubricError) as refused:
        read("csv", text)
    assert "quotation marks" in refused.value.hint


def test_a_list_of_what_people_got_is_no_rubric():
    with pytest.raises(RubricError) as refused:
        read("csv", "student,aim,form\n68463,0,3\n51352,1,2\n27571,2,2\n")
    assert "what people got" in refused.value.hint


def test_a_criterion_above_the_row_that_is_likeliest_a_header_is_not_lost():
    long = "a rather long text that says what there is to be seen at this level, and more than that, in a sentence"
    text = f"Range A,Range B,Range C\nAim,{long.replace(',', ';')},{long.replace(',', ';')}\n,15,12,9\nForm,x,y,z\n"
    assert "1.header" in asked(read("csv", text))


def test_blocks_with_levels_of_their_own_are_sections():
    text = "Correctness,Weight,Fails (0),Passes (1)\nSorting,10,a,b\n\nForm,Weight,Poor (1),Good (2-3)\nNames,5,c,d\n"
    assert asked(read("csv", text)) == {"1.row4.column4.points": ["2", "3", "range", "skip"]}
    answers = {"1.row4.column4.points": "3"}
    assert sections(text, answers) == {"Correctness": ["Sorting"], "Form": ["Names"]}
    [rubric] = read("csv", text, answers).rubrics
    assert grid(rubric)["Names"] == {"1": ("Poor", "c"), "3": ("Good", "d")}


def test_two_of_the_same_name_in_a_list_are_a_question():
    text = "Criterion,Max points\nNames,3\nNames,4\n"
    assert list(asked(read("csv", text, {"1.list": "any"}))) == ["1.3.twice"]
    [rubric] = read("csv", text, {"1.list": "any", "1.3.twice": "More names"}).rubrics
    assert {title: list(levels) for title, levels in grid(rubric).items()} == {
        "Names": ["0", "3"],
        "More names": ["0", "4"],
    }


@pytest.mark.parametrize("cell", ["x" + " " * 9000 + "y", "(score " * 1500, "a" * 5000 + "\n" * 5000, "1 " * 5000])
@pytest.mark.parametrize(
    "shape", ["Criterion,{0},{0} (2)\n{0},{0},{0}\n", "{0},Level 1,Points 1,Level 2,{0}\nA,{0},1,{0},2\n"]
)
def test_cells_that_are_made_to_be_slow(shape, cell):
    before = time.perf_counter()
    with suppress(RubricError):
        read("csv", shape.format(cell))
    assert time.perf_counter() - before < 2


def test_two_named_columns_before_levels_without_points():
    text = "Category,Sub-Category,Beginner,Advanced,Expert\nGeneral,Aim,a,b,c\n,Form,d,e,f\n"
    assert sections(text, {"1.order": "rising"}) == {"General": ["Aim", "Form"]}


def test_numbers_in_the_cells_are_the_points():
    text = "Criterion,Weight,Fails,Passes,Shines\nSorting,10,0,1,2\nNames,5,1,3,\n"
    assert grid(read("csv", text).rubrics[0]) == {
        "Sorting": {"0": ("Fails", ""), "1": ("Passes", ""), "2": ("Shines", "")},
        "Names": {"1": ("Fails", ""), "3": ("Passes", "")},
    }


def test_a_list_without_heads_has_sections_between():
    text = "Submission, \nA note is there., 5\n, \nForm, \nIt is tidy., 10\nIt is short., 5\nTotal, 20\n"
    answers = {"1.list": "any"}
    assert sections(text, answers) == {"Submission": ["A note is there."], "Form": ["It is tidy.", "It is short."]}
    assert list(grid(read("csv", text, answers).rubrics[0])["It is tidy."]) == ["0", "10"]


def test_a_list_with_spans_goes_from_the_fewest_to_the_most():
    text = "Rubric ID,Criterion,Description,Score Range\nOne,Aim,Is there one?,1–10\nTwo,Aim,Is it plain?,2–4\n"
    rubrics = read("csv", text, {"1.list": "any"}).rubrics
    assert [(one.title, grid(one), one.criteria[0].question) for one in rubrics] == [
        ("One", {"Aim": {"1": ("1", ""), "10": ("10", "")}}, "Is there one?"),
        ("Two", {"Aim": {"2": ("2", ""), "4": ("4", "")}}, "Is it plain?"),
    ]


def test_a_criterion_may_be_called_comments_or_notes():
    text = "Criterion,Good (2),Poor (1)\nComments in the code,many,\nTotal,,\nComments:,,\n"
    reading = read("csv", text)
    assert list(grid(reading.rubrics[0])) == ["Comments in the code"]
    assert [row.what for row in skipped(reading)] == ["Total", "Comments:"]
    listed = read("csv", "Notes are there.,5\nMark making,10\nTotal points,15\n", {"1.list": "any"})
    assert list(grid(listed.rubrics[0])) == ["Notes are there.", "Mark making"]
    assert [row.what for row in skipped(listed)] == ["Total points"]


SPANS = "Criterion,Good (10-8),Fair (7-5),Poor (4-0)\nAim,a,b,c\nForm,d,e,f\n"


@pytest.mark.parametrize(("answer", "points"), [("high", ["4", "7", "10"]), ("low", ["0", "5", "8"])])
def test_one_answer_serves_all_spans(answer, points):
    assert asked(read("csv", SPANS)) == {"1.spans": ["high", "low", "range", "each"]}
    reading = read("csv", SPANS, {"1.spans": answer})
    assert not reading.questions
    assert [list(levels) for levels in grid(reading.rubrics[0]).values()] == [points, points]


def test_spans_as_any_points_between():
    [rubric] = read("csv", SPANS, {"1.spans": "range"}).rubrics
    assert rubric.scale.ranges
    assert list(grid(rubric)["Aim"]) == ["0", "4", "7", "10"]


def test_the_answer_to_one_span_goes_before_the_answer_for_all():
    reading = read("csv", SPANS, {"1.spans": "high", "1.column2.points": "9"})
    assert list(grid(reading.rubrics[0])["Aim"]) == ["4", "7", "9"]
    each = {f"1.column{at}.points": "range" for at in (2, 3, 4)}
    assert not read("csv", SPANS, each).questions, "answers of an earlier version still hold"


@pytest.mark.parametrize(
    "head",
    [
        "1. Well above average,4. Average,8. Fail",
        "Outstanding (1),Good (2),Poor (5)",
        "1) Alpha,2) Beta,3) Gamma",
    ],
)
def test_numbers_that_may_be_places_in_an_order_are_asked_about(head):
    text = f"Criterion,{head}\nAim,a,b,c\nForm,d,e,f\n"
    assert asked(read("csv", text)) == {"1.best": ["low", "high"]}
    counted = grid(read("csv", text, {"1.best": "low"}).rubrics[0])["Aim"]
    assert [(points, descriptor) for points, (_name, descriptor) in counted.items()] == [
        ("1", "c"),
        ("2", "b"),
        ("3", "a"),
    ]
    taken = grid(read("csv", text, {"1.best": "high"}).rubrics[0])["Aim"]
    assert [descriptor for _name, descriptor in taken.values()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "head",
    [
        "4. Excellent,3. Good,2. Fair,1. Poor",
        "1 - Beginning,2 - Developing,3 - Secure,4 - Leading",
        "None (0),Some (1),Many (2),All (3)",
        "Not met (0),Pass (1),Merit (2),Distinction (3)",
        "Unsatisfactory (1),Needs improvement (2),Good (3),Very good (4)",
        "4,3,2,1",
        "1. Alpha (4),2. Beta (3),3. Gamma (2),4. Delta (1)",
    ],
)
def test_numbers_that_agree_with_the_names_of_levels_are_points(head):
    [rubric] = read("csv", f"Criterion,{head}\nAim,a,b,c,d\nForm,e,f,g,h\n").rubrics
    assert len(rubric.scale.levels) == 4


def test_numbered_levels_with_points_in_a_row_of_their_own():
    [rubric] = read("csv", "Criterion,1. Alpha,2. Beta\n,10,5\nAim,a,b\nForm,c,d\n").rubrics
    assert grid(rubric)["Aim"] == {"5": ("Beta", "b"), "10": ("Alpha", "a")}


def test_a_criterion_that_is_called_like_a_column_of_criteria():
    text = (
        "Criteria,Weight,Good,Fair,Poor\n,,3,2,1\nPlanning,,,,\n"
        "Objectives,40,clear,vague,none\nSkills,60,many,some,missing\n"
    )
    [rubric] = read("csv", text).rubrics
    assert [(one.title, one.weight) for one in rubric.criteria] == [("Objectives", 40), ("Skills", 60)]
    assert grid(rubric)["Skills"] == {"1": ("Poor", "missing"), "2": ("Fair", "some"), "3": ("Good", "many")}


def test_shares_behind_criteria_do_not_make_levels_of_them():
    text = ',Level 2,Level 1\n"Aim\n(20%)",a,b\nVoice (80%),c,d\n'
    [rubric] = read("csv", text).rubrics
    assert [(one.title, one.weight) for one in rubric.criteria] == [("Aim", 20), ("Voice", 80)]


def test_an_arabic_table_with_weights_and_its_own_numerals():
    text = "المعايير,الوزن,ممتاز,ضعيف,ملاحظات\n,,٤,١,\nالتخطيط,٤٠٪,أهداف واضحة,لا أهداف,\nالتنفيذ,٦٠٪,ممتع,ممل,\n"
    [rubric] = read("csv", text).rubrics
    assert [(one.title, one.weight) for one in rubric.criteria] == [("التخطيط", 40), ("التنفيذ", 60)]
    assert grid(rubric)["التخطيط"] == {"1": ("ضعيف", "لا أهداف"), "4": ("ممتاز", "أهداف واضحة")}


def test_points_below_each_criterion_with_its_share_between():
    text = (
        "Column1,Column2,A Range,Column3,B Range\n"
        "Aim,,clear,,vague\n-30%,,,,\n,15,12,11,0\n"
        "Form,,neat,,torn\n-70%,,,,\n,35,20,19,0\n"
    )
    assert asked(read("csv", text)) == {"1.spans": ["high", "low", "range", "each"]}
    [rubric] = read("csv", text, {"1.spans": "high"}).rubrics
    assert [(one.title, one.weight) for one in rubric.criteria] == [("Aim", 30), ("Form", 70)]
    assert grid(rubric)["Form"] == {"19": ("B Range", "torn"), "35": ("A Range", "neat")}


def test_one_number_a_level_below_each_criterion():
    [rubric] = read("csv", ",Good,Poor\nAim,clear,vague\nPoints,6,3\nForm,neat,torn\nPoints,4,1\n").rubrics
    assert grid(rubric) == {
        "Aim": {"3": ("Poor", "vague"), "6": ("Good", "clear")},
        "Form": {"1": ("Poor", "torn"), "4": ("Good", "neat")},
    }


def test_a_criterion_without_its_row_of_points_leaves_the_table_as_it_is():
    reading = read("csv", ",Good,Poor\nAim,clear,vague\nForm,neat,torn\n,4,1\n")
    assert reading.questions


def test_parts_below_each_other_with_the_same_header_are_sections():
    head = "Criteria,Good (2),Poor (1)"
    text = f"Part A\n{head}\nAim,a,b\nForm,c,d\n\nPart B\n{head}\nVoice,e,f\n"
    assert sections(text) == {"Part A": ["Aim", "Form"], "Part B": ["Voice"]}
    assert sections(f"My rubric\n{head}\nAim,a,b\nForm,c,d\n") == {"Criteria": ["Aim", "Form"]}


def test_columns_for_marking_behind_the_levels_are_left_out():
    reading = read("csv", "Criterion,Good (2),Poor (1),Score,Weighted\nAim,a,b,,0\nForm,c,d,,0\n")
    assert not reading.questions
    assert [row.what for row in skipped(reading)] == ["Score", "Weighted"]
