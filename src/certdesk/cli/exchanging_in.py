"""The commands ``take|take-back|receipt|ask-again|check-stick|box``."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from typing import Any

from certdesk.actions.arriving import arrivals
from certdesk.actions.asking_again import ask_again as ask_for
from certdesk.actions.asking_again import find_waiting
from certdesk.actions.checking_results import check_results, find_results
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.merging_in import held_again
from certdesk.actions.programmes import find_programme
from certdesk.actions.sending_receipts import find_received, receipts_of, write_receipt
from certdesk.actions.taking_back import take_back as undo_taking
from certdesk.actions.taking_packages import (
    ONLY_NEW,
    KeyHolder,
    TakeKept,
    TakenPackages,
    keep_take,
    make_take,
    plan_take,
    preview_take,
)
from certdesk.cli.asking import passphrase, progress_line, six_words
from certdesk.cli.opening import opened
from certdesk.cli.printing import say, say_json, say_table, warn
from certdesk.cli.programme_secrets import desk_keys
from certdesk.core.exchange import LineKind, PackagePreview, PreviewLine, SenderTrust
from certdesk.core.words import N_, _, ngettext
from certdesk.exchange.box import Standing
from certdesk.exchange.checking import CheckedPackage, check_stick
from certdesk.intake.copying import human_size
from certdesk.signing.signer import Signer
from certdesk.signing.statements_card import read_card
from certdesk.signing.statements_trust import accept_key
from certdesk.store.workspace import Workspace

_STANDING_LINES = {
    LineKind.ALREADY_HERE: N_("already here"),
    LineKind.DAMAGED: N_("damaged"),
    LineKind.QUARANTINED: N_("put aside"),
    LineKind.MISSING: N_("missing"),
}
_TRUST = {
    SenderTrust.KNOWN: N_("the signature is theirs"),
    SenderTrust.UNKNOWN: N_("nobody here knows this key"),
    SenderTrust.ENDED: N_("their key had ended or was revoked"),
    SenderTrust.BROKEN: N_("it can't be opened"),
}
_STANDINGS = {
    Standing.WHOLE: N_("whole"),
    Standing.ARRIVING: N_("still arriving"),
    Standing.DAMAGED: N_("damaged"),
}


def take(options: argparse.Namespace) -> int:
    """Take packages in, or say what would change. Returns 1 when something could not be opened or stays out."""
    with opened(options) as workspace:
        plan = plan_take(workspace, options.paths)
        answers = not (options.dry_run or options.no_receipt)
        signer = unlock_mine(workspace, passphrase(options)) if plan.needs_key or answers else None
        words = options.words or (six_words() if plan.needs_passphrase and not options.recover else "")
        made = make_take(plan, _opener(workspace, options) or signer, words, progress_line())
        if options.accept:
            _accept(workspace, made, options.accept)
        previews = preview_take(workspace, made)
        if options.accept:
            held_again(workspace)  # only now, so that what was held is told as what comes in
        told: dict[str, Any] = {"packages": [_shape(one) for one in previews], "dry_run": options.dry_run}
        failed = bool(plan.problems or made.problems)
        if options.dry_run:
            made.discard()
        else:
            kept = keep_take(workspace, made, only=ONLY_NEW if options.only_new else None)
            failed = failed or not _is_all_in(kept)
            told |= {
                "sentence": kept.sentence,
                "still_needed": sum(len(one.files) for one in kept.waiting),
                "receipts": _answered(workspace, made, kept, signer if answers else None),
            }
        if signer is not None:
            signer.lock()
    told["problems"] = [{"path": str(path), "problem": sentence} for path, sentence in plan.problems]
    if options.json:
        say_json(told)
    else:
        _tell(options, made, previews, told)
    return 1 if failed else 0


def _is_all_in(kept: TakeKept) -> bool:
    return not (kept.waiting or any(one.quarantined or one.damaged for one in kept.receipts))


def _answered(workspace: Workspace, made: TakenPackages, kept: TakeKept, signer: Signer | None) -> list[str]:
    return [str(path) for path in receipts_of(workspace, made, kept, signer)] if signer else []


def _tell(
    options: argparse.Namespace, made: TakenPackages, previews: Sequence[PackagePreview], told: dict[str, Any]
) -> None:
    for one, preview in zip(made.packages, previews, strict=True):
        if one.problem:
            # It could not be opened, so nobody knows whose it is.
            text = _("it is for somebody else, and stays where it lies") if one.for_others else one.problem
            say(f"{preview.package}: {text}")
        else:
            _say(preview)
    _say_whom_to_call(options, previews)
    if not options.words and any(one.wrong_words for one in made.packages):
        say(_("Give the six words that open it with: --words"))
    for problem in told["problems"]:
        warn(f"{problem['path']}: {problem['problem']}")
    if not options.dry_run:
        say(told["sentence"])
        for path in told["receipts"]:
            say(_("Receipt: {path}").format(path=path))


def take_back(options: argparse.Namespace) -> int:
    """Undo what a package changed."""
    with opened(options) as workspace:
        line = find_received(workspace, options.id)
        change = undo_taking(workspace, line.id)
    if options.json:
        say_json({"package": line.package, "changed": bool(change)})
        return 0
    say(_("{id} was taken back.").format(id=line.package))
    return 0


def receipt(options: argparse.Namespace) -> int:
    """Write the receipt of a package."""
    with opened(options) as workspace:
        line = find_received(workspace, options.id)
        signer = unlock_mine(workspace, passphrase(options))
        path = write_receipt(workspace, line.id, signer, options.to)
        signer.lock()
    if options.json:
        say_json({"package": line.package, "path": str(path)})
        return 0
    say(_("Receipt: {path}").format(path=path))
    return 0


def ask_again(options: argparse.Namespace) -> int:
    """Write a request for what is missing or damaged."""
    with opened(options) as workspace:
        waiting = find_waiting(workspace, options.id)
        signer = unlock_mine(workspace, passphrase(options))
        path = ask_for(workspace, waiting, signer, options.to)
        signer.lock()
    if options.json:
        say_json({"package": waiting.package, "files": len(waiting.files), "path": str(path)})
        return 0
    say(_("Written: {path}. Send it to {name}.").format(path=path, name=waiting.name))
    return 0


def check(options: argparse.Namespace) -> int:
    """Check every package of a place. Returns 1 when something is not whole."""
    results = (check_results(one, progress_line()).as_package for one in find_results(options.path))
    found = (*check_stick(options.path, progress_line()), *results)
    if options.json:
        say_json([_checked(one) for one in found])
    else:
        if not found:
            say(_("There is no package of CertDesk in {path}, and no results.").format(path=options.path))
        for one in found:
            say(f"{one.path.name}: {one.sentence}")
            for part in one.damaged:
                say(f"  {part.name}: {_('damaged')}")
    return 0 if found and all(one.whole for one in found) else 1


def box(options: argparse.Namespace) -> int:
    """List what lies in a shared folder."""
    with opened(options, needs_person=False) as workspace:
        found = arrivals(workspace, options.folder)
    if options.json:
        say_json([
            {"package": one.package, "path": str(one.path), "state": one.standing.value, "taken": one.taken,
             "from": one.sender, "size": one.size}
            for one in found
        ])  # fmt: skip
        return 0
    if not found:
        say(_("No package lies there."))
        return 0
    rows = [
        (one.path.name, one.sender, human_size(one.size), _("taken in") if one.taken else _(_STANDINGS[one.standing]))
        for one in found
    ]
    say_table((_("Name"), _("From"), _("Size"), _("State")), rows)
    return 0


def _opener(workspace: Workspace, options: argparse.Namespace) -> KeyHolder | None:
    """Return the keys of the issuing desk where somebody recovers a package with them."""
    if not options.recover:
        return None
    from certdesk.signing.authority.recovery import open_recovery

    return open_recovery(workspace.folder, desk_keys(workspace, options, find_programme(workspace, options.recover).id))


def _accept(workspace: Workspace, made: TakenPackages, words: str) -> None:
    """Accept the sender to whom the words belong; of several packages the others may be somebody else's."""
    cards = made.unknown_cards(workspace)
    meant = [card for card in cards if read_card(card).is_called(words)]
    for card in meant or cards[:1]:
        accept_key(workspace.folder, read_card(card), words, workspace.clock())


