"""The commands ``retention list|hold|holds|lift|purge|receipts|receipt``."""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import asdict
from datetime import date

from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.purging import (
    PurgePlan,
    PurgeReceipt,
    begin_purge,
    make_purge,
    plan_purge,
    purge_work,
    receipt_file,
    receipts,
    sign_purge,
    unfinished_purges,
)
from certdesk.actions.retaining import KeptLine, due_lines, hold, kept_lines, lift, why_kept
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.core.days import day_in_words
from certdesk.core.errors import NotAllowedError
from certdesk.core.preflight_words import size_in_words
from certdesk.core.retention import CLASS_WORDS, KeptClass
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.tables import neutralised
from certdesk.signing.signer import Signer
from certdesk.store import retention as stored
from certdesk.store.workspace import Workspace


def list_all(options: argparse.Namespace) -> int:
    """Show until when what is kept."""
    with opened(options, needs_person=False) as workspace:
        today = workspace.clock().date()
        lines = due_lines(workspace) if options.due else kept_lines(workspace)
    if options.json:
        say_json([_shape(line, today) for line in lines])
    elif options.csv:
        write_text(_as_csv(lines, today))
    elif not lines:
        say(_("Nothing is due to go.") if options.due else _("No evidence is kept here."))
    else:
        head = (_("Code"), _("What"), _("Items"), _("Size"), _("Kept until"), _("Why"))
        say_table(head, [_row(line, today) for line in lines])
    return 0


def hold_one(options: argparse.Namespace) -> int:
    """Keep something whatever the clock says."""
    with opened(options) as workspace:
        until = date.fromisoformat(options.until) if options.until else None
        change = hold(workspace, _subject(workspace, options.subject), options.reason, until)
    if options.json:
        say_json({"held": sorted(change.subjects)})
    else:
        say(_("It is held, and no purge takes it."))
    return 0


def list_holds(options: argparse.Namespace) -> int:
    """Show the legal holds."""
    with opened(options, needs_person=False) as workspace:
        holds = stored.list_holds(workspace.db)
        names = {cohort.id: cohort.name for cohort in cohorts_here(workspace)}
        names |= {line.portfolio_id: line.code for line in kept_lines(workspace)}
    if options.json:
        say_json([{name: str(value or "") for name, value in asdict(one).items()} for one in holds])
    elif not holds:
        say(_("There is no legal hold."))
    else:
        rows = [(one.id[-8:], names.get(one.subject, one.subject), str(one.since), str(one.until or ""),
                 str(one.ended_on or ""), one.reason) for one in holds]  # fmt: skip
        say_table((_("Id"), _("What"), _("Since"), _("Until"), _("Lifted"), _("Reason")), rows)
    return 0


def lift_one(options: argparse.Namespace) -> int:
    """End a legal hold."""
    with opened(options) as workspace:
        change = lift(workspace, options.id)
    if options.json:
        say_json({"lifted": sorted(change.subjects)})
    else:
        say(_("The hold is lifted."))
    return 0


def purge(options: argparse.Namespace) -> int:
    """Delete what is due, going on with a purge that was stopped first."""
    with opened(options) as workspace:
        begun = unfinished_purges(workspace)
        lines = _chosen(workspace, options)
        if not lines and not begun:
            raise NotAllowedError(
                _("Nothing is due to go."), _("“certdesk retention list” shows until when what is kept.")
            )
        plan = plan_purge(workspace, lines) if lines else None
        if options.dry_run:
            return _say_plan(options, plan, len(begun))
        signer = unlock_mine(workspace, passphrase(options))
        ids = [one.id for one in begun]
        if plan:
            begin_purge(workspace, plan)
            ids.append(plan.id)
        for receipt_id in ids:
            _finish(workspace, receipt_id, signer)
        done = [one for one in receipts(workspace) if one.id in ids]
    if options.json:
        say_json([_receipt_shape(one) for one in done])
    else:
        for one in done:
            _say_receipt(one)
    return 0


def list_receipts(options: argparse.Namespace) -> int:
    """Show the receipts of what was deleted."""
    with opened(options, needs_person=False) as workspace:
        found = receipts(workspace)
    if options.json:
        say_json([_receipt_shape(one) for one in found])
    elif not found:
        say(_("Nothing was purged here yet."))
    else:
        say_table(
            (_("Id"), _("When"), _("By"), _("Files"), _("Size"), _("Receipt")), [_receipt_row(one) for one in found]
        )
    return 0


