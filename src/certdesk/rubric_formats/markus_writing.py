"""Writes MarkUs's YAML of criteria, quoted as Ruby needs it: "yes" and "1.0" stay names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import yaml

from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.losses import Holds, lost, rounded_points

_HOLDS = frozenset({Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.OWN_LEVELS})
_WIDTH = 120


def losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what MarkUs's file won't hold of this rubric."""
    flexible = [criterion for criterion in rubric.criteria if _is_flexible(rubric, criterion)]
    holds = _HOLDS | ({Holds.RANGES} if len(flexible) == len(rubric.criteria) else set())
    asked = any(one.question for one in rubric.criteria if one not in flexible)
    named = any(len({_name(level) for level in levels}) < len(levels) for levels in _all_levels(rubric))
    titles = [criterion.title for criterion in rubric.criteria]
    found = (
        (asked, _("The questions of criteria with levels are left out; MarkUs has them for flexible ones only.")),
        (named, _("Levels of the same name get their marks behind it.")),
        (len(set(titles)) < len(titles), _("Criteria of the same name get a number behind it.")),
        (rounded_points(rubric, 2), _("Marks are rounded to hundredths.")),
        (bool(rubric.title), _("The title is left out; MarkUs keeps criteria with the assignment.")),
    )
    return (*lost(rubric, frozenset(holds)), *(sentence for has, sentence in found if has))


def write(rubric: Rubric) -> bytes:
    """Return the YAML of the criteria, in their order."""
    file: dict[str, Any] = {}
    for criterion in rubric.criteria:
        name, number = criterion.title, 1
        while name in file:
            number += 1
            name = f"{criterion.title} ({number})"
        file[name] = _criterion(rubric, criterion)
    text: str = yaml.safe_dump(file, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
    return text.encode()


def _criterion(rubric: Rubric, criterion: Criterion) -> dict[str, Any]:
    levels = rubric.scale_of(criterion).levels
    most = _mark(levels[-1].value) if levels else 0.0
    if _is_flexible(rubric, criterion):
        kind: dict[str, Any] = {"type": "flexible", "max_mark": most, "description": criterion.question}
    else:
        names: dict[str, Any] = {}
        for level in levels:
            name = _name(level) if _name(level) not in names else f"{_name(level)} ({plain(level.value)})"
            names[name] = {"description": criterion.descriptors.get(level.value, ""), "mark": _mark(level.value)}
        kind = {"type": "rubric", "max_mark": most, "levels": names}
    return {**kind, "ta_visible": True, "peer_visible": False}


def _is_flexible(rubric: Rubric, criterion: Criterion) -> bool:
    """Whether a criterion is nothing but any mark from 0 to its highest."""
    levels = rubric.scale_of(criterion).levels
    bare = all(not level.label or level.label == plain(level.value) for level in levels)
    return (
        rubric.scale.ranges
        and len(levels) == 2
        and not levels[0].value
        and bare
        and not any(criterion.descriptors.values())
    )


def _all_levels(rubric: Rubric) -> list[tuple[Level, ...]]:
    return [rubric.scale_of(criterion).levels for criterion in rubric.criteria]


def _name(level: Level) -> str:
    return level.label or plain(level.value)


def _mark(value: Fraction) -> float:
    return float(round(value, 2))
