"""Whether one condition holds for a set of marks, and how to say so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.marks import UNMARKED, level_of
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks, section_mean, show_number, weighted_mean, weighted_total
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition in words, what was found, and whether it is met."""

    rule: str
    found: str
    met: bool


def level(marks: Marks, criterion_id: str) -> Fraction | None:
    """Return the level of one criterion, or None when it has none."""
    return level_of(marks.get(criterion_id, UNMARKED))


def below_floor(rubric: Rubric, marks: Marks) -> tuple[str, ...]:
    """Name the criteria whose level is under their own floor."""
    return tuple(
        criterion.id
        for criterion in rubric.criteria
        if (found := level(marks, criterion.id)) is not None and found < criterion.floor
    )


def judge(rubric: Rubric, condition: rule.Condition, marks: Marks) -> Judged:
    """Apply one condition. Criteria that were not observed are left out of it."""
    match condition:
        case rule.MeanAtLeast(cut):
            asked = _("Weighted mean at least {cut}").format(cut=plain_number(cut))
            return _compared(rubric, asked, weighted_mean(rubric.criteria, marks), cut)
        case rule.TotalAtLeast(cut):
            asked = _("Total at least {cut}").format(cut=plain_number(cut))
            return _compared(rubric, asked, weighted_total(rubric.criteria, marks), cut)
        case rule.SectionMeanAtLeast(section, cut):
            title = rubric.section(section).title
            asked = _("Mean of section {id} ({title}) at least {cut}")
            asked = asked.format(id=section, title=title, cut=plain_number(cut))
            return _compared(rubric, asked, section_mean(rubric, section, marks), cut)
        case rule.CountAtLevel():
            return _counted(rubric, condition, marks)
        case _:
            return _by_criterion(rubric, condition, marks)


def _by_criterion(rubric: Rubric, condition: rule.Condition, marks: Marks) -> Judged:
    match condition:
        case rule.EveryCriterionAtLeast(least):
            asked = _("Every criterion at least {level}").format(level=plain_number(least))
            under = _under(rubric, marks, least, critical_only=False)
            return Judged(asked, _under_in_words(under), not under)
        case rule.CriticalAtLeast(least):
            names = ", ".join(criterion.id for criterion in rubric.criteria if criterion.critical)
            asked = _("Critical criteria {names} at least {level}").format(names=names, level=plain_number(least))
            under = _under(rubric, marks, least, critical_only=True)
            return Judged(asked, _under_in_words(under), not under)
        case rule.FloorsMet():
            missed = below_floor(rubric, marks)
            return Judged(_("Every criterion reaches its own minimum"), _missed_in_words(missed), not missed)
        case rule.BelowFloorAtMost(count):
            missed = below_floor(rubric, marks)
            asked = _("At most {count} criteria below their own minimum").format(count=count)
            return Judged(asked, _missed_in_words(missed), len(missed) <= count)
    raise TypeError(condition)


def _compared(rubric: Rubric, asked: str, value: Fraction | None, cut: Fraction) -> Judged:
    if value is None:
        return Judged(asked, _("nothing to average"), met=False)
    return Judged(asked, show_number(value, rubric.decision.display_decimals, against=cut), value >= cut)


def _counted(rubric: Rubric, condition: rule.CountAtLevel, marks: Marks) -> Judged:
    count = sum(level(marks, criterion.id) == condition.level for criterion in rubric.criteria)
    number = plain_number(condition.level)
    parts, met = [], True
    if condition.at_least is not None:
        parts.append(_("At least {count} criteria at level {level}").format(count=condition.at_least, level=number))
        met = count >= condition.at_least
    if condition.at_most is not None:
        parts.append(_("At most {count} criteria at level {level}").format(count=condition.at_most, level=number))
        met = met and count <= condition.at_most
    return Judged(", ".join(parts), str(count), met)


def _under(rubric: Rubric, marks: Marks, least: Fraction, *, critical_only: bool) -> list[tuple[str, Fraction]]:
    return [
        (criterion.id, found)
        for criterion in rubric.criteria
        if (criterion.critical or not critical_only)
        and (found := level(marks, criterion.id)) is not None
        and found < least
    ]


def _under_in_words(under: list[tuple[str, Fraction]]) -> str:
    if not under:
        return _("yes")
    return ", ".join(_("{criterion} is {level}").format(criterion=id_, level=plain_number(n)) for id_, n in under)


def _missed_in_words(missed: tuple[str, ...]) -> str:
    return _("below: {names}").format(names=", ".join(missed)) if missed else _("yes")


def plain_number(value: Fraction) -> str:
    """Write a threshold or level as people do: 3, 2.5, 2.75; a third as 2.33."""
    if value.denominator == 1:
        return str(value.numerator)
    shown = show_number(value)
    return shown.rstrip("0") if "." in shown else shown
