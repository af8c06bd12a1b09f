"""Filing parts of pictures: of a photo with several pages, and of a film."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image
from tests.cli.conftest import portfolio

from certdesk import shipped

SPAN = ["film.mp4", "--from", "0:02", "--to", "0:04"]


@pytest.fixture
def pictured(here, tmp_path):
    """A portfolio LARK-12 with a scan of two pages and a film."""
    folder = portfolio(tmp_path / "LARK-12", "LARK-12")
    page = Image.new("RGB", (200, 100), "white")
    page.save(folder / "scan.tiff", save_all=True, append_images=[page])
    shutil.copy(shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4", folder / "film.mp4")
    here.does("import", folder)
    here.run("mark", "LARK-12", "T1", "3")
    return here


def filed(here):
    criteria = here.tells("show", "LARK-12")["assessment"]["criteria"]
    return [one for criterion in criteria if criterion["id"] == "T2" for one in criterion["evidence"]]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["scan.tiff", "--rect", "1,2,30,40"], {"region": [1, 2, 30, 40]}),
        (["scan.tiff", "--page", "2", "--rect", "1,2,30,40"], {"page": 2, "region": [1, 2, 30, 40]}),
        ([*SPAN, "--rect", "1,2,30,40"], {"start": "00:02.0", "end": "00:04.0", "region": [1, 2, 30, 40]}),
    ],
)
def test_a_part_is_filed_as_it_was_named(pictured, words, place):
    pictured.does("file", "LARK-12", "T2", *words)
    [one] = filed(pictured)
    found = one.get("place", one)
    assert {name: found[name] for name in place} == place


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scan.tiff", "--page", "3", "--rect", "1,2,30,40"], "scan.tiff has 2 pages."),
        (["scan.tiff", "--page", "2"], "Say which part of the photo."),
        (["film.mp4", "--rect", "1,2,30,40"], "--rect without --page is for photos."),
    ],
)
def test_a_part_that_is_not_there(pictured, words, told):
    assert told in pictured.refuses("file", "LARK-12", "T2", *words)
    assert filed(pictured) == []
