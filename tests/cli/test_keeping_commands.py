"""The commands of ``certdesk retention``."""

from __future__ import annotations


def test_holds_are_made_listed_and_lifted_and_nothing_is_due_without_an_outcome(here):
    assert here.does("retention", "list", "--due") == "Nothing is due to go.\n"
    here.does("retention", "hold", "all", "--reason", "Audit of the ministry", "--until", "2999-06-30")
    [held] = here.tells("retention", "holds")
    assert (held["subject"], held["reason"], held["until"]) == ("*", "Audit of the ministry", "2999-06-30")
    assert "over already" in here.refuses("retention", "hold", "all", "--reason", "x", "--until", "1999-06-30")
    here.does("retention", "lift", held["id"][-8:])
    assert here.tells("retention", "holds")[0]["ended_on"] != ""
    assert "Nothing is due" in here.refuses("retention", "purge")
    assert here.tells("retention", "receipts") == []
    assert "no receipt" in here.refuses("retention", "receipt", "7c3f9a21", here.workspace / "receipt.json")
