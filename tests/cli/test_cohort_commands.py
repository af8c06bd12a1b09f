"""The commands of ``certdesk cohort``, and the whole way from the lead to an assessor and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.cohorts import Shape, put_cohort
from tests.support.command_line import SAMPLES, DeskInside

from certdesk.store.workspace import Workspace


def test_a_cohort_is_made_allocated_and_followed(here, tmp_path):
    assert here.tells("cohort", "list") == {
        "cohorts": [], "not_made": [{"programme": "", "name": "", "portfolios": 2}],
    }  # fmt: skip
    assert "Say --programme and --rubric" in here.refuses("cohort", "new", "2026")
    with Workspace(here.workspace) as workspace:
        put_cohort(workspace, Shape(9, 3, lost=1.0, double=0.0, words=False))
        with workspace.local_change() as db:
            db.execute("delete from allocation")
            db.execute("update cohort set state = 'preparing', opened_at = null")
    ours = tmp_path / "policy.yaml"
    ours.write_text(here.does("cohort", "policy", "--yaml").replace("random_share: 0.20", "random_share: 0.50"))
    assert "Marked twice: 50 % of all at random" in here.does("cohort", "policy", "--set", ours)
    ours.write_text("schema: certdesk.policy/1\ndouble_marking: {random_share: 50}\n")
    assert "must be a number from 0 to 1" in here.refuses("cohort", "policy", "--set", ours)
    assert "is open: its rubric version and its policy stay" in here.does("cohort", "open")
    code = here.tells("cohort", "members")["portfolios"][0]["code"]
    here.does("cohort", "conflicts", "--add", "Amara Diallo", "portfolio", code, "--ground", "relative")
    assert here.tells("cohort", "allocate", "--dry-run")["kept"] is False
    assert here.tells("cohort", "allocations") == []
    told = here.tells("cohort", "allocate", "--due", "2026-12-01")
    assert [one["added"] for one in told["loads"]] == [3, 3, 3]
    assert {"code": code, "assessor": "Amara Diallo"}.items() not in [one.items() for one in told["given"]]
    mine = here.tells("cohort", "allocations")[0]
    other = next(one["name"] for one in here.tells("cohort", "give", mine["code"]) if not one["why_not"])
    assert "needs a reason" in here.refuses("cohort", "move", mine["code"], mine["assessor"], other)
    here.does("cohort", "move", mine["code"], mine["assessor"], other, "--reason", "ill")
    here.does("cohort", "take-back", mine["code"], other, "--reason", "withdrawn")
    assert "1 portfolio has no assessor." in here.does("cohort", "progress")
    seconds = here.tells("cohort", "second", "--seed", "x", "--dry-run")
    assert len(seconds["picks"]) == 8
    assert {tuple(one["reasons"])[-1] for one in seconds["picks"]} == {"all_when_cohort_is_small"}
    # Nobody here has keys of those made-up people, and each is told so.
    assert {one["why_not"] for one in _lines(here, "cohort", "pack", "--json")} == {"this desk has no key of theirs"}
    assert "“2026-13-01” is no day" in here.refuses("cohort", "allocate", "--due", "2026-13-01")


def _lines(here, *words):
    import json

    said = here.run(*words)
    assert said.code == 1
    return json.loads(said.out)


@pytest.mark.slow
def test_from_the_lead_to_an_assessor_and_back(tmp_path: Path):
    lead, ben = DeskInside(tmp_path / "lead"), DeskInside(tmp_path / "ben")
    lead.does("new", "--name", "Grace Mwale", "--role", "lead")
    ben.does("new", "--name", "Ben Alva")
    lead.does("import", SAMPLES / "KITE-37")
    for one, other, card in ((lead, ben, tmp_path / "l.card"), (ben, lead, tmp_path / "b.card")):
        words = one.tells("programme", "card", card)["words"]
        other.does("programme", "accept", card, "--words", " ".join(words))
    (named,) = lead.tells("cohort", "list")["not_made"]
    lead.does("cohort", "new", named["name"])
    lead.does("cohort", "open")
    lead.does("cohort", "assessors", "--add", "Ben Alva")
    lead.does("cohort", "allocate", "--due", "2026-12-01")
    stick = tmp_path / "stick"
    stick.mkdir()
    (line,) = lead.tells("cohort", "pack", "--to", stick)
    assert (line["assessor"], line["blind"], line["why_not"]) == ("Ben Alva", True, "")
    assert lead.tells("cohort", "pack", "--dry-run") == []
    preview = ben.tells("take", stick, "--dry-run")["packages"][0]
    assert {one["kind"] for one in preview["lines"]} >= {"new_portfolio", "task"}
    ben.does("take", stick)
    (row,) = ben.tells("list")
    assert (row["due_on"], row["code"] != "KITE-37") == ("2026-12-01", True)
    ben.does("decline", row["code"], "--reason", "She is my sister")
    back = tmp_path / "back.certdesk.zip"
    ben.does("pack", row["code"], "--for", "Grace Mwale", "--marks-only", "--mail", back)
    lead.does("take", back)
    done = lead.run("cohort", "allocate")
    assert done.returncode == 1
    assert "KITE-37: every assessor has a conflict" in done.stderr
    assert lead.tells("cohort", "progress")["not_allocated"] == 1
