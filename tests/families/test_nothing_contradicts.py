"""2.63 everywhere makes 109.99975 where 110 is asked for: no place that a person reads says 110.00."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from tests.reports import pdf_checks
from tests.support.building import open_workspace, put_portfolio
from tests.support.command_line import PASSPHRASE
from tests.support.fixtures import begun

from certdesk.actions.identifying import act_as, people_here
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.rubric_loading import load_rubric_file
from certdesk.actions.scoring import mark_criterion
from certdesk.cli.main import main
from certdesk.core.composing import Judged, compose_report
from certdesk.core.documents import SignerLine
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import RubricRef
from certdesk.reports.feedback_pdf import write_feedback
from certdesk.ui.screens.score.standing import standing_of

BOARD = Path(__file__).parent / "national_board.yaml"


@pytest.fixture(params=["2.63", "2.64"])
def marked(request, tmp_path, monkeypatch, capsys):
    """A workspace with one assessment of the same value on every criterion: the value, the folder and a view."""
    monkeypatch.setenv("CERTDESK_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "workspace"
    assert main(["-w", str(folder), "new", "--name", "Amara Diallo"]) == 0
    capsys.readouterr()
    with open_workspace(folder, person="") as workspace:
        act_as(workspace, people_here(workspace)[0].id)
        load_rubric_file(workspace, BOARD)
        put_portfolio(workspace, "P-001", rubric=RubricRef("weights-total-floors", "1.0.0"))
        id_ = begun(workspace, "P-001")
        view = look_at_assessment(workspace, id_)
        for criterion in view.rubric.criteria:
            mark_criterion(workspace, id_, criterion.id, LevelGiven(Fraction(request.param)))
        view = look_at_assessment(workspace, id_)
    return request.param, folder, view


def told(marked, text):
    """Check a text that somebody reads."""
    value, _folder, _view = marked
    assert ("109.99" in text) is (value == "2.63"), text
    assert ("110.42" in text) is (value == "2.64"), text
    assert "110.00" not in text


def test_the_foot_of_the_screen(marked):
    _value, _folder, view = marked
    facts = " ".join(words for fact in standing_of(view, "").facts for words in fact)
    told(marked, facts)
    assert "Weighted mean" not in facts


def test_the_trace(marked):
    value, _folder, view = marked
    assert view.decision.outcome == ("certified" if value == "2.64" else "not_yet")
    told(marked, " ".join(f"{line.rule} {line.found}" for tried in view.decision.trace for line in tried.lines))


def test_the_command_line(marked, capsys):
    value, folder, _view = marked
    assert main(["-w", str(folder), "show", "P-001"]) == 0
    said = capsys.readouterr().out
    told(marked, said)
    assert f"{value} Clear evidence" in said
    assert main(["-w", str(folder), "show", "P-001", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)["result"]
    assert result["score"] == ("Total 109.99 of 177.76" if value == "2.63" else "Total 110.42 of 177.76")
    assert result["score_exact"] == str(view_total(value))


def view_total(value):
    return Fraction(value) * Fraction("41.825")


def test_the_report(marked, tmp_path):
    value, _folder, view = marked
    judged = Judged(view.portfolio, view.items, view.rubric, view.assessment, view.decision)
    signer = SignerLine("Amara Obi", "assessor", "0" * 64, view.saved_at)
    write_feedback(compose_report(judged, signer, "document-1"), tmp_path / "report.pdf")
    text = pdf_checks.text_by_pdfium(tmp_path / "report.pdf")
    told(marked, text)
    assert f"{value} Clear evidence" in text
