"""What a reader of somebody's format finds, before anything is made of it: texts as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FoundLevel:
    """A level of one criterion. ``points`` is the text of the cell, such as "10", "7,5" or "10-8", or empty.

    Levels of several criteria that share a ``key`` are asked about once, as they stand above a common column.
    With ``ordinal`` the points are written as places in an order are ("1.", "2)"), and may be nothing else.
    """

    points: str
    label: str = ""
    text: str = ""
    source_id: str = ""
    key: str = ""
    ordinal: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class FoundCriterion:
    """A criterion with its levels in the file's order. ``place`` is what a person looks for: "row 3".

    ``code`` is a short name that people use and becomes the id; ``source_id`` is the other program's own number.
    ``weight`` is the text of a cell ("16 %"). With ``ranges`` a level stands for all points down to the next.
    ``key`` tells it in the ids of questions where its number among the criteria may change with the answers.
    """

    place: str
    title: str
    levels: tuple[FoundLevel, ...]
    code: str = ""
    description: str = ""
    weight: str = ""
    section: str = ""
    section_code: str = ""
    source_id: str = ""
    ranges: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class FoundRubric:
    """A rubric of a file. ``key`` tells it from the others of the same file and begins its questions' ids.

    ``system`` names the other program where ids of its own are to be remembered. ``order`` is "rising" or "falling"
    where the file itself says how levels without points stand.
    """

    key: str
    title: str
    criteria: tuple[FoundCriterion, ...]
    purpose: str = ""
    language: str = "en"
    source_id: str = ""
    system: str = ""
    order: str = ""
