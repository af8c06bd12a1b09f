"""The light of a moderation: whether the sample satisfies the policy, is looked at, and whose work is wanting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certdesk.core.moderation import Requirement
from certdesk.core.moderation_checks import Check, far_apart
from certdesk.core.policy import ModerationSample
from certdesk.core.rubric import Rubric
from certdesk.core.words import _, ngettext


class Light(StrEnum):
    """Green: the policy is met. Amber: something is still to be done. Red: somebody's work has to be marked again."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A portfolio in which a moderator differs so far from an assessor that the policy asks for more."""

    portfolio_id: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssessorLight:
    """How the moderation stands for one assessor's work."""

    assessor_id: str
    name: str
    light: Light
    sentence: str
    marked: int
    drawn: int
    looked_at: int
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class ModerationLight:
    """How the moderation stands as a whole. ``satisfied``: the sample is as the policy wants; ``done``: all looked at.

    ``unsettled`` counts portfolios whose marks are not settled yet.
    """

    light: Light
    sentence: str
    satisfied: bool
    done: bool
    requirements: tuple[Requirement, ...]
    assessors: tuple[AssessorLight, ...]
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class Sampled:
    """One assessor's work: how much of it counts, what of it is in the sample, and the verdicts that still hold."""

    assessor_id: str
    name: str
    marked: int
    drawn: tuple[str, ...]
    checks: Mapping[str, Check]


def assessor_light(
    rubric: Rubric, policy: ModerationSample, one: Sampled, requirements: Iterable[Requirement]
) -> AssessorLight:
    """Say how the moderation stands for one assessor, by the requirements that are about them."""
    rejected = tuple(rejected_of(rubric, policy, one.assessor_id, one.checks.values()))
    looked_at = sum(id_ in one.checks for id_ in one.drawn)
    unmet = [each.sentence for each in requirements if each.assessor == one.assessor_id and not each.met]
    light, sentence = _told(policy, one, (rejected, looked_at, unmet))
    return AssessorLight(one.assessor_id, one.name, light, sentence, one.marked, len(one.drawn), looked_at, rejected)


def _told(
    policy: ModerationSample, one: Sampled, found: tuple[Sequence[Rejected], int, Sequence[str]]
) -> tuple[Light, str]:
    rejected, looked_at, unmet = found
    if rejected:
        text = ngettext(
            "In {count} portfolio the moderator differs by {levels} levels or more in {criteria} criteria or more: the "
            "work since the last accepted sample is to be marked again.",
            "In {count} portfolios the moderator differs by {levels} levels or more in {criteria} criteria or more: "
            "the work since the last accepted sample is to be marked again.",
            len(rejected),
        )
        numbers = {"count": len(rejected), "levels": policy.differs_levels, "criteria": policy.differs_criteria}
        return Light.RED, text.format(**numbers)
    if unmet:
        return Light.AMBER, " ".join(unmet)
    if looked_at < len(one.drawn):
        text = ngettext(
            "{done} of {count} portfolio looked at.", "{done} of {count} portfolios looked at.", len(one.drawn)
        )
        return Light.AMBER, text.format(done=looked_at, count=len(one.drawn))
    if not one.drawn:
        return Light.GREEN, _("The policy wants none of their work in the sample.")
    text = ngettext(
        "{count} portfolio looked at; the policy is met.", "{count} portfolios looked at; the policy is met.", looked_at
    )
    return Light.GREEN, text.format(count=looked_at)


def rejected_of(
    rubric: Rubric, policy: ModerationSample, assessor_id: str, checks: Iterable[Check]
) -> Iterable[Rejected]:
    """Return the portfolios in which a moderator differs too far from one assessor, by the policy."""
    for check in checks:
        theirs = [id_ for id_, person in check.assessors.items() if person == assessor_id]
        for id_ in theirs:
            far = far_apart(rubric, policy, check.marks, check.looked_at.get(id_, {}))
            if len(far) >= policy.differs_criteria:
                yield Rejected(check.portfolio_id, tuple(far))


def whole_light(
    requirements: Sequence[Requirement], assessors: Sequence[AssessorLight], sample: tuple[int, int], unsettled: int
) -> ModerationLight:
    """Put the lights together. ``sample`` is how many were drawn and how many of them were looked at."""
    drawn, looked_at = sample
    satisfied, done = bool(drawn) and all(one.met for one in requirements), bool(drawn) and looked_at == drawn
    red = [one.name for one in assessors if one.light is Light.RED]
    if red:
        text = ngettext(
            "The work of {names} is to be marked again.", "The work of {names} is to be marked again.", len(red)
        )
        light, sentence = Light.RED, text.format(names=", ".join(red))
    elif satisfied and done and not unsettled:
        text = ngettext(
            "The sample of {count} portfolio satisfies the policy and is looked at.",
            "The sample of {count} portfolios satisfies the policy and is looked at.",
            drawn,
        )
        light, sentence = Light.GREEN, text.format(count=drawn)
    else:
        light, sentence = Light.AMBER, " ".join(_what_is_missing(requirements, (drawn, looked_at), unsettled))
    return ModerationLight(light, sentence, satisfied, done, tuple(requirements), tuple(assessors), unsettled)


def _what_is_missing(requirements: Sequence[Requirement], sample: tuple[int, int], unsettled: int) -> Iterable[str]:
    drawn, looked_at = sample
    if not drawn:
        yield _("No sample is drawn yet.")
    else:
        unmet = sum(not one.met for one in requirements)
        if unmet:
            text = ngettext(
                "The sample lacks {count} thing that the policy wants: draw again.",
                "The sample lacks {count} things that the policy wants: draw again.",
                unmet,
            )
            yield text.format(count=unmet)
        if looked_at < drawn:
            text = ngettext("{done} of {count} portfolio looked at.", "{done} of {count} portfolios looked at.", drawn)
            yield text.format(done=looked_at, count=drawn)
    if unsettled:
        text = ngettext("{count} portfolio is not settled yet.", "{count} portfolios are not settled yet.", unsettled)
        yield text.format(count=unsettled)


def accepted_before(
    rubric: Rubric, policy: ModerationSample, assessor_id: str, draws: Sequence[tuple[datetime, Sequence[Check]]]
) -> datetime | None:
    """Return when the last sample was drawn in which somebody's work was looked at and accepted; None if never."""
    for at, checks in sorted(draws, key=lambda one: one[0], reverse=True):
        theirs = [check for check in checks if assessor_id in check.assessors.values()]
        if theirs and not any(True for _one in rejected_of(rubric, policy, assessor_id, theirs)):
            return at
    return None
