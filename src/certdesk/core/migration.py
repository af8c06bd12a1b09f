"""What becomes of an assessment's marks when it goes over to another version of its rubric."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.assessment import Assessment
from certdesk.core.differences import same_but_for_signs
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven, Mark, NotObserved, Unmarked
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _, ngettext


class Fate(StrEnum):
    """What becomes of a criterion's mark."""

    KEPT = "kept"
    """It stands as it is."""
    AGAIN = "again"
    """It must be marked again, for a reason."""
    NEW = "new"
    """The criterion is new, so it has to be marked."""
    GONE = "gone"
    """The criterion is gone, and its mark with it."""
    OPEN = "open"
    """It has no mark yet; nothing changes."""


@dataclass(frozen=True, slots=True)
class CriterionMove:
    """One criterion, the mark that it has now, what becomes of that, and why; ``filed`` counts pieces of evidence."""

    criterion: str
    title: str
    mark: Mark
    fate: Fate
    reason: str = ""
    filed: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from one version to another: both, and why levels don't stand any more, by criterion.

    ``trusted`` names criteria of which somebody judged that their new wording means the same; their marks are kept
    wherever the new version has room for them.
    """

    old: Rubric
    new: Rubric
    again: Mapping[str, str]
    trusted: frozenset[str] = frozenset()

    def moves(self, assessment: Assessment) -> tuple[CriterionMove, ...]:
        """Say for each criterion what becomes of its mark, in the order of the new version; what is gone at the end."""
        before = {criterion.id: criterion for criterion in self.old.criteria}
        after = {criterion.id for criterion in self.new.criteria}
        moves = [_move(self, before.get(criterion.id), criterion, assessment) for criterion in self.new.criteria]
        moves += [_gone(criterion, assessment) for id_, criterion in before.items() if id_ not in after]
        return tuple(moves)


def passage(old: Rubric, new: Rubric, *, trusted: Collection[str] = ()) -> Passage:
    """Compare two versions once for all assessments that go over."""
    before = {criterion.id for criterion in old.criteria}
    again = {
        criterion.id: "; ".join(reasons_to_mark_again(old, new, criterion.id))
        for criterion in new.criteria
        if criterion.id in before
    }
    return Passage(old, new, again, frozenset(trusted))


def reasons_to_mark_again(old: Rubric, new: Rubric, criterion_id: str) -> tuple[str, ...]:
    """Say why levels that were given on a criterion don't stand any more, a sentence each; none when they do.

    Raises KeyError when one of the versions has no such criterion.
    """
    before, after = old.criterion(criterion_id), new.criterion(criterion_id)
    values = [[level.value for level in each.levels] for each in (old.scale_of(before), new.scale_of(after))]
    reasons = [] if values[0] == values[1] else [_("the levels have other values")]
    if changed := _changed_levels(new, before, after):
        text = ngettext("the words of {levels} changed", "the words of {levels} changed", len(changed))
        reasons.append(text.format(levels=", ".join(changed)))
    return tuple(reasons)


def kept_marks(moves: tuple[CriterionMove, ...]) -> dict[str, Mark]:
    """Return the marks that an assessment has after going over."""
    return {move.criterion: move.mark for move in moves if move.fate is Fate.KEPT}


def _move(way: Passage, before: Criterion | None, after: Criterion, assessment: Assessment) -> CriterionMove:
    mark, filed = assessment.mark(after.id), len(assessment.evidence_for(after.id))
    if before is None:
        return CriterionMove(after.id, after.title, mark, Fate.NEW, _("the criterion is new"), filed)
    if isinstance(mark, Unmarked):
        return CriterionMove(after.id, after.title, mark, Fate.OPEN, filed=filed)
    reason = _no_room(way.new, before, after, mark)
    if not reason and isinstance(mark, LevelGiven) and after.id not in way.trusted:
        reason = way.again[after.id]
    return CriterionMove(after.id, after.title, mark, Fate.AGAIN if reason else Fate.KEPT, reason, filed)


def _gone(criterion: Criterion, assessment: Assessment) -> CriterionMove:
    filed = len(assessment.evidence_for(criterion.id))
    reason = _("the criterion is gone")
    if filed:
        text = ngettext(
            "{reason}; {count} piece of evidence stays filed for it",
            "{reason}; {count} pieces of evidence stay filed for it",
            filed,
        )
        reason = text.format(reason=reason, count=filed)
    return CriterionMove(criterion.id, criterion.title, assessment.mark(criterion.id), Fate.GONE, reason, filed)


def _no_room(new: Rubric, before: Criterion, after: Criterion, mark: Mark) -> str:
    """Say why the new version can't hold a mark at all, or return an empty text."""
    match mark:
        case LevelGiven(level):
            if not new.scale_of(after).levels or not new.scale_of(after).allows(level):
                return _("level {level} does not exist any more").format(level=plain_number(level))
            fresh = [cap for cap in after.caps if cap.max_level < level and not _had(before, cap.when, cap.max_level)]
            if fresh:
                text = _("there is a new limit: at most {level} when {when}")
                when = fresh[0].when.replace("_", " ")
                return text.format(level=plain_number(fresh[0].max_level), when=when)
            return ""
        case NotObserved():
            never = after.id in new.scale.never_not_observed
            return _("it must be observed now") if never or not new.scale.not_observed_at_most else ""
        case _:
            return ""


def _had(criterion: Criterion, when: str, most: object) -> bool:
    return any(cap.when == when and cap.max_level == most for cap in criterion.caps)


def _changed_levels(new: Rubric, before: Criterion, after: Criterion) -> list[str]:
    scale = new.scale_of(after)
    changed = []
    for value in sorted(set(before.descriptors) | set(after.descriptors)):
        if same_but_for_signs(before.descriptors.get(value, ""), after.descriptors.get(value, "")):
            continue
        level = scale.level(value)
        changed.append(f"{plain_number(value)} {level.label}".strip() if level else plain_number(value))
    return changed
