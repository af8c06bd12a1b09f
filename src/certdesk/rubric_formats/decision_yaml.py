"""The decision rules of a rubric file: outcomes in order, each with conditions that must all hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from certdesk.core import conditions as rule
from certdesk.core.fields import LONGEST_TEXT, Fields
from certdesk.core.rubric import DecisionRules, Outcome
from certdesk.core.words import _
from certdesk.rubric_formats.decision_yaml_writing import write_decision

__all__ = ["METHODS", "read_decision", "write_decision"]

METHODS = ("weighted_mean", "mean", "weighted_total", "total")
_MOST_MONTHS = 999


def read_decision(fields: Fields) -> DecisionRules:
    """Read the ``decision`` part of a rubric. Unknown words are mistakes here: a condition must never be overlooked."""
    fields.only("score", "incomplete_if", "outcomes")
    score = fields.child("score")
    score.only("method", "of", "compare", "display_decimals")
    _one_of(score, "method", METHODS)
    _one_of(score, "of", ("final_level",))
    _one_of(score, "compare", ("exact",))
    incomplete = fields.child("incomplete_if")
    incomplete.only("unscorable_criteria_at_least", "unscorable_in_section")
    by_section = incomplete.child("unscorable_in_section")
    return DecisionRules(
        outcomes=tuple(_outcome(part) for part in fields.children("outcomes", "outcome")),
        unscorable_at_least=incomplete.whole("unscorable_criteria_at_least", 1, least=1, most=999),
        unscorable_in_section={id_: by_section.whole(id_, least=1, most=999) for id_ in by_section.values},
        display_decimals=score.whole("display_decimals", 2, most=6),
    )


def _one_of(fields: Fields, name: str, allowed: tuple[str, ...]) -> None:
    value = fields.text(name, allowed[0])
    if value not in allowed:
        problem = _("“{name}” can't be “{value}”.").format(name=name, value=value)
        raise fields.fail(problem, _("Write one of: {allowed}.").format(allowed=", ".join(allowed)))


def _outcome(fields: Fields) -> Outcome:
    fields = fields.at(_("outcome {id}").format(id=fields.text("id")))
    fields.only("id", "label", "certifies", "all", "banks")
    banks = fields.child("banks")
    banks.only("criteria_at_least", "valid_months")
    conditions: list[rule.Condition] = []
    for part in fields.children("all", "condition"):
        conditions.extend(_conditions(part))
    return Outcome(
        id=fields.text("id"),
        label=_words(fields, "label"),
        conditions=tuple(conditions),
        certifies=fields.flag("certifies", default=False),
        banks_from=banks.number("criteria_at_least") if banks.values else None,
        banks_months=banks.whole("valid_months", 0, most=_MOST_MONTHS),
    )


def _words(fields: Fields, name: str) -> str:
    """Read a text exactly as it stands; the label of an outcome in a draft may still be empty."""
    found = fields.values.get(name)
    if isinstance(found, str) and len(found) <= LONGEST_TEXT:
        return found
    return fields.text(name)


def _conditions(fields: Fields) -> tuple[rule.Condition, ...]:
    fields.only(*_READERS)
    if len(fields.values) != 1:
        raise fields.fail(_("each condition stands on its own."), _("Write one condition behind each dash."))
    [name] = fields.values
    return _READERS[name](fields, name)


def _mean(fields: Fields, name: str, *, weighted: bool) -> tuple[rule.Condition, ...]:
    return (rule.MeanAtLeast(fields.number(name), weighted=weighted),)


def _total(fields: Fields, name: str, *, weighted: bool) -> tuple[rule.Condition, ...]:
    return (rule.TotalAtLeast(fields.number(name), weighted=weighted),)


def _every_criterion(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    return (rule.EveryCriterionAtLeast(fields.number(name)),)


def _critical(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    return (rule.CriticalAtLeast(fields.number(name)),)


def _named(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    named = fields.child(name)
    named.only("criteria", "level")
    criteria = named.texts("criteria")
    if not criteria:
        raise named.fail(_("it names no criterion."), _("Write it like “{criteria: [T1, T2], level: 3}”."))
    return (rule.NamedAtLeast(criteria, named.number("level")),)


def _floors(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    if not fields.flag(name):
        raise fields.fail(
            _("“{name}” can only be true.").format(name=name), _("Remove the line if floors don't matter.")
        )
    return (rule.FloorsMet(),)


def _below_floor(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    return (rule.BelowFloorAtMost(fields.whole(name, most=999)),)


def _not_observed(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    return (rule.NotObservedAtMost(fields.whole(name, most=999)),)


def _banked(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    return (rule.BankedAtMost(fields.whole(name, most=999)),)


def _section_means(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    cuts = _cuts(fields, name)
    return tuple(rule.SectionMeanAtLeast(section, cuts.number(section)) for section in cuts.values)


def _section_totals(fields: Fields, name: str, *, weighted: bool) -> tuple[rule.Condition, ...]:
    cuts = _cuts(fields, name)
    return tuple(rule.SectionTotalAtLeast(section, cuts.number(section), weighted=weighted) for section in cuts.values)


def _cuts(fields: Fields, name: str) -> Fields:
    cuts = fields.child(name)
    if not cuts.values:
        raise fields.fail(_("“{name}” names no section.").format(name=name), _("Write it like “{A: 2.25}”."))
    return cuts


def _count(fields: Fields, name: str) -> tuple[rule.Condition, ...]:
    count = fields.child(name)
    count.only("level", "count_at_least", "count_at_most", "or_above", "or_below")
    least = count.whole("count_at_least", most=999) if count.has("count_at_least") else None
    most = count.whole("count_at_most", most=999) if count.has("count_at_most") else None
    if least is None and most is None:
        raise count.fail(_("it counts, but asks for nothing."), _("Add count_at_least or count_at_most."))
    above, below = count.flag("or_above", default=False), count.flag("or_below", default=False)
    if above and below:
        problem = _("“or_above” and “or_below” together would count every criterion.")
        raise count.fail(problem, _("Keep one of the two."))
    comparing = rule.Comparing.OR_ABOVE if above else rule.Comparing.OR_BELOW if below else rule.Comparing.EXACTLY
    return (rule.CountAtLevel(count.number("level"), least, most, comparing),)


_READERS: dict[str, Callable[[Fields, str], tuple[rule.Condition, ...]]] = {
    "weighted_mean_at_least": partial(_mean, weighted=True),
    "mean_at_least": partial(_mean, weighted=False),
    "weighted_total_at_least": partial(_total, weighted=True),
    "total_at_least": partial(_total, weighted=False),
    "every_criterion_at_least": _every_criterion,
    "critical_criteria_at_least": _critical,
    "named_criteria_at_least": _named,
    "floors_met": _floors,
    "criteria_below_floor_at_most": _below_floor,
    "section_mean_at_least": _section_means,
    "weighted_section_total_at_least": partial(_section_totals, weighted=True),
    "section_total_at_least": partial(_section_totals, weighted=False),
    "criteria_at_level": _count,
    "not_observed_at_most": _not_observed,
    "banked_at_most": _banked,
}
