"""How a cohort's result came about: the trace of the rules, the rule behind each mark, and whose words are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from certdesk.core.cohorts import SettledMark
from certdesk.core.decision import Decision
from certdesk.core.marks import UNMARKED, LevelGiven, Mark
from certdesk.core.resubmission import Kept

BANKED, BEST, APPEALED = "banked", "best_of_attempts", "appeal"
"""Rules that stand beside those of the adjudication table: two of earlier attempts, and one of an upheld appeal."""


@dataclass(frozen=True, slots=True)
class ResultDetail:
    """Everything behind one result. ``inputs`` is a digest of what it was decided from.

    ``voices`` name for each criterion the assessment whose words the candidate is told; all others stay where they
    are.
    """

    decision: Decision
    settled: tuple[SettledMark, ...]
    inputs: str
    kept: tuple[Kept, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> dict[str, Mark]:
        """The marks that count."""
        return {one.criterion_id: one.mark for one in self.settled}

    @property
    def assessment_ids(self) -> tuple[str, ...]:
        """The assessments that the marks stand on, in the order of the criteria, each once."""
        return tuple(dict.fromkeys(id_ for one in self.settled for id_ in one.assessment_ids))


def with_kept(
    settled: tuple[SettledMark, ...], kept: tuple[Kept, ...], assessments: Mapping[str, str]
) -> tuple[SettledMark, ...]:
    """Return the marks that count with those of earlier attempts; ``assessments`` are those of the attempts."""
    given = {one.criterion_id: one for one in settled}
    for one in kept:
        own = given.get(one.criterion_id)
        stands_on = (assessments[one.portfolio_id],) if one.portfolio_id in assessments else ()
        given[one.criterion_id] = SettledMark(
            one.criterion_id,
            LevelGiven(one.level),
            BANKED if one.instead_of is None else BEST,
            (*stands_on, *(own.assessment_ids if own else ())),
            averaged=own.averaged if own and own.mark == LevelGiven(one.level) else False,
        )
    return tuple(given.values())


def voice_of(settled: SettledMark, marks: Mapping[str, Mapping[str, Mark]], has_words: frozenset[str]) -> str:
    """Choose the assessment whose words go with a mark: one that gave it, with words, else whoever has words.

    ``marks`` are those of each assessment by criterion; ``has_words`` are assessments that wrote about this criterion.
    The later of two is chosen, because whoever came third knew what was in dispute.
    """
    # A mark that the lead decided on may be nobody's: then the words are those of whoever wrote about it.
    last_first = tuple(reversed(settled.assessment_ids or tuple(marks)))
    same = [one for one in last_first if marks.get(one, {}).get(settled.criterion_id, UNMARKED) == settled.mark]
    for group in (same, last_first):
        for one in group:
            if one in has_words:
                return one
    return next(iter(same or last_first), "")
