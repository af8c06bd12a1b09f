"""The command ``preflight``: what an assessor would stumble over, found before."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.actions.fix_lists import SEVERITIES, findings_as_csv, write_fix_lists
from certdesk.actions.preflighting import keep_preflight, make_preflight, plan_preflight
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json
from certdesk.cli.shapes import Shape
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.plain import to_plain
from certdesk.core.portfolio import Portfolio
from certdesk.core.preflight import Finding, Preflight
from certdesk.core.preflight_rules import headline_of, words_of
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.reports.files import write_bytes
from certdesk.store.portfolios import load_items, load_portfolios
from certdesk.store.preflight import portfolio_ids
from certdesk.store.workspace import Workspace


def preflight(options: argparse.Namespace) -> int:
    """Look at portfolios and say what was found. Returns 1 when something could not be scored."""
    for target in (options.fix_list, options.csv):
        _check_free(target, options)
    with opened(options, needs_person=False) as workspace:
        portfolios = _meant(workspace, options)
        plan = plan_preflight(workspace, (portfolio.id for portfolio in portfolios))
        with EvidenceWorker() as worker:
            measured = make_preflight(plan, worker, progress_line())
        told = keep_preflight(workspace, plan, measured)
        if options.fix_list:
            write_fix_lists(workspace, told, options.fix_list)
        if options.csv:
            write_bytes(options.csv, findings_as_csv(workspace, told))
        shapes = [_shape(workspace, *pair) for pair in zip(portfolios, told, strict=True)]
        if options.json:
            say_json({"portfolios": shapes})
        else:
            for pair in zip(portfolios, told, strict=True):
                _say(workspace, *pair)
            for target in filter(None, (options.fix_list, options.csv)):
                say(str(target))
    return 1 if any(each.predicted_codes for each in told) else 0


def _meant(workspace: Workspace, options: argparse.Namespace) -> tuple[Portfolio, ...]:
    if options.codes and options.cohort:
        raise NotAllowedError(_("Name codes or a cohort, not both."), _("Leave one of them out."))
    if options.codes:
        return tuple({found.id: found for found in (portfolio_of(workspace, code) for code in options.codes)}.values())
    found = load_portfolios(workspace.db, portfolio_ids(workspace.db, options.cohort))
    if not found:
        raise NotFoundError(_("There is no such portfolio here."), _("“certdesk list” shows those that are."))
    return found


def _check_free(target: Path | None, options: argparse.Namespace) -> None:
    if target is not None and target.exists() and not options.force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file, or replace it with --force."))


def _say(workspace: Workspace, portfolio: Portfolio, told: Preflight) -> None:
    names = {item.id: item.file_name for item in load_items(workspace.db, portfolio.id)}
    count = len(told.findings)
    text = ngettext("{count} finding", "{count} findings", count).format(count=count) if count else _("in order")
    codes = " ".join(told.predicted_codes)
    say(f"{portfolio.code}  {text}{f'  {codes}' if codes else ''}")
    for finding in told.findings:
        words = words_of(finding)
        where = f"{names[finding.item_id]}: " if finding.item_id in names else ""
        also = " " + _("(also in {code})").format(code=finding.of) if finding.of else ""
        say(f"  {_(SEVERITIES[finding.severity]):9} {where}{words.what}{also}")
        say(f"            {words.do}")
    if not told.complete:
        say("  " + _("Not every file could be looked at."))
    say()


def _shape(workspace: Workspace, portfolio: Portfolio, told: Preflight) -> Shape:
    names = {item.id: item.file_name for item in load_items(workspace.db, portfolio.id)}
    return {
        "id": portfolio.id,
        "code": portfolio.code,
        "complete": told.complete,
        "predicted_codes": list(told.predicted_codes),
        "findings": [_finding(finding, names) for finding in told.findings],
    }


def _finding(finding: Finding, names: dict[str, str]) -> Shape:
    words = words_of(finding)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "headline": headline_of(finding),
        "what": words.what,
        "do": words.do,
        "item": finding.item_id or None,
        "file": names.get(finding.item_id),
        "place": to_plain(finding.anchor) if finding.anchor else None,
        "predicts": finding.predicts or None,
        "repair": finding.repair.value if finding.repair else None,
        "others": list(finding.others),
        "of": finding.of or None,
    }
