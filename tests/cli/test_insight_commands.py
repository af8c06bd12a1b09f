"""The commands ``insights``, ``catalogue`` and ``exemplars``."""

from __future__ import annotations

import csv
import json

import pytest
from tests.support.cohorts import Shape, put_cohort
from tests.support.results import put_results

from certdesk.store.workspace import Workspace


@pytest.fixture
def led(here):
    """A workspace with a cohort of forty whose results are released."""
    with Workspace(here.workspace) as workspace:
        put_results(workspace, put_cohort(workspace, Shape(candidates=40, words=False)))
    return here


def test_a_cohort_is_told_in_words_and_numbers_and_printed(led, tmp_path):
    said = led.does("insights", "show")
    assert "40 of 40 teachers released" in said
    assert "teachers were certified" in said
    assert "below standard" in said
    by_school = led.does("insights", "show", "--by", "school")
    assert "Hidden rows" in by_school
    told = led.tells("insights", "figures")
    assert (told["people"], len(told["criteria"])) == (40, 8)
    rows = list(csv.DictReader(led.does("insights", "figures", "--csv").splitlines()))
    assert {row["part"] for row in rows} >= {"outcome", "criterion", "school", "subject", "section", "growth"}
    assert all(not row["value"] for row in rows if row["hidden"] and row["measure"] == "mean")
    assert "Nobody in this cohort" in led.refuses("insights", "show", "--school", "Nowhere")
    assert led.tells("insights", "brief", tmp_path / "brief.pdf")["pages"] == 1
    assert "already" in led.refuses("insights", "brief", tmp_path / "brief.pdf")
    assert "Written" in led.does("insights", "page", tmp_path / "page.pdf", "lakeside primary")
    assert led.tells("insights", "growth") == []


def test_the_catalogue_is_looked_after(here, tmp_path):
    assert len(here.tells("catalogue", "list")) >= 24
    here.does("catalogue", "add", "Science walk", "--for", "stem-teaching/T8", "--length", "2 h", "--offline", "yes")
    here.does("catalogue", "change", "science-walk", "--form", "walk")
    [walk] = here.tells("catalogue", "list", "science", "walk")
    assert (walk["form"], walk["length"], walk["offline"]) == ("walk", "2 h", True)
    here.does("catalogue", "retire", "science-walk")
    assert here.tells("catalogue", "list", "science", "walk") == []
    assert "retired" in here.does("catalogue", "list", "science", "walk", "--all")
    here.does("catalogue", "export", tmp_path / "c.csv")
    assert "already" in here.does("catalogue", "import", tmp_path / "c.csv")
    here.does("catalogue", "restore", "science-walk")
    assert "offline" in here.does("catalogue", "show", "science-walk")
    here.does("catalogue", "reset", "science-walk")
    assert "no offer" in here.refuses("catalogue", "show", "science-walk")


def test_an_example_needs_a_lead_and_consent(here):
    assert here.does("exemplars", "list").startswith("There is no example")
    assert "coordinators and leads" in here.refuses("exemplars", "add", "KITE-37", "notes.txt", "T4", "3")
    assert "no evidence" in here.refuses("exemplars", "add", "KITE-37", "film.mp4", "T4", "3")
    assert "no level" in here.refuses("exemplars", "add", "KITE-37", "notes.txt", "T4", "high")
    assert "There is no example" in here.refuses("exemplars", "withdraw", "x")
    assert json.loads(here.does("exemplars", "list", "--json")) == []
