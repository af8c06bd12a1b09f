"""The command ``cohort pack``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from certdesk.actions.assessors import find_assessor
from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.cohorts import find_cohort
from certdesk.actions.handing_over import keep_hand_over, make_hand_over, plan_hand_over
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.leading import refuse_unless_lead
from certdesk.actions.outbox import tidy_outbox
from certdesk.actions.packing import (
    Made,
    PackagePlan,
    PackageScope,
    keep_package,
    make_package,
    plan_package,
    prepare_package,
    state_package,
)
from certdesk.actions.packing_cohort import ForOne, plan_cohort_packages
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.media import medium_of
from certdesk.intake.copying import human_size
from certdesk.signing.signer import Signer
from certdesk.store.portfolios import load_portfolios
from certdesk.store.workspace import Workspace


def pack(options: argparse.Namespace) -> int:
    """Pack for every assessor what did not go to them yet, and hand it over where a place is named."""
    lines: list[dict[str, Any]] = []
    with opened(options) as workspace:
        refuse_unless_lead(workspace)
        cohort = find_cohort(workspace, options.cohort)
        only = tuple(find_assessor(workspace, name).id for name in options.only)
        found = plan_cohort_packages(workspace, cohort, assessors=only)
        if options.dry_run or not any(one.scope for one in found):
            lines = [_line(workspace, one) for one in found]
        else:
            lines = _packed(workspace, found, options)
    if options.json:
        say_json(lines)
        return 1 if any(line["why_not"] for line in lines) else 0
    if not lines:
        say(_("Nothing waits to be packed: every assessor has what was given to them."))
    for line in lines:
        _say(line)
    return 1 if any(line["why_not"] for line in lines) else 0


def _packed(workspace: Workspace, found: tuple[ForOne, ...], options: argparse.Namespace) -> list[dict[str, Any]]:
    tidy_outbox(workspace)
    signer = unlock_mine(workspace, passphrase(options))
    lines = []
    try:
        for one in found:
            line = _line(workspace, one)
            if one.scope is not None:
                plan, made = _made(workspace, one.scope, signer)
                line |= {"package": plan.package, "size": made.size, "left_out": _left_out(plan)}
                line["path"] = str(_handed_over(workspace, made, options.to)) if options.to else ""
            lines.append(line)
    finally:
        signer.lock()
    return lines


def _made(workspace: Workspace, scope: PackageScope, signer: Signer) -> tuple[PackagePlan, Made]:
    plan = plan_package(workspace, scope)
    if scope.blind:
        with EvidenceWorker() as worker:
            plan = prepare_package(plan, cleaner_of(worker), progress_line())
    made = make_package(state_package(workspace, plan, signer), signer, progress_line())
    keep_package(workspace, made)
    return plan, made


def _handed_over(workspace: Workspace, made: Made, target: Path) -> Path:
    plan = plan_hand_over(workspace, made.packed.package, medium_of(target))
    done = make_hand_over(plan, progress_line())
    keep_hand_over(workspace, done)
    return done.path


def _line(workspace: Workspace, one: ForOne) -> dict[str, Any]:
    codes = [each.code for each in load_portfolios(workspace.db, one.send.portfolios)]
    blind = one.scope.blind if one.scope else False
    return {
        "assessor": one.send.assessor.name, "portfolios": codes, "blind": blind, "why_not": one.why_not,
        "package": "", "size": 0, "path": "", "left_out": [],
    }  # fmt: skip


def _left_out(plan: PackagePlan) -> list[dict[str, str]]:
    return [{"code": one.code, "reason": one.reason} for one in plan.not_ready]


def _say(line: dict[str, Any]) -> None:
    count = len(line["portfolios"])
    if line["why_not"]:
        warn(_("{name}: {reason}").format(name=line["assessor"], reason=line["why_not"]))
        return
    for one in line["left_out"]:
        warn(_("stays here: {code}: {reason}").format(code=one["code"], reason=one["reason"]))
    text = ngettext("{name}: {count} portfolio", "{name}: {count} portfolios", count)
    told = text.format(name=line["assessor"], count=count)
    if line["package"]:
        told = f"{told}, {line['package']}, {human_size(line['size'])}"
    say(f"{told}, {line['path']}" if line["path"] else told)
