"""The command ``receive``, which is also called ``import``."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certdesk.actions import receiving
from certdesk.actions.consent_gate import sees_names
from certdesk.actions.printing_intake import save_report
from certdesk.actions.receiving import Choice, Decision, Received, ReceivePlan, Standing
from certdesk.actions.reporting_intake import in_batches, reported, together
from certdesk.cli.asking import progress_line
from certdesk.cli.managing import rubric_ref
from certdesk.cli.opening import bring_rubrics, opened
from certdesk.cli.printing import say, say_json, warn
from certdesk.cli.receiving_words import say_plan, say_told
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.intake_report import Became, FileBecame, IntakeReport
from certdesk.core.portfolio import Candidate
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.found import Skipped
from certdesk.store.workspace import Workspace

_EVERY = "all"


@dataclass(slots=True)
class Told:
    """The answer of the command, as JSON has it."""

    portfolios: list[dict[str, Any]] = field(default_factory=list)
    updated: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    already_here: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    stopped: bool = False
    reports: list[IntakeReport] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    named: bool = False
    """Whether whoever asks may read whose portfolios they are."""

    def name(self, candidate: Candidate) -> str | None:
        """Return a candidate's name as it may be told."""
        return candidate.name or None if self.named else None


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What was said about portfolios by their codes; ``met`` collects the codes that an intake had."""

    decisions: tuple[tuple[str, str], ...]
    only: tuple[str, ...]
    leave_out: tuple[str, ...]
    offers_of: tuple[str, ...]
    met: set[str]


def take_in(options: argparse.Namespace) -> int:
    """Take portfolios in, one path after the other. Returns 1 when something stayed out that should have come in."""
    told, wishes = Told(), _wishes(options)
    if options.report and options.dry_run:
        problem = _("A report tells what came in, and --dry-run takes nothing in.")
        raise NotAllowedError(problem, _("Leave one of them out."))
    with opened(options, needs_person=False) as workspace, EvidenceWorker(workers=2, files=200) as worker:
        bring_rubrics(workspace)
        rubric = rubric_ref(workspace, options.rubric) if options.rubric else None
        told.named = sees_names(workspace)
        for path in options.paths:
            if told.stopped:
                break
            try:
                plan = receiving.plan_receive(workspace, path, rubric=rubric, progress=progress_line())
                plan = _decided(workspace, plan, wishes)
                told.sources.append(_source(plan))
                if options.dry_run:
                    _tell_plan(told, plan, path)
                else:
                    _receive(told, workspace, plan, worker)
            except CertDeskError as problem:
                warn(problem.sentence)
                told.failed.append({"path": str(path), "problem": problem.sentence})
    _check_met(told, wishes)
    if options.report and told.reports:
        save_report(together(told.reports), options.report)
    _answer(told, options)
    missed = told.failed or told.ended or told.waiting or (told.left_out and not options.dry_run)
    return 1 if missed else 0


def _answer(told: Told, options: argparse.Namespace) -> None:
    if options.json:
        say_json({
            "dry_run": options.dry_run, "portfolios": told.portfolios, "already_here": told.already_here,
            "left_out": told.left_out, "failed": told.failed, "updated": told.updated, "waiting": told.waiting,
            "unfinished": told.unfinished, "ended": told.ended, "sources": told.sources,
        })  # fmt: skip
        return
    if options.dry_run:
        say_plan(told)
    else:
        say_told(told)
    if options.report and told.reports:
        say(_("The report is in {file}.").format(file=options.report))


def _source(plan: ReceivePlan) -> dict[str, Any]:
    preview = plan.preview
    return {
        "path": str(plan.path),
        "system": preview.system.value,
        "title": preview.title or preview.source,
        "portfolios": len(preview.portfolios),
    }


def _wishes(options: argparse.Namespace) -> _Wishes:
    decisions = []
    for text in options.decide:
        code, sign, what = text.rpartition("=")
        if not sign or what.partition(":")[0] not in set(Choice):
            problem = _("“{text}” is no decision.").format(text=text)
            raise NotAllowedError(problem, _("Write CODE=new, CODE=update, CODE=update:OTHER or CODE=leave."))
        decisions.append((code, what))
    return _Wishes(tuple(decisions), _codes(options.only), _codes(options.leave_out), _codes(options.with_pages), set())


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))


def _decided(workspace: Workspace, plan: ReceivePlan, wishes: _Wishes) -> ReceivePlan:
    preview = plan.preview
    here = {word.casefold() for one in preview.portfolios for word in (one.key, one.code)}
    decisions: list[Decision] = []
    for code, what in wishes.decisions:
        choice, _colon, other = what.partition(":")
        target = next((one.portfolio_id for each in preview.portfolios for one in each.namesakes
                       if one.code.casefold() == other.casefold()), other) if other else ""  # fmt: skip
        keys = [one.key for one in preview.to_decide] if code == _EVERY else [code] if code.casefold() in here else []
        wishes.met.update({code} if keys or code == _EVERY else ())
        decisions += [Decision(key, Choice(choice), target) for key in keys]
    only = [code for code in wishes.only if code.casefold() in here]
    leave_out = [code for code in wishes.leave_out if code.casefold() in here]
    offers = [one.key for one in preview.portfolios if one.offered and _EVERY in wishes.offers_of]
    offers += [code for code in wishes.offers_of if code.casefold() in here]
    wishes.met.update(only, leave_out, offers)
    if wishes.only and not only:
        leave_out = [one.key for one in preview.portfolios]
    return receiving.decide_receive(workspace, plan, decisions, only=only, leave_out=leave_out, offers_of=offers)


def _check_met(told: Told, wishes: _Wishes) -> None:
    wanted = (*(code for code, _what in wishes.decisions), *wishes.only, *wishes.leave_out)
    for code in dict.fromkeys(wanted):
        if code not in wishes.met and not told.failed:
            problem = NotFoundError(_("There was no portfolio {code} in it.").format(code=code))
            warn(problem.sentence)
            told.failed.append({"path": code, "problem": problem.sentence})


def _receive(told: Told, workspace: Workspace, plan: ReceivePlan, worker: EvidenceWorker) -> None:
    """Take one intake in, batch by batch, so that what is complete is kept whatever happens to the rest."""
    reports: list[IntakeReport] = []
    batches = list(in_batches(plan))
    while batches and not told.ended:
        batch = batches.pop(0)
        try:
            received = receiving.make_receive(batch, worker, progress_line())
        except receiving.IntakeStoppedError as stopped:
            received, told.stopped = stopped.received, True
        receipt = receiving.keep_receive(workspace, batch, received)
        _tell(told, batch, received, receipt)
        reports.append(receipt.report)
    for batch in batches:
        rest = reported(batch, Received((), ()), {}, ())
        told.unfinished += [one.code for one in rest.with_state(Became.UNFINISHED)]
        reports.append(rest)
    told.reports.append(together(reports))


def _tell(told: Told, plan: ReceivePlan, received: Received, receipt: receiving.Receipt) -> None:
    report = receipt.report
    told.already_here += receipt.already_here
    told.left_out += _left_out(receipt.skipped)
    told.unfinished += [one.code for one in report.with_state(Became.UNFINISHED)]
    told.ended += [received.ended] if received.ended else []
    findings: dict[str, list[str]] = {}
    for code, text in receipt.findings:
        findings.setdefault(code, []).append(text)
    made = {one.work.key: one for one in received.portfolios}
    by_id = {one.portfolio_id: one for one in report.portfolios if one.portfolio_id}
    for one in made.values():
        target = one.work.target if one.work.choice is Choice.UPDATE else None
        reported = by_id.get(target.id if target else one.portfolio.id)
        if reported is None or reported.became not in {Became.NEW, Became.UPDATED}:
            continue
        warnings = [*one.work.found.warnings, *findings.get(reported.code, [])]
        line = {
            "code": reported.code,
            "title": one.portfolio.title,
            "candidate": told.name(one.portfolio.candidate),
            "id": reported.portfolio_id,
            "path": str(plan.path),
            "files": len(one.items),
            "bytes": sum(item.size for item in one.items),
            "warnings": warnings,
            "problems": [{"file": item.file_name, "problem": item.problem} for item in one.items if item.problem],
        }
        if reported.became is Became.NEW:
            told.portfolios.append(line)
        else:
            told.updated.append(line | {"changes": _changes(reported.files)})
    told.waiting += [
        {"code": one.code, "name": one.name, "why": list(one.notes)} for one in report.with_state(Became.DECIDE)
    ]


def _changes(files: tuple[Any, ...]) -> dict[str, list[str]]:
    quiet = {FileBecame.SAME, FileBecame.TAKEN_OUT}
    found: dict[str, list[str]] = {}
    for file in files:
        if file.became not in quiet:
            found.setdefault(file.became.value, []).append(file.name)
    return found


def _tell_plan(told: Told, plan: ReceivePlan, path: Path) -> None:
    preview = plan.preview
    told.left_out += _left_out(plan.skipped)
    for one in preview.portfolios:
        line = {
            "code": one.key,
            "title": one.title,
            "candidate": told.name(Candidate(one.name)),
            "id": None,
            "path": str(path),
            "files": len(one.items),
            "bytes": sum(item.size for item in one.items),
            "warnings": list(one.warnings),
            "problems": [],
            "standing": one.standing.value,
            "why": list(one.why),
            "offered": list(one.offered),
            "could_be": [{"code": each.code, "name": each.name} for each in one.namesakes],
        }
        if one.choice is Choice.LEAVE or not one.selected:
            continue
        if one.choice is None:
            told.waiting.append(line)
        elif one.choice is Choice.NEW:
            told.portfolios.append(line)
        elif one.standing is Standing.SAME:
            told.already_here.append(one.code)
        else:
            items: dict[str, list[str]] = {}
            for item in one.items:
                items.setdefault(item.standing.value, []).append(item.name)
            told.updated.append(line | {"id": one.portfolio_id, "changes": items, "notes": list(one.notes)})


def _left_out(skipped: tuple[Skipped, ...]) -> list[dict[str, str]]:
    return [{"file": one.name, "reason": one.reason} for one in skipped if not one.expected]
