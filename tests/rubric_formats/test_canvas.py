from fractions import Fraction

import pytest
from tests.rubric_formats.reading_files import asked, grid, read, skipped

from certdesk.core.errors import RubricError
from certdesk.core.importing import Verdict
from certdesk.rubric_formats.all_formats import format_called, recognise
from certdesk.rubric_formats.format import Source

HEAD = "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range"
TRIPLE = ",Rating Name,Rating Description,Rating Points"
TWO = HEAD + TRIPLE * 2 + "\r\n"


def test_a_row_is_a_criterion_and_the_best_rating_may_stand_first_or_last():
    reading = read(
        "canvas", TWO + "Essay,Claim,Is there one?,false,Full,clear,4,None,,0\r\nEssay,Style,,,None,,0,Full,,4\r\n"
    )
    [essay] = reading.rubrics
    assert essay.title == "Essay"
    assert grid(essay) == {
        "Claim": {"0": ("None", ""), "4": ("Full", "clear")},
        "Style": {"0": ("None", ""), "4": ("Full", "")},
    }
    assert essay.criteria[0].question == "Is there one?"
    assert not any(criterion.own_levels for criterion in essay.criteria)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator(encoding, separator):
    text = (TWO + "Éssai,Thèse,,FALSE,Très bien,çà,4.5,Non,,0\n").replace(",", separator)
    if separator != ",":
        text = text.replace("4.5", "4,5")
    source = Source("a.csv", text.encode(encoding))
    assert recognise(source).id == "canvas"
    [rubric] = read("canvas", source.data).rubrics
    assert rubric.title == "Éssai"
    assert grid(rubric) == {"Thèse": {"0": ("Non", ""), "9/2": ("Très bien", "çà")}}


def test_numbered_columns_in_another_order_and_rows_that_end_early():
    head = (
        "Criteria Name,Rubric Name,Rating Points 1,Rating Name 1,Rating Description 1,Rating Name 2,Rating Points 2\n"
    )
    [rubric] = read("canvas", head + "Aim,Essay,3,Good,fine,Poor,1\nShort,Essay,3,Good\n").rubrics
    assert grid(rubric) == {"Aim": {"1": ("Poor", ""), "3": ("Good", "fine")}, "Short": {"3": ("Good", "")}}


def test_rows_that_go_on_beyond_the_header_keep_their_ratings_and_empty_ones_are_none():
    [rubric] = read("canvas", TWO + "Essay,Aim,,,A,,3,B,,2,C,,1,,,\n").rubrics
    assert list(grid(rubric)["Aim"]) == ["1", "2", "3"]


def test_several_rubrics_of_a_file():
    first, second = read(
        "canvas", TWO + "Essay,Aim,,,A,,3,B,,2\nTalk,Voice,,,A,,3,B,,2\nEssay,Style,,,A,,3,B,,2\n"
    ).rubrics
    assert [(first.title, [one.title for one in first.criteria]), second.title] == [("Essay", ["Aim", "Style"]), "Talk"]
    assert first.id != second.id


def test_rows_without_a_rubrics_name_are_asked_about_once():
    text = TWO + "Essay,Aim,,,A,,3,B,,2\n,Style,,,A,,3,B,,2\n,Form,,,A,,3,B,,2\nTalk,Voice,,,A,,3,B,,2\n"
    before = read("canvas", text)
    assert asked(before) == {"names": ["fill", "skip"]}
    assert [len(rubric.criteria) for rubric in before.rubrics] == [1, 1]
    assert [len(rubric.criteria) for rubric in read("canvas", text, {"names": "fill"}).rubrics] == [3, 1]
    left_out = read("canvas", text, {"names": "skip"})
    assert [len(rubric.criteria) for rubric in left_out.rubrics] == [1, 1]
    assert [row.place for row in skipped(left_out)] == ["row 3", "row 3", "row 4"]


def test_a_span_in_the_points_is_a_question_and_no_number():
    text = TWO + "Essay,Aim,,,Good,,10-8,Poor,,0\n"
    before = read("canvas", text)
    assert asked(before) == {"1.2.1.points": ["10", "8", "range", "skip"]}
    assert list(grid(before.rubrics[0])["Aim"]) == ["0"]
    for answer, values in (("10", ["0", "10"]), ("8", ["0", "8"]), ("9,5", ["0", "19/2"]), ("skip", ["0"])):
        [rubric] = read("canvas", text, {"1.2.1.points": answer}).rubrics
        assert list(grid(rubric)["Aim"]) == values
        assert not rubric.scale.ranges
    [spans] = read("canvas", text, {"1.2.1.points": "range"}).rubrics
    assert (list(grid(spans)["Aim"]), spans.scale.ranges) == (["0", "10"], True)


