"""Packages on the command line, as two people use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import SAMPLES, Desk

from certdesk.cli.main import main


def test_a_stick_without_packages_is_told_and_needs_no_workspace(tmp_path, capsys):
    assert main(["check-stick", str(tmp_path)]) == 1
    assert "no package of CertDesk" in capsys.readouterr().out


@pytest.mark.slow
def test_a_portfolio_goes_there_behind_six_words_and_marks_come_back(tmp_path: Path):
    ada, ben = Desk(tmp_path / "ada"), Desk(tmp_path / "ben")
    ada.does("new", "--name", "Ada Obi", "--role", "coordinator")
    ben.does("new", "--name", "Ben Alva")
    ada.does("import", SAMPLES / "KITE-37")
    stick = tmp_path / "stick"
    stick.mkdir()
    packed = ada.tells("pack", "KITE-37", "--passphrase", "--to", stick)
    words = packed["passphrase"]
    assert len(words.split()) == 6
    assert not any(word in path.read_text("latin-1") for path in stick.rglob("*.html") for word in words.split()[:1])
    (checked,) = ben.tells("check-stick", stick)
    assert checked["complete"]

    wrong = ben.run("take", stick, "--words", "these are not the six words")
    assert wrong.returncode == 1
    assert "not the words of this package" in wrong.stdout
    (seen,) = ben.tells("take", stick, "--words", words, "--dry-run")["packages"]
    assert seen["trust"] == "unknown"
    taken = ben.tells("take", stick, "--words", words, "--accept", " ".join(seen["words"]))
    assert taken["receipts"]
    assert "KITE-37" in ben.does("list")
    letter = tmp_path / "marks.certdesk.zip"
    ben.does("pack", "KITE-37", "--for", "Ada", "--marks-only", "--mail", letter)
    assert letter.stat().st_size < 20_000
    assert "no key of Diego" in ada.refuses("pack", "KITE-37", "--for", "Diego")
    (line,) = ben.tells("box", stick)[:1]
    assert line["taken"] in {True, False}
    ben.does("take-back", seen["package"])
    assert "KITE-37" not in ben.does("list")
