"""The draw of a moderation sample is a function of the seed and the data, and satisfies the policy it is drawn by."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import START

from certdesk.core.moderation import Entry, draw, percent, requirements, sample_size
from certdesk.core.policy import ModerationSample, Pick

PEOPLE = ("ann", "ben", "cleo", "dan")
POLICY = ModerationSample()


def entry(number: int, person: str = "ann", score: int = 5, **more: bool) -> Entry:
    return Entry(f"p{number:03}", {person: START + timedelta(hours=number)}, Fraction(score, 2), **more)


@st.composite
def entries(draw_: st.DrawFn) -> list[Entry]:
    count = draw_(st.integers(0, 24))
    return [
        Entry(
            f"p{number:03}",
            {
                person: START + timedelta(hours=draw_(st.integers(0, 50)))
                for person in draw_(st.sets(st.sampled_from(PEOPLE), min_size=1, max_size=2))
            },
            draw_(st.none() | st.fractions(1, 4, max_denominator=8)),
            draw_(st.integers(0, 9)) == 0,
            draw_(st.integers(0, 9)) == 0,
        )
        for number in range(count)
    ]


policies = st.builds(
    ModerationSample,
    share=st.fractions(0, 1, max_denominator=20),
    minimum=st.integers(0, 12),
    each_assessor=st.integers(0, 3),
    unscorable=st.booleans(),
    extremes=st.booleans(),
    near_cut=st.booleans(),
    first_of_new_assessor=st.integers(0, 4),
)
new_people = st.sets(st.sampled_from(PEOPLE))


def check_draw(known: list[Entry], policy: ModerationSample, new: set[str], turned: list[Entry]) -> None:
    found = draw("seed 1", known, policy, new)

    assert draw("seed 1", turned, policy, tuple(sorted(new, reverse=True))) == found
    shuffled_keys = [
        Entry(one.portfolio_id, dict(reversed(one.signed.items())), one.score, one.unscorable, one.near_cut)
        for one in known
    ]
    assert draw("seed 1", shuffled_keys, policy, new) == found
    sample = [one.portfolio_id for one in found]
    assert len(set(sample)) == len(sample) >= sample_size(policy, len(known))
    assert all(one.reasons for one in found)
    assert all(one.met for one in requirements(known, policy, new, sample))


@given(entries(), policies, new_people, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_whatever_order_it_is_read_in_the_sample_is_the_same_and_satisfies_the_policy(known, policy, new, chance):
    check_draw(known, policy, new, chance.sample(known, len(known)))


@pytest.mark.slow
@given(entries(), policies, new_people, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_whatever_order_it_is_read_in_the_sample_is_the_same_at_length(known, policy, new, chance):
    check_draw(known, policy, new, chance.sample(known, len(known)))


def test_the_sample_of_a_seed_is_known_so_that_it_stays_the_same_from_version_to_version():
    known = [entry(number, PEOPLE[number % 4], number % 7) for number in range(30)]
    found = draw("14 July", known, POLICY)
    assert [one.portfolio_id for one in found] == KNOWN
    assert [one.portfolio_id for one in draw("15 July", known, POLICY)] != KNOWN


KNOWN = ["p023", "p009", "p003", "p005", "p011", "p027", "p000", "p022"]

_SCRIPT = """
from tests.core.test_moderation import PEOPLE, POLICY, draw, entry
many = {entry(number, PEOPLE[number % 4], number % 7).portfolio_id: number for number in range(30)}
read = [entry(many[key], PEOPLE[many[key] % 4], many[key] % 7) for key in set(many)]
print(draw("14 July", read, POLICY, set(PEOPLE)))
"""


@pytest.mark.slow
def test_another_process_with_another_hash_seed_draws_the_same():
    said = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1


def test_each_reason_is_given_to_whom_it_is_true_of():
    known = [entry(number, "ann" if number < 20 else "ben", 4) for number in range(21)]
    known[3] = entry(3, score=9)
    known[4] = entry(4, score=1)
    known[5] = entry(5, score=4, unscorable=True)
    known[6] = entry(6, score=4, near_cut=True)
    policy = ModerationSample(share=Fraction(0), minimum=0)
    found = {one.portfolio_id: one.reasons for one in draw("s", known, policy, {"ann"})}
    assert found == {
        "p000": (Pick.NEW_ASSESSOR,), "p001": (Pick.NEW_ASSESSOR,), "p002": (Pick.NEW_ASSESSOR,),
        "p003": (Pick.HIGHEST,), "p004": (Pick.LOWEST,), "p005": (Pick.UNSCORABLE,), "p006": (Pick.NEAR_CUT,),
        "p020": (Pick.EACH_ASSESSOR,),
    }  # fmt: skip


def test_what_a_sample_lacks_is_said_with_whom_it_is_about():
    known = [entry(0), entry(1, "ben", unscorable=True), entry(2, "cleo", 8)]
    lacking = [one for one in requirements(known, POLICY, {"cleo"}, {"p000"}) if not one.met]
    assert [(one.pick, one.assessor) for one in lacking] == [
        (Pick.RANDOM, ""), (Pick.UNSCORABLE, ""), (Pick.HIGHEST, ""), (Pick.NEW_ASSESSOR, "cleo"),
        (Pick.EACH_ASSESSOR, "ben"), (Pick.EACH_ASSESSOR, "cleo"),
    ]  # fmt: skip
    assert "3 wanted, 1 in the sample" in lacking[0].sentence


def test_shares_are_written_as_people_do():
    assert [percent(Fraction(text)) for text in ("1/10", "1/8", "1", "1/3")] == ["10 %", "12.5 %", "100 %", "33.3333 %"]
    assert [sample_size(POLICY, count) for count in (0, 4, 60, 61, 300)] == [0, 4, 6, 7, 30]
