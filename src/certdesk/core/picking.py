"""Picks that are the same on any machine: a function of a seed and of ids, and each with its reasons."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from hashlib import sha256

from certdesk.core.policy import Pick


def rank(seed: str, id_: str) -> str:
    """Return by what an id stands in the draw: the SHA-256 of seed and id, which depends on no other id."""
    return sha256(f"{seed}\n{id_}".encode()).hexdigest()


def drawn(seed: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids in the order in which they are drawn. One more id changes nothing in the order of the others."""
    return tuple(sorted(set(ids), key=lambda id_: (rank(seed, id_), id_)))


def random_share(seed: str, ids: Collection[str], share: Fraction, already: Collection[str] = ()) -> tuple[str, ...]:
    """Draw a share of the ids (rounded up), in the order of the draw.

    ``already`` are those that an earlier draw picked: they stay and count, so a cohort that grows loses no pick.
    """
    order = drawn(seed, ids)
    wanted = math.ceil(share * len(order))
    kept = set(already) & set(order)
    fresh = set([id_ for id_ in order if id_ not in kept][: max(0, wanted - len(kept))])
    return tuple(id_ for id_ in order if id_ in kept or id_ in fresh)


def with_reasons(picks: Iterable[tuple[Pick, Iterable[str]]]) -> Mapping[str, tuple[Pick, ...]]:
    """Join picks of several rules: each id once, with every reason in the order of `Pick`."""
    found: dict[str, set[Pick]] = {}
    for pick, ids in picks:
        for id_ in ids:
            found.setdefault(id_, set()).add(pick)
    order = list(Pick)
    return {id_: tuple(sorted(reasons, key=order.index)) for id_, reasons in found.items()}
