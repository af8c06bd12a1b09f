from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk import shipped
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.assessment import Feedback
from certdesk.core.errors import CertDeskError, StorageError, UntrustedFileError
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef
from certdesk.intake.marks_sheet import MarksSheet, SheetEntry, SheetEvidence, load_marks_sheet, read_marks_sheet
from certdesk.intake.marks_sheet_anchors import WHOLE_PAGE, read_time, written_time
from certdesk.intake.marks_sheet_writing import write_marks_sheet

SHEET = """\
schema: certdesk.marks/1
portfolio: KITE-37
rubric: {id: stem-teaching, version: 1.0.0}
assessor: {name: Amara Diallo, role: assessor}
note: Invented
summary: |
  A unit with something real to decide.

  Show next how it was agreed.
marks:
  T1:
    level: 3
    strength: You plan together.
    next_step: Keep a second record.
    comment: See page 2.
    evidence:
      - {item: plan.pdf, page: 2, rect: [59.7, 10, 252.3, 653.9], quote: fills a can, note: Two requirements}
      - {item: plan.pdf, page: 3}
      - {item: film.mp4, start: 00:31.0, end: 1:02:09.25}
      - {item: film.mp4, start: 12.5, stance: contradicts}
      - {item: poster.jpg, region: [1, 2, 3.5, 4]}
      - {item: notes.docx, quote: one number, before: They compare, after: with one, offset: 17}
      - {item: notes.docx, stance: question}
  T2: {level: 2.5}
  T3: {not_observed: true}
  T4: {unscorable: U-AUDIO}
  T5: {comment_only: true}
  T6: {comment: Not yet judged}
  T7: {}
"""


def read(text: str) -> MarksSheet:
    return read_marks_sheet(text, name="sheet.yaml")


def refused(text: str) -> UntrustedFileError:
    with pytest.raises(UntrustedFileError) as caught:
        read(text)
    return caught.value


def test_everything_in_a_sheet_arrives():
    sheet = read(SHEET)
    assert (sheet.portfolio, sheet.rubric) == ("KITE-37", RubricRef("stem-teaching", "1.0.0"))
    assert (sheet.assessor_name, sheet.assessor_role, sheet.note) == ("Amara Diallo", "assessor", "Invented")
    assert sheet.summary == "A unit with something real to decide.\n\nShow next how it was agreed."
    first = sheet.marks["T1"]
    assert first.mark == LevelGiven(Fraction(3))
    assert first.feedback == Feedback("You plan together.", "Keep a second record.", "See page 2.")
    assert first.evidence == (
        SheetEvidence("plan.pdf", PageRegion(2, Rect(59.7, 10, 252.3, 653.9), "fills a can"), "Two requirements"),
        SheetEvidence("plan.pdf", PageRegion(3, WHOLE_PAGE)),
        SheetEvidence("film.mp4", TimeSpan(31_000, 3_729_250)),
        SheetEvidence("film.mp4", TimeSpan(12_500, 12_500), stance=Stance.CONTRADICTS),
        SheetEvidence("poster.jpg", PhotoRegion(Rect(1, 2, 3.5, 4))),
        SheetEvidence("notes.docx", TextQuote("one number", "They compare", "with one", 17)),
        SheetEvidence("notes.docx", WholeItem(), stance=Stance.QUESTION),
    )


def test_the_five_kinds_of_mark_arrive_apart():
    marks = {id_: entry.mark for id_, entry in read(SHEET).marks.items()}
    assert marks == {
        "T1": LevelGiven(Fraction(3)), "T2": LevelGiven(Fraction(5, 2)), "T3": NotObserved(),
        "T4": Unscorable("U-AUDIO"), "T5": CommentOnly(), "T6": UNMARKED, "T7": UNMARKED,
    }  # fmt: skip


