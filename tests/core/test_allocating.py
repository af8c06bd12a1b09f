"""Laws of dividing work: even, allowed, the same on any machine, and as even as the constraints let it be."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.allocating import Job, Worker, divide

PEOPLE = tuple("ABCDE")
SHARES = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(3)])


@st.composite
def work(draw, most: int = 40, people: int = 5):
    names = PEOPLE[: draw(st.integers(1, people))]
    workers = [Worker(name, draw(SHARES), draw(st.integers(0, 4))) for name in names]
    sets = draw(st.lists(st.frozensets(st.sampled_from(names)), max_size=most))
    return [Job(f"p{number}", may) for number, may in enumerate(sets)], workers


def cost(workers, loads: Counter[str]) -> Fraction:
    """What evenness means: the squares of the loads, each over its share."""
    return sum((Fraction((one.load + loads[one.id]) ** 2) / one.share for one in workers if one.share), Fraction(0))


def everybody_may(jobs, workers, seed="x"):
    ids = frozenset(one.id for one in workers)
    return divide([Job(job.portfolio_id, ids) for job in jobs], workers, seed)


def check(jobs, workers) -> None:
    found = divide(jobs, workers, "seed")
    able = {one.id for one in workers if one.share}
    assert set(found) == {job.portfolio_id for job in jobs if job.may & able}
    assert all(found[job.portfolio_id] in job.may & able for job in jobs if job.portfolio_id in found)
    assert divide(jobs, workers, "seed") == found
    even = [Worker(one.id) for one in workers]
    loads = Counter(everybody_may(jobs, even).values())
    counts = [loads[one.id] for one in even]
    assert max(counts) - min(counts) <= 1


@settings(max_examples=60)
@given(work())
def test_work_goes_only_to_who_may_and_evenly_where_nothing_constrains(case):
    check(*case)


@pytest.mark.slow
@settings(max_examples=2000)
@given(work(most=200))
def test_work_goes_only_to_who_may_in_many_cases(case):
    check(*case)


@settings(max_examples=40)
@given(work(most=5, people=4))
def test_no_division_is_more_even(case):
    jobs, workers = case
    found = divide(jobs, workers, "seed")
    able = {one.id for one in workers if one.share}
    choices = [sorted(job.may & able) for job in jobs if job.may & able]
    best = min(cost(workers, Counter(each)) for each in product(*choices))
    assert cost(workers, Counter(found.values())) == best


def test_shares_divide_as_their_words_say():
    workers = [Worker("full"), Worker("half", Fraction(1, 2)), Worker("none", Fraction(0))]
    loads = Counter(everybody_may([Job(f"p{n}", frozenset()) for n in range(30)], workers).values())
    assert loads == {"full": 20, "half": 10}


def test_what_somebody_has_already_counts():
    found = everybody_may([Job(f"p{n}", frozenset()) for n in range(4)], [Worker("A", load=4), Worker("B")])
    assert set(found.values()) == {"B"}
