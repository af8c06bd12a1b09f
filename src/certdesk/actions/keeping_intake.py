"""Keeping what was copied: files into the vault, rows into the database in one transaction, and the report of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date

from certdesk.actions.keeping_consents import put_consents
from certdesk.actions.known_here import Known, known_here
from certdesk.actions.making_intake import MadeItem, Received, ReceivedPortfolio
from certdesk.actions.matching_intake import source_id
from certdesk.actions.merging_intake import (
    item_fields,
    merged_day,
    merged_item,
    merged_portfolio,
    portfolio_fields,
)
from certdesk.actions.planning_intake import ItemWork, ReceivePlan, Work
from certdesk.actions.previewing_intake import Choice, ItemStanding
from certdesk.actions.reporting_intake import reported
from certdesk.core.changes import Change
from certdesk.core.claims import claim_findings
from certdesk.core.intake_report import Became, IntakeReport
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.intake.found import FoundItem, Skipped
from certdesk.store.as_received import AsReceived, as_received_row, load_as_received
from certdesk.store.external_ids import external_id_rows
from certdesk.store.intake_reports import keep_report
from certdesk.store.item_days import item_day_row, item_days
from certdesk.store.portfolios import item_row, load_items, load_portfolio, portfolio_row
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Recording, Workspace


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an intake did: the change, the codes that came in new or were updated, those that were here already.

    ``findings`` are sentences about claims that lead nowhere, with the code of the portfolio. ``waiting`` are codes
    that need a decision or were not reached, ``report`` says all of it file by file.
    """

    change: Change
    codes: tuple[str, ...]
    already_here: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    report: IntakeReport
    findings: tuple[tuple[str, str], ...] = ()
    updated: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        parts = []
        if count := len(self.codes):
            parts.append(ngettext("{names} taken in", "{names} portfolios taken in", count))
            parts[-1] = parts[-1].format(names=_few(self.codes))
        if count := len(self.updated):
            parts.append(ngettext("{names} updated", "{names} portfolios updated", count))
            parts[-1] = parts[-1].format(names=_few(self.updated))
        if self.already_here:
            count = len(self.already_here)
            parts.append(ngettext("{names} was here already", "{names} were here already", count))
            parts[-1] = parts[-1].format(names=_few(self.already_here))
        if self.waiting:
            parts.append(ngettext("{names} needs a decision", "{names} need a decision", len(self.waiting)))
            parts[-1] = parts[-1].format(names=_few(self.waiting))
        left = sum(not skipped.expected for skipped in self.skipped)
        if left:
            parts.append(ngettext("{count} file left out", "{count} files left out", left).format(count=left))
        said = ", ".join(parts) + "." if parts else _("Nothing to take in was found.")
        return f"{said} {self.report.ended}".strip()


def keep_receive(workspace: Workspace, plan: ReceivePlan, received: Received) -> Receipt:
    """Keep what was copied. A portfolio that has changed here since it was planned waits for another look.

    Of what is here already only files that were lost come back. Raises StorageError.
    """
    now = known_here(workspace)
    made = {one.work.key: one for one in received.portfolios}
    late = {key for key, one in made.items() if _has_changed(one.work, plan.seen, now)}
    kept = [one for one in received.portfolios if one.work.key not in late and _is_worth(one)]
    for one in received.portfolios:  # also of what waits: a second look then copies nothing again
        for path, digest in one.staged:
            workspace.vault.keep(path, digest)
    shutil.rmtree(plan.staging, ignore_errors=True)
    taken = _Codes(now)
    new = [taken.numbered(one) for one in kept if one.work.choice is Choice.NEW]
    old = [one for one in kept if one.work.choice is Choice.UPDATE]
    codes = tuple(one.portfolio.code for one in new)
    updated = tuple(one.work.target.code for one in old if one.work.target)
    subject = _subject(new, old)
    with workspace.recording("portfolio.received", _label(codes, updated), subject=subject) as recording:
        keeper = _Keeper(workspace, plan, recording)
        for one in new:
            keeper.put_new(one)
        for one in old:
            keeper.put_update(one)
    report = reported(plan, received, {one.work.key: one for one in new}, late)
    keep_report(workspace, report)
    return Receipt(
        change=recording.change,
        codes=codes,
        already_here=tuple(one.code for one in report.with_state(Became.SAME)),
        skipped=received.skipped,
        report=report,
        findings=tuple((one.portfolio.code, text) for one in new for text in _findings(workspace, one)),
        updated=updated,
        waiting=tuple(one.code for one in report.with_state(Became.DECIDE)),
    )


def _is_worth(one: ReceivedPortfolio) -> bool:
    """Whether anything of it came: a new portfolio without a file is none."""
    return bool(one.made) or one.work.choice is Choice.UPDATE


def _has_changed(work: Work, seen: Known, now: Known) -> bool:
    """Whether the portfolio is another by now than the one that was looked at."""
    if work.target is not None and work.choice is Choice.UPDATE:
        return now.portfolios.get(work.target.id) != seen.portfolios[work.target.id]
    code = work.found.code.casefold()
    return set(now.by_code.get(code, ())) != set(seen.by_code.get(code, ()))


class _Codes:
    """Gives a portfolio a code of its own where another has it already."""

    def __init__(self, known: Known) -> None:
        self._taken = {one.code.casefold() for one in known.portfolios.values()}

    def numbered(self, one: ReceivedPortfolio) -> ReceivedPortfolio:
        code, number = one.portfolio.code, 2
        while code.casefold() in self._taken:
            code, number = f"{one.portfolio.code}-{number}", number + 1
        self._taken.add(code.casefold())
        return replace(one, portfolio=replace(one.portfolio, code=code))


