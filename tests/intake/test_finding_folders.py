import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from tests.intake.samples import DESCRIPTION, FILES, contents, folder_of, names, reasons

from certdesk import shipped
from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.portfolio import Candidate, RubricRef
from certdesk.intake.finding import find_portfolios
from certdesk.intake.limits import Limits


def described(code: str) -> str:
    return f"schema: certdesk.portfolio/1\ncode: {code}\n"


def test_a_described_portfolio_arrives_as_described(tmp_path):
    folder = folder_of(tmp_path / "KITE-37", {"portfolio.yaml": DESCRIPTION, **FILES})
    [found] = find_portfolios(folder).portfolios
    assert (found.code, found.title) == ("KITE-37", "Clean water for our school")
    assert found.candidate == Candidate("Zoë Nguyễn-Křížová", "Hillside", "cs")
    assert (found.programme, found.cohort) == ("Highland STEM", "2026 B")
    assert found.rubric == RubricRef("stem-teaching", "1.0.0")
    assert (found.received, found.due, found.note) == (date(2026, 11, 14), date(2026, 11, 24), "Sent by post")
    assert found.described
    assert found.warnings == ()
    plan, film = found.items
    assert (plan.type, plan.title, plan.claims, plan.caption) == ("unit_plan", "Unit plan", ("T2", "T6"), "Six lessons")
    assert (film.type, film.title, film.claims, film.caption) == ("lesson_video", "Film", (), "")
    assert found.size == 8
    assert contents(found, tmp_path / "staging") == FILES


def test_a_folder_without_a_description_is_guessed_from_its_names(tmp_path):
    folder = folder_of(
        tmp_path / "Amina Diallo",
        {
            "10_lesson_plan.docx": b"a",
            "2 - Co-planning notes.pdf": b"bb",
            "video.MP4": b"ccc",
            "IMG_2231.HEIC": b"dddd",
            "thoughts.txt": b"eeeee",
        },
    )
    [found] = find_portfolios(folder).portfolios
    assert found.candidate == Candidate("Amina Diallo")
    assert found.title == "Portfolio", "assessors to whom names are hidden read the title"
    assert not found.described
    assert (found.rubric, found.received, found.due) == (None, None, None)
    assert [(item.title, item.type) for item in found.items] == [
        ("Co-planning notes", "co_planning_record"),
        ("Lesson plan", "lesson_plan"),
        ("IMG 2231", "photo"),
        ("Thoughts", ""),
        ("Video", "lesson_video"),
    ]
    assert "amina" not in found.code.casefold(), "the code stands for the name where marking is blind"


def test_several_portfolio_folders_come_in_together(tmp_path):
    folder_of(
        tmp_path,
        {
            "b/portfolio.yaml": described("B-1"), "b/x.pdf": b"1",
            "a/portfolio.yaml": described("A-1"), "a/y.pdf": b"2", "a/sub/portfolio.yaml": described("INNER"),
            "marks/a.yaml": "x: y", "loose.pdf": b"3", "undescribed/z.pdf": b"4",
        },
    )  # fmt: skip
    found = find_portfolios(tmp_path)
    assert [(one.code, names(one)) for one in found.portfolios] == [
        ("A-1", ["sub/portfolio.yaml", "y.pdf"]),
        ("B-1", ["x.pdf"]),
    ]
    told = reasons(found)
    assert told.pop("undescribed").startswith("this folder has no portfolio.yaml, while others here have one")
    assert told == {"loose.pdf": "it lies beside the portfolios, not in one of them"}
    assert [one.name for one in found.skipped if one.expected] == ["marks"]


def test_folders_side_by_side_without_descriptions_are_portfolios(tmp_path):
    folder_of(tmp_path, {"P-10/x.pdf": b"1", "P-2/y.pdf": b"2", "P-2/more/z.pdf": b"3"})
    found = find_portfolios(tmp_path)
    assert [(one.code, names(one)) for one in found.portfolios] == [
        ("P-2", ["more/z.pdf", "y.pdf"]),
        ("P-10", ["x.pdf"]),
    ]


def test_folders_that_sort_evidence_make_one_portfolio(tmp_path):
    folder_of(tmp_path / "T-9", {"Lesson plans/x.pdf": b"1", "Photos/y.jpg": b"2"})
    [found] = find_portfolios(tmp_path / "T-9").portfolios
    assert (found.code, names(found)) == ("T-9", ["Lesson plans/x.pdf", "Photos/y.jpg"])


