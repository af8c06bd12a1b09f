"""Weights as shares of a whole: what they come to, and making them come to exactly 100."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from fractions import Fraction

from certdesk.core.errors import NotAllowedError
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _

WHOLE = Fraction(100)
ONE, HALF = Fraction(1), Fraction(1, 2)
_LOW, _HIGH, _LEAST_MEAN = 50, 150, Fraction(3, 2)


def total_weight(criteria: Iterable[Criterion]) -> Fraction:
    """Add the weights up."""
    return sum((criterion.weight for criterion in criteria), Fraction(0))


def section_weight(rubric: Rubric, section_id: str) -> Fraction:
    """Add the weights of one section up."""
    return total_weight(criterion for criterion in rubric.criteria if criterion.section == section_id)


def are_per_cents(rubric: Rubric) -> bool:
    """Whether the weights look like per cents: together near 100, and not simply one or less for each criterion.

    They also do where one criterion came on top of others that total 100, or each of them is the whole.
    """
    weights = [criterion.weight for criterion in rubric.criteria]
    total = sum(weights, Fraction(0))
    if total == WHOLE or (weights and all(weight == WHOLE for weight in weights)):
        return True
    return (_LOW <= total <= _HIGH and total >= _LEAST_MEAN * len(weights)) or total - WHOLE in weights


def rebalance(rubric: Rubric, *, step: Fraction = ONE, locked: Set[str] = frozenset(), equal: bool = False) -> Rubric:
    """Make the weights come to exactly 100, in steps of one or half a per cent, in proportion to what they are.

    What is left after rounding goes to the largest remainders. Locked criteria keep their weight; ``equal`` gives all
    others the same share first. Raises NotAllowedError when the locked ones leave too little.
    """
    free = [criterion for criterion in rubric.criteria if criterion.id not in locked]
    rest = WHOLE - total_weight(criterion for criterion in rubric.criteria if criterion.id in locked)
    if not free and not rest:
        return rubric
    if not free or rest < step * len(free):
        raise NotAllowedError(
            _("The weights that are kept leave no room for the others."),
            _("Let one of them change, or make it smaller."),
        )
    shares = _shares([Fraction(1) if equal else max(criterion.weight, Fraction(0)) for criterion in free], rest, step)
    weights = dict(zip((criterion.id for criterion in free), shares, strict=True))
    changed = tuple(replace(each, weight=weights.get(each.id, each.weight)) for each in rubric.criteria)
    return replace(rubric, criteria=changed)


def _shares(parts: list[Fraction], whole: Fraction, step: Fraction) -> list[Fraction]:
    """Split ``whole`` in proportion; each part gets a step at least, the last one also what is no whole step."""
    steps, over = divmod(whole, step)
    spare = int(steps) - len(parts)
    total = sum(parts, Fraction(0))
    exact = [part * int(steps) / total if total else Fraction(int(steps), len(parts)) for part in parts]
    wanted = [max(share - 1, Fraction(0)) for share in exact]
    sum_wanted = sum(wanted, Fraction(0))
    ideal = [share * spare / sum_wanted if sum_wanted else Fraction(spare, len(parts)) for share in wanted]
    given = [int(share) for share in ideal]
    by_remainder = sorted(range(len(parts)), key=lambda place: (given[place] - ideal[place], place))
    for place in by_remainder[: spare - sum(given)]:
        given[place] += 1
    shares = [(count + 1) * step for count in given]
    shares[-1] += over
    return shares
