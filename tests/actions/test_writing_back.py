"""Results go back to where portfolios came from, to those who are known there, after a preview."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from tests.support.cohorts import Shape
from tests.support.handing import put_report, released_desk

from certdesk.actions.writing_back import BackChoice, BackTo, Grade, plan_write_back, write_back
from certdesk.core.candidates import ExternalId
from certdesk.core.errors import NotAllowedError, UntrustedFileError
from certdesk.store.external_ids import external_id_rows

HEADER = "Identifier,Grade,Maximum Grade,Feedback comments"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory):
    """A cohort of whom the first is known to Moodle and Canvas, the second by an address on a list only."""
    lea, made = released_desk(tmp_path_factory.mktemp("lead") / "workspace", Shape(candidates=6, double=0))
    first, second = made.portfolios[:2]
    ids = (ExternalId("moodle", "submission", "101"), ExternalId("canvas", "user", "12"))
    with lea.workspace.local_change() as db:
        for row in external_id_rows(first.id, ids):
            db.table("external_id").insert(row)
        for row in external_id_rows(f"item-{first.id}", (ExternalId("canvas", "attachment", "456"),)):
            db.table("external_id").insert(row)
        db.execute("update item set file_name = 'plan.pdf' where id = ?", [f"item-{first.id}"])
        db.execute(
            "update candidate set known_as = ? where code = ?",
            ['[{"is":"ExternalId","kind":"email","system":"list","value":"two@example.org"}]', second.code],
        )
    put_report(lea.workspace, first.id, b"%PDF-1.7 one")
    yield lea, made
    lea.workspace.close()


def sheet(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_bytes(text.encode())
    return path


def test_a_worksheet_is_previewed_and_then_written_beside_the_old_one(known, tmp_path):
    lea, made = known
    old = sheet(tmp_path, f"{HEADER},Email address\nParticipant 101,,100,,\nParticipant 5,,100,,two@example.org\n")
    plan = plan_write_back(lea.workspace, made.cohort, BackChoice(BackTo.MOODLE, old, Grade.PERCENT))
    assert [line.code for line in plan.lines if line.is_written] == [one.code for one in made.portfolios[:2]]
    assert set(plan.unmatched) <= {one.code for one in made.portfolios[2:]}
    assert not (tmp_path / "new.csv").exists()
    assert write_back(plan, tmp_path / "new.csv") == 2
    rows = list(csv.DictReader((tmp_path / "new.csv").read_text().splitlines()))
    mean = lea.workspace.db.execute(
        "select score from result where portfolio_id = ?", [made.portfolios[0].id]
    ).fetchone()[0]
    above, _slash, below = mean.partition("/")
    assert abs(float(rows[0]["Grade"]) - 100 * int(above) / int(below or 1) / 4) < 0.00001
    assert "Pupils lead in" in rows[0]["Feedback comments"]
    with pytest.raises(NotAllowedError, match="there already"):
        write_back(plan, old)


def test_files_and_scores_and_portfolios(known, tmp_path):
    lea, made = known
    for to, count in ((BackTo.MOODLE_FILES, 1), (BackTo.CANVAS_FILES, 1), (BackTo.CANVAS, 1)):
        plan = plan_write_back(lea.workspace, made.cohort, BackChoice(to))
        assert write_back(plan, tmp_path / plan.name) == count
    assert zipfile.ZipFile(tmp_path / "canvas-files-2026-B.zip").namelist()[0].endswith("_12_456_plan.pdf")
    plan = plan_write_back(lea.workspace, made.cohort, BackChoice(BackTo.LEAP2A))
    assert write_back(plan, tmp_path / "leap") == plan.count == len(list((tmp_path / "leap").glob("*.zip"))) > 1


def test_outcomes_for_scales_and_sheets_of_nobody(known, tmp_path):
    lea, made = known
    old = sheet(tmp_path, f"{HEADER}\nParticipant 101,,-,\n")
    plan = plan_write_back(lea.workspace, made.cohort, BackChoice(BackTo.MOODLE, old, Grade.OUTCOME))
    label = lea.workspace.db.execute(
        "select label from result where portfolio_id = ?", [made.portfolios[0].id]
    ).fetchone()[0]
    assert plan.lines[0].written == label
    nobody = sheet(tmp_path, f"{HEADER}\nParticipant 7,,100,\n")
    plan = plan_write_back(lea.workspace, made.cohort, BackChoice(BackTo.MOODLE, nobody))
    with pytest.raises(NotAllowedError, match="matched"):
        write_back(plan, tmp_path / "x.csv")
    with pytest.raises(NotAllowedError, match="is needed"):
        plan_write_back(lea.workspace, made.cohort, BackChoice(BackTo.COURSEWORK))
    other = BackChoice(BackTo.MOODLE, sheet(tmp_path, "\x00PK"))
    with pytest.raises((NotAllowedError, UntrustedFileError)):
        plan_write_back(lea.workspace, made.cohort, other)
