"""Criteria added, duplicated, renamed and removed, with everything that names them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.editing import with_outcomes
from certdesk.core.editing_ids import free_id, is_sound_id
from certdesk.core.editing_sections import in_order
from certdesk.core.editing_weights import total_weight
from certdesk.core.errors import NotAllowedError
from certdesk.core.renaming import named_in, with_criteria_renamed
from certdesk.core.rubric import Criterion, Outcome, Rubric, Section, WorkedExample
from certdesk.core.wordings import with_moved_keys
from certdesk.core.words import _


def add_criterion(rubric: Rubric, section_id: str, *, at: int | None = None, title: str = "") -> tuple[Rubric, str]:
    """Add an empty criterion to a section, last or at a place counted from 0; return its id too.

    It gets the mean of the others' weights (100 when it is the first) and the lowest level as its floor.
    Raises KeyError for an unknown section.
    """
    section = rubric.section(section_id)
    like = section.criteria[-1] if section.criteria else _last_id(rubric)
    new_id = free_id(like, {each.id for each in rubric.criteria})
    count = len(rubric.criteria)
    levels = rubric.scale.levels
    made = Criterion(
        id=new_id,
        title=title,
        section=section_id,
        weight=Fraction(round(total_weight(rubric.criteria) / count) or 1) if count else Fraction(100),
        floor=levels[0].value,
        critical=False,
        question="",
        descriptors={level.value: "" for level in levels},
    )
    place = len(section.criteria) if at is None else at
    return _with_new(rubric, made, section, place), new_id


def duplicate_criterion(rubric: Rubric, criterion_id: str) -> tuple[Rubric, str]:
    """Put a copy of a criterion below it, translated like it, with an id of its own; return that id too."""
    original = rubric.criterion(criterion_id)
    new_id = free_id(criterion_id, {each.id for each in rubric.criteria})
    section = rubric.section(original.section)
    changed = _with_new(rubric, replace(original, id=new_id), section, section.criteria.index(criterion_id) + 1)
    if original.critical and criterion_id in rubric.scale.never_not_observed:
        never = rubric.scale.never_not_observed | {new_id}
        changed = replace(changed, scale=replace(changed.scale, never_not_observed=never))
    start, old, new = "criterion/", f"criterion/{criterion_id}/", f"criterion/{new_id}/"
    ids = {each.id for each in rubric.criteria}
    copied = tuple(
        replace(
            each,
            texts={
                **each.texts,
                **{
                    new + key.removeprefix(old): text
                    for key, text in each.texts.items()
                    if key.startswith(start) and named_in(key.removeprefix(start), ids) == criterion_id
                },
            },
        )
        for each in rubric.translations
    )
    return replace(changed, translations=copied), new_id


def remove_criterion(rubric: Rubric, criterion_id: str) -> Rubric:
    """Take a criterion away, also from rules, worked examples and translations. Raises KeyError for an unknown id."""
    rubric.criterion(criterion_id)
    ids = {each.id for each in rubric.criteria}

    def is_on(place: str, start: str) -> bool:
        return place.startswith(start) and named_in(place.removeprefix(start), ids) == criterion_id

    sections = tuple(
        replace(each, criteria=tuple(name for name in each.criteria if name != criterion_id))
        for each in rubric.sections
    )
    changed = replace(
        rubric,
        sections=sections,
        criteria=tuple(each for each in rubric.criteria if each.id != criterion_id),
        scale=replace(rubric.scale, never_not_observed=rubric.scale.never_not_observed - {criterion_id}),
        examples=tuple(_without_mark(example, criterion_id) for example in rubric.examples),
        external=tuple(each for each in rubric.external if not is_on(each.part, "")),
        remarks={place: text for place, text in rubric.remarks.items() if not is_on(place, "criteria/")},
    )
    changed = with_moved_keys(changed, lambda key: None if is_on(key, "criterion/") else key)
    return with_outcomes(changed, lambda outcome: _without_name(outcome, criterion_id))


def may_rename(criterion_id: str, published: Rubric | None) -> bool:
    """Whether a criterion may get another id: never once it stands in a published version."""
    return published is None or all(each.id != criterion_id for each in published.criteria)


def rename_criterion(rubric: Rubric, old: str, new: str, *, published: Rubric | None = None) -> Rubric:
    """Give a criterion another id everywhere. ``published`` is the version that the draft was made from.

    Raises NotAllowedError when it is published, when the id is taken or can't be one; KeyError for an unknown id.
    """
    rubric.criterion(old)
    if old == new:
        return rubric
    _refuse_id(rubric, old, new, published)
    return with_criteria_renamed(rubric, {old: new})


def _refuse_id(rubric: Rubric, old: str, new: str, published: Rubric | None) -> None:
    if not may_rename(old, published):
        text = _("{id} stands in a published version, so its id stays: scores are kept under it.").format(id=old)
        raise NotAllowedError(text, _("Change its title instead."))
    if not is_sound_id(new):
        text = _("“{id}” can't be the id of a criterion.").format(id=new)
        raise NotAllowedError(text, _("Begin with a letter; then letters, digits, - and _, at most 32 in all."))
    if any(each.id == new for each in rubric.criteria) or not may_rename(new, published):
        text = _("There is a criterion {id} already, here or in the published version.").format(id=new)
        raise NotAllowedError(text, _("Choose another id."))


def _with_new(rubric: Rubric, made: Criterion, section: Section, place: int) -> Rubric:
    names = (*section.criteria[:place], made.id, *section.criteria[place:])
    sections = tuple(replace(each, criteria=names) if each.id == section.id else each for each in rubric.sections)
    return in_order(replace(rubric, sections=sections, criteria=(*rubric.criteria, made)), made.id)


def _last_id(rubric: Rubric) -> str:
    return rubric.criteria[-1].id if rubric.criteria else "C1"


def _without_mark(example: WorkedExample, criterion_id: str) -> WorkedExample:
    return replace(example, marks={name: mark for name, mark in example.marks.items() if name != criterion_id})


def _without_name(outcome: Outcome, criterion_id: str) -> Outcome:
    kept: list[rule.Condition] = []
    for condition in outcome.conditions:
        if not isinstance(condition, rule.NamedAtLeast) or criterion_id not in condition.criteria:
            kept.append(condition)
        elif names := tuple(name for name in condition.criteria if name != criterion_id):
            kept.append(replace(condition, criteria=names))
    return replace(outcome, conditions=tuple(kept))
