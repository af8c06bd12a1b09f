"""From marks to an outcome: the first outcome whose conditions all hold, with a trace in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core import judging
from certdesk.core.conditions import BankedAtMost
from certdesk.core.gaps import Gap, find_gaps
from certdesk.core.headline import Score, score
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.scoring import Marks, weighted_mean
from certdesk.core.words import _

INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One condition as a teacher can read it: what was asked, what was found, and whether it was met.

    ``open`` says that too little was observed to tell.
    """

    rule: str
    found: str
    met: bool
    open: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeTrace:
    """One outcome that was tried, with each of its conditions."""

    outcome: str
    label: str
    certifies: bool
    lines: tuple[TraceLine, ...]

    @property
    def met(self) -> bool:
        """Whether every condition holds."""
        return all(line.met for line in self.lines)

    @property
    def open(self) -> bool:
        """Whether it hangs on conditions of which too little was observed: nothing fails, and not all is met."""
        return not self.met and all(line.met or line.open for line in self.lines)


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of a rubric's rules on one set of marks.

    ``outcome`` is an outcome's id, or ``"incomplete"``; ``missing`` names the criteria that hold it up. ``banked`` are
    those that count for a later attempt, ``from_earlier`` those that stand on the results of an earlier one.
    ``score`` is the mean or total that the rules turn on.
    """

    outcome: str
    label: str
    certifies: bool
    mean: Fraction | None
    trace: tuple[OutcomeTrace, ...]
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    below_floor: tuple[str, ...] = ()
    banked: tuple[str, ...] = ()
    from_earlier: tuple[str, ...] = ()
    score: Score | None = None

    @property
    def complete(self) -> bool:
        """Whether the rules could be applied."""
        return self.outcome != INCOMPLETE

    @property
    def deciding(self) -> OutcomeTrace | None:
        """The trace that explains the result: of the certificate that was reached, or of the nearest one missed."""
        certifying = [tried for tried in self.trace if tried.certifies]
        return certifying[-1] if certifying else self.trace[-1] if self.trace else None


def decide(rubric: Rubric, marks: Marks, banked: frozenset[str] = frozenset()) -> Decision:
    """Apply the rubric's rules to ``marks`` (criterion id to mark; what is absent counts as unmarked).

    ``banked`` names the criteria whose marks are those of an earlier attempt; `core.banking` composes them.

    The result is incomplete while a criterion needs a mark, while marks stand that the rubric doesn't allow, and when
    too little was observed to tell whether an outcome is reached: none of these is ever a fail.
    """
    decision = _decided(rubric, marks, banked)
    earlier = tuple(criterion.id for criterion in rubric.criteria if criterion.id in banked)
    return replace(decision, from_earlier=earlier, score=score(rubric, marks))


def _decided(rubric: Rubric, marks: Marks, banked: frozenset[str]) -> Decision:
    mean = weighted_mean(rubric.criteria, marks)
    gaps = find_gaps(rubric, marks)
    if gaps or mean is None:
        return _incomplete(mean, (), gaps or (Gap(_("No criterion has a level."), ()),))
    trace: list[OutcomeTrace] = []
    for outcome in rubric.decision.outcomes:
        trace.append(_try(rubric, outcome, marks, banked))
        if trace[-1].met:
            return _reached(rubric, outcome, marks, mean, tuple(trace))
        if trace[-1].open:
            return _incomplete(mean, tuple(trace), _what_is_open(trace[-1]))
    return _incomplete(mean, tuple(trace), (Gap(_("The rubric has no outcome for these marks."), ()),))


def _incomplete(mean: Fraction | None, trace: tuple[OutcomeTrace, ...], gaps: tuple[Gap, ...]) -> Decision:
    return Decision(
        INCOMPLETE,
        _("Incomplete"),
        certifies=False,
        mean=mean,
        trace=trace,
        missing=tuple(dict.fromkeys(name for gap in gaps for name in gap.criteria)),
        reasons=tuple(gap.reason for gap in gaps),
    )


def _what_is_open(tried: OutcomeTrace) -> tuple[Gap, ...]:
    text = _("Too little was observed to tell: {rule} ({found}).")
    return tuple(Gap(text.format(rule=line.rule, found=line.found), ()) for line in tried.lines if line.open)


def _reached(
    rubric: Rubric, outcome: Outcome, marks: Marks, mean: Fraction, trace: tuple[OutcomeTrace, ...]
) -> Decision:
    return Decision(
        outcome.id,
        outcome.label,
        certifies=outcome.certifies,
        mean=mean,
        trace=trace,
        below_floor=judging.below_floor(rubric, marks),
        banked=_banked(rubric, outcome, marks),
    )


def _try(rubric: Rubric, outcome: Outcome, marks: Marks, banked: frozenset[str]) -> OutcomeTrace:
    lines = [
        TraceLine(judged.rule, judged.found, judged.met, judged.open)
        for judged in (judging.judge(rubric, condition, marks, banked) for condition in outcome.conditions)
    ]
    told = any(isinstance(condition, BankedAtMost) for condition in outcome.conditions)
    earlier = [criterion.id for criterion in rubric.criteria if criterion.id in banked]
    if lines and earlier and not told:
        # No condition speaks of them, but nobody should have to guess what the result stands on.
        lines.append(TraceLine(_("Results of an earlier attempt count"), ", ".join(earlier), met=True))
    return OutcomeTrace(outcome.id, outcome.label, outcome.certifies, tuple(lines))


def _banked(rubric: Rubric, outcome: Outcome, marks: Marks) -> tuple[str, ...]:
    return tuple(criterion.id for criterion in rubric.criteria if judging.is_banked(rubric, outcome, criterion, marks))
