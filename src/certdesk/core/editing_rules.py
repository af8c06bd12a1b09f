"""Changes to how the result is decided: every function takes a rubric and returns the changed one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import TypeVar

from certdesk.core.conditions import Condition
from certdesk.core.rubric import DecisionRules, Outcome, Rubric

T = TypeVar("T")


def outcome_called(rubric: Rubric, outcome_id: str) -> Outcome:
    """Find an outcome. Raises KeyError for an unknown id."""
    for outcome in rubric.decision.outcomes:
        if outcome.id == outcome_id:
            return outcome
    raise KeyError(outcome_id)


def add_outcome(rubric: Rubric, label: str, *, before: str = "") -> tuple[Rubric, str]:
    """Add an outcome before another one, or at the end; return its id too."""
    known = {outcome.id for outcome in rubric.decision.outcomes}
    made = Outcome(fresh_id("result", known), label, ())
    outcomes = list(rubric.decision.outcomes)
    place = next((n for n, outcome in enumerate(outcomes) if outcome.id == before), len(outcomes))
    outcomes.insert(place, made)
    return with_outcomes(rubric, outcomes), made.id


def remove_outcome(rubric: Rubric, outcome_id: str) -> Rubric:
    """Take an outcome away; worked examples that expected it keep its id, and so say that they fail."""
    return with_outcomes(rubric, (each for each in rubric.decision.outcomes if each.id != outcome_id))


def move_outcome(rubric: Rubric, outcome_id: str, place: int) -> Rubric:
    """Put an outcome at a place of the order; places outside it mean the first or the last one."""
    outcomes = rubric.decision.outcomes
    here = next(n for n, outcome in enumerate(outcomes) if outcome.id == outcome_id)
    return with_outcomes(rubric, moved(outcomes, here, place))


def change_outcome(rubric: Rubric, changed: Outcome) -> Rubric:
    """Put a changed outcome in the place of the one with its id."""
    return with_outcomes(
        rubric, (changed if outcome.id == changed.id else outcome for outcome in rubric.decision.outcomes)
    )


def rename_outcome(rubric: Rubric, outcome_id: str, label: str) -> Rubric:
    """Give an outcome another name; its id stays."""
    return change_outcome(rubric, replace(outcome_called(rubric, outcome_id), label=label))


def set_certifies(rubric: Rubric, outcome_id: str, *, certifies: bool) -> Rubric:
    """Say whether a certificate goes with an outcome."""
    return change_outcome(rubric, replace(outcome_called(rubric, outcome_id), certifies=certifies))


def set_banks(rubric: Rubric, outcome_id: str, banks_from: Fraction | None, months: int) -> Rubric:
    """Keep good criteria for a later attempt: from which level, for how many months; None keeps none."""
    months = months if banks_from is not None else 0
    return change_outcome(
        rubric, replace(outcome_called(rubric, outcome_id), banks_from=banks_from, banks_months=months)
    )


def add_condition(rubric: Rubric, outcome_id: str, condition: Condition, *, place: int | None = None) -> Rubric:
    """Add a condition to an outcome, at the end when no place is given."""
    outcome = outcome_called(rubric, outcome_id)
    conditions = list(outcome.conditions)
    conditions.insert(len(conditions) if place is None else place, condition)
    return change_outcome(rubric, replace(outcome, conditions=tuple(conditions)))


def change_condition(rubric: Rubric, outcome_id: str, place: int, condition: Condition) -> Rubric:
    """Put another condition in the place of one. Raises IndexError when there is none."""
    outcome = outcome_called(rubric, outcome_id)
    conditions = list(outcome.conditions)
    conditions[place] = condition
    return change_outcome(rubric, replace(outcome, conditions=tuple(conditions)))


def remove_condition(rubric: Rubric, outcome_id: str, place: int) -> Rubric:
    """Take a condition away. Raises IndexError when there is none."""
    outcome = outcome_called(rubric, outcome_id)
    conditions = list(outcome.conditions)
    del conditions[place]
    return change_outcome(rubric, replace(outcome, conditions=tuple(conditions)))


def move_condition(rubric: Rubric, origin: tuple[str, int], target: tuple[str, int]) -> Rubric:
    """Move a condition to another place, also of another outcome. ``target`` counts without the moved one."""
    condition = outcome_called(rubric, origin[0]).conditions[origin[1]]
    return add_condition(remove_condition(rubric, *origin), target[0], condition, place=target[1])


def step_condition(rubric: Rubric, outcome_id: str, place: int, step: int) -> tuple[Rubric, str, int]:
    """Move a condition one up or down, past the end into the neighbouring outcome; say where it is then.

    At the first place of the first outcome and the last of the last it stays.
    """
    outcomes = rubric.decision.outcomes
    here = next(n for n, outcome in enumerate(outcomes) if outcome.id == outcome_id)
    wanted = place + step
    if 0 <= wanted < len(outcomes[here].conditions):
        return move_condition(rubric, (outcome_id, place), (outcome_id, wanted)), outcome_id, wanted
    if not 0 <= here + step < len(outcomes):
        return rubric, outcome_id, place
    other = outcomes[here + step]
    there = 0 if step > 0 else len(other.conditions)
    return move_condition(rubric, (outcome_id, place), (other.id, there)), other.id, there


def set_unscorable_in_section(rubric: Rubric, section: str, number: int | None) -> Rubric:
    """Say from how many unscorable criteria of a section on nothing is decided; None takes its own limit away."""
    limits = {key: value for key, value in rubric.decision.unscorable_in_section.items() if key != section}
    if number is not None:
        limits[section] = number
    return replace(rubric, decision=replace(rubric.decision, unscorable_in_section=limits))


def with_decision(rubric: Rubric, decision: DecisionRules) -> Rubric:
    """Decide by other rules."""
    return replace(rubric, decision=decision)


def with_outcomes(rubric: Rubric, outcomes: Iterable[Outcome]) -> Rubric:
    """Give other outcomes, in this order."""
    return with_decision(rubric, replace(rubric.decision, outcomes=tuple(outcomes)))


def moved(parts: Sequence[T], here: int, there: int) -> tuple[T, ...]:
    """Return the parts with one at another place; places outside mean the first or the last one."""
    rest = [part for n, part in enumerate(parts) if n != here]
    rest.insert(min(max(there, 0), len(rest)), parts[here])
    return tuple(rest)


def fresh_id(stem: str, known: set[str]) -> str:
    """Return an id that nothing has yet: the stem and the first free number."""
    return next(name for number in count(1) if (name := f"{stem}_{number}") not in known)
