"""Why a result is another one by changed rules, in plain words, and which criteria make the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, decide
from certdesk.core.judging import Judged, below_floor, judge, level, plain_number
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import Marks, in_section, plain_weights, weighted_mean
from certdesk.core.words import _, ngettext

_NAMED = 3
_NUMBERS = rule.MeanAtLeast | rule.TotalAtLeast | rule.SectionMeanAtLeast | rule.SectionTotalAtLeast


@dataclass(frozen=True, slots=True)
class Flip:
    """One result whose outcome changes: ids of both outcomes, why in sentences, and the criteria that it turns on.

    ``better`` says whether the changed rules give an outcome that stands higher; incomplete is lowest.
    """

    key: str
    before: str
    after: str
    why: str
    criteria: tuple[str, ...]
    better: bool


@dataclass(frozen=True, slots=True)
class _Turn:
    """A condition that one rubric finds met and the other not, in a sentence."""

    text: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two rubrics with the marks, and a condition of it, judged, if there is one like the other side's."""

    rubric: Rubric
    marks: Marks
    condition: rule.Condition | None
    judged: Judged | None


def explain_flip(before: Rubric, after: Rubric, result: tuple[str, Marks], outcomes: tuple[str, str]) -> Flip:
    """Say which conditions make the difference for a result (a key and its marks) whose two outcomes are known."""
    (key, marks), (was, now) = result, outcomes
    order = [outcome.id for rules in (after, before) for outcome in rules.decision.outcomes]
    turns = _of_gaps(before, after, marks, now) if INCOMPLETE in outcomes else _turns(before, after, marks, outcomes)
    return Flip(
        key=key,
        before=was,
        after=now,
        why=" ".join(turn.text for turn in turns),
        criteria=tuple(dict.fromkeys(name for turn in turns for name in turn.criteria)),
        better=_place(now, order) < _place(was, order),
    )


def _place(outcome: str, order: list[str]) -> int:
    return order.index(outcome) if outcome in order else len(order)


def _of_gaps(before: Rubric, after: Rubric, marks: Marks, now: str) -> tuple[_Turn, ...]:
    if now == INCOMPLETE:
        decision = decide(after, marks)
        return tuple(_Turn(reason, decision.missing) for reason in decision.reasons)
    decision = decide(before, marks)
    text = _("No longer so: {reason}")
    return tuple(_Turn(text.format(reason=reason), decision.missing) for reason in decision.reasons)


def _turns(before: Rubric, after: Rubric, marks: Marks, outcomes: tuple[str, str]) -> tuple[_Turn, ...]:
    """Find the conditions that keep the old outcome away now, or else those that kept the new one away before."""
    was, now = outcomes
    if _comes_first(after, was, now):
        return tuple(_lost(side, _like(side, before, was)) for side in _missed(after, was, marks))
    if _comes_first(before, now, was):
        return tuple(_gained(_like(side, after, now), side) for side in _missed(before, now, marks))
    return (_Turn(_("The outcomes themselves are other ones, or stand in another order."), ()),)


def _comes_first(rubric: Rubric, first: str, second: str) -> bool:
    order = [outcome.id for outcome in rubric.decision.outcomes]
    return first in order and _place(first, order) < _place(second, order)


def _conditions(rubric: Rubric, outcome_id: str) -> tuple[rule.Condition, ...]:
    return next((each.conditions for each in rubric.decision.outcomes if each.id == outcome_id), ())


def _missed(rubric: Rubric, outcome_id: str, marks: Marks) -> list[_Side]:
    judged = ((each, judge(rubric, each, marks)) for each in _conditions(rubric, outcome_id))
    return [_Side(rubric, marks, condition, found) for condition, found in judged if not found.met]


def _like(side: _Side, other: Rubric, outcome_id: str) -> _Side:
    """Find the condition of the other rubric that asks the same with another number."""
    assert side.condition is not None  # noqa: S101 - it is what was missed
    sort = _sort(side.condition)
    same = next((each for each in _conditions(other, outcome_id) if _sort(each) == sort), None)
    return _Side(other, side.marks, same, None if same is None else judge(other, same, side.marks))


