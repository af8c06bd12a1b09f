"""Submissions as Moodle, Canvas and Open edX give them, zipped and unzipped; and teachers' folders that look alike."""

import csv
import time
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import contents, folder_of, names, reasons, zip_of

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import Found, FoundPortfolio, System
from certdesk.intake.submissions import looks_like_group


def found_in(tmp_path: Path, files: Mapping[str, bytes | str], name: str) -> Found:
    """What a zip gives; the same files in a folder, and in a folder inside another, must give the same."""
    zipped = find_portfolios(zip_of(tmp_path / f"{name}.zip", files))
    for wrapped in (dict(files), {f"{name}/{key}": files[key] for key in files}):
        place = tmp_path / str(len(list(tmp_path.iterdir()))) / name
        again = find_portfolios(folder_of(place, wrapped))
        assert (again.system, again.title) == (zipped.system, zipped.title)
        assert [_told(one) for one in again.portfolios] == [_told(one) for one in zipped.portfolios]
    return zipped


def _told(one: FoundPortfolio) -> tuple[object, ...]:
    return one.code, one.candidate.name, names(one), one.known_as, one.doubts, one.warnings


def by_name(found: Found) -> dict[str, list[str]]:
    return {one.candidate.name: names(one) for one in found.portfolios}


MOODLE = "STEM26-Portfolio part 1-4711"
FOLDERS = {
    "Jane Doe_12345_assignsubmission_file/plan_v2_final.pdf": "plan",
    "Jane Doe_12345_assignsubmission_file/photos/class 1.jpg": "photo",
    "Jane Doe_12345_assignsubmission_onlinetext/onlinetext.html": "<p>text</p>",
    "Zoë Nguyễn-Křížová_12346_assignsubmission_file_/film.mp4": "film",
    "عائشة محمد_12347_assignsubmission_file/خطة.pdf": "خطة",
    "Jane Doe_12345_assignfeedback_file/comments.pdf": "well done",
}


def test_moodle_submissions_in_folders(tmp_path):
    found = found_in(tmp_path, FOLDERS, MOODLE)
    assert (found.system, found.title) == (System.MOODLE, "STEM26-Portfolio part 1")
    assert by_name(found) == {
        "Jane Doe": ["onlinetext.html", "photos/class 1.jpg", "plan_v2_final.pdf"],
        "Zoë Nguyễn-Křížová": ["film.mp4"],
        "عائشة محمد": ["خطة.pdf"],
    }
    assert found.portfolios[0].known_as == (ExternalId("moodle", "submission", "12345"),)
    assert found.portfolios[0].items[0].title == "Online text"
    assert not any(one.doubts for one in found.portfolios)
    assert "Doe" not in found.portfolios[0].code
    assert "12345" not in found.portfolios[0].code
    assert [one.reason for one in found.skipped] == ["it is feedback from Moodle, no evidence"]


def test_moodle_submissions_without_folders(tmp_path):
    files = {key.replace("file_/", "file_").replace("/", "_"): value for key, value in FOLDERS.items()}
    found = found_in(tmp_path, files, MOODLE)
    assert by_name(found)["Jane Doe"] == ["onlinetext.html", "photos_class 1.jpg", "plan_v2_final.pdf"]
    assert by_name(found)["Zoë Nguyễn-Křížová"] == ["film.mp4"]


@pytest.mark.parametrize("word", ["Participant", "Teilnehmer/in", "مشارك", "参加者", "Unbekanntwort"])
def test_blind_moodle_submissions_have_no_names(tmp_path, word):
    word = word.replace("/", "")
    word = {"Teilnehmerin": "Teilnehmerin"}.get(word, word)
    files = {f"{word}_{number}_assignsubmission_file/plan.pdf": str(number) for number in (7, 8, 9)}
    found = found_in(tmp_path, files, "A-B-1")
    assert [one.candidate.name for one in found.portfolios] == ["", "", ""]
    assert [one.known_as[0].value for one in found.portfolios] == ["7", "8", "9"]
    assert len({one.code for one in found.portfolios}) == 3


def test_moodle_teams_are_one_portfolio_and_a_doubt(tmp_path):
    files = {
        "Red foxes_45_assignsubmission_file/plan.pdf": "1",
        "Default group_assignsubmission_file/plan.pdf": "2",
        "Default group_assignsubmission_onlinetext_/onlinetext.html": "3",
    }
    found = found_in(tmp_path, files, "A-B-1")
    assert by_name(found) == {"Default group": ["onlinetext.html", "plan.pdf"], "Red foxes": ["plan.pdf"]}
    assert all("the work of a group" in one.doubts[0] for one in found.portfolios)
    alone = found_in(tmp_path, {"Group 3_46_assignsubmission_file/plan.pdf": "1"}, "C-D-2")
    assert len(alone.portfolios[0].doubts) == 1


