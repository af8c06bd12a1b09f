"""The commands ``exemplars list|add|withdraw|export``."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import Any

from certdesk.actions.exemplars import ExemplarDraft, add_exemplar, exemplars, withdraw_exemplar
from certdesk.actions.exporting_exemplars import make_exemplar_export, plan_exemplar_export, told_of_export
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table
from certdesk.core.annotations import Anchor, TimeSpan, WholeItem
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.exemplars import ExemplarState, ExemplarView, found_exemplars
from certdesk.core.fields import exact_number
from certdesk.core.judging import plain_number
from certdesk.core.plain import to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import silent
from certdesk.core.words import _
from certdesk.intake.marks_sheet_anchors import read_time
from certdesk.store.exemplars import load_exemplars
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace


def list_all(options: argparse.Namespace) -> int:
    """List the examples and tombstones."""
    level = _level(options.level) if options.level else None
    with opened(options, needs_person=False) as workspace:
        found = found_exemplars(exemplars(workspace), options.criterion, level, " ".join(options.words))
    if options.json:
        say_json([_shape(one) for one in found])
        return 0
    if not found:
        say(_("There is no example like that yet."))
        return 0
    rows = [
        (
            one.exemplar.id,
            one.exemplar.criterion_id,
            plain_number(one.exemplar.level),
            one.exemplar.title,
            _standing(one),
        )
        for one in found
    ]
    say_table((_("Id"), _("Criterion"), _("Level"), _("Title"), _("How it stands")), rows)
    return 0


def add(options: argparse.Namespace) -> int:
    """Add an example."""
    with opened(options) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        item = _item(load_items(workspace.db, portfolio.id), options.item)
        draft = ExemplarDraft(
            item.id, options.criterion, _level(options.level), options.title, options.note, _place(options)
        )
        change = add_exemplar(workspace, draft)
    id_ = next(iter(sorted(change.subjects)), "")
    if options.json:
        say_json({"changed": bool(change), "id": id_})
        return 0
    say(_("Added: {id}.").format(id=id_) if change else _("It is an example already."))
    return 0


def withdraw(options: argparse.Namespace) -> int:
    """Take an example out."""
    with opened(options) as workspace:
        change = withdraw_exemplar(workspace, _whole_id(workspace, options.id), options.reason)
    if options.json:
        say_json({"changed": bool(change)})
        return 0
    said = _("Withdrawn. The next export leaves it out.") if change else _("It was withdrawn already.")
    say(said)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the examples to a folder."""
    from certdesk.actions.blind_copies import cleaner_of
    from certdesk.evidence.client import EvidenceWorker

    with opened(options) as workspace, EvidenceWorker() as worker:
        plan = plan_exemplar_export(workspace, options.folder)
        done = make_exemplar_export(plan, cleaner_of(worker), silent)
    if options.json:
        staying = [{"id": id_, "reason": reason} for id_, reason in done.staying]
        removed = list(done.removed)
        say_json({"folder": str(done.folder), "written": list(done.written), "removed": removed, "staying": staying})
        return 0
    say(told_of_export(done))
    for id_, reason in done.staying:
        say(_("Stays here: {id}. {reason}").format(id=id_, reason=reason))
    return 0


def _level(text: str) -> Fraction:
    try:
        return exact_number(text)
    except ValueError as problem:
        raise NotAllowedError(_("“{text}” is no level.").format(text=text), _("Write it like 3.")) from problem


def _place(options: argparse.Namespace) -> Anchor:
    if not options.start and not options.end:
        return WholeItem()
    try:
        start, end = read_time(options.start or "0:00"), read_time(options.end)
    except (ValueError, CertDeskError) as problem:
        raise NotAllowedError(_("The times can't be read."), _("Write them like 3:05.")) from problem
    if end <= start:
        raise NotAllowedError(_("The span ends before it starts."), _("Exchange its ends."))
    return TimeSpan(start, end)


def _item(items: tuple[EvidenceItem, ...], wanted: str) -> EvidenceItem:
    for one in items:
        if wanted in {one.id, one.file_name, one.title, str(one.position + 1)}:
            return one
    names = ", ".join(one.file_name for one in items)
    text = _("There is no evidence “{name}” in this portfolio.").format(name=wanted)
    raise NotFoundError(text, _("It has {names}.").format(names=names))


def _whole_id(workspace: Workspace, wanted: str) -> str:
    """Return the id that begins so, where only one does."""
    begun = [one.id for one in load_exemplars(workspace.db) if one.id.startswith(wanted)]
    return begun[0] if len(begun) == 1 else wanted


def _standing(one: ExemplarView) -> str:
    match one.exemplar.state:
        case ExemplarState.WITHDRAWN:
            return _("withdrawn")
        case ExemplarState.CONSENT_ENDED:
            return _("ended with its consent")
        case ExemplarState.SHOWN:
            if one.why_not:
                return one.why_not
            return _("shown, masked") if one.masked else _("shown")


def _shape(one: ExemplarView) -> dict[str, Any]:
    exemplar = one.exemplar
    return {
        "id": exemplar.id,
        "criterion": exemplar.criterion_id,
        "level": str(exemplar.level),
        "state": exemplar.state.value,
        "title": exemplar.title,
        "note": exemplar.note,
        "place": to_plain(exemplar.anchor),
        "masked": one.masked,
        "shown": one.is_shown,
        "why_not": one.why_not,
        "added_at": exemplar.added_at.isoformat(),
        "ended_at": exemplar.ended_at.isoformat() if exemplar.ended_at else None,
    }
