"""What the comment bank offers where somebody writes to a teacher, and what is learnt from what they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from certdesk.actions.looking import AssessmentView
from certdesk.core.bank_ranking import Asking, Ranked, Why, rank, same_language, search
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind, around
from certdesk.core.composing import Judged
from certdesk.core.marks import Unscorable, level_of
from certdesk.core.rubric import Criterion
from certdesk.core.slots import filled, known_slots, recognised, without_names
from certdesk.store.bank import count_use, forget_uses, load_bank, uses_of
from certdesk.store.workspace import Workspace

_K = CommentKind


class Box(StrEnum):
    """What a box is for."""

    STRENGTH = "strength"
    NEXT_STEP = "next_step"
    COMMENT = "comment"
    SUMMARY = "summary"


_OWN_KINDS = {
    Box.STRENGTH: _K.STRENGTH,
    Box.NEXT_STEP: _K.NEXT_STEP,
    Box.COMMENT: _K.NEXT_STEP,
    Box.SUMMARY: _K.DECISION,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody writes: the box, the criterion (empty for the whole) and the item in view."""

    box: Box
    criterion: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One comment of the bank with as many slots filled as could be. ``language`` is said where it is another one."""

    comment: Comment
    text: str
    why: Why
    times: int = 0
    language: str = ""

    @property
    def is_strength(self) -> bool:
        """Whether it belongs into the box for strengths."""
        return self.comment.kind is CommentKind.STRENGTH


@dataclass(frozen=True, slots=True)
class Offers:
    """The bank in the order for one place; texts are filled when they are looked at."""

    ranked: tuple[Ranked, ...]
    slots: Mapping[str, str]
    language: str

    def search(self, typed: str) -> tuple[Offer, ...]:
        """Find what holds the typed words, best first; with nothing typed, what is offered first."""
        return tuple(self._offer(one) for one in search(self.ranked, typed))

    def _offer(self, ranked: Ranked) -> Offer:
        comment = ranked.comment
        other = "" if same_language(comment.language, self.language) else comment.language
        return Offer(comment, filled(comment.text, self.slots), ranked.why, ranked.times, other)


def offers_at(workspace: Workspace, view: AssessmentView, place: Place, *, others: bool = False) -> Offers:
    """Read the bank and put it into the order for this place; with ``others`` other people's own words too."""
    criterion = next((one for one in view.rubric.criteria if one.id == place.criterion), None)
    asking = Asking(
        rubric=view.rubric.id,
        criterion=place.criterion,
        levels=levels_at(view, criterion),
        kinds=_kinds(view, place),
        language=view.portfolio.candidate.language or view.rubric.language,
        person=workspace.person,
        others=others,
    )
    ranked = rank(load_bank(workspace.db), asking, uses_of(workspace.db, workspace.person), workspace.clock())
    return Offers(ranked, slots_at(workspace, view, place), asking.language)


def slots_at(workspace: Workspace, view: AssessmentView, place: Place) -> Mapping[str, str]:
    """Return what fills the slots at a place."""
    criterion = next((one for one in view.rubric.criteria if one.id == place.criterion), None)
    judged = Judged(view.portfolio, view.items, view.rubric, view.assessment, view.decision)
    return known_slots(judged, criterion, place.item, workspace.clock().date())


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody's words as they could be kept, not in the bank yet; ``name_hidden`` says that a name was taken out."""

    comment: Comment
    name_hidden: bool


def proposed(workspace: Workspace, view: AssessmentView, place: Place, words: str) -> Proposal:
    """Make a comment of somebody's words: criterion, level and kind of the place, slots where they can be recognised.

    The candidate's name is never kept; a slot stands in its place.
    """
    text, name_hidden = without_names(words.strip(), [view.portfolio.candidate.name])
    criterion = next((one for one in view.rubric.criteria if one.id == place.criterion), None)
    scale = view.rubric.scale_of(criterion) if criterion else view.rubric.scale
    comment = Comment(
        id="",
        kind=_OWN_KINDS[place.box],
        criteria=(place.criterion or ANY_CRITERION,),
        levels=levels_at(view, criterion) or tuple(level.value for level in scale.levels),
        text=recognised(text, slots_at(workspace, view, place)),
        rubric=view.rubric.id if place.criterion else "",
        owner=workspace.person,
        language=view.portfolio.candidate.language or view.rubric.language,
    )
    return Proposal(comment, name_hidden)


def levels_at(view: AssessmentView, criterion: Criterion | None) -> tuple[Fraction, ...]:
    """Return the level that a criterion was given, or the two around it; none before it has one."""
    level = level_of(view.assessment.mark(criterion.id)) if criterion else None
    if criterion is None or level is None:
        return ()
    return around((one.value for one in view.rubric.scale_of(criterion).levels), level)


def learn_use(workspace: Workspace, offer: Offer, place: Place) -> None:
    """Remember on this desk that a comment was taken here."""
    count_use(workspace, offer.comment.id, place.criterion)


def forget_used(workspace: Workspace) -> None:
    """Forget what the acting person took on this desk."""
    forget_uses(workspace)


def _kinds(view: AssessmentView, place: Place) -> tuple[CommentKind, ...]:
    if place.box is Box.STRENGTH:
        return (_K.STRENGTH,)
    if place.box is Box.SUMMARY:
        return (_K.DECISION,)
    unscorable = isinstance(view.assessment.mark(place.criterion), Unscorable)
    # What could not be looked at needs no advice about teaching, but a better file.
    advice = (_K.TECHNICAL, _K.EVIDENCE_GAP) if unscorable else (_K.NEXT_STEP, _K.EVIDENCE_GAP, _K.TECHNICAL)
    return advice if place.box is Box.NEXT_STEP else (_K.STRENGTH, *advice)
