"""The commands about rubrics: check, convert, compare, take in, publish, export, migrate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from certdesk import shipped

TEACHING = shipped.rubrics() / "stem_teaching.yaml"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The teaching rubric with another cut and another text, as a file."""
    text = TEACHING.read_text(encoding="utf-8")
    text = text.replace("version: 1.0.0", "version: 1.1.0").replace(
        "T4\n    title: Student collaboration", "T4\n    title: Talk"
    )
    path = tmp_path / "newer.yaml"
    path.write_text(
        text.replace("The task requires joint reasoning.", "The task asks for joint reasoning."), encoding="utf-8"
    )
    return path


def test_a_sound_file_is_fine(here):
    said = here.does("rubric", "check", TEACHING)
    assert said.startswith("stem_teaching.yaml: CertDesk rubric\n")
    assert "worked examples: 11 of 11 come out as they say" in said
    assert "nothing stands in the way of publishing it" in said
    told = here.tells("rubric", "check", TEACHING)
    assert (told["fine"], told["format"], told["rubrics"][0]["id"]) == (True, "certdesk", "stem-teaching")
    assert told["rows"][0]["verdict"] == "accepted"


def test_what_is_wrong_is_said_with_exit_code_1(here, tmp_path):
    text = TEACHING.read_text(encoding="utf-8").replace("standard_level: 3", "standard_level: 7")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text, encoding="utf-8")
    said = here.run("rubric", "check", wrong)
    assert said.code == 1
    assert "contradiction: The standard level is not one of the levels." in said.out
    told = json.loads(here.run("rubric", "check", wrong, "--json").out)
    assert told["fine"] is False
    assert told["rubrics"][0]["contradictions"][0]["place"] == "scale/standard"


def test_a_file_with_open_questions_is_not_called_ready(here, tmp_path):
    head = "Rubric Name,Criteria Name" + ",Rating Name,Rating Description,Rating Points" * 2
    lines = (head, "Lab,Question,Full,Clear,10-8,None,Nothing,0", "Lab,Style,Full,Clear,5,None,Nothing,0")
    table = tmp_path / "canvas.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    said = here.run("rubric", "check", table)
    assert said.code == 1
    assert "2 criteria, 1 level\n" in said.out
    assert "1 decision is yours first" in said.out
    assert "nothing stands in the way" not in said.out


def test_files_that_are_no_rubrics_are_told_in_one_line(here, tmp_path):
    assert "could not be read" in here.refuses("rubric", "check", tmp_path / "none.yaml")
    stray = tmp_path / "letter.pdf"
    stray.write_bytes(b"%PDF-1.7\n\x00\x01")
    assert here.refuses("rubric", "check", stray).startswith("letter.pdf ")
    assert "There is no format “wax”" in here.refuses("rubric", "check", TEACHING, "--from", "wax")


def test_answers_have_to_be_understood(here):
    told = here.refuses("rubric", "check", TEACHING, "--answer", "10", code=64)
    assert told == "“10” is no answer. Write --answer ID=CHOICE."


def test_the_difference_is_told_in_plain_language(here, newer):
    said = here.does("rubric", "diff", TEACHING, newer)
    assert "Scores need review" in said.splitlines()[1]
    assert "  ! T4 Secure: new wording\n" in said
    assert "The task [-requires-] {+asks for+} joint reasoning." in said
    assert "They say the same." in here.does("rubric", "diff", TEACHING, TEACHING)
    told = here.tells("rubric", "diff", "stem-teaching@1.0.0", newer)
    assert (told["kind"], told["same"]) == ("scores_need_review", False)
    assert "criterion/T4/descriptor/3" in {line["place"] for line in told["lines"]}
    assert here.tells("rubric", "diff", "stem-teaching", TEACHING)["same"]
    assert "could not be read" in here.refuses("rubric", "diff", "none.yaml", newer)
    assert "There is no rubric “stem-teachin@1”" in here.refuses("rubric", "diff", "stem-teachin@1", newer)


def test_formats_are_listed(here):
    told = {one["id"]: one for one in here.tells("rubric", "formats")}
    assert told["certdesk"] == {
        "id": "certdesk", "label": "CertDesk rubric", "suffix": ".yaml", "read": True, "written": True
    }  # fmt: skip
    assert "certdesk" in here.does("rubric", "formats")


def test_a_file_is_converted_and_never_written_over_by_chance(here, tmp_path):
    out = tmp_path / "out.yaml"
    assert here.does("rubric", "convert", TEACHING, "--to", "certdesk", "-o", out) == f"{out}\n"
    assert here.tells("rubric", "diff", TEACHING, out)["same"]
    assert "is there already" in here.refuses("rubric", "convert", TEACHING, "--to", "certdesk", "-o", out)
    here.does("rubric", "convert", TEACHING, "--to", "certdesk", "-o", out, "--force")
    assert "There is no format “wax”" in here.refuses("rubric", "convert", TEACHING, "--to", "wax")
    assert "no rubric “x”" in here.refuses("rubric", "convert", TEACHING, "--to", "certdesk", "--rubric", "x")


def test_what_a_format_can_not_hold_is_said_before_anything_is_written(here, tmp_path):
    out = tmp_path / "out.rbc"
    said = here.run("rubric", "convert", TEACHING, "--to", "turnitin", "-o", out)
    assert (said.code, said.out, out.exists()) == (1, "", False)
    assert said.err.count("not held by turnitin: ") >= 1
    assert "Go on with --force" in said.err.splitlines()[-1]
    forced = here.run("rubric", "convert", TEACHING, "--to", "turnitin", "-o", out, "--force")
    assert (forced.code, out.exists()) == (0, True)
    assert "not held by turnitin: " in forced.err


