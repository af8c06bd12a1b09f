"""Laws of the merge: any order, any repetition, any split of the same statements come to the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.statements import CRITERIA, NOON, SUBJECT, forked, head, histories, mark, said, statement

from certdesk.core.merged import HERE, Local, LocalRow
from certdesk.core.merging import by_record, joined, merge, odd_clocks, state_hash
from certdesk.core.statements import read_sealed, seal


def check_any_order(data: st.DataObject) -> None:
    statements, _desks = data.draw(histories(3))
    whole = [said(one) for one in statements]
    again = data.draw(st.lists(st.sampled_from(whole)))
    mixed = data.draw(st.permutations([*whole, *again]))
    cut = data.draw(st.integers(0, len(mixed)))
    packages = [mixed[cut:], mixed[:cut], mixed[: cut // 2]]
    assert state_hash(one for package in packages for one in package) == state_hash(whole)


@given(data=st.data())
@settings(max_examples=25)
def test_order_repetition_and_split_change_nothing(data):
    check_any_order(data)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=1000)
def test_a_thousand_orders_repetitions_and_splits_change_nothing(data):
    check_any_order(data)


def check_model(history: tuple[object, tuple[object, ...]]) -> None:
    """After everybody took in everything, the model and the merge hold the same versions of every row."""
    statements, desks = history
    merged = merge([said(one) for one in statements])
    last = desks[0]
    for _round in range(2):
        for one in desks:
            for other in desks:
                if one is not other:
                    one.take(other)
    for criterion in CRITERIA:
        place = mark(criterion, 1, "A", 1).place
        expected = last.rows.get(criterion, {})
        assert {(v.epoch, v.seq) for v in merged.versions.get(place, ())} == set(expected)
        values = set(expected.values())
        clash = next((each for each in merged.clashes if each.place == place), None)
        assert (clash is not None) == (len(values) > 1)
        if clash:
            assert len(clash.sides) == len(values)


@given(history=histories())
@settings(max_examples=40)
def test_two_laptops_merge_row_by_row_as_the_model_says(history):
    check_model(history)


@pytest.mark.slow
@given(history=histories(3))
@settings(max_examples=1000)
def test_three_laptops_merge_as_the_model_says(history):
    check_model(history)


@given(history=histories(), level=st.integers(5, 9), extra=st.permutations(range(6)))
@settings(max_examples=15)
def test_a_number_given_twice_is_kept_and_shown_in_any_order(history, level, extra):
    statements, _desks = history
    twin = next(one for one in statements if any(row.table == "mark" for row in one.rows))
    other = forked(twin, level)
    everybody = [said(one) for one in (*statements, other)]
    mixed = [everybody[place % len(everybody)] for place in extra]
    merged = merge(everybody)
    assert state_hash([*mixed, *everybody]) == state_hash(everybody)
    assert {said(twin).hash, said(other).hash} in [set(fork.hashes) for fork in merged.forks]
    assert {said(twin).hash, said(other).hash} <= set(merged.heads)


@given(history=histories(), hours=st.integers(-50, 50))
@settings(max_examples=10)
def test_no_clock_decides(history, hours):
    from dataclasses import replace

    statements, _desks = history
    skewed = [said(replace(one, at=one.at + timedelta(hours=hours * place))) for place, one in enumerate(statements)]
    there, straight = merge(skewed), merge([said(one) for one in statements])
    assert (there.rows, there.versions) == (straight.rows, straight.versions)
    assert len(there.clashes) == len(straight.clashes)


def test_odd_clocks_are_flagged_and_decide_nothing():
    from dataclasses import replace

    first = statement("A", 5, (head("ben", "A", 1), mark("T1", 1, "A", 5)))
    older = replace(
        statement("B", 2, (head("ben", "A", 1), mark("T1", 2, "B", 2)), {"A": 5}), at=NOON - timedelta(days=400)
    )
    future = replace(
        statement("A", 9, (head("ben", "A", 1), mark("T1", 2, "B", 2)), {"B": 2}), at=NOON + timedelta(days=9)
    )
    everybody = [said(one) for one in (first, older, future)]
    found = {odd.hash: odd.backwards for odd in odd_clocks(everybody, NOON + timedelta(hours=1))}
    assert found == {said(older).hash: True, said(future).hash: False}
    assert merge(everybody).heads == (said(future).hash,)


def test_what_was_changed_on_both_clashes_and_the_rest_comes_together():
    base = (head("ben", "A", 1), mark("T1", 1, "A", 2), mark("T2", 1, "A", 3))
    a = statement("A", 4, (base[0], mark("T1", 3, "A", 4), base[2]))
    b = statement("B", 7, (base[0], mark("T1", 4, "B", 7), mark("T2", 2, "B", 6)), {"A": 3})
    merged = merge([said(a), said(b)])
    assert merged.rows[base[2].place]["level"] == "2"
    (clash,) = merged.clashes
    assert [side.row["level"] for side in clash.sides] == ["4", "3"]
    chosen = statement("A", 9, (base[0], mark("T1", 3, "A", 9), mark("T2", 2, "B", 6)), {"B": 7})
    decided = merge([said(a), said(b), said(chosen)])
    assert not decided.clashes
    assert decided.rows[base[1].place]["level"] == "3"


def test_a_mark_removed_on_one_laptop_and_changed_on_the_other_clashes():
    base = (head("ben", "A", 1), mark("T1", 1, "A", 2))
    a = statement("A", 4, (base[0], mark("T1", None, "A", 4)))
    b = statement("B", 7, (base[0], mark("T1", 4, "B", 7)), {"A": 2})
    (clash,) = merge([said(a), said(b)]).clashes
    assert [side.row and side.row["level"] for side in clash.sides] == ["4", None]


def test_what_was_signed_stands_against_what_the_other_laptop_changed_without_knowing():
    opened, t1 = head("ben", "A", 1), mark("T1", 1, "A", 2)
    signed = statement("A", 5, (head("ben", "A", 5, "signed"), t1))
    other = statement("B", 9, (opened, mark("T1", 4, "B", 8), mark("T3", 2, "B", 9)), {"A": 2})
    merged = merge([said(signed), said(other)])
    assert merged.rows[opened.place]["state"] == "signed"
    assert merged.rows[t1.place]["level"] == "1"
    assert merged.rows[mark("T3", 2, "B", 9).place] is None
    assert {clash.place[1].split('"')[-2] for clash in merged.clashes} == {"T1", "T3"}


def test_a_record_has_one_writer():
    mine = statement("A", 5, (head("ben", "A", 1), mark("T1", 1, "A", 5)))
    his = statement("X", 9, (head("ben", "A", 1), mark("T1", 4, "X", 9)), {"A": 5}, person="cleo")
    merged = merge([said(mine), said(his)])
    assert merged.writer == "ben"
    assert merged.foreign == (said(his).hash,)
    assert merged.rows[mark("T1", 1, "A", 5).place]["level"] == "1"


def test_a_fork_is_settled_by_whoever_names_both():
    from dataclasses import replace

    one = statement("A", 5, (head("ben", "A", 1), mark("T1", 1, "A", 5)))
    two = forked(one, 4)
    later = statement("A", 6, (head("ben", "A", 1), mark("T1", 1, "A", 5), mark("T2", 2, "A", 6)))
    kept = merge([said(one), said(two), said(later)])
    assert len(kept.forks) == len(kept.clashes) == 1
    settling = replace(
        statement("A", 8, (head("ben", "A", 1), mark("T1", 4, "A", 8), mark("T2", 2, "A", 6))),
        settles=(said(one).hash, said(two).hash),
    )
    settled = merge([said(one), said(two), said(later), said(settling)])
    assert (settled.forks, settled.clashes, settled.heads) == ((), (), (said(settling).hash,))


def test_what_was_changed_here_without_knowing_stands_beside_what_comes():
    opened, t1 = head("ben", "A", 1), mark("T1", 1, "A", 2)
    other = statement("B", 7, (opened, mark("T1", 4, "B", 7)), {"A": 2})
    mine = LocalRow(mark("T1", 3, "A", 5), NOON, {"A": 5})
    (clash,) = merge([said(other)], Local({t1.place: mine}, {"A": 5})).clashes
    assert {(side.of == HERE, side.row["level"]) for side in clash.sides} == {(True, "3"), (False, "4")}
    knowing = LocalRow(mine.version, NOON, {"A": 5, "B": 7})
    assert not merge([said(other)], Local({t1.place: knowing}, {"A": 5})).clashes


def test_statements_travel_byte_for_byte_and_their_records_are_told_apart():
    one = statement("A", 5, (head("ben", "A", 1), mark("T1", None, "A", 5)))
    sealed = seal(one)
    assert read_sealed(sealed.text) == sealed
    assert list(by_record([said(one), said(one)])) == [("assessment", SUBJECT, "")]
    assert joined([{"A": 1, "B": 2}, {"A": 3}]) == {"A": 3, "B": 2}
