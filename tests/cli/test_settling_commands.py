"""The commands ``disputes``, ``third``, ``rule``, ``moderate`` and ``agreement``."""

from __future__ import annotations

import shutil

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort

from certdesk.actions.identifying import people_here


@pytest.fixture(scope="session")
def led(made, tmp_path_factory):
    """The workspace of a lead with a cohort of 16, half of it marked twice."""
    folder = tmp_path_factory.mktemp("led") / "workspace"
    shutil.copytree(made, folder)
    with open_workspace(folder, person="") as workspace:
        put_cohort(workspace, Shape(candidates=16, assessors=4, double=0.5, seed=3))
        lead = people_here(workspace)[0].id
        with workspace.local_change() as db:
            db.execute("update person set role = 'lead' where id = ?", [lead])
    return folder


@pytest.fixture
def desk(here, led):
    """A copy of it."""
    shutil.rmtree(here.workspace)
    shutil.copytree(led, here.workspace)
    return here


def test_a_dispute_is_listed_shown_and_settled(desk):
    found = desk.tells("disputes")
    assert found
    one = found[0]
    assert one["code"] in desk.does("disputes")
    view = desk.tells("disputes", one["code"])
    shown = {each["id"]: each for each in view["criteria"]}
    disputed = shown[one["in_dispute"][0]]
    assert (disputed["counts"], disputed["next"], len(disputed["sides"])) == (None, "third", 2)
    assert disputed["sides"][0]["evidence"][0]["file"] == "lesson.mp4"
    said = desk.does("disputes", one["code"])
    assert disputed["sentence"] in said
    assert disputed["sides"][1]["strength"] in said

    candidates = desk.tells("third", one["code"])
    assert candidates[0]["why_not"] is None
    assert "marks it already" in desk.does("third", one["code"])
    first = one["in_dispute"][0]
    change = desk.tells("third", one["code"], candidates[0]["name"], "--criterion", first, "--due", "2026-12-01")
    assert change["changed"]
    assert "has marked" in desk.refuses("third", one["code"], candidates[-1]["name"])
    assert "no day" in desk.refuses("third", one["code"], candidates[0]["name"], "--due", "soon", code=64)
    assert "needs a reason" in desk.refuses("rule", one["code"], first, "3")
    assert f"{first}: decided on 3" in desk.does("rule", one["code"], first, "3", "--reason", "Both say so.")
    assert "Both say so." in desk.does("disputes", one["code"])
    desk.does("rule", one["code"], first, "--take-back")
    assert "Say which mark counts" in desk.refuses("rule", one["code"], first, code=64)


def test_a_moderation_from_the_draw_to_the_report(desk, tmp_path):
    assert "No sample" in desk.does("moderate", "list")
    drawn = desk.tells("moderate", "draw", "--seed", "14 July")
    assert (drawn["seed"], drawn["eligible"]) == ("14 July", 16)
    assert "drawn like this already" in desk.does("moderate", "draw", "--seed", "14 July")
    codes = [row["code"] for row in drawn["sample"]]
    assert desk.does("moderate", "list").splitlines()[0] == f"Seed 14 July: {len(codes)} portfolios of 16 drawn."
    for code in codes[:-1]:
        assert "the moderator agrees" in desk.does("moderate", "verdict", code)
    desk.does("moderate", "verdict", codes[-1], "--blind")
    assert "without seeing" in desk.refuses("disputes", codes[-1])
    assert "you are marking it yourself" in desk.does("moderate", "list")
    assert "Without a mark of yours" in desk.refuses("moderate", "verdict", codes[-1], "--done")
    assert "Leave them out" in desk.refuses("moderate", "verdict", codes[0], "T1=3", "--blind", code=64)
    light = desk.tells("moderate", "light")
    assert (light["light"], light["satisfied"], light["done"]) == ("amber", True, False)
    assert light["sentence"] in desk.does("moderate", "light")
    assert desk.tells("moderate", "again") == []
    assert "can't be closed" in desk.refuses("moderate", "close")
    assert "closed" in desk.does("moderate", "close", "--reason", "One is in hospital.")
    report = tmp_path / "moderation.pdf"
    assert desk.tells("moderate", "report", report, "--sign")["pages"] > 2
    assert "GENUINE" in desk.does("verify", "--brief", report)
    assert report.read_bytes().startswith(b"%PDF-")
    assert "is there already" in desk.refuses("moderate", "report", report)


def test_work_is_given_to_others_by_name(desk):
    desk.does("moderate", "draw", "--seed", "s")
    row = desk.tells("moderate", "list")["sample"][0]
    given = desk.tells("disputes", row["code"])["criteria"]
    levels = {each["id"]: int(each["sides"][0]["mark"].get("level", 3)) for each in given}
    own = [f"{key}={1 if level > 2 else 4}" for key, level in levels.items()][:4]
    assert "the moderator differs" in desk.does("moderate", "verdict", row["code"], *own, "--note", "Far off.")
    [first, *_more] = desk.tells("moderate", "again")
    assert first["name"] in desk.does("moderate", "again")
    plan = desk.tells("moderate", "again", first["name"])
    assert {one["code"] for one in plan["given"]} <= set(first["portfolios"])
    assert "--keep" in desk.does("moderate", "again", first["name"])
    assert "to be marked again" in desk.does("moderate", "again", first["name"], "--keep")


def test_agreement_is_told_with_n_and_intervals(desk):
    whole = desk.tells("agreement")
    assert whole["whole"]["exact"]["n"] == whole["whole"]["n"]
    assert whole["sentence"] in desk.does("agreement")
    assert set(whole["criteria"]) == {f"T{number}" for number in range(1, 9)}
    assert desk.does("agreement", "--by", "criterion").splitlines()[1].startswith("T1 ")
    assert "levels" in desk.does("agreement", "--by", "assessor")
    for one in (whole["whole"]["kappa"], whole["scoring_error"]):
        assert one["value"] is None or one["low"] <= one["value"] <= one["high"]
