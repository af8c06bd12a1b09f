"""Mend an evidence item: plan, make (files only), keep (one deed). The original stays until somebody lets it go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from certdesk.actions.mending_words import in_words, why_not
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.plain import digest as digest_of
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight import RepairKind
from certdesk.core.progress import Progress
from certdesk.core.recipes import CopyPurpose, ItemCopy, Recipe, Rotate, Smaller, Strip, Trim
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import BY_NAME
from certdesk.evidence.mending.making import Order, forget, mend
from certdesk.evidence.mending.refusing import CannotMendError, Reason
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import Describe
from certdesk.store.assessments import assessments_of_all
from certdesk.store.copies import copy_row, facts_of, find_copy, is_referred_to, original_row, recipe_text
from certdesk.store.portfolios import item_row, load_item, load_items, load_portfolio
from certdesk.store.workspace import Workspace

SCRATCH = "mending"
"""Folder below the derived files in which long work goes on where it was."""
SMALLER_FROM = 200 * 2**20
"""Bytes from which a smaller copy of a video is offered."""
STRIPPABLE = frozenset(
    {"PDF", "JPEG", "PNG", "GIF", "WebP", "TIFF", "HEIC", "AVIF", "BMP"}
    | {"DOCX", "PPTX", "XLSX", "ODT", "ODP", "ODS", "ODG"}
    | {"MP4", "QuickTime", "3GP", "Matroska", "WebM", "AVI", "WMV", "FLV", "MPEG-TS", "Ogg video"}
    | {"MP3", "WAV", "FLAC", "M4A", "AAC", "AMR", "AIFF", "CAF", "Ogg audio"}
)
"""Formats from which location and author metadata can be taken out."""
_QUARTERS = frozenset({90, 180, 270})
_PASSING = frozenset({Reason.OVERDUE, Reason.CRASHED, Reason.NO_ROOM})
"""What may come out otherwise at another try, which goes on with what is done."""


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What is to be made of an item's original. ``before`` is the item as the plan saw it."""

    before: EvidenceItem
    recipe: tuple[Recipe, ...]
    source: Path
    source_digest: str
    target: Path
    scratch: Path


@dataclass(frozen=True, slots=True)
class MadeRepair:
    """The mended file in staging, and what was found when it was looked into."""

    path: Path
    digest: str
    size: int
    told: Description


def offered_repairs(workspace: Workspace, item_id: str) -> tuple[RepairKind, ...]:
    """Say what can be done about an item's file, whether or not anything is wrong with it.

    Nothing is offered once somebody has begun to assess the portfolio.
    """
    item = load_item(workspace.db, item_id)
    if _begun(workspace, item):
        return ()
    offers = {
        RepairKind.ROTATE: item.kind in {"image", "video"} or item.format == "PDF",
        RepairKind.TRIM: item.kind in {"video", "audio"},
        RepairKind.SMALLER: item.kind == "video",
        RepairKind.STRIP: item.format in STRIPPABLE,
    }
    return tuple(kind for kind, can in offers.items() if can)


def recipe_of(workspace: Workspace, item_id: str) -> tuple[Recipe, ...]:
    """Return how the file in an item's place was made from the original; empty where it is the original."""
    copy = find_copy(workspace.db, item_id, CopyPurpose.ORIGINAL)
    return copy.recipe if copy is not None and not copy.discarded else ()


def plan_repair(workspace: Workspace, item_id: str, *steps: Recipe) -> RepairPlan:
    """Plan to mend an item, by ``steps`` on top of the repairs that it has had: it is made from the original again.

    Raises NotAllowedError where the item can't be mended so, or somebody has begun to assess it.
    """
    item = load_item(workspace.db, item_id)
    refuse_if_begun(workspace, item)
    _check(item, steps)
    copy = find_copy(workspace.db, item_id, CopyPurpose.ORIGINAL)
    kept = copy is not None and not copy.discarded
    recipe = _together((*(copy.recipe if copy is not None and kept else ()), *steps))
    source = copy.digest if copy is not None and kept else item.digest
    if not workspace.vault.has(source):
        text = _("The file of “{title}” is not in the workspace any more.").format(title=item.title)
        raise NotAllowedError(text, _("Take the portfolio in again; then the file comes back."))
    key = digest_of(f"{source} {recipe_text(recipe)}")[:32]
    return RepairPlan(
        before=item,
        recipe=recipe,
        source=workspace.vault.path(source),
        source_digest=source,
        target=workspace.staging / workspace.new_id(),
        scratch=workspace.derived / SCRATCH / key,
    )


