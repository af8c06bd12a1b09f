"""Decision rules as the ``decision`` part of a rubric file, so that reading it gives the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.fields import written
from certdesk.core.rubric import DecisionRules, Outcome
from certdesk.plain_yaml import Value

_TRUE = "true"


def write_decision(rules: DecisionRules) -> dict[str, Value]:
    """Write decision rules as text, lists and mappings in the order of a file."""
    incomplete: dict[str, Value] = {"unscorable_criteria_at_least": str(rules.unscorable_at_least)}
    if rules.unscorable_in_section:
        incomplete["unscorable_in_section"] = {
            section: str(limit) for section, limit in rules.unscorable_in_section.items()
        }
    return {
        "score": {
            "method": _method(rules),
            "of": "final_level",
            "compare": "exact",
            "display_decimals": str(rules.display_decimals),
        },
        "incomplete_if": incomplete,
        "outcomes": [_outcome(outcome) for outcome in rules.outcomes],
    }


def _method(rules: DecisionRules) -> str:
    """Name the number that the rules turn on: the first mean or total that any outcome asks for."""
    for outcome in rules.outcomes:
        for condition in outcome.conditions:
            match condition:
                case rule.MeanAtLeast(_, weighted):
                    return "weighted_mean" if weighted else "mean"
                case rule.TotalAtLeast(_, weighted):
                    return "weighted_total" if weighted else "total"
    return "weighted_mean"


def _outcome(outcome: Outcome) -> dict[str, Value]:
    found: dict[str, Value] = {"id": outcome.id}
    if outcome.certifies:
        found["certifies"] = _TRUE
    found["label"] = outcome.label
    found["all"] = _conditions(outcome.conditions)
    if outcome.banks_from is not None:
        found["banks"] = {"criteria_at_least": written(outcome.banks_from), "valid_months": str(outcome.banks_months)}
    return found


def _conditions(conditions: tuple[rule.Condition, ...]) -> list[Value]:
    """Write the conditions in their order; cuts of several sections that follow each other stand in one."""
    found: list[Value] = []
    last = ""
    cuts: dict[str, Value] = {}
    for condition in conditions:
        match condition:
            case rule.SectionMeanAtLeast(section, cut):
                name = "section_mean_at_least"
            case rule.SectionTotalAtLeast(section, cut, weighted):
                name = "weighted_section_total_at_least" if weighted else "section_total_at_least"
            case _:
                found.append(dict(_condition(condition)))
                last = ""
                continue
        if name != last or section in cuts:
            cuts = {}
            found.append({name: cuts})
        cuts[section] = written(cut)
        last = name
    return found


def _condition(condition: rule.Condition) -> Mapping[str, Value]:
    match condition:
        case rule.MeanAtLeast(cut, weighted):
            return {"weighted_mean_at_least" if weighted else "mean_at_least": written(cut)}
        case rule.TotalAtLeast(cut, weighted):
            return {"weighted_total_at_least" if weighted else "total_at_least": written(cut)}
        case rule.FloorsMet():
            return {"floors_met": _TRUE}
        case rule.CountAtLevel():
            return {"criteria_at_level": _count(condition)}
        case rule.NamedAtLeast(criteria, level):
            return {"named_criteria_at_least": {"criteria": list(criteria), "level": written(level)}}
        case _:
            return _one_number(condition)


def _one_number(condition: rule.Condition) -> Mapping[str, Value]:
    match condition:
        case rule.EveryCriterionAtLeast(level):
            return {"every_criterion_at_least": written(level)}
        case rule.CriticalAtLeast(level):
            return {"critical_criteria_at_least": written(level)}
        case rule.BelowFloorAtMost(count):
            return {"criteria_below_floor_at_most": str(count)}
        case rule.NotObservedAtMost(count):
            return {"not_observed_at_most": str(count)}
        case rule.BankedAtMost(count):
            return {"banked_at_most": str(count)}
    raise TypeError(condition)


def _count(condition: rule.CountAtLevel) -> dict[str, Value]:
    found: dict[str, Value] = {"level": written(Fraction(condition.level))}
    if condition.comparing is not rule.Comparing.EXACTLY:
        found[condition.comparing.value] = _TRUE
    if condition.at_least is not None:
        found["count_at_least"] = str(condition.at_least)
    if condition.at_most is not None:
        found["count_at_most"] = str(condition.at_most)
    return found
