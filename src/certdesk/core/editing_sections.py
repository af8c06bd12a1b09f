"""Edits of sections, and of the order of criteria across them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core import conditions as rule
from certdesk.core.editing import with_outcomes
from certdesk.core.editing_ids import free_id
from certdesk.core.errors import NotAllowedError
from certdesk.core.rubric import Rubric, Section
from certdesk.core.wordings import with_moved_keys
from certdesk.core.words import _

_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def add_section(rubric: Rubric, title: str, *, at: int | None = None) -> tuple[Rubric, str]:
    """Add an empty section, last or at a place counted from 0; return its id too."""
    taken = {section.id for section in rubric.sections}
    new_id = next((letter for letter in _LETTERS if letter not in taken), "") or free_id("S1", taken)
    place = len(rubric.sections) if at is None else at
    sections = (*rubric.sections[:place], Section(new_id, title, ()), *rubric.sections[place:])
    return replace(rubric, sections=sections), new_id


def rename_section(rubric: Rubric, section_id: str, title: str) -> Rubric:
    """Give a section another title; its id stays. Raises KeyError for an unknown id."""
    rubric.section(section_id)
    sections = tuple(replace(each, title=title) if each.id == section_id else each for each in rubric.sections)
    return replace(rubric, sections=sections)


def move_section(rubric: Rubric, section_id: str, to: int) -> Rubric:
    """Move a section with its criteria to a place, counted from 0 among the others."""
    moved = rubric.section(section_id)
    others = [section for section in rubric.sections if section.id != section_id]
    place = min(max(to, 0), len(others))
    return replace(rubric, sections=(*others[:place], moved, *others[place:]))


def remove_section(rubric: Rubric, section_id: str) -> Rubric:
    """Take a section away: its criteria go to the one before it (the one after the first), conditions on it go.

    Raises NotAllowedError for the only section, KeyError for an unknown id.
    """
    gone = rubric.section(section_id)
    ids = [section.id for section in rubric.sections]
    if len(ids) == 1:
        raise NotAllowedError(_("A rubric needs one section at least."), _("Rename it, or add another one first."))
    place = ids.index(section_id)
    heir = ids[place - 1] if place else ids[1]
    sections = tuple(
        replace(each, criteria=_joined(each.criteria, gone.criteria, first=not place)) if each.id == heir else each
        for each in rubric.sections
        if each.id != section_id
    )
    criteria = tuple(replace(each, section=heir) if each.section == section_id else each for each in rubric.criteria)
    changed = replace(rubric, sections=sections, criteria=criteria)
    return _without_conditions_on(_without_words_of(changed, section_id), section_id)


def move_criterion(rubric: Rubric, criterion_id: str, section_id: str, place: int) -> Rubric:
    """Move a criterion to a place in a section, counted from 0 among the others there. Raises KeyError."""
    rubric.criterion(criterion_id)
    rubric.section(section_id)
    sections = tuple(_moved(section, criterion_id, section_id, place) for section in rubric.sections)
    criteria = tuple(replace(each, section=section_id) if each.id == criterion_id else each for each in rubric.criteria)
    return in_order(replace(rubric, sections=sections, criteria=criteria), criterion_id)


def step_criterion(rubric: Rubric, criterion_id: str, steps: int) -> Rubric:
    """Move a criterion one up (-1) or down (1); past the end of its section into the next one, where there is one."""
    criterion = rubric.criterion(criterion_id)
    ids = [section.id for section in rubric.sections]
    here = rubric.section(criterion.section).criteria
    place = here.index(criterion_id) + steps
    if 0 <= place < len(here):
        return move_criterion(rubric, criterion_id, criterion.section, place)
    neighbour = ids.index(criterion.section) + steps
    if not 0 <= neighbour < len(ids):
        return rubric
    there = rubric.sections[neighbour]
    return move_criterion(rubric, criterion_id, there.id, len(there.criteria) if steps < 0 else 0)


def in_order(rubric: Rubric, criterion_id: str) -> Rubric:
    """Put a criterion next to its neighbour in its section; the others keep their order, also across sections."""
    criterion = rubric.criterion(criterion_id)
    names = rubric.section(criterion.section).criteria
    place = names.index(criterion_id)
    others = [each for each in rubric.criteria if each.id != criterion_id]
    ids = [each.id for each in others]
    if place:
        here = ids.index(names[place - 1]) + 1
    elif len(names) > 1:
        here = ids.index(names[1])
    else:
        here = _after_sections_before(rubric, ids, criterion.section)
    return replace(rubric, criteria=(*others[:here], criterion, *others[here:]))


def _after_sections_before(rubric: Rubric, ids: list[str], section_id: str) -> int:
    """Return the place after the last criterion of the sections before one, for the only criterion of a section."""
    before: list[str] = []
    for section in rubric.sections:
        if section.id == section_id:
            break
        before += section.criteria
    return max((ids.index(name) + 1 for name in before if name in ids), default=0)


def _joined(own: Iterable[str], more: Iterable[str], *, first: bool) -> tuple[str, ...]:
    return (*more, *own) if first else (*own, *more)


def _moved(section: Section, criterion_id: str, section_id: str, place: int) -> Section:
    others = [name for name in section.criteria if name != criterion_id]
    if section.id == section_id:
        others.insert(min(max(place, 0), len(others)), criterion_id)
    return replace(section, criteria=tuple(others))


def _without_words_of(rubric: Rubric, section_id: str) -> Rubric:
    return with_moved_keys(rubric, lambda key: None if key == f"section/{section_id}/title" else key)


def _without_conditions_on(rubric: Rubric, section_id: str) -> Rubric:
    def concerns(condition: rule.Condition) -> bool:
        if not isinstance(condition, rule.SectionMeanAtLeast | rule.SectionTotalAtLeast):
            return False
        return condition.section == section_id

    changed = with_outcomes(
        rubric,
        lambda outcome: replace(outcome, conditions=tuple(each for each in outcome.conditions if not concerns(each))),
    )
    numbers = {name: n for name, n in rubric.decision.unscorable_in_section.items() if name != section_id}
    return replace(changed, decision=replace(changed.decision, unscorable_in_section=numbers))
