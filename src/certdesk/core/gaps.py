"""What keeps the rules of a rubric from being applied to a set of marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unmarked, Unscorable
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks, in_section
from certdesk.core.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason in words, and the criteria that it is about."""

    reason: str
    criteria: tuple[str, ...]


def find_gaps(rubric: Rubric, marks: Marks) -> tuple[Gap, ...]:
    """Return every reason why these marks give no result yet; none when the rules can be applied."""
    return tuple(_find(rubric, {criterion.id: marks.get(criterion.id, UNMARKED) for criterion in rubric.criteria}))


def _find(rubric: Rubric, given: Marks) -> Iterator[Gap]:
    unmarked = _those(given, Unmarked, CommentOnly)
    if unmarked:
        text = ngettext("{names} still needs a mark.", "{names} still need a mark.", len(unmarked))
        yield _gap(text, unmarked)
    unscorable = _those(given, Unscorable)
    if _too_many_unscorable(rubric, unscorable):
        yield _gap(_("Not scorable, so there is no result yet: {names}."), unscorable)
    yield from _not_observed(rubric, _those(given, NotObserved))
    outside = tuple(
        criterion.id
        for criterion in rubric.criteria
        if isinstance(mark := given[criterion.id], LevelGiven) and not rubric.scale_of(criterion).covers(mark.level)
    )
    if outside:
        text = ngettext(
            "{names} has a level that this rubric does not have.",
            "{names} have levels that this rubric does not have.",
            len(outside),
        )
        yield _gap(text, outside)


def _not_observed(rubric: Rubric, unobserved: tuple[str, ...]) -> Iterator[Gap]:
    never = tuple(id_ for id_ in unobserved if id_ in rubric.scale.never_not_observed)
    if never:
        text = _("{names} must be observed: give it a level, or say why it can't be scored.")
        yield _gap(text, never)
    most = rubric.scale.not_observed_at_most
    if len(unobserved) <= most:
        return
    if not most:
        yield _gap(_("Not observed on {names}; this rubric does not allow it."), unobserved)
        return
    text = ngettext(
        "Not observed on {names}; this rubric allows it on at most {count} criterion.",
        "Not observed on {names}; this rubric allows it on at most {count} criteria.",
        most,
    )
    yield Gap(text.format(names=", ".join(unobserved), count=most), unobserved)


def _too_many_unscorable(rubric: Rubric, unscorable: tuple[str, ...]) -> bool:
    if not unscorable:
        return False
    if len(unscorable) >= rubric.decision.unscorable_at_least:
        return True
    limits = rubric.decision.unscorable_in_section
    return any(
        sum(criterion.id in unscorable for criterion in in_section(rubric, section)) >= limit
        for section, limit in limits.items()
    )


def _those(given: Marks, *kinds: type[Mark]) -> tuple[str, ...]:
    return tuple(id_ for id_, mark in given.items() if isinstance(mark, kinds))


def _gap(text: str, criteria: tuple[str, ...]) -> Gap:
    return Gap(text.format(names=", ".join(criteria)), criteria)
