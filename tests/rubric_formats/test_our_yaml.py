from fractions import Fraction

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rubric_formats.samples import SMALL, broken

from certdesk import shipped
from certdesk.core import conditions as rule
from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.examples import check_examples
from certdesk.core.fields import LONGEST_TEXT
from certdesk.core.importing import Verdict
from certdesk.core.plain import dumps, loads
from certdesk.core.rubric import Cap, CertificateTerm, EvidenceRule, Rubric
from certdesk.plain_yaml import parse_yaml
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.our_yaml import our_yaml, read_rubric

BUILT_IN = sorted(shipped.rubrics().glob("stem_*.yaml"))


def read(text: str) -> Rubric:
    return read_rubric(text, name="small.yaml")


def refused(text: str) -> RubricError:
    with pytest.raises(RubricError) as caught:
        read(text)
    return caught.value


def told_about(text: str) -> str:
    """What a person is told about any text at all; other exceptions than our own come through."""
    try:
        return f"read: {read(text).id}"
    except CertDeskError as error:
        return str(error)


def test_everything_in_a_rubric_file_arrives():
    rubric = read(SMALL)
    assert (rubric.id, rubric.version, rubric.language, rubric.title) == ("small", "1.2.0", "en", "Small rubric")
    assert [(level.value, level.key, level.label, level.meaning) for level in rubric.scale.levels] == [
        (1, "low", "Low", ""),
        (2, "high", "High", "Good enough"),
    ]
    assert (rubric.scale.standard, rubric.scale.not_observed_at_most, rubric.scale.half_levels) == (2, 1, False)
    assert rubric.scale.never_not_observed == {"A2"}
    first, second = rubric.criteria
    assert (first.weight, first.floor, first.critical) == (Fraction(1, 10), 1, False)
    assert first.required == (EvidenceRule("lesson_video", 2, (("min_minutes", Fraction(15, 2)),), "whole"),)
    assert first.accepted == ("photo",)
    assert first.descriptors == {Fraction(1): "no", Fraction(2): "yes"}
    assert first.caps == (Cap("alone", Fraction(1), "Nobody else saw it"),)
    assert (second.weight, second.floor, second.critical) == (Fraction(1, 5), 2, True)
    assert second.descriptors == {Fraction(1): "off", Fraction(2): "on"}
    assert rubric.certificate == CertificateTerm(3, 6, "again")


def test_every_kind_of_condition_arrives():
    decision = read(SMALL).decision
    top, rest = decision.outcomes
    assert top.conditions == (
        rule.MeanAtLeast(Fraction("1.7")),
        rule.TotalAtLeast(Fraction("0.5"), weighted=False),
        rule.EveryCriterionAtLeast(Fraction(1)),
        rule.FloorsMet(),
        rule.BelowFloorAtMost(0),
        rule.CriticalAtLeast(Fraction(2)),
        rule.SectionMeanAtLeast("A", Fraction("1.65")),
        rule.CountAtLevel(Fraction(2), 1, 2),
        rule.MeanAtLeast(Fraction("1.5"), weighted=False),
        rule.TotalAtLeast(Fraction("0.25")),
        rule.SectionTotalAtLeast("A", Fraction("0.125")),
        rule.SectionTotalAtLeast("A", Fraction(2), weighted=False),
        rule.CountAtLevel(Fraction(1), at_least=2, comparing=rule.Comparing.OR_ABOVE),
        rule.CountAtLevel(Fraction(1), at_most=0, comparing=rule.Comparing.OR_BELOW),
        rule.NamedAtLeast(("A1", "A2"), Fraction(1)),
        rule.NotObservedAtMost(0),
        rule.BankedAtMost(3),
    )
    assert top.certifies
    assert (rest.certifies, rest.banks_from, rest.banks_months, rest.conditions) == (False, 2, 18, ())
    assert (decision.unscorable_at_least, decision.unscorable_in_section, decision.display_decimals) == (2, {"A": 1}, 3)


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_our_own_rubrics_load_and_their_examples_pass(path):
    rubric = read_rubric(path.read_text("utf-8"), name=path.name)
    check_examples(rubric)
    assert sum(criterion.weight for criterion in rubric.criteria) in {15, 100}
    assert all(criterion.question for criterion in rubric.criteria)
    assert all(len(criterion.descriptors) == 4 for criterion in rubric.criteria)


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_a_rubric_comes_back_from_the_database_as_it_went_in(path):
    rubric = read_rubric(path.read_text("utf-8"), name=path.name)
    assert loads(Rubric, dumps(rubric)) == rubric
    assert dumps(loads(Rubric, dumps(rubric))) == dumps(rubric)


