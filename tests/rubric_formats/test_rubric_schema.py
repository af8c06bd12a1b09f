"""The schema that editors check our rubric files by says the same as our own reader."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests.rubric_formats.samples import SMALL, broken
from tests.support.any_rubric import rubrics

from certdesk import shipped
from certdesk.rubric_formats.all_formats import format_called

SCHEMA = json.loads((shipped.resources() / "certdesk-rubric.schema.json").read_text("utf-8"))
CHECK = Draft202012Validator(SCHEMA)


def mistakes(text: str) -> list[str]:
    values = YAML(typ="safe", pure=True).load(io.StringIO(text))
    return [error.message for error in CHECK.iter_errors(with_text_names(values))]


def with_text_names(value: object) -> object:
    """As JSON has it: names of fields are texts."""
    if isinstance(value, dict):
        return {str(name): with_text_names(part) for name, part in value.items()}
    return [with_text_names(part) for part in value] if isinstance(value, list) else value


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(shipped.rubrics().glob("stem_*.yaml")), ids=lambda path: path.stem)
def test_our_own_rubrics_follow_it(path):
    assert mistakes(path.read_text("utf-8")) == []


def test_what_is_no_part_of_a_rubric_is_named():
    [mistake] = mistakes(SMALL)
    assert "'colour_of_the_day' was unexpected" in mistake


@settings(max_examples=10, deadline=None, derandomize=True)
@given(rubrics())
def test_what_we_write_follows_it(rubric):
    assert mistakes(format_called("certdesk").write(rubric).decode()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight: 0.1", "weight: heavy"),
        ("critical: true", "critical: perhaps"),
        ("weighted_mean_at_least: 1.70", "weigthed_mean_at_least: 1.70"),
        ("{floors_met: true}", "{floors_met: true, every_criterion_at_least: 1}"),
        ("{level: 2, count_at_least: 1, count_at_most: 2}", "{level: 2}"),
        ("valid_years: 3", "valid_years: 0"),
        ("certdesk.rubric/1", "certdesk.rubric/2"),
        ("method: weighted_mean", "method: median"),
    ],
)
def test_what_our_reader_refuses_it_refuses_too(old, new):
    small = SMALL.replace("    colour_of_the_day: blue\n", "")
    assert mistakes(small) == []
    assert mistakes(broken(old, new).replace("    colour_of_the_day: blue\n", "")) != []
