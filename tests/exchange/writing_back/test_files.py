"""Reports as files that Moodle and Canvas take back, and feedback that an e-portfolio reads."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from defusedxml import ElementTree

from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.exchange.writing_back.files import plan_canvas_files, plan_moodle_files, write_zip
from certdesk.exchange.writing_back.leap2a import leap2a_entries
from certdesk.exchange.writing_back.told import ToldCriterion, ToldResult
from certdesk.intake.finding import find_portfolios

PDF = b"%PDF-1.7 report"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def told(tmp_path: Path) -> ToldResult:
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    criteria = (ToldCriterion("T1", "Design & <plan>", Fraction(3), "Secure", "Good\x07 aims.", "Ask\nmore."),)
    return ToldResult(
        "portfolio-1", "KITE-37", "Jane_Doe/Ö", "STEM", "Pass", True, "3", "", None, criteria,
        {"submission": ("101",), "user": ("12",)}, path, sha256(PDF).hexdigest(),
    )  # fmt: skip


def test_moodle_knows_whose_report_it_is_by_its_own_rule(told, tmp_path):
    plan = plan_moodle_files([told, replace(told, code="X", ids={}), replace(told, code="Y", report=None)])
    (entry,) = plan.entries
    folder, name = entry.name.split("/")
    pieces = folder.split("_", 4)
    assert pieces[1:4] == ["101", "assignfeedback", "file"]
    assert name == "KITE-37-report.pdf"
    assert plan.unmatched == ("X", "Y")
    for target in (tmp_path / "a.zip", tmp_path / "b.zip"):
        assert write_zip(target, plan.entries) == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").read(entry.name) == PDF
    with pytest.raises(NotAllowedError, match="there already"):
        write_zip(tmp_path / "a.zip", plan.entries)


def test_canvas_takes_the_first_two_numbers(told):
    plan = plan_canvas_files([told], {"portfolio-1": ("456", "My plan: 2.pdf")})
    assert plan.entries[0].name == "janedoeö_12_456_My plan_ 2.pdf"
    numbers = [piece for piece in plan.entries[0].name.split("_") if piece.isdigit()]
    assert numbers[:2] == ["12", "456"]
    assert "no PDF" in plan_canvas_files([told], {}).lines[0].problem


def test_a_report_that_was_changed_goes_nowhere(told, tmp_path):
    told.report.write_bytes(b"another")
    with pytest.raises(StorageError, match="not what it was"):
        write_zip(tmp_path / "a.zip", plan_moodle_files([told]).entries)
    assert not list(tmp_path.glob("a.zip*"))


def test_an_e_portfolio_gets_a_journal_with_the_outcome_and_what_was_said(told):
    entries = {entry.name: entry.read() for entry in leap2a_entries(told)}
    feed = ElementTree.fromstring(entries["leap2a.xml"], forbid_dtd=True)
    found = {one.findtext(f"{ATOM}id"): one for one in feed.iter(f"{ATOM}entry")}
    kinds = {
        id_: one.find("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}type").attrib.popitem()[1]
        for id_, one in found.items()
    }
    assert kinds == {
        "portfolio:feedback": "leap2:selection", "portfolio:outcome": "leap2:achievement",
        "portfolio:criterion-1": "leap2:ability", "portfolio:said-1": "leap2:assertion",
        "portfolio:report": "leap2:resource",
    }  # fmt: skip
    links = {link.attrib["href"] for one in found.values() for link in one.iter(f"{ATOM}link")}
    assert {link for link in links if link.startswith("portfolio:")} <= found.keys()
    assert links - found.keys() == {"export_info/files/1-KITE-37-report.pdf"} == entries.keys() - {"leap2a.xml"}
    assert "Jane" not in entries["leap2a.xml"].decode()


def test_our_own_intake_reads_it_too(told, tmp_path):
    write_zip(tmp_path / "feedback.zip", leap2a_entries(told))
    (portfolio,) = find_portfolios(tmp_path / "feedback.zip").portfolios
    assert {item.title for item in portfolio.items} >= {"1-KITE-37-report.pdf"} or len(portfolio.items) > 1
