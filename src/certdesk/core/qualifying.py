"""Whether somebody marks as the programme does: their marks on a qualifying set beside those that experts agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from certdesk.core.adjudication import steps_apart
from certdesk.core.days import day_in_words
from certdesk.core.decision import decide
from certdesk.core.later import months_later
from certdesk.core.marks import UNMARKED, LevelGiven, Mark
from certdesk.core.policy import Qualification
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext

Marks = Mapping[str, Mark]


class SetPurpose(StrEnum):
    """What a portfolio with agreed marks is used for. In training people see them afterwards, in a test they don't."""

    TRAINING = "training"
    QUALIFYING = "qualifying"


@dataclass(frozen=True, slots=True)
class Reference:
    """A portfolio of a set, with the marks that experts agreed on."""

    portfolio_id: str
    code: str
    purpose: SetPurpose
    title: str
    position: int
    expected: Marks


@dataclass(frozen=True, slots=True)
class Attempt:
    """How somebody marked one portfolio of a set. Criteria without an agreed mark are left out."""

    code: str
    criteria: int
    exact: int
    within_one: int
    outcome_matches: bool
    signed_on: date

    @property
    def discrepant(self) -> int:
        """Criteria in which they are two levels apart or more, or in which only one of them gave a level."""
        return self.criteria - self.within_one


@dataclass(frozen=True, slots=True)
class Qualified:
    """Where somebody stands. ``until`` is the last day on which they may mark live work; ``reasons`` why they may not.

    Shares are of all criteria of the set; None where nothing was marked.
    """

    attempts: tuple[Attempt, ...]
    portfolios: int
    exact: Fraction | None
    within_one: Fraction | None
    until: date | None
    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether they may mark live work."""
        return not self.reasons


def compare(rubric: Rubric, reference: Reference, given: Marks, signed_on: date) -> Attempt:
    """Compare somebody's marks on one portfolio with the agreed ones, criterion by criterion.

    A code or "not observed" agrees with the same alone; within one it counts only where it is the same.
    """
    counted = [criterion for criterion in rubric.criteria if criterion.id in reference.expected]
    exact = within = 0
    for criterion in counted:
        wanted, mark = reference.expected[criterion.id], given.get(criterion.id, UNMARKED)
        same = mark == wanted
        exact += same
        near = isinstance(wanted, LevelGiven) and isinstance(mark, LevelGiven)
        if near and isinstance(wanted, LevelGiven) and isinstance(mark, LevelGiven):
            within += steps_apart(rubric.scale_of(criterion), wanted.level, mark.level) <= 1
        else:
            within += same
    outcome = decide(rubric, reference.expected).outcome == decide(rubric, given).outcome
    return Attempt(reference.code, len(counted), exact, within, outcome, signed_on)


def qualify(attempts: Iterable[Attempt], portfolios: int, policy: Qualification, today: date) -> Qualified:
    """Say whether somebody reached what the policy asks for on a set of so many portfolios, and until when it counts.

    The clock of renewal runs from the day on which they signed the last one. Bounds are reached when they are met.
    """
    done = tuple(attempts)
    criteria = sum(one.criteria for one in done)
    exact = Fraction(sum(one.exact for one in done), criteria) if criteria else None
    within = Fraction(sum(one.within_one for one in done), criteria) if criteria else None
    until = months_later(max(one.signed_on for one in done), policy.every_months) if done else None
    reasons = tuple(_reasons(done, portfolios, (exact, within), policy))
    if not reasons and until is not None and today > until:
        reasons = (_("qualified until {day}, and has to qualify again").format(day=day_in_words(until)),)
    return Qualified(done, portfolios, exact, within, until, reasons)


def _reasons(
    done: tuple[Attempt, ...],
    portfolios: int,
    shares: tuple[Fraction | None, Fraction | None],
    policy: Qualification,
) -> Iterable[str]:
    needed = min(policy.portfolios, portfolios)
    if len(done) < needed:
        text = _("has signed {done} of {total} portfolios of the qualifying set")
        yield text.format(done=len(done), total=needed)
        return
    exact, within = shares
    if exact is not None and exact < policy.exact_at_least:
        yield _("gave the agreed level in {share} of 100 criteria, and {least} are needed").format(
            share=_of_hundred(exact), least=_of_hundred(policy.exact_at_least)
        )
    if within is not None and within < policy.within_one_at_least:
        yield _("was within one level in {share} of 100 criteria, and {least} are needed").format(
            share=_of_hundred(within), least=_of_hundred(policy.within_one_at_least)
        )
    for one in done:
        if one.discrepant > policy.discrepant_at_most:
            text = ngettext(
                "was two levels off or more in {count} criterion of {code}",
                "was two levels off or more in {count} criteria of {code}",
                one.discrepant,
            )
            yield text.format(count=one.discrepant, code=one.code)
        if policy.outcome_must_match and not one.outcome_matches:
            yield _("came to another outcome than was agreed in {code}").format(code=one.code)


def _of_hundred(share: Fraction) -> int:
    """Round down, so that 59.9 never reads as the 60 that is needed."""
    return int(share * 100)
