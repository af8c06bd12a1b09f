"""What a screen reader says about a stop of the grid."""

from __future__ import annotations

from certdesk.core.editing_places import criterion_of, place_of, words_for
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.grid_model import Grid, Spot


def spoken(grid: Grid, spot: Spot) -> str:
    """Name a stop: its criterion, its level, its text, and what is marked there."""
    parts = [_where(grid, spot)]
    if spot.is_text:
        parts.append(grid.text(spot) or _("empty"))
    mark = grid.marks.get(spot.key)
    if mark and mark.changed and not spot.language:
        parts.append(_("changed since the version before"))
    if mark and mark.hint:
        parts.append(mark.hint)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _where(grid: Grid, spot: Spot) -> str:
    rubric, place = grid.rubric, place_of(spot.key)
    criterion = rubric.criterion(place.id) if criterion_of(spot.key) else None
    if criterion is None:
        return _("Add a criterion") if place.what == "add" else words_for(rubric, spot.key, spot.language)
    named = f"{criterion.id} {criterion.title}".strip()
    match place.what:
        case "weight":
            return _("{criterion}, weight {number}").format(criterion=named, number=plain_number(criterion.weight))
        case "floor":
            return _("{criterion}, floor {level}").format(criterion=named, level=plain_number(criterion.floor))
        case "critical":
            words = _("{criterion}, critical") if criterion.critical else _("{criterion}, not critical")
            return words.format(criterion=named)
        case "title":
            return _("{id}, title").format(id=criterion.id)
        case _:
            levels = rubric.scale_of(criterion).levels
            level = next((each for each in levels if str(each.value) == place.at), None)
            said = f"{plain_number(level.value)} {level.label}".strip() if level else place.at
            words = _("{criterion}, level {level}").format(criterion=named, level=said)
            return f"{words} ({spot.language})" if spot.language else words
