"""Names that say nothing of whose work it is, and what that means for several people's zips of one name."""

import pytest
from tests.intake.samples import folder_of, names, reasons, zip_of

from certdesk.intake.finding import find_portfolios
from certdesk.intake.name_words import is_division, is_list, may_name_a_person, says_nobody


@pytest.mark.parametrize(
    "name",
    [
        "Portfolio", "my e-portfolio final", "New Folder (2)", "drive-download-20260301T101112Z-001", "2026-11-03",
        "OneDrive_1_11-3-2026", "Neuer Ordner", "Мои файлы", "ポートフォリオ", "Unit 2", "eportfolioFiles",
    ],
)  # fmt: skip
def test_some_names_say_nobody(name):
    assert says_nobody(name)


@pytest.mark.parametrize("name", ["Jane Doe", "P-9", "KITE-37", "Portfolio Jane", "李雷", "Hillside School"])
def test_others_say_somebody(name):
    assert not says_nobody(name)


def test_parts_and_lists_are_known():
    assert [is_division(name) for name in ("Unit 2", "Woche 3", "Jane", "Portfolio 3")] == [True, True, False, False]
    told = {"class list.xlsx": True, "README.md": True, "Teilnehmerliste.csv": True, "reading list.pdf": False}
    assert {name: is_list(name) for name in told} == told


def test_a_zip_is_called_after_its_sender_where_its_folder_says_nobody(tmp_path):
    (tmp_path / "all").mkdir()
    for who in ("Jane Doe", "Ann Lee"):
        zip_of(tmp_path / "all" / f"{who}.zip", {"Portfolio/plan.pdf": who})
    found = find_portfolios(tmp_path / "all")
    assert [one.candidate.name for one in found.portfolios] == ["Ann Lee", "Jane Doe"]
    assert len({one.code for one in found.portfolios}) == 2
    assert not any(one.warnings for one in found.portfolios)
    inner = find_portfolios(zip_of(tmp_path / "drive-download-1.zip", {"Jane Doe/plan.pdf": "1"}))
    assert inner.portfolios[0].code == found.portfolios[1].code


def test_a_list_beside_folders_of_people_is_no_evidence(tmp_path):
    files = {"01 Jane Doe/plan.pdf": b"1", "02 Ann Lee/plan.pdf": b"2", "participants.xlsx": b"3", "readme.txt": b"4"}
    found = find_portfolios(folder_of(tmp_path / "cohort", files))
    assert [one.candidate.name for one in found.portfolios] == ["Jane Doe", "Ann Lee"]
    assert set(reasons(found)) == {"participants.xlsx", "readme.txt"}


def test_folders_called_after_weeks_are_the_work_of_one(tmp_path):
    [found] = find_portfolios(folder_of(tmp_path / "Jane Doe", {"Week 1/a.pdf": b"1", "Week 2/b.pdf": b"2"})).portfolios
    assert (found.candidate.name, names(found)) == ("Jane Doe", ["Week 1/a.pdf", "Week 2/b.pdf"])


def test_what_only_stands_for_a_file_is_told(tmp_path):
    absent = [".film.mov.icloud", "plan.gdoc", "photo.jpg.crdownload", "plan.lnk"]
    files = dict.fromkeys([*absent, "a.jpg", "a.jpg.json", "IMG_1.AAE", "archive_browser.html"], b"x")
    for found in (
        find_portfolios(folder_of(tmp_path / "P-1", files)),
        find_portfolios(zip_of(tmp_path / "P-1.zip", files)),
    ):
        assert names(found.portfolios[0]) == ["a.jpg"]
        assert sorted(reasons(found)) == sorted(absent)
    assert "iCloud" in reasons(found)[".film.mov.icloud"]


def test_the_film_of_a_live_photo_is_no_lesson(tmp_path):
    folder_of(tmp_path / "P-1", {"IMG_1.HEIC": b"1", "IMG_1.MOV": b"2", "IMG_2.MOV": b"3"})
    [found] = find_portfolios(tmp_path / "P-1").portfolios
    assert [item.type for item in found.items] == ["photo", "", "lesson_video"]


def test_many_copies_are_told_once(tmp_path):
    folder_of(tmp_path / "P-1", {f"{number}.pdf": b"the same" for number in range(30)})
    [found] = find_portfolios(tmp_path / "P-1").portfolios
    assert found.warnings == ("30 files look like the same file, such as “0.pdf” and “1.pdf”.",)


def test_a_zip_in_each_folder_is_the_work_of_whom_the_folder_names(tmp_path):
    for who in ("Jane Doe", "Ann Lee"):
        (tmp_path / "mail" / who).mkdir(parents=True)
        zip_of(tmp_path / "mail" / who / "Portfolio.zip", {"Portfolio/plan.pdf": who})
    files = {"doejohn_1234_5678_essay.docx": "1", "smithjane_1235_5680_plan.pdf": "2"}
    zip_of(tmp_path / "mail" / "C-1 submissions.zip", files)
    found = find_portfolios(tmp_path / "mail")
    assert [one.title for one in found.portfolios] == ["C-1", "C-1", "Portfolio", "Portfolio"]
    assert [one.candidate.name for one in found.portfolios[2:]] == ["Ann Lee", "Jane Doe"]
    assert [names(one) for one in found.portfolios[2:]] == [["plan.pdf"], ["plan.pdf"]]


@pytest.mark.parametrize("name", ["Grace Otieno", "Maria de Souza", "Zoë Nguyễn-Křížová", "O’Neill, Sinéad M."])
def test_a_persons_name_is_told_from_other_names_of_folders(name):
    assert may_name_a_person(name)
    others = (name + " 2", name + " Portfolio", name.split()[0], "Week One", "Clean water")
    assert not any(map(may_name_a_person, others))
