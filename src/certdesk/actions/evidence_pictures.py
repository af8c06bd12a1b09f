"""Small pictures of the places that annotations point to, for the feedback report."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, TimeSpan, WholeItem
from certdesk.core.composing import Judged
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import EvidenceError
from certdesk.evidence.replies import Picture
from certdesk.evidence.requests import RenderPage, RenderPhoto, Request
from certdesk.store.vault import Vault

# A report prints them about 3 cm wide; more pixels only make the file bigger.
WIDTH, HEIGHT = 360, 270
PER_CRITERION = 2
# In points: how much of the page is shown around a region.
MARGIN, LEAST_WIDTH = 12, 240


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """What to ask the worker for one annotation: a request, or a still picture that is already in the vault."""

    annotation_id: str
    request: Request | None
    still: Path | None = None


def picture_orders(judged: Judged, vault: Vault) -> tuple[PictureOrder, ...]:
    """Choose which places get a picture: the first two of each criterion."""
    items = {item.id: item for item in judged.items}
    orders: dict[str, PictureOrder] = {}
    for criterion in judged.rubric.criteria:
        for annotation in judged.assessment.evidence_for(criterion.id)[:PER_CRITERION]:
            item = items[annotation.item_id]
            path = vault.path(item.digest)
            match annotation.anchor:
                case PageRegion(page, rect):
                    request = RenderPage(path, page, _scale(rect), region=_box(rect))
                    orders[annotation.id] = PictureOrder(annotation.id, request)
                case PhotoRegion(rect):
                    box = (int(rect.left), int(rect.top), int(rect.right - rect.left), int(rect.bottom - rect.top))
                    orders[annotation.id] = PictureOrder(annotation.id, RenderPhoto(path, WIDTH, HEIGHT, box))
                case WholeItem() if item.kind == "image":
                    orders[annotation.id] = PictureOrder(annotation.id, RenderPhoto(path, WIDTH, HEIGHT))
                case TimeSpan(_, _, still) if still and vault.has(still):
                    orders[annotation.id] = PictureOrder(annotation.id, None, vault.path(still))
                case _:
                    continue
    return tuple(orders.values())


def take_pictures(orders: tuple[PictureOrder, ...], worker: EvidenceWorker, progress: Progress) -> dict[str, bytes]:
    """Have the pictures made. One that can't be made is left out: the report still names its place."""
    pictures: dict[str, bytes] = {}
    for count, order in enumerate(orders):
        progress(count, len(orders), _("Pictures of the evidence"))
        try:
            request = order.request or RenderPhoto(order.still or Path(), WIDTH, HEIGHT)
            picture = worker.ask(request)
        except EvidenceError:
            continue
        if isinstance(picture, Picture):
            pictures[order.annotation_id] = _jpeg(picture)
    return pictures


def _jpeg(picture: Picture) -> bytes:
    image = Image.frombuffer("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGRX", picture.stride, 1)
    image.thumbnail((WIDTH, HEIGHT))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


def _scale(rect: Rect) -> float:
    box = _box(rect)
    return max(0.5, min(3.0, WIDTH / box[2])) if box else 0.6


def _box(rect: Rect) -> tuple[float, float, float, float] | None:
    """Turn corners into corner and size; an empty rectangle stands for the whole page.

    A line of words alone says little, so a small region gets the page around it.
    """
    width, height = rect.right - rect.left, rect.bottom - rect.top
    if width <= 0 or height <= 0:
        return None
    wide = max(width + 2 * MARGIN, LEAST_WIDTH)
    high = max(height + 2 * MARGIN, wide * HEIGHT / WIDTH * 0.6)
    left = max(0.0, rect.left + width / 2 - wide / 2)
    top = max(0.0, rect.top + height / 2 - high / 2)
    return (left, top, wide, high)
