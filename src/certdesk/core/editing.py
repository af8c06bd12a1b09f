"""Edits of a rubric's words and numbers: each takes a rubric and returns the edited one.

Nothing here asks whether the result is sound; a draft may contradict itself while somebody works on it. What must
always hold does: ids are unique, sections and criteria agree, and whatever names a part follows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from certdesk.core.rubric import Alignment, CertificateTerm, Criterion, Outcome, Rubric
from certdesk.core.wordings import with_moved_keys


def with_criterion(rubric: Rubric, criterion_id: str, change: Callable[[Criterion], Criterion]) -> Rubric:
    """Return the rubric with one criterion changed. Raises KeyError for an unknown id."""
    rubric.criterion(criterion_id)
    changed = tuple(change(each) if each.id == criterion_id else each for each in rubric.criteria)
    return replace(rubric, criteria=changed)


def with_outcomes(rubric: Rubric, change: Callable[[Outcome], Outcome]) -> Rubric:
    """Return the rubric with every outcome changed."""
    changed = tuple(change(outcome) for outcome in rubric.decision.outcomes)
    return replace(rubric, decision=replace(rubric.decision, outcomes=changed))


def set_head(
    rubric: Rubric, *, title: str | None = None, audience: str | None = None, purpose: str | None = None
) -> Rubric:
    """Write what the rubric is called, whom it is for and what for; None leaves a text as it is."""
    return replace(
        rubric,
        title=rubric.title if title is None else title,
        audience=rubric.audience if audience is None else audience,
        purpose=rubric.purpose if purpose is None else purpose,
    )


def set_version(rubric: Rubric, version: str) -> Rubric:
    """Write the version that the draft will probably get."""
    return replace(rubric, version=version)


def set_certificate(rubric: Rubric, certificate: CertificateTerm) -> Rubric:
    """Say how long a certificate holds, and how it is renewed."""
    return replace(rubric, certificate=certificate)


def set_title(rubric: Rubric, criterion_id: str, title: str) -> Rubric:
    """Rename a criterion; its id, and so its scores, stay."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, title=title))


def set_question(rubric: Rubric, criterion_id: str, question: str) -> Rubric:
    """Write the question that a criterion asks."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, question=question))


def set_descriptor(rubric: Rubric, criterion_id: str, value: Fraction, text: str) -> Rubric:
    """Write what a criterion looks like at one level."""
    return with_criterion(
        rubric, criterion_id, lambda each: replace(each, descriptors={**each.descriptors, value: text})
    )


def set_weight(rubric: Rubric, criterion_id: str, weight: Fraction) -> Rubric:
    """Set the weight of a criterion."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, weight=weight))


def set_floor(rubric: Rubric, criterion_id: str, floor: Fraction) -> Rubric:
    """Set the lowest level that a criterion may have."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, floor=floor))


def set_critical(rubric: Rubric, criterion_id: str, *, critical: bool) -> Rubric:
    """Say whether a criterion is critical. A critical one may never stay unobserved; what is not any more may again."""
    changed = with_criterion(rubric, criterion_id, lambda each: replace(each, critical=critical))
    never = rubric.scale.never_not_observed
    never = never | {criterion_id} if critical else never - {criterion_id}
    return replace(changed, scale=replace(rubric.scale, never_not_observed=never))


def set_look_for(rubric: Rubric, criterion_id: str, look_for: tuple[str, ...]) -> Rubric:
    """List what to look for. Translations follow the texts that stay."""
    before = rubric.criterion(criterion_id).look_for
    changed = with_criterion(rubric, criterion_id, lambda each: replace(each, look_for=look_for))
    return _numbered(changed, f"criterion/{criterion_id}/look_for/", _places(before, look_for))


def set_sufficiency(rubric: Rubric, criterion_id: str, sufficiency: str) -> Rubric:
    """Say when the evidence is enough."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, sufficiency=sufficiency))


def set_alignments(rubric: Rubric, criterion_id: str, alignments: tuple[Alignment, ...]) -> Rubric:
    """List the codes of frameworks that a criterion stands for."""
    return with_criterion(rubric, criterion_id, lambda each: replace(each, alignments=alignments))


def set_note(rubric: Rubric, criterion_id: str, note: str) -> Rubric:
    """Write a note about a criterion for those who edit; it stands above it in its file and nowhere else."""
    place = f"criteria/{criterion_id}"
    rest = {name: text for name, text in rubric.remarks.items() if name != place}
    return replace(rubric, remarks={**rest, place: note} if note.strip() else rest)


def note_of(rubric: Rubric, criterion_id: str) -> str:
    """Return the note about a criterion for those who edit."""
    return rubric.remarks.get(f"criteria/{criterion_id}", "")


def _places(before: tuple[str, ...], after: tuple[str, ...]) -> dict[int, int]:
    """Return where each text went, counted from 1; one that was rewritten in place stays where it is."""
    places: dict[int, int] = {}
    free = [number for number, text in enumerate(after, 1) if text not in before]
    for number, text in enumerate(before, 1):
        if text in after:
            places[number] = after.index(text) + 1
        elif number in free and len(before) == len(after):
            places[number] = number
    return places


def _numbered(rubric: Rubric, start: str, places: dict[int, int]) -> Rubric:
    """Move the translations of a numbered list."""

    def moved(key: str) -> str | None:
        if not key.startswith(start):
            return key
        place = places.get(int(key.removeprefix(start)))
        return None if place is None else f"{start}{place}"

    return with_moved_keys(rubric, moved)
