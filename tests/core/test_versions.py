"""Version numbers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certdesk.core.differences import DifferenceKind
from certdesk.core.versions import is_version, next_version, version_order

WORDING, REVIEW, OTHER = DifferenceKind


@pytest.mark.parametrize(
    ("version", "kind", "after"),
    [
        ("1.0.0", WORDING, "1.0.1"),
        ("1.0.1", REVIEW, "1.1.0"),
        ("1.1.0", OTHER, "2.0.0"),
        ("1", WORDING, "1.0.1"),
        ("2024", REVIEW, "2024.1.0"),
        ("1.2.0-draft", REVIEW, "1.3.0"),
        ("spring", WORDING, "spring.1"),
        ("spring.1", OTHER, "spring.2"),
        ("", WORDING, "1.0.0"),
    ],
)
def test_the_next_one_says_how_much_changed(version, kind, after):
    assert next_version(version, kind) == after


def test_ten_comes_after_nine_and_a_release_after_its_draft():
    versions = ["2.0.0", "1.9.0", "2.0.0-draft", "1.10.0", "1.9.1"]
    assert sorted(versions, key=version_order) == ["1.9.0", "1.9.1", "1.10.0", "2.0.0-draft", "2.0.0"]


@example("-", DifferenceKind.WORDING_ONLY)
@given(st.text(max_size=50), st.sampled_from(DifferenceKind))
def test_the_next_one_comes_later_whatever_the_version_is(version, kind):
    after = next_version(version, kind)
    assert version_order(after) > version_order(version) or not version


@pytest.mark.parametrize("text", ["", " ", "1 0", "a@b", "-1", "x" * 41, "1/2", "é"])
def test_what_no_version_may_be(text):
    assert not is_version(text)
    assert is_version("1.0.0-rc.1")
