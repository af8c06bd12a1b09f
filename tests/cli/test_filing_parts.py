"""Filing parts of pictures: of a photo with several pages, and of a film."""

from __future__ import annotations

import shutil

import pikepdf
import pytest
from PIL import Image
from tests.cli.conftest import portfolio

from certdesk import shipped
from certdesk.cli.main import main

SPAN = ["film.mp4", "--from", "0:02", "--to", "0:04"]


@pytest.fixture(scope="module")
def marked(made, tmp_path_factory):
    """A closed workspace with a portfolio LARK-12, a scan of two pages, a film and a paper; taken in once for all."""
    where = tmp_path_factory.mktemp("pictured")
    folder = portfolio(where / "LARK-12", "LARK-12")
    page = Image.new("RGB", (200, 100), "white")
    page.save(folder / "scan.tiff", save_all=True, append_images=[Image.new("RGB", (80, 120), "white")])
    page.save(folder / "photo.png")
    with pikepdf.new() as paper:
        paper.add_blank_page(page_size=(300, 400))
        paper.save(folder / "paper.pdf")
    shutil.copy(shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4", folder / "film.mp4")
    shutil.copytree(made, where / "workspace")
    assert main(["-w", str(where / "workspace"), "import", str(folder)]) == 0
    assert main(["-w", str(where / "workspace"), "mark", "LARK-12", "T1", "3"]) == 0
    return where / "workspace"


@pytest.fixture
def pictured(marked, here):
    """A copy of that workspace."""
    shutil.rmtree(here.workspace)
    shutil.copytree(marked, here.workspace)
    here.capture.readouterr()
    return here


def filed(here):
    criteria = here.tells("show", "LARK-12")["assessment"]["criteria"]
    return [one for criterion in criteria if criterion["id"] == "T2" for one in criterion["evidence"]]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["scan.tiff", "--rect", "1,2,30,40"], {"region": [1, 2, 30, 40]}),
        (["scan.tiff", "--page", "2", "--rect", "1,2,30,40"], {"page": 2, "region": [1, 2, 30, 40]}),
        (["scan.tiff", "--page", "2"], {"page": 2, "region": [0, 0, 80, 120], "place_in_words": "p. 2"}),
        (["scan.tiff", "--page", "1"], {"region": [0, 0, 200, 100]}),
        (["photo.png", "--page", "1"], {"place_in_words": "whole item"}),
        ([*SPAN, "--rect", "1,2,30,40"], {"start": "00:02.0", "end": "00:04.0", "region": [1, 2, 30, 40]}),
    ],
)
def test_a_part_is_filed_as_it_was_named(pictured, words, place):
    pictured.does("file", "LARK-12", "T2", *words)
    [one] = filed(pictured)
    found = one | one.get("place", {})
    assert {name: found[name] for name in place} == place


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scan.tiff", "--page", "3", "--rect", "1,2,30,40"], "scan.tiff has 2 pages."),
        (["film.mp4", "--rect", "1,2,30,40"], "--rect without --page is for photos."),
    ],
)
def test_a_part_that_is_not_there(pictured, words, told):
    assert told in pictured.refuses("file", "LARK-12", "T2", *words)
    assert filed(pictured) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["scan.tiff", "--page", "0"], "There is no page 0."),
        (["scan.tiff", "--page", "0", "--rect", "1,2,30,40"], "There is no page 0."),
        (["film.mp4", "--page", "-1"], "There is no page -1."),
        (["scan.tiff", "--rect", "1,2,300,40"], "200 pixels wide and 100 high"),
        (["scan.tiff", "--page", "2", "--rect", "1,2,30,122"], "80 pixels wide and 120 high"),
        (["scan.tiff", "--rect", "0,0,0.0001,0.0001"], "it has no size"),
        (["scan.tiff", "--rect", "0,0,nan,10"], "is not a part"),
        ([*SPAN, "--rect", "1,1,99999,99999"], "does not lie within film.mp4"),
        (["film.mp4", "--from", "50:00"], "film.mp4 is only"),
        (["paper.pdf", "--page", "1", "--rect", "1,1,100000,100000"], "300 points wide and 400 high"),
    ],
)
def test_a_place_that_nobody_could_look_at(pictured, words, told):
    assert told in pictured.refuses("file", "LARK-12", "T2", *words)
    assert filed(pictured) == []


def test_a_part_up_to_the_edge_of_a_page(pictured):
    pictured.does("file", "LARK-12", "T2", "paper.pdf", "--page", "1", "--rect", "0,0,300,400")
    [one] = filed(pictured)
    assert [0, 0, 300, 400] in one.get("place", one).values()


@pytest.mark.parametrize("option", ["--from", "--to", "--rect", "--quote"])
def test_a_place_that_is_named_and_empty_is_not_the_whole_item(pictured, option):
    said = pictured.run("file", "LARK-12", "T2", "film.mp4", option, " ")
    assert said.code == 64
    assert f"{option} is given and says nothing." in said.err
    assert filed(pictured) == []
