"""Edits that were made on an earlier state of a draft, put onto the state of now; and what rules depend on."""

from __future__ import annotations

from dataclasses import fields, replace

from certdesk.core.rubric import Criterion, Rubric


def rebased(base: Rubric, edited: Rubric, now: Rubric) -> Rubric:
    """Return ``now`` with what ``edited`` changed since ``base``; both sides keep their changes to different parts.

    Parts are the rubric's own fields, and each criterion by its id. Where both changed a part, ``edited`` wins.
    """
    if base == now:
        return edited
    if base == edited:
        return now
    changed = {
        each.name: getattr(edited, each.name)
        for each in fields(Rubric)
        if each.name != "criteria" and getattr(edited, each.name) != getattr(base, each.name)
    }
    return replace(now, criteria=_criteria(base, edited, now), **changed)


def bones(rubric: Rubric) -> tuple[object, ...]:
    """Return what rules, worked examples and contradictions depend on: everything but the wording of criteria."""
    return (
        rubric.title,
        rubric.version,
        rubric.language,
        rubric.scale,
        rubric.sections,
        rubric.decision,
        rubric.examples,
        rubric.certificate,
        tuple(_bones_of(criterion) for criterion in rubric.criteria),
    )


def _bones_of(criterion: Criterion) -> tuple[object, ...]:
    return (
        criterion.id,
        criterion.title,
        criterion.section,
        criterion.weight,
        criterion.floor,
        criterion.critical,
        criterion.caps,
        criterion.own_levels,
        criterion.own_standard,
        criterion.required,
        criterion.accepted,
        tuple((value, bool(text.strip())) for value, text in criterion.descriptors.items()),
    )


def _criteria(base: Rubric, edited: Rubric, now: Rubric) -> tuple[Criterion, ...]:
    if edited.criteria == base.criteria:
        return now.criteria
    before = {criterion.id: criterion for criterion in base.criteria}
    here = {criterion.id: criterion for criterion in now.criteria}
    listed = [criterion.id for criterion in edited.criteria]
    merged = [
        here.get(criterion.id, criterion) if criterion == before.get(criterion.id) else criterion
        for criterion in edited.criteria
        if criterion.id in here or criterion.id not in before or criterion != before[criterion.id]
    ]
    added = [each for each in now.criteria if each.id not in before and each.id not in listed]
    return (*merged, *added)
