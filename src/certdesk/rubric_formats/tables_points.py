"""Points of levels that stand in the cells of a grid, not above its columns."""

from __future__ import annotations

from dataclasses import replace

from certdesk.rubric_formats.found import FoundCriterion, FoundLevel
from certdesk.rubric_formats.tables_words import cell_points, is_numbers, points_and_label


def with_points_from_cells(found: tuple[FoundCriterion, ...]) -> tuple[FoundCriterion, ...]:
    """Take points out of the cells ("Adequate [4]", "4") where no level has any and almost every cell holds some."""
    return _without_empty_levels(_points_from_cells(found))


def _points_from_cells(found: tuple[FoundCriterion, ...]) -> tuple[FoundCriterion, ...]:
    levels = [level for criterion in found for level in criterion.levels]
    texts = [level.text for level in levels if level.text]
    split = [cell_points(text) for text in texts]
    if any(level.points for level in levels):
        return found
    if len(texts) > 1 and all(map(is_numbers, texts)):
        return tuple(replace(criterion, levels=tuple(map(_with_number, criterion.levels))) for criterion in found)
    named = [points_and_label(text) for text in texts]
    if sum(one is not None for one in named) >= max(2, 0.8 * len(texts)):
        return tuple(replace(criterion, levels=tuple(map(_with_own_name, criterion.levels))) for criterion in found)
    if sum(one is not None for one in split) < max(2, 0.8 * len(texts)):
        return found
    return tuple(replace(criterion, levels=tuple(map(_with_own_points, criterion.levels))) for criterion in found)


def _with_number(level: FoundLevel) -> FoundLevel:
    """Take the number in a cell for the points; a level without one is none of this criterion's."""
    return FoundLevel(level.text, level.label) if level.text else FoundLevel("")


def _with_own_points(level: FoundLevel) -> FoundLevel:
    split = cell_points(level.text)
    return replace(level, key="") if split is None else replace(level, text=split[0], points=split[1], key="")


def _with_own_name(level: FoundLevel) -> FoundLevel:
    named = points_and_label(level.text)
    return replace(level, key="") if named is None else FoundLevel(*named)


def _without_empty_levels(found: tuple[FoundCriterion, ...]) -> tuple[FoundCriterion, ...]:
    """Leave out levels without anything in a criterion whose levels have their points in the cells."""
    return tuple(
        replace(one, levels=tuple(level for level in one.levels if level.points or level.label or level.text))
        for one in found
    )
