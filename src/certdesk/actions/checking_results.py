"""Check a folder of results that somebody handed over: is all of it there, and whose signature is it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from certdesk.core.errors import CertDeskError
from certdesk.core.exchange import SenderTrust
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.exchange.handing.checking import CheckedResults, check_results, find_results
from certdesk.signing.identity import list_identities
from certdesk.signing.statements import Trusted, check_card
from certdesk.signing.statements_card import read_card
from certdesk.signing.statements_trust import load_trusted
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, DocumentKind, Verdict, Verification

__all__ = ["CheckedResults", "check_results", "find_results", "verify_results"]
_SHOWN = 20


def verify_results(
    folder: Path, trust: Trust, workspace: Path | None = None, *, progress: Progress = silent
) -> Verification:
    """Read a whole folder of results and say whether it is genuine; files only, and never raises for what is in it.

    ``workspace`` is the folder of a desk whose accepted keys count.
    """
    found = check_results(folder, progress)
    checks = list(_checks(found))
    if not (found.head and found.signed and found.whole):
        wrong = found.problem or (found.finished and not found.signed) or found.damaged or found.missing or found.extra
        verdict = Verdict.NOT_GENUINE if wrong else Verdict.CANNOT_TELL
        return Verification(verdict, found.sentence, tuple(checks), kind=DocumentKind.RESULTS)
    signer = _signer(found, trust, workspace)
    checks.append(signer)
    known = signer.state is CheckState.PASSED
    summary = f"{found.sentence} {signer.sentence}"
    return Verification(
        Verdict.GENUINE if known else Verdict.CANNOT_TELL, summary, tuple(checks), kind=DocumentKind.RESULTS,
        programme=found.head.programme,
    )  # fmt: skip


def _checks(found: CheckedResults) -> list[Check]:
    state = CheckState.PASSED if found.finished else CheckState.FAILED
    checks = [Check("finished", state, _("The hand-over was finished.") if found.finished else found.sentence)]
    if not found.finished:
        return checks
    fits = _("The signature fits.") if found.signed else _("The signature does not fit.")
    checks.append(Check("signature", CheckState.PASSED if found.signed else CheckState.FAILED, fits))
    for name, text, files in (
        ("intact", _("Every file is as it was written."), found.damaged),
        ("complete", _("No file is missing."), found.missing),
        ("nothing_added", _("No file was added."), found.extra),
    ):
        listed = ", ".join(files[:_SHOWN]) + (" …" if len(files) > _SHOWN else "")
        wrong = {
            "intact": _("Damaged or changed: {files}"), "complete": _("Missing: {files}"),
            "nothing_added": _("Added by somebody else: {files}"),
        }[name]  # fmt: skip
        sentence = wrong.format(files=listed) if files else text
        checks.append(Check(name, CheckState.FAILED if files else CheckState.PASSED, sentence))
    return checks


def _signer(found: CheckedResults, trust: Trust, workspace: Path | None) -> Check:
    """Say whose signature it is, and whether that is known here."""
    try:
        card = read_card(found.card)
        trusted = _trusted(trust, workspace)
    except CertDeskError:
        return Check("signer", CheckState.WARNING, _("It can't be told whose signature it is."), found.author)
    if card.did != found.author or found.head is None:
        return Check("signer", CheckState.FAILED, _("It is signed with a key of somebody else than it says."))
    at = datetime.combine(found.head.made_on, time(23, 59, 59), UTC)
    verdict = check_card(card, trusted, at)
    words = _("Signed by {name}, {role}.").format(name=card.name, role=card.role or _("no role named"))
    if verdict.trust is SenderTrust.KNOWN:
        return Check("signer", CheckState.PASSED, words, card.fingerprint)
    call = _("Have the six words of this key read to you by telephone: {words}.")
    reason = verdict.reason or _("Nobody here knows this key.")
    text = " ".join(part for part in (words, reason, call.format(words=" ".join(card.words))) if part)
    return Check("signer", CheckState.WARNING, text, card.fingerprint)


def _trusted(trust: Trust, workspace: Path | None) -> Trusted:
    if workspace is None:
        return Trusted(programmes=trust.programmes)
    known = load_trusted(workspace, list_identities(workspace / "identities"))
    return replace(known, programmes=trust.programmes)
