"""Laws of desks that exchange packages: any split in any order comes to the same, twice changes nothing, and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.building import level, put_portfolio
from tests.support.desks import ADA, BEN, LEA, DeskOf, desk
from tests.support.fixtures import begun
from tests.support.folders import fast_folder

from certdesk.actions.merging_in import Incoming
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.taking_back import take_back
from certdesk.core.statements import Sealed
from certdesk.store.rebuilding import rebuild, snapshot

CODES = ("P-001", "P-002")
HISTORY = {"exchange", "exchange_statement"}
LOCAL = HISTORY | {"statement", "card"}


@contextmanager
def two_desks() -> Iterator[tuple[DeskOf, DeskOf]]:
    """Ada with two portfolios and Ben, who has begun to assess them."""
    with ExitStack() as stack:
        folder = stack.enter_context(fast_folder())
        ada, ben = desk(folder / "ada", ADA), desk(folder / "ben", BEN)
        stack.callback(ada.workspace.close)
        stack.callback(ben.workspace.close)
        ada.knows(ben)
        ben.knows(ada)
        for code in CODES:
            put_portfolio(ada.workspace, code)
        ben.takes(ada.package(ada.says([f"portfolio-{code}" for code in CODES])))
        yield ada, ben


@pytest.fixture(scope="module")
def desks() -> Iterator[tuple[DeskOf, DeskOf]]:
    with two_desks() as made:
        yield made


def rows(one: DeskOf, without: set[str] = HISTORY) -> dict[str, object]:
    return {table: found for table, found in snapshot(one.workspace.db).items() if table not in without}


def check(ada: DeskOf, ben: DeskOf, marks: list[tuple[str, str, int]], seed: int) -> None:
    """Ben marks and says so; two fresh desks take it in, one at once, the other split and shuffled."""
    portfolios = [f"portfolio-{code}" for code in CODES]
    said = list(ada.says(portfolios))
    for code, criterion, value in marks:
        mark_criterion(ben.workspace, begun(ben.workspace, code), criterion, level(value))
        said += ben.says(portfolios)
    chance = Random(seed)
    mixed = chance.sample(said, len(said))
    cut = chance.randint(0, len(mixed))
    parts = (mixed[cut:], mixed[:cut])
    with fast_folder() as folder, ExitStack() as stack:
        one, two = (desk(folder / name, LEA, rubric=False).knows(ada, ben) for name in ("one", "two"))
        stack.callback(one.workspace.close)
        stack.callback(two.workspace.close)
        before = rows(two)
        one.takes(_together(ada, ben, said, "all"))
        receipts = [two.takes(_together(ada, ben, part, str(place))) for place, part in enumerate(parts)]
        assert rows(one, LOCAL) == rows(two, LOCAL)
        again = [two.takes(_together(ada, ben, part, "again")) for part in parts]
        assert not any(receipt.taken for receipt in again)
        assert snapshot(rebuild(two.workspace.db)) == snapshot(two.workspace.db)
        if receipts[0].held:
            return  # came in with the second package, and judges what that brought
        for exchange_id in dict.fromkeys(one.exchange_id for one in (*again, receipts[1], receipts[0])):
            take_back(two.workspace, exchange_id)
        assert rows(two) == before


def _together(ada: DeskOf, ben: DeskOf, statements: list[Sealed], name: str) -> Incoming:
    package = ada.package(statements, name)
    return replace(package, cards=(ada.card.text, ben.card.text))


MARKS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(("T1", "T2")), st.integers(1, 4)), min_size=1, max_size=4
)


@given(marks=MARKS, seed=st.integers(0, 9999))
@settings(max_examples=3)
def test_desks_agree_whatever_way_packages_come(desks, marks, seed):
    check(*desks, marks, seed)


@pytest.mark.slow
@given(marks=MARKS, seed=st.integers(0, 9999))
@settings(max_examples=100)
def test_desks_agree_in_a_hundred_ways(desks, marks, seed):
    check(*desks, marks, seed)