def test_weights_of_a_tenth_stay_exact():
    assert sum(criterion.weight for criterion in read(SMALL).criteria) == Fraction(3, 10)


def test_words_like_no_and_off_are_texts_and_not_truth_values():
    text = broken("{A1: 2, A2: 1}", "{A1: NO, A2: 1}")
    assert read(text).examples[0].marks == {"A1": "NO", "A2": "1"}


def test_fields_that_this_version_does_not_know_are_left_alone_outside_the_decision():
    assert read(SMALL.replace("schema:", "video: {role: main, clips: [1, 2]}\nschema:")).id == "small"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: First", "tilte: First", "small.yaml, criterion A1: “title” is missing."),
        ("id: small\n", "", "small.yaml: “id” is missing."),
        ("weight: 0.1", "weight: heavy", "small.yaml, criterion A1: “weight” is “heavy”, which is not a number."),
        ("weight: 0.1", "weight: 1e3", "small.yaml, criterion A1: “weight” is “1e3”, which is not a number."),
        ("weight: 0.1", "weight: [1]", "small.yaml, criterion A1: “weight” must be a text."),
        ("weight: 0.1", "weight: -1", "small.yaml: Criterion A1: the weight must be more than nothing."),
        ("critical: true", "critical: perhaps", "small.yaml, criterion A2: “critical” must be true or false."),
        ("{1: no, 2: yes}", "{1: no}", "small.yaml: Criterion A1: there is no descriptor for level 2."),
        (
            "{1: no, 2: yes}",
            "{1: no, two: yes}",
            "small.yaml, criterion A1, levels: “level” is “two”, which is not a number.",
        ),
        ("floor: 2", "floor: 1.5", "small.yaml: Criterion A2: the floor is not one of the levels."),
        ("max_level: 1", "max_level: 9", "small.yaml: Criterion A1: a cap is not one of the levels."),
        ("min: 2,", "min: 0,", "small.yaml, criterion A1, evidence, required evidence 1: “min” must be a whole number"),
        (
            "note: whole",
            "note: some, names removed",
            "small.yaml, criterion A1, evidence, required evidence 1: “names removed” has no value.",
        ),
        (
            "weighted_mean_at_least: 1.70",
            "weigthed_mean_at_least: 1.70",
            "small.yaml, decision, outcome top, condition 1: “weigthed_mean_at_least” is not known here.",
        ),
        (
            "{floors_met: true}",
            "{floors_met: false}",
            "small.yaml, decision, outcome top, condition 4: “floors_met” can only be true.",
        ),
        (
            "{floors_met: true}",
            "{floors_met: true, every_criterion_at_least: 1}",
            "small.yaml, decision, outcome top, condition 4: each condition stands on its own.",
        ),
        ("{floors_met: true}", "{}", "small.yaml, decision, outcome top, condition 4: each condition stands on its"),
        (
            "{floors_met: true}",
            "floors_met",
            "small.yaml, decision, outcome top: “all” must hold fields with values.",
        ),
        (
            "{level: 2, count_at_least: 1, count_at_most: 2}",
            "{level: 2}",
            "small.yaml, decision, outcome top, condition 8, criteria_at_level: it counts, but asks for nothing.",
        ),
        (
            "count_at_least: 1,",
            "at_least: 1,",
            "small.yaml, decision, outcome top, condition 8, criteria_at_level: “at_least” is not known here.",
        ),
        (
            "{section_mean_at_least: {A: 1.65}}",
            "{section_mean_at_least: {}}",
            "small.yaml, decision, outcome top, condition 7: “section_mean_at_least” names no section.",
        ),
        (
            "{section_mean_at_least: {A: 1.65}}",
            "{section_mean_at_least: {Q: 1.65}}",
            "small.yaml: Result “Top” asks for a mean of section Q, which does not exist.",
        ),
        (
            "certifies: true",
            "certifys: true",
            "small.yaml, decision, outcome top: “certifys” is not known here.",
        ),
        ("method: weighted_mean", "method: median", "small.yaml, decision, score: “method” can't be “median”."),
        ("compare: exact", "compare: rounded", "small.yaml, decision, score: “compare” can't be “rounded”."),
        ("incomplete_if:", "incomplete_when:", "small.yaml, decision: “incomplete_when” is not known here."),
        ("valid_years: 3", "valid_years: 0", "small.yaml, certificate: “valid_years” must be a whole number from 1"),
        ('mean: "4/3"', "mean: good", "small.yaml, worked example “split”: “mean” is “good”, which is not a number."),
        ("{A1: 2, A2: 1}", "{A9: 2}", "small.yaml: Worked example “split” marks A9, which is not a criterion."),
        ("never_for: [A2]", "never_for: []", "small.yaml: Criterion A2 is critical, so it must be named"),
        ("standard_level: 2", "standard_level: 3", "small.yaml: The standard level is not one of the levels."),
        ("certdesk.rubric/1", "certdesk.rubric/2", "small.yaml: it is written for a newer CertDesk"),
        ("certdesk.rubric/1", "other/1", "small.yaml: “schema” must be “certdesk.rubric/1”."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place_and_what_to_do(old, new, told):
    error = refused(broken(old, new))
    assert str(error).startswith(told)
    assert error.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "small.yaml holds no fields at all."),
        ("- a\n- b", "small.yaml holds no fields at all."),
        ("just words", "small.yaml holds no fields at all."),
        ("a: [1, 2", "small.yaml, line 2: this is not valid YAML"),
        ("a: 1\n b: 2", "small.yaml, line 2: this is not valid YAML"),
        ("a: 1\na: 2", "small.yaml, line 2: “a” appears twice."),
        ("a: &x [1]\nb: *x", "small.yaml, line 2: references with & and * are not allowed here."),
        ("a: 1\n---\nb: 2", "small.yaml, line 2: a second document begins."),
        ("? [a]\n: b", "small.yaml, line 1: a name before a colon must be a plain word."),
        ("a: " + "[" * 30 + "]" * 30, "small.yaml, line 1: there is too much in it."),
        ("a: \x00", "small.yaml: there are characters in it that no text file should have."),
        ("a: \ud800", "small.yaml: there are characters in it that no text file should have."),
    ],
)
def test_broken_yaml_is_told_with_its_line(text, told):
    assert str(refused(text)).startswith(told)


