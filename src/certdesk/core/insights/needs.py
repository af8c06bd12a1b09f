"""Where teachers need most, what could help them, and what they are good at."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.catalogue import Offer, offers_for
from certdesk.core.insights.figures import CriterionFigures, Need, Offered, Strength
from certdesk.core.portfolio import RubricRef

MOST_NEEDS, MOST_STRENGTHS, MOST_OFFERS = 4, 3, 4


def needs_of(
    criteria: Iterable[CriterionFigures], catalogue: Iterable[Offer], rubric: RubricRef, most: int = MOST_NEEDS
) -> tuple[Need, ...]:
    """Return the criteria with the largest share below standard, with offers for them; hidden ones never appear."""
    offers = tuple(catalogue)
    found = [
        (one, one.below_standard)
        for one in criteria
        if not one.hidden and one.below_standard is not None and one.below_standard.count
    ]
    found.sort(key=lambda pair: -pair[1].value)
    return tuple(
        Need(one.id, one.title, share, tuple(map(offered, offers_for(offers, rubric.id, one.id)[:MOST_OFFERS])))
        for one, share in found[:most]
    )


def strengths_of(
    criteria: Iterable[CriterionFigures], needs: Iterable[Need], most: int = MOST_STRENGTHS
) -> tuple[Strength, ...]:
    """Return the criteria with the largest share at standard or above, without those that are needs."""
    needed = {one.criterion for one in needs}
    found = [
        (one, one.at_standard)
        for one in criteria
        if not one.hidden and one.at_standard is not None and one.at_standard.count and one.id not in needed
    ]
    found.sort(key=lambda pair: -pair[1].value)
    return tuple(Strength(one.id, one.title, share) for one, share in found[:most])


def offered(offer: Offer) -> Offered:
    """Return what readers are told of an offer."""
    return Offered(
        offer.id, offer.title, offer.length, offer.form, offer.language, offer.where_found, offline=offer.offline
    )