def plan_smaller_for_all(
    workspace: Workspace, portfolio_ids: tuple[str, ...], over: int = SMALLER_FROM, height: int = 480
) -> tuple[RepairPlan, ...]:
    """Plan smaller copies of all videos over so many bytes, but of none that is assessed or has been made smaller."""
    plans = []
    for portfolio_id in portfolio_ids:
        for item in load_items(workspace.db, portfolio_id):
            small = any(isinstance(step, Smaller) for step in recipe_of(workspace, item.id))
            if item.kind == "video" and item.size > over and not small and not _begun(workspace, item):
                plans.append(plan_repair(workspace, item.id, Smaller(height)))
    return tuple(plans)


def make_repair(plan: RepairPlan, worker: EvidenceWorker, progress: Progress) -> MadeRepair:
    """Make the mended file. Stopped, what is done of a long work stays and the next try goes on with it.

    ``progress`` counts in thousandths. Raises CertDeskError with what stands in the way.
    """
    title = plan.before.title
    try:
        plan.target.parent.mkdir(parents=True, exist_ok=True)
        order = Order(plan.source, plan.before.file_name, plan.recipe, plan.target, plan.scratch)
        form = mend(order, lambda done, of, left: progress(done, of, f"{title}: {left}" if left else title))
        _refuse_if_no_smaller(plan)
        return looked_into(plan.target, named_for(plan.before.file_name, form), worker)
    except CannotMendError as cannot:
        plan.target.unlink(missing_ok=True)
        if cannot.reason not in _PASSING:
            forget(plan.scratch)
        raise why_not(cannot.reason, title) from cannot
    except OSError as problem:
        plan.target.unlink(missing_ok=True)
        text = _("“{title}” can't be mended: {reason}.").format(title=title, reason=problem.strerror)
        raise StorageError(text, _("Check the disk of the workspace; nothing has changed.")) from problem
    except BaseException:
        plan.target.unlink(missing_ok=True)
        raise


def keep_repair(workspace: Workspace, plan: RepairPlan, made: MadeRepair) -> Change:
    """Put the mended file in the item's place, and keep the original beside it. Undo brings the original back.

    Raises NotAllowedError when the item has changed meanwhile or somebody has begun to assess it.
    """
    item = load_item(workspace.db, plan.before.id)
    refuse_if_begun(workspace, item)
    copy = find_copy(workspace.db, item.id, CopyPurpose.ORIGINAL)
    fresh = copy is None or copy.discarded
    source = copy.digest if copy is not None and not fresh else item.digest
    if (item.digest, source) != (plan.before.digest, plan.source_digest):
        made.path.unlink(missing_ok=True)
        text = _("“{title}” was changed meanwhile.").format(title=item.title)
        raise NotAllowedError(text, _("Look at it and mend it again."))
    if made.digest == item.digest:
        made.path.unlink(missing_ok=True)
        return UNCHANGED
    workspace.vault.keep(made.path, made.digest)
    label = _("“{title}” {how}").format(title=item.title, how=in_words(plan.recipe))
    with workspace.recording("evidence.repaired", label, subject=item.portfolio_id) as recording:
        recording.put("item", item_row(_mended(item, made)))
        was = facts_of(item) if fresh else original_row(workspace.db, item.id)
        kept = ItemCopy(
            id=copy.id if copy is not None else workspace.new_id(),
            item_id=item.id,
            purpose=CopyPurpose.ORIGINAL,
            digest=plan.source_digest,
            size=int(str(was["size"])),
            format=str(was["format"]),
            recipe=plan.recipe,
            made_at=workspace.clock().isoformat(),
        )
        recording.put("item_copy", copy_row(kept, was))
    forget(plan.scratch)
    return recording.change


def bring_original_back(workspace: Workspace, item_id: str) -> Change:
    """Take all repairs of an item back at once: the file that came stands in its place again."""
    item = load_item(workspace.db, item_id)
    copy = find_copy(workspace.db, item_id, CopyPurpose.ORIGINAL)
    if copy is None or copy.discarded:
        text = _("There is no original of “{title}” besides the file that is there.").format(title=item.title)
        raise NotAllowedError(text)
    refuse_if_begun(workspace, item)
    before = item_row(item) | original_row(workspace.db, item_id)
    label = _("original of “{title}” brought back").format(title=item.title)
    with workspace.recording("evidence.brought_back", label, subject=item.portfolio_id) as recording:
        recording.put("item", before)
        recording.remove("item_copy", {"id": copy.id})
    return recording.change


