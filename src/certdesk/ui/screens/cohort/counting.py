"""What the agreement of a cohort is counted from, off the GUI thread: cases are plain values."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.cohorts import Case, Turn
from certdesk.core.rubric import Rubric, Scale
from certdesk.core.statistics.agreement import Agreement, agreement_of
from certdesk.core.statistics.double_marks import DoubleMark
from certdesk.core.statistics.severity import Severity, severity_of

_INDEPENDENT = (Turn.FIRST, Turn.SECOND, Turn.THIRD)


@dataclass(frozen=True, slots=True)
class Brief:
    """Agreement over all criteria and the severity of everybody, the strictest first."""

    agreement: Agreement | None
    severities: tuple[Severity, ...]


def pairs_of(cases: tuple[Case, ...], cohort: str) -> tuple[DoubleMark, ...]:
    """Return every two independent marks of the same portfolio and criterion."""
    found: list[DoubleMark] = []
    for case in cases:
        signed = [one for one in case.ratings if one.signed and one.turn in _INDEPENDENT]
        for number, one in enumerate(signed):
            for other in signed[number + 1 :]:
                at = other.signed_at.date() if other.signed_at else None
                found += [
                    DoubleMark(
                        case.member.portfolio_id, key, one.assessor_id, other.assessor_id, mark, other.marks[key], at,
                        cohort,
                    )
                    for key, mark in one.marks.items()
                    if key in other.marks
                ]  # fmt: skip
    return tuple(found)


def own_scales(rubric: Rubric) -> dict[str, Scale]:
    """Return the scales of criteria that have levels of their own."""
    return {one.id: rubric.scale_of(one) for one in rubric.criteria if one.own_levels}


def brief_of(cases: tuple[Case, ...], rubric: Rubric, cohort: str) -> Brief:
    """Count what the overview shows."""
    own = own_scales(rubric)
    pairs = pairs_of(cases, cohort)
    plain = tuple(one for one in pairs if one.criterion not in own)
    agreement = agreement_of(plain, rubric.scale) if plain else None
    return Brief(agreement, severity_of(pairs, rubric.scale, own))
