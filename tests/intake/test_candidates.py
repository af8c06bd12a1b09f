"""Candidates' lists: headings in many languages or none, ragged rows, merged cells, and what is wrong with a row."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.importing import Verdict
from certdesk.intake.candidates.columns import ColumnMatch, Part, Rows, guess_columns, with_map
from certdesk.intake.candidates.heading_words import HEADINGS
from certdesk.intake.candidates.reading import ListRow, read_rows


def rows_of(text: str) -> Rows:
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines())


def read(text: str) -> tuple[ListRow, ...]:
    rows = rows_of(text)
    return read_rows(rows, guess_columns(rows))


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("First name | Surname | E-mail address | School", "first_name last_name email school"),
        ("No. | Full Name | Site | Username", "number name school username"),
        ("Moodle ID | Name | School | Subject", "number name school subject"),
        ("Nr. | Name | Vorname | Schule | E-Mail", "number last_name first_name school email"),
        ("Nom | Prénom | Établissement | Courriel", "last_name first_name school email"),
        ("Nombre | Apellidos | Centro | Correo electrónico", "first_name last_name school email"),
        ("ФИО | Школа | Эл. почта | Код", "name school - code"),
        ("الاسم | المدرسة | البريد الإلكتروني", "name school email"),
        ("姓名 | 学校 | 邮箱 | 备注", "name school email note"),
        ("नाम | विद्यालय | विषय", "name school subject"),
        ("Jina | Shule | Barua pepe", "name school email"),
        ("Identifier | Full name | Email address | Status", "number name email -"),
        ("Student | ID | SIS Login ID | Section", "name number username cohort"),
    ],
)
def test_headings_are_understood(heading, parts):
    match = guess_columns(rows_of(f"{heading}\nA B | c | d | e"))
    assert [part.value if part else "-" for part in match.parts][: len(parts.split())] == parts.split()
    assert match.heading == 0


def test_no_heading_means_two_things():
    for part, words in HEADINGS.items():
        assert all(words), part
    several = {"nome", "nombre", "candidate", "participant", "profesor", "group", "discipline", "cohorte"}
    seen: dict[str, str] = {}
    for part, words in HEADINGS.items():
        for word in words:
            assert seen.setdefault(word, part) == part or word in several, word


def test_the_heading_may_stand_below_a_title():
    rows = rows_of("Teachers of 2026\n\nprinted on 2026-11-22 | |\nName | School\nZoë Ng | Hillside")
    match = guess_columns(rows)
    assert (match.heading, match.parts[:2]) == (3, (Part.NAME, Part.SCHOOL))
    assert [(row.number, row.name, row.school) for row in read_rows(rows, match)] == [(5, "Zoë Ng", "Hillside")]


def test_a_list_without_headings_is_known_by_its_cells():
    rows = rows_of("KITE-37 | Zoë Ng | zoe@x.org\nLARK-12 | Amina Diallo | amina@x.org\n| Bo Li | bo@x.org")
    match = guess_columns(rows)
    assert (match.heading, match.parts) == (-1, (Part.CODE, Part.NAME, Part.EMAIL))
    assert [row.name for row in read_rows(rows, match)] == ["Zoë Ng", "Amina Diallo", "Bo Li"]
    assert guess_columns(rows_of("Zoë Ng\nAmina Diallo")).parts == (Part.NAME,)


def test_ragged_rows_and_numbers_as_text():
    [first, second] = read("Staff number|Name|School\n007|Doe, Jane\n'0123|Li Wei|Hillside|more|cells")
    assert (first.name, first.school, first.known_as[0].value) == ("Jane Doe", "", "007")
    assert (second.known_as[0].value, second.school) == ("0123", "Hillside")


def test_merged_cells_are_proposed_to_be_filled_down():
    rows = rows_of("Name|School\nA B|Hillside\nC D|\nE F|\nG H|Lakeview\nI J|\nK L|")
    match = guess_columns(rows)
    assert match.fill_down == (Part.SCHOOL,)
    assert [row.school for row in read_rows(rows, match)] == ["Hillside"] * 3 + ["Lakeview"] * 3
    plain = rows_of("Name|School\nA B|Hillside\nC D|Hillside\nE F|\nG H|Lakeview")
    assert guess_columns(plain).fill_down == ()


def test_each_row_is_accepted_skipped_or_asked_about():
    found = read(
        "Name|E-mail|School\nAnn Lee|ann@x.org|A\nann lee|ann@x.org|a\nBo Li|bo1@x.org|A\nBo Li|bo2@x.org|B\n"
        "|no@name.org|A\n-|  |A\nCy Om|same@x.org|\nDi Om|same@x.org|\nPoints Possible||"
    )
    assert [row.verdict for row in found] == [
        Verdict.ACCEPTED, Verdict.SKIPPED, Verdict.QUESTION, Verdict.QUESTION, Verdict.QUESTION, Verdict.SKIPPED,
        Verdict.QUESTION, Verdict.QUESTION, Verdict.SKIPPED,
    ]  # fmt: skip
    assert found[1].reason == "it says the same as row 2"
    assert found[2].reason == "rows 4, 5 have the same name: one person or two?"
    assert found[4].reason == "its name is missing"


def test_columns_can_be_told_by_heading_letter_or_number():
    rows = rows_of("Who|Where|Mail\nZoë Ng|Hillside|zoe@x.org")
    match = with_map(guess_columns(rows), rows, ("name=1", "school=B"))
    assert match.parts == (Part.NAME, Part.SCHOOL, Part.EMAIL)
    named = ColumnMatch((None, None, Part.EMAIL), heading=0)
    assert with_map(named, rows, ("name=who", "email=-")).parts == (Part.NAME, None, None)
    for wrong in ("name", "age=2", "name=9", "name=Nobody"):
        with pytest.raises(UntrustedFileError) as caught:
            with_map(named, rows, (wrong,))
        assert caught.value.hint


_CELLS = st.one_of(st.text(max_size=12), st.sampled_from(["Name", "School", "E-Mail", "a@b.co", "", "'=1+1", "007"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELLS, max_size=5).map(tuple), max_size=8).map(tuple))
def test_any_table_is_read_row_by_row(rows):
    match = guess_columns(rows)
    try:
        found = read_rows(rows, match)
    except CertDeskError:
        return
    assert len({row.number for row in found}) == len(found)
    assert all(row.name or row.verdict is not Verdict.ACCEPTED for row in found)


EXPORTS = {
    "Canvas": 'Student,ID,SIS Login ID,Section\n,,,Manual\n    Points Possible,,,\n"Doe, Jane",123,jd,A\n',
    "Moodle": "First name / Last name,Email address,Roles\nJane Doe,j@x.org,Student\n",
    "Moodle in Spanish": "Nombre,Apellido(s),Dirección Email\nJane,Doe,j@x.org\n",
    "Moodle in French": "Prénom,Nom,Numéro d'identification,Institution\nJane,Doe,7,Hillside\n",
    "Classroom": "Last Name,First Name,Email Address,Portfolio\nDate,,,2026-03-01\nPoints,,,9\nDoe,Jane,j@x.org,90\n",
    "a form": "Timestamp,Email Address,What is your full name?,Which school is yours?\n1,j@x.org,Jane Doe,H\n",
    "Brightspace": "OrgDefinedId,Username,Last Name,First Name\n#7,#jd,Doe,Jane\n",
}


@pytest.mark.parametrize("text", EXPORTS.values(), ids=EXPORTS)
def test_lists_of_other_systems_name_one_person(text):
    rows = tuple(map(tuple, csv.reader(io.StringIO(text))))
    people = [row for row in read_rows(rows, guess_columns(rows)) if row.verdict is Verdict.ACCEPTED]
    assert [row.name for row in people] == ["Jane Doe"]
    assert not people[0].code
    assert {one.value for one in people[0].known_as} <= {"j@x.org", "7", "jd", "123"}


def test_a_number_that_only_counts_rows_is_nobodys():
    rows = (("Nr.", "Name"), ("1", "Jane Doe"), ("2", "Ann Lee"), ("3", "Bo Li"))
    people = read_rows(rows, guess_columns(rows))
    assert [row.known_as for row in people] == [(), (), ()]
    assert [row.verdict for row in people] == [Verdict.ACCEPTED] * 3
    real = (("Nr.", "Name"), ("1", "Jane Doe"), ("7", "Ann Lee"))
    assert all(row.known_as for row in read_rows(real, guess_columns(real)))