def test_user_names_in_front_of_moodle_names_are_ids(tmp_path):
    files = {
        "jdoe7 Jane Doe_12345_assignsubmission_file/plan.pdf": "1",
        "m.lee Mina Lee_12346_assignsubmission_file/plan.pdf": "2",
    }
    found = found_in(tmp_path, files, "A-B-1")
    assert sorted(by_name(found)) == ["Jane Doe", "Mina Lee"]
    assert ExternalId("moodle", "username", "jdoe7") in found.portfolios[0].known_as
    other = found_in(tmp_path, {"van Gogh_1_assignsubmission_file/a.pdf": "1"}, "C-D-2")
    assert list(by_name(other)) == ["van Gogh"]


def test_two_of_one_name_are_a_doubt(tmp_path):
    files = {f"Jane Doe_{number}_assignsubmission_file/plan.pdf": str(number) for number in (1, 2)}
    files["Ann Lee_3_assignsubmission_file/plan.pdf"] = "3"
    found = found_in(tmp_path, files, "A-B-1")
    assert [len(one.doubts) for one in sorted(found.portfolios, key=lambda one: one.candidate.name)] == [0, 1, 1]


def test_feedback_alone_is_no_evidence(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"Jane Doe_1_assignfeedback_file/a.pdf": "1"})
    with pytest.raises(UntrustedFileError, match="holds feedback from Moodle and no submission"):
        find_portfolios(path)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Group 3", True), ("Équipe bleue", True), ("Команда А", True), ("第一小组", True), ("समूह 2", True),
        ("Kikundi cha 2", True),
        ("Tim Lee", False), ("조 민수", False), ("Grouper Ann", False), ("Mateo Equipero", False), ("", False),
    ],
)  # fmt: skip
def test_groups_are_known_by_their_words(name, group):
    assert looks_like_group(name) is group


CANVAS = "bio101-unit_plan_submissions"


def test_canvas_submissions(tmp_path):
    files = {
        "doejane_567_1001_unit_plan_3.pdf": "plan", "doejane_567_1002_photo.jpg": "photo",
        "leemina_LATE_568_1003_plan.docx": "late", "de_la_cruz_569_text.html": "<p>text</p>",
        "okafor_570_link.html": "<a>link</a>", "12345_571_1005_9_lives.pdf": "digits",
        "öztürkşeyda_572_1006_Plán.pdf": "letters",
    }  # fmt: skip
    found = found_in(tmp_path, files, CANVAS)
    assert (found.system, found.title) == (System.CANVAS, "bio101-unit_plan")
    assert by_name(found) == {
        "doejane": ["photo.jpg", "unit_plan_3.pdf"], "leemina": ["plan.docx"], "de_la_cruz": ["text.html"],
        "okafor": ["link.html"], "12345": ["9_lives.pdf"], "öztürkşeyda": ["Plán.pdf"],
    }  # fmt: skip
    jane = next(one for one in found.portfolios if one.candidate.name == "doejane")
    assert jane.known_as == (ExternalId("canvas", "user", "567"),)
    assert jane.items[1].known_as == (ExternalId("canvas", "attachment", "1001"),)
    late = next(one for one in found.portfolios if one.candidate.name == "leemina")
    assert late.warnings == ("It was handed in late, says Canvas.",)
    assert not any(one.doubts for one in found.portfolios)


def test_the_title_of_a_portfolio_tells_nobodys_name(tmp_path):
    found = find_portfolios(zip_of(tmp_path / "submissions.zip", {"moyochipo_100_5000_plan.pdf": "plan"}))
    assert [one.title for one in found.portfolios] == ["Portfolio"]


def test_anonymous_canvas_submissions(tmp_path):
    files = {"anon_x7Kq2_1001_plan.pdf": "1", "LATE_anon_aB3d9_1002_plan.pdf": "2", "anon_x7Kq2_text.html": "3"}
    found = found_in(tmp_path, files, "essay")
    assert sorted((one.known_as[0].value, one.candidate.name, len(one.items)) for one in found.portfolios) == [
        ("aB3d9", "", 1), ("x7Kq2", "", 2),
    ]  # fmt: skip


