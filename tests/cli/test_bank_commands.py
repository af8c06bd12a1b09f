"""The commands about the comment bank: list, take in, export, add, change, remove."""

from __future__ import annotations

import csv
import io


def test_comments_are_listed_and_found(here):
    everything = here.tells("bank", "list")
    assert len(everything) == 45
    found = here.tells("bank", "list", "CAMERA", "--criterion", "T4", "--rubric", "stem-teaching")
    assert [one["id"] for one in found] == ["T4c"]
    assert "T4c" in here.does("bank", "list", "--kind", "evidence_gap")


def test_a_comment_is_added_changed_and_removed(here):
    made = here.tells(
        "bank", "add", "At {pointer} you wait.", "--criterion", "T4", "--rubric", "stem-teaching", "--levels", "3-4",
        "--kind", "strength", "--shortcut", "wait", "--tags", "voice, time",
    )  # fmt: skip
    assert (made["levels"], made["tags"], bool(made["owner"])) == (["3", "4"], ["voice", "time"], True)
    assert "there already" in here.does(
        "bank", "add", "At {pointer}  you wait.", "--criterion", "T4", "--rubric", "stem-teaching", "--levels", "3-4"
    )
    here.does("bank", "edit", "/WAIT", "--text", "You wait long.", "--levels", "none")
    (mine,) = here.tells("bank", "list", "--mine")
    assert (mine["text"], mine["levels"], mine["whose"]) == ("You wait long.", [], "mine")
    assert here.does("bank", "remove", "wait") == "Comment “You wait long.” removed.\n"
    assert here.tells("bank", "list", "--mine") == []
    here.does("undo")
    assert len(here.tells("bank", "list", "--mine")) == 1


def test_the_bank_is_written_and_read_again(here, tmp_path):
    file = tmp_path / "bank.csv"
    here.does("bank", "export", "--kind", "decision", "-o", file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert {row["id"] for row in rows} == {"D01", "D02", "D03", "G07"}
    assert "is there already" in here.refuses("bank", "export", "-o", file)
    assert "0 comments taken in." in here.does("bank", "import", file)


def test_what_is_unclear_has_to_be_answered(here, tmp_path):
    file = tmp_path / "phrases.csv"
    file.write_text('type,comment\nCOMMENT,"{first_name} asks"\nCOMMENT,\n', encoding="utf-8")
    assert "1 question is open." in here.refuses("bank", "import", file)
    told = here.tells("bank", "import", file, "--dry-run")
    assert [one["id"] for one in told["questions"]] == ["kind:comment"]
    assert "1 comment would come in." in here.does(
        "bank", "import", file, "--answer", "kind:comment=next_step", "--dry-run"
    )
    assert len(here.tells("bank", "list")) == 45
    here.does("bank", "import", file, "--answer", "kind:comment=next_step")
    assert [one["text"] for one in here.tells("bank", "list", "asks")] == ["{name} asks"]


def test_mistakes_are_told_with_what_to_do(here, tmp_path):
    assert "Did you mean T4" in here.refuses("bank", "edit", "T4x", "--text", "x")
    assert "names no levels" in here.refuses("bank", "add", "x", "--levels", "high", code=64)
    assert "no format" in here.refuses("bank", "import", tmp_path / "x.csv", "--from", "word")
    assert "can't be kept" in here.refuses("bank", "add", " ")
