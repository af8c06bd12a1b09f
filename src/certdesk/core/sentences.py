"""Conditions as sentences that can be edited: words, and tokens that stand for one value of the condition each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from certdesk.core import conditions as rule
from certdesk.core.conditions import Comparing, Condition
from certdesk.core.judging import mean_cut, plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.tokens import TYPES, Part, Token, TokenKind, Words, checked, level_token, parts, whole_token
from certdesk.core.words import _, ngettext


def sentence(condition: Condition, rubric: Rubric) -> tuple[Part, ...]:
    """Write a condition of this rubric as a sentence without its full stop, in the order of the language in use."""
    match condition:
        case rule.FloorsMet():
            return parts(_("every criterion reaches its floor"), {})
        case rule.CriticalAtLeast(level):
            return _critical(rubric, level)
        case rule.EveryCriterionAtLeast(level):
            return parts(_("every criterion is at least {level}"), {"level": level_token(level)})
        case rule.CountAtLevel():
            return _counted(condition)
        case rule.NamedAtLeast(criteria, level):
            text = ngettext("{criteria} is at least {level}", "{criteria} are each at least {level}", len(criteria))
            return parts(text, {"criteria": _criteria(criteria), "level": level_token(level)})
        case _:
            return _of_a_number(condition, rubric)


def with_token(condition: Condition, field: str, value: object) -> Condition:
    """Put another value into a condition. Raises RubricError when the value can't stand there."""
    kind = _KINDS[type(condition)][field]
    changed: Any = condition
    return replace(changed, **{field: checked(kind, value, TYPES[kind])})  # type: ignore[no-any-return]


def choices(token: Token, rubric: Rubric) -> tuple[tuple[object, str], ...]:
    """Return what a token can be set to and how each reads; empty for numbers and counts, which are typed.

    For criteria these are single ids, to be ticked.
    """
    match token.kind:
        case TokenKind.LEVEL:
            return tuple((level.value, f"{plain_number(level.value)} {level.label}") for level in rubric.scale.levels)
        case TokenKind.SECTION:
            return tuple((section.id, f"{section.id} {section.title}") for section in rubric.sections)
        case TokenKind.CRITERIA:
            return tuple((criterion.id, f"{criterion.id} {criterion.title}") for criterion in rubric.criteria)
        case TokenKind.COMPARING:
            return tuple((each, _comparing_in_words(each)) for each in Comparing)
        case TokenKind.WEIGHTED:
            return ((True, _("by weight")), (False, _("every criterion counts the same")))
        case _:
            return ()


def new_conditions(rubric: Rubric) -> tuple[tuple[str, str, Condition], ...]:
    """Return what can be added to an outcome of this rubric: an id, a label, and the condition with a sensible start.

    What this rubric has nothing for is left out: sections, critical criteria.
    """
    standard = rubric.scale.standard
    weights = sum((criterion.weight for criterion in rubric.criteria), Fraction(0))
    found: list[tuple[str, str, Condition]] = [
        ("weighted_mean", _("Weighted mean at least…"), rule.MeanAtLeast(standard)),
        ("mean", _("Plain mean at least…"), rule.MeanAtLeast(standard, weighted=False)),
        ("weighted_total", _("Weighted total at least…"), rule.TotalAtLeast(standard * weights)),
        ("total", _("Total at least…"), rule.TotalAtLeast(standard * len(rubric.criteria), weighted=False)),
        ("every_criterion", _("Every criterion at least…"), rule.EveryCriterionAtLeast(standard)),
        ("floors", _("Every criterion reaches its floor"), rule.FloorsMet()),
        ("below_floor", _("Criteria below their floor at most…"), rule.BelowFloorAtMost(2)),
    ]
    if any(criterion.critical for criterion in rubric.criteria):
        found.append(("critical", _("Critical criteria at least…"), rule.CriticalAtLeast(standard)))
    if rubric.sections:
        found.extend(_of_a_section(rubric))
    found.append(("count_at_least", _("Criteria at a level, at least…"), rule.CountAtLevel(_top(rubric), at_least=1)))
    found.append(("count_at_most", _("Criteria at a level, at most…"), rule.CountAtLevel(_bottom(rubric), at_most=1)))
    if rubric.criteria:
        named = rule.NamedAtLeast((rubric.criteria[0].id,), standard)
        found.append(("named", _("Named criteria at least…"), named))
    found.append(("not_observed", _("Not observed at most…"), rule.NotObservedAtMost(0)))
    found.append(("banked", _("Banked from an earlier attempt at most…"), rule.BankedAtMost(2)))
    return tuple(found)


def _of_a_number(condition: Condition, rubric: Rubric) -> tuple[Part, ...]:
    match condition:
        case rule.MeanAtLeast(cut):
            text = _("{weighted} is at least {cut}")
            return parts(text, {"weighted": _weighted(condition), "cut": _cut(cut, rubric)})
        case rule.TotalAtLeast(cut):
            text = _("{weighted} is at least {cut}")
            return parts(text, {"weighted": _weighted(condition), "cut": _cut_of_total(cut)})
        case rule.SectionMeanAtLeast(section, cut):
            named = {"section": _section(section), "cut": _cut(cut, rubric)}
            return parts(_("section {section} averages at least {cut}"), named)
        case rule.SectionTotalAtLeast(section, cut):
            named = {"section": _section(section), "cut": _cut_of_total(cut), "weighted": _weighted(condition)}
            return parts(_("section {section} has {weighted} of at least {cut}"), named)
        case rule.BelowFloorAtMost(count) | rule.NotObservedAtMost(count) | rule.BankedAtMost(count):
            return parts(_at_most(condition, count), {"count": whole_token("count", count)})
    raise TypeError(condition)


