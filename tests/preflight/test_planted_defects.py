"""Every defect that was planted is found, nothing else is, and nothing at all in a clean portfolio."""

from __future__ import annotations

import pytest
from tests.preflight import planting

from certdesk.actions.preflighting import plan_preflight, preflight_of
from certdesk.core.preflight import Finding
from certdesk.core.preflight_rules import RULES, words_of
from certdesk.store.workspace import Workspace

OF_THE_PORTFOLIO = {"part_missing", "too_few", "too_many", "too_many_items", "unsorted"}


@pytest.fixture(scope="session")
def findings(checked: Workspace) -> tuple[Finding, ...]:
    return preflight_of(checked, "portfolio-BAD").findings


def test_each_planted_defect_is_found_and_nothing_else_in_that_file(findings: tuple[Finding, ...]) -> None:
    found: dict[str, set[str]] = {}
    for finding in findings:
        found.setdefault(finding.item_id, set()).add(finding.rule)
    wrong = {}
    for at, planted in enumerate(planting.bad()):
        told = found.get(f"BAD-{at}", set()) - {"unsorted"}
        if told != set(planted.rules):
            wrong[planted.name] = (sorted(set(planted.rules) - told), sorted(told - set(planted.rules)))
    assert not wrong, "\n".join(f"{name}: missing {lost}, too much {more}" for name, (lost, more) in wrong.items())


def test_more_than_forty_different_defects_were_planted(findings: tuple[Finding, ...]) -> None:
    planted = {rule for one in planting.bad() for rule in one.rules}
    assert len(planted) >= 60
    assert planted <= set(RULES)
    assert {finding.rule for finding in findings} >= OF_THE_PORTFOLIO


def test_a_clean_portfolio_has_no_findings(checked: Workspace) -> None:
    told = preflight_of(checked, "portfolio-CLEAN")
    assert [(finding.rule, finding.item_id) for finding in told.findings] == []
    assert told.complete


def test_nothing_is_looked_at_twice(checked: Workspace) -> None:
    plan = plan_preflight(checked, ["portfolio-BAD", "portfolio-CLEAN"])
    assert plan.orders == ()


def test_every_finding_is_said_in_whole_sentences(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        words = words_of(finding)
        assert "{" not in words.what + words.do
        assert "?" not in words.what.replace("?.pdf", "").replace("? ", "").replace("have ?", ""), words.what
        assert words.what.endswith((".", "?"))
        assert words.do.endswith((".", "?"))


def test_the_twin_in_another_portfolio_is_named(findings: tuple[Finding, ...]) -> None:
    elsewhere = [finding for finding in findings if finding.rule.endswith("_elsewhere")]
    assert {finding.of for finding in elsewhere} == {"THEIRS"}
