"""Settings of preflight out of a programme's policy."""

from __future__ import annotations

from fractions import Fraction

import pytest

from certdesk import shipped
from certdesk.core.errors import RubricError
from certdesk.core.preflight_settings import PreflightSettings
from certdesk.rubric_formats.policy_yaml import read_preflight_settings

HEAD = "schema: certdesk.policy/1\n"


def test_the_policy_that_comes_with_the_program_says_what_the_program_does_by_itself() -> None:
    text = (shipped.rubrics() / "programme_policy.yaml").read_text("utf-8")
    assert read_preflight_settings(text, name="policy") == PreflightSettings()


def test_a_programme_sets_its_own_numbers() -> None:
    text = (
        "preflight:\n  tolerance: {minutes: 0.2}\n  edits_allowed: true\n  needs_sound: [talk]\n"
        "  sound: {faint_lufs: -35}\n  twins: {same_words: 0.9}\nblind_marking: {candidate_hidden: true}\n"
    )
    told = read_preflight_settings(HEAD + text, name="policy")
    assert (told.tolerance.minutes, told.edits_allowed, told.sound.faint) == (Fraction(1, 5), True, -35.0)
    assert (told.needs_sound, told.twins.same_words) == (frozenset({"talk"}), 0.9)
    assert told.blind.candidate
    assert not told.blind.school


def test_a_policy_that_says_nothing_does_not_mark_blind() -> None:
    assert not read_preflight_settings(HEAD, name="policy").blind.any


@pytest.mark.parametrize(
    "line", ["sound: {lufs: 1}", "tolerance: {minutes: much}", "twins: {photo_bits: 40}", "soudn: {}"]
)
def test_a_mistake_is_named_with_its_place(line: str) -> None:
    with pytest.raises(RubricError, match=r"policy\.yaml"):
        read_preflight_settings(f"{HEAD}preflight:\n  {line}\n", name="policy.yaml")