def test_of_a_document_that_was_handed_in_again_the_newest_counts(tmp_path):
    files = {
        "doejane_567_1001_plan.docx": "1", "doejane_567_1007_plan-1.docx": "2", "doejane_567_1011_plan-2.docx": "3",
        "doejane_567_1012_image.jpg": "4", "doejane_567_1013_image-1.jpg": "5", "leemina_568_1014_note-2.pdf": "6",
    }  # fmt: skip
    found = found_in(tmp_path, files, CANVAS)
    assert by_name(found) == {"doejane": ["image-1.jpg", "image.jpg", "plan-2.docx"], "leemina": ["note-2.pdf"]}
    assert len([text for text in found.portfolios[0].warnings if "the newest counts" in text]) == 2
    assert {one.reason for one in found.skipped} == {"“plan-2.docx” is a newer version of it and counts"}


def test_canvas_groups_and_old_names(tmp_path):
    files = {"group3_567_1001_plan.pdf": "1", "doe-jane_late_568_1002_plan.pdf": "2", "grouper_569_1003_plan.pdf": "3"}
    found = found_in(tmp_path, files, CANVAS)
    assert {one.candidate.name: len(one.doubts) for one in found.portfolios} == {
        "doe-jane": 0, "group3": 1, "grouper": 0,
    }  # fmt: skip


ORA = "[1]Intro, [2]Practice, [1]Unit plan"
ROWS = [
    ("edx", "k1", "Plan: my unit.pdf", "attachment", "My plan", f"{ORA}/[1] - jane - Plan: my unit.pdf", True),
    ("edx", "", "prompt_0.txt", "text", "Submission text.", f"{ORA}/[1] - jane - prompt_0.txt", True),
    ("edx", "k2", "film.mp4", "attachment", "Film", f"{ORA}/[1] - jane - film.mp4", False),
    ("e2", "k3", "x.pdf", "attachment", "No description provided.", "Removed from course/[x] - mina - x.pdf", True),
    ("e3", "k4", "gone.pdf", "attachment", "", f"{ORA}/[1] - lee - gone.pdf", True),
]


def manifest(rows: list[tuple[str, str, str, str, str, str, bool]]) -> str:
    out = StringIO()
    table = csv.writer(out)
    table.writerow(
        ["course_id", "block_id", "student_id", "key", "name", "type", "description", "size", "file_path", "file_found"]
    )
    for student, key, name, kind, about, path, there in rows:
        table.writerow(("course-v1:X+Y+Z", "block1", student, key, name, kind, about, 3, path, there))
    return out.getvalue()


def test_open_edx_submissions(tmp_path):
    files = {row[5]: row[2] for row in ROWS if row[6] and row[0] != "e3"}
    files |= {"submissions.csv": manifest(ROWS), f"{ORA}/[1] - nell - extra.pdf": "extra", f"{ORA}/note.pdf": "?"}
    found = found_in(tmp_path, files, "ora submissions")
    assert (found.system, found.title) == (System.ORA2, "course-v1:X+Y+Z")
    whose = {one.known_as[0].value: one for one in found.portfolios}
    assert {key: names(one) for key, one in whose.items()} == {
        "edx": ["Unit plan [1]/Plan: my unit.pdf", "Unit plan [1]/prompt_0.txt"],
        "e2": ["Removed from course [x]/x.pdf"], "nell": ["Unit plan [1]/extra.pdf"], "e3": [],
    }  # fmt: skip
    assert whose["edx"].known_as[1] == ExternalId("ora2", "username", "jane")
    assert [(item.title, item.caption) for item in whose["edx"].items] == [
        ("Plan: my unit", "My plan"), ("Answer 1", ""),
    ]  # fmt: skip
    assert whose["edx"].items[0].known_as == (ExternalId("ora2", "attachment", "k1"),)
    assert "did not find it any more" in whose["edx"].warnings[0]
    assert "no longer in the course" in whose["e2"].warnings[0]
    assert "its file is not here" in whose["e3"].warnings[0]
    assert "is not in submissions.csv" in whose["nell"].warnings[0]
    assert reasons(found) == {f"{ORA}/note.pdf": "it belongs to no submission"}
    assert contents(whose["e2"], tmp_path / "s") == {"Removed from course [x]/x.pdf": b"x.pdf"}


def test_open_edx_names_that_were_cut_are_found_by_the_manifest(tmp_path):
    name = "a very long name " * 14 + ".pdf"
    path = f"{ORA}/{('[1] - jane - ' + name)[:251]}.pdf"
    files = {path: "1", "submissions.csv": manifest([("edx", "k", name, "attachment", "", path, True)])}
    [found] = find_portfolios(zip_of(tmp_path / "a.zip", files)).portfolios
    assert names(found) == [name]


