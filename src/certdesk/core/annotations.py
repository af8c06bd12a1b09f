"""Pointers into evidence: an annotation says where, for which criteria, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, top, right, bottom, from the top left corner, in the units of its anchor."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageRegion:
    """A rectangle on a page (counted from 1), in points from the top left of the upright crop box."""

    page: int
    rect: Rect
    quote: str = ""
    view: str = ""
    """The program that laid out the pages of an office document; empty where the file itself has pages."""


@dataclass(frozen=True, slots=True)
class PhotoRegion:
    """A rectangle in pixels of the upright original, on one of its pages (from 1; most photos have one)."""

    rect: Rect
    page: int = 1


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From start to end of a recording in milliseconds, with the digest of a still picture if one was taken."""

    start_ms: int
    end_ms: int
    still: str = ""
    region: Rect | None = None
    """The part of the upright picture that matters, in its pixels."""


@dataclass(frozen=True, slots=True)
class TextQuote:
    """Quoted words of a reading view with up to 32 characters on either side, and their offset."""

    quote: str
    before: str = ""
    after: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class WholeItem:
    """The evidence item as a whole."""


Anchor = PageRegion | PhotoRegion | TimeSpan | TextQuote | WholeItem


class Stance(StrEnum):
    """What an annotation says about the criterion."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place in one evidence item that speaks for or against one or more criteria."""

    id: str
    assessment_id: str
    item_id: str
    anchor: Anchor
    criteria: tuple[str, ...]
    note: str = ""
    stance: Stance = Stance.SUPPORTS


def same_place(one: Anchor, other: Anchor) -> bool:
    """Whether two anchors point to the same place; a still picture of it may have been taken twice."""
    return _without_still(one) == _without_still(other)


def _without_still(anchor: Anchor) -> Anchor:
    return replace(anchor, still="") if isinstance(anchor, TimeSpan) else anchor


def clock(milliseconds: int) -> str:
    """Write a time in a recording as minutes and seconds, with hours when there are any: 03:05, 1:02:09."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes:02}:{seconds % 60:02}"
