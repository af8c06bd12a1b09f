"""What is marked in the grid: texts that changed since the version before, and what could be better."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from certdesk.core.editing_places import words_for
from certdesk.core.hints import Hint
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.grid_model import CellMark, Spot


def marks_of(rubric: Rubric, before: Rubric | None, hints: Iterable[Hint]) -> dict[str, CellMark]:
    """Return what is marked, by place."""
    said: dict[str, list[str]] = {}
    for hint in hints:
        said.setdefault(hint.place, []).append(hint.text)
    changed = changed_places(rubric, before)
    return {
        key: CellMark(key in changed, "\n".join(said.get(key, ())))
        for key in (*changed, *(k for k in said if k not in changed))
    }


def changed_places(rubric: Rubric, before: Rubric | None) -> tuple[str, ...]:
    """Return the descriptors that read otherwise than in the version before; new criteria have no version before."""
    if before is None:
        return ()
    old = {criterion.id: criterion for criterion in before.criteria}
    return tuple(
        f"criterion/{criterion.id}/descriptor/{value}"
        for criterion in rubric.criteria
        if criterion.id in old
        for value in _changed(old[criterion.id], criterion)
    )


def foot_words(rubric: Rubric, before: Rubric | None, spot: Spot | None, marks: dict[str, CellMark]) -> str:
    """Return what the foot says: about the cell in front, else about all that changed."""
    here = marks.get(spot.key) if spot else None
    if here and here.changed and before and spot:
        return _one_changed(rubric, before, spot.key)
    if here and here.hint:
        return here.hint.replace("\n", " ")
    changed = [key for key, mark in marks.items() if mark.changed]
    if before is None or not changed:
        return ""
    if len(changed) == 1:
        return _one_changed(rubric, before, changed[0])
    text = ngettext(
        "{count} descriptor changed: scores made with {version} keep their old wording.",
        "{count} descriptors changed: scores made with {version} keep their old wording.",
        len(changed),
    )
    return text.format(count=len(changed), version=before.version)


def _one_changed(rubric: Rubric, before: Rubric, key: str) -> str:
    words = words_for(rubric, key)
    return _("{place} changed: scores made with {version} keep their old wording.").format(
        place=words, version=before.version
    )


def _changed(old: Criterion, new: Criterion) -> tuple[Fraction, ...]:
    return tuple(
        value for value, text in new.descriptors.items() if value in old.descriptors and old.descriptors[value] != text
    )
