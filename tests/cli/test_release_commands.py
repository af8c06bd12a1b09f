"""The commands of results, appeals and decision files, one after the other on one desk, in this process."""

from __future__ import annotations

import json

import pytest
from tests.support.cohorts import Shape, put_cohort
from tests.support.issuing import PASSPHRASE, issuing_workspace, lead_keys

from certdesk.cli.main import main

__all__ = ["lead_keys"]


@pytest.fixture
def desk(tmp_path, lead_keys, monkeypatch):
    """A workspace with a cohort of six that is not decided yet, closed, and its passphrase in the environment."""
    folder = tmp_path / "workspace"
    with issuing_workspace(folder, lead_keys, ()) as workspace:
        workspace.person = lead_keys.id
        put_cohort(workspace, Shape(candidates=6, double=0, lost=0.2, seed=2))
    monkeypatch.setenv("CERTDESK_WORKSPACE", str(folder))
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    return folder


@pytest.fixture
def tells(capsys):
    """Run a command that has to succeed, and return its JSON."""

    def tell(*words, code=0):
        assert main([*map(str, words), "--json"]) == code, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return tell


@pytest.fixture
def says(capsys):
    """Run a command and return what it says on both streams."""

    def say(*words, code=0):
        assert main([*map(str, words)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return say


def test_from_marks_to_a_released_cohort_and_back(desk, tells, says, tmp_path):
    done = tells("results", "decide")
    waiting = [one["code"] for one in done["undecided"]]
    assert done["decided"] == 6 - len(waiting)
    assert "its first marks are not here yet" in says("results", "list")
    assert "moderation of 2026 B is still open" in says("results", "release", code=1)
    held = tells("results", "hold", *waiting, "--reason", "marks on their way")
    assert held["changed"]
    seen = tells("results", "release", "--dry-run")
    assert (len(seen["ready"]), seen["held"]) == (6 - len(waiting), sorted(waiting))
    assert tells("results", "release", "--reason", "the ministry asked")["changed"]
    rows = tells("results", "list", "--state", "released")
    assert {row["state"] for row in rows} == {"released"}
    code = rows[0]["code"]
    whole = tells("results", "show", code.lower())
    assert whole["trace"]
    assert set(whole["rules"].values()) == {"only_mark"}
    assert "T1 " in says("results", "show", code)
    assert "hand_in_again" in says("results", "resubmissions", "--csv")
    assert isinstance(tells("results", "resubmissions"), list)
    assert f"The result of {code} is recalled." in says("results", "recall", code, "--reason", "a figure")
    assert "was recalled: a figure" in says("results", "let-go", code, code=1)
    assert says("results", "let-go", code, "--reason", "it was right").startswith("No longer held back")
    assert "There is no portfolio NOBODY-1" in says("results", "show", "NOBODY-1", code=1)


def test_an_appeal_from_its_opening_to_its_end(desk, tells, says, tmp_path):
    tells("results", "release", "--reason", "a trial")
    code = tells("results", "list", "--state", "released")[0]["code"]
    opened = tells("appeal", "open", code, "--ground", "clerical_error", "--words", "T3 was added wrongly")
    assert (opened["stage"], opened["state"]) == ("clerical_check", "open")
    assert code in says("appeal", "list")
    # The marks of this cohort stand in no journal, which is said; they come to what was released.
    checked = tells("appeal", "recheck", code)
    assert checked["same"]
    assert "Everything comes to what was released" in says("appeal", "recheck", code)
    choices = tells("appeal", "remark", code)
    able = next(one["name"] for one in choices if not one["why_not"])
    assert tells("appeal", "remark", code, able)["stage"] == "independent_remark"
    assert "Panel until" in says("appeal", "move", code)
    assert "stays as it was released" in says("appeal", "decide", code, "dismissed", "--reason", "all was right")
    assert says("appeal", "list") == "No open appeal.\n"
    assert [row["state"] for row in tells("appeal", "list", "--all")] == ["dismissed"]
    written = tells("decision-file", code, "--to", tmp_path / "files")
    assert all((tmp_path / "files").joinpath(written[each].rsplit("/", 1)[-1]).is_file() for each in written)
    assert "is there already" in says("decision-file", code, "--to", tmp_path / "files", code=1)


def test_a_cohort_is_issued_printed_and_its_end_foreseen(desk, tells, says, tmp_path):
    tells("results", "release", "--reason", "a trial")
    passed = [row["code"] for row in tells("results", "list") if row.get("certifies")]
    assert passed
    made = tells("results", "issue", "--part", "certificates")
    assert sorted(one["code"] for one in made["documents"]) == sorted(passed)
    assert "Everything of 2026 B is made" in says("results", "issue", "--part", "certificates", code=1)
    printed = tells("results", "print-all", "certificates", tmp_path / "all.pdf")
    assert (printed["documents"], printed["signed"]) == (len(passed), False)
    assert "No certificate ends so soon." in says("results", "expiring")
    soon = says("results", "expiring", "--months", "61", "--csv").splitlines()
    assert len(soon) == 1 + len(passed)
