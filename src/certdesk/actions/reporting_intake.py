"""The report of one intake, made from its plan and from what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from certdesk.actions.making_intake import Received, ReceivedPortfolio
from certdesk.actions.planning_intake import ReceivePlan, Work
from certdesk.actions.previewing_intake import Choice, ItemStanding, Standing
from certdesk.core.intake_report import Became, FileBecame, IntakeReport, ReportedFile, ReportedPortfolio
from certdesk.core.words import _
from certdesk.store.ids import new_id

_FILES = {
    ItemStanding.NEW: FileBecame.NEW,
    ItemStanding.CHANGED: FileBecame.REPLACED,
    ItemStanding.BESIDE: FileBecame.BESIDE,
    ItemStanding.DESCRIBED: FileBecame.DESCRIBED,
    ItemStanding.SAME: FileBecame.SAME,
    ItemStanding.TAKEN_OUT: FileBecame.TAKEN_OUT,
}


def reported(
    plan: ReceivePlan, received: Received, new: Mapping[str, ReceivedPortfolio], late: Collection[str]
) -> IntakeReport:
    """Say what became of every portfolio and file. ``new`` are those under a code of their own; ``late`` wait.

    Those are the portfolios that were changed here while they were copied.
    """
    now = plan.clock()
    made = {one.work.key: one for one in received.portfolios}
    portfolios = [_portfolio(plan, work, new.get(work.key) or made.get(work.key), late) for work in plan.works]
    skipped = tuple(ReportedFile(one.name, FileBecame.SKIPPED, one.reason) for one in plan.skipped if not one.expected)
    order = list(Became)
    ranked = tuple(sorted(portfolios, key=lambda one: (order.index(one.became), one.code)))
    found = plan.found
    return IntakeReport(
        new_id(now), now, plan.path.name, found.system.value, found.title, ranked, skipped, received.ended
    )


def _portfolio(
    plan: ReceivePlan, work: Work, made: ReceivedPortfolio | None, late: Collection[str]
) -> ReportedPortfolio:
    became = _became(work, made, late)
    found = work.found
    notes = [*work.why, *(work.notes if became is not Became.DECIDE else ()), *found.warnings]
    if work.key in late:
        notes.insert(0, _("It was changed here while it was copied: take it in again."))
    if work.choice is Choice.NEW and work.why:
        notes = [*work.notes, *found.warnings]
    if became is Became.FAILED and not notes:
        notes.append(_("Nothing of it could be read."))
    target = work.target if work.choice is not Choice.NEW else None
    code = target.code if target and became.is_in else made.portfolio.code if made and became.is_in else found.code
    there = target.id if target else made.portfolio.id if made and became is Became.NEW else ""
    return ReportedPortfolio(
        code=code,
        name=found.candidate.name or (next(iter(target.names), "") if target else ""),
        title=found.title,
        became=became,
        files=_files(work, made) if became.is_in or became is Became.FAILED else (),
        notes=tuple(dict.fromkeys(notes)),
        portfolio_id=there,
    )


def _became(work: Work, made: ReceivedPortfolio | None, late: Collection[str]) -> Became:
    if not work.selected or work.choice is Choice.LEAVE:
        return Became.LEFT_OUT
    if work.choice is None or work.key in late:
        return Became.DECIDE
    if not work.comes_in:
        return Became.SAME
    if made is None:
        return Became.UNFINISHED
    if work.choice is Choice.NEW:
        return Became.NEW if made.made else Became.FAILED
    return Became.UPDATED if work.standing is not Standing.SAME else Became.SAME


def _files(work: Work, made: ReceivedPortfolio | None) -> tuple[ReportedFile, ...]:
    failed = {file.name: file for file in made.failed} if made else {}
    problems = {id(one.work): one.item.problem for one in made.made} if made else {}
    files = [
        failed.get(item.found.file.name)
        or ReportedFile(item.found.file.name, _FILES[item.standing], problems.get(id(item), ""))
        for item in work.items
    ]
    return (*files, *(ReportedFile(one.file_name, FileBecame.GONE) for one in work.gone))


def together(reports: Sequence[IntakeReport]) -> IntakeReport:
    """Join the reports of several batches or intakes of one command; the first gives time and id."""
    first, order = reports[0], list(Became)
    portfolios = (one for report in reports for one in report.portfolios)
    return replace(
        first,
        source=", ".join(dict.fromkeys(report.source for report in reports)),
        title=", ".join(dict.fromkeys(report.title for report in reports if report.title)),
        portfolios=tuple(sorted(portfolios, key=lambda one: (order.index(one.became), one.code))),
        skipped=tuple(file for report in reports for file in report.skipped),
        ended=" ".join(report.ended for report in reports if report.ended),
    )


def in_batches(plan: ReceivePlan, *, most: int = 100, most_bytes: int = 4 * 10**9) -> Iterator[ReceivePlan]:
    """Divide a plan so that what is complete can be kept before the rest is copied; there is at least one part."""
    batches: list[list[Work]] = [[]]
    size = 0
    for work in plan.works:
        bytes_ = sum(item.found.file.size for item in work.to_copy)
        if batches[-1] and (len(batches[-1]) >= most or size + bytes_ > most_bytes):
            batches.append([])
            size = 0
        batches[-1].append(work)
        size += bytes_
    for number, works in enumerate(batches):
        staging = plan.staging.with_name(f"{plan.staging.name}-{number}")
        skipped = () if number else plan.skipped
        yield replace(plan, works=tuple(works), staging=staging, skipped=skipped)
