"""How much two categories of a scale agree: 1 for the same one, less the further apart they are.

Sources: Cohen 1968 (linear, quadratic), Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., 3.5 (ordinal).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


class Weighting(StrEnum):
    """The kinds of weights."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights over the whole scale, also over categories that nobody used.

    ``scores`` are the places of all categories, rising; linear and quadratic weights are measured on them.
    """

    kind: Weighting
    scores: tuple[float, ...]

    def of(self, one: int, other: int) -> float:
        """Return the weight of two categories by their indices: 1 if the same, 0 for the two ends of the scale."""
        if one == other:
            return 1.0
        span = self.scores[-1] - self.scores[0]
        match self.kind:
            case Weighting.IDENTITY:
                return 0.0
            case Weighting.LINEAR:
                return 1 - abs(self.scores[one] - self.scores[other]) / span
            case Weighting.QUADRATIC:
                return 1 - ((self.scores[one] - self.scores[other]) / span) ** 2
            case Weighting.ORDINAL:
                return 1 - _steps(abs(one - other)) / _steps(len(self.scores) - 1)

    def total(self) -> float:
        """Return the sum of the weights of all pairs of categories, without walking all pairs."""
        count = len(self.scores)
        if count == 1:
            return 1.0
        span = self.scores[-1] - self.scores[0]
        match self.kind:
            case Weighting.IDENTITY:
                return float(count)
            case Weighting.LINEAR:
                sums = accumulate(self.scores, initial=0.0)
                apart = sum(
                    place * score - before for place, (score, before) in enumerate(zip(self.scores, sums, strict=False))
                )
                return count * count - 2 * apart / span
            case Weighting.QUADRATIC:
                squares = sum((score - self.scores[0]) ** 2 for score in self.scores)
                plain = sum(score - self.scores[0] for score in self.scores)
                return count * count - 2 * (count * squares - plain * plain) / span**2
            case Weighting.ORDINAL:
                apart = sum((count - step) * _steps(step) for step in range(1, count))
                return count * count - 2 * apart / _steps(count - 1)


def weights_of(kind: Weighting, scores: Sequence[float]) -> Weights:
    """Return the weights of a kind for categories at these rising places."""
    return Weights(kind, tuple(float(score) for score in scores))


def _steps(apart: int) -> int:
    """Return how many pairs can be made of the categories from one to another, both counted."""
    return apart * (apart + 1) // 2
