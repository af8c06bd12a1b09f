"""Understand how people name things: criteria, marks, times, parts of a page."""

from __future__ import annotations

import math

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.cli.opening import near
from certdesk.core.annotations import Rect
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.fields import exact_number
from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.intake.marks_sheet_anchors import read_time


def criterion_of(rubric: Rubric, wanted: str) -> Criterion:
    """Find a criterion by its id, whatever the case. Raises NotFoundError naming those that there are."""
    for criterion in rubric.criteria:
        if criterion.id.lower() == wanted.lower():
            return criterion
    text = _("The rubric “{title}” has no criterion {id}.").format(title=rubric.title, id=wanted)
    names = ", ".join(criterion.id for criterion in rubric.criteria)
    raise NotFoundError(text, _("It has {names}.").format(names=names))


def item_of(items: tuple[EvidenceItem, ...], wanted: str) -> EvidenceItem:
    """Find an evidence item by its file's name, or by the end of it. Raises NotFoundError."""
    exactly = [item for item in items if item.file_name == wanted]
    nearly = [item for item in items if f"/{item.file_name}".lower().endswith(f"/{wanted.lower()}")]
    for found in (exactly, nearly):
        if len(found) == 1:
            return found[0]
    text = _("“{file}” is not in this portfolio.").format(file=wanted)
    names = [item.file_name for item in items]
    raise NotFoundError(text, near(wanted, names) or _("It has {names}.").format(names=", ".join(names)))


def mark_of(text: str) -> Mark:
    """Understand a mark as people write it: 3, 2.5, no, U-AUDIO, comment, none. Raises NotAllowedError."""
    words: dict[str, Mark] = {"no": NotObserved(), "comment": CommentOnly(), "none": UNMARKED}
    if text.lower() in words:
        return words[text.lower()]
    if text.upper().startswith("U-"):
        return Unscorable(_code(text.upper()))
    try:
        return LevelGiven(exact_number(text.replace(",", ".")))
    except ValueError as problem:
        hint = _("Write a level such as 3, or: no (not observed), U-AUDIO, comment, none.")
        raise NotAllowedError(_("“{text}” is not a mark.").format(text=text), hint) from problem


def time_of(text: str) -> int:
    """Understand a time such as 31, 3:05, 1:02:09 or 0:31.5 as milliseconds. Raises NotAllowedError."""
    try:
        return read_time(text)
    except ValueError as problem:
        text = _("“{text}” is not a time.").format(text=text)
        raise NotAllowedError(text, _("Write it as 3:05 or 1:02:09.")) from problem


def rect_of(text: str) -> Rect:
    """Understand left,top,right,bottom. Raises NotAllowedError."""
    try:
        left, top, right, bottom = (float(part) for part in text.split(","))
    except ValueError:
        left = top = right = bottom = math.nan
    if all(map(math.isfinite, (left, top, right, bottom))) and 0 <= left < right and 0 <= top < bottom:
        return Rect(left, top, right, bottom)
    text = _("“{text}” is not a part of a page or photo.").format(text=text)
    raise NotAllowedError(text, _("Write four numbers: left,top,right,bottom, counted from the top left corner."))


def _code(wanted: str) -> str:
    codes = [one.code for one in evidence_types(shipped.rubrics()).codes if one.code.startswith("U-")]
    if wanted in codes:
        return wanted
    text = _("There is no code {code}.").format(code=wanted)
    raise NotAllowedError(text, _("The codes are {codes}.").format(codes=", ".join(codes)))
