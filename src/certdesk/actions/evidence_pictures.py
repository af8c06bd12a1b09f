"""Small pictures of the places that annotations point to, framed, with a little of what is around them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.core.annotations import Anchor, Annotation, PageRegion, PhotoRegion, TimeSpan, WholeItem
from certdesk.core.composing import Judged
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import EvidenceError
from certdesk.store.vault import Vault

PER_CRITERION = 2


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """What to make a picture of: a place in a file, the file that has the pages or pixels, and a film's still."""

    annotation_id: str
    anchor: Anchor
    path: Path
    file_name: str
    still: Path | None = None


def picture_orders(judged: Judged, vault: Vault, pages: Path) -> tuple[PictureOrder, ...]:
    """Choose which places get a picture: the first two of each criterion. ``pages`` holds what LibreOffice made."""
    items = {item.id: item for item in judged.items}
    orders: dict[str, PictureOrder] = {}
    for criterion in judged.rubric.criteria:
        for annotation in judged.assessment.evidence_for(criterion.id)[:PER_CRITERION]:
            order = _order(annotation, items[annotation.item_id], vault, pages)
            if order:
                orders[annotation.id] = order
    return tuple(orders.values())


def take_pictures(orders: tuple[PictureOrder, ...], worker: EvidenceWorker, progress: Progress) -> dict[str, bytes]:
    """Have the pictures made. One that can't be made is left out: the report still names its place."""
    from certdesk.actions.drawing_places import draw_place  # loads Pillow, for which nobody should wait at start

    pictures: dict[str, bytes] = {}
    for count, order in enumerate(orders):
        progress(count, len(orders), _("Pictures of the evidence"))
        try:
            picture = draw_place(order, worker)
        except EvidenceError:
            continue
        if picture:
            pictures[order.annotation_id] = picture
    return pictures


def _order(annotation: Annotation, item: EvidenceItem, vault: Vault, pages: Path) -> PictureOrder | None:
    path, anchor = vault.path(item.digest), annotation.anchor
    match anchor:
        case PageRegion(view=view) if view:
            from certdesk.evidence.libreoffice import kept_place  # only what was marked in such pages needs it

            made = kept_place(pages, view, item.digest)
            return PictureOrder(annotation.id, anchor, made if made.is_file() else path, item.file_name)
        case PageRegion() | PhotoRegion():
            return PictureOrder(annotation.id, anchor, path, item.file_name)
        case WholeItem() if item.kind == "image":
            return PictureOrder(annotation.id, anchor, path, item.file_name)
        case TimeSpan(still=still) if still and vault.has(still):
            return PictureOrder(annotation.id, anchor, path, item.file_name, vault.path(still))
    return None
