"""The commands that take portfolios in and put their evidence in order."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from certdesk import __main__ as program
from certdesk.actions.intake_reader import FROZEN_ARGUMENT

OTHER = "schema: certdesk.portfolio/1\ncode: OWL-37\ntitle: Bridges\ncandidate: {name: Ben Okafor}\n"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Two portfolios, one of which changes later."""
    for code in ("OWL-37", "EMU-12"):
        (tmp_path / "stick" / code).mkdir(parents=True)
        (tmp_path / "stick" / code / "notes.txt").write_text(f"notes of {code}")
    text = OTHER.replace("Ben Okafor", "Zoë Nguyễn")
    (tmp_path / "stick" / "OWL-37" / "portfolio.yaml").write_text(text, encoding="utf-8")
    text = OTHER.replace("OWL-37", "EMU-12").replace("Bridges", "=1+1")
    (tmp_path / "stick" / "EMU-12" / "portfolio.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "stick"


def test_portfolios_come_in_are_updated_decided_and_told(here, stick, tmp_path):
    tried = here.tells("receive", "--dry-run", stick)
    assert [(one["code"], one["standing"]) for one in tried["portfolios"]] == [("EMU-12", "new"), ("OWL-37", "new")]
    table = tmp_path / "report.csv"
    assert "EMU-12" not in here.does("receive", stick, "--only", "owl-37", "--report", table).partition("The report")[0]
    said = here.does("receive", stick, "--report", table)
    assert "OWL-37 is here already" in said
    rows = list(csv.reader(StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row[:4] for row in rows[1:4:2]] == [
        ["EMU-12", "Ben Okafor", "'=1+1", "new"], ["OWL-37", "Zoë Nguyễn", "Bridges", "same"],
    ]  # fmt: skip
    (stick / "OWL-37" / "notes.txt").write_text("other notes")
    told = here.run("receive", stick, "--json", "--leave-out", "EMU-12")
    assert told.code == 0, told
    assert '"replaced"' in told.out
    (stick / "EMU-12" / "portfolio.yaml").write_text(OTHER, encoding="utf-8")
    other = stick / "EMU-12"
    waiting = here.run("receive", other)
    assert waiting.code == 1
    assert "OWL-37 needs a decision: OWL-37 is here already, as the portfolio of Zoë Nguyễn." in waiting.out
    assert "OWL-37-2 taken in" in here.does("receive", other, "--decide", "all=new", "--report", tmp_path / "r.pdf")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "no decision" in here.refuses("receive", other, "--decide", "OWL-37=maybe")
    assert "no portfolio FERN" in here.run("receive", other, "--only", "FERN").err


@pytest.mark.parametrize(("role", "whose"), [("coordinator", "Amina Diallo"), ("assessor", "STEM-Portfolio")])
def test_what_it_is_and_who_is_told_but_to_assessors_nobody_is_named(here, tmp_path, role, whose):
    with closing(sqlite3.connect(here.workspace / "certdesk.db")) as db, db:
        db.execute("update person set role = ?", [role])
    export = tmp_path / "STEM-Portfolio.zip"
    with ZipFile(export, "w") as file:
        for who in ("Amina Diallo_1201", "Ben Okafor_1202"):
            file.writestr(f"{who}_assignsubmission_onlinetext/onlinetext.html", "<p>My reflection&nbsp;on it</p>")
            file.writestr(f"{who}_assignsubmission_file/plan.txt", who)
    tried = here.does("receive", "--dry-run", export).splitlines()
    assert tried[0] == "Moodle assignment: STEM-Portfolio, 2 portfolios."
    assert f" would come in: {whose}, 2 files, " in tried[1]
    said = here.does("receive", export)
    assert said.startswith(tried[0])
    assert f" taken in: {whose}, 2 files, " in said
    assert "plain text" not in said


def test_evidence_is_sorted_described_and_added(here, stick, tmp_path):
    here.does("receive", stick / "OWL-37")
    assert [one["file"] for one in here.tells("sort", "OWL-37")["unsorted"]] == ["notes.txt"]
    assert "sorted as Reflection" in here.does("sort", "OWL-37", "notes.txt", "reflection")
    here.does("describe", "OWL-37", "notes.txt", "--title", "Notes", "--claims", "T2,T4@3", "--day", "2026-10-05")
    here.does("describe", "OWL-37", "--school", "Hillside", "--new-code", "OWL-99")
    assert here.tells("show", "OWL-99")["evidence"][0]["claims"] == ["T2", "T4"]
    (tmp_path / "links.txt").write_text("https://example.org/x A lesson\n")
    here.does("add", "OWL-99", "--links", tmp_path / "links.txt")
    here.does("add", "OWL-99", "--note", "Filmed by a colleague.", "--title", "The film")
    assert "already" in here.does("add", "OWL-99", "--note", "Filmed by a colleague.", "--title", "The film")
    here.does("sort", "OWL-99", "notes.txt", "--out")
    assert here.tells("sort", "OWL-99")["taken_out"] == ["notes.txt"]
    here.does("sort", "OWL-99", "notes.txt", "--back")
    assert "needs a title" in here.refuses("describe", "OWL-99", "notes.txt", "--title", " ")
    assert "one of them" in here.refuses("add", "OWL-99")


def test_the_packed_program_is_asked_by_the_same_word():
    assert program.INTAKE_READER == FROZEN_ARGUMENT
