"""Laws of drawing: a function of seed and ids, and a cohort that grows loses no pick."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.picking import drawn, random_share, with_reasons
from certdesk.core.policy import Pick

IDS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=30)
SHARES = st.fractions(0, 1, max_denominator=20)


@settings(max_examples=60)
@given(st.text(), IDS, IDS, SHARES)
def test_a_draw_is_a_function_of_seed_and_ids(seed, ids, later, share):
    picked = random_share(seed, ids, share)
    assert picked == random_share(seed, list(reversed(ids)), share)
    assert len(picked) == math.ceil(share * len(ids))
    together = list(dict.fromkeys([*ids, *later]))
    assert [id_ for id_ in drawn(seed, together) if id_ in ids] == list(drawn(seed, ids))
    grown = random_share(seed, together, share, already=picked)
    assert set(picked) <= set(grown)
    assert len(grown) == math.ceil(share * len(together))


def test_a_draw_is_the_same_on_any_machine():
    assert drawn("2026", ("a", "b", "c", "d")) == ("d", "b", "a", "c")


def test_every_reason_is_kept_in_one_order():
    found = with_reasons([(Pick.DISTINCTION, ["a"]), (Pick.RANDOM, ["b", "a"]), (Pick.RANDOM, ["a"])])
    assert found == {"a": (Pick.RANDOM, Pick.DISTINCTION), "b": (Pick.RANDOM,)}
