"""The command ``import``."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certdesk.actions import receiving
from certdesk.cli.asking import progress_line
from certdesk.cli.managing import rubric_ref
from certdesk.cli.opening import bring_rubrics, opened
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.copying import human_size
from certdesk.intake.found import Skipped
from certdesk.store.workspace import Workspace


@dataclass(slots=True)
class _Told:
    """The answer of the command, as JSON has it."""

    portfolios: list[dict[str, Any]] = field(default_factory=list)
    already_here: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)


def take_in(options: argparse.Namespace) -> int:
    """Take portfolios in, one path after the other. Returns 1 when something stayed out that should have come in."""
    told = _Told()
    with opened(options, needs_person=False) as workspace, EvidenceWorker() as worker:
        bring_rubrics(workspace)
        rubric = rubric_ref(workspace, options.rubric) if options.rubric else None
        for path in options.paths:
            try:
                plan = receiving.plan_receive(workspace, path, rubric=rubric)
                if options.dry_run:
                    _tell_plan(told, plan, path)
                else:
                    _receive(told, workspace, plan, worker)
            except CertDeskError as problem:
                warn(problem.sentence)
                told.failed.append({"path": str(path), "problem": problem.sentence})
    if options.json:
        say_json({
            "dry_run": options.dry_run, "portfolios": told.portfolios, "already_here": told.already_here,
            "left_out": told.left_out, "failed": told.failed,
        })  # fmt: skip
    else:
        _say(told, dry_run=options.dry_run)
    missed = told.failed or (told.left_out and not options.dry_run)
    return 1 if missed else 0


def _receive(told: _Told, workspace: Workspace, plan: receiving.ReceivePlan, worker: EvidenceWorker) -> None:
    received = receiving.make_receive(plan, worker, progress_line())
    receipt = receiving.keep_receive(workspace, plan, received)
    warnings = {found.code: list(found.warnings) for found in plan.found.portfolios}
    findings: dict[str, list[str]] = {code: [] for code in receipt.codes}
    for code, text in receipt.findings:
        findings[code].append(text)
    told.already_here += receipt.already_here
    told.left_out += _left_out(receipt.skipped)
    for one in received.portfolios:
        if one.portfolio.code not in receipt.codes:
            continue
        told.portfolios.append({
            "code": one.portfolio.code,
            "title": one.portfolio.title,
            "id": one.portfolio.id,
            "path": str(plan.path),
            "files": len(one.items),
            "bytes": sum(item.size for item in one.items),
            "warnings": [*warnings[one.portfolio.code], *findings[one.portfolio.code]],
            "problems": [{"file": item.file_name, "problem": item.problem} for item in one.items if item.problem],
        })  # fmt: skip


def _tell_plan(told: _Told, plan: receiving.ReceivePlan, path: Path) -> None:
    told.left_out += _left_out(plan.found.skipped)
    told.portfolios += [
        {
            "code": found.code,
            "title": found.title,
            "id": None,
            "path": str(path),
            "files": len(found.items),
            "bytes": found.size,
            "warnings": list(found.warnings),
            "problems": [],
        }
        for found in plan.found.portfolios
    ]


def _left_out(skipped: tuple[Skipped, ...]) -> list[dict[str, str]]:
    return [{"file": one.name, "reason": one.reason} for one in skipped if not one.expected]


def _say(told: _Told, *, dry_run: bool) -> None:
    for one in told.portfolios:
        text = ngettext("{code} taken in: {title}, {count} file, {size}",
                        "{code} taken in: {title}, {count} files, {size}", one["files"])  # fmt: skip
        if dry_run:
            text = ngettext("{code} would come in: {title}, {count} file, {size}",
                            "{code} would come in: {title}, {count} files, {size}", one["files"])  # fmt: skip
        size = human_size(one["bytes"])
        say(text.format(code=one["code"], title=one["title"], count=one["files"], size=size))
        for warning in one["warnings"]:
            say(f"  {warning}")
        for trouble in one["problems"]:
            say(f"  {trouble['file']}: {trouble['problem']}")
    for code in told.already_here:
        say(_("{code} is here already; nothing was changed.").format(code=code))
    if told.left_out:
        count = len(told.left_out)
        say(ngettext("{count} file left out:", "{count} files left out:", count).format(count=count))
    for missed in told.left_out:
        say(f"  {missed['file']}: {missed['reason']}")
