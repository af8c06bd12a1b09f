"""Comment banks from elsewhere: every row is taken, left out with a reason, or asked about."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk import shipped
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.importing import Verdict, what_it_holds
from certdesk.rubric_formats import bank_csv
from certdesk.rubric_formats.bank_formats import bank_format_called, bank_formats, recognise_bank
from certdesk.rubric_formats.building_questions import Asking
from certdesk.rubric_formats.format import Source

HEAD = ",".join(bank_csv.COLUMNS)


def read(data, answers=None, name="bank.csv", person="amara"):
    source = Source(name, data.encode() if isinstance(data, str) else data)
    return recognise_bank(source).read(source, answers or {}, person)


def verdicts(reading):
    return [(row.place, row.verdict.value) for row in reading.rows]


def test_our_csv_is_read_whole():
    line = "T4a,personal,stem,T4 | T5,2,3,strength,fr,t4a,voice | pairs,Bien {pointer},-1.5,3,2026-11-01,"
    found = read(f"{HEAD}\n{line}\n").comments
    assert found == (
        Comment(
            "T4a", CommentKind.STRENGTH, ("T4", "T5"), (Fraction(2), Fraction(3)), "Bien {pointer}", rubric="stem",
            owner="amara", language="fr", shortcut="t4a", tags=("voice", "pairs"), points=Fraction(-3, 2),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_separator_line_end_and_mark_will_do(separator, end, mark):
    rows = [("kind", "text", "criterion_code"), ("strength", "Well done", "T1"), ("next_step", "Go on", "")]
    data = mark + end.join(separator.join(row) for row in rows) + end
    assert [(one.text, one.criteria) for one in read(data).comments] == [("Well done", ("T1",)), ("Go on", ("any",))]


def test_no_row_fails_the_file_and_each_says_what_became_of_it():
    data = (
        f"{HEAD}\n"
        "a,official,,T1,1,2,strength,en,,,Good,,,,\n"
        "b,official,,T1,1,2,strength,en,,,,,,,\n"
        f"c,official,,T1,1,2,strength,en,,,{'x' * 4001},,,,\n"
        "a,official,,T1,1,2,strength,en,,,Again,,,,\n"
        "d,official,,T1,low,,strength,en,,,Which level,,,,\n"
        "e,official,,T1,1,1,praise,en,,,Which kind,many,,,\n"
        "f,official,,T1,1,1,praise,en,,,The same,many,,,\n"
    )
    reading = read(data)
    assert verdicts(reading)[1:] == [
        ("row 2", "accepted"), ("row 3", "skipped"), ("row 4", "skipped"), ("row 5", "skipped"), ("row 6", "question"),
        ("row 7", "question"), ("row 8", "question"),
    ]  # fmt: skip
    assert [one.id for one in reading.questions] == ["level:low", "kind:praise"]
    decided = read(data, {"level:low": "1,5", "kind:praise": "next_step"})
    assert decided.questions == ()
    assert [(one.id, one.kind.value, one.levels) for one in decided.comments[1:]] == [
        ("d", "strength", (Fraction(3, 2),)), ("e", "next_step", (1,)), ("f", "next_step", (1,)),
    ]  # fmt: skip
    assert any("no number of points" in row.reason for row in decided.rows)
    left_out = read(data, {"level:low": "none", "kind:praise": "skip"})
    assert [one.id for one in left_out.comments] == ["a", "d"]
    assert left_out.comments[1].levels == ()
    assert read(data, {"level:low": "nonsense"}).questions[0].id == "level:low"


def test_how_often_words_were_used_is_not_taken_over_and_that_is_said():
    reading = read(f"{HEAD}\na,official,,,,,strength,en,,,Good,,9,2026-01-01,\n")
    assert "counted on each desk" in reading.rows[0].reason


def test_cells_that_a_spreadsheet_would_run_are_written_harmless_and_read_as_they_were():
    comment = Comment("=id", CommentKind.STRENGTH, ("any",), (), "=1+1", shortcut="@x", tags=("-y",))
    data = bank_csv.write([comment])
    assert b"\n=id" not in data
    assert b",=1+1" not in data
    assert read(data).comments == (comment,)


def test_uses_are_written_for_people_to_see():
    data = bank_csv.write(
        [Comment("a", CommentKind.STRENGTH, ("any",), (), "Good")], {"a": (3, datetime(2026, 11, 1, tzinfo=UTC))}
    )
    assert b"Good,,3,2026-11-01," in data


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(str.strip).filter(bool)
numbers = st.sampled_from([Fraction(n, d) for n in range(-4, 9) for d in (1, 2, 3, 100)])
comments = st.builds(
    Comment,
    id=words,
    kind=st.sampled_from(CommentKind),
    criteria=st.one_of(
        st.just(("any",)), st.lists(words.filter(lambda one: one != "any"), min_size=1, unique=True).map(tuple)
    ),
    levels=st.lists(numbers, unique=True).map(sorted).map(tuple),
    text=st.one_of(words, st.tuples(words, words).map("\n=".join)),
    rubric=st.one_of(st.just(""), words),
    owner=st.one_of(st.just(""), words),
    language=words,
    shortcut=st.one_of(st.just(""), words),
    tags=st.lists(words, unique=True).map(tuple),
    points=st.one_of(st.none(), numbers),
)


@given(st.lists(comments, min_size=1, max_size=6, unique_by=lambda one: one.id))
def test_what_is_written_is_read_again_as_it_was(bank):
    source = Source("bank.csv", bank_csv.write(bank))
    assert recognise_bank(source).id == bank_csv.FORMAT
    reading = bank_csv.read(source, {}, "somebody")
    assert reading.comments == tuple(bank)
    assert reading.questions == ()


def test_sentral_s_merge_fields_become_slots_and_that_is_said():
    data = (
        '"type","comment","code","category","tags"\n'
        '"COMMENT","{first_name} listens; {he_she} asks.","L1","Listening","voice,pairs"\n'
        '"STARTER","{fullname} has","S1","",""\n'
    )
    assert [one.id for one in read(data).questions] == ["kind:comment", "kind:starter"]
    reading = read(data, {"kind:comment": "strength", "kind:starter": "skip"})
    (comment,) = reading.comments
    assert comment.text == "{name} listens; {he_she} asks."
    assert (comment.shortcut, comment.tags) == ("L1", ("voice", "pairs", "Listening"))
    assert any("{name}" in row.reason and "pronouns" in row.reason for row in reading.rows)


def test_crowdmark_s_columns_are_asked_for_where_no_head_tells():
    data = "Label,Version,Remark,Points\nQ1,A,Check units,-1\nQ2,A,Draw it,\n"
    reading = read(data)
    assert [one.id for one in reading.questions] == ["column:text"]
    assert [choice.label for choice in reading.questions[0].choices] == ["Remark"]
    reading = read(data, {"column:text": "2", "kind:": "next_step"})
    assert [(one.criteria, one.text, one.points) for one in reading.comments] == [
        (("Q1",), "Check units", Fraction(-1)), (("Q2",), "Draw it", None),
    ]  # fmt: skip


MARKUS = """
Style:
- Check the spacing.
- "Name it: well"
Tests:
- [part1]
Part A:
- criterion one
- Off by one
- 1.5
- No base case
- 2
"""


def test_markus_categories_in_yaml_with_and_without_deductions():
    answers = {"kind:": "next_step"}
    reading = read(MARKUS, answers, "annotations.yml")
    assert [(one.text, one.criteria, one.tags, one.points) for one in reading.comments] == [
        ("Check the spacing.", ("any",), ("Style",), None),
        ("Name it: well", ("any",), ("Style",), None),
        ("Off by one", ("criterion one",), ("Part A",), Fraction(-3, 2)),
        ("No base case", ("criterion one",), ("Part A",), Fraction(-2)),
    ]


def test_markus_s_csv_is_asked_for_its_shape():
    data = "Style,part1,Check the spacing.,Name it\nTests,part2,Test more,Test less\n"
    reading = read(data)
    assert [one.id for one in reading.questions] == ["markus.shape"]
    texts = read(data, {"markus.shape": "texts", "kind:": "technical"}).comments
    assert [one.text for one in texts] == ["part1", "Check the spacing.", "Name it", "part2", "Test more", "Test less"]
    with_criterion = read(data, {"markus.shape": "criterion", "kind:": "technical"}).comments
    assert [(one.criteria, one.text) for one in with_criterion][:2] == [
        (("part1",), "Check the spacing."), (("part1",), "Name it"),
    ]  # fmt: skip


def test_an_empty_second_column_or_deductions_tell_the_shape_of_markus_s_csv():
    for data in ("Style,,Check the spacing.,Name it\n", "Style,part1,Check the spacing.,1.0,Name it,0.5\n"):
        assert [one.text for one in read(data, {"kind:": "technical"}).comments] == ["Check the spacing.", "Name it"]


def test_markus_files_may_be_set_in_and_have_categories_without_comments():
    [comment] = read("---\n    One:\n        - A word\n", {"kind:": "technical"}, "a.yml").comments
    assert comment.text == "A word"
    data = "One,A word,Another\nTwo,\nThree,And more\nFour,Still more\n"
    answers = {"markus.shape": "texts", "kind:": "technical"}
    assert [one.tags[0] for one in read(data, answers).comments] == ["One", "One", "Three", "Four"]


def test_rubyric_s_phrases_come_by_language_grade_and_category():
    data = """{"feedbackCategories": [{"id": 1, "name": "Strengths"}, {"id": 2, "name": "Weaknesses"}],
      "pages": [{"id": 1, "name": "Design", "criteria": [{"id": 1, "name": {"en": "Clarity"}, "phrases": [
        {"id": 1, "text": {"en": "Clear", "fi": "Selkeä"}, "category": 1, "grade": 3},
        {"id": 2, "text": "Vague", "category": 2, "grade": "1"}]}]}]}"""
    reading = read(data, {"kind:weaknesses": "next_step"}, "rubric.json")
    assert [(one.text, one.language, one.kind.value, one.levels, one.criteria) for one in reading.comments] == [
        ("Clear", "en", "strength", (3,), ("Clarity",)),
        ("Selkeä", "fi", "strength", (3,), ("Clarity",)),
        ("Vague", "en", "next_step", (1,), ("Clarity",)),
    ]


def test_moodle_s_frequent_comments_come_with_their_form():
    data = """<areas><area id="1"><areaname>submissions</areaname><activemethod>guide</activemethod><definitions>
      <definition id="2"><method>guide</method><name>Lesson</name><plugin_gradingform_guide_definition><guidecriteria>
      <guidecriterion id="3"><sortorder>1</sortorder><shortname>Plan</shortname><maxscore>4</maxscore></guidecriterion>
      <guidecomments><guidecomment id="9"><sortorder>1</sortorder><description>Say why.</description>
      </guidecomment></guidecomments></guidecriteria></plugin_gradingform_guide_definition></definition>
      </definitions></area></areas>"""
    assert [one.text for one in read(data, name="grading.xml").comments] == ["Say why."]


def test_our_own_yaml_is_read():
    data = (shipped.rubrics() / "comment_bank.yaml").read_bytes()
    reading = read(data, name="comment_bank.yaml")
    assert len(reading.comments) == len(reading.rows) == 45


def test_a_rubric_without_comments_is_not_taken_for_a_bank():
    data = """<areas><area id="1"><areaname>submissions</areaname><activemethod>guide</activemethod><definitions>
      <definition id="2"><method>guide</method><name>Lesson</name><plugin_gradingform_guide_definition><guidecriteria>
      <guidecriterion id="3"><shortname>Plan</shortname><maxscore>4</maxscore></guidecriterion></guidecriteria>
      </plugin_gradingform_guide_definition></definition></definitions></area></areas>"""
    with pytest.raises(RubricError, match="no comments"):
        read(data, name="grading.xml")


def test_an_unknown_format_is_told_with_those_there_are():
    with pytest.raises(RubricError, match="no format") as told:
        bank_format_called("word")
    assert "certdesk-bank-csv" in told.value.hint


@pytest.mark.parametrize("one", bank_formats(), ids=lambda one: one.id)
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_arbitrary_bytes_raise_nothing_but_our_own_errors(one, data):
    source = Source("x", data)
    assert 0 <= one.looks_like(source) <= 1
    try:
        reading = one.read(source, {}, "p")
    except CertDeskError:
        return
    assert all(comment.text.strip() for comment in reading.comments)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8), st.booleans())
def test_mutated_banks_raise_nothing_but_our_own_errors(place, bytes_, yaml):
    whole = MARKUS.encode() if yaml else bank_csv.write([Comment("a", CommentKind.STRENGTH, ("T1",), (1,), "Good")] * 3)
    at = place % len(whole)
    source = Source("x", whole[:at] + bytes_ + whole[at + 2 :])
    with suppress(CertDeskError):
        recognise_bank(source).read(source, {"kind:": "strength"}, "p")


def test_a_level_beyond_all_measure_makes_no_endless_list():
    reading = read(f"{HEAD}\na,official,,,0,999999999999,strength,en,,,Good,,,,\n")
    assert len(reading.comments[0].levels) == 2
    assert Verdict.ACCEPTED in {row.verdict for row in reading.rows}
    assert replace(reading.comments[0], levels=()).levels == ()


def test_a_row_holds_a_comment_of_the_usual_length_whole_on_one_line() -> None:
    words = "A long comment, as assessors write them, says what was seen and what to do next.\nTwice at least. "
    holding = what_it_holds(words * 2)
    assert holding == " ".join((words * 2).split())
    assert len(what_it_holds(words * 9)) == 300
    asking = Asking({})
    asking.accepted("row 2", words)
    asking.skipped("row 3", words, "no level")
    assert {row.what for row in asking.rows} == {" ".join(words.split())}
