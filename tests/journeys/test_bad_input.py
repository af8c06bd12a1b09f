"""What goes wrong outside: hostile files, full and closed disks, other programs; on the command line.

Each is told in one line that names the thing, says what is wrong and what to do; nothing is lost or half there.
What needs limits or rights of its own runs as a process of its own, the rest within the tests' process.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from tests.support.children import start_until_ready
from tests.support.command_line import SAMPLES, Desk, DeskInside
from tests.support.folders import tiny_disk

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and owners of POSIX")
pytestmark = pytest.mark.timeout(180)
CRITERIA = [f"T{number}" for number in range(1, 9)]
NOBODY = 65534


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace with one assessor and the portfolio GOOD-1, all criteria marked."""
    folder = tmp_path_factory.mktemp("made")
    desk = DeskInside(folder / "workspace").begin()
    desk.does("import", portfolio(folder / "GOOD-1", "GOOD-1"))
    sheet = {"schema": "certdesk.marks/1", "portfolio": "GOOD-1", "assessor": {"name": "Amara Diallo"}}
    rubric = {"id": "stem-teaching", "version": "1.0.0"}
    marks = {id_: {"level": 3, "evidence": [{"item": "notes.txt", "quote": "ask twice"}]} for id_ in CRITERIA}
    (folder / "sheet.yaml").write_text(json.dumps({**sheet, "rubric": rubric, "marks": marks}), encoding="utf-8")
    desk.does("mark", "--from", folder / "sheet.yaml")
    return desk.workspace


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    """A copy of that workspace, for one test to do what it likes with."""
    shutil.copytree(made, tmp_path / "workspace")
    return DeskInside(tmp_path / "workspace")


