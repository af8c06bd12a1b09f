"""The commands ``repair`` and ``mask``: change an item's file, and hide parts of it in a copy."""

from __future__ import annotations

import argparse

from certdesk.actions.masking import (
    keep_shareable,
    make_shareable,
    masks_of,
    plan_shareable,
    set_masks,
    shareable_of,
)
from certdesk.actions.mending_words import in_words, stays_after_strip
from certdesk.actions.repairing import (
    bring_original_back,
    keep_repair,
    let_original_go,
    make_repair,
    plan_repair,
    plan_smaller_for_all,
    recipe_of,
)
from certdesk.cli import shapes
from certdesk.cli.arguments import MisunderstoodError
from certdesk.cli.asking import progress_line
from certdesk.cli.naming import item_of, rect_of, time_of
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import Cover, Mask, Recipe, Rotate, Smaller, Strip, Trim
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import load_item, load_items
from certdesk.store.workspace import Workspace


def repair(options: argparse.Namespace) -> int:
    """Mend an item, bring its original back or let that go."""
    with opened(options, needs_person=False) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        if options.all_over is not None:
            return _all_smaller(options, workspace, portfolio.id)
        if not options.item:
            raise MisunderstoodError(_("Say which file."), _("Or --all-smaller-over for all videos of the portfolio."))
        item = item_of(load_items(workspace.db, portfolio.id), options.item)
        change = _repaired(options, workspace, item)
        after = load_item(workspace.db, item.id)
        recipe = recipe_of(workspace, item.id)
    if not options.json and options.strip and (stays := stays_after_strip(after.kind)):
        say(stays)
    if options.json:
        told = {"file": after.file_name, "bytes": after.size, "sha256": after.digest, "how": in_words(recipe) or None}
        say_json(shapes.change(change, portfolio.code) | told)
        return 0
    say(f"{portfolio.code}: {change.label if change else _('nothing to change; it is so already')}")
    return 0


def mask(options: argparse.Namespace) -> int:
    """Add masks to an item, or take them away, and make its shareable copy."""
    with opened(options, needs_person=False) as workspace:
        portfolio = portfolio_of(workspace, options.code)
        item = item_of(load_items(workspace.db, portfolio.id), options.item)
        before = masks_of(workspace, item.id)
        change = UNCHANGED
        if options.remove:
            change = set_masks(workspace, item.id, ())
        elif options.rect or options.start:
            change = set_masks(workspace, item.id, (*before, _mask(options)))
        if not options.remove and masks_of(workspace, item.id):
            plan = plan_shareable(workspace, item.id)
            found = shareable_of(workspace, item.id)
            if found is None or not found.current:
                with EvidenceWorker() as worker:
                    change = keep_shareable(workspace, plan, make_shareable(plan, worker, progress_line()))
        found = shareable_of(workspace, item.id)
        path = str(workspace.vault.path(found.copy.digest)) if found else ""
        count = len(masks_of(workspace, item.id))
    if options.json:
        say_json(shapes.change(change, portfolio.code) | {"masks": count, "copy": path or None})
        return 0
    told = ngettext("{count} part is hidden in the copy", "{count} parts are hidden in the copy", count)
    say(f"{portfolio.code}: " + (told.format(count=count) if count else _("nothing is hidden")))
    if path:
        say(path)
    return 0


def _repaired(options: argparse.Namespace, workspace: Workspace, item: EvidenceItem) -> Change:
    if options.undo:
        return bring_original_back(workspace, item.id)
    if options.let_original_go:
        return let_original_go(workspace, item.id)
    steps = _steps(options)
    if not steps:
        text = _("Say what is to be done.")
        raise MisunderstoodError(text, _("Such as --rotate 90, --trim 0:30 12:00, --smaller or --strip."))
    plan = plan_repair(workspace, item.id, *steps)
    with EvidenceWorker() as worker:
        return keep_repair(workspace, plan, make_repair(plan, worker, progress_line()))


def _all_smaller(options: argparse.Namespace, workspace: Workspace, portfolio_id: str) -> int:
    plans = plan_smaller_for_all(workspace, (portfolio_id,), options.all_over * 2**20)
    saved = 0
    with EvidenceWorker() as worker:
        for plan in plans:
            made = make_repair(plan, worker, progress_line())
            if keep_repair(workspace, plan, made):
                saved += plan.before.size - made.size
    if options.json:
        say_json({"made": len(plans), "bytes_saved": saved})
        return 0
    text = ngettext("{count} video made smaller, {size} MB less", "{count} videos made smaller, {size} MB less",
                    len(plans))  # fmt: skip
    say(text.format(count=len(plans), size=saved // 2**20))
    return 0


def _steps(options: argparse.Namespace) -> tuple[Recipe, ...]:
    steps: list[Recipe] = []
    if options.rotate:
        steps.append(Rotate(options.rotate, tuple(options.page or ())))
    if options.trim:
        start, end = map(time_of, options.trim)
        steps.append(Trim(start, end))
    if options.smaller:
        steps.append(Smaller(options.height))
    if options.strip:
        steps.append(Strip())
    return tuple(steps)


def _mask(options: argparse.Namespace) -> Mask:
    if not options.rect:
        raise NotAllowedError(_("Say which part is to be hidden."), _("Such as --rect 120,80,300,260."))
    return Mask(
        rect=rect_of(options.rect),
        cover=Cover.BOX if options.box else Cover.BLUR,
        start_ms=time_of(options.start) if options.start else None,
        end_ms=time_of(options.end) if options.end else None,
        page=options.page or 0,
        silence=options.silence,
    )
