"""How a file is mended or made shareable: the recipe is kept, so that anybody can say how a copy was made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.annotations import Rect


@dataclass(frozen=True, slots=True)
class Rotate:
    """Turn a photo, a video or the pages of a document clockwise by 90, 180 or 270 degrees.

    ``pages`` are pages from 1; none means all.
    """

    degrees: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Trim:
    """Keep only the span from ``start_ms`` to ``end_ms`` of a recording."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Smaller:
    """Make a smaller copy of a video: its shorter side at most ``height`` pixels, the shape kept."""

    height: int = 480


@dataclass(frozen=True, slots=True)
class Strip:
    """Take out where and by whom it was made: EXIF and GPS, authors, document properties, tags of a recording."""


class Cover(StrEnum):
    """How a part is hidden for good."""

    BLUR = "blur"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Mask:
    """A part to hide: a rectangle of a photo, page or picture in pixels or points, and in a recording for how long.

    ``start_ms`` and ``end_ms`` are None in a photo or document; ``page`` counts from 1 in documents, else 0. The
    rectangle is one of the upright picture, or of the page as it is seen.
    ``silence`` also takes the sound away during the span.
    """

    rect: Rect
    cover: Cover = Cover.BLUR
    start_ms: int | None = None
    end_ms: int | None = None
    page: int = 0
    silence: bool = False


@dataclass(frozen=True, slots=True)
class MaskAll:
    """Hide all ``masks`` in a copy that may be shown to others."""

    masks: tuple[Mask, ...]


Recipe = Rotate | Trim | Smaller | Strip | MaskAll


class CopyPurpose(StrEnum):
    """What a kept copy of an item is for."""

    ORIGINAL = "original"
    """The file as it came, kept while a mended one stands in its place."""
    SHAREABLE = "shareable"
    """Masked: what may be shown to others than assessors, and to assessors where the programme says so."""


@dataclass(frozen=True, slots=True)
class ItemCopy:
    """Another file of an evidence item. ``recipe`` says how the file in the item's place (or this one) was made.

    ``digest`` (SHA-256, hex) finds it in the vault; ``discarded`` that the coordinator let an original go.
    """

    id: str
    item_id: str
    purpose: CopyPurpose
    digest: str
    size: int
    format: str
    recipe: tuple[Recipe, ...]
    made_at: str
    discarded: bool = False
