"""Whether one condition holds for a set of marks, and how to say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from certdesk.core import conditions as rule
from certdesk.core.marks import UNMARKED, NotObserved, level_of
from certdesk.core.rubric import Criterion, Outcome, Rubric
from certdesk.core.scoring import Marks, in_section, plain_weights, show_number, show_sum, weighted_mean, weighted_total
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


def is_banked(rubric: Rubric, outcome: Outcome, criterion: Criterion, marks: Marks) -> bool:
    """Whether an outcome keeps a criterion's level for a later attempt.

    Where a criterion has levels of its own, on which the outcome's level does not lie, its standard stands for it.
    """
    found, least = level(marks, criterion.id), outcome.banks_from
    if found is None or least is None:
        return False
    scale = rubric.scale_of(criterion)
    return found >= least if scale.covers(least) else not scale.is_below_standard(found)


def judge(rubric: Rubric, condition: rule.Condition, marks: Marks, banked: frozenset[str] = frozenset()) -> Judged:
    """Apply one condition. Criteria without a level are left out of it; ``banked`` names those of an earlier attempt.

    A section without any level, and critical or named criteria of which one has none, leave the condition open.
    """
    match condition:
        case rule.MeanAtLeast() | rule.TotalAtLeast():
            return _of_all(rubric, condition, marks)
        case rule.SectionMeanAtLeast() | rule.SectionTotalAtLeast():
            return _in_a_section(rubric, condition, marks)
        case rule.CountAtLevel():
            return _counted(rubric, condition, marks)
        case rule.NotObservedAtMost(count):
            return _completeness(rubric, count, marks)
        case rule.BankedAtMost(count):
            return _standing_on_banked(rubric, count, banked)
        case _:
            return _by_criterion(rubric, condition, marks)


def _of_all(rubric: Rubric, condition: rule.MeanAtLeast | rule.TotalAtLeast, marks: Marks) -> Judged:
    cut, members = condition.cut, _weighed(rubric.criteria, weighted=condition.weighted)
    if isinstance(condition, rule.MeanAtLeast):
        asked = _("Weighted mean at least {cut}") if condition.weighted else _("Mean at least {cut}")
        return _compared(rubric, asked.format(cut=mean_cut(rubric, cut)), weighted_mean(members, marks), cut)
    asked = _("Total at least {cut}") if condition.weighted else _("Sum of the levels at least {cut}")
    total = weighted_total(members, marks)
    shown = show_sum(total, rubric.decision.display_decimals, cut)
    return Judged(asked.format(cut=plain_number(cut)), shown, total >= cut)


def _weighed(criteria: tuple[Criterion, ...], *, weighted: bool) -> tuple[Criterion, ...]:
    return criteria if weighted else plain_weights(criteria)


def _in_a_section(
    rubric: Rubric, condition: rule.SectionMeanAtLeast | rule.SectionTotalAtLeast, marks: Marks
) -> Judged:
    title = next((each.title for each in rubric.sections if each.id == condition.section), "")
    members = in_section(rubric, condition.section)
    named = {"id": condition.section, "title": title, "cut": plain_number(condition.cut)}
    mean = weighted_mean(members, marks)
    if isinstance(condition, rule.SectionMeanAtLeast):
        named["cut"] = mean_cut(rubric, condition.cut)
        asked = _("Mean of section {id} ({title}) at least {cut}").format(**named)
        return _compared(rubric, asked, mean, condition.cut)
    asked = _("Total of section {id} ({title}) at least {cut}")
    if not condition.weighted:
        asked = _("Sum of the levels in section {id} ({title}) at least {cut}")
    if mean is None:
        return _compared(rubric, asked.format(**named), None, condition.cut)
    total = weighted_total(_weighed(members, weighted=condition.weighted), marks)
    shown = show_sum(total, rubric.decision.display_decimals, condition.cut)
    return Judged(asked.format(**named), shown, total >= condition.cut)


def _by_criterion(rubric: Rubric, condition: rule.Condition, marks: Marks) -> Judged:
    match condition:
        case rule.EveryCriterionAtLeast(least):
            asked = _("Every criterion at least {level}").format(level=plain_number(least))
            under = _under([criterion.id for criterion in rubric.criteria], least, marks)
            return Judged(asked, _under_in_words(under), not under)
        case rule.CriticalAtLeast(least):
            names = [criterion.id for criterion in rubric.criteria if criterion.critical]
            asked = ngettext(
                "Critical criterion {names} at least {level}", "Critical criteria {names} at least {level}", len(names)
            )
            return _each(asked, names, least, marks)
        case rule.NamedAtLeast(names, least):
            asked = ngettext("Criterion {names} at least {level}", "Each of {names} at least {level}", len(names))
            known = {criterion.id: marks.get(criterion.id, UNMARKED) for criterion in rubric.criteria}
            return _each(asked, list(names), least, known)
        case rule.FloorsMet():
            missed = below_floor(rubric, marks)
            return Judged(_("Every criterion reaches its minimum (floor)"), _missed_in_words(missed), not missed)
        case rule.BelowFloorAtMost(count):
            missed = below_floor(rubric, marks)
            asked = ngettext(
                "At most {count} criterion below its minimum (floor)",
                "At most {count} criteria below their minimum (floor)",
                count,
            ).format(count=count)
            return Judged(asked, _missed_in_words(missed), len(missed) <= count)
    raise TypeError(condition)


def _compared(rubric: Rubric, asked: str, value: Fraction | None, cut: Fraction) -> Judged:
    if value is None:
        return Judged(asked, _("nothing observed"), met=False, open=True)
    return Judged(asked, show_number(value, rubric.decision.display_decimals, against=cut), value >= cut)


def _each(asked: str, names: list[str], least: Fraction, marks: Marks) -> Judged:
    """Judge criteria that all have to reach a level: one that is not observed may still do so."""
    asked = asked.format(names=", ".join(names), level=plain_number(least))
    under = _under(names, least, marks)
    unknown = [name for name in names if level(marks, name) is None]
    if unknown and not under:
        text = _("{names} not observed").format(names=", ".join(unknown))
        return Judged(asked, text, met=False, open=True)
    return Judged(asked, _under_in_words(under), not under)


def _completeness(rubric: Rubric, count: int, marks: Marks) -> Judged:
    """Count what was not observed; what can't be scored is no fail, so it leaves the condition open."""
    given = {criterion.id: marks.get(criterion.id, UNMARKED) for criterion in rubric.criteria}
    unseen = [id_ for id_, mark in given.items() if isinstance(mark, NotObserved)]
    unknown = [id_ for id_, mark in given.items() if level_of(mark) is None and id_ not in unseen]
    asked = _("Every criterion observed")
    if count:
        asked = ngettext(
            "At most {count} criterion not observed", "At most {count} criteria not observed", count
        ).format(count=count)
    found = _("not observed: {names}").format(names=", ".join(unseen)) if unseen else _("yes")
    if len(unseen) <= count < len(unseen) + len(unknown):
        text = _("no level yet: {names}").format(names=", ".join(unknown))
        return Judged(asked, text, met=False, open=True)
    return Judged(asked, found, len(unseen) <= count)


