"""What may be shown to a room: evidence with consent for training, masked where there are masks, and without names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.actions.consent_gate import catalogue_here
from certdesk.actions.masking import masks_of, shareable_of
from certdesk.core.consent_rules import RESTRICTED
from certdesk.core.exemplars import why_not_shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import N_, _
from certdesk.store.consents import load_consents
from certdesk.store.portfolios import load_items
from certdesk.store.retention import purged_items
from certdesk.store.workspace import Workspace

_NAMES = {"video": N_("Video {number}"), "audio": N_("Recording {number}"), "image": N_("Photo {number}")}
_NAME = N_("Document {number}")


@dataclass(frozen=True, slots=True)
class Projectable:
    """One item as a room may see it: what to call it there, its file, and why it stays closed ("" where it does not).

    File and title often name the teacher, so ``name`` is its kind and its place. ``path`` is that of the masked copy
    where there are masks; ``kind`` is what that is.
    """

    item: EvidenceItem
    name: str
    path: Path
    digest: str
    kind: str
    masked: bool = False
    closed: str = ""


def projectable(workspace: Workspace, portfolio_id: str) -> tuple[Projectable, ...]:
    """Return the items of a portfolio in their order, each with what of it a room may see."""
    gone = purged_items(workspace.db, portfolio_id)
    consents = load_consents(workspace.db, portfolio_id)
    today = workspace.clock().date()
    found = []
    for number, item in enumerate(load_items(workspace.db, portfolio_id), 1):
        kind = catalogue_here().type(item.evidence_type)
        if item.id in gone:
            closed = _("It was deleted when the time was over for which it may be kept.")
        elif kind is not None and kind.restricted:
            closed = _(RESTRICTED)
        else:
            closed = why_not_shown(item, kind, consents, today)
        found.append(_as_shown(workspace, item, number, closed))
    return tuple(found)


def _as_shown(workspace: Workspace, item: EvidenceItem, number: int, closed: str) -> Projectable:
    name = _(_NAMES.get(item.kind, _NAME)).format(number=number)
    if masks_of(workspace, item.id):
        made = shareable_of(workspace, item.id)
        if made is not None and made.current:
            copy = made.copy
            kind = "pdf" if copy.format.lower() == "pdf" else item.kind
            return Projectable(item, name, workspace.vault.path(copy.digest), copy.digest, kind, True, closed)
        closed = closed or _("Its masks are drawn, but the masked copy is not made from them yet.")
    elif not workspace.vault.has(item.digest):
        closed = closed or _("Its file is not in this workspace any more.")
    return Projectable(item, name, workspace.vault.path(item.digest), item.digest, item.kind, closed=closed)