class _Keeper:
    """Writes the rows of one intake."""

    def __init__(self, workspace: Workspace, plan: ReceivePlan, recording: Recording) -> None:
        self._db = workspace.db
        self._clock = workspace.clock
        self._recording = recording
        self._source = source_id(plan.found)

    def put_new(self, one: ReceivedPortfolio) -> None:
        """Write a portfolio with its items."""
        self._recording.put("portfolio", portfolio_row(one.portfolio))
        self._put_portfolio_origin(one.work, one.portfolio.id)
        for position, made in enumerate(one.made):
            self._put_item(replace(made.item, position=position), made.work.found)
        put_consents(self._recording, self._clock, one.portfolio.id, one.items, one.work.found.consents)

    def put_update(self, one: ReceivedPortfolio) -> None:
        """Write what is new and what has changed of one that is here."""
        target = one.work.target
        if target is None:
            return
        came = load_as_received(self._db, target.id)
        here = {item.id: item for item in load_items(self._db, target.id)}
        days = dict(item_days(self._db, target.id))
        before = load_portfolio(self._db, target.id)
        after = merged_portfolio(before, came.get(target.id), one.work.found)
        self._recording.put("portfolio", portfolio_row(after))
        self._put_portfolio_origin(one.work, target.id)
        made = {id(entry.work): entry for entry in one.made}
        last = max((item.position for item in here.values()), default=-1)
        for work in one.work.items:
            entry, old = made.get(id(work)), here.get(work.here.id) if work.here else None
            if old is not None and work.standing in {ItemStanding.DESCRIBED, ItemStanding.SAME}:
                self._describe(old, work, came.get(old.id), days.get(old.id))
            elif entry and old is not None and work.standing is ItemStanding.CHANGED:
                self._replace(old, entry, came.get(old.id), days.get(old.id))
            elif entry:
                last += 1
                item = replace(entry.item, portfolio_id=target.id, position=last)
                if work.standing is ItemStanding.BESIDE:
                    item = replace(item, title=_("{title} (newer version)").format(title=item.title))
                self._put_item(item, work.found)

    def _put_item(self, item: EvidenceItem, found: FoundItem) -> None:
        self._recording.put("item", item_row(item))
        self._put_origin(item, found, item.evidence_type)
        self._put_day(item.id, found.made_on)

    def _describe(self, old: EvidenceItem, work: ItemWork, was: AsReceived | None, day: date | None) -> None:
        self._recording.put("item", item_row(merged_item(old, was, work.found)))
        self._put_day(old.id, merged_day(day, was, work.found))
        digest, size = (was.digest, was.size) if was else (old.digest, old.size)
        self._put_origin(replace(old, digest=digest, size=size), work.found, _sorted_as(was, work.found))

    def _replace(self, old: EvidenceItem, entry: MadeItem, was: AsReceived | None, day: date | None) -> None:
        """Put new bytes in the place of old ones; copies that were made of those go with them."""
        found, new = entry.work.found, entry.item
        merged = merged_item(old, was, found)
        item = replace(
            merged, digest=new.digest, size=new.size, file_name=new.file_name, kind=new.kind, format=new.format,
            pages=new.pages, duration_ms=new.duration_ms, problem=new.problem,
            evidence_type=merged.evidence_type or new.evidence_type,
        )  # fmt: skip
        self._recording.put("item", item_row(item))
        self._put_day(old.id, merged_day(day, was, found))
        for row in list(self._db.query("select id from item_copy where item_id = ?", [old.id])):
            self._recording.remove("item_copy", row)
        self._put_origin(item, found, _sorted_as(was, found) or new.evidence_type)

    def _put_day(self, item_id: str, day: date | None) -> None:
        if day is not None:
            self._recording.put("item_day", item_day_row(item_id, day))

    def _put_origin(self, item: EvidenceItem, found: FoundItem, sorted_as: str) -> None:
        fields = item_fields(found, sorted_as)
        row = as_received_row(AsReceived(item.id, item.portfolio_id, fields, item.digest, item.size))
        self._recording.put("as_received", row)
        for row in external_id_rows(item.id, found.known_as):
            self._recording.put("external_id", row)

    def _put_portfolio_origin(self, work: Work, portfolio_id: str) -> None:
        row = as_received_row(AsReceived(portfolio_id, portfolio_id, portfolio_fields(work.found)))
        self._recording.put("as_received", row)
        source = (self._source,) if self._source else ()
        for row in external_id_rows(portfolio_id, (*work.found.known_as, *source)):
            self._recording.put("external_id", row)


def _sorted_as(was: AsReceived | None, found: FoundItem) -> str:
    """Return the type that the item has by its source: as it says now, or as it was sorted when it came in."""
    return found.type or (str(was.fields.get("sorted", "")) if was else "")


def _subject(new: list[ReceivedPortfolio], old: list[ReceivedPortfolio]) -> str:
    ids = [one.portfolio.id for one in new] + [one.work.target.id for one in old if one.work.target]
    return ids[0] if len(ids) == 1 else ""


def _label(codes: tuple[str, ...], updated: tuple[str, ...]) -> str:
    parts = [_("{names} taken in").format(names=", ".join(codes))] if codes else []
    if updated:
        parts.append(_("{names} updated").format(names=", ".join(updated)))
    return ", ".join(parts)


def _few(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 3 else str(len(codes))


def _findings(workspace: Workspace, one: ReceivedPortfolio) -> tuple[str, ...]:
    rubric = load_rubric(workspace.db, one.portfolio.rubric)
    return claim_findings(one.items, {criterion.id for criterion in rubric.criteria})
