"""Take portfolios in, from a folder, a zip or another system's export: plan (look), make (copy), keep (transaction)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from certdesk.actions.filling_candidates import filled_in
from certdesk.actions.intake_reader import IntakeReader
from certdesk.actions.keeping_intake import Receipt, keep_receive
from certdesk.actions.known_here import Known, known_here
from certdesk.actions.making_intake import IntakeStoppedError, Received, ReceivedPortfolio, make_receive
from certdesk.actions.matching_intake import Digests, possible
from certdesk.actions.planning_intake import ReceivePlan, decided, with_offers, works_of
from certdesk.actions.previewing_intake import (
    Choice,
    Decision,
    IntakePreview,
    ItemStanding,
    Namesake,
    PreviewItem,
    PreviewPortfolio,
    Standing,
)
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError
from certdesk.core.intake_report import IntakeReport
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.intake.copying import BLOCK, check_free_space
from certdesk.intake.found import Found, FoundFile, FoundPortfolio, Skipped
from certdesk.store.rubrics import list_rubrics
from certdesk.store.workspace import Workspace

__all__ = [
    "Choice", "Decision", "IntakePreview", "IntakeReader", "IntakeReport", "IntakeStoppedError", "ItemStanding",
    "Known", "Looked", "Namesake", "PreviewItem", "PreviewPortfolio", "Receipt", "ReceivePlan", "Received",
    "ReceivedPortfolio", "Standing", "decide_receive", "keep_receive", "known_here", "look_into", "make_receive",
    "plan_receive",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a folder or file, beside what is here; ``digests`` of the files that may be here already."""

    path: Path
    found: Found
    known: Known
    digests: Digests


def look_into(path: Path, known: Known, progress: Progress = silent, *, reader: IntakeReader | None = None) -> Looked:
    """Look what is in a folder or file: files only, no database, so that it may run beside the window.

    ``progress`` counts files as long as their number is unknown (0), then the bytes that are compared. Raises a
    CertDeskError that says what is wrong with it.
    """
    with reader or IntakeReader(path) as lent:
        found = lent.look(path, progress)
        found = replace(found, portfolios=tuple(filled_in(one, known.candidates) for one in found.portfolios))
        digests = _digests(found, known, lent, progress)
        progress(1, 1, path.name)
        return Looked(path, found, known, digests)


def plan_receive(
    workspace: Workspace,
    path: Path,
    *,
    rubric: RubricRef | None = None,
    looked: Looked | None = None,
    progress: Progress = silent,
) -> ReceivePlan:
    """Say what would come in from a folder or file. Raises a CertDeskError that says what is wrong with it.

    ``rubric`` is used for portfolios that do not name theirs; otherwise it is the first in the workspace. ``looked``
    is what `look_into` gave beside the window; without it, this looks itself.
    """
    rubrics = list_rubrics(workspace.db)
    if not rubrics:
        raise NotAllowedError(_("This workspace has no rubric yet."), _("Load one first."))
    teaching = next((ref for ref in rubrics if ref.id == "stem-teaching"), rubrics[0])
    _check_rubric(_("This intake"), rubric, rubrics)
    seen = looked or look_into(path, known_here(workspace), progress)
    found, skipped = _with_rubrics_here(seen.found, rubrics)
    plan = ReceivePlan(
        path=path,
        found=found,
        staging=workspace.staging / workspace.new_id(),
        default_rubric=rubric or teaching,
        clock=workspace.clock,
        works=works_of(workspace, found, seen.known, seen.digests),
        seen=seen.known,
        digests=seen.digests,
        vault=workspace.vault,
        skipped=(*found.skipped, *skipped),
    )
    check_free_space(workspace.folder, plan.size)
    return plan


def decide_receive(
    workspace: Workspace,
    plan: ReceivePlan,
    decisions: Iterable[Decision] = (),
    *,
    only: Iterable[str] = (),
    leave_out: Iterable[str] = (),
    offers_of: Iterable[str] = (),
) -> ReceivePlan:
    """Return the plan with what was decided and selected, without looking again.

    ``only`` and ``leave_out`` are keys or codes of its portfolios; an empty ``only`` means all. ``offers_of`` names
    those that also bring what is only offered. Raises NotFoundError for one that is not in the intake, NotAllowedError
    for an update that can't be, StorageError without enough room.
    """
    made = decided(workspace, with_offers(workspace, plan, offers_of), decisions, only, leave_out)
    check_free_space(workspace.folder, made.size)
    return made


def _digests(found: Found, known: Known, reader: IntakeReader, progress: Progress) -> dict[FoundFile, str]:
    """Read the files that may be here already, and only those."""
    to_read = [file for one in found.portfolios for file in _comparable(one, possible(one, known), known)]
    total, done = sum(file.size for file in to_read), 0
    digests: dict[FoundFile, str] = {}
    for file in to_read:
        try:
            with reader.open(file) as source:
                digest = sha256()
                while block := source.read(BLOCK):
                    digest.update(block)
                    done += len(block)
                    progress(done, total, file.name)
        except CancelledError:
            raise
        except CertDeskError:
            continue  # it is told when it is copied
        digests[file] = digest.hexdigest()
    return digests


def _comparable(found: FoundPortfolio, options: tuple[str, ...], known: Known) -> list[FoundFile]:
    sizes = {size for id_ in options for item in known.portfolios[id_].items for size in (item.size, item.came_size)}
    return [item.file for item in (*found.items, *found.offered) if item.file.size in sizes]


def _with_rubrics_here(found: Found, rubrics: tuple[RubricRef, ...]) -> tuple[Found, tuple[Skipped, ...]]:
    """Leave out the portfolios whose rubric is not here. Raises NotAllowedError when those are all there are."""
    here, missing = [], []
    for one in found.portfolios:
        try:
            _check_rubric(one.code, one.rubric, rubrics)
        except NotAllowedError as problem:
            missing.append((one.code, problem))
            continue
        here.append(one)
    if missing and not here:
        raise missing[0][1]
    return replace(found, portfolios=tuple(here)), tuple(Skipped(code, problem.sentence) for code, problem in missing)


def _check_rubric(who: str, ref: RubricRef | None, known: tuple[RubricRef, ...]) -> None:
    if ref is None or ref in known:
        return
    text = _("{who} is to be judged by the rubric {id} {version}, which this workspace does not have.")
    raise NotAllowedError(text.format(who=who, id=ref.id, version=ref.version), _("Load that rubric first."))
