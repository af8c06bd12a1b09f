"""Agreement of any number of assessors at once, with gaps: who marked which portfolio may differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.rubric import Scale
from certdesk.core.statistics.chance_corrected import brennan_prediger, conger_kappa, fleiss_kappa, gwet_ac
from certdesk.core.statistics.krippendorff import Metric, krippendorff_alphas
from certdesk.core.statistics.levels import Categories, categories_of
from certdesk.core.statistics.proportions import proportion
from certdesk.core.statistics.rating_table import RatingTable, table_of_ratings
from certdesk.core.statistics.reasons import too_few_pairs
from certdesk.core.statistics.resampling import REPLICATES, SEED
from certdesk.core.statistics.results import Estimate, NotComputed, Proportion
from certdesk.core.statistics.weights import Weighting, weights_of

METRICS = (Metric.NOMINAL, Metric.ORDINAL, Metric.INTERVAL)


@dataclass(frozen=True, slots=True)
class ManyRaters:
    """How far several assessors agree. ``units`` were rated by two or more; ``raters`` counts the assessors.

    ``exact`` and ``within_one`` count pairs of ratings of the same unit; pairs of one unit are not independent, so
    their Wilson intervals are too narrow where more than two rated it.
    """

    units: int
    rated_once: int
    raters: int
    levels: tuple[Fraction, ...]
    exact: Proportion | NotComputed
    within_one: Proportion | NotComputed
    ac1: Estimate | NotComputed
    ac2_linear: Estimate | NotComputed
    ac2_quadratic: Estimate | NotComputed
    ac2_ordinal: Estimate | NotComputed
    fleiss: Estimate | NotComputed
    conger: Estimate | NotComputed
    brennan_prediger: Estimate | NotComputed
    alpha_nominal: Estimate | NotComputed
    alpha_ordinal: Estimate | NotComputed
    alpha_interval: Estimate | NotComputed


def agreement_of_ratings(
    ratings: Mapping[tuple[Hashable, Hashable], int], scale: Scale, seed: int = SEED, replicates: int = REPLICATES
) -> ManyRaters:
    """Return the agreement of (unit, rater) -> category, an index into ``categories_of(scale).values``.

    Raises ValueError for an index that the scale doesn't have.
    """
    categories = categories_of(scale)
    table = table_of_ratings(ratings, len(categories.values))
    places = tuple(float(place) for place in categories.places)
    identity, linear, quadratic, ordinal = (weights_of(kind, places) for kind in Weighting)
    nominal, ranked, spaced = krippendorff_alphas(table, categories.values, METRICS, seed, replicates)
    exact, near, pairs = _pairs(table, categories)
    return ManyRaters(
        units=table.units_with_two,
        rated_once=table.units - table.units_with_two,
        raters=table.raters,
        levels=categories.values,
        exact=proportion(exact, pairs) if pairs else too_few_pairs(0),
        within_one=proportion(near, pairs) if pairs else too_few_pairs(0),
        ac1=gwet_ac(table, identity),
        ac2_linear=gwet_ac(table, linear),
        ac2_quadratic=gwet_ac(table, quadratic),
        ac2_ordinal=gwet_ac(table, ordinal),
        fleiss=fleiss_kappa(table, identity),
        conger=conger_kappa(table, identity),
        brennan_prediger=brennan_prediger(table, identity),
        alpha_nominal=nominal,
        alpha_ordinal=ranked,
        alpha_interval=spaced,
    )


def _pairs(table: RatingTable, categories: Categories) -> tuple[int, int, int]:
    """Count the pairs of ratings inside units: equal ones, those at most one level apart, all."""
    exact = near = pairs = 0
    for counts, units in table.by_category():
        for place, (at, many) in enumerate(counts):
            same = units * many * (many - 1) // 2
            exact, near, pairs = exact + same, near + same, pairs + same
            for to, other in counts[place + 1 :]:
                pairs += units * many * other
                if abs(categories.places[at] - categories.places[to]) <= 1:
                    near += units * many * other
    return exact, near, pairs
