"""Which criteria of a rubric stand for which codes of a framework, and which are left over on either side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core.rubric import Alignment, Criterion, Rubric
from certdesk.core.standards import Framework, StandardItem, shown_code


@dataclass(frozen=True, slots=True)
class StandardsCoverage:
    """How a rubric and a framework meet: criteria ids by item, items and criteria that nothing stands for."""

    criteria_of: Mapping[str, tuple[str, ...]]
    items_without: tuple[StandardItem, ...]
    criteria_without: tuple[Criterion, ...]


def align_criterion(rubric: Rubric, criterion_id: str, framework: Framework, item: StandardItem) -> Rubric:
    """Say that a criterion stands for an item of a framework; once more does no harm."""

    def aligned(criterion: Criterion) -> Criterion:
        if any(stands_for(each, framework, item) for each in criterion.alignments):
            return criterion
        new = Alignment(framework.title, shown_code(item), item.statement, item.identifier)
        return replace(criterion, alignments=(*criterion.alignments, new))

    return _changed(rubric, criterion_id, aligned)


def unalign_criterion(rubric: Rubric, criterion_id: str, framework: Framework, item: StandardItem) -> Rubric:
    """Say that a criterion doesn't stand for an item any more."""

    def freed(criterion: Criterion) -> Criterion:
        kept = tuple(each for each in criterion.alignments if not stands_for(each, framework, item))
        return replace(criterion, alignments=kept)

    return _changed(rubric, criterion_id, freed)


def stands_for(alignment: Alignment, framework: Framework, item: StandardItem) -> bool:
    """Whether an alignment means this item: by its identifier, else by framework and code."""
    if alignment.identifier and alignment.identifier == item.identifier:
        return True
    same_framework = alignment.framework in {framework.title, ""}
    return not alignment.identifier and same_framework and bool(item.code) and alignment.code == item.code


def standards_coverage(rubric: Rubric, framework: Framework) -> StandardsCoverage:
    """Look at both sides. An item that has items below it is only a heading, so nobody misses a criterion for it."""
    names = _Names(framework)
    criteria_of: dict[str, list[str]] = {}
    without: list[Criterion] = []
    for criterion in rubric.criteria:
        found = {item.identifier for each in criterion.alignments if (item := names.item(each)) is not None}
        for identifier in found:
            criteria_of.setdefault(identifier, []).append(criterion.id)
        if not found:
            without.append(criterion)
    headings = {item.parent for item in framework.items}
    left = tuple(
        item for item in framework.items if item.identifier not in criteria_of and item.identifier not in headings
    )
    return StandardsCoverage({id_: tuple(ids) for id_, ids in criteria_of.items()}, left, tuple(without))


def criteria_from_items(
    framework: Framework, identifiers: Collection[str], rubric: Rubric, section: str
) -> tuple[Criterion, ...]:
    """Make a criterion for a draft of each of these items, aligned to it, with ids that the rubric doesn't have yet.

    They have the rubric's levels without texts, weigh 1 and belong to ``section``, an id.
    """
    taken = {criterion.id for criterion in rubric.criteria}
    lowest = min((level.value for level in rubric.scale.levels), default=Fraction(0))
    made: list[Criterion] = []
    for item in framework.items:
        if item.identifier not in identifiers:
            continue
        id_ = _free(_as_id(item.code), taken)
        taken.add(id_)
        made.append(_criterion(framework, item, (id_, section, lowest)))
    return tuple(made)


def with_new_criteria(rubric: Rubric, criteria: Iterable[Criterion]) -> Rubric:
    """Put criteria at the end of their sections."""
    new = tuple(criteria)
    sections = tuple(
        replace(one, criteria=(*one.criteria, *(each.id for each in new if each.section == one.id)))
        for one in rubric.sections
    )
    return replace(rubric, sections=sections, criteria=(*rubric.criteria, *new))


class _Names:
    """Finds the item that an alignment means, among ten thousand as quickly as among ten."""

    def __init__(self, framework: Framework) -> None:
        self._title = framework.title
        self._by_id = {item.identifier: item for item in framework.items}
        self._by_code = {item.code: item for item in reversed(framework.items) if item.code}

    def item(self, alignment: Alignment) -> StandardItem | None:
        if alignment.identifier:
            return self._by_id.get(alignment.identifier)
        return self._by_code.get(alignment.code) if alignment.framework in {self._title, ""} else None


def _criterion(framework: Framework, item: StandardItem, at: tuple[str, str, Fraction]) -> Criterion:
    id_, section, lowest = at
    short = item.statement if len(item.statement) <= 90 else f"{item.statement[:89].rsplit(' ', 1)[0]}…"
    return Criterion(
        id=id_,
        title=short or item.code,
        section=section,
        weight=Fraction(1),
        floor=lowest,
        critical=False,
        question=item.statement if short.endswith("…") else "",
        descriptors={},
        alignments=(Alignment(framework.title, shown_code(item), item.statement, item.identifier),),
    )


def _as_id(code: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in code)[:40].strip("-.") or "C"


def _free(wanted: str, taken: set[str]) -> str:
    number, id_ = 1, wanted if wanted != "C" else "C1"
    while id_ in taken:
        number += 1
        id_ = f"{wanted}{number}" if wanted == "C" else f"{wanted}-{number}"
    return id_


def _changed(rubric: Rubric, criterion_id: str, change: Callable[[Criterion], Criterion]) -> Rubric:
    criteria = tuple(change(one) if one.id == criterion_id else one for one in rubric.criteria)
    return replace(rubric, criteria=criteria)
