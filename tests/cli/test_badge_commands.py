"""The commands of ``certdesk badge``."""

from __future__ import annotations

import json

import pytest
from tests.signing.badge.badges import award, badge, changed


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "badge.json"
    path.write_bytes(badge())
    return path


def test_a_badge_goes_into_pictures_and_comes_out_as_it_was(here, file, tmp_path):
    for suffix in ("png", "svg"):
        picture, baked, out = (tmp_path / f"{name}.{suffix}" for name in ("picture", "baked", "out"))
        here.does("badge", "picture", "Certificate", "--programme", "Hill", "--size", "64", "--to", picture)
        assert here.tells("badge", "bake", picture, file, "--to", baked)["file"] == str(baked)
        here.does("badge", "extract", baked, "--to", out)
        assert out.read_bytes() == badge()
        assert "there already" in here.refuses("badge", "extract", baked, "--to", out)
        here.does("badge", "extract", baked, "--to", out, "--force")
    assert "no badge" in here.refuses("badge", "extract", tmp_path / "picture.svg", "--to", tmp_path / "x.json")


def test_what_a_badge_says_is_read(here, file):
    assert here.tells("badge", "show", file)["serial"] == award().serial
    said = here.does("badge", "show", file)
    assert "Number: HSTP-2026-00317-4" in said
    assert "  Gives feedback that pupils use: 4 Distinguished (needed: Proficient)" in said


def test_the_exit_code_is_that_of_the_worst_verdict(here, file, tmp_path):
    unknown = here.run("badge", "verify", file)
    assert (unknown.code, "CANNOT TELL" in unknown.out) == (2, True)
    forged = tmp_path / "forged.json"
    forged.write_bytes(changed(lambda one: one.update(finalGrade="Distinction")))
    both = here.run("badge", "verify", file, forged, "--json")
    told = json.loads(both.out)
    assert (both.code, [one["verdict"] for one in told]) == (3, ["cannot_tell", "not_genuine"])
    assert "finalGrade" in told[1]["summary"]
    gone = here.run("badge", "verify", tmp_path / "gone.png")
    assert (gone.code, "can't be read" in gone.out) == (2, True)


def test_whoever_shows_a_badge_is_compared_with_it(here, file):
    assert here.run("badge", "verify", file, "--name", "Amélie Ōkura").code == 2
    other = here.run("badge", "verify", file, "--name", "Somebody Else")
    assert (other.code, "not for anybody called Somebody Else" in other.out) == (3, True)


def test_what_can_not_be_done_is_told_in_one_line(here, file, tmp_path):
    assert "no certificate" in here.refuses("badge", "save", "HSTP-1", "--to", tmp_path / "a.png")
    assert "PNG, SVG or JSON" in here.refuses("badge", "picture", "A", "--to", tmp_path / "a.gif")
    assert "pixels" in here.refuses("badge", "picture", "A", "--size", "9", "--to", tmp_path / "a.png")
    assert "no colour" in here.refuses("badge", "picture", "A", "--ink", "red", "--to", tmp_path / "a.png")
    assert "PNG or SVG" in here.refuses("badge", "bake", file, file, "--to", tmp_path / "a.png")