def _critical(rubric: Rubric, level: Fraction) -> tuple[Part, ...]:
    names = [criterion.id for criterion in rubric.criteria if criterion.critical]
    if not names:
        return parts(_("critical criteria are at least {level}"), {"level": level_token(level)})
    text = ngettext(
        "critical criterion {names} is at least {level}", "critical criteria ({names}) are at least {level}", len(names)
    )
    return parts(text, {"names": Words(", ".join(names)), "level": level_token(level)})


def _counted(condition: rule.CountAtLevel) -> tuple[Part, ...]:
    least, most = condition.at_least, condition.at_most
    tokens = {"comparing": _comparing(condition.comparing), "level": level_token(condition.level)}
    if least is not None:
        tokens["at_least"] = whole_token("at_least", least)
    if most is not None:
        tokens["at_most"] = whole_token("at_most", most)
    if least is not None and most is not None:
        return parts(_("between {at_least} and {at_most} criteria are {comparing} {level}"), tokens)
    if most is not None:
        text = ngettext(
            "at most {at_most} criterion is {comparing} {level}",
            "at most {at_most} criteria are {comparing} {level}",
            most,
        )
        return parts(text, tokens)
    if least is None:
        return parts(_("any number of criteria are {comparing} {level}"), tokens)
    text = ngettext(
        "at least {at_least} criterion is {comparing} {level}",
        "at least {at_least} criteria are {comparing} {level}",
        least,
    )
    return parts(text, tokens)


def _at_most(condition: Condition, count: int) -> str:
    match condition:
        case rule.BelowFloorAtMost():
            return ngettext(
                "at most {count} criterion is below its floor", "at most {count} criteria are below their floor", count
            )
        case rule.NotObservedAtMost():
            return ngettext(
                "at most {count} criterion is not observed", "at most {count} criteria are not observed", count
            )
        case _:
            return ngettext(
                "at most {count} criterion is banked from an earlier attempt",
                "at most {count} criteria are banked from an earlier attempt",
                count,
            )


def _of_a_section(rubric: Rubric) -> list[tuple[str, str, Condition]]:
    section, standard = rubric.sections[0], rubric.scale.standard
    weights = sum((criterion.weight for criterion in rubric.criteria if criterion.section == section.id), Fraction(0))
    return [
        ("section_mean", _("Section averages at least…"), rule.SectionMeanAtLeast(section.id, standard)),
        ("section_total", _("Section total at least…"), rule.SectionTotalAtLeast(section.id, standard * weights)),
    ]


def _top(rubric: Rubric) -> Fraction:
    return rubric.scale.levels[-1].value if rubric.scale.levels else rubric.scale.standard


def _bottom(rubric: Rubric) -> Fraction:
    return rubric.scale.levels[0].value if rubric.scale.levels else rubric.scale.standard


def _cut(value: Fraction, rubric: Rubric) -> Token:
    return Token("cut", TokenKind.NUMBER, value, mean_cut(rubric, value))


def _cut_of_total(value: Fraction) -> Token:
    """Return a cut as programmes write it: 110 and 42, never 110.00, which nobody's total is."""
    return Token("cut", TokenKind.NUMBER, value, plain_number(value))


def _section(section: str) -> Token:
    return Token("section", TokenKind.SECTION, section, section)


def _criteria(criteria: tuple[str, ...]) -> Token:
    return Token("criteria", TokenKind.CRITERIA, criteria, ", ".join(criteria) or _("no criterion"))


def _comparing(comparing: Comparing) -> Token:
    return Token("comparing", TokenKind.COMPARING, comparing, _comparing_in_words(comparing))


def _comparing_in_words(comparing: Comparing) -> str:
    match comparing:
        case Comparing.EXACTLY:
            return _("at level")
        case Comparing.OR_ABOVE:
            return _("at or above level")
        case Comparing.OR_BELOW:
            return _("at or below level")


def _weighted(condition: rule.MeanAtLeast | rule.TotalAtLeast | rule.SectionTotalAtLeast) -> Token:
    by_weight = condition.weighted
    match condition:
        case rule.MeanAtLeast():
            text = _("the weighted mean") if by_weight else _("the plain mean")
        case rule.TotalAtLeast():
            text = _("the weighted total") if by_weight else _("the plain total")
        case _:
            text = _("a weighted total") if by_weight else _("a plain total")
    return Token("weighted", TokenKind.WEIGHTED, by_weight, text)


_CUT = {"cut": TokenKind.NUMBER, "weighted": TokenKind.WEIGHTED}
_OF_A_SECTION = {"section": TokenKind.SECTION, "cut": TokenKind.NUMBER}
_STANDS_AT = {"level": TokenKind.LEVEL}
_COUNT = {"count": TokenKind.WHOLE}
_KINDS: Mapping[type, Mapping[str, TokenKind]] = {
    rule.MeanAtLeast: _CUT,
    rule.TotalAtLeast: _CUT,
    rule.EveryCriterionAtLeast: _STANDS_AT,
    rule.FloorsMet: {},
    rule.BelowFloorAtMost: _COUNT,
    rule.CriticalAtLeast: _STANDS_AT,
    rule.SectionMeanAtLeast: _OF_A_SECTION,
    rule.SectionTotalAtLeast: {**_OF_A_SECTION, "weighted": TokenKind.WEIGHTED},
    rule.CountAtLevel: {
        **_STANDS_AT,
        "at_least": TokenKind.WHOLE,
        "at_most": TokenKind.WHOLE,
        "comparing": TokenKind.COMPARING,
    },
    rule.NamedAtLeast: {"criteria": TokenKind.CRITERIA, **_STANDS_AT},
    rule.NotObservedAtMost: _COUNT,
    rule.BankedAtMost: _COUNT,
}
