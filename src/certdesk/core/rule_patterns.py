"""Ready rules of the families that real programmes use, fitted to the rubric at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.conditions import Condition
from certdesk.core.rubric import Criterion, DecisionRules, Outcome, Rubric, Scale
from certdesk.core.words import _

_MONTHS = 24


@dataclass(frozen=True, slots=True)
class RulePattern:
    """A family of rules: what it is called, what it means for a teacher, and the rules for the rubric at hand."""

    id: str
    label: str
    meaning: str
    rules: DecisionRules


def rule_patterns(rubric: Rubric) -> tuple[RulePattern, ...]:
    """Return the families, fitted to this rubric's levels, weights, sections and critical criteria.

    Nothing for a rubric without levels or criteria.
    """
    if not rubric.scale.levels or not rubric.criteria:
        return ()
    made: list[tuple[str, str, str, Callable[[Rubric], tuple[Outcome, ...]]]] = [
        (
            "balanced",
            _("Mean, floors and critical criteria"),
            _("A good mean certifies; weak spots below a floor don't, and a few of them can be mended."),
            _balanced,
        ),
        (
            "total",
            _("Total only"),
            _("Strengths make up for weaknesses: all levels are added up, as edTPA does."),
            _total,
        ),
        (
            "total_floors",
            _("Weighted total and section floors"),
            _("A weighted total, and no section far below it, as National Board does."),
            _total_and_floors,
        ),
        (
            "conjunctive",
            _("Every criterion met"),
            _("Nothing makes up for a criterion below the standard, as vocational licences ask."),
            _conjunctive,
        ),
    ]
    return tuple(
        RulePattern(id_, label, meaning, _decided(rubric, outcomes(rubric))) for id_, label, meaning, outcomes in made
    )


def _decided(rubric: Rubric, outcomes: tuple[Outcome, ...]) -> DecisionRules:
    now = rubric.decision
    return DecisionRules(outcomes, now.unscorable_at_least, now.unscorable_in_section, now.display_decimals)


def _balanced(rubric: Rubric) -> tuple[Outcome, ...]:
    standard, top = rubric.scale.standard, rubric.scale.levels[-1].value
    certified: list[Condition] = [
        rule.MeanAtLeast(_mean_under(rubric, rubric.criteria, Fraction(1, 4))),
        rule.FloorsMet(),
    ]
    if any(criterion.critical for criterion in rubric.criteria):
        certified.append(rule.CriticalAtLeast(standard))
    high: list[Condition] = [
        rule.MeanAtLeast((standard + top) / 2),
        rule.EveryCriterionAtLeast(standard),
    ]
    best = (Outcome("distinction", _("Certified with distinction"), tuple(high), certifies=True),)
    close = (rule.MeanAtLeast(_mean_under(rubric, rubric.criteria, Fraction(3, 5))), rule.BelowFloorAtMost(2))
    return (
        *(best if top > standard else ()),
        Outcome("certified", _("Certified"), tuple(certified), certifies=True),
        _mendable(rubric, *close),
        Outcome("not_yet", _("Not yet, new portfolio"), ()),
    )


def _total(rubric: Rubric) -> tuple[Outcome, ...]:
    """Ask for the plain total that edTPA asks for with 42 of 75, fitted to these levels: just under the standard."""
    each = (_under(rubric.scale_of(criterion), Fraction(1, 5)) for criterion in rubric.criteria)
    cut = Fraction(_whole(sum(each, Fraction(0))))
    return (_certified(rule.TotalAtLeast(cut, weighted=False)), _not_yet())


def _total_and_floors(rubric: Rubric) -> tuple[Outcome, ...]:
    each = (_under(rubric.scale_of(one), Fraction(1, 4)) * one.weight for one in rubric.criteria)
    cut = Fraction(_whole(sum(each, Fraction(0))))
    floors = tuple(
        rule.SectionMeanAtLeast(
            section.id, _mean_under(rubric, map(rubric.criterion, section.criteria), Fraction(5, 4))
        )
        for section in rubric.sections
        if section.criteria
    )
    return (_certified(rule.TotalAtLeast(cut), *floors), _not_yet())


def _conjunctive(rubric: Rubric) -> tuple[Outcome, ...]:
    standard = rubric.scale.standard
    below = [level.value for level in rubric.scale.levels if level.value < standard]
    mendable = (_mendable(rubric, rule.EveryCriterionAtLeast(below[-1])),) if below else ()
    return (_certified(rule.EveryCriterionAtLeast(standard), rule.NotObservedAtMost(0)), *mendable, _not_yet())


def _certified(*conditions: Condition) -> Outcome:
    return Outcome("certified", _("Certified"), conditions, certifies=True)


def _mendable(rubric: Rubric, *conditions: Condition) -> Outcome:
    label = _("Not yet, resubmit named criteria")
    standard = rubric.scale.standard
    return Outcome("targeted_resubmission", label, conditions, banks_from=standard, banks_months=_MONTHS)


def _not_yet() -> Outcome:
    return Outcome("not_yet", _("Not yet"), ())


def _mean_under(rubric: Rubric, criteria: Iterable[Criterion], steps: Fraction) -> Fraction:
    """Return the weighted mean of what `_under` says for each criterion's own levels."""
    each = [(_under(rubric.scale_of(one), steps), one.weight) for one in criteria]
    total = sum((weight for _value, weight in each), Fraction(0))
    if total <= 0:
        return _under(rubric.scale, steps)
    return Fraction(round(sum((value * weight for value, weight in each), Fraction(0)) / total * 100), 100)


def _under(scale: Scale, steps: Fraction) -> Fraction:
    """Return a value some steps of a scale under its standard, never under the lowest level."""
    values = [level.value for level in scale.levels]
    step = (values[-1] - values[0]) / max(1, len(values) - 1)
    wanted = scale.standard - steps * step
    return max(Fraction(round(wanted * 100), 100), values[0])


def _whole(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