def portfolio(folder: Path, code: str, **files: bytes) -> Path:
    """A folder with a description, some notes, and other files."""
    folder.mkdir(parents=True)
    (folder / "portfolio.yaml").write_text(
        f"schema: certdesk.portfolio/1\ncode: {code}\ntitle: Bridges\ncandidate: {{name: Miriam Adeyemi}}\n"
        "programme: Highland STEM Teaching Programme\nrubric: {id: stem-teaching, version: 1.0.0}\n",
        encoding="utf-8",
    )
    (folder / "notes.txt").write_text(f"We ask twice, {code}.", encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def a_zip(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def facts(desk: Desk) -> dict[str, object]:
    """Everything that has to be as it was: the journal, the evidence, the documents, and nothing half made."""
    with closing(sqlite3.connect(desk.workspace / "certdesk.db")) as db:
        journal = db.execute("select id from journal order by position").fetchall()
    files = {
        name: sorted(path.name for path in (desk.workspace / name).rglob("*") if path.is_file())
        for name in ("vault", "documents", "staging", "identities")
    }
    return {"journal": journal, **files}


@contextmanager
def unchanged(desk: Desk) -> Iterator[None]:
    """Hold that nothing in the workspace changes, and nothing half made stays."""
    before = facts(desk)
    yield
    assert facts(desk) == before
    assert before["staging"] == []


def without_index(video: bytes) -> bytes:
    """An MP4 as a phone leaves it whose battery died: everything but the box that says where the pictures are."""
    kept, at = [], 0
    while at < len(video):
        size, kind = struct.unpack(">I4s", video[at : at + 8])
        if kind != b"moov":
            kept.append(video[at : at + size])
        at += size
    return b"".join(kept)


def test_damaged_evidence_comes_in_and_is_told(desk: Desk, tmp_path: Path) -> None:
    kite = SAMPLES / "KITE-37"
    folder = portfolio(
        tmp_path / "BAD-1",
        "BAD-1",
        **{
            "cut.pdf": (kite / "unit-plan.pdf").read_bytes()[:20_000],
            "no-zip.docx": b"this is no office file at all " * 40,
            "no-index.mp4": without_index((kite / "lesson-04-filters.mp4").read_bytes()),
            "nothing.pdf": b"",
        },
    )
    told = desk.tells("import", folder)["portfolios"][0]
    assert told["files"] == 5
    wrong = {one["file"]: one["problem"] for one in told["problems"]}
    assert wrong == {
        "cut.pdf": "The PDF file was cut off while copying: its end is missing. Ask for the file again.",
        "no-zip.docx": "The name says DOCX, but the content is plain text. It is shown as what it really is. "
        "Check that it is the file that was meant.",
        "no-index.mp4": "The video was cut off while copying: its index is missing. Ask for the file again.",
        "nothing.pdf": "The file is empty: it has no content at all. Ask for the file again.",
    }
    shown = desk.does("show", "BAD-1")
    assert all(f"{name}: {sentence}" in shown for name, sentence in wrong.items())


def test_a_zip_that_reaches_outside_brings_only_what_is_honest(desk: Desk, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("secrets.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = a_zip(
        tmp_path / "from-outside.zip",
        ("../../outside.txt", b"out"),
        ("/etc/outside.txt", b"out"),
        (link, b"/etc/passwd"),
        ("notes.txt", b"honest"),
    )
    done = desk.run("import", path, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["files"] for one in told["portfolios"]] == [1]
    assert len(told["left_out"]) == 3
    assert "links are not followed" in " ".join(one["reason"] for one in told["left_out"])
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_zip_bomb_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = a_zip(tmp_path / "bomb.zip", ("plan.txt", b"\0" * 40_000_000))
    with unchanged(desk):
        told = desk.refuses("import", path)
    assert "bomb.zip" in told
    assert "zip bomb" in told


def test_very_long_and_arabic_names_come_in(desk: Desk, tmp_path: Path) -> None:
    long, arabic = "a" * 296 + ".txt", "خطة الدرس.txt"
    path = a_zip(tmp_path / "names.zip", (long, b"long"), (arabic, b"arabic"), ("\x1b[31mred\x07.txt", b"red"))
    one = desk.tells("import", path)["portfolios"][0]
    files = [item["file"] for item in desk.tells("show", one["code"])["evidence"]]
    assert {long, arabic} <= set(files)
    assert "\x1b" not in desk.does("show", one["code"])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("cod: X-1", ["portfolio.yaml", "“cod”", "Did you mean “code”?"]),
        ("due: soon", ["portfolio.yaml", "“due” is not a date", "2026-11-22"]),
        ("title: [a", ["portfolio.yaml", "line"]),
        ("items: [{file: lost.pdf}]", ["lost.pdf"]),
        ("rubric: {id: juggling, version: 1.0.0}", ["juggling 1.0.0", "Load that rubric first"]),
    ],
)
def test_a_description_with_a_mistake_is_refused(desk: Desk, tmp_path: Path, wrong: str, told: list[str]) -> None:
    folder = tmp_path / "WRONG-1"
    folder.mkdir()
    (folder / "notes.txt").write_text("some", encoding="utf-8")
    (folder / "portfolio.yaml").write_text(f"schema: certdesk.portfolio/1\n{wrong}\n", encoding="utf-8")
    done = desk.run("import", "--dry-run" if "lost.pdf" in wrong else folder, folder)
    said = done.stdout + done.stderr
    assert all(part in said for part in told), said
    assert (done.returncode, done.stdout) == (1, "") or "lost.pdf" in wrong


def test_nothing_to_take_in(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with unchanged(desk):
        assert desk.refuses("import", tmp_path / "empty") == (
            "There is no evidence in “empty”. Choose the folder or zip in which the files lie."
        )
        assert "stick is still connected" in desk.refuses("import", tmp_path / "no-stick" / "KITE-37")
        assert "not a zip" in desk.refuses("import", tmp_path / "letter.txt")


def test_one_bad_place_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    good = portfolio(tmp_path / "GOOD-2", "GOOD-2")
    done = desk.run("import", "gone", good, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("GOOD-2 taken in")
    assert "“gone” is not there" in done.stderr


@posix
def test_a_stick_that_may_not_be_read(made: Path) -> None:
    if not can_run_as_nobody():
        pytest.skip("this Python is somebody's own, and what looks at a stick is a process of its own")
    with public_folder() as place:
        shutil.copytree(made, place / "workspace")
        stick = portfolio(place / "stick", "SHUT-1", **{"locked.pdf": b"%PDF-"})
        give_away(place)
        (stick / "locked.pdf").chmod(0)
        desk = Desk(place / "workspace")
        told = as_nobody(desk, "import", "--dry-run", stick)
        assert told.returncode == 0, told.stderr
        assert "locked.pdf: you are not allowed to open it" in told.stdout
        stick.chmod(0)
        told = as_nobody(desk, "import", "--dry-run", stick)
        stick.chmod(0o755)
        assert (told.returncode, told.stdout) == (1, "")
        assert told.stderr == (
            "certdesk: The folder “stick” can't be read: Permission denied. "
            "Check that the stick is still there and that you may open this folder.\n"
        )


@posix
def test_a_workspace_that_may_not_be_written(made: Path) -> None:
    with public_folder() as place:
        shutil.copytree(made, place / "workspace")
        give_away(place)
        paths = [place / "workspace", *(place / "workspace").rglob("*")]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        desk = Desk(place / "workspace")
        before = facts(desk)
        told = as_nobody(desk, "mark", "GOOD-1", "T1", 2)
        for path in paths:
            path.chmod(0o755)
        assert (told.returncode, told.stdout) == (1, "")
        assert str(desk.workspace) in told.stderr
        assert "readonly" in told.stderr
        assert "may be written to" in told.stderr
        assert len(told.stderr.splitlines()) == 1
        assert facts(desk) == before


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that everybody may look into, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def give_away(place: Path) -> None:
    """Make everything belong to nobody, if we are root: root may read and write anywhere."""
    if os.geteuid() == 0:
        for path in place.rglob("*"):
            os.chown(path, NOBODY, NOBODY)


# Everything is loaded before, because nobody may perhaps not read where Python and the program are.
AS_NOBODY = """
import encodings.ascii, encodings.idna, encodings.utf_8_sig, os, sys
from certdesk.cli import assessing, main, receiving
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(main.main())
"""


def can_run_as_nobody() -> bool:
    """Whether somebody without rights may start the Python that runs this."""
    drop = "import os, sys; os.geteuid() or os.setuid(65534); os.execv(sys.executable, [sys.executable, '-c', ''])"
    return subprocess.run([sys.executable, "-c", drop], capture_output=True, check=False).returncode == 0


def as_nobody(desk: Desk, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody without rights."""
    return subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *map(str, words)],
        env=desk.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@posix
def test_a_file_that_the_disk_has_no_room_for_is_left_out(desk: Desk, tmp_path: Path) -> None:
    import resource

    def few_bytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))

    folder = portfolio(tmp_path / "BIG-1", "BIG-1", **{"big.bin": os.urandom(3_500_000)})
    done = desk.run("import", folder, preexec_fn=few_bytes)
    assert done.returncode == 1
    assert "big.bin" in done.stdout
    assert "bigger than a file may be on this disk" in done.stdout
    assert facts(desk)["staging"] == []
    assert [item["file"] for item in desk.tells("show", "BIG-1")["evidence"]] == ["notes.txt"]


def test_a_full_disk_loses_nothing(made: Path, tmp_path: Path) -> None:
    with tiny_disk(tmp_path / "disk", "8m") as disk:
        shutil.copytree(made, disk / "workspace")
        desk = DeskInside(disk / "workspace")
        with unchanged(desk):
            told = desk.refuses("import", portfolio(tmp_path / "GOOD-3", "GOOD-3"))
            assert "not enough room" in told
            assert "Free" in told

        before = facts(desk)
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"x" * 65536):
                pass
        refused = [desk.refuses("mark", "GOOD-1", "T1", 4), desk.refuses("finalise", "GOOD-1")]
        assert all("disk" in told for told in refused), refused
        (disk / "filler").unlink()
        assert facts(desk) == before
        desk.does("finalise", "GOOD-1")
        assert desk.tells("check", "--deep")["sound"]


def test_a_wrong_passphrase_signs_nothing(desk: Desk, tmp_path: Path) -> None:
    with unchanged(desk):
        wrong = DeskInside(desk.workspace, {"CERTDESK_PASSPHRASE": "forty portfolio"})
        assert "does not open this key. Check Caps Lock" in wrong.refuses("finalise", "GOOD-1")
        (tmp_path / "words.txt").write_text("nor this one\n", encoding="utf-8")
        assert "Caps Lock" in desk.refuses("--passphrase-file", tmp_path / "words.txt", "finalise", "GOOD-1")
        nobody = Desk(desk.workspace)
        environment = {name: value for name, value in nobody.environment.items() if name != "CERTDESK_PASSPHRASE"}
        told = nobody.refuses("finalise", "GOOD-1", env=environment, stdin=subprocess.DEVNULL)
        assert told.startswith("A passphrase is needed, and there is nobody to ask.")


HOLD = """
import signal
workspace = Workspace(folder)
print("ready")
signal.pause()
"""


@posix
def test_a_workspace_that_is_open_elsewhere(desk: Desk) -> None:
    holder = start_until_ready(HOLD, desk.workspace)
    try:
        told = desk.refuses("mark", "GOOD-1", "T1", 2)
    finally:
        holder.kill()
        holder.communicate()
    assert told == (
        f"The workspace {desk.workspace} is already open in another CertDesk. Use that window, or close it first."
    )
    desk.does("mark", "GOOD-1", "T1", 2)


def test_a_workspace_of_a_newer_program(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.workspace / "certdesk.db")) as db, db:
        db.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('certdesk', '999', '')")
    with unchanged(desk):
        told = desk.refuses("list")
    assert "newer CertDesk" in told
    assert "Nothing was changed" in told


def test_evidence_that_was_lost_is_named_and_comes_back(desk: Desk, made: Path) -> None:
    [lost] = [path for path in (desk.workspace / "vault").rglob("*") if path.is_file()]
    lost.unlink()
    done = desk.run("check")
    assert done.returncode == 1
    assert "GOOD-1, notes.txt is missing" in done.stdout
    assert "Take GOOD-1 in once more" in done.stdout
    assert "here already" in desk.does("import", made.parent / "GOOD-1")
    assert desk.tells("check", "--deep")["sound"]


def test_a_mark_that_was_changed_behind_our_back_is_found(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.workspace / "certdesk.db")) as db, db:
        db.execute("update mark set level = '4' where criterion_id = 'T7'")
    done = desk.run("check", "--json")
    assert done.returncode == 1
    assert [one["name"] for one in json.loads(done.stdout)["checks"] if not one["sound"]] == ["tables"]


def test_a_workspace_that_was_moved_opens_and_signs(desk: Desk, tmp_path: Path) -> None:
    """A stick is E: today and F: tomorrow."""
    moved = DeskInside(tmp_path / "F" / "desk")
    moved.workspace.parent.mkdir()
    desk.workspace.rename(moved.workspace)
    signed = moved.tells("finalise", "GOOD-1")
    assert signed["certifies"]
    paths = [Path(one["path"]) for one in signed["documents"]]
    assert all(path.is_relative_to(moved.workspace) for path in paths)
    moved.does("verify", *paths)
    assert moved.tells("check", "--deep")["sound"]


def test_a_backup_is_a_workspace_that_goes_on(desk: Desk, tmp_path: Path) -> None:
    backup = DeskInside(tmp_path / "stick" / "backup")
    assert desk.tells("backup", backup.workspace)["faults"] == []
    shutil.rmtree(desk.workspace)
    assert backup.tells("check", "--deep")["sound"]
    backup.does("finalise", "GOOD-1")

    fresh = DeskInside(tmp_path / "fresh").begin()
    told = fresh.refuses("backup", backup.workspace)
    assert "work that is not in this one" in told
    assert "Nothing was changed" in told
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "already holds other files" in fresh.refuses("backup", tmp_path / "letters")
    assert "inside the workspace" in fresh.refuses("backup", fresh.workspace / "backup")
