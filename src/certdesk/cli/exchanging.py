"""The commands ``pack|hand-over|packages``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.deciding_clashes import OddTime, odd_times
from certdesk.actions.handing_over import (
    HandedOverTo,
    hand_over_as_file,
    keep_hand_over,
    mail_file,
    make_hand_over,
    plan_hand_over,
)
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.inbox import packages_waiting
from certdesk.actions.outbox import find_packed, packages_out, tidy_outbox
from certdesk.actions.packing import (
    Made,
    MarksOf,
    PackagePlan,
    PackageScope,
    keep_package,
    make_package,
    plan_package,
    prepare_package,
    state_package,
)
from certdesk.actions.recipients import find_recipient
from certdesk.actions.usual_times import usual_time_sentence
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import opened, portfolio_of
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.core.exchange import Carrier, Direction, HistoryLine, ReceiptState
from certdesk.core.words import N_, _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.exchange.media import medium_of
from certdesk.intake.copying import human_size
from certdesk.store.exchanges import history
from certdesk.store.statements import subjects_stated
from certdesk.store.workspace import Workspace

_RECEIPTS = {
    ReceiptState.WAITED_FOR: N_("receipt not back yet"),
    ReceiptState.BACK: N_("receipt is back"),
    ReceiptState.SENT: N_("receipt sent"),
    ReceiptState.TO_SEND: N_("receipt to be sent"),
    ReceiptState.NONE: "",
}


def pack(options: argparse.Namespace) -> int:
    """Pack, and hand over at once where a place is named."""
    with opened(options) as workspace:
        tidy_outbox(workspace)
        scope = _scope(workspace, options)
        plan = _prepared(plan_package(workspace, scope))
        made = _packed(workspace, plan, options)
        where = _handed_over(workspace, made, options)
    if options.json:
        say_json({
            "package": plan.package, "portfolios": list(plan.codes), "size": made.size, "parts": made.parts,
            "passphrase": plan.passphrase, "path": str(where) if where else "", "warnings": list(plan.warnings),
            "left_out": [{"code": one.code, "reason": one.reason} for one in plan.not_ready],
            "usual_minutes": plan.usual_time.minutes if plan.usual_time else None,
        })  # fmt: skip
        return 0
    for one in plan.not_ready:
        warn(_("stays here: {code}: {reason}").format(code=one.code, reason=one.reason))
    for text in plan.warnings:
        warn(text)
    say(
        _("Packed: {id}, {size}, for {names}.").format(
            id=plan.package, size=human_size(made.size), names=made.packed.for_whom
        )
    )
    if plan.usual_time:
        say(usual_time_sentence(plan.usual_time))
    if plan.passphrase:
        say(_("Tell these words by another way, such as the telephone:"))
        say(f"  {plan.passphrase}")
    return 0


def hand_over(options: argparse.Namespace) -> int:
    """Bring a package to a stick or folder."""
    with opened(options) as workspace:
        packed = find_packed(workspace, options.id)
        done = _to_medium(workspace, packed.package, options)
    if options.json:
        say_json({"package": packed.package, "path": str(done.path), "parts_left": len(done.plan.left)})
        return 0
    say(done.sentence)
    return 0


def packages(options: argparse.Namespace) -> int:
    """List what came and went."""
    with opened(options, needs_person=False) as workspace:
        lines = history(workspace.db, workspace.clock())
        waiting, out = packages_waiting(workspace.folder), packages_out(workspace)
        odd = odd_times(workspace, subjects_stated(workspace.db))
    if options.json:
        say_json({
            "history": [_shape(line) for line in lines],
            "outbox": [
                {"package": one.package, "for": one.for_whom, "size": one.size, "handed_over": one.handed_over}
                for one in out
            ],
            "waiting": [
                {"package": one.package, "from": one.name, "files": [digest for digest, _size in one.files]}
                for one in waiting
            ],
            "odd_times": [{"code": one.code, "at": one.at.isoformat(), "backwards": one.backwards} for one in odd],
        })  # fmt: skip
        return 0
    for wrong in odd:
        warn(_odd_time(wrong))
    if not (lines or waiting or out):
        say(_("No package came or went yet."))
    if lines:
        say_table(
            (_("Package"), _("Way"), _("What"), _("With"), _("When"), _("Receipt")),
            [
                (line.package[-8:], _way(line), _what(line), line.peer, f"{line.at:%Y-%m-%d %H:%M}", _standing(line))
                for line in lines
            ],
        )
    for one in (one for one in out if not one.handed_over):
        say(
            _("in the outbox: {id}, {size}, for {names}").format(
                id=one.package, size=human_size(one.size), names=one.for_whom
            )
        )
    for missing in waiting:
        size = sum(size for _digest, size in missing.files)
        say(
            _("not whole: {id} from {name}: {count} files ({size}) are still needed").format(
                id=missing.package, name=missing.name, count=len(missing.files), size=human_size(size)
            )
        )
    return 0


def _odd_time(odd: OddTime) -> str:
    """Say that a clock was wrong, and that nothing hangs on it."""
    text = (
        _("{code}: written at {time} by its desk's clock, before what it builds on. Nothing is decided by clocks.")
        if odd.backwards
        else _("{code}: written at {time} by its desk's clock, which is still to come. Nothing is decided by clocks.")
    )
    return text.format(code=odd.code or odd.subject, time=f"{odd.at:%Y-%m-%d %H:%M}")


def _scope(workspace: Workspace, options: argparse.Namespace) -> PackageScope:
    marks = MarksOf.EVERYBODY if options.with_marks else MarksOf.MINE if options.marks_only else MarksOf.NOBODY
    return PackageScope(
        tuple(portfolio_of(workspace, code).id for code in options.codes),
        tuple(find_recipient(workspace, name).id for name in options.people),
        options.passphrase,
        Carrier.MAIL if options.mail else Carrier.FOLDER if options.shared else Carrier.STICK,
        options.blind,
        evidence=not options.marks_only,
        marks=marks,
        everything=options.everything,
        with_closed=options.with_closed,
        let_through=tuple(options.let_through),
        tell_usual_time=not options.without_pace,
    )


def _prepared(plan: PackagePlan) -> PackagePlan:
    """Make the copies of a blind package; what can't go into it stands in the plan from then on."""
    if not plan.scope.blind or not plan.scope.evidence:
        return plan
    with EvidenceWorker() as worker:
        return prepare_package(plan, cleaner_of(worker), progress_line())


