"""Any terminal, any pipe, any name: the output plays no tricks, and a reader who goes away does no harm."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.command_line import Desk, command

from certdesk.cli.asking import passphrase
from certdesk.cli.commands import make_parser
from certdesk.cli.main import main
from certdesk.cli.printing import shown_safely, width

from .conftest import portfolio

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices of POSIX")
NASTY = "\x1b[31mred\x07 \u202egnp.exe\u2066 line\u2028end \x9b2J"


@given(st.text())
def test_what_is_shown_has_one_line_and_no_controls(text):
    shown = shown_safely(text)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1
    assert not any(letter in shown for letter in "\x1b\x07\x9b\r\n\u202e\u2066")


def test_letters_of_every_script_stay():
    for text in ("Zoë Nguyễn-Křížová", "خطة الدرس", "बुनाई और वृत्त‍", "ድምጽ", "林若溪", "👩‍🏫 🇪🇹", "a\u00a0b"):
        assert shown_safely(text) == text


def test_width_counts_columns():
    assert [width(text) for text in ("abc", "林若溪", "e\u0301")] == [3, 6, 1]


def test_names_from_elsewhere_play_no_tricks(here, tmp_path):
    folder = portfolio(tmp_path / "X", "X-1", title="Bridges")
    (folder / "portfolio.yaml").write_text(
        (folder / "portfolio.yaml").read_text(encoding="utf-8").replace('"Bridges"', json.dumps(NASTY)),
        encoding="utf-8",
    )
    said = here.run("import", folder)
    said = said.out + said.err + here.does("list") + here.does("show", "X-1") + here.does("list", "--json")
    assert not any(letter in said for letter in "\x1b\x07\x9b\u202e\u2066\u2028")
    assert "red" in said


def test_json_keeps_every_letter(here, tmp_path):
    title = "Zoë خطة 林 \U0001f469 “quoted” back\\slash"
    here.does("import", portfolio(tmp_path / "X", "X-1", title=title))
    assert next(row["title"] for row in here.tells("list") if row["code"] == "X-1") == title


def process(here, *words, **settings):
    desk = Desk(here.workspace, settings.pop("changes", {}))
    settings = {"capture_output": True, "env": desk.environment, "timeout": 60, **settings}
    return subprocess.run(command(*words), check=False, **settings)


@pytest.mark.parametrize(
    "encoding", ["ascii", "cp1252", *(pytest.param(each, marks=pytest.mark.slow) for each in ("latin-1", "utf-8"))]
)
def test_a_terminal_of_another_age(here, tmp_path, encoding):
    here.does("import", portfolio(tmp_path / "X", "X-1", title="Zoë خطة 林"))
    changes = {"PYTHONIOENCODING": encoding}
    listed = process(here, "list", changes=changes)
    assert listed.returncode == 0, listed.stderr
    assert "Zo" in listed.stdout.decode(encoding)
    told = json.loads(process(here, "list", "--json", changes=changes).stdout.decode(encoding))
    assert "Zoë خطة 林" in {row["title"] for row in told}
    assert process(here, "show", "nobody“", changes=changes).stderr.startswith(b"certdesk: ")


def test_no_locale_at_all(here, tmp_path):
    here.does("import", portfolio(tmp_path / "X", "X-1", title="Zoë خطة 林"))
    said = process(here, "list", changes={"LC_ALL": "C"})
    assert (said.returncode, said.stderr) == (0, b"")
    assert b"X-1" in said.stdout


@posix
def test_a_reader_who_has_seen_enough(here):
    reading, writing = os.pipe()
    os.close(reading)
    for words in (["list"], ["show", "KITE-37", "--json"]):
        said = process(here, *words, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
        assert (said.returncode, said.stderr) == (141, b"")
    os.close(writing)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_an_answer_that_the_disk_has_no_room_for(here):
    with Path("/dev/full").open("wb") as full:
        said = process(here, "list", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert said.returncode == 1
    assert said.stderr == b"certdesk: The answer could not be written: No space left on device.\n"


def wait_until_it_sleeps(process: int) -> None:
    """Wait until a process really waits in a read: a signal a moment before is kept until the read is over.

    Only Linux tells; elsewhere that moment is left to chance.
    """
    told = Path(f"/proc/{process}/stat")
    while told.exists() and told.read_text().rpartition(")")[2].split()[0] == "R":
        time.sleep(0)


@posix
def test_stopped_with_the_keyboard(here, tmp_path):
    """The command waits for somebody to write into the named pipe that it was given as a mark sheet."""
    waiting = tmp_path / "sheet.yaml"
    os.mkfifo(waiting)
    desk = Desk(here.workspace)
    # Opening the other end succeeds only when the command has come to open this one.
    with (
        subprocess.Popen(command("mark", "--from", waiting), stderr=subprocess.PIPE, env=desk.environment) as running,
        waiting.open("wb"),
    ):
        wait_until_it_sleeps(running.pid)
        running.send_signal(signal.SIGINT)
        try:
            _nothing, told = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == 130
    assert told == b"certdesk: Stopped. What was done before is saved, and nothing is half done.\n"


def test_a_bug_is_told_in_one_line_and_leaves_a_report(here):
    """A database whose rows make no sense is nothing that we expect."""
    with closing(sqlite3.connect(here.workspace / "certdesk.db")) as db, db:
        db.execute("update portfolio set received_on = 'Miriam was here'")
    told = here.refuses("list", code=2)
    assert told.startswith("This is a bug in CertDesk. Everything you did before is saved.")
    [report] = (here.workspace / "logs").iterdir()
    assert str(report) in told
    content = report.read_text(encoding="utf-8")
    assert "ValueError" in content
    assert "Miriam" not in content
    assert b"Traceback" in process(here, "list", "--verbose").stderr


def options(*words):
    return make_parser().parse_args(list(words))


def test_the_passphrase_comes_from_a_file_the_environment_or_nobody(here, tmp_path, monkeypatch):
    (tmp_path / "words.txt").write_text("\ufefffour unrelated words\r\nsecond line\n", encoding="utf-8")
    assert passphrase(options("--passphrase-file", str(tmp_path / "words.txt"), "list")) == "four unrelated words"
    assert "could not be read" in here.refuses("--passphrase-file", tmp_path / "none", "new", "--name", "Ben")
    monkeypatch.delenv("CERTDESK_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", None)
    assert "there is nobody to ask" in here.refuses("new", "--name", "Ben")
    monkeypatch.setenv("CERTDESK_PASSPHRASE", "short")
    assert here.refuses("new", "--name", "Ben").startswith("The passphrase is too short. Use at least 8 characters")


@posix
def test_the_passphrase_is_typed_twice_and_not_shown(tmp_path):
    """On a terminal of its own, as a person would."""
    import pty

    for second, code in ((b"four words more\n", 0), (b"five words more\n", 1)):
        desk = Desk(tmp_path / f"desk-{code}")
        environment = {name: value for name, value in desk.environment.items() if name != "CERTDESK_PASSPHRASE"}
        ours, theirs = pty.openpty()
        running = subprocess.Popen(
            command("new", "--name", "Ben Alvarez"), stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        screen = read_until(ours, b"Passphrase: ")
        os.write(ours, b"four words more\n")
        screen += read_until(ours, b"Once more: ")
        os.write(ours, second)
        screen += read_until(ours, b"nobody ever says this")
        assert running.wait(timeout=60) == code, screen
        os.close(ours)
        assert b"words more" not in screen
        assert (b"The two passphrases differ." in screen) == bool(code)
    assert not (tmp_path / "desk-1").exists()


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Read what a terminal shows until some words, or until the program has ended."""
    seen = b""
    while wanted not in seen:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # Linux says so when the last program has left the terminal
            return seen
        if not more:
            return seen
        seen += more
    return seen


def test_main_returns_its_code(here):
    assert main(["-w", str(here.workspace), "list"]) == 0
