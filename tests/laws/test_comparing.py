"""A comparison misses nothing: it has no lines exactly when two versions say the same."""

from __future__ import annotations

import copy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.core.samples import built_in
from tests.laws.test_plain import rubrics as contradictory
from tests.support.any_rubric import rubrics as written

from certdesk.core.comparing_versions import compare
from certdesk.core.plain import from_plain, to_plain
from certdesk.core.reimporting import as_next_version
from certdesk.core.rubric import Alignment, Cap, EvidenceRule, ExternalId, Level, Rubric, Translation
from certdesk.core.side_by_side import side_by_side

Path = tuple[str | int, ...]


drafts = contradictory | written()


def full() -> Rubric:
    """A rubric that uses everything that a rubric can hold."""
    rubric = built_in("stem_teaching")
    first = replace(
        rubric.criteria[0],
        own_levels=(Level(Fraction(1), "no", "No", "Not there"), Level(Fraction(2), "yes", "Yes", "There")),
        own_standard=Fraction(2),
        alignments=(Alignment("NGSS", "MS-1", "Ask", "u1"), Alignment("NGSS", "MS-2", "Plan", "u2")),
        caps=(Cap("no_second_person", Fraction(2), "Nobody else speaks."),),
        required=(EvidenceRule("plan", 1, (("max_pages", Fraction(4)),), "signed"), EvidenceRule("video")),
    )
    return replace(
        rubric,
        criteria=(first, *rubric.criteria[1:]),
        translations=(Translation("fr", {"title": "Certificat"}), Translation("sw", {"title": "Cheti"})),
        external=(ExternalId("canvas", "", "7"), ExternalId("canvas", "T1", "8")),
        remarks={"": "Ours", "decision": "Agreed in May"},
        decision=replace(rubric.decision, unscorable_in_section={"A": 1}),
    )


FULL = full()
PLAIN = to_plain(FULL)
IDENTITY = {"is", "id", "version", "based_on"}


def paths(plain: Any, here: Path = ()) -> list[Path]:
    """Every place of the rubric that holds a single value, but for ids and versions."""
    if isinstance(plain, dict):
        return [path for name in plain if name not in IDENTITY for path in paths(plain[name], (*here, name))]
    if isinstance(plain, list):
        return [path for number, value in enumerate(plain) for path in paths(value, (*here, number))]
    return [here]


def lists(plain: Any, here: Path = ()) -> list[Path]:
    """Every place that holds a list of two or more."""
    found: list[Path] = []
    if isinstance(plain, dict):
        found = [path for name in plain for path in lists(plain[name], (*here, name))]
    if isinstance(plain, list):
        found = [path for number, value in enumerate(plain) for path in lists(value, (*here, number))]
        found += [here] if len(plain) > 1 else []
    return found


def at(plain: Any, path: Path) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def another(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return 1
    return str(Fraction(value) + 1) if value.lstrip("-").replace("/", "").isdecimal() else f"{value} more"


def test_each_single_value_that_differs_is_told():
    for path in paths(PLAIN):
        plain = copy.deepcopy(PLAIN)
        at(plain, path[:-1])[path[-1]] = another(at(plain, path))
        try:
            other = from_plain(Rubric, plain)
        except (KeyError, TypeError, ValueError):
            continue
        told = [line.place for line in compare(FULL, other).lines]
        assert told, path
        assert "" not in told, path


@settings(deadline=None)
@given(st.data())
def test_lists_that_are_shorter_or_in_another_order_are_told(data):
    plain = copy.deepcopy(PLAIN)
    for _time in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(lists(PLAIN)))
        try:
            values = at(plain, path)
        except (IndexError, KeyError):
            continue
        if len(values) > 1 and data.draw(st.booleans()):
            values.append(values.pop(0))
        elif values:
            values.pop(data.draw(st.integers(0, len(values) - 1)))
    try:
        other = from_plain(Rubric, plain)
    except (KeyError, TypeError, ValueError):
        assume(False)
    assert bool(compare(FULL, other).lines) == (other != FULL)
    assert bool(compare(other, FULL).lines) == (other != FULL)
    assert compare(FULL, other).kind is compare(other, FULL).kind


@pytest.mark.parametrize("name", ["stem_teaching", "stem_coordinator", "stem_lesson_practice"])
def test_a_version_does_not_differ_from_itself(name):
    rubric = built_in(name)
    assert not compare(rubric, replace(from_plain(Rubric, to_plain(rubric)), version="3", based_on="2")).lines


@settings(max_examples=15, deadline=None)
@given(drafts, drafts, st.booleans())
def test_whatever_drafts_hold_they_can_be_compared(one, other, merged):
    if merged:
        # Mostly the same: only the criteria, or only the rules, are another draft's.
        other = replace(one, criteria=other.criteria, decision=other.decision, scale=other.scale)
    difference = compare(one, other)
    assert bool(difference.lines) == (replace(one, version="", based_on="") != replace(other, version="", based_on=""))
    groups = side_by_side(one, other, difference)
    assert sum(len(group.pairs) for group in groups) == len(difference.lines)
    everything = side_by_side(one, other, difference, everything=True)
    assert sum(len(group.pairs) for group in everything) >= len(difference.lines)


@settings(max_examples=12, deadline=None)
@given(drafts, drafts)
def test_a_file_from_elsewhere_always_makes_a_next_version(incoming, known):
    for whole in (False, True):
        following = as_next_version(incoming, known, whole=whole)
        assert (following.id, following.based_on) == (known.id, known.version)
        assert len(following.criteria) == len(incoming.criteria)
