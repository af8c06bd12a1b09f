"""The commands that put the evidence of a portfolio in order: sort, describe, add."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from certdesk.actions import adding_items, sorting_items
from certdesk.actions.filling_slots import Slot, SlotsView, slots_of
from certdesk.actions.naming_candidates import CandidateDetails, change_candidate
from certdesk.cli.asking import progress_line
from certdesk.cli.naming import item_of, time_of
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, warn
from certdesk.core.annotations import PageRegion, TimeSpan
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.intake.marks_sheet_anchors import WHOLE_PAGE
from certdesk.store.portfolios import load_items
from certdesk.store.removed_items import removed_items
from certdesk.store.workspace import Workspace

_NONE = "none"
_LONGEST_LIST = 2**20


def sort(options: argparse.Namespace) -> int:
    """Show the slots of a portfolio, or sort, take out or bring back an item."""
    with opened(options, needs_person=False) as workspace:
        portfolio_id = portfolio_of(workspace, options.code).id
        change = _sorted(workspace, portfolio_id, options)
        view = slots_of(workspace, portfolio_id)
    if options.json:
        say_json(_shape(view, change))
        return 0
    if change is not None:
        say(_("Done: {label}.").format(label=change.label) if change else _("It was so already."))
        return 0
    _say_slots(view)
    return 0


def describe(options: argparse.Namespace) -> int:
    """Write about an item, or about whose portfolio it is."""
    with opened(options, needs_person=False) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        if options.item:
            item = item_of(load_items(workspace.db, portfolio.id), options.item)
            change = _described(workspace, item, options)
        else:
            details = CandidateDetails(
                options.name, options.school, options.language, options.new_code, options.title, None, options.cohort
            )
            if options.caption is not None or options.claims is not None or options.day is not None:
                raise NotAllowedError(
                    _("Caption, claims and day are about an item."), _("Name its file after the code.")
                )
            change = change_candidate(workspace, portfolio.id, details)
    _answer(change, options)
    return 0


def add(options: argparse.Namespace) -> int:
    """Add files, a note or links. Returns 1 when a file stayed out."""
    given = [bool(options.paths), options.note is not None, options.links is not None]
    if sum(given) != 1:
        raise NotAllowedError(_("Say what to add: files, --note or --links, one of them."))
    with opened(options, needs_person=False) as workspace, EvidenceWorker() as worker:
        portfolio_id = portfolio_of(workspace, options.code).id
        plan = _add_plan(workspace, portfolio_id, options)
        received = adding_items.make_add(plan, worker, progress_line())
        change = adding_items.keep_add(workspace, plan, received)
    left_out = [{"file": one.name, "reason": one.reason} for one in received.skipped if not one.expected]
    if options.json:
        say_json({"changed": bool(change), "label": change.label, "left_out": left_out})
    else:
        say(_("Done: {label}.").format(label=change.label) if change else _("All of it is in the portfolio already."))
        for one in left_out:
            warn(f"{one['file']}: {one['reason']}")
    return 1 if left_out else 0


def _sorted(workspace: Workspace, portfolio_id: str, options: argparse.Namespace) -> Change | None:
    if options.suggested:
        view = slots_of(workspace, portfolio_id)
        sorts = {one.item.id: one.suggested.sure_type for one in view.unsorted if one.suggested.sure_type}
        return sorting_items.sort_items(workspace, sorts)
    if not options.item:
        if options.out or options.back:
            raise NotAllowedError(_("Say which item, by the name of its file."))
        return None
    if options.back:
        gone = item_of(removed_items(workspace.db, portfolio_id), options.item)
        return sorting_items.bring_back_item(workspace, gone.id)
    item = item_of(load_items(workspace.db, portfolio_id), options.item)
    if options.out:
        return sorting_items.remove_item(workspace, item.id)
    if not options.type:
        raise NotAllowedError(_("Say which sort of evidence it is."), _("Such as lesson_plan, or none."))
    return sorting_items.sort_items(workspace, {item.id: "" if options.type == _NONE else options.type})


def _described(workspace: Workspace, item: EvidenceItem, options: argparse.Namespace) -> Change:
    of_people = (options.name, options.school, options.language, options.new_code, options.cohort)
    if any(one is not None for one in of_people):
        raise NotAllowedError(_("Name, school, language, code and cohort are about a portfolio, not an item."))
    claims = None if options.claims is None else _claims(options.claims)
    change = sorting_items.describe_item(
        workspace, item.id, sorting_items.ItemWords(options.title, options.caption, claims)
    )
    if options.day is None:
        return change
    return sorting_items.date_item(workspace, item.id, _day(options.day)) or change


def _claims(text: str) -> tuple[Claim, ...]:
    return tuple(_claim(part.strip()) for part in text.split(",") if part.strip())


def _claim(text: str) -> Claim:
    criterion, at, place = text.partition("@")
    if not at:
        return Claim(criterion)
    if place.isdecimal():
        return Claim(criterion, PageRegion(int(place), WHOLE_PAGE))
    start, _dash, end = place.partition("-")
    first = time_of(start)
    return Claim(criterion, TimeSpan(first, time_of(end) if end else first))


def _day(text: str) -> date | None:
    if text == _NONE:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise NotAllowedError(_("“{text}” is not a day.").format(text=text), _("Write it as 2026-11-22.")) from problem


def _add_plan(workspace: Workspace, portfolio_id: str, options: argparse.Namespace) -> adding_items.AddPlan:
    if options.note is not None:
        note = adding_items.NoteText(options.title, options.note, options.type)
        return adding_items.plan_note(workspace, portfolio_id, note)
    if options.links is not None:
        links = _links(options.links)
        return adding_items.plan_links(workspace, portfolio_id, links, title=options.title, type_id=options.type)
    return adding_items.plan_add(workspace, portfolio_id, options.paths, options.type)


def _links(path: Path) -> list[adding_items.WebLink]:
    """Read a text file with an address at the beginning of each line, and words about it after a blank."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST_LIST).decode("utf-8-sig", "replace")
    except OSError as problem:
        said = _("“{file}” can't be read: {reason}.").format(file=path.name, reason=problem.strerror or problem)
        raise StorageError(said, _("Check its name.")) from problem
    lines = (line.strip() for line in text.splitlines())
    return [adding_items.WebLink(*line.split(maxsplit=1)) for line in lines if line]


