"""From marks to an outcome: the first outcome whose conditions all hold, with a trace in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core import judging
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unmarked, Unscorable
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.scoring import Marks, weighted_mean
from certdesk.core.words import _, ngettext

INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One condition as a teacher can read it: what was asked, what was found, and whether it was met."""

    rule: str
    found: str
    met: bool


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


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of a rubric's rules on one set of marks.

    ``outcome`` is an outcome's id, or ``"incomplete"``; ``missing`` names the criteria that hold it up.
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

    @property
    def complete(self) -> bool:
        """Whether the rules could be applied."""
        return self.outcome != INCOMPLETE

    @property
    def deciding(self) -> OutcomeTrace | None:
        """The trace that explains the result: of the certificate that was reached, or of the nearest one missed."""
        certifying = [tried for tried in self.trace if tried.certifies]
        return certifying[-1] if certifying else self.trace[-1] if self.trace else None


def decide(rubric: Rubric, marks: Marks) -> Decision:
    """Apply the rubric's rules to ``marks`` (criterion id to mark; what is absent counts as unmarked)."""
    mean = weighted_mean(rubric.criteria, marks)
    reasons, missing = _what_is_missing(rubric, marks)
    if reasons or mean is None:
        label = _("Incomplete")
        return Decision(INCOMPLETE, label, certifies=False, mean=mean, trace=(), missing=missing, reasons=reasons)
    trace: list[OutcomeTrace] = []
    for outcome in rubric.decision.outcomes:
        trace.append(_try(rubric, outcome, marks))
        if trace[-1].met:
            return _reached(rubric, outcome, marks, mean, tuple(trace))
    reason = _("The rubric has no outcome for these marks.")
    return Decision(INCOMPLETE, _("Incomplete"), certifies=False, mean=mean, trace=tuple(trace), reasons=(reason,))


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


def _try(rubric: Rubric, outcome: Outcome, marks: Marks) -> OutcomeTrace:
    lines = tuple(
        TraceLine(judged.rule, judged.found, judged.met)
        for judged in (judging.judge(rubric, condition, marks) for condition in outcome.conditions)
    )
    return OutcomeTrace(outcome.id, outcome.label, outcome.certifies, lines)


def _banked(rubric: Rubric, outcome: Outcome, marks: Marks) -> tuple[str, ...]:
    if outcome.banks_from is None:
        return ()
    least = outcome.banks_from
    return tuple(
        criterion.id
        for criterion in rubric.criteria
        if (level := judging.level(marks, criterion.id)) is not None and level >= least
    )


def _what_is_missing(rubric: Rubric, marks: Marks) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say why the rules can't be applied yet: sentences, and the criteria concerned."""
    given = {criterion.id: marks.get(criterion.id, UNMARKED) for criterion in rubric.criteria}
    unmarked = tuple(id_ for id_, mark in given.items() if isinstance(mark, Unmarked | CommentOnly))
    unscorable = tuple(id_ for id_, mark in given.items() if isinstance(mark, Unscorable))
    unobserved = tuple(id_ for id_, mark in given.items() if isinstance(mark, NotObserved))
    reasons: list[str] = []
    if unmarked:
        text = ngettext("{names} still needs a mark.", "{names} still need a mark.", len(unmarked))
        reasons.append(text.format(names=", ".join(unmarked)))
    if _too_many_unscorable(rubric, unscorable):
        reasons.append(_("Not scorable, so there is no result yet: {names}.").format(names=", ".join(unscorable)))
    if len(unobserved) > rubric.scale.not_observed_at_most:
        text = _("Not observed on {names}; this rubric allows it on at most {count}.")
        reasons.append(text.format(names=", ".join(unobserved), count=rubric.scale.not_observed_at_most))
    return tuple(reasons), unmarked + unscorable


def _too_many_unscorable(rubric: Rubric, unscorable: tuple[str, ...]) -> bool:
    if not unscorable:
        return False
    if len(unscorable) >= rubric.decision.unscorable_at_least:
        return True
    limits = rubric.decision.unscorable_in_section
    return any(
        sum(criterion in rubric.section(section).criteria for criterion in unscorable) >= limit
        for section, limit in limits.items()
    )
