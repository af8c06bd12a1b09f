"""Hide parts of an item in a copy that may be shared: set the masks, then plan, make and keep the copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.actions.mending_words import why_not
from certdesk.actions.repairing import SCRATCH, MadeRepair, looked_into, named_for
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.plain import digest as digest_of
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress
from certdesk.core.recipes import CopyPurpose, ItemCopy, Mask, MaskAll
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.mending.making import Order, forget, mend
from certdesk.evidence.mending.refusing import CannotMendError
from certdesk.store.copies import copy_row, find_copy, is_referred_to, original_row_of, recipe_text
from certdesk.store.portfolios import load_item
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace

_RECORDINGS = frozenset({"video"})
_PAGED = frozenset({"pdf", "document", "slides"})


@dataclass(frozen=True, slots=True)
class Shareable:
    """The copy of an item that may be shared; ``current`` is False where masks or file have changed since."""

    copy: ItemCopy
    current: bool


@dataclass(frozen=True, slots=True)
class ShareablePlan:
    """What is to be masked. ``item`` is as the plan saw it."""

    item: EvidenceItem
    masks: tuple[Mask, ...]
    source: Path
    target: Path
    scratch: Path


def masks_of(workspace: Workspace, item_id: str) -> tuple[Mask, ...]:
    """Return what is to be hidden in the shareable copy of an item."""
    copy = find_copy(workspace.db, item_id, CopyPurpose.SHAREABLE)
    return _masks(copy) if copy is not None else ()


def set_masks(workspace: Workspace, item_id: str, masks: tuple[Mask, ...]) -> Change:
    """Say what is to be hidden; nothing takes the shareable copy away. The item itself never changes.

    Raises NotAllowedError for a mask that the item has no room for.
    """
    item = load_item(workspace.db, item_id)
    for mask in masks:
        _check(item, mask)
    copy = find_copy(workspace.db, item_id, CopyPurpose.SHAREABLE)
    if masks == (_masks(copy) if copy is not None else ()):
        return UNCHANGED
    label = _("masks of “{title}”").format(title=item.title)
    with workspace.recording("evidence.masks_set", label, subject=item.portfolio_id) as recording:
        if not masks and copy is not None:
            recording.remove("item_copy", {"id": copy.id})
        else:
            wanted = copy or _unmade(workspace, item)
            was = original_row_of(workspace.db, wanted.id)
            recording.put("item_copy", copy_row(replace(wanted, recipe=(MaskAll(masks),)), was))
    if not masks and copy is not None and copy.digest and not is_referred_to(workspace.db, copy.digest):
        workspace.vault.let_go(copy.digest)
    return recording.change


def shareable_of(workspace: Workspace, item_id: str) -> Shareable | None:
    """Return the shareable copy of an item, or None where none was made."""
    copy = find_copy(workspace.db, item_id, CopyPurpose.SHAREABLE)
    if copy is None or not copy.digest:
        return None
    item = load_item(workspace.db, item_id)
    made_from = original_row_of(workspace.db, copy.id)
    current = made_from == _made_from(item, copy) and workspace.vault.has(copy.digest)
    return Shareable(copy, current)


def plan_shareable(workspace: Workspace, item_id: str) -> ShareablePlan:
    """Plan the copy in which all masks of an item are applied. Raises NotAllowedError where there are none."""
    item = load_item(workspace.db, item_id)
    masks = masks_of(workspace, item_id)
    if not masks:
        text = _("Nothing in “{title}” is to be hidden.").format(title=item.title)
        raise NotAllowedError(text, _("Draw a mask first."))
    if not workspace.vault.has(item.digest):
        text = _("The file of “{title}” is not in the workspace any more.").format(title=item.title)
        raise NotAllowedError(text, _("Take the portfolio in again; then the file comes back."))
    key = digest_of(f"{item.digest} {recipe_text((MaskAll(masks),))}")[:32]
    return ShareablePlan(
        item=item,
        masks=masks,
        source=workspace.vault.path(item.digest),
        target=workspace.staging / workspace.new_id(),
        scratch=workspace.derived / SCRATCH / key,
    )


def make_shareable(plan: ShareablePlan, worker: EvidenceWorker, progress: Progress) -> MadeRepair:
    """Make the copy: what is masked is gone from it, with all notes of the camera and the words under the masks.

    ``progress`` counts in thousandths; a long work that was stopped goes on where it was.
    """
    title = plan.item.title
    try:
        plan.target.parent.mkdir(parents=True, exist_ok=True)
        order = Order(plan.source, plan.item.file_name, (MaskAll(plan.masks),), plan.target, plan.scratch)
        form = mend(order, lambda done, of, left: progress(done, of, f"{title}: {left}" if left else title))
        return looked_into(plan.target, named_for(plan.item.file_name, form), worker)
    except CannotMendError as cannot:
        plan.target.unlink(missing_ok=True)
        raise why_not(cannot.reason, title) from cannot
    except OSError as problem:
        plan.target.unlink(missing_ok=True)
        text = _("“{title}” can't be masked: {reason}.").format(title=title, reason=problem.strerror)
        raise StorageError(text, _("Check the disk of the workspace; nothing has changed.")) from problem
    except BaseException:
        plan.target.unlink(missing_ok=True)
        raise


def keep_shareable(workspace: Workspace, plan: ShareablePlan, made: MadeRepair) -> Change:
    """Keep the copy beside the item. Raises NotAllowedError when masks or file have changed meanwhile."""
    item = load_item(workspace.db, plan.item.id)
    copy = find_copy(workspace.db, item.id, CopyPurpose.SHAREABLE)
    if copy is None or item.digest != plan.item.digest or _masks(copy) != plan.masks:
        made.path.unlink(missing_ok=True)
        text = _("“{title}” was changed meanwhile.").format(title=item.title)
        raise NotAllowedError(text, _("Make the copy again."))
    workspace.vault.keep(made.path, made.digest)
    now = workspace.clock().isoformat()
    fresh = replace(copy, digest=made.digest, size=made.size, format=made.told.format, made_at=now)
    label = _("shareable copy of “{title}”").format(title=item.title)
    with workspace.recording("evidence.masked", label, subject=item.portfolio_id) as recording:
        recording.put("item_copy", copy_row(fresh, _made_from(item, fresh)))
    if copy.digest and copy.digest != made.digest and not is_referred_to(workspace.db, copy.digest):
        workspace.vault.let_go(copy.digest)
    forget(plan.scratch)
    return recording.change


def _masks(copy: ItemCopy) -> tuple[Mask, ...]:
    return tuple(mask for step in copy.recipe if isinstance(step, MaskAll) for mask in step.masks)


def _made_from(item: EvidenceItem, copy: ItemCopy) -> Row:
    """Return what tells later whether the copy is still what it should be."""
    return {"source": item.digest, "recipe": recipe_text(copy.recipe)}


def _unmade(workspace: Workspace, item: EvidenceItem) -> ItemCopy:
    id_, now = workspace.new_id(), workspace.clock().isoformat()
    return ItemCopy(id_, item.id, CopyPurpose.SHAREABLE, "", 0, "", (), now)


def _check(item: EvidenceItem, mask: Mask) -> None:
    timed = mask.start_ms is not None or mask.end_ms is not None or mask.silence
    if item.kind not in _RECORDINGS | _PAGED | {"image"}:
        text = _("Nothing can be masked in “{title}” ({format}).").format(title=item.title, format=item.format)
        raise NotAllowedError(text, _("Photos, videos and documents with pages can be masked."))
    if timed and item.kind not in _RECORDINGS:
        raise NotAllowedError(_("Only a recording is masked for a span."), _("Leave the times out."))
    if mask.page and item.kind in _RECORDINGS:
        raise NotAllowedError(_("A recording has no pages."), _("Leave the page out."))
    if mask.page and item.pages and mask.page > item.pages:
        raise NotAllowedError(_("There is no page {page}.").format(page=mask.page), _("Pages are counted from 1."))
    if not (mask.rect.left < mask.rect.right and mask.rect.top < mask.rect.bottom):
        raise NotAllowedError(_("The rectangle has no size."), _("Draw it from the top left to the bottom right."))
    if mask.start_ms is not None and mask.end_ms is not None and mask.end_ms <= mask.start_ms:
        raise NotAllowedError(_("The span ends before it starts."), _("Exchange its ends."))
