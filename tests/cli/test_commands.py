"""What each command does and says; the long way through all of them is a journey."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from .conftest import portfolio

CRITERIA = [f"T{number}" for number in range(1, 9)]


def mark_all(here, level=3):
    for criterion in CRITERIA:
        here.run("mark", "KITE-37", criterion, level)


def test_there_is_no_workspace_yet(here, tmp_path):
    for words in (["list"], ["show", "X"], ["import", tmp_path], ["check"], ["backup", tmp_path / "b"], ["undo"]):
        told = here.refuses(*words, "-w", tmp_path / "none")
        assert told == f'There is no workspace in {tmp_path / "none"}. Make one with: certdesk new --name "Your Name"'
    assert not (tmp_path / "none").exists()


def test_portfolios_are_found_by_code_id_and_nearly(here):
    code, id_ = (here.tells("list")[0][key] for key in ("code", "id"))
    assert here.tells("show", code.lower())["id"] == here.tells("show", id_)["id"] == id_
    assert here.refuses("show", "KIT-37") == "There is no portfolio KIT-37 in this workspace. Did you mean KITE-37?"
    assert "“certdesk list” shows" in here.refuses("show", "zzz")


def test_an_empty_workspace_says_what_to_do(here, tmp_path):
    elsewhere = ["-w", tmp_path / "new"]
    here.does("new", "--name", "Ben Alvarez", *elsewhere)
    assert "certdesk import FOLDER" in here.does("list", *elsewhere)
    assert here.tells("list", *elsewhere) == []
    assert "It is empty." in here.refuses("show", "X", *elsewhere)


def test_marks_as_people_write_them(here):
    assert "no conflict of interest" in here.run("mark", "kite-37", "t1", "3").err
    for written, kept in (("4", "4"), ("u-audio", "U-AUDIO"), ("comment", "comment only"), ("none", "unmarked")):
        assert here.does("mark", "KITE-37", "T1", written) == f"KITE-37: T1 = {kept}\n"
    for wrong in ("banana", "3/0", "1e9", "9" * 50, "²"):
        assert "is not a mark" in here.refuses("mark", "KITE-37", "T1", wrong)
    assert "The levels are 1, 2, 3, 4." in here.refuses("mark", "KITE-37", "T1", "2,5")
    assert "It has T1, T2" in here.refuses("mark", "KITE-37", "A1", "3")
    assert "The codes are U-OPEN, U-AUDIO" in here.refuses("mark", "KITE-37", "T1", "U-DULL")
    assert "does not allow “not observed”" in here.refuses("mark", "KITE-37", "T1", "no")


def test_a_refused_mark_begins_no_assessment(here):
    here.refuses("mark", "FERN-08", "T1", "9")
    assert here.tells("show", "FERN-08")["assessment"] is None


def test_what_a_change_says_in_json(here):
    here.run("mark", "KITE-37", "T1", "3")
    told = here.tells("mark", "KITE-37", "T1", "4")
    assert {key: told[key] for key in ("changed", "portfolio", "what")} == {
        "changed": True, "portfolio": "KITE-37", "what": "T1 = 4",
    }  # fmt: skip
    assert here.tells("mark", "KITE-37", "T1", "4") == {
        "changed": False, "portfolio": "KITE-37", "what": "", "entry": None,
    }  # fmt: skip
    assert here.tells("undo")["portfolio"] == "KITE-37"


def test_shapes_for_scripts_stay(here):
    here.run("mark", "KITE-37", "T1", "3")
    here.does("file", "KITE-37", "T1", "notes.txt")
    shown = here.tells("show", "KITE-37")
    assert set(shown) == {
        "code", "id", "title", "programme", "cohort", "rubric", "received_on", "due_on", "note", "evidence",
        "assessment", "result", "to_do", "documents",
    }  # fmt: skip
    assert set(shown["evidence"][0]) == {
        "file", "title", "type", "claims", "claim_places", "caption", "kind", "format", "pages", "duration_ms", "bytes",
        "sha256", "path", "closed", "problem",
    }  # fmt: skip
    assert Path(shown["evidence"][0]["path"]).read_text(encoding="utf-8").startswith("KITE-37: they ask")
    assert set(shown["assessment"]["criteria"][0]) == {
        "id", "title", "mark", "strength", "next_step", "comment", "evidence",
    }  # fmt: skip
    assert set(here.tells("list")[0]) == {
        "code", "id", "title", "state", "marked", "criteria", "files", "received_on", "due_on", "minutes_left", "marks",
        "candidate",
    }  # fmt: skip
    assert set(here.tells("history")[0]) == {"at", "who", "type", "what", "id", "subject"}


def test_nothing_tells_the_candidates_name(here):
    """Marking is blind."""
    here.run("mark", "KITE-37", "T1", "3")
    said = [here.does(*words) for words in (["list"], ["show", "KITE-37"], ["show", "KITE-37", "T1"], ["history"])]
    said += [json.dumps(here.tells(*words)) for words in (["list"], ["show", "KITE-37"], ["history"])]
    assert not any("Adeyemi" in text for text in said)


def test_the_coordinator_reads_whose_portfolios_they_are(here):
    with closing(sqlite3.connect(here.workspace / "certdesk.db")) as db, db:
        db.execute("update person set role = 'coordinator'")
    assert re.search(r"KITE-37 +\S+ Adeyemi ", here.does("list"))
    assert {row["code"]: row["candidate"] for row in here.tells("list")}["KITE-37"].endswith("Adeyemi")


def test_words_are_looked_up_in_the_document(here):
    here.run("mark", "KITE-37", "T1", "3")
    here.does("file", "KITE-37", "T1,T2", "NOTES.TXT", "--quote", "they  ASK twice", "--against", "--note", "only once")
    [piece] = here.tells("show", "KITE-37", "T2")["evidence"]
    assert (piece["place"], piece["stance"], piece["note"]) == ({"quote": "they ask twice"}, "contradicts", "only once")
    assert "[1] Notes, “they ask twice” (speaks against it)  only once" in here.does("show", "KITE-37")
    assert "The words “three times” are not in notes.txt." in here.refuses(
        "file", "KITE-37", "T1", "notes.txt", "--quote", "three times"
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["T1", "note.txt"], 1, "Did you mean notes.txt?"),
        (["T9", "notes.txt"], 1, "has no criterion T9"),
        ([",", "notes.txt"], 1, "Say for which criterion."),
        (["T1", "notes.txt", "--page", 2], 1, "notes.txt has no pages to point to."),
        (["T1", "notes.txt", "--from", "0:10"], 1, "--from is for recordings."),
        (["T1", "notes.txt", "--rect", "1,2,3,4"], 1, "--rect without --page is for photos."),
        (["T1", "notes.txt", "--to", "0:10"], 64, "several kinds of place"),
        (["T1", "notes.txt", "--from", "0:10", "--quote", "x"], 64, "several kinds of place"),
    ],
)
def test_places_that_a_file_does_not_have(here, words, code, told):
    assert told in here.refuses("file", "KITE-37", *words, code=code)
    assert here.tells("show", "KITE-37")["assessment"] is None


def test_evidence_is_taken_out_by_its_number(here):
    here.run("mark", "KITE-37", "T1", "3")
    here.does("file", "KITE-37", "T1", "notes.txt")
    here.does("file", "KITE-37", "T2", "notes.txt", "--note", "second")
    assert "“certdesk show KITE-37” numbers them" in here.refuses("unfile", "KITE-37", 3)
    here.does("unfile", "KITE-37", 1)
    assert "[1] Notes, whole item  second" in here.does("show", "KITE-37")


def test_hold_flag_and_decline(here):
    here.run("hold", "KITE-37", "--reason", "waiting for the video")
    assert "on hold: waiting for the video" in here.does("show", "KITE-37")
    here.does("hold", "KITE-37", "--end")
    assert here.refuses("flag", "KITE-37", "--reason", " ").startswith("The reason is empty.")
    here.does("flag", "KITE-37", "--reason", "a name on page 2")
    assert next(row for row in here.tells("list") if row["code"] == "KITE-37")["state"] == "flagged"

    here.does("decline", "FERN-08", "--reason", "we are related")
    for words in (["show"], ["show", "--json"], ["mark", "T1", "3"], ["file", "T1", "notes.txt"], ["finalise"]):
        told = here.refuses(words[0], "FERN-08", *words[1:])
        assert "You declared a conflict of interest" in told


def test_a_candidate_without_a_name_is_named_before_the_certificate(here, tmp_path):
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "plan.txt").write_text("a plan", encoding="utf-8")
    code = here.tells("import", "--rubric", "stem-teaching", tmp_path / "loose")["portfolios"][0]["code"]
    for criterion in CRITERIA:
        here.run("mark", code, criterion, "3")
    assert "name" in here.refuses("finalise", code)
    here.does("name", code, "Zoë Křížová")
    assert [one["kind"] for one in here.tells("finalise", code)["documents"]] == ["feedback report", "certificate"]


def test_a_second_person_does_not_see_the_first_ones_marks(here):
    here.does("new", "--name", "Ben Alvarez")
    assert "Say who you are with --as: Amara Diallo (" in here.refuses("list")
    here.run("mark", "KITE-37", "T1", "4", "--as", "Amara Diallo")
    assert here.tells("show", "KITE-37", "--as", "ben alvarez")["assessment"] is None
    assert "T1 = 4" not in here.does("history", "--as", "Ben Alvarez")
    assert "T1 = 4" in here.does("history", "--as", "Amara Diallo")
    assert "nothing to undo" in here.refuses("undo", "--as", "Ben Alvarez")


def test_the_same_name_twice_is_meant_or_refused(here):
    assert "make a second one with --another" in here.refuses("new", "--name", "amara diallo")
    here.does("new", "--name", "Amara Diallo", "--another")
    told = here.refuses("list", "--as", "Amara Diallo")
    prints = re.findall(r"\((.*?)\)", told)
    assert len(set(prints)) == 2
    assert here.tells("list", "--as", prints[1])


def test_a_portfolio_with_the_code_of_another_is_told(here, tmp_path):
    again = portfolio(tmp_path / "again", "KITE-37", files=["more.txt"])
    assert here.does("import", "--decide", "KITE-37=new", again).startswith("KITE-37-2 taken in")
    with closing(sqlite3.connect(here.workspace / "certdesk.db")) as db, db:  # as it comes from a desk that has one too
        db.execute("update portfolio set code = 'KITE-37' where code = 'KITE-37-2'")
    said = here.run("show", "KITE-37", "--json")
    assert "newest of several portfolios with this code; the other one is" in said.err
    assert len(json.loads(said.out)["evidence"]) == 2
    older = said.err.split()[-1].rstrip(".")
    assert len(here.tells("show", older)["evidence"]) == 1


def test_a_dry_run_changes_nothing(here, tmp_path):
    folder = portfolio(tmp_path / "new", "WREN-03")
    assert here.does("import", "--dry-run", folder).startswith("WREN-03 would come in: Bridges, 1 file, ")
    assert [row["code"] for row in here.tells("list")] == ["FERN-08", "KITE-37"]


def test_a_rubric_for_portfolios_that_name_none(here, tmp_path):
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "plan.txt").write_text("a plan", encoding="utf-8")
    assert "Did you mean stem-coordinator?" in here.refuses("import", "--rubric", "stem-cordinator", tmp_path / "loose")
    one = here.tells("import", "--rubric", "stem-coordinator", tmp_path / "loose")["portfolios"][0]
    assert here.tells("show", one["code"])["rubric"]["id"] == "stem-coordinator"


def test_rubrics_are_listed_read_and_loaded(here, tmp_path):
    assert [one["id"] for one in here.tells("rubrics")] == ["stem-coordinator", "stem-lesson-practice", "stem-teaching"]
    assert "T4  Student collaboration  (weight 16, floor 3, critical)" in here.does("rubrics", "stem-teaching")
    assert len(here.tells("rubrics", "stem-teaching@1.0.0")["criteria"]) == 8
    assert "Did you mean stem-teaching" in here.refuses("rubrics", "stem-teachin")
    (tmp_path / "broken.yaml").write_text("schema: nothing", encoding="utf-8")
    assert "broken.yaml" in here.refuses("rubrics", "--load", tmp_path / "broken.yaml")


def test_a_sheet_that_does_not_fit_changes_nothing(here, tmp_path):
    here.run("mark", "KITE-37", "T1", "3")
    here.does("export-marks", "KITE-37", "--to", tmp_path / "sheet.yaml")
    sheet = yaml.safe_load((tmp_path / "sheet.yaml").read_text(encoding="utf-8"))
    for changes, told in (
        ({"marks": {"T2": {"level": 3}, "T9": {"level": 3}}}, "has no criterion T9"),
        ({"marks": {"T2": {"level": 3}, "T3": {"level": 7}}}, "T3 cannot be 7"),
        ({"marks": {"T2": {"level": 3, "evidence": [{"item": "lost.pdf"}]}}}, "“lost.pdf”"),
        ({"rubric": {"id": "stem-coordinator", "version": "1.0.0"}}, "is for the rubric stem-coordinator"),
        ({"portfolio": "KITE-38"}, "Did you mean KITE-37?"),
        ({"wrong": 1}, "sheet.yaml"),
    ):
        (tmp_path / "sheet.yaml").write_text(json.dumps({**sheet, **changes}), encoding="utf-8")
        assert told in here.refuses("mark", "--from", tmp_path / "sheet.yaml")
    assert [row["marked"] for row in here.tells("list") if row["code"] == "KITE-37"] == [1]


def test_somebody_elses_sheet_is_told(here, tmp_path):
    here.run("mark", "KITE-37", "T1", "3")
    sheet = here.does("export-marks", "KITE-37").replace("Amara Diallo", "Ben Alvarez").replace("level: 3", "level: 4")
    (tmp_path / "sheet.yaml").write_text(sheet, encoding="utf-8")
    said = here.run("mark", "--from", tmp_path / "sheet.yaml")
    assert "written by Ben Alvarez; its marks become those of Amara Diallo" in said.err
    assert said.out.splitlines() == [
        "  1/1  T1  4", "KITE-37: 1 criterion from the sheet. Still unmarked: T2, T3, T4, T5, T6, T7, T8.",
    ]  # fmt: skip


def test_files_are_never_replaced_unasked(here, tmp_path):
    here.run("mark", "KITE-37", "T1", "3")
    target = tmp_path / "mine.txt"
    target.write_text("mine", encoding="utf-8")
    for command in ("export-marks", "preview"):
        assert "is there already" in here.refuses(command, "KITE-37", "--to", target)
        assert "is a folder" in here.refuses(command, "KITE-37", "--to", tmp_path)
        assert "could not be written" in here.refuses(command, "KITE-37", "--to", tmp_path / "none" / "x")
    assert target.read_text(encoding="utf-8") == "mine"
    here.does("export-marks", "KITE-37", "--to", target, "--force")
    assert "portfolio: KITE-37" in target.read_text(encoding="utf-8")


def test_preview_and_finalise(here, tmp_path):
    assert "has no marks of yours yet" in here.refuses("finalise", "KITE-37")
    here.run("mark", "KITE-37", "T1", "3")
    here.does("preview", "KITE-37", "--to", tmp_path / "draft.pdf")
    assert here.run("verify", "--brief", tmp_path / "draft.pdf").code in {2, 3}
    mark_all(here)
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    assert "could not be written" in here.refuses("finalise", "KITE-37", "--to", tmp_path / "a-file")
    assert here.tells("show", "KITE-37")["documents"] == []
    told = here.tells("finalise", "KITE-37", "--to", tmp_path / "results")
    assert (told["outcome"], told["certifies"], len(told["copies"])) == ("certified", True, 2)
    assert here.run("verify", tmp_path / "results").code == 0
    assert here.does("reopen", "KITE-37", "--reason", "a slip") == "KITE-37: reopened\n"
    assert "it is not signed" in here.does("reopen", "KITE-37", "--reason", "a slip")


def test_verify_answers_for_every_file(here, tmp_path):
    (tmp_path / "letter.pdf").write_text("hello", encoding="utf-8")
    said = here.run("verify", "--json", tmp_path / "letter.pdf", tmp_path / "gone.pdf")
    assert said.code == 2
    assert [one["verdict"] for one in json.loads(said.out)] == ["cannot_tell", "cannot_tell"]
    said = here.run("verify", "--brief", tmp_path / "gone.pdf")
    assert said.out.splitlines()[0] == f"{tmp_path / 'gone.pdf'}: CANNOT TELL"
    assert "Check that the file is there" in said.out


def test_a_check_names_every_fault(here):
    assert here.tells("check")["sound"]
    [first, second] = [path for path in (here.workspace / "vault").rglob("*") if path.is_file()]
    first.chmod(0o644)
    first.write_bytes(first.read_bytes().swapcase())
    second.unlink()
    [key] = (here.workspace / "identities").glob("*/identity.json")
    key.write_text("{}", encoding="utf-8")
    assert [one["name"] for one in checks(here) if not one["sound"]] == ["identities", "evidence"]
    [evidence] = [one for one in checks(here, "--deep") if one["name"] == "evidence"]
    assert sorted(fault.split()[2] for fault in evidence["faults"]) == ["is", "was"]
    said = here.run("check")
    assert said.out.count("WRONG  ") == 2


def checks(here, *words):
    said = here.run("check", "--json", *words)
    assert said.code == 1
    return json.loads(said.out)["checks"]


def test_a_journal_that_was_altered_is_found(here):
    with closing(sqlite3.connect(here.workspace / "certdesk.db")) as db, db:
        db.execute("drop trigger journal_is_never_altered")
        altered = "update journal set body = replace(body, 'taken in', 'given away')"
        db.execute(f"{altered} where type = 'portfolio.received'")
    broken = [one for one in checks(here) if not one["sound"]]
    assert [one["name"] for one in broken] == ["journal"]
    assert "was altered" in broken[0]["faults"][0]


def test_a_backup_goes_on_and_copies_only_what_is_new(here, tmp_path):
    target = tmp_path / "stick" / "backup"
    first = here.tells("backup", target)
    assert (first["present"], first["faults"]) == (0, [])
    shutil.rmtree(target / "vault")
    (target / "certdesk.db").unlink()
    (target / "vault").mkdir()
    (target / "vault" / "half.part").write_text("cut off", encoding="utf-8")
    here.run("mark", "KITE-37", "T1", "3")
    again = here.tells("backup", target)
    assert (again["copied"], again["present"]) == (2, first["copied"] - 2)
    assert here.tells("backup", target)["copied"] == 0
    assert here.tells("list", "-w", target) == here.tells("list")


def test_what_waits_of_packages_is_backed_up(here, tmp_path):
    for name in ("inbox/held/part", "outbox/some-package/about.json", "outbox/some-package/data/part"):
        (here.workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (here.workspace / name).write_bytes(bytes(2**20 + 1))
    target = tmp_path / "backup"
    here.tells("backup", target)
    assert (target / "inbox/held/part").stat().st_size == 2**20 + 1
    assert (target / "outbox/some-package/about.json").is_file()
    assert not (target / "outbox/some-package/data").exists()
    assert here.tells("backup", target)["copied"] == 0


def test_damaged_evidence_is_told_and_not_backed_up(here, tmp_path):
    broken = next(path for path in (here.workspace / "vault").rglob("*") if path.is_file())
    broken.chmod(0o644)
    broken.write_bytes(b"something else")
    said = here.run("backup", tmp_path / "backup")
    assert said.code == 1
    assert f"{broken} is damaged and was not copied" in said.out
    assert not list((tmp_path / "backup").rglob(broken.name))


def test_history_of_one_portfolio(here):
    here.run("mark", "KITE-37", "T1", "3")
    here.run("mark", "FERN-08", "T1", "2")
    told = here.tells("history", "KITE-37")
    assert [one["what"] for one in told] == ["KITE-37 taken in", "assessment begun", "T1 = 3"]
    assert all(re.match(r"\d{4}-\d\d-\d\dT", one["at"]) for one in told)


def test_undo_within_one_portfolio(here):
    here.run("mark", "KITE-37", "T1", "3")
    here.run("mark", "FERN-08", "T1", "2")
    assert here.does("undo", "KITE-37") == "KITE-37: Undo “T1 = 3”\n"
    assert here.does("redo", "KITE-37") == "KITE-37: Redo “T1 = 3”\n"
    assert here.does("undo") == "FERN-08: Undo “T1 = 2”\n"