def test_a_flag_that_says_no_is_no_mark():
    assert read(SHEET.replace("{not_observed: true}", "{not_observed: false}")).marks["T3"].mark == UNMARKED


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{level: 2.5}", "{level: good}", "T2: “level” is “good”, which is not a number."),
        ("{level: 2.5}", "{levle: 2.5}", "T2: “levle” is not known here."),
        ("{level: 2.5}", "2.5", ": “T2” must hold fields with values."),
        ("{level: 2.5}", "{level: 2, not_observed: true}", "T2: a mark is one thing, but here"),
        ("{not_observed: true}", "{not_observed: perhaps}", "T3: “not_observed” must be true or false."),
        ("page: 3", "page: 0", "T1, evidence 2: “page” must be a whole number from 1"),
        ("page: 3", "page: 3, start: 1.0", "T1, evidence 2: it points to several"),
        ("page: 3", "rect: [1, 2, 3, 4]", "T1, evidence 2: “rect” needs “page” "),
        ("start: 00:31.0, end: 1:02:09.25", "end: 1:02", "T1, evidence 3: “end” needs “start” "),
        ("end: 1:02:09.25", "end: 00:30", "T1, evidence 3: it ends before it starts."),
        ("end: 1:02:09.25", "end: soon", "T1, evidence 3: “end” is “soon”, which "),
        ("end: 1:02:09.25", "end: 1:60:00", "T1, evidence 3: “end” is “1:60:00”, which "),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5]", "T1, evidence 5: “region” must be [left, top"),
        ("[1, 2, 3.5, 4]", "[5, 2, 3.5, 4]", "T1, evidence 5: “region” must be"),
        ("[1, 2, 3.5, 4]", "[1, -2, 3.5, 4]", "T1, evidence 5: “region” must be"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5, nan]", "T1, evidence 5: “region” must be"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5, inf]", "T1, evidence 5: “region” must be"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5, 1e999]", "T1, evidence 5: “region” must be"),
        ("[1, 2, 3.5, 4]", "[1, 2, 3.5, four]", "T1, evidence 5: “region” must be"),
        ("region: [1, 2, 3.5, 4]", "region: [1, 2, 3, 4], quote: x", "T1, evidence 5: it points to several"),
        ("stance: question", "stance: unsure", "T1, evidence 7: “stance” can't be “unsure”."),
        ("item: poster.jpg, ", "", "T1, evidence 5: “item” is missing."),
        ("portfolio: KITE-37\n", "", ": “portfolio” is missing."),
        ("certdesk.marks/1", "certdesk.marks/9", ": it is written for a newer CertDesk."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(old, new, told):
    assert SHEET.count(old) == 1
    error = refused(SHEET.replace(old, new))
    assert str(error).startswith(("sheet.yaml, criterion ", "sheet.yaml: "))
    assert told in str(error)
    assert error.hint


def test_a_sheet_as_long_as_a_book_is_refused():
    assert "much too long" in str(refused("#" * (2**20 + 1)))


def test_a_sheet_is_loaded_from_its_file(tmp_path):
    path = tmp_path / "KITE-37.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHEET.encode())
    assert load_marks_sheet(path) == read(SHEET)
    with pytest.raises(StorageError, match=r"“gone\.yaml” can't be read"):
        load_marks_sheet(tmp_path / "gone.yaml")
    path.write_bytes(b"\xff")
    with pytest.raises(UntrustedFileError, match="not a text file"):
        load_marks_sheet(path)


def test_the_sample_sheets_can_be_read_and_written():
    sheets = sorted((shipped.resources() / "sample_cohort" / "marks").glob("*.yaml"))
    assert sheets
    for path in sheets:
        sheet = load_marks_sheet(path)
        assert sheet.portfolio == path.stem
        assert any(isinstance(entry.mark, LevelGiven) for entry in sheet.marks.values())
        assert read(write_marks_sheet(sheet)) == sheet


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("00:31.0", 31_000), ("31.5", 31_500), ("1:02:09", 3_729_000), ("0", 0), ("90", 90_000),
        ("59:59.999", 3_599_999),
        ("100:00", 6_000_000), ("2,25", 2_250), ("00:00.001", 1),
    ],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text, milliseconds):
    assert read_time(text) == milliseconds


@pytest.mark.parametrize("text", ["", "1:60", "1:60:00", "-1", "1:2:3:4", "1.0000", "x", "1:", "٣", "1e3"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_time(text)


@given(st.integers(0, 360_000_000))
def test_every_time_comes_back(milliseconds):
    assert read_time(written_time(milliseconds)) == milliseconds


VISIBLE = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("\n\t\"'#:&*-{}[]%@`|>")
WORDS = st.text(VISIBLE, max_size=60).map(str.strip)
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
ONE_LINE = st.lists(NAMES, max_size=3).map(" ".join)
CORNER = st.floats(0, 1e6, allow_nan=False, allow_subnormal=False)
RECTS = st.tuples(CORNER, CORNER, CORNER, CORNER).map(
    lambda c: Rect(min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
)
TIMES = st.integers(0, 10**8)
ANCHORS = st.one_of(
    st.just(WholeItem()),
    st.builds(PageRegion, st.integers(1, 9999), RECTS, WORDS, st.sampled_from(["", "LibreOffice 7.4"])),
    st.builds(PhotoRegion, RECTS, st.integers(1, 9)),
    st.tuples(TIMES, TIMES, WORDS).map(lambda t: TimeSpan(min(t[:2]), max(t[:2]), t[2])),
    st.builds(TextQuote, WORDS.filter(bool), WORDS, WORDS, st.integers(0, 10**6)),
)
MARKS = st.one_of(
    st.sampled_from([UNMARKED, NotObserved(), CommentOnly(), Unscorable("U-AUDIO")]),
    st.fractions(0, 9, max_denominator=99).map(LevelGiven),
)
EVIDENCE = st.builds(SheetEvidence, NAMES, ANCHORS, WORDS, st.sampled_from(Stance))
ENTRIES = st.builds(
    SheetEntry, MARKS, st.builds(Feedback, WORDS, WORDS, WORDS), st.lists(EVIDENCE, max_size=3).map(tuple)
)
SHEETS = st.builds(
    MarksSheet, NAMES, st.builds(RubricRef, NAMES, NAMES), ONE_LINE, ONE_LINE, WORDS,
    st.dictionaries(NAMES, ENTRIES, max_size=4), WORDS,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(SHEETS)
def test_a_sheet_that_is_written_comes_back_the_same(sheet):
    written = write_marks_sheet(sheet)
    assert read(written) == sheet
    assert write_marks_sheet(read(written)) == written


def told_about(text: str) -> str:
    """What a person is told about any text; other exceptions than our own come through."""
    try:
        read(text)
    except CertDeskError as error:
        return str(error)
    return "sheet.yaml can be read"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_sheet_with_any_part_exchanged_is_read_or_told(data):
    pieces = SHEET.split(" ")
    place = data.draw(st.integers(0, len(pieces) - 1))
    pieces[place] = data.draw(st.text(max_size=12) | st.sampled_from(["{", "]", "*a", "- ", "1e999", "-1", ": :"]))
    assert told_about(" ".join(pieces)).startswith("sheet.yaml")