def _sort(condition: rule.Condition) -> tuple[object, ...]:
    match condition:
        case rule.MeanAtLeast(_, weighted) | rule.TotalAtLeast(_, weighted):
            return type(condition), weighted
        case rule.SectionMeanAtLeast(section):
            return type(condition), section
        case rule.SectionTotalAtLeast(section, _, weighted):
            return type(condition), section, weighted
        case rule.CountAtLevel(_, least, _, comparing):
            return type(condition), least is None, comparing
        case rule.FloorsMet() | rule.BelowFloorAtMost():
            return (rule.FloorsMet,)
        case _:
            return (type(condition),)


def _lost(now: _Side, was: _Side) -> _Turn:
    assert now.judged is not None  # noqa: S101 - it is what was missed
    criteria = _turning(now, was)
    if isinstance(now.condition, rule.FloorsMet | rule.BelowFloorAtMost):
        return _Turn(_floors_in_words(now, was, criteria), criteria)
    told = {"rule": now.judged.rule, "found": now.judged.found}
    if was.judged is None:
        text = _("{rule} is asked now, and is not met: {found}.").format(**told)
    else:
        text = _("{rule} is not met: {found}.").format(**told)
        text = _and_before(text, now.judged, _as_missed(was, now))
    return _Turn(_with_lowest(text, now, criteria), criteria)


def _gained(now: _Side, was: _Side) -> _Turn:
    assert was.judged is not None  # noqa: S101 - it is what was missed
    criteria = _turning(was, now)
    if now.judged is None:
        text = _("{rule} is no longer asked; it was not met: {found}.")
        return _Turn(text.format(rule=was.judged.rule, found=was.judged.found), criteria)
    if isinstance(now.condition, rule.FloorsMet | rule.BelowFloorAtMost):
        return _Turn(_floors_in_words(now, was, criteria), criteria)
    met = _as_missed(now, was)
    text = _("{rule} is met: {found}.").format(rule=met.rule, found=met.found)
    return _Turn(_and_before(text, met, was.judged), criteria)


def _as_missed(met: _Side, missed: _Side) -> Judged:
    """Write the number of the side that meets its cut as the other side writes it, if it is one and the same number.

    109.99975 would be 110.00 against a cut of 109.9, and 109.99 against one of 110: one sentence, two numbers.
    """
    assert met.judged is not None  # noqa: S101 - only asked where both sides
    assert missed.judged is not None  # noqa: S101 - have the condition
    numbers = [tuple((each.id, each.section, each.weight) for each in side.rubric.criteria) for side in (met, missed)]
    if not isinstance(met.condition, _NUMBERS) or missed.judged.open or numbers[0] != numbers[1]:
        return met.judged
    found = missed.judged.found
    return replace(met.judged, found=found) if Fraction(found) >= met.condition.cut else met.judged


def _and_before(text: str, now: Judged, was: Judged) -> str:
    """Add what was asked or found before, whichever of the two is another one now."""
    if was.rule == now.rule:
        return _("{sentence} Before, it was {found}.").format(sentence=text, found=was.found)
    if was.found == now.found:
        return _("{sentence} Before: {rule}.").format(sentence=text, rule=was.rule)
    return _("{sentence} Before: {rule}, and it was {found}.").format(sentence=text, rule=was.rule, found=was.found)