def test_folders_around_a_single_folder_are_stepped_into(tmp_path):
    folder_of(tmp_path, {"for you/KITE-1/portfolio.yaml": described("KITE-1"), "for you/KITE-1/x.pdf": b"1"})
    [found] = find_portfolios(tmp_path).portfolios
    assert (found.code, names(found)) == ("KITE-1", ["x.pdf"])


def test_clutter_is_left_out_without_fuss(tmp_path):
    clutter = [".DS_Store", "Thumbs.db", "desktop.ini", "~$plan.docx", "~WRL0001.tmp", ".hidden/a", "__MACOSX/._x.pdf"]
    folder_of(tmp_path / "P-1", {"x.pdf": b"1", **dict.fromkeys(clutter, b"0")})
    found = find_portfolios(tmp_path / "P-1")
    assert names(found.portfolios[0]) == ["x.pdf"]
    assert reasons(found) == {}
    assert {one.name for one in found.skipped} == {
        ".DS_Store", "Thumbs.db", "desktop.ini", "~$plan.docx", "~WRL0001.tmp", ".hidden", "__MACOSX",
    }  # fmt: skip


def test_links_are_never_followed(tmp_path):
    secret = folder_of(tmp_path / "elsewhere", {"secret.txt": b"secret"})
    folder = folder_of(tmp_path / "P-1", {"x.pdf": b"1"})
    (folder / "file-link.txt").symlink_to(secret / "secret.txt")
    (folder / "folder-link").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    (folder / "broken").symlink_to("nowhere")
    found = find_portfolios(folder)
    assert names(found.portfolios[0]) == ["x.pdf"]
    reason = "it is a link to another place, and links are not followed"
    assert reasons(found) == dict.fromkeys(("broken", "file-link.txt", "folder-link", "loop"), reason)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_are_not_opened(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"x.pdf": b"1"})
    os.mkfifo(folder / "pipe")
    assert reasons(find_portfolios(folder)) == {"pipe": "it is not an ordinary file"}


@pytest.mark.parametrize(
    "name",
    [
        "ع" * 100 + ".pdf", "😀 lesson.pdf", "CON", "aux.txt", "trailing dot.", "trailing space ", "a:b.pdf", "q?.pdf",
        "x" * 251 + ".pdf", "línea\nnueva.txt", "back\\slash.pdf", "\u202efdp.exe", "%00.pdf", "-rf", "$(reboot).pdf",
    ],
)  # fmt: skip
def test_names_are_data(tmp_path, name):
    folder = folder_of(tmp_path / "P-1", {name: b"1"})
    [found] = find_portfolios(folder).portfolios
    assert names(found) == [name]
    assert contents(found, tmp_path / "staging") == {name: b"1"}


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_name_that_is_not_text_comes_in_under_a_readable_one(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"x.pdf": b"1"})
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.pdf")).write_bytes(b"2")
    [found] = find_portfolios(folder).portfolios
    assert names(found) == ["caf�.pdf", "x.pdf"]
    assert contents(found, tmp_path / "staging")["caf�.pdf"] == b"2"


def test_an_empty_file_comes_in_and_is_named(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"x.pdf": b""})
    [found] = find_portfolios(folder).portfolios
    assert names(found) == ["x.pdf"]
    assert found.warnings == ("“x.pdf” is empty (0 bytes).",)


def test_empty_files_are_not_called_copies_of_each_other(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"x.pdf": b"", "y.pdf": b""})
    [found] = find_portfolios(folder).portfolios
    assert found.warnings == ("“x.pdf” is empty (0 bytes).", "“y.pdf” is empty (0 bytes).")


def test_copies_of_the_same_file_are_told(tmp_path):
    big = os.urandom(100_000)
    other = big[:-1] + bytes([big[-1] ^ 1])
    folder = folder_of(
        tmp_path / "P-1", {"a.pdf": big, "b.pdf": big, "c.pdf": b"x" * 100_000, "d.pdf": b"1", "e.pdf": b"1"}
    )
    [found] = find_portfolios(folder).portfolios
    assert found.warnings == (
        "“a.pdf” and “b.pdf” look like the same file.",
        "“d.pdf” and “e.pdf” look like the same file.",
    )
    assert other != big