def _say_whom_to_call(options: argparse.Namespace, previews: Sequence[PackagePreview]) -> None:
    """Say how somebody whose key is unknown gets known."""
    places = " ".join(shlex.quote(str(path)) for path in options.paths)
    for words, name in {one.sender.words: one.sender.name for one in previews if _is_stranger(one)}.items():
        text = _("Call {name}, and have the six words of their key read to you. If they are these, take it in with:")
        say(text.format(name=name or _("the sender")))
        say(f'  certdesk take {places} --accept "{" ".join(words)}"')


def _is_stranger(preview: PackagePreview) -> bool:
    return preview.sender.trust is SenderTrust.UNKNOWN and bool(preview.sender.words)


def _say(preview: PackagePreview) -> None:
    sender = preview.sender
    say(
        _("{id} from {name}: {trust}").format(
            id=preview.package, name=sender.name or _("somebody"), trust=_(_TRUST[sender.trust])
        )
    )
    if _is_stranger(preview):
        say("  " + _("the words of the key: {words}").format(words=" ".join(sender.words)))
    for line in preview.lines:
        names = ", ".join(line.about[:5])
        say("  " + "  ".join(part for part in (_counted(line), names, line.detail) if part))


def _counted(line: PreviewLine) -> str:
    count = line.count
    match line.kind:
        case LineKind.NEW_PORTFOLIO:
            text = ngettext("{count} new portfolio", "{count} new portfolios", count)
        case LineKind.UPDATED_PORTFOLIO:
            text = ngettext("{count} portfolio updated", "{count} portfolios updated", count)
        case LineKind.NEW_RUBRIC:
            text = ngettext("{count} rubric", "{count} rubrics", count)
        case LineKind.NEW_ASSESSMENT:
            text = ngettext("{count} new assessment", "{count} new assessments", count)
        case LineKind.CHANGED_MARK:
            text = ngettext("{count} changed mark", "{count} changed marks", count)
        case LineKind.TASK:
            text = ngettext("{count} request to mark", "{count} requests to mark", count)
        case LineKind.RECEIPT:
            text = ngettext("{count} receipt", "{count} receipts", count)
        case LineKind.DECIDE:
            text = ngettext("{count} needs your decision", "{count} need your decision", count)
        case LineKind.HELD:
            text = ngettext("{count} waits for something", "{count} wait for something", count)
        case _:
            text = "{count} " + _(_STANDING_LINES[line.kind])
    return text.format(count=count)


def _shape(preview: PackagePreview) -> dict[str, Any]:
    return {
        "package": preview.package,
        "carrier": preview.carrier.value,
        "from": preview.sender.name,
        "trust": preview.sender.trust.value,
        "words": list(preview.sender.words),
        "made_at": preview.made_at.isoformat(),
        "changes": preview.changes,
        "parts": preview.parts,
        "parts_of": preview.parts_of,
        "missing": preview.missing,
        "lines": [
            {"kind": line.kind.value, "count": line.count, "about": list(line.about), "detail": line.detail}
            for line in preview.lines
        ],
    }


def _checked(one: CheckedPackage) -> dict[str, Any]:
    return {
        "path": str(one.path),
        "package": one.package,
        "whole": one.whole,
        "complete": one.complete,
        "finished": one.finished,
        "signed": one.signed,
        "damaged": [{"part": part.name, "leaves": list(part.leaves)} for part in one.damaged],
        "missing": list(one.missing),
        "sentence": one.sentence,
    }
