"""How an item stands with its masks and its shareable copy."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.actions.masking import masks_of, shareable_of
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import Mask
from certdesk.core.words import _
from certdesk.store.workspace import Workspace

MASKABLE = frozenset({"video", "pdf", "document", "slides", "image"})


@dataclass(frozen=True, slots=True)
class MaskState:
    """``copy`` whether there is one, ``current`` whether it is what it should be, ``busy`` while it is being made."""

    item: EvidenceItem
    masks: tuple[Mask, ...] = ()
    copy: bool = False
    current: bool = False
    busy: bool = False
    shows_copy: bool = False
    refusal: str = ""


def mask_state(workspace: Workspace, item: EvidenceItem, *, busy: bool, shows_copy: bool) -> MaskState:
    """Read the masks of an item."""
    found = shareable_of(workspace, item.id)
    return MaskState(
        item=item,
        masks=masks_of(workspace, item.id),
        copy=found is not None,
        current=found is not None and found.current,
        busy=busy,
        shows_copy=shows_copy and found is not None,
        refusal=_refusal(workspace, item),
    )


def _refusal(workspace: Workspace, item: EvidenceItem) -> str:
    """Say why nothing can be hidden in an item."""
    if item.kind not in MASKABLE:
        text = _(
            "Nothing can be hidden in “{title}” ({format}): photos, videos and documents with pages can be masked."
        )
        return text.format(title=item.title, format=item.format or _("unknown format"))
    if not workspace.vault.has(item.digest):
        return _("The file is not in this workspace any more. Take the portfolio in again; then it comes back.")
    return ""
