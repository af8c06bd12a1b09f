"""The command ``verify``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from certdesk.actions.verifying import verify_file
from certdesk.cli.printing import say, say_json
from certdesk.core.errors import CertDeskError
from certdesk.core.words import N_, _
from certdesk.signing.verification import CheckState, SignatureFacts, Verdict, Verification

_STATES = {
    CheckState.PASSED: N_("yes"),
    CheckState.FAILED: N_("NO"),
    CheckState.WARNING: N_("but"),
    CheckState.NOT_CHECKED: N_("not checked"),
}


def verify(options: argparse.Namespace) -> int:
    """Verify files; the exit code is that of the worst verdict. What can't be read is a "cannot tell"."""
    results = [(path, _result(path, options.workspace)) for path in _files(options.files)]
    if options.json:
        say_json([{"file": str(path)} | result.as_json() for path, result in results])
    else:
        for path, result in results:
            _say(path, result, brief=options.brief)
    return max(result.verdict.rank for _path, result in results)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Name every file: a folder stands for the PDFs in it."""
    for path in paths:
        pdfs = sorted(one for one in path.iterdir() if one.suffix.lower() == ".pdf") if path.is_dir() else []
        yield from pdfs or [path]


def _result(path: Path, workspace: Path) -> Verification:
    try:
        return verify_file(path, workspace)
    except CertDeskError as problem:
        return Verification(Verdict.CANNOT_TELL, problem.sentence, ())


def _say(path: Path, result: Verification, *, brief: bool) -> None:
    say(f"{path}: {result.verdict.words}")
    if not brief or result.verdict is not Verdict.GENUINE:
        say(f"  {result.summary}")
    if brief:
        return
    for one in result.signatures:
        say(f"  {_signer(one)}")
    room = max(len(_(word)) for word in _STATES.values())
    for check in result.checks:
        say(f"  {_(_STATES[check.state]):{room}}  {check.sentence}")
    for field in result.unsigned_fields:
        say(_("  not signed: {field}").format(field=field))
    say()


def _signer(one: SignatureFacts) -> str:
    text = _("Signed by {name}, {role}, on {time}; fingerprint {fingerprint}{known}")
    known = f" ({one.known_as})" if one.known_as else ""
    time = f"{one.claimed_time.astimezone():%Y-%m-%d %H:%M}" if one.claimed_time else _("an unknown day")
    return text.format(name=one.name, role=one.role, time=time, fingerprint=one.fingerprint, known=known)