def write_receipt(options: argparse.Namespace) -> int:
    """Write a receipt into a file."""
    with opened(options, needs_person=False) as workspace:
        body = receipt_file(workspace, options.id)
    if options.file.exists() and not options.force:
        text = _("{file} is there already.").format(file=options.file)
        raise NotAllowedError(text, _("Choose another name, or replace it with --force."))
    options.file.write_bytes(body)
    if options.json:
        say_json({"file": str(options.file)})
    else:
        say(_("The receipt was written to {file}.").format(file=options.file))
    return 0


def _finish(workspace: Workspace, receipt_id: str, signer: Signer) -> None:
    make_purge(purge_work(workspace, receipt_id), progress_line())
    sign_purge(workspace, receipt_id, signer)


def _chosen(workspace: Workspace, options: argparse.Namespace) -> list[KeptLine]:
    wanted = {portfolio_of(workspace, code).id for code in options.codes}
    lines = [line for line in due_lines(workspace) if not wanted or line.portfolio_id in wanted]
    if options.recordings_only:
        lines = [line for line in lines if line.kept is KeptClass.RECORDING]
    return lines


def _subject(workspace: Workspace, wanted: str) -> str:
    if wanted == "all":
        return "*"
    cohort = next((one for one in cohorts_here(workspace) if wanted in {one.id, one.name}), None)
    return cohort.id if cohort else portfolio_of(workspace, wanted).id


def _say_plan(options: argparse.Namespace, plan: PurgePlan | None, begun: int) -> int:
    if options.json:
        say_json({"plan": asdict(plan) if plan else None, "begun": begun})
        return 0
    if begun:
        text = ngettext("{count} purge was stopped and goes on.", "{count} purges were stopped and go on.", begun)
        say(text.format(count=begun))
    if plan:
        rows = [
            (one.code, _(CLASS_WORDS[KeptClass(one.kept)]), str(one.items), size_in_words(one.size))
            for one in plan.lines
        ]
        say_table((_("Code"), _("What"), _("Items"), _("Size")), rows)
        text = ngettext("{count} file, {size}, would be deleted for good.",
                        "{count} files, {size}, would be deleted for good.", len(plan.digests))  # fmt: skip
        say(text.format(count=len(plan.digests), size=size_in_words(plan.size)))
        if plan.shared:
            text = ngettext("{count} file stays, because another portfolio needs it.",
                            "{count} files stay, because other portfolios need them.", plan.shared)  # fmt: skip
            say(text.format(count=plan.shared))
    return 0


def _say_receipt(one: PurgeReceipt) -> None:
    text = ngettext("{count} file, {size}, is deleted. Receipt {id}.",
                    "{count} files, {size}, are deleted. Receipt {id}.", one.files)  # fmt: skip
    say(text.format(count=one.files, size=size_in_words(one.size), id=one.id[-8:]))
    say(_("Out of reach of this desk:"))
    for place in one.left:
        say(f"  {place}")


def _row(line: KeptLine, today: date) -> tuple[str, ...]:
    until = day_in_words(line.until) if line.until else "–"
    size = size_in_words(line.size)
    return line.code, _(CLASS_WORDS[line.kept]), str(len(line.items)), size, until, why_kept(line, today)


def _receipt_row(one: PurgeReceipt) -> tuple[str, ...]:
    size = size_in_words(one.size)
    return one.id[-8:], f"{one.at:%Y-%m-%d %H:%M}", one.by, str(one.files), size, _standing(one)


def _standing(one: PurgeReceipt) -> str:
    if not one.finished:
        return _("not finished")
    return _("signed") if one.genuine else _("the signature does not fit")


def _shape(line: KeptLine, today: date) -> dict[str, object]:
    return {
        "code": line.code,
        "class": line.kept.value,
        "items": [item.item_id for item in line.items],
        "bytes": line.size,
        "final_on": str(line.final_on) if line.final_on else None,
        "until": str(line.until) if line.until else None,
        "due": line.is_due(today),
        "kept_because": [one.value for one in line.reprieves],
        "why": why_kept(line, today),
    }


def _receipt_shape(one: PurgeReceipt) -> dict[str, object]:
    return asdict(one) | {"at": one.at.isoformat()}


def _as_csv(lines: tuple[KeptLine, ...], today: date) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["code", "class", "items", "bytes", "final_on", "until", "due", "why"])
    for line in lines:
        days = line.final_on or "", line.until or "", int(line.is_due(today))
        told = neutralised(line.code), line.kept.value, len(line.items), line.size
        table.writerow([*told, *days, neutralised(why_kept(line, today))])
    return out.getvalue()
