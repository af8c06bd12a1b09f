"""The command ``find``: words in everything that a portfolio holds."""

from __future__ import annotations

import argparse

from certdesk.actions.searching import Findings, Hit, find_in_portfolio, keep_texts, plan_index, read_texts
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.annotations import clock
from certdesk.core.assessment import AssessmentState
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import Portfolio
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.assessments import find_assessment
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace


def find(options: argparse.Namespace) -> int:
    """Find words in all items, reading first what was not read yet. Returns 1 when they stand nowhere."""
    words = " ".join(options.words)
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        _check_not_declined(workspace, portfolio)
        plan = plan_index(workspace, portfolio.id)
        if plan.unread:
            with EvidenceWorker() as worker:
                keep_texts(workspace, read_texts(plan, worker, progress_line()))
        findings = find_in_portfolio(workspace, portfolio.id, words)
        files = {item.id: item.file_name for item in load_items(workspace.db, portfolio.id)}
    if options.json:
        say_json(_shape(findings, files))
    else:
        _say(findings, files, words)
    return 0 if findings.hits else 1


def _check_not_declined(workspace: Workspace, portfolio: Portfolio) -> None:
    assessment = find_assessment(workspace.db, portfolio.id, workspace.person)
    if assessment and assessment.state is AssessmentState.CONFLICT:
        text = _("You declared a conflict of interest, so {code} stays closed for you.")
        raise NotAllowedError(text.format(code=portfolio.code))


def _say(findings: Findings, files: dict[str, str], words: str) -> None:
    for hit in findings.hits:
        before, after = ("…" if text else "" for text in (hit.before, hit.after))
        say(f"{files[hit.item_id]}{_place(hit)}: {before}{hit.before}[{hit.quote}]{hit.after}{after}")
    if not findings.hits:
        warn(_("“{words}” was not found.").format(words=words))
    elif not findings.complete:
        warn(_("There is more than is listed here, or not all could be searched; a longer search finds less."))
    by_reason: dict[str, list[str]] = {}
    for one in findings.unsearchable:
        by_reason.setdefault(one.reason, []).append(files[one.item_id])
    if by_reason:
        count = len(findings.unsearchable)
        warn(ngettext("{count} file could not be searched:", "{count} files could not be searched:", count).format(
            count=count
        ))  # fmt: skip
    for reason, names in by_reason.items():
        warn(f"  {', '.join(names)}: {reason}")


def _place(hit: Hit) -> str:
    parts = [_("your note")] if hit.kind == "note" else []
    if hit.page:
        parts.append(_("page {page}").format(page=hit.page))
    if hit.at_ms is not None:
        parts.append(clock(hit.at_ms))
    return f", {', '.join(parts)}" if parts else ""


def _shape(findings: Findings, files: dict[str, str]) -> dict[str, object]:
    return {
        "hits": [
            {
                "file": files[hit.item_id], "kind": hit.kind, "page": hit.page or None, "at_ms": hit.at_ms,
                "before": hit.before, "quote": hit.quote, "after": hit.after,
            } for hit in findings.hits
        ],
        "unsearchable": [{"file": files[one.item_id], "reason": one.reason} for one in findings.unsearchable],
        "complete": findings.complete,
    }  # fmt: skip