@pytest.mark.parametrize("listed", ["", "\0\0", "a,b\n1,2\n", '"' * 50])
def test_open_edx_without_a_readable_manifest_goes_by_names(tmp_path, listed):
    files = {f"{ORA}/[1] - jane - plan.pdf": "1", f"{ORA}/[1] - mina.pdf": "2"}
    if listed:
        files["submissions.csv"] = listed
    found = found_in(tmp_path, files, "a")
    assert found.title == "Unit plan"
    assert {one.known_as[0].value: names(one) for one in found.portfolios} == {"jane": ["plan.pdf"], "mina": [".pdf"]}


def test_a_folder_that_is_only_called_so_is_no_export(tmp_path):
    files = ["lesson_1_2_plan.docx", "lesson_2_3_plan.docx", "lesson_3_4_plan.docx"]
    found = find_portfolios(folder_of(tmp_path / "My submissions", dict.fromkeys(files, "x")))
    assert found.system is System.FOLDER


_PIECES = st.sampled_from(
    ["_assignsubmission_file", "_assignsubmission_onlinetext", "_assignfeedback_", "_LATE", "_anon_x", "_12", "_345",
     "[1]", "[x] - ", " - ", ", [2]", "submissions.csv", "Jane Doe", "/", "_", "-1", ".pdf", "prompt_0.txt", "é",
     "\u202e"]
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(_PIECES, min_size=1, max_size=7).map("".join), min_size=1, max_size=5, unique=True))
def test_any_names_are_read_or_told(tmp_path_factory, files):
    path = tmp_path_factory.getbasetemp() / "any submissions.zip"
    zip_of(path, [(name, "x,student_id,file_path\n1,2,3\n") for name in files])
    try:
        found = find_portfolios(path)
    except CertDeskError as error:
        assert error.sentence  # noqa: PT017 - any other error comes through
        return
    kept = sum(len(one.items) for one in found.portfolios)
    assert kept + len(found.skipped) <= len(files) + 1


@pytest.mark.parametrize(
    "files",
    [
        ["IMG_20261122_123456_plan.jpg", "VID_20260101_120000_1.mp4", "PXL_20240101_123456789_MP.jpg"],
        ["photo_1_2_class.jpg", "photo_3_4_class.jpg"],
        ["lesson_1_2_plan.docx", "lesson_1_3_plan.docx", "lesson_2_1_plan.docx"],
        ["lesson_1_plan.docx", "reflection.docx"],
        ["unit_2026_11_plan.pdf", "unit_2025_10_plan.pdf", "CV.pdf"],
        ["submissions.csv", "plan.pdf", "photos/a.jpg"],
        ["my_assignsubmission_notes.txt", "plan.pdf", "film.mp4"],
        ["Unit plan/[1] - draft - plan.pdf", "Unit plan/[2] - final - plan.pdf"],
        ["week_1_10_plan.pdf", "week_2_11_notes.pdf", "week_3_12_notes.pdf"],
        ["physics_2026_101_plan.pdf", "maths_2025_102_plan.pdf"],
        ["plan_2026_001_a.pdf", "plan_2026_001_b.pdf", "film_7_001_a.pdf"],
        ["Doe_Jane_2026_1.pdf", "Doe_Jane_2026_2.pdf"],
    ],
)
def test_teachers_folders_are_no_submissions(tmp_path, files):
    found = find_portfolios(folder_of(tmp_path / "P-1", dict.fromkeys(files, "x")))
    assert found.system is System.FOLDER
    assert sum(len(one.items) for one in found.portfolios) == len(files)


def test_a_canvas_group_may_end_with_a_number(tmp_path):
    files = {"group_project_1_4013_346_plan.pdf": "1", "group_project_2_4014_347_plan.pdf": "2"}
    found = found_in(tmp_path, files, "c-a submissions")
    assert by_name(found) == {"group_project_1": ["plan.pdf"], "group_project_2": ["plan.pdf"]}
    assert [one.known_as[0].value for one in found.portfolios] == ["4013", "4014"]


def test_a_user_name_does_not_make_a_blind_submission_somebodys(tmp_path):
    files = {f"{user} Participant_{n}_assignsubmission_file/a.pdf": user for n, user in ((7, "jdoe7"), (8, "alee8"))}
    assert [one.candidate.name for one in found_in(tmp_path, files, "A-B-1").portfolios] == ["", ""]


def test_a_manifest_of_very_many_columns_costs_little(tmp_path):
    head = "student_id,file_path," + ",".join(f"c{number}" for number in range(100_000))
    rows = "\n".join(",".join(["x"] * 500) for _row in range(300))
    files = {"submissions.csv": f"{head}\n{rows}\n", "[1]A, [1]B, [1]C/[1] - jdoe - a.pdf": "x"}
    path = zip_of(tmp_path / "a.zip", files)
    began = time.process_time()
    assert names(find_portfolios(path).portfolios[0]) == ["a.pdf"]
    assert time.process_time() - began < 2
