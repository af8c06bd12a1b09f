"""The command ``export-evidence``: what was filed, for video players and spreadsheets."""

from __future__ import annotations

import argparse
from pathlib import Path

from certdesk.actions.exporting_annotations import evidence_files
from certdesk.cli.opening import assessment_of, opened
from certdesk.cli.printing import say, say_json
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.words import _
from certdesk.reports.files import write_bytes


def export_evidence(options: argparse.Namespace) -> int:
    """Write the evidence of a portfolio into a folder; nothing that is there is replaced unless asked for."""
    with opened(options) as workspace:
        files = evidence_files(workspace, assessment_of(workspace, options.code).id)
    folder: Path = options.to
    targets = [folder / file.name for file in files]
    if not options.force and (there := [target for target in targets if target.exists()]):
        text = _("{file} is there already.").format(file=there[0])
        raise NotAllowedError(text, _("Name another folder with --to, or replace it with --force."))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("{folder} could not be made: {reason}.").format(folder=folder, reason=problem.strerror or problem)
        raise StorageError(text, _("Name another folder with --to.")) from problem
    for file, target in zip(files, targets, strict=True):
        write_bytes(target, file.data)
    if options.json:
        say_json({"files": [str(target) for target in targets]})
        return 0
    for target in targets:
        say(str(target))
    return 0
