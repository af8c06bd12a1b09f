"""The commands ``find`` and ``export-evidence``."""

from __future__ import annotations

import csv
import shutil

from tests.cli.conftest import portfolio

from certdesk import shipped


def test_words_are_found_in_files_and_notes(here):
    assert (
        here.does("find", "KITE-37", "THEY", "ask", "twice") == "notes.txt: …KITE-37: [they ask twice], and compare.…\n"
    )
    here.run("file", "KITE-37", "T1", "notes.txt", "--note", "they cômpare")
    assert here.does("find", "KITE-37", "compare").splitlines() == [
        "notes.txt: …KITE-37: they ask twice, and [compare].…",
        "notes.txt, your note: …they [cômpare]",
    ]


def test_find_tells_scripts_all(here):
    found = here.tells("find", "KITE-37", "twice")
    assert found == {
        "hits": [
            {
                "file": "notes.txt", "kind": "text", "page": None, "at_ms": None, "before": "KITE-37: they ask ",
                "quote": "twice", "after": ", and compare.",
            }
        ],
        "unsearchable": [],
        "complete": True,
    }  # fmt: skip


def test_words_that_stand_nowhere(here):
    assert here.refuses("find", "KITE-37", "nowhere", "at", "all") == "“nowhere at all” was not found."


def test_what_cannot_be_searched_is_named(here, tmp_path):
    folder = portfolio(tmp_path / "LARK-12", "LARK-12")
    sample = shipped.resources() / "sample_cohort"
    shutil.copy(sample / "KITE-37" / "group-poster.jpg", folder)
    shutil.copy(sample / "LARK-12" / "farmer.m4a", folder)
    here.does("import", folder)
    said = here.run("find", "LARK-12", "twice")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert said.err.splitlines() == [
        "certdesk: 2 files could not be searched:",
        "certdesk:   farmer.m4a: A recording without a transcript.",
        "certdesk:   group-poster.jpg: A picture; there is no text in it to search.",
    ]


def test_a_declined_portfolio_stays_closed(here):
    here.run("decline", "KITE-37", "--reason", "my sister")
    assert "stays closed for you" in here.refuses("find", "KITE-37", "ask")


def test_evidence_is_exported_once_and_whole(here, tmp_path):
    here.run("file", "KITE-37", "T1,T2", "notes.txt", "--note", "=1+1")
    folder = tmp_path / "new" / "evidence"
    said = here.tells("export-evidence", "KITE-37", "--to", folder)
    target = folder / "KITE-37-evidence.csv"
    assert said == {"files": [str(target)]}
    assert list(folder.iterdir()) == [target]
    with target.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["item"], row["criteria"], row["note"]) == ("notes.txt", "T1 T2", "'=1+1")
    before = target.read_bytes()
    here.run("file", "KITE-37", "T3", "notes.txt", "--note", "more")
    assert "is there already" in here.refuses("export-evidence", "KITE-37", "--to", folder)
    assert target.read_bytes() == before
    assert here.does("export-evidence", "KITE-37", "--to", folder, "--force") == f"{target}\n"
    assert target.read_bytes().count(b"\r\n") == 3


def test_nothing_begun_has_nothing_to_export(here, tmp_path):
    assert "has no marks of yours yet" in here.refuses("export-evidence", "KITE-37", "--to", tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_a_file(here, tmp_path):
    here.run("file", "KITE-37", "T1", "notes.txt")
    (tmp_path / "file").write_bytes(b"")
    assert "could not be made" in here.refuses("export-evidence", "KITE-37", "--to", tmp_path / "file")
