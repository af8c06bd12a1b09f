"""Small pictures of the places that annotations point to, framed, with a little of what is around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from certdesk.core.annotations import Anchor, Annotation, PageRegion, PhotoRegion, TextQuote, TimeSpan, WholeItem
from certdesk.core.composing import Judged
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import EvidenceError
from certdesk.store.vault import Vault

PER_CRITERION = 2
_PAGED = frozenset({"pdf", "document", "slides"})
"""Kinds of evidence whose quoted words stand on pages."""


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """What to make a picture of: a place in a file, the file that has the pages or pixels, and a film's kept still.

    ``criteria`` are those for which it is wanted.
    """

    annotation_id: str
    anchor: Anchor
    path: Path
    file_name: str
    criteria: tuple[str, ...]
    still: Path | None = None


def picture_orders(judged: Judged, vault: Vault, pages: Path, closed: Collection[str] = ()) -> tuple[PictureOrder, ...]:
    """Say which places may get a picture, criterion by criterion; ``pages`` holds what LibreOffice made.

    Items that are ``closed`` (ids) for want of consent get none.

    Only drawing tells what can be drawn, so that these are more than those that get one: see `take_pictures`.
    """
    items = {item.id: item for item in judged.items}
    orders: dict[str, PictureOrder] = {}
    for criterion in judged.rubric.criteria:
        for annotation in judged.assessment.evidence_for(criterion.id):
            if annotation.item_id in closed:
                continue
            order = _order(annotation, items[annotation.item_id], vault, pages)
            if order:
                orders.setdefault(annotation.id, order)
    return tuple(orders.values())


def take_pictures(orders: tuple[PictureOrder, ...], worker: EvidenceWorker, progress: Progress) -> dict[str, bytes]:
    """Have the first two pictures of each criterion made that can be made: the report names the other places."""
    from certdesk.actions.drawing_places import draw_place  # loads Pillow, for which nobody should wait at start
    from certdesk.actions.moments_of_films import Moments

    moments = Moments(_if_all_can_be_drawn(orders))
    pictures: dict[str, bytes] = {}
    made: Counter[str] = Counter()
    for count, order in enumerate(orders):
        progress(count, len(orders), _("Pictures of the evidence"))
        if all(made[criterion] >= PER_CRITERION for criterion in order.criteria):
            continue
        try:
            picture = draw_place(order, worker, moments)
        except EvidenceError:
            continue
        if picture:
            pictures[order.annotation_id] = picture
            made.update(order.criteria)
    return pictures


def _if_all_can_be_drawn(orders: tuple[PictureOrder, ...]) -> Iterator[PictureOrder]:
    """Give those that are drawn when every one can be."""
    made: Counter[str] = Counter()
    for order in orders:
        if any(made[criterion] < PER_CRITERION for criterion in order.criteria):
            made.update(order.criteria)
            yield order


def _order(annotation: Annotation, item: EvidenceItem, vault: Vault, pages: Path) -> PictureOrder | None:
    anchor = annotation.anchor
    order = PictureOrder(annotation.id, anchor, vault.path(item.digest), item.file_name, annotation.criteria)
    match anchor:
        case PageRegion(view=view) if view:
            from certdesk.evidence.libreoffice import kept_place  # only what was marked in such pages needs it

            made = kept_place(pages, view, item.digest)
            return replace(order, path=made) if made.is_file() else order
        case PageRegion() | PhotoRegion():
            return order
        case TextQuote() if item.kind in _PAGED:
            # Whatever laid it out: the words are looked for on its pages.
            made = max(pages.glob(f"*/{item.digest}.pdf"), default=order.path)
            return replace(order, path=made)
        case WholeItem() if item.kind == "image":
            return order
        case TimeSpan(still=still) if item.kind == "video":
            return replace(order, still=vault.path(still)) if still and vault.has(still) else order
    return None