def _floors_in_words(now: _Side, was: _Side, criteria: tuple[str, ...]) -> str:
    """Say of each criterion how it stands to its floor now, and which floor it had if that was another one."""
    floors = {each.id: each.floor for each in was.rubric.criteria}
    found = []
    for criterion in now.rubric.criteria:
        value = level(now.marks, criterion.id)
        if criterion.id not in criteria or value is None:
            continue
        if value < criterion.floor:
            text = _("{criterion} is {level}, below its floor of {floor}")
        else:
            text = _("{criterion} is {level} and reaches its floor of {floor}")
        said = text.format(criterion=criterion.id, level=plain_number(value), floor=plain_number(criterion.floor))
        before = floors.get(criterion.id, criterion.floor)
        if before != criterion.floor:
            said = _("{said} (it was {floor})").format(said=said, floor=plain_number(before))
        found.append(said)
    asked = now.condition
    if isinstance(asked, rule.BelowFloorAtMost) and asked != was.condition:
        allowed = ngettext("{count} may be below its floor", "{count} may be below their floor", asked.count)
        found.append(allowed.format(count=asked.count))
    return _("{said}.").format(said="; ".join(found))


def _with_lowest(text: str, now: _Side, criteria: tuple[str, ...]) -> str:
    """Name the criteria that hold a mean or total down; the other conditions name theirs themselves."""
    if not criteria or not isinstance(now.condition, _NUMBERS):
        return text
    levels = {name: level(now.marks, name) for name in criteria}
    names = ", ".join(f"{name} ({plain_number(value)})" for name, value in levels.items() if value is not None)
    lowest = ngettext("{names} weighs most against it.", "{names} weigh most against it.", len(criteria))
    return f"{text} {lowest.format(names=names)}"


def _turning(missing: _Side, meeting: _Side) -> tuple[str, ...]:
    """Name the criteria that a condition turns on: those too low, or those that hold a number down most."""
    condition, rubric = missing.condition, missing.rubric
    match condition:
        case rule.FloorsMet() | rule.BelowFloorAtMost():
            return below_floor(rubric, missing.marks)
        case rule.EveryCriterionAtLeast(least):
            members = rubric.criteria
        case rule.CriticalAtLeast(least):
            members = tuple(each for each in rubric.criteria if each.critical)
        case rule.NamedAtLeast(names, least):
            members = tuple(each for each in rubric.criteria if each.id in names)
        case rule.MeanAtLeast() | rule.TotalAtLeast():
            return _holding_down(missing, meeting, rubric.criteria, weighted=condition.weighted)
        case rule.SectionMeanAtLeast(section) | rule.SectionTotalAtLeast(section):
            weighted = isinstance(condition, rule.SectionMeanAtLeast) or condition.weighted
            return _holding_down(missing, meeting, in_section(rubric, section), weighted=weighted)
        case _:
            return ()
    return _under(members, least, missing.marks)


def _under(criteria: Iterable[Criterion], least: Fraction, marks: Marks) -> tuple[str, ...]:
    found = ((each.id, level(marks, each.id)) for each in criteria)
    return tuple(name for name, value in found if value is not None and value < least)


def _holding_down(missing: _Side, meeting: _Side, members: tuple[Criterion, ...], *, weighted: bool) -> tuple[str, ...]:
    """Name up to three criteria: low ones that weigh more than on the other side, else all low ones by their pull."""
    members = members if weighted else plain_weights(members)
    levels = {each.id: value for each in members if (value := level(missing.marks, each.id)) is not None}
    mean = weighted_mean(members, missing.marks)
    if mean is None:
        return ()
    shares = _shares(members, {})
    others = _shares(members, {each.id: each.weight for each in meeting.rubric.criteria} if weighted else {})
    heavier = {id_: (shares[id_] - others[id_]) * (value - mean) for id_, value in levels.items() if value < mean}
    most = max(levels.values())
    pull = {id_: shares[id_] * (value - most) for id_, value in levels.items()}
    chosen = heavier if any(each < 0 for each in heavier.values()) else pull
    return tuple(id_ for id_ in sorted(chosen, key=lambda id_: chosen[id_]) if chosen[id_] < 0)[:_NAMED]


def _shares(members: tuple[Criterion, ...], weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    whole = sum((weights.get(each.id, each.weight) for each in members), Fraction(0)) or Fraction(1)
    return {each.id: weights.get(each.id, each.weight) / whole for each in members}
