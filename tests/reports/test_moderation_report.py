"""The moderation report: accessible, whole, and without a candidate's name unless it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reports import pdf_checks
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort

from certdesk.actions.moderating import close_moderation, draw_sample, read_moderation, sample_of
from certdesk.actions.moderation_looks import give_verdict
from certdesk.actions.moderation_reports import ReportWishes, moderation_report, write_moderation_report
from certdesk.actions.settling import disputes_of, rule
from certdesk.core.documents import SignerLine
from certdesk.core.marks import LevelGiven
from certdesk.core.policy import ProgrammePolicy
from certdesk.core.policy_told import told
from certdesk.reports.moderation_report import LEAD_FIELD
from certdesk.reports.moderation_report import write_moderation_report as write


@pytest.fixture(scope="module")
def moderated(tmp_path_factory):
    """The moderation of a cohort of seven, closed with a reason, with a decision of the lead."""
    with open_workspace(tmp_path_factory.mktemp("moderated") / "workspace", person="person-lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=7, assessors=4, double=1, words=False, seed=5))
        draw_sample(workspace, made.cohort, "the first")
        draw_sample(workspace, made.cohort, "14 July")
        rows = sample_of(workspace, made.cohort).rows
        dispute = disputes_of(workspace, made.cohort)[0]
        level = LevelGiven(made.first[dispute.member.portfolio_id].marks[dispute.disputed[0]].level)
        rule(workspace, dispute.member.portfolio_id, dispute.disputed[0], level, "Both point to minute 12.")
        for row in rows[:-1]:
            give_verdict(workspace, made.cohort, row.case.member.portfolio_id, note="التعليق على الدرس")
        close_moderation(workspace, made.cohort, "The ministry waits.")
        yield workspace, made, read_moderation(workspace, made.cohort)


def test_it_is_accessible_and_says_everything_without_a_name(moderated, tmp_path):
    workspace, made, known = moderated
    target = tmp_path / "moderation.pdf"
    assert write_moderation_report(workspace, known, target) > 3
    assert pdf_checks.failures(target) == []
    assert pdf_checks.structure_faults(target) == []
    text = " ".join(pdf_checks.plain(pdf_checks.text_by_pdfium(target)).split())
    for words in ("14 July", "the first", "The ministry waits.", "Both point to minute 12.", "Gwet’s AC1", "10 %"):
        assert pdf_checks.plain(words) in text, words
    assert all(portfolio.code in text for portfolio in made.portfolios)
    names = {part for each in made.portfolios for part in each.candidate.name.split() if len(part) > 4}
    assert not [name for name in names if name in text]


def test_names_are_there_when_they_are_asked_for(moderated):
    workspace, made, known = moderated
    report = moderation_report(workspace, known, names=True)
    assert {one.name for one in report.sample} <= {each.candidate.name for each in made.portfolios}
    assert {one.name for one in moderation_report(workspace, known).disputes} == {""}


def test_every_number_of_the_policy_is_in_it():
    parts = dict(told(ProgrammePolicy()))
    text = " ".join(f"{name} {value}" for pairs in parts.values() for name, value in pairs)
    for number in ("10 %", "20 %", "60 %", "95 %", "0.15", "28 days", "180 days", "365 days", "6 years", "24 months"):
        assert number in text, number
    assert "(10 working days)" in text
    assert "2 levels or more in 2 criteria" in text


def test_an_empty_cohort_and_a_place_to_sign_are_no_trouble(tmp_path):
    with open_workspace(tmp_path / "workspace", person="person-lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=1, double=0, lost=1, words=False))
        report = moderation_report(workspace, read_moderation(workspace, made.cohort))
        assert report.sample == report.disputes == report.statistics == ()
        signer = SignerLine("Leila Haddad", "lead", "0000 1111 2222", workspace.clock())
        target = tmp_path / "signed.pdf"
        write(replace(report, signer=signer), target)
    assert pdf_checks.failures(target) == []
    assert LEAD_FIELD.split(".")[1] in target.read_bytes().decode("latin-1")
    assert ReportWishes().signer is None