def test_names_that_some_systems_take_for_the_same_are_told(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"Plan.pdf": b"1", "plan.PDF": b"22"})
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this disk takes them for the same itself")
    [found] = find_portfolios(folder).portfolios
    assert found.warnings == ("2 files are called “Plan.pdf”; all of them come in.",)


def test_composed_and_decomposed_letters_are_the_same_name(tmp_path):
    text = "schema: certdesk.portfolio/1\nitems: [{file: Křížová.pdf, type: unit_plan}]\n"
    folder = folder_of(tmp_path / "P-1", {"portfolio.yaml": text, "Kr\u030ci\u0301z\u030cova\u0301.pdf": b"1"})
    [found] = find_portfolios(folder).portfolios
    assert [item.type for item in found.items] == ["unit_plan"]
    assert found.warnings == ()


def test_files_that_are_described_but_missing_and_the_other_way_round_are_told(tmp_path):
    listed = "".join(f"- {{file: {name}}}\n" for name in ("b.pdf", "gone.pdf", "sub\\c.pdf", "d.pdf"))
    text = f"schema: certdesk.portfolio/1\nitems:\n{listed}"
    folder = folder_of(
        tmp_path / "P-1",
        {"portfolio.yaml": text, "a.pdf": b"1", "b.pdf": b"22", "sub/c.pdf": b"333", "x/D.pdf": b"4444"},
    )
    [found] = find_portfolios(folder).portfolios
    assert names(found) == ["b.pdf", "sub/c.pdf", "x/D.pdf", "a.pdf"]
    assert found.warnings == (
        "“gone.pdf” is described, but it is not there.",
        "1 file is not in the description and was added at the end: “a.pdf”.",
    )


def test_a_description_without_a_list_takes_all_files_quietly(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"portfolio.yml": described("X-1"), "b.pdf": b"1", "a.pdf": b"22"})
    [found] = find_portfolios(folder).portfolios
    assert (found.code, names(found), found.warnings) == ("X-1", ["a.pdf", "b.pdf"], ())


def test_the_same_code_twice_is_numbered_and_told(tmp_path):
    folder_of(
        tmp_path,
        {"a/portfolio.yaml": described("X"), "a/1.pdf": b"1", "b/portfolio.yaml": described("X"), "b/2.pdf": b"2"},
    )
    first, second = find_portfolios(tmp_path).portfolios
    assert (first.code, second.code) == ("X", "X-2")
    assert second.warnings == ("Another portfolio here has the code X too.",)


def test_a_numbered_code_never_takes_the_code_of_another(tmp_path):
    codes = ("X", "X", "X-2", "X")
    folder_of(tmp_path, {f"{n}/portfolio.yaml": described(code) for n, code in enumerate(codes)})
    folder_of(tmp_path, {f"{n}/a.pdf": b"1" for n in range(4)})
    assert [one.code for one in find_portfolios(tmp_path).portfolios] == ["X", "X-3", "X-2", "X-4"]


def test_more_items_than_usual_are_told_but_come_in(tmp_path):
    folder = folder_of(tmp_path / "P-1", {f"{n}.pdf": b"x" * n for n in range(1, 42)})
    [found] = find_portfolios(folder).portfolios
    assert len(found.items) == 41
    assert names(found)[:3] == ["1.pdf", "2.pdf", "3.pdf"]
    assert found.warnings == ("It holds 41 items; 40 is the usual limit.",)


def test_too_many_files_are_refused(tmp_path):
    folder = folder_of(tmp_path / "P-1", {f"{n}.pdf": b"" for n in range(6)})
    with pytest.raises(UntrustedFileError, match="“P-1” holds more than 5 files") as caught:
        find_portfolios(folder, Limits(files=5))
    assert caught.value.hint


def test_a_file_that_is_too_big_stays_outside_and_is_told(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"a.pdf": b"1", "b.mp4": b"1" * 100})
    [found] = find_portfolios(folder, Limits(file_size=99)).portfolios
    assert names(found) == ["a.pdf"]
    assert "“b.mp4” is bigger than" in found.warnings[0]