def _answer(change: Change, options: argparse.Namespace) -> None:
    if options.json:
        say_json({"changed": bool(change), "label": change.label if change is not UNCHANGED else ""})
        return
    say(_("Done: {label}.").format(label=change.label) if change else _("It was so already."))


def _say_slots(view: SlotsView) -> None:
    for slot in view.slots:
        say(_slot_line(slot))
        for item in slot.items:
            say(f"  {item.file_name}: {item.title}")
    if view.unsorted:
        say(_("Not sorted:"))
    for one in view.unsorted:
        suggested = _(" – may be {type}").format(type=one.suggested.type) if one.suggested.type else ""
        say(f"  {one.item.file_name}: {one.item.title}{suggested}")
    if view.removed:
        say(_("Taken out: {names}").format(names=", ".join(item.file_name for item in view.removed)))
    empty = len(view.empty)
    if empty:
        say(ngettext("{count} slot still lacks something.", "{count} slots still lack something.", empty).format(
            count=empty))  # fmt: skip


def _slot_line(slot: Slot) -> str:
    head = f"{slot.label} [{slot.type}]"
    if not slot.minimum:
        return head
    text = _("{slot}: {here} of {needed}, for {criteria}")
    limits = f"; {', '.join(slot.limits)}" if slot.limits else ""
    line = text.format(slot=head, here=len(slot.items), needed=slot.minimum, criteria=", ".join(slot.criteria))
    return line + limits


def _shape(view: SlotsView, change: Change | None) -> dict[str, Any]:
    return {
        "code": view.portfolio.code,
        "changed": bool(change),
        "slots": [
            {
                "type": slot.type,
                "label": slot.label,
                "needed": slot.minimum,
                "missing": slot.missing,
                "criteria": list(slot.criteria),
                "items": [item.file_name for item in slot.items],
            }
            for slot in view.slots
        ],
        "unsorted": [
            {
                "file": one.item.file_name,
                "title": one.item.title,
                "suggested": one.suggested.type,
                "confidence": one.suggested.confidence.value,
                "reason": one.suggested.reason,
            }
            for one in view.unsorted
        ],
        "taken_out": [item.file_name for item in view.removed],
    }
