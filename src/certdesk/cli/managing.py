"""Commands that make a workspace and fill it."""

from __future__ import annotations

import argparse

from certdesk import shipped
from certdesk.actions import identifying, receiving
from certdesk.actions.rubric_loading import load_built_in_rubrics, load_rubric_file
from certdesk.cli.opening import opened, passphrase, progress_line
from certdesk.cli.printing import say, say_json, say_table, shown_safely
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.workspace import Workspace


def new(options: argparse.Namespace) -> int:
    """Make a workspace, or use the one that is there, and make an identity in it."""
    secret = passphrase(options, twice=True)
    with Workspace(options.workspace) as workspace:
        load_built_in_rubrics(workspace, shipped.rubrics())
        plan = identifying.plan_identity(workspace, options.name, options.role, secret)
        identity = identifying.make(plan, progress_line())
        identifying.keep(workspace, identity)
    say(_("Workspace: {folder}").format(folder=options.workspace))
    say(_("{name}, {role}. Fingerprint: {print}").format(
        name=identity.name, role=identity.role, print=identity.fingerprint
    ))  # fmt: skip
    return 0


def take_in(options: argparse.Namespace) -> int:
    """Take in portfolios. The exit code is 1 when something was left out that should have come in."""
    left_out = 0
    with opened(options, needs_person=False) as workspace, EvidenceWorker() as worker:
        for path in options.paths:
            plan = receiving.plan_receive(workspace, path)
            if options.dry_run:
                _say_plan(plan, as_json=options.json)
                continue
            received = receiving.make_receive(plan, worker, progress_line())
            receipt = receiving.keep_receive(workspace, plan, received)
            left_out += _say_receipt(receipt, as_json=options.json)
    return 1 if left_out else 0


def rubrics(options: argparse.Namespace) -> int:
    """List rubrics, after loading one if a file is named."""
    with opened(options, needs_person=False) as workspace:
        if options.file:
            load_rubric_file(workspace, options.file)
        loaded = [load_rubric(workspace.db, ref) for ref in list_rubrics(workspace.db)]
    if options.json:
        say_json([{"id": r.id, "version": r.version, "title": r.title, "criteria": len(r.criteria)} for r in loaded])
        return 0
    rows = [(r.id, r.version, str(len(r.criteria)), r.title) for r in loaded]
    say_table((_("Rubric"), _("Version"), _("Criteria"), _("Title")), rows)
    return 0


def _say_plan(plan: receiving.ReceivePlan, *, as_json: bool) -> None:
    if as_json:
        say_json(
            [{"code": found.code, "items": len(found.items), "size": found.size} for found in plan.found.portfolios]
        )
        return
    for found in plan.found.portfolios:
        text = _("{code}: {title}, {count} items")
        say(text.format(code=found.code, title=shown_safely(found.title), count=len(found.items)))
    for skipped in plan.found.skipped:
        say(f"  {shown_safely(skipped.name)}: {skipped.reason}")


def _say_receipt(receipt: receiving.Receipt, *, as_json: bool) -> int:
    missed = [skipped for skipped in receipt.skipped if not skipped.expected]
    if as_json:
        say_json({"received": receipt.codes, "already_here": receipt.already_here, "left_out": missed})
        return len(missed)
    say(receipt.sentence)
    for skipped in missed:
        say(f"  {shown_safely(skipped.name)}: {skipped.reason}")
    return len(missed)
