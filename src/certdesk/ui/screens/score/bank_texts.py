"""What the comment bank offers for one criterion, with as many slots filled as the filed evidence can fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.looking import AssessmentView
from certdesk.core.annotations import TimeSpan, clock
from certdesk.core.comment_bank import Comment, CommentKind, offered
from certdesk.core.composing import place_in_words
from certdesk.core.marks import level_of
from certdesk.core.rubric import Criterion

_SLOT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Offer:
    """One text of the bank, ready to be written into the box for strengths or for next steps."""

    text: str
    is_strength: bool


def offers_for(
    view: AssessmentView, criterion: Criterion, bank: tuple[Comment, ...], item_id: str
) -> tuple[Offer, ...]:
    """Return what suits the criterion at its level. Slots that nothing fills stay: they show what to add."""
    level = level_of(view.assessment.mark(criterion.id))
    slots = _slots(view, criterion, item_id)
    return tuple(
        Offer(_SLOT.sub(lambda slot: slots.get(slot.group()[1:-1], slot.group()), comment.text), _praises(comment))
        for comment in offered(bank, criterion.id, level)
        if comment.kind is not CommentKind.DECISION
    )


def first_slot(text: str) -> tuple[int, int] | None:
    """Return where the first open slot begins and ends, or None."""
    found = _SLOT.search(text)
    return found.span() if found else None


def _praises(comment: Comment) -> bool:
    return comment.kind is CommentKind.STRENGTH


def _slots(view: AssessmentView, criterion: Criterion, item_id: str) -> Mapping[str, str]:
    """Fill slots from the newest evidence that is filed for the criterion, first from the item in view."""
    slots = {"criterion_title": criterion.title[:1].lower() + criterion.title[1:]}
    if item := view.item(item_id):
        slots["file"] = item.title
    notes = sorted(view.assessment.evidence_for(criterion.id), key=lambda note: note.item_id != item_id)
    if notes:
        found = view.item(notes[0].item_id)
        title = found.title if found else ""
        place = place_in_words(notes[0]).partition(", “")[0]  # the quoted words would make the sentence too long
        slots["pointer"] = f"{title}, {place}".strip(", ")
    for note in notes:
        if isinstance(note.anchor, TimeSpan):
            slots |= {"start": clock(note.anchor.start_ms), "end": clock(note.anchor.end_ms)}
            break
    return slots