def test_a_portfolio_that_is_too_big_stays_outside_and_the_others_come_in(tmp_path):
    folder_of(tmp_path, {"P-1/a.pdf": b"1" * 60, "P-1/b.pdf": b"2" * 60, "P-2/c.pdf": b"3"})
    found = find_portfolios(tmp_path, Limits(portfolio_size=100))
    assert [one.code for one in found.portfolios] == ["P-2"]
    assert "holds more than" in reasons(found)["P-1"]


def test_folders_too_deep_are_told(tmp_path):
    folder_of(tmp_path / "P-1", {"x.pdf": b"1", "a/b/c/d/deep.pdf": b"2"})
    found = find_portfolios(tmp_path / "P-1", Limits(folder_depth=3))
    assert names(found.portfolios[0]) == ["x.pdf"]
    assert reasons(found) == {"a/b/c/d": "it lies too many folders deep"}


def test_one_wrong_description_does_not_stop_the_others(tmp_path):
    folder_of(
        tmp_path,
        {"a/portfolio.yaml": "schema: [", "a/x.pdf": b"1", "b/portfolio.yaml": described("B"), "b/y.pdf": b"2"},
    )
    found = find_portfolios(tmp_path)
    assert [one.code for one in found.portfolios] == ["B"]
    assert "a/portfolio.yaml, line" in reasons(found)["a"]


def test_a_single_wrong_description_is_told_at_once(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"portfolio.yaml": "code: X", "x.pdf": b"1"})
    with pytest.raises(UntrustedFileError) as caught:
        find_portfolios(folder)
    assert str(caught.value) == "P-1/portfolio.yaml: “schema” is missing."


def test_a_description_as_long_as_a_book_is_refused(tmp_path):
    folder = folder_of(tmp_path / "P-1", {"portfolio.yaml": described("X") + "#" * 2000, "x.pdf": b"1"})
    with pytest.raises(UntrustedFileError, match="much too long"):
        find_portfolios(folder, Limits(description=1000))


@pytest.mark.parametrize("files", [{}, {".DS_Store": b"1"}])
def test_an_empty_folder_is_told(tmp_path, files):
    folder = folder_of(tmp_path / "P-1", files)
    folder.mkdir(exist_ok=True)
    with pytest.raises(UntrustedFileError) as caught:
        find_portfolios(folder)
    assert caught.value.sentence == "There is no evidence in “P-1”. Choose the folder or zip in which the files lie."


@pytest.mark.parametrize("name", ["nowhere", "x" * 300, "nul\0byte"])
def test_a_place_that_is_not_there_is_told(tmp_path, name):
    with pytest.raises(StorageError) as caught:
        find_portfolios(tmp_path / name)
    assert caught.value.hint


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up all rights for a while, if this test runs with all of them."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(os.name != "posix", reason="rights work differently here")
def test_what_may_not_be_opened_is_told_and_the_rest_comes_in(open_folder):
    folder = folder_of(open_folder / "P-1", {"x.pdf": b"1", "locked.pdf": b"2", "closed/y.pdf": b"3"})
    (folder / "locked.pdf").chmod(0)
    (folder / "closed").chmod(0)
    with as_nobody():
        found = find_portfolios(folder)
    (folder / "closed").chmod(0o755)
    assert names(found.portfolios[0]) == ["x.pdf"]
    assert reasons(found) == {
        "closed": "this folder can't be opened: Permission denied",
        "locked.pdf": "you are not allowed to open it",
    }


@pytest.mark.skipif(os.name != "posix", reason="rights work differently here")
def test_a_folder_that_may_not_be_opened_is_named(open_folder):
    folder = folder_of(open_folder / "P-1", {"x.pdf": b"1"})
    folder.chmod(0)
    with as_nobody(), pytest.raises(StorageError) as caught:
        find_portfolios(folder)
    folder.chmod(0o755)
    assert str(caught.value) == "The folder “P-1” can't be read: Permission denied."


def test_the_sample_cohort_comes_in_without_a_warning():
    found = find_portfolios(shipped.resources() / "sample_cohort")
    kite = next(one for one in found.portfolios if one.code == "KITE-37")
    assert kite.warnings == ()
    assert len(kite.items) == 14
    assert all(item.type and item.title for item in kite.items)
    assert {item.file.name for item in kite.items} >= {"unit-plan.pdf", "lesson-04-filters.mp4"}
