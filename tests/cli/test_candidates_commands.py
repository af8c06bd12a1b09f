"""The commands of ``certdesk candidates``."""

from __future__ import annotations

import csv
from io import StringIO

from tests.cli.conftest import portfolio

LIST = "Name;E-Mail;Schule\nMiriam Adeyemi;m@x.org;Hillside\n=1+1 Ann;a@x.org;\nBo Li;b1@x.org;\nBo Li;b2@x.org;\n;;\n"


def test_a_list_comes_in_waits_for_decisions_and_tells_who_has_no_portfolio(here, tmp_path):
    table = tmp_path / "list.csv"
    table.write_bytes(LIST.encode("utf-8-sig"))
    tried = here.tells("candidates", "import", table, "--dry-run")
    assert tried["columns"] == ["name", "email", "school"]
    assert [row["standing"] for row in tried["rows"]] == ["new", "new", "undecided", "undecided"]
    assert here.tells("candidates", "list") == []
    said = here.run("candidates", "import", table, "--cohort", "2026", "--decide", "4=new")
    assert (said.code, said.err) == (1, "")
    assert "Row 5, Bo Li, waits for a decision" in said.out
    assert "Row 4" not in said.out
    listed = here.tells("candidates", "list")
    assert [one["name"] for one in listed] == ["=1+1 Ann", "Bo Li", "Miriam Adeyemi"]
    written = list(csv.reader(StringIO(here.does("candidates", "list", "--csv"))))
    assert [row[1] for row in written[1:]] == ["'=1+1 Ann", "Bo Li", "Miriam Adeyemi"]


def test_portfolios_are_matched_with_the_list(here, tmp_path):
    here.does("import", portfolio(tmp_path / "a", "KITE-37"))
    table = tmp_path / "list.csv"
    table.write_text("Code,Name\nKITE-37,Miriam Adeyemi\n,Bo Li\n", encoding="utf-8")
    here.does("candidates", "import", table)
    said = here.does("candidates", "match", "--keep")
    assert "KITE-37  Miriam Adeyemi" in said
    assert "1 candidate has no portfolio yet:\n  Bo Li" in said
    told = here.tells("candidates", "match")
    assert [(pair["portfolio"], pair["joined"]) for pair in told["sure"]] == [("KITE-37", True)]
    assert "FERN-08" in {pair["portfolio"] for pair in told["doubtful"]}
    here.does("candidates", "match", "--join", "kite-37=bo li")
    assert here.tells("candidates", "match")["sure"][0]["candidate"] == "Bo Li"
    assert "nobody on the list" in here.refuses("candidates", "match", "--join", "KITE-37=Zoë")
    assert "no portfolio" in here.refuses("candidates", "match", "--join", "LARK=Bo Li")
    assert "KITE-37" in here.does("candidates", "list")
