"""Whether one condition holds for a set of marks, and how to say so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.marks import UNMARKED, level_of
from certdesk.core.rubric import Rubric
from certdesk.core.scoring import Marks, section_mean, show_number, weighted_mean, weighted_total
from certdesk.core.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition in words, what was found, and whether it is met.

    ``open`` says that too little was observed to tell: then it is not met, but not failed either.
    """

    rule: str
    found: str
    met: bool
    open: bool = False


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
    """Apply one condition. Criteria without a level are left out of it.

    A section without any level, and critical criteria of which one has none, leave the condition open.
    """
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
            return _critical(rubric, least, marks)
        case rule.FloorsMet():
            missed = below_floor(rubric, marks)
            return Judged(_("Every criterion reaches its own minimum"), _missed_in_words(missed), not missed)
        case rule.BelowFloorAtMost(count):
            missed = below_floor(rubric, marks)
            asked = ngettext(
                "At most {count} criterion below its own minimum",
                "At most {count} criteria below their own minimum",
                count,
            ).format(count=count)
            return Judged(asked, _missed_in_words(missed), len(missed) <= count)
    raise TypeError(condition)


def _compared(rubric: Rubric, asked: str, value: Fraction | None, cut: Fraction) -> Judged:
    if value is None:
        return Judged(asked, _("nothing observed"), met=False, open=True)
    return Judged(asked, show_number(value, rubric.decision.display_decimals, against=cut), value >= cut)


def _critical(rubric: Rubric, least: Fraction, marks: Marks) -> Judged:
    names = [criterion.id for criterion in rubric.criteria if criterion.critical]
    asked = ngettext(
        "Critical criterion {names} at least {level}", "Critical criteria {names} at least {level}", len(names)
    ).format(names=", ".join(names), level=plain_number(least))
    under = _under(rubric, marks, least, critical_only=True)
    unknown = [name for name in names if level(marks, name) is None]
    if unknown and not under:
        text = _("{names} not observed").format(names=", ".join(unknown))
        return Judged(asked, text, met=False, open=True)
    return Judged(asked, _under_in_words(under), not under)


def _counted(rubric: Rubric, condition: rule.CountAtLevel, marks: Marks) -> Judged:
    """Count the criteria that stand exactly at a level; half a level above or below is another level."""
    found = [criterion.id for criterion in rubric.criteria if level(marks, criterion.id) == condition.level]
    number = plain_number(condition.level)
    parts, met = [], True
    if (least := condition.at_least) is not None:
        text = ngettext(
            "At least {count} criterion at level {level}", "At least {count} criteria at level {level}", least
        )
        parts.append(text.format(count=least, level=number))
        met = len(found) >= least
    if (most := condition.at_most) is not None:
        text = ngettext("At most {count} criterion at level {level}", "At most {count} criteria at level {level}", most)
        parts.append(text.format(count=most, level=number))
        met = met and len(found) <= most
    return Judged(", ".join(parts), str(len(found)), met)


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
    """Write a threshold or level exactly, as people do: 3, 2.5, 2.625; what has no end in decimals as 2 1/3."""
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    decimals = next((count for count in range(1, 13) if (rest * 10**count).denominator == 1), None)
    if decimals is not None:
        return f"{sign}{whole}.{int(rest * 10**decimals):0{decimals}}"
    return f"{sign}{whole} {rest}" if whole else f"{sign}{rest}"
