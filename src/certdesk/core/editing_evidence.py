"""Edits of what a criterion asks for as evidence, and of the levels that missing evidence leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from certdesk.core.editing import with_criterion
from certdesk.core.rubric import Cap, EvidenceRule, Rubric
from certdesk.core.wordings import with_moved_keys

T = TypeVar("T")


def set_accepted(rubric: Rubric, criterion_id: str, accepted: tuple[str, ...]) -> Rubric:
    """List the evidence types that are accepted besides the required ones."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, accepted=accepted))


def put_required(rubric: Rubric, criterion_id: str, place: int, rule: EvidenceRule) -> Rubric:
    """Write the required evidence at a place, counted from 0; a place after the last one adds it."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, required=_put(each.required, place, rule)))


def remove_required(rubric: Rubric, criterion_id: str, place: int) -> Rubric:
    """Take a piece of required evidence away. Raises IndexError for a place that is none."""
    required = rubric.criterion(criterion_id).required
    changed = with_criterion(rubric, criterion_id, lambda each: replace(each, required=_without(required, place)))
    return _closed_up(changed, f"criterion/{criterion_id}/required/", place + 1)


def put_cap(rubric: Rubric, criterion_id: str, place: int, cap: Cap) -> Rubric:
    """Write the cap at a place, counted from 0; a place after the last one adds it."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, caps=_put(each.caps, place, cap)))


def remove_cap(rubric: Rubric, criterion_id: str, place: int) -> Rubric:
    """Take a cap away. Raises IndexError for a place that is none."""
    caps = rubric.criterion(criterion_id).caps
    changed = with_criterion(rubric, criterion_id, lambda each: replace(each, caps=_without(caps, place)))
    return _closed_up(changed, f"criterion/{criterion_id}/cap/", place + 1)


def _put(values: Sequence[T], place: int, value: T) -> tuple[T, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _without(values: Sequence[T], place: int) -> tuple[T, ...]:
    if not 0 <= place < len(values):
        raise IndexError(place)
    return (*values[:place], *values[place + 1 :])


def _closed_up(rubric: Rubric, start: str, gone: int) -> Rubric:
    """Let the translations of a numbered list follow after one of them is gone."""

    def moved(key: str) -> str | None:
        if not key.startswith(start):
            return key
        number = int(key.removeprefix(start))
        if number == gone:
            return None
        return f"{start}{number - 1}" if number > gone else key

    return with_moved_keys(rubric, moved)