def test_a_rubric_is_exported_and_a_folder_gets_a_name(here, tmp_path):
    assert here.does("rubric", "export", "stem-teaching", "--to", "certdesk", "-o", tmp_path).strip() == str(
        tmp_path / "stem-teaching-1.0.0.yaml"
    )
    assert "Did you mean stem-teaching" in here.refuses("rubric", "export", "stem-teachin", "--to", "certdesk")


def test_a_known_rubric_comes_in_as_its_next_version(here, newer):
    said = here.does("rubric", "import", newer)
    assert said.startswith("Draft stem-teaching: ")
    assert "after 1.0.0" in said
    drafts = here.tells("rubric", "list")["drafts"]
    assert [(one["id"], one["version"], one["based_on"]) for one in drafts] == [("stem-teaching", "1.1.0", "1.0.0")]
    assert "stem-teaching  1.1.0" in here.does("rubric", "list")
    assert here.tells("rubric", "publish", "stem-teaching", "--note", "Clearer")["version"] == "1.1.0"
    versions = {(one["id"], one["version"]): one for one in here.tells("rubric", "list")["versions"]}
    assert versions["stem-teaching", "1.0.0"]["portfolios"] == 2
    assert versions["stem-teaching", "1.1.0"]["portfolios"] == 0
    assert "There is no draft" in here.refuses("rubric", "publish", "stem-teaching")


def test_a_rubric_that_is_a_draft_so_far_is_said_to_be_one(here, tmp_path):
    table = tmp_path / "fair.csv"
    table.write_text("Criterion,Poor (1),Good (2)\nQuestion,None,Testable\n", encoding="utf-8")
    here.does("rubric", "import", table)
    (draft,) = here.tells("rubric", "list")["drafts"]
    said = here.refuses("rubric", "export", draft["id"], "--to", "certdesk")
    assert "is a draft so far" in said
    assert f"certdesk rubric publish {draft['id']}" in said


def test_what_is_complete_is_published_at_once_and_nothing_twice(here, newer):
    assert here.does("rubric", "import", newer, "--publish") == "Published: stem-teaching 1.1.0\n"
    assert here.does("rubric", "import", newer, "--publish") == "stem-teaching 1.1.0 says the same already.\n"
    assert here.tells("rubric", "list")["drafts"] == []
    here.does("rubric", "import", newer, "--as-new")
    assert [one["id"] for one in here.tells("rubric", "list")["drafts"]] == ["stem-teaching-2"]


def test_what_is_not_complete_stays_a_draft(here, tmp_path):
    text = TEACHING.read_text(encoding="utf-8").replace("standard_level: 3", "standard_level: 7")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text, encoding="utf-8")
    said = here.run("rubric", "import", wrong, "--publish")
    assert said.code == 1
    assert "stays a draft. The standard level is not one of the levels." in said.err
    assert said.out.startswith("Draft ")


def test_portfolios_go_over_and_come_back(here, newer):
    here.does("rubric", "import", newer, "--publish")
    here.run("mark", "KITE-37", "T4", "3")
    here.run("mark", "KITE-37", "T1", "3")
    versions = ("stem-teaching@1.0.0", "stem-teaching@1.1.0")
    told = here.tells("rubric", "migrate", *versions, "--dry-run")
    assert [(one["code"], one["kept"], one["to_mark"]) for one in told["portfolios"]] == [
        ("FERN-08", 0, 0),
        ("KITE-37", 1, 1),
    ]
    assert here.tells("show", "KITE-37")["rubric"]["version"] == "1.0.0"
    said = here.does("rubric", "migrate", *versions, "kite-37")
    assert said.endswith("1 portfolio is on 1.1.0 now.\n")
    assert here.tells("show", "KITE-37")["rubric"]["version"] == "1.1.0"
    here.does("undo")
    assert here.tells("show", "KITE-37")["rubric"]["version"] == "1.0.0"
    assert here.tells("rubric", "migrate", *versions, "--trust", "T4", "-n")["portfolios"][1]["kept"] == 2
    assert here.does("rubric", "migrate", *versions[::-1]) == "No portfolio is on stem-teaching 1.1.0.\n"
    assert "KITE-9 is not on that version." in here.refuses("rubric", "migrate", *versions, "KITE-9")


def test_the_parts_explain_themselves(here):
    said = here.does("help", "rubric")
    assert all(f"\n  {name} " in said for name in ("check", "convert", "diff", "list", "import", "export", "formats"))
    assert said == here.does("rubric", "--help")
    assert "usage: certdesk rubric check" in here.does("help", "rubric", "check")
    assert "The following arguments are required: COMMAND" in here.refuses("rubric", code=64)


def test_a_table_that_went_out_and_came_back_says_the_same(here, tmp_path):
    out = tmp_path / "out.csv"
    here.run("rubric", "export", "stem-teaching", "--to", "csv", "-o", out, "--force")
    said = here.does("rubric", "diff", "stem-teaching@1.0.0", out)
    assert said.endswith("They say the same.\n")
    assert here.does("rubric", "import", out).endswith("stem-teaching 1.0.0 says the same already.\n")


def test_a_rubric_is_printed_from_a_file_and_from_the_workspace(here, tmp_path):
    out = tmp_path / "out.pdf"
    assert here.does("rubric", "print", TEACHING, "-o", out) == f"{out}\n"
    assert out.read_bytes().startswith(b"%PDF")
    assert "is there already" in here.refuses("rubric", "print", "stem-teaching", "-o", out)
    told = here.tells("rubric", "print", "stem-teaching", "-o", out, "--paper", "Letter", "--force")
    assert (told["version"], told["draft"]) == ("1.0.0", False)
    assert "is not written in “fr”. It has en." in here.refuses("rubric", "print", TEACHING, "--language", "fr")
