"""The commands that take care of the workspace: check, backup."""

from __future__ import annotations

import argparse

from certdesk.actions.backing_up import make_backup, plan_backup
from certdesk.actions.checking import make_check, plan_check
from certdesk.actions.confining import Confinement, look_at_confinement, rouse
from certdesk.cli.asking import progress_line
from certdesk.cli.opening import held
from certdesk.cli.printing import say, say_json
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker


def check(options: argparse.Namespace) -> int:
    """Check everything, and say what the reader of evidence is kept from. Returns 1 when anything is wrong."""
    with held(options) as workspace:
        findings = make_check(plan_check(workspace), progress_line(), deep=options.deep)
    with EvidenceWorker() as worker:
        reader = look_at_confinement(worker, rouse(worker).result())
    sound = not any(finding.faults for finding in findings)
    if options.json:
        checks = [{"name": one.name, "sound": not one.faults, "faults": list(one.faults)} for one in findings]
        say_json({"sound": sound, "deep": options.deep, "checks": checks, "reader": _reader(reader)})
        return 0 if sound else 1
    for finding in findings:
        if not finding.faults:
            say(f"{_('fine'):6} {finding.sentence}")
        for fault in finding.faults:
            say(f"{_('WRONG'):6} {fault}")
    if reader.kept_from:
        say(f"{_('fine'):6} {reader.kept_from}")
    for weakness in (reader.open_to, reader.problem):
        if weakness:
            say(f"{_('note'):6} {weakness}")
    return 0 if sound else 1


def _reader(told: Confinement) -> dict[str, object]:
    """Shape it for scripts. ``sound`` has nothing to do with it: what a system lacks is no fault of the workspace."""
    return {
        "limits": list(told.limits), "kept_from": told.kept_from, "open_to": told.open_to, "problem": told.problem,
    }  # fmt: skip


def backup(options: argparse.Namespace) -> int:
    """Copy the workspace. Returns 1 when a file could not be copied because the original is damaged."""
    with held(options) as workspace:
        done = make_backup(plan_backup(workspace, options.target), progress_line())
    if options.json:
        say_json({
            "folder": str(done.folder), "copied": done.copied, "present": done.present, "faults": list(done.faults),
        })  # fmt: skip
        return 1 if done.faults else 0
    text = ngettext("{count} file copied", "{count} files copied", done.copied).format(count=done.copied)
    there = _("{count} were there already").format(count=done.present)
    say(_("Backup in {folder}: {copied}, {there}.").format(folder=done.folder, copied=text, there=there))
    for fault in done.faults:
        say(f"  {fault}")
    return 1 if done.faults else 0
