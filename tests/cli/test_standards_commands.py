"""The commands of ``certdesk standards``."""

from __future__ import annotations

import json

from certdesk.store.workspace import Workspace


def test_a_framework_comes_in_is_read_and_is_there_once(here, tmp_path):
    table = tmp_path / "Our standards.csv"
    table.write_text("code,statement\nA,Planning\nA.1,Plans lessons\nA.1,Twice\nB,Assessment\n", "utf-8")
    said = here.does("standards", "import", table)
    assert said.splitlines() == ["Our standards: 3 items.", "Left out: row 4. Another row has the same code."]
    assert "here already" in here.does("standards", "import", table)
    [line] = here.tells("standards", "list")
    assert (line["title"], line["items"]) == ("Our standards", 3)
    assert here.does("standards", "show", "our") == (
        "Our standards\nA  Planning\n  A.1  Plans lessons\nB  Assessment\n"
    )
    assert "Assessment" not in here.does("standards", "show", line["id"], "--find", "plans")
    here.does("undo")
    assert here.tells("standards", "list") == []


def test_a_template_can_be_taken_in(here, tmp_path):
    file = tmp_path / "mine.csv"
    here.does("standards", "template", file)
    assert here.tells("standards", "import", file)["frameworks"][0]["items"] == 2
    assert "already" in here.refuses("standards", "template", file)


def test_results_are_told_by_code_and_few_people_are_hidden(here, tmp_path):
    with_code = tmp_path / "case.json"
    link = {"title": "S.1", "identifier": "0b1f2c3d-1111-4222-8333-444455556666", "uri": "urn:x"}
    levels = [{"quality": word, "score": score} for score, word in enumerate(("Low", "High"), start=1)]
    criterion = {"description": "One", "CFItemURI": link, "CFRubricCriterionLevels": levels}
    with_code.write_text(json.dumps({"CFRubrics": [{"title": "R", "CFRubricCriteria": [criterion]}]}), "utf-8")
    here.does("rubric", "import", with_code)
    assert "No criterion" in here.does("standards", "results")
    _results_for(here, 4)
    [hidden] = here.tells("standards", "results")
    assert hidden["hidden"]
    assert "people" not in hidden
    assert "fewer than 5 people" in here.does("standards", "results")
    _results_for(here, 6)
    [shown] = here.tells("standards", "results", "--cohort", "2026")
    assert (shown["people"], shown["marks"]) == (6, 6)
    assert here.does("standards", "results", "--csv").splitlines()[1].split(",")[1] == "S.1"
    assert "no signed results" in here.refuses("standards", "results", "--cohort", "1999")


def _results_for(here, people):
    """Signed results of a cohort on the first draft, written straight into the workspace's own tables."""
    with Workspace(here.workspace) as workspace, workspace.local_change() as db:
        from certdesk.core.plain import dumps
        from certdesk.store.rubric_drafts import list_drafts

        rubric = list_drafts(db)[0].rubric
        row = {"id": rubric.id, "version": "1.0.0", "title": "R", "language": "en", "body": dumps(rubric)}
        db.table("rubric").insert(row, pk=("id", "version"), replace=True)
        for number in range(people):
            portfolio = f"p{number}"
            empty = dict.fromkeys(("title", "candidate_name", "candidate_school", "programme", "note"), "")
            head = {"id": portfolio, "code": f"K-{number}", "candidate_language": "en", "cohort": "2026"}
            ref = {"rubric_id": rubric.id, "rubric_version": "1.0.0", "received_on": "2026-01-01", "due_on": None}
            db.table("portfolio").insert(empty | head | ref, pk="id", replace=True)
            signed = {"state": "signed", "begun_at": "", "summary": "", "reason": "", "signed_at": "2026-02-01"}
            ids = {"id": f"a{number}", "portfolio_id": portfolio, "assessor_id": "x"}
            db.table("assessment").insert(ids | signed, pk="id", replace=True)
            mark = {"assessment_id": f"a{number}", "criterion_id": rubric.criteria[0].id, "kind": "level"}
            mark |= {"level": str(1 + number % 2), "code": None}
            db.table("mark").insert(mark, pk=("assessment_id", "criterion_id"), replace=True)