def let_original_go(workspace: Workspace, item_id: str) -> Change:
    """Delete the original of a mended item for good. Nothing brings it back, so a window asks before."""
    item = load_item(workspace.db, item_id)
    copy = find_copy(workspace.db, item_id, CopyPurpose.ORIGINAL)
    if copy is None or copy.discarded:
        return UNCHANGED
    if not workspace.vault.has(item.digest):
        text = _("The mended file of “{title}” is not in the workspace.").format(title=item.title)
        raise NotAllowedError(text, _("Bring the original back instead."))
    label = _("original of “{title}” let go").format(title=item.title)
    with workspace.recording("evidence.original_let_go", label, subject=item.portfolio_id) as recording:
        was = original_row(workspace.db, item_id)
        recording.put("item_copy", copy_row(replace(copy, discarded=True), was))
    if not is_referred_to(workspace.db, copy.digest):
        workspace.vault.let_go(copy.digest)
    return recording.change


def refuse_if_begun(workspace: Workspace, item: EvidenceItem) -> None:
    """Raise NotAllowedError when somebody has begun to assess the portfolio: what they saw stays what it was."""
    if _begun(workspace, item):
        code = load_portfolio(workspace.db, item.portfolio_id).code
        text = _("Somebody has begun to assess {code}, so its files stay as they are.").format(code=code)
        raise NotAllowedError(text, _("What was seen has to be what was judged."))


def looked_into(path: Path, name: str, worker: EvidenceWorker) -> MadeRepair:
    """Hash a file that was made, and have it looked into."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return MadeRepair(path, digest, path.stat().st_size, worker.ask(Describe(path, name)))


def _refuse_if_no_smaller(plan: RepairPlan) -> None:
    """Raise NotAllowedError where a smaller copy, and nothing else, came out larger."""
    only = all(isinstance(step, Smaller) for step in plan.recipe)
    if only and plan.target.stat().st_size >= plan.source.stat().st_size:
        forget(plan.scratch)
        text = _("“{title}” is small already: a copy would be larger.").format(title=plan.before.title)
        raise NotAllowedError(text, _("Leave it as it is, or cut it."))


def _mended(item: EvidenceItem, made: MadeRepair) -> EvidenceItem:
    told = made.told
    return replace(
        item,
        digest=made.digest,
        size=made.size,
        file_name=named_for(item.file_name, told.format),
        kind=told.kind.value,
        format=told.format,
        pages=told.page_count,
        duration_ms=told.duration_ms,
        problem=f"{told.problem.sentence} {told.problem.hint}".strip() if told.problem else "",
    )


def named_for(name: str, form: str) -> str:
    """Return the file's name with an ending that fits what it is now."""
    endings = BY_NAME[form].extensions if form in BY_NAME else ()
    path = PurePath(name)
    if not endings or path.suffix.lower().lstrip(".") in endings:
        return name
    return str(path.with_suffix(f".{endings[0]}")) if path.suffix else f"{name}.{endings[0]}"


def _together(recipe: tuple[Recipe, ...]) -> tuple[Recipe, ...]:
    """Join steps that undo or repeat each other, in the order in which they came."""
    turns = sum(step.degrees for step in recipe if isinstance(step, Rotate) and not step.pages) % 360
    others = [step for step in recipe if not (isinstance(step, Rotate) and not step.pages)]
    once = [step for at, step in enumerate(others) if isinstance(step, Trim | Rotate) or step not in others[:at]]
    return (*((Rotate(turns),) if turns else ()), *once)


def _check(item: EvidenceItem, steps: tuple[Recipe, ...]) -> None:
    able = {
        Rotate: item.kind in {"image", "video"} or item.format == "PDF",
        Trim: item.kind in {"video", "audio"},
        Smaller: item.kind == "video",
        Strip: item.format in STRIPPABLE,
    }
    for step in steps:
        if not able.get(type(step), False):
            text = _("“{title}” ({format}) can't be changed so.").format(title=item.title, format=item.format)
            raise NotAllowedError(text, _("Change it where it was made, and take it in again."))
        if isinstance(step, Rotate) and step.degrees not in _QUARTERS:
            raise NotAllowedError(_("A turn is by 90, 180 or 270 degrees."))
        if isinstance(step, Trim) and not 0 <= step.start_ms < step.end_ms:
            raise NotAllowedError(_("The span ends before it starts."), _("Exchange its ends."))


def _begun(workspace: Workspace, item: EvidenceItem) -> bool:
    found = assessments_of_all(workspace.db, [item.portfolio_id]).get(item.portfolio_id, ())
    return any(assessment.state is not AssessmentState.CONFLICT for assessment in found)
