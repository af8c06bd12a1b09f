"""The command ``verify``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from certdesk.actions.checking_results import find_results, verify_results
from certdesk.actions.finding_documents import find_documents, photos_in_words
from certdesk.actions.listing_verdicts import write_verdicts
from certdesk.actions.verifying import trust_here, verify_text
from certdesk.actions.verifying_closely import verify_closely
from certdesk.actions.verifying_many import Verified, counts, verify_many
from certdesk.cli.asking import progress_line
from certdesk.cli.printing import say, say_json
from certdesk.core.days import day_in_words
from certdesk.core.errors import CertDeskError, NotAllowedError
from certdesk.core.words import N_, _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.signing.answers import as_json
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Check, CheckState, SignatureFacts, TimeSource, Verdict, Verification

_STATES = {
    CheckState.PASSED: N_("yes"),
    CheckState.FAILED: N_("NO"),
    CheckState.WARNING: N_("but"),
    CheckState.NOT_CHECKED: N_("not checked"),
}
_CODE = "CD1:"
_CLOSELY = 5
"""So many files are looked at with the eyes too: reading a printed code takes seconds."""


def verify(options: argparse.Namespace) -> int:
    """Verify files; the exit code is that of the worst verdict. What can't be read is a "cannot tell"."""
    if options.record and len(options.files) > 1:
        raise _only_one()
    now = datetime.now(UTC)
    trust = trust_here(options.workspace if options.workspace.is_dir() else None, options.trust or ())
    photos: list[Path] = []
    results = _results(options, trust, now, photos)
    if options.csv:
        results = write_verdicts(results, options.csv)
    told: list[dict[str, object]] = []
    kept: list[Verified] = []
    for each in results:
        if options.json:
            told.append({"file": str(each.path)} | as_json(each.result))
        else:
            _say(each.path, each.result, brief=options.brief)
        # Of thousands of answers only the verdict is kept.
        kept.append(each if options.record else Verified(each.path, Verification(each.result.verdict, "", ())))
    if options.json:
        say_json(told)
    else:
        if len(kept) != 1:
            say(_summary(kept))
        if photos:
            say(photos_in_words(len(photos)))
    if options.record:
        _record(kept, trust, options.record, now)
    return max((each.result.verdict.rank for each in kept), default=Verdict.CANNOT_TELL.rank)


def _results(options: argparse.Namespace, trust: Trust, now: datetime, photos: list[Path]) -> Iterator[Verified]:
    """Yield the answers; pictures in folders, which are left out, come into ``photos``."""
    for text in (each for each in options.files if each.startswith(_CODE)):
        yield Verified(Path(_("QR code")), verify_text(text, trust, now=now))
    named = tuple(Path(each) for each in options.files if not each.startswith(_CODE))
    yield from _handed_over(named, options, trust)
    paths = tuple(find_documents(named, photos.append))
    if len(paths) <= _CLOSELY:
        yield from _closely(paths, trust, now)
    else:
        yield from verify_many(paths, trust, progress=progress_line(), now=now)


def _handed_over(named: tuple[Path, ...], options: argparse.Namespace, trust: Trust) -> Iterator[Verified]:
    """Check the folders of results that were handed over, each as a whole; their documents are looked at after that."""
    workspace = options.workspace if options.workspace.is_dir() else None
    for folder in (found for path in named if path.is_dir() for found in find_results(path)):
        yield Verified(folder, verify_results(folder, trust, workspace, progress=progress_line()))


def _closely(paths: tuple[Path, ...], trust: Trust, now: datetime) -> Iterator[Verified]:
    """Look at a few files with the eyes too; the worker that draws them starts only when it is asked."""
    with EvidenceWorker() as worker:
        for path in paths:
            try:
                yield Verified(path, verify_closely(path, trust, worker, now=now))
            except CertDeskError as problem:
                check = Check("readable", CheckState.FAILED, problem.sentence)
                yield Verified(path, Verification(Verdict.CANNOT_TELL, problem.sentence, (check,)))


def _record(kept: list[Verified], trust: Trust, target: Path, now: datetime) -> None:
    if len(kept) != 1 or not kept[0].result.sha256:
        raise _only_one()
    # What writes PDFs takes a while to load.
    from certdesk.actions.checking_record import write_record

    write_record(kept[0].path, kept[0].result, trust, target, now=now)


def _only_one() -> NotAllowedError:
    text = _("A record is about one file.")
    return NotAllowedError(text, _("Name one PDF or badge, or use --csv for a list of many."))


def _summary(results: list[Verified]) -> str:
    found = ", ".join(
        _("{count} {verdict}").format(count=count, verdict=verdict.words)
        for verdict, count in counts(results).items()
        if count
    )
    files = ngettext("{count} file", "{count} files", len(results)).format(count=len(results))
    return f"{files}: {found}" if found else _("There is no PDF and no badge in there.")


def _say(path: Path, result: Verification, *, brief: bool) -> None:
    say(f"{path}: {result.verdict.words}")
    if not brief or result.verdict is not Verdict.GENUINE:
        say(f"  {result.summary}")
    if brief:
        return
    for line in _award(result):
        say(f"  {line}")
    for one in result.signatures:
        say(f"  {_signer(one)}")
        if one.chain:
            names = " < ".join(f"{link.name} ({link.fingerprint})" for link in one.chain[1:])
            say("    " + _("certified by {names}").format(names=names))
    room = max(len(_(word)) for word in _STATES.values())
    for check in result.checks:
        say(f"  {_(_STATES[check.state]):{room}}  {check.sentence}")
        if check.detail and check.state in {CheckState.FAILED, CheckState.WARNING}:
            say(f"  {'':{room}}  ({check.detail})")
    for field in result.unsigned_fields:
        say(_("  not signed: {field}").format(field=field))
    say()


def _award(result: Verification) -> Iterator[str]:
    if result.serial:
        award = f", {result.award}" if result.award else ""
        until = _(", valid until {day}").format(day=day_in_words(result.valid_until)) if result.valid_until else ""
        kind = result.kind.words
        yield _("{kind} {serial}{award}{until}").format(
            kind=kind[:1].upper() + kind[1:], serial=result.serial, award=award, until=until
        )
    if result.replaced_by:
        yield _("Replaced by {serial}").format(serial=result.replaced_by)


def _signer(one: SignatureFacts) -> str:
    text = _("Signed by {name}, {role}, on {time}; fingerprint {fingerprint}{known}")
    known = f" ({one.known_as})" if one.known_as else ""
    moment = one.signed_at or one.claimed_time
    time = _moment(moment.astimezone()) if moment else _("an unknown day")
    if one.time_source is TimeSource.REGISTER:
        time = _("or before {time} (register)").format(time=time)
    role = one.role or _("no role named")
    return text.format(name=one.name, role=role, time=time, fingerprint=one.fingerprint, known=known)


def _moment(moment: datetime) -> str:
    return f"{day_in_words(moment)} {moment:%H:%M}"
