"""``certdesk preflight``: what it says, its JSON, its files and its exit codes, in one small workspace."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.preflight import making, planting

from certdesk import shipped
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.cli.main import main
from certdesk.store.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    formula = planting.Planted("=cmd|x.pdf", making.pdf([making.words(1, 120)]))
    with Workspace(tmp_path / "workspace", clock=lambda: planting.NOW) as workspace:
        load_built_in_rubrics(workspace, shipped.rubrics())
        planting.put(workspace, "KITE-37", (formula, planting.Planted("empty.pdf", b"")))
    return tmp_path / "workspace"


def test_preflight_tells_writes_and_warns(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, table = folder.parent / "fix.pdf", folder.parent / "findings.csv"
    words = ["-w", str(folder), "preflight", "--cohort", "2026", "--fix-list", str(pdf), "--csv", str(table)]
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "empty.pdf: The file is empty" in said
    assert "U-OPEN" in said
    assert pdf.read_bytes().startswith(b"%PDF")
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert any(row[4] == "empty.pdf" and row[-1] == "empty" for row in rows)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)

    assert main(["-w", str(folder), "preflight", "kite-37", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["portfolios"][0]
    assert told["complete"]
    empty = next(one for one in told["findings"] if one["rule"] == "empty")
    assert (empty["severity"], empty["predicts"], empty["file"]) == ("stop", "U-OPEN", "empty.pdf")

    assert main(words) == 1
    assert "fix.pdf is there already" in capsys.readouterr().err
    assert main(["-w", str(folder), "preflight", "--cohort", "1999"]) == 1
    assert "no such portfolio" in capsys.readouterr().err
