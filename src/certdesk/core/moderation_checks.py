"""What a moderator found: their own levels beside those of the assessors, and when that is too far apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from certdesk.core.adjudication import steps_apart
from certdesk.core.marks import LevelGiven, Mark, Unmarked
from certdesk.core.moderation import Drawn
from certdesk.core.policy import ModerationSample
from certdesk.core.rubric import Rubric, Scale


class Verdict(StrEnum):
    """What a moderator says about a portfolio."""

    AGREES = "agrees"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample as it was drawn: by which seed and numbers, from how many, and who is in it.

    ``band`` says what counted as near the cut, ``marked_by`` whose work each portfolio was then.
    """

    id: str
    cohort_id: str
    seed: str
    at: datetime
    policy: ModerationSample
    eligible: int
    picks: tuple[Drawn, ...]
    band: str = ""
    marked_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def portfolio_ids(self) -> tuple[str, ...]:
        """The sample in the order of the draw."""
        return tuple(one.portfolio_id for one in self.picks)


@dataclass(frozen=True, slots=True)
class Check:
    """A moderator's verdict on one portfolio of a draw.

    ``marks`` are the moderator's own, of all criteria or of some; ``blind`` says that they were given before the
    assessors' were seen; ``looked_at`` are the marks that were looked at then, by assessment.
    """

    draw_id: str
    portfolio_id: str
    moderator_id: str
    at: datetime
    verdict: Verdict
    marks: Mapping[str, Mark] = field(default_factory=dict)
    note: str = ""
    blind: bool = False
    assessment_id: str = ""
    looked_at: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    assessors: Mapping[str, str] = field(default_factory=dict)
    """Whose each assessment was."""


def far_apart(
    rubric: Rubric, policy: ModerationSample, own: Mapping[str, Mark], other: Mapping[str, Mark]
) -> list[str]:
    """Name the criteria in which a moderator differs from somebody by so many levels that the policy counts them.

    A level against none (a code, not observed) counts too; what one of the two left unmarked doesn't.
    """
    return [
        criterion.id
        for criterion in rubric.criteria
        if _is_far(rubric.scale_of(criterion), policy.differs_levels, own.get(criterion.id), other.get(criterion.id))
    ]


def _is_far(scale: Scale, levels: int, one: Mark | None, other: Mark | None) -> bool:
    if one is None or other is None or isinstance(one, Unmarked) or isinstance(other, Unmarked) or one == other:
        return False
    if isinstance(one, LevelGiven) and isinstance(other, LevelGiven):
        if not (scale.covers(one.level) and scale.covers(other.level)):
            return True
        return steps_apart(scale, one.level, other.level) >= levels
    return True