def _standing_on_banked(rubric: Rubric, count: int, banked: frozenset[str]) -> Judged:
    names = [criterion.id for criterion in rubric.criteria if criterion.id in banked]
    asked = _("No criterion from an earlier attempt")
    if count:
        asked = ngettext(
            "At most {count} criterion from an earlier attempt",
            "At most {count} criteria from an earlier attempt",
            count,
        ).format(count=count)
    found = _("from an earlier attempt: {names}").format(names=", ".join(names)) if names else _("none")
    return Judged(asked, found, len(names) <= count)


def _counted(rubric: Rubric, condition: rule.CountAtLevel, marks: Marks) -> Judged:
    """Count the criteria at a level; without ranges, half a level above or below is another level."""
    found = sum(_stands(rubric, criterion, condition, marks) for criterion in rubric.criteria)
    number = _level_in_words(condition)
    parts, met = [], True
    if (least := condition.at_least) is not None:
        text = ngettext("At least {count} criterion at {level}", "At least {count} criteria at {level}", least)
        parts.append(text.format(count=least, level=number))
        met = found >= least
    if (most := condition.at_most) is not None:
        text = ngettext("At most {count} criterion at {level}", "At most {count} criteria at {level}", most)
        parts.append(text.format(count=most, level=number))
        met = met and found <= most
    return Judged(", ".join(parts), str(found), met)


def _level_in_words(condition: rule.CountAtLevel) -> str:
    match condition.comparing:
        case rule.Comparing.EXACTLY:
            text = _("level {level}")
        case rule.Comparing.OR_ABOVE:
            text = _("level {level} or above")
        case rule.Comparing.OR_BELOW:
            text = _("level {level} or below")
    return text.format(level=plain_number(condition.level))


def _stands(rubric: Rubric, criterion: Criterion, condition: rule.CountAtLevel, marks: Marks) -> bool:
    found = level(marks, criterion.id)
    if found is None:
        return False
    # In a rubric with ranges 2.63 counts as the level whose range it lies in.
    value = rubric.scale_of(criterion).counted(found)
    match condition.comparing:
        case rule.Comparing.EXACTLY:
            return value == condition.level
        case rule.Comparing.OR_ABOVE:
            return value >= condition.level
        case rule.Comparing.OR_BELOW:
            return value <= condition.level


def _under(names: Iterable[str], least: Fraction, marks: Marks) -> list[tuple[str, Fraction]]:
    found = ((name, level(marks, name)) for name in names)
    return [(name, value) for name, value in found if value is not None and value < least]


def _under_in_words(under: list[tuple[str, Fraction]]) -> str:
    if not under:
        return _("yes")
    return ", ".join(_("{criterion} is {level}").format(criterion=id_, level=plain_number(n)) for id_, n in under)


def _missed_in_words(missed: tuple[str, ...]) -> str:
    return _("below: {names}").format(names=", ".join(missed)) if missed else _("yes")


def mean_cut(rubric: Rubric, cut: Fraction) -> str:
    """Write a cut on a mean with as many decimals as the means beside it: 3.00; exactly, where so many are too few."""
    shown = show_number(cut, rubric.decision.display_decimals)
    return shown if Fraction(shown) == cut else plain_number(cut)


@lru_cache(maxsize=1024)
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
