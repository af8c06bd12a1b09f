"""Tables as teachers write them, as CSV and as spreadsheets."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from dataclasses import replace

import pytest
import python_calamine
import xlsxwriter
from PIL import Image
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk import shipped
from certdesk.core.errors import RubricError
from certdesk.rubric_formats.all_formats import format_called, recognise
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.our_yaml import read_rubric

TEACHING = read_rubric((shipped.rubrics() / "stem_teaching.yaml").read_text("utf-8"), name="stem_teaching.yaml")
DAY = datetime.datetime(2026, 8, 10)  # noqa: DTZ001 - a spreadsheet knows no time zones
PLAIN = {"Aim": {"1": ("Poor", "unclear"), "2": ("Good", "clear"), "4": ("Great", "very clear")}}


def book(*sheets: list[list[object]], merged=(), hidden=()) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "d-m"})
        for number, rows in enumerate(sheets):
            sheet = made.add_worksheet(f"Sheet {number + 1}")
            if number in hidden:
                sheet.hide()
            for down, row in enumerate(rows):
                for across, value in enumerate(row):
                    if isinstance(value, datetime.datetime):
                        sheet.write_datetime(down, across, value, day)
                    elif value != "":
                        sheet.write(down, across, value)
            for top, left, bottom, right, value in merged:
                sheet.merge_range(top, left, bottom, right, value)
    return file.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Criterion,Great (4),Good (2),Poor (1)\nAim,very clear,clear,unclear\n",
        "Criteria,4 - Great,2 - Good,1 - Poor\nAim,very clear,clear,unclear\n",
        "Category,Great 4 pts,Good 2 pts,Poor 1 pt\nAim,very clear,clear,unclear\n",
        'Kriterium,"Great\n4 points","Good\n2 points","Poor\n1 point"\nAim,very clear,clear,unclear\n',
        ",Great,Good,Poor\nPoints,4,2,1\nAim,very clear,clear,unclear\n",
        ",Great,Good,Poor\n,4,2,1\nAim,very clear,clear,unclear\n",
        ";Poor (1);Good (2);Great (4)\nAim;unclear;clear;very clear\n",
        "Criterion\tPoor [1]\tGood [2]\tGreat [4]\nAim\tunclear\tclear\tvery clear\n",
        "Criterion,Great,,Good,,Poor,\nAim,very clear,4,clear,2,unclear,1\n",
        "Criterion,Great,Good,Poor\nAim,very clear [4],clear [2],unclear [1]\n",
        "sep=;\nCriterion;Poor (1,0);Good (2,0);Great (4)\nAim;unclear;clear;very clear\n",
        "Level,Aim\nGreat (4),very clear\nGood (2),clear\nPoor (1),unclear\n",
        "Criterion,Level,Description,Points\nAim,Great,very clear,4\n,Good,clear,2\n,Poor,unclear,1\n",
        "criterion,level,level_description,score\nAim,Great,very clear,4\nAim,Good,clear,2\nAim,Poor,unclear,1\n",
        "My notes,,,\n\nCriterion,Great (4),Good (2),Poor (1)\n\nAim,very clear,clear,unclear\n\nTotal,,,\n",
        "Aim or what,Great (4),Good (2),Poor (1),Comments\nAim,very clear,clear,unclear,\n",
    ],
)
def test_the_same_rubric_written_in_many_ways(text):
    reading = read("csv", text)
    assert asked(reading) == {}
    assert grid(reading.rubrics[0]) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_any_program(encoding):
    text = "Critère;Très bien (2);Faible (1)\r\nIdée;çà;né\r\n"
    assert grid(read("csv", text.encode(encoding)).rubrics[0]) == {
        "Idée": {"1": ("Faible", "né"), "2": ("Très bien", "çà")}
    }


def test_codes_weights_questions_and_sections():
    text = (
        "Section;Code;Criterion;Question;Weight;Poor (1);Good (2)\n"
        "Plan;T1;Aim;Is there one?;16 %;a;b\n;T2;Way;;84 %;c;d\nTeach;T3;Voice;;0,5 %;e;f\n"
    )
    [rubric] = read("csv", text).rubrics
    assert [(one.id, one.title, one.question, float(one.weight)) for one in rubric.criteria] == [
        ("T1", "Aim", "Is there one?", 16),
        ("T2", "Way", "", 84),
        ("T3", "Voice", "", 0.5),
    ]
    assert [(section.title, section.criteria) for section in rubric.sections] == [
        ("Plan", ("T1", "T2")),
        ("Teach", ("T3",)),
    ]


def test_sections_in_rows_of_their_own_titles_above_and_notes_below():
    text = "Rubric: Essay\nFor the second term\nName: ____\n,Poor (1),Good (2)\n"
    text += "Content,,\nT1 Aim (40%),a,b\nForm,,\nStyle,c,d\nThank you,,\n"
    reading = read("csv", text)
    [rubric] = reading.rubrics
    assert (rubric.title, rubric.purpose) == ("Essay", "For the second term")
    assert [(one.id, one.title, one.weight) for one in rubric.criteria] == [("T1", "Aim", 40), ("C2", "Style", 1)]
    assert [section.title for section in rubric.sections] == ["Content", "Form"]
    assert [row.what for row in skipped(reading)] == ["Thank you", "Name: ____"]


def test_levels_without_points_are_asked_about_once():
    text = "Criterion,Wow,Nearly,Try again\nAim,a long text,another long text,third\nForm,x x x,y y y,z z z\n"
    assert asked(read("csv", text)) == {"1.order": ["rising", "falling"]}
    assert list(grid(read("csv", text, {"1.order": "falling"}).rubrics[0])["Form"].values())[-1] == ("Wow", "x x x")


def test_a_span_above_a_column_is_asked_about_once_for_all_criteria():
    text = "Criterion,Good (8-10),Poor (0)\nAim,a,b\nForm,c,d\nStyle,e,f\n"
    assert list(asked(read("csv", text))) == ["1.column2.points"]
    [rubric] = read("csv", text, {"1.column2.points": "10"}).rubrics
    assert [list(levels) for levels in grid(rubric).values()] == [["0", "10"]] * 3


def test_a_table_without_names_of_levels_is_a_question():
    text = (
        "Aim,an aim that is clear,an aim that is there,there is no aim\nForm,the form is kept,most of it,none of it\n"
    )
    before = read("csv", text)
    assert asked(before) == {"1.header": ["1", "2", "none"]}
    after = read("csv", text, {"1.header": "none", "1.order": "falling"})
    assert list(grid(after.rubrics[0])) == ["Aim", "Form"]


def test_criteria_beside_each_other_are_asked_about_where_both_ways_are_likely():
    text = "Grade,Good work,Fair work\nPoor,aaaaaaaaaaaaaa,bbbbbbbbbbbb\nGreat,cccccccccccccccccccccccccc,dddd\n"
    assert asked(read("csv", text)) == {"1.way": ["rows", "columns"]}


def test_rows_that_go_on_are_a_question():
    text = "Criterion,Good (2),Poor (1)\nAim,a,b\n,more,less\n"
    assert asked(read("csv", text)) == {"1.on": ["on", "own", "skip"]}
    assert grid(read("csv", text, {"1.on": "on"}).rubrics[0]) == {
        "Aim": {"1": ("Poor", "b\nless"), "2": ("Good", "a\nmore")}
    }


def test_a_list_of_criteria_with_points_is_a_question():
    text = "Criterion,Max points,Description\nAim,10,Is there one?\nForm,5,\n"
    assert asked(read("csv", text)) == {"1.list": ["any", "all", "skip"]}
    [rubric] = read("csv", text, {"1.list": "any"}).rubrics
    assert rubric.scale.ranges
    assert [list(levels) for levels in grid(rubric).values()] == [["0", "10"], ["0", "5"]]


def test_a_second_header_has_its_own_levels():
    text = "Criterion,Good (2),Poor (1)\nAim,a,b\n\nCriterion,Yes (1),No (0)\nForm,c,d\n"
    assert grid(read("csv", text).rubrics[0])["Form"] == {"0": ("No", "d"), "1": ("Yes", "c")}


def test_an_empty_checklist_has_criteria_too():
    text = "Criterion,Yes,No\nHas a title,,\nHas a name,,\n"
    assert grid(read("csv", text, {"1.order": "falling"}).rubrics[0])["Has a name"] == {
        "1": ("No", ""),
        "2": ("Yes", ""),
    }


def test_points_before_the_names_of_ratings_as_a_page_of_canvas_is_copied():
    text = 'Criteria,Ratings,,,Pts\nAim,"5 pts Full\nclear",3 pts Some,0 pts None,5 pts\n'
    levels = grid(read("csv", text).rubrics[0])["Aim"]
    assert levels == {"0": ("None", ""), "3": ("Some", ""), "5": ("Full", "clear")}


def test_names_of_levels_above_a_row_of_points_and_columns_for_marking():
    text = ",Capstone,Milestones,Milestones,Benchmark,Score\n,4,3,2,1,\nIssues,a,b,c,d,\n"
    levels = grid(read("csv", text).rubrics[0])["Issues"]
    assert [label for label, _text in levels.values()] == ["Benchmark", "Milestones", "Milestones", "Capstone"]


@pytest.mark.parametrize("text", ["", "hello\n", "just one cell a row\nand another\n", "\n\n\n"])
def test_no_table_is_an_error(text):
    with pytest.raises(RubricError, match="no table"):
        read("csv", text)


@pytest.mark.parametrize("format_id", ["csv", "xlsx"])
def test_a_rubric_goes_out_and_comes_back(format_id):
    one = format_called(format_id)
    source = Source(f"teaching{one.suffix}", one.write(TEACHING))
    assert recognise(source).id == format_id
    [back] = one.read(source, {}).rubrics
    assert (back.title, back.purpose) == (TEACHING.title, TEACHING.purpose)
    assert grid(back) == grid(TEACHING)
    kept = [(one.id, one.weight, one.question) for one in TEACHING.criteria]
    assert [(one.id, one.weight, one.question) for one in back.criteria] == kept
    assert [(each.title, each.criteria) for each in back.sections] == [
        (each.title, each.criteria) for each in TEACHING.sections
    ]


@pytest.mark.parametrize("format_id", ["csv", "xlsx"])
def test_levels_of_their_own_go_out_a_row_each(format_id):
    [own] = read(
        "csv", "Criterion,Level,Description,Points\nAim,Good,a,4\nAim,Poor,b,1\nForm,Fine,c,2.5\nForm,Bad,=d,0\n"
    ).rubrics
    one = format_called(format_id)
    [back] = one.read(Source("essay", one.write(own)), {}).rubrics
    assert back == own


def test_the_spreadsheet_has_texts_and_no_formulas():
    [rubric] = read("csv", "Criterion,=Good (2),Poor (1)\nAim,'=HYPERLINK(1),@x\n").rubrics
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(format_called("xlsx").write(rubric)))
    cells = [cell for row in workbook.get_sheet_by_index(0).to_python() for cell in row]
    assert {"=Good (2)", "=HYPERLINK(1)", "@x"} <= set(cells)
    assert b"<f>" not in format_called("xlsx").write(rubric)


def test_merged_cells_numbers_and_days_in_a_spreadsheet():
    rows = [
        ["My rubric"],
        [],
        ["Part", "Criterion", "Weight", "Good", "Fair", "Poor"],
        ["", "", "", DAY, 4, 0.5],
        ["", "Aim", 0.16, "a", "", "c"],
        ["", "Form", 0.84, "d", "e", "f"],
    ]
    data = book(rows, merged=[(4, 0, 5, 0, "Content"), (4, 3, 4, 4, "either")])
    assert recognise(Source("a.xlsx", data)).id == "xlsx"
    before = read("xlsx", data)
    assert asked(before) == {"1.column4.points": ["8", "10", "range", "skip"]}
    [rubric] = read("xlsx", data, {"1.column4.points": "10"}).rubrics
    assert grid(rubric)["Aim"] == {"1/2": ("Poor", "c"), "4": ("Fair", "either"), "10": ("Good", "either")}
    assert [str(one.weight) for one in rubric.criteria] == ["4/25", "21/25"]
    assert [section.title for section in rubric.sections] == ["Content"]
    assert rubric.title == "My rubric"


def test_several_sheets_are_a_question_and_hidden_ones_are_not_seen():
    rows = [["Criterion", "Good (2)", "Poor (1)"], ["Aim", "a", "b"]]
    data = book(rows, [["notes"]], [["Criterion", "Yes (1)", "No (0)"], ["Form", "c", "d"]], rows, hidden=(3,))
    assert asked(read("xlsx", data)) == {"sheet": ["1", "2", "all"]}
    assert [rubric.criteria[0].title for rubric in read("xlsx", data, {"sheet": "2"}).rubrics] == ["Form"]
    assert len(read("xlsx", data, {"sheet": "all"}).rubrics) == 2


def test_canvas_columns_in_a_spreadsheet_are_understood():
    head = [
        "Rubric Name",
        "Criteria Name",
        "Rating Name",
        "Rating Description",
        "Rating Points",
        "Rating Name",
        "Rating Description",
        "Rating Points",
    ]
    [rubric] = read("xlsx", book([head, ["Essay", "Aim", "Good", "x", 4, "Poor", "y", 1.5]])).rubrics
    assert (rubric.title, grid(rubric)) == ("Essay", {"Aim": {"3/2": ("Poor", "y"), "4": ("Good", "x")}})


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a zip", b"", b"PK\x05\x06" + bytes(18)])
def test_a_spreadsheet_that_is_none_is_an_error(data):
    with pytest.raises(RubricError):
        read("xlsx", data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_under_a_tables_name_is_no_table(kind):
    picture = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(picture, kind)
    source = Source("rubric.csv", picture.getvalue())
    with pytest.raises(RubricError, match="not a rubric in any format"):
        recognise(source)
    with pytest.raises(RubricError):
        format_called("csv").read(source, {})


def test_signs_that_nobody_sees_make_no_photo_of_a_table():
    source = Source(
        "rubric.csv", format_called("csv").write(replace(TEACHING, audience="\x07" * 4000, title="\x1f" * 4000))
    )
    assert recognise(source).id == "csv"
    assert format_called("csv").read(source, {}).rubrics


def test_the_sentences_of_how_to_edit_have_the_height_that_they_need() -> None:
    file = zipfile.ZipFile(io.BytesIO(format_called("xlsx").write(TEACHING)))
    rows = re.findall(rb'<row r="(\d+)"[^>]* ht="([\d.]+)"', file.read("xl/worksheets/sheet2.xml"))
    heights = {int(row): float(height) for row, height in rows}
    assert set(heights) == {1, 3, 4, 5}
    assert heights[3] > 1.5 * heights[5], "the first sentence takes two lines"
