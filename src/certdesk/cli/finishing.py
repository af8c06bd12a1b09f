"""The commands at the end of an assessment: preview, finalise, reopen, export-marks."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from certdesk.actions import finalising
from certdesk.actions.assessing import reopen_assessment
from certdesk.actions.exporting_marks import export_marks as marks_as_sheet
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.looking import look_at_assessment
from certdesk.cli import shapes
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.opening import assessment_of, opened, portfolio_of
from certdesk.cli.printing import say, say_json, write_text
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker


def preview(options: argparse.Namespace) -> int:
    """Write the report as it would look."""
    with opened(options) as workspace, EvidenceWorker() as worker:
        assessment = assessment_of(workspace, options.code)
        view = look_at_assessment(workspace, assessment.id)
        target = options.to or Path(f"{_as_file_name(view.portfolio.code)}-preview.pdf")
        _check_free(target, force=options.force)
        plan = finalising.plan_preview(workspace, view, my_identity(workspace))
        made = finalising.make_preview(plan, worker, progress_line())
        _copy(made, target)
    if options.json:
        say_json({"portfolio": view.portfolio.code, "path": str(target)})
        return 0
    say(str(target))
    return 0


def finalise(options: argparse.Namespace) -> int:
    """Sign the report and, after a pass, the certificate; say where they are."""
    with opened(options) as workspace, EvidenceWorker() as worker:
        assessment = assessment_of(workspace, options.code)
        plan = finalising.plan_signing(workspace, assessment.id)
        make_folder(options.to)
        signer = unlock_mine(workspace, passphrase(options))
        made = finalising.make_signed(plan, signer, worker, progress_line())
        finalising.keep_signed(workspace, plan, made)
        documents = [shapes.document(workspace, one.document) for one in made]
        copies = [_copy_into(Path(one["path"]), options.to) for one in documents] if options.to else []
    decision = plan.judged.decision
    code = plan.judged.portfolio.code
    if options.json:
        say_json({
            "portfolio": code, "outcome": decision.outcome, "label": decision.label, "certifies": decision.certifies,
            "documents": documents, "copies": [str(path) for path in copies],
        })  # fmt: skip
        return 0
    say(f"{code}: {decision.label}")
    for one in documents:
        say(f"{one['kind']}: {one['path']}")
    for path in copies:
        say(_("copied to {path}").format(path=path))
    return 0


def reopen(options: argparse.Namespace) -> int:
    """Open a signed assessment again."""
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code)
        change = reopen_assessment(workspace, assessment.id, options.reason)
        code = portfolio_of(workspace, options.code).code
    if options.json:
        say_json(shapes.change(change, code))
        return 0
    say(f"{code}: {change.label if change else _('it is not signed, so it is open already')}")
    return 0


def export_marks(options: argparse.Namespace) -> int:
    """Write the marks as a mark sheet."""
    with opened(options) as workspace:
        assessment = assessment_of(workspace, options.code)
        text = marks_as_sheet(workspace, look_at_assessment(workspace, assessment.id))
    if options.to is None:
        write_text(text)
        return 0
    _check_free(options.to, force=options.force)
    try:
        options.to.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise _not_written(options.to, problem) from problem
    say(str(options.to))
    return 0


def _as_file_name(code: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)[:40]


def _check_free(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise NotAllowedError(_("{file} is a folder.").format(file=target), _("Name a file with --to."))
    if target.exists() and not force:
        text = _("{file} is there already.").format(file=target)
        raise NotAllowedError(text, _("Name another file with --to, or replace it with --force."))


def make_folder(folder: Path | None) -> None:
    """Find out before anything is made that the files could not be written there. Raises StorageError."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _not_written(folder, problem) from problem


def _copy_into(path: Path, folder: Path) -> Path:
    target = folder / path.name
    try:
        _copy(path, target)
    except StorageError as problem:
        text = _("The documents are signed and kept in the workspace, but not copied.")
        raise StorageError(f"{text} {problem}", problem.hint) from problem
    return target


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as problem:
        raise _not_written(target, problem) from problem


def _not_written(target: Path, problem: OSError) -> StorageError:
    text = _("{file} could not be written: {reason}.").format(file=target, reason=problem.strerror or problem)
    return StorageError(text, _("Check that the folder is there, has room, and may be written to."))