def _packed(workspace: Workspace, plan: PackagePlan, options: argparse.Namespace) -> Made:
    signer = unlock_mine(workspace, passphrase(options))
    try:
        made = make_package(state_package(workspace, plan, signer), signer, progress_line())
    finally:
        signer.lock()
    keep_package(workspace, made)
    return made


def _handed_over(workspace: Workspace, made: Made, options: argparse.Namespace) -> Path | None:
    package = made.packed.package
    if options.mail:
        hand_over_as_file(workspace, package, options.mail)
        return mail_file(made.packed, options.mail)
    if not options.to:
        return None
    done = _to_medium(workspace, package, options)
    if not options.json:
        say(done.sentence)
    return done.path


def _to_medium(workspace: Workspace, package: str, options: argparse.Namespace) -> HandedOverTo:
    limit = options.limit * 10**6 if options.limit is not None else None
    plan = plan_hand_over(workspace, package, medium_of(options.to), limit=limit, shared=options.shared)
    done = make_hand_over(plan, progress_line())
    keep_hand_over(workspace, done)
    return done


def _way(line: HistoryLine) -> str:
    return _("came in") if line.direction is Direction.RECEIVED else _("handed over")


def _what(line: HistoryLine) -> str:
    portfolios = ngettext("{count} portfolio", "{count} portfolios", line.portfolios).format(count=line.portfolios)
    assessments = ngettext("{count} assessment", "{count} assessments", line.assessments)
    parts = [portfolios] if line.portfolios else []
    parts += [assessments.format(count=line.assessments)] if line.assessments else []
    if parts:
        return ", ".join(parts)
    if line.receipts:
        return _("receipt")
    # Only a request says nothing of its own.
    return _("rubric") if line.rubrics else _("request")


def _standing(line: HistoryLine) -> str:
    if line.taken_back:
        return _("taken back")
    said = _RECEIPTS[line.receipt]
    return _(said) if said else ""


def _shape(line: HistoryLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "package": line.package,
        "direction": line.direction.value,
        "carrier": line.carrier.value,
        "peer": line.peer,
        "at": line.at.isoformat(),
        "portfolios": line.portfolios,
        "assessments": line.assessments,
        "size": line.size,
        "receipt": line.receipt.value,
        "complete": line.complete,
        "taken_back": line.taken_back,
    }
