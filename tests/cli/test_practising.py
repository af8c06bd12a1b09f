"""certdesk practise makes a workspace with an invented cohort, and says how to go on."""

from __future__ import annotations

from tests.cli.conftest import Here


def test_a_practice_cohort_is_made_and_led(tmp_path, capsys):
    desk = Here(tmp_path / "practice", capsys)
    told = desk.tells("practise", "--in", desk.workspace, "--candidates", 20)
    assert told["candidates"] == 20
    assert told["passphrase"] == "practice cohort"
    listed = desk.does("cohort", "list")
    assert all(name in listed for name in told["cohorts"])
    assert "AUT-" in desk.does("disputes", "--cohort", told["cohorts"][1])
    assert "already" in desk.refuses("practise", "--in", desk.workspace)


def test_too_few_candidates_leave_no_workspace_behind(tmp_path, capsys):
    desk = Here(tmp_path / "practice", capsys)
    assert "between 20 and 2000" in desk.refuses("practise", "--in", desk.workspace, "--candidates", 3)
    assert not desk.workspace.exists()
