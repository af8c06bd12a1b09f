"""Our own file, written: in the same order always, with its comments, and read leniently as a draft."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from tests.rubric_formats.reading_files import skipped
from tests.rubric_formats.samples import SMALL

from certdesk import shipped
from certdesk.core.errors import RubricError
from certdesk.core.importing import Reading, Verdict
from certdesk.core.rubric import Alignment, ExternalId, Level, Rubric, Translation
from certdesk.rubric_formats.all_formats import format_called, recognise
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.our_yaml import read_rubric

OURS = format_called("certdesk")
BUILT_IN = sorted(shipped.rubrics().glob("stem_*.yaml"))


def read(text: str) -> Reading:
    return OURS.read(Source("small.yaml", text.encode()), {})


def small() -> Rubric:
    return read_rubric(SMALL, name="small.yaml")


def words(text: str) -> list[str]:
    """The words of a file, however its lines are folded and its values quoted."""
    return [word.strip("\"'[]{},:>|-#") for word in text.split() if word.strip("\"'[]{},:>|-#")]


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda path: path.stem)
def test_our_own_rubrics_survive_and_hardly_change(path):
    text = path.read_text("utf-8")
    rubric = read_rubric(text, name=path.name)
    written = OURS.write(rubric).decode()
    assert read_rubric(written, name=path.name) == rubric
    assert OURS.write(read_rubric(written, name=path.name)).decode() == written
    assert max(len(line) for line in written.splitlines() if "{" not in line and "#" not in line) <= 120
    without_notes = re.sub(r"^video:\n(  .*\n)+", "", text, flags=re.MULTILINE)
    before, after = Counter(words(without_notes)), Counter(words(written))
    assert (before - after).total() + (after - before).total() < 0.03 * before.total()


def test_remarks_stay_with_their_part_when_parts_move():
    text = SMALL.replace("  - id: A1\n", "  # About the first.\n  # It matters.\n  - id: A1  # never renamed\n")
    rubric = read_rubric("# Whose rubric this is.\n\n" + text + "# The end.\n", name="small.yaml")
    assert rubric.remarks == {
        "": "Whose rubric this is.",
        "criteria/A1": "About the first.\nIt matters.",
        "criteria/A1/id#": "never renamed",
        "end": "The end.",
    }
    turned = replace(rubric, criteria=rubric.criteria[::-1])
    written = OURS.write(turned).decode()
    assert written.startswith("# Whose rubric this is.\nschema:")
    assert "\n\n  # About the first.\n  # It matters.\n  - id: A1  # never renamed\n" in written
    assert written.endswith("\n# The end.\n")


def test_a_remark_whose_part_is_gone_moves_to_what_it_was_part_of():
    rubric = replace(small(), remarks={"criteria/A9/weight": "who weighs", "criteria": "all of them"})
    assert "# all of them\n# who weighs\ncriteria:" in OURS.write(rubric).decode()


def test_signs_of_remarks_inside_texts_are_texts():
    text = SMALL.replace("question: Is it?", "question: |-\n      # no remark\n      second line # nor this")
    rubric = read_rubric(text, name="small.yaml")
    assert rubric.remarks == {}
    assert rubric.criteria[0].question == "# no remark\nsecond line # nor this"
    assert read_rubric(OURS.write(rubric).decode(), name="small.yaml") == rubric


def test_everything_new_is_written_and_read():
    levels = (Level(Fraction(0), "no", "No"), Level(Fraction(5, 2), "yes", "Yes", "At last"))
    first = replace(
        small().criteria[0], own_levels=levels, own_standard=Fraction(5, 2), floor=Fraction(0), caps=(),
        descriptors={Fraction(0): "n", Fraction(5, 2): "y"}, alignments=(Alignment("ISTE", "2.1", "Learner", "uuid"),),
    )  # fmt: skip
    rubric = replace(
        small(), criteria=(first, small().criteria[1]), based_on="1.1.0", scale=replace(small().scale, ranges=True),
        translations=(Translation("no", {"criterion/A1/descriptor/5/2": "ja"}),),
        external=(ExternalId("canvas", "A1/5/2", "77"),),
    )  # fmt: skip
    [back] = read(OURS.write(rubric).decode()).rubrics
    assert back == rubric


def test_what_is_not_known_is_said_and_left_out():
    reading = read(SMALL.replace("schema:", "video: {role: main}\nschema:"))
    assert [(row.what, row.verdict) for row in skipped(reading)] == [
        ("video", Verdict.SKIPPED),
        ("colour_of_the_day", Verdict.SKIPPED),
    ]
    assert b"role: main" not in OURS.write(reading.rubrics[0])


def test_one_bad_part_leaves_the_others():
    reading = read(SMALL.replace("weight: 0.2", "weight: heavy").replace('mean: "4/3"', "mean: fine"))
    [rubric] = reading.rubrics
    assert [criterion.id for criterion in rubric.criteria] == ["A1"]
    assert rubric.sections[0].criteria == ("A1",)
    assert not rubric.examples
    assert any("heavy" in row.reason for row in skipped(reading))


def test_contradictions_are_said_and_the_draft_is_read():
    reading = read(SMALL.replace("standard_level: 2", "standard_level: 3"))
    assert len(reading.rubrics) == 1
    assert any("standard level is not one of the levels" in row.reason for row in reading.rows)


@pytest.mark.parametrize("text", ["", "a: [", "schema: certdesk.rubric/2\n", "schema: certdesk.rubric/1\nid: x\n"])
def test_what_is_no_rubric_is_an_error(text):
    with pytest.raises(RubricError):
        read(text)


def test_rules_that_can_not_be_understood_are_never_overlooked():
    with pytest.raises(RubricError, match="weigthed"):
        read(SMALL.replace("weighted_mean_at_least: 1.70", "weigthed_mean_at_least: 1.70"))


def test_it_is_recognised_in_any_encoding():
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        source = Source("x", SMALL.encode(encoding))
        assert recognise(source).id == "certdesk"
        assert OURS.read(source, {}).rubrics[0].id == "small"
