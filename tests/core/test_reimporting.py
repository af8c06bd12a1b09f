"""A file from elsewhere as the next version of what is here: nothing that it can't say gets lost."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from certdesk.core import conditions as rule
from certdesk.core.comparing_versions import compare
from certdesk.core.reimporting import as_next_version, known_again, same_criteria, with_criteria_renamed
from certdesk.core.rubric import ExternalId, Rubric, Section, Translation, WorkedExample
from certdesk.rubric_formats.all_formats import format_called
from certdesk.rubric_formats.format import Source

from .samples import built_in, criterion, outcome, rubric


@pytest.fixture(scope="module")
def teaching() -> Rubric:
    return built_in("stem_teaching")


@pytest.mark.parametrize("format_id", ["canvas", "csv", "xlsx", "moodle", "turnitin", "ora2-xml", "ora2-json", "case"])
def test_a_rubric_that_went_to_another_system_and_back_is_known_again(teaching, format_id):
    one = format_called(format_id)
    assert one.write is not None
    (incoming,) = one.read(Source(f"there{one.suffix}", one.write(teaching)), {}).rubrics
    here = known_again(incoming, (built_in("stem_coordinator"), teaching), whole=False)
    assert here is teaching
    following = as_next_version(incoming, here, whole=False)
    assert {line.place for line in compare(teaching, following).lines} <= {"external"}
    assert (following.version, following.based_on) == ("1.0.1", "1.0.0")


def test_our_own_files_are_known_by_their_id_alone(teaching):
    assert known_again(replace(teaching, id="another"), (teaching,), whole=True) is None
    assert known_again(replace(teaching, title="Renamed"), (teaching,), whole=True) is teaching


def test_a_title_that_two_rubrics_have_tells_nothing(teaching):
    twin = replace(teaching, id="twin")
    assert known_again(replace(teaching, id="from-elsewhere"), (teaching, twin), whole=False) is None


def test_a_new_criterion_gets_an_id_that_nothing_here_has():
    known = rubric()
    incoming = replace(
        known, criteria=(*(replace(one, id=f"C{n}") for n, one in enumerate(known.criteria)), criterion("A1", "A"))
    )
    incoming = replace(incoming, criteria=(*incoming.criteria[:-1], replace(incoming.criteria[-1], title="New")))
    ids = same_criteria(incoming, known, by_id=False)
    assert ids == {"C0": "A1", "C1": "A2", "C2": "B1", "C3": "B2", "A1": "A1-2"}


def test_a_new_criterion_stands_in_the_section_of_the_one_before_it():
    known = rubric()
    new = replace(criterion("X", "all"), title="New")
    criteria = (
        *(replace(one, section="all") for one in known.criteria[:3]),
        new,
        replace(known.criteria[3], section="all"),
    )
    incoming = replace(
        known, criteria=criteria, sections=(Section("all", "Criteria", tuple(one.id for one in criteria)),)
    )
    following = as_next_version(incoming, known, whole=False)
    assert [(one.id, one.criteria) for one in following.sections] == [("A", ("A1", "A2")), ("B", ("B1", "X", "B2"))]
    assert following.criterion("X").section == "B"


def test_criteria_are_renamed_wherever_they_are_named():
    one = rubric(outcome("pass", rule.NamedAtLeast(("A1", "B1"), Fraction(3))), never_not_observed=frozenset({"A2"}))
    one = replace(
        one,
        examples=(WorkedExample("x", {"A1": "3"}, Fraction(3), "pass"),),
        translations=(Translation("fr", {"criterion/A1/title": "Parler", "title": "Petit"}),),
        external=(ExternalId("canvas", "A1/3", "7"), ExternalId("canvas", "", "9")),
        remarks={"criteria/A1": "Agreed in May"},
    )
    there = with_criteria_renamed(one, {"A1": "A2", "A2": "A1"})
    assert there.sections[0].criteria == ("A2", "A1")
    assert there.scale.never_not_observed == {"A1"}
    assert there.decision.outcomes[0].conditions == (rule.NamedAtLeast(("A2", "B1"), Fraction(3)),)
    assert there.examples[0].marks == {"A2": "3"}
    assert there.translations[0].texts == {"criterion/A2/title": "Parler", "title": "Petit"}
    assert there.external == (ExternalId("canvas", "A2/3", "7"), ExternalId("canvas", "", "9"))
    assert there.remarks == {"criteria/A2": "Agreed in May"}
    assert not compare(one, with_criteria_renamed(there, {"A1": "A2", "A2": "A1"})).lines
