"""Finished documents that wait to be entered, and those that are entered and wait to be put in their place.

A signed file comes to stand among the documents only after the register knows of it, so that whatever a crash leaves
there is known; and what is entered and not in its place yet is put there the next time that somebody looks.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.issue_steps import IssueStep, read_step
from certdesk.actions.issue_work import CountersignOrder, Finished
from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.signing.safe_write import write_file
from certdesk.store.assessments import load_documents
from certdesk.store.flushing import flush_file, flush_folder
from certdesk.store.issue_batches import end_batch, end_steps, load_batches, load_steps
from certdesk.store.workspace import Workspace

log = logging.getLogger(__name__)
FOLDER = "issuing"
_SIGNED = "signed-"


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A finished document that waits: its SHA-256 and its badge."""

    digest: str
    badge: str


def shelf(workspace: Workspace, batch_id: str) -> Path:
    """Return the folder where the finished documents of a job wait."""
    return workspace.folder / FOLDER / batch_id


def put_by(folder: Path, finished: Finished) -> None:
    """Keep a finished document, durably. Raises StorageError; then it counts as not made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("{folder} could not be made: {reason}.").format(folder=folder, reason=problem.strerror)
        raise StorageError(text, _("Make room on the disk, then go on.")) from problem
    write_file(folder / f"{finished.document_id}.pdf", finished.content)
    note = json.dumps({"digest": finished.digest, "badge": finished.badge})
    write_file(folder / f"{finished.document_id}.json", note.encode())


def on_shelf(folder: Path, document_id: str) -> OnShelf | None:
    """Return what waits for a document, or None when it is not finished or not whole."""
    try:
        note = json.loads((folder / f"{document_id}.json").read_bytes())
        digest = hashlib.sha256((folder / f"{document_id}.pdf").read_bytes()).hexdigest()
        found = OnShelf(str(note["digest"]), str(note["badge"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("document %s of a job is damaged and will be made again", document_id)
        return None
    return found if found.digest == digest else None


def put_in_place(workspace: Workspace, batch_id: str) -> None:
    """Move what is entered among the signed documents. Raises StorageError; once more does no harm."""
    folder, done = shelf(workspace, batch_id), []
    for kept in load_steps(workspace.db, batch_id):
        step = read_step(kept)
        if _is_entered(workspace, step):
            _move(folder, workspace.documents, step)
            done.append(step.id)
    if not done:
        return
    flush_folder(workspace.documents)
    with workspace.local_change() as db:
        end_steps(db, tuple(done))
    for document_id in done:
        throw_away(folder, document_id)


def throw_away(folder: Path, document_id: str) -> None:
    """Remove what waits for a document."""
    for ending in ("pdf", "json"):
        (folder / f"{document_id}.{ending}").unlink(missing_ok=True)


def clear_forgotten(workspace: Workspace) -> None:
    """Remove what waits for jobs that nothing knows of any more, after a database was taken back from a backup.

    None of it was ever entered, and its numbers stay used.
    """
    known = {batch.id for batch in load_batches(workspace.db)}
    for folder in (workspace.folder / FOLDER).glob("*"):
        if folder.is_dir() and folder.name not in known and not folder.name.startswith(_SIGNED):
            log.warning("what waited for job %s is removed, because nothing knows of it", folder.name)
            shutil.rmtree(folder, ignore_errors=True)


def end_job(workspace: Workspace, batch_id: str) -> None:
    """Forget a job and what of it waits."""
    with workspace.local_change() as db:
        end_batch(db, batch_id)
    shutil.rmtree(shelf(workspace, batch_id), ignore_errors=True)


def set_aside(workspace: Workspace, name: str, files: Mapping[str, Path]) -> None:
    """Move files by the names that they will have to where they wait until they are entered. Raises StorageError."""
    folder = workspace.folder / FOLDER / f"{_SIGNED}{name}"
    try:
        workspace.documents.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        for file_name, path in files.items():
            if (workspace.documents / file_name).exists():
                text = _("{file} already exists.").format(file=workspace.documents / file_name)
                raise StorageError(text, _("Move it away and sign again."))
            flush_file(path)
            path.replace(folder / file_name)
        flush_folder(folder)
    except OSError as problem:
        text = _("{file} could not be stored: {reason}.").format(file=problem.filename, reason=problem.strerror)
        raise StorageError(text, _("Your marks are safe. Make room on the disk and sign again.")) from problem


def put_aside_in_place(workspace: Workspace) -> None:
    """Move what was set aside and is entered among the signed documents; what was never entered goes.

    Called again after a crash, it does what was left. Raises StorageError.
    """
    for folder in (workspace.folder / FOLDER).glob(f"{_SIGNED}*"):
        for path in folder.iterdir():
            try:
                if _is_known(workspace, path.name):
                    path.replace(workspace.documents / path.name)
                else:
                    path.unlink()
            except OSError as problem:
                text = _("{file} is signed, but could not be stored yet: {reason}.")
                text = text.format(file=path, reason=problem.strerror)
                raise StorageError(text, _("Check the disk, then open the workspace again.")) from problem
        flush_folder(workspace.documents)
        shutil.rmtree(folder, ignore_errors=True)


def _is_known(workspace: Workspace, file_name: str) -> bool:
    return workspace.db.execute("select 1 from document where file_name = ?", [file_name]).fetchone() is not None


def _is_entered(workspace: Workspace, step: IssueStep) -> bool:
    documents = load_documents(workspace.db, step.assessment_id)
    return any((each.id, each.kind) == (step.id, step.kind) for each in documents)


def _move(folder: Path, documents: Path, step: IssueStep) -> None:
    try:
        documents.mkdir(parents=True, exist_ok=True)
        source = folder / f"{step.id}.pdf"
        if source.exists():
            source.replace(documents / step.file_name)
        if isinstance(step.order, CountersignOrder) and (documents / step.file_name).exists():
            # All of it stands at the beginning of the countersigned one.
            (documents / step.order.file_name).unlink(missing_ok=True)
    except OSError as problem:
        text = _("{file} is issued, but could not be stored yet: {reason}.")
        reason = problem.strerror or str(problem)
        hint = _("Check the disk, then go on with the job: nothing is issued twice.")
        raise StorageError(text.format(file=step.file_name, reason=reason), hint) from problem
