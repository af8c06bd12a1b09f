"""Agreement of two assessors over the full scale: per cohort, criterion or pair of assessors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from certdesk.core.rubric import Scale
from certdesk.core.statistics.chance_corrected import gwet_ac
from certdesk.core.statistics.double_marks import NO_OWN_SCALES, CountedMarks, DoubleMark, count_marks, turned
from certdesk.core.statistics.icc import icc_of_counts
from certdesk.core.statistics.kappa import PairCounts, cohen_kappa
from certdesk.core.statistics.krippendorff import Metric, krippendorff_alphas
from certdesk.core.statistics.levels import Categories, categories_of
from certdesk.core.statistics.proportions import proportion
from certdesk.core.statistics.rating_table import table_of_pairs
from certdesk.core.statistics.reasons import one_judgement
from certdesk.core.statistics.resampling import REPLICATES, SEED
from certdesk.core.statistics.results import Estimate, NotComputed, Proportion
from certdesk.core.statistics.weights import Weighting, weights_of
from certdesk.core.words import _

ALPHAS = (Metric.NOMINAL, Metric.ORDINAL, Metric.INTERVAL)


class Breakdown(StrEnum):
    """What agreement can be told by."""

    CRITERION = "criterion"
    PAIR = "pair"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two assessors agree. Level statistics count double marks with two levels; ``n`` is their number.

    Kappa and AC2 weigh by places on the scale (neighbouring levels are one apart), alpha interval by values.
    The intervals take double marks as independent of each other.
    """

    n: int
    portfolios: int
    levels: tuple[Fraction, ...]
    counts: PairCounts
    """How often which two categories were given, by index in ``levels``: first mark, second mark."""
    marks: CountedMarks
    exact: Proportion | NotComputed
    within_one: Proportion | NotComputed
    kappa: Estimate | NotComputed
    kappa_linear: Estimate | NotComputed
    kappa_quadratic: Estimate | NotComputed
    ac1: Estimate | NotComputed
    ac2_linear: Estimate | NotComputed
    ac2_quadratic: Estimate | NotComputed
    ac2_ordinal: Estimate | NotComputed
    alpha_nominal: Estimate | NotComputed
    alpha_ordinal: Estimate | NotComputed
    alpha_interval: Estimate | NotComputed
    icc_single: Estimate | NotComputed
    """ICC(2,1): one assessor's mark, absolute agreement, on the values of the levels."""
    icc_mean: Estimate | NotComputed
    """ICC(2,k): the mean of the two."""

    def table(self) -> tuple[tuple[int, ...], ...]:
        """Return the square table of counts: a row for each level of the first, a column for each of the second."""
        size = range(len(self.levels))
        return tuple(tuple(self.counts.get((row, column), 0) for column in size) for row in size)


def agreement_of(
    pairs: Sequence[DoubleMark], scale: Scale, seed: int = SEED, replicates: int = REPLICATES
) -> Agreement:
    """Return the agreement of double marks on one scale; ``replicates`` 0 leaves out the intervals of alpha.

    Marks that are no levels are counted apart. Takes time in proportion to the number of double marks.
    """
    categories = categories_of(scale)
    counted = count_marks(pairs, categories)
    portfolios = len({pair.portfolio for pair in pairs})
    return agreement_of_counts(counted, categories, portfolios, seed, replicates)


def agreement_by(
    pairs: Iterable[DoubleMark],
    scale: Scale,
    by: Breakdown,
    own_scales: Mapping[str, Scale] = NO_OWN_SCALES,
    replicates: int = REPLICATES,
) -> dict[tuple[str, ...], Agreement]:
    """Return the agreement per criterion, pair of assessors or cohort, keyed by its names, in alphabetical order.

    ``own_scales`` are those of criteria that have their own levels; they are used where ``by`` is the criterion.
    Two assessors are the same pair whoever marked first; the first one by name has the rows.
    """
    groups: defaultdict[tuple[str, ...], list[DoubleMark]] = defaultdict(list)
    for pair in pairs:
        match by:
            case Breakdown.CRITERION:
                groups[(pair.criterion,)].append(pair)
            case Breakdown.COHORT:
                groups[(pair.cohort,)].append(pair)
            case Breakdown.PAIR:
                same = turned(pair)
                groups[same.first_assessor, same.second_assessor].append(same)
    own = own_scales if by is Breakdown.CRITERION else NO_OWN_SCALES
    return {
        key: agreement_of(group, own.get(key[0], scale), replicates=replicates) for key, group in sorted(groups.items())
    }


def agreement_of_counts(
    counted: CountedMarks, categories: Categories, portfolios: int, seed: int = SEED, replicates: int = REPLICATES
) -> Agreement:
    """Return the agreement from counts that are there already."""
    counts = counted.levels
    n = sum(counts.values())
    size = len(categories.values)
    table = table_of_pairs(counts, size)
    identity, linear, quadratic, ordinal = (weights_of(kind, _floats(categories.places)) for kind in Weighting)
    nominal, ranked, spaced = krippendorff_alphas(table, categories.values, ALPHAS, seed, replicates)
    values = _floats(categories.values)
    icc = icc_of_counts({(values[one], values[other]): k for (one, other), k in counts.items()})
    nothing = _nothing(counted)
    near = sum(k for (one, other), k in counts.items() if abs(categories.places[one] - categories.places[other]) <= 1)
    return Agreement(
        n=n,
        portfolios=portfolios,
        levels=categories.values,
        counts=counts,
        marks=counted,
        exact=proportion(sum(k for (one, other), k in counts.items() if one == other), n) if n else nothing,
        within_one=proportion(near, n) if n else nothing,
        kappa=cohen_kappa(counts, identity),
        kappa_linear=cohen_kappa(counts, linear),
        kappa_quadratic=cohen_kappa(counts, quadratic),
        ac1=gwet_ac(table, identity),
        ac2_linear=gwet_ac(table, linear),
        ac2_quadratic=gwet_ac(table, quadratic),
        ac2_ordinal=gwet_ac(table, ordinal),
        alpha_nominal=nominal,
        alpha_ordinal=ranked,
        alpha_interval=spaced,
        icc_single=icc if isinstance(icc, NotComputed) else icc.icc2,
        icc_mean=icc if isinstance(icc, NotComputed) else icc.icc2k,
    )


def _nothing(counted: CountedMarks) -> NotComputed:
    """Say why there is no double mark with two levels."""
    if counted.off_scale:
        return NotComputed(_("The double marks are not levels of this scale"), 0)
    codes = counted.codes.n + counted.not_observed_both + counted.not_observed_one
    return NotComputed(_("No double mark has two levels"), 0) if codes else one_judgement(0)


def _floats(values: Sequence[Fraction]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