@pytest.mark.timeout(10)
def test_a_billion_laughs_are_refused_at_once():
    layers = "\n".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]" for n in range(9))
    assert "references" in str(refused(f"a0: &a0 [lol]\n{layers}"))


@pytest.mark.timeout(10)
def test_a_flood_of_values_is_refused():
    assert "too much in it" in str(refused("a: [" + "1," * 120_000 + "1]"))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300) | st.from_regex(r"[\[\]{}:,&*!|>?%@`'\"# \n\ta-z0-9-]{0,80}", fullmatch=True))
def test_any_text_is_a_rubric_or_a_clear_error(text):
    assert told_about(text).startswith("small.yaml")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_rubric_with_any_line_changed_is_a_rubric_or_a_clear_error(data):
    lines = SMALL.splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = data.draw(
        st.sampled_from(["", "  - ", lines[place][2:], lines[place].replace(":", ""), lines[place] + " x: y"])
        | st.text(max_size=40)
    )
    assert told_about("\n".join(lines)).startswith(("small.yaml", "read: small"))


@pytest.mark.parametrize("place", ["question", "look_for", "descriptor", "title"])
def test_a_text_that_is_too_long_is_said_as_a_row_and_left_out(place: str) -> None:
    long = "x" * (LONGEST_TEXT + 1)
    plain = parse_yaml(SMALL, "small.yaml", RubricError)
    assert isinstance(plain, dict)
    criteria = plain["criteria"]
    assert isinstance(criteria, list)
    first = criteria[0]
    assert isinstance(first, dict)
    match place:
        case "look_for":
            first["look_for"] = ["short", long]
        case "descriptor":
            first["levels"] = {"1": "no", "2": long}
        case _:
            first[place] = long
    source = Source("small.yaml", yaml.safe_dump(plain, allow_unicode=True).encode())
    reading = our_yaml().read(source, {})
    assert [criterion.id for criterion in reading.rubrics[0].criteria] == ["A2"]
    (said,) = [row for row in reading.rows if row.verdict is Verdict.SKIPPED and "20000" in row.reason]
    assert said.what == "A1"