def test_an_answer_that_is_no_number_leaves_the_question_open():
    text = TWO + "Essay,Aim,,,Good,,much,Poor,,0\n"
    assert list(asked(read("canvas", text, {"1.2.1.points": "very much"}))) == ["1.2.1.points"]


@pytest.mark.parametrize(
    ("words", "ranges"), [("true", True), ("TRUE", True), ("1", True), ("false", False), ("", False)]
)
def test_ranges(words, ranges):
    [rubric] = read("canvas", TWO + f"Essay,Aim,,{words},Good,,10,Poor,,0\n").rubrics
    assert rubric.scale.ranges is ranges


def test_ranges_of_some_criteria_only_are_a_question():
    text = TWO + "Essay,Aim,,true,Good,,10,Poor,,0\nEssay,Style,,false,Good,,10,Poor,,0\n"
    assert asked(read("canvas", text)) == {"1.ranges": ["any", "levels"]}
    assert read("canvas", text, {"1.ranges": "any"}).rubrics[0].scale.ranges


def test_two_ratings_of_the_same_points_are_a_question():
    text = TWO + "Essay,Aim,,,Good,a,5,Fair,b,5,Poor,c,0\n"
    assert asked(read("canvas", text)) == {"1.2.2.same": ["join", "above", "below", "skip"]}
    levels = {
        answer: grid(read("canvas", text, {"1.2.2.same": answer}).rubrics[0])["Aim"]
        for answer in ("join", "below", "skip")
    }
    assert levels["join"] == {"0": ("Poor", "c"), "5": ("Good / Fair", "a\n\nb")}
    assert list(levels["below"]) == ["0", "499/100", "5"]
    assert list(levels["skip"]) == ["0", "5"]


def test_a_name_that_stands_twice_or_not_at_all_is_a_question():
    text = TWO + "Essay,Aim,,,A,,3,B,,2\nEssay,aim,,,A,,3,B,,2\nEssay,,what,,A,,3,B,,2\n"
    reading = read("canvas", text)
    assert asked(reading) == {"1.3.twice": ["both", "skip"], "1.4.name": ["skip"]}
    [rubric] = read("canvas", text, {"1.3.twice": "both", "1.4.name": "Third aim"}).rubrics
    assert [one.title for one in rubric.criteria] == ["Aim", "aim", "Third aim"]
    assert len({one.id for one in rubric.criteria}) == 3


def test_a_criterion_without_ratings_is_left_out_and_the_others_stay():
    reading = read("canvas", TWO + "Essay,Bare,,\nEssay,Aim,,,A,,3,B,,2\n")
    assert [one.title for one in reading.rubrics[0].criteria] == ["Aim"]
    assert [(row.place, row.what) for row in skipped(reading)] == [("row 2", "Bare")]


def test_a_strange_column_and_word_are_said():
    reading = read("canvas", f"{HEAD},Mastery Points{TRIPLE}\nEssay,Aim,,perhaps,3,A,,3\n")
    said = " ".join(row.reason for row in reading.rows)
    assert "Mastery Points" in said
    assert "perhaps" in said


def test_nothing_to_use_is_an_error_with_what_to_do():
    with pytest.raises(RubricError, match="no row with Canvas") as caught:
        read("canvas", "a,b\nc,d\n")
    assert "Rubric Name" in caught.value.hint


def test_levels_of_each_criterion_its_own_come_back():
    text = TWO + "Essay,Aim,,,Good,x,7.25,Poor,,0\nEssay,Style,,,Fine,,3,Weak,,1\n"
    [rubric] = read("canvas", text).rubrics
    written = format_called("canvas").write(rubric)
    assert not written.startswith(b"\xef\xbb\xbf")
    [again] = read("canvas", written).rubrics
    assert again == rubric
    assert rubric.criteria[1].own_standard == Fraction(3)


def test_cells_like_formulas_are_made_harmless_and_come_back():
    [rubric] = read("canvas", TWO + 'Essay,"=1+1",@home,,+good,-bad,4,Poor,\'=x,0\n').rubrics
    written = format_called("canvas").write(rubric).decode()
    assert ",'=1+1,'@home," in written
    [again] = read("canvas", written).rubrics
    assert again == rubric


def test_every_answered_question_stays_on_its_row():
    text = TWO + "Essay,Aim,,,Good,,10-8,Poor,,0\n"
    [row] = [row for row in read("canvas", text, {"1.2.1.points": "8"}).rows if row.question]
    assert (row.verdict, row.reason) == (Verdict.ACCEPTED, "8")
