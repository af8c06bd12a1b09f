"""Examples for other desks: a folder with an index, copies that tell of nobody, and tombstones of those that ended."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from certdesk.actions.blinding import Cleaner, bytes_tell, telling_words, tells
from certdesk.actions.exemplars import bury_ended, exemplars, item_of
from certdesk.actions.masking import shareable_of
from certdesk.core.changes import Change
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError, StorageError
from certdesk.core.exemplars import ExemplarState, ExemplarView
from certdesk.core.judging import plain_number
from certdesk.core.plain import to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.store.external_ids import external_ids
from certdesk.store.portfolios import load_portfolio
from certdesk.store.workspace import Workspace

INDEX, SCHEMA, FILES = "exemplars.json", "certdesk.exemplars/1", "files"


@dataclass(frozen=True, slots=True)
class Leaving:
    """One example that leaves: what is read of it, the file it is copied from, and words that must not be in it."""

    view: ExemplarView
    item: EvidenceItem
    source: Path
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExemplarExport:
    """What an export writes: the examples, the tombstones, and what stays here with the reason."""

    leaving: tuple[Leaving, ...]
    ended: tuple[ExemplarView, ...]
    staying: tuple[tuple[str, str], ...]
    target: Path
    change: Change


@dataclass(frozen=True, slots=True)
class ExportedExemplars:
    """What was written, and what had to stay, by id with a sentence."""

    folder: Path
    written: tuple[str, ...]
    removed: tuple[str, ...]
    staying: tuple[tuple[str, str], ...]


def plan_exemplar_export(workspace: Workspace, target: Path) -> ExemplarExport:
    """Plan an export, after everything whose consent has ended was buried.

    Raises NotAllowedError for a folder that holds something else.
    """
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not _is_ours(target))):
        text = _("{folder} holds something else than examples.").format(folder=target)
        raise NotAllowedError(text, _("Choose an empty folder, or one with examples of before."))
    change = bury_ended(workspace)
    views = exemplars(workspace)
    leaving = tuple(_leaving(workspace, one) for one in views if one.is_shown)
    ended = tuple(one for one in views if one.exemplar.state is not ExemplarState.SHOWN)
    staying = tuple(
        (one.exemplar.id, one.why_not)
        for one in views
        if one.exemplar.state is ExemplarState.SHOWN and not one.is_shown
    )
    return ExemplarExport(leaving, ended, staying, target, change)


def make_exemplar_export(plan: ExemplarExport, cleaner: Cleaner, progress: Progress) -> ExportedExemplars:
    """Write the folder, and take out of it what ended since the last time. Raises StorageError."""
    work = plan.target.with_name(f".{plan.target.name}.part")
    entries: list[dict[str, Any]] = []
    staying = list(plan.staying)
    try:
        shutil.rmtree(work, ignore_errors=True)
        (work / FILES).mkdir(parents=True)
        for number, one in enumerate(plan.leaving, 1):
            progress(number, len(plan.leaving), _("Examples"))
            try:
                entries.append(_entry(one, _copied(one, work, cleaner)))
            except (CancelledError, StorageError):
                raise
            except CertDeskError as problem:
                staying.append((one.view.exemplar.id, str(problem)))
        _write_index(work, entries, plan)
        before = _files_in(plan.target)
        _put_in_place(work, plan.target, before)
    except OSError as problem:
        text = _("The examples could not be written to {folder}: {reason}.")
        raise StorageError(
            text.format(folder=plan.target, reason=problem.strerror or problem),
            _("Check the folder and its disk, then try again."),
        ) from problem
    finally:
        shutil.rmtree(work, ignore_errors=True)
    names = {str(entry["file"]) for entry in entries}
    removed = tuple(sorted(before - names))
    return ExportedExemplars(plan.target, tuple(str(entry["id"]) for entry in entries), removed, tuple(staying))


def told_of_export(done: ExportedExemplars) -> str:
    """Say what came of an export."""
    text = ngettext("{count} example written to {folder}.", "{count} examples written to {folder}.", len(done.written))
    return text.format(count=len(done.written), folder=done.folder)


def _leaving(workspace: Workspace, view: ExemplarView) -> Leaving:
    item = item_of(workspace, view.exemplar)
    if item is None:
        raise NotAllowedError(_("Its evidence is not in the workspace any more."))
    copy = shareable_of(workspace, item.id) if view.masked else None
    digest = copy.copy.digest if copy else item.digest
    if copy and copy.copy.format:
        form = copy.copy.format
        kind = "pdf" if form == "pdf" else item.kind
        item = replace(item, format=form, kind=kind, file_name=f"masked.{form}")
    portfolio = load_portfolio(workspace.db, item.portfolio_id)
    known_as = [one.value for one in external_ids(workspace.db, portfolio.id)]
    return Leaving(view, item, workspace.vault.path(digest), telling_words(portfolio, known_as))


def _copied(one: Leaving, work: Path, cleaner: Cleaner) -> str:
    """Copy a file without its properties under a name that tells nothing; refuse one that still names somebody."""
    ending = Path(one.item.file_name).suffix.lower()
    ending = ending if ending[1:].isalnum() and len(ending) <= 6 else ""
    name = f"{FILES}/{one.view.exemplar.id}{ending}"
    target = work / name
    words = cleaner(one.item, one.source, target)
    if tells(one.words, words) or bytes_tell(one.words, target):
        target.unlink(missing_ok=True)
        raise CertDeskError(_("It tells whose work it is."), _("Mask the name, or withdraw the example."))
    return name


def _entry(one: Leaving, file: str) -> dict[str, Any]:
    exemplar = one.view.exemplar
    return {
        "id": exemplar.id,
        "rubric": one.view.rubric_id,
        "rubric_version": one.view.rubric_version,
        "criterion": exemplar.criterion_id,
        "criterion_title": one.view.criterion_title,
        "level": plain_number(exemplar.level),
        "level_label": one.view.level_label,
        "title": exemplar.title,
        "note": exemplar.note,
        "place": to_plain(exemplar.anchor),
        "kind": one.view.kind,
        "masked": one.view.masked,
        "added_at": exemplar.added_at.isoformat(),
        "file": file,
    }


def _write_index(work: Path, entries: list[dict[str, Any]], plan: ExemplarExport) -> None:
    ended = [
        {
            "id": one.exemplar.id,
            "criterion": one.exemplar.criterion_id,
            "level": plain_number(one.exemplar.level),
            "ended_at": one.exemplar.ended_at.isoformat() if one.exemplar.ended_at else "",
            "state": one.exemplar.state.value,
        }
        for one in plan.ended
    ]
    text = _("Delete the files of everything that stands under “ended” wherever you keep them.")
    index = {"schema": SCHEMA, "exemplars": entries, "ended": ended, "please": text}
    (work / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _put_in_place(work: Path, target: Path, before: set[str]) -> None:
    """Put new files in place and take old ones away; the index comes between, so that it never names what is gone."""
    (target / FILES).mkdir(parents=True, exist_ok=True)
    new = {f"{FILES}/{path.name}" for path in (work / FILES).iterdir()}
    for name in sorted(new):
        (work / name).replace(target / name)
    (work / INDEX).replace(target / INDEX)
    for name in sorted(before - new):
        (target / name).unlink(missing_ok=True)


def _is_ours(folder: Path) -> bool:
    return _read(folder).get("schema") == SCHEMA


def _files_in(folder: Path) -> set[str]:
    """Return the files that lie where examples lie, by our own names only."""
    inside = folder / FILES
    return {f"{FILES}/{path.name}" for path in inside.iterdir() if path.is_file()} if inside.is_dir() else set()


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
