"""The report that puts our pages beside those of other programs: it is made, and its numbers mean something."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

SCRIPTS = Path(__file__).parents[2] / "packaging" / "fidelity"


@pytest.fixture(scope="module")
def measures():
    found = importlib.util.spec_from_file_location("likeness", SCRIPTS / "likeness.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture
def page():
    drawn = Image.new("RGB", (400, 500), "white")
    for line in range(20):
        ImageDraw.Draw(drawn).rectangle((40, 20 + line * 24, 40 + (line * 67) % 300, 30 + line * 24), fill="black")
    return drawn


def test_likeness_falls_with_what_differs(measures, page):
    soft = page.resize((200, 250)).resize((400, 500))
    half = page.copy()
    half.paste("white", (0, 250, 400, 500))
    empty = Image.new("RGB", page.size, "white")
    same, softer, less, nothing = (measures.likeness(page, each) for each in (page, soft, half, empty))
    assert same == pytest.approx(1)
    assert same > softer > less > nothing
    assert softer > 0.9
    assert nothing < 0.7


def test_pictures_of_other_shapes_are_not_compared(measures, page):
    assert measures.likeness(page, page.rotate(90, expand=True)) is None
    assert measures.likeness(page, page.resize((401, 500))) is not None


def test_what_is_seen_through_lies_on_white(measures):
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert measures.likeness(clear, Image.new("RGB", (64, 64), "white")) == pytest.approx(1)


def test_words(measures):
    assert measures.words_found("The JAR, of water", "the jar stands") == pytest.approx(2 / 3)
    assert measures.words_found("anything", "1 - ?") is None


def test_the_report_of_two_files(make, tmp_path):
    plan, photo = make.pdf("plan.pdf", "One jar"), make.image("photo.png", (120, 80))
    command = [sys.executable, str(SCRIPTS / "make.py"), str(tmp_path / "out"), str(plan), str(photo)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100, env=environment)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "plan.pdf" in page
    assert "photo.png" in page
    assert len(list((tmp_path / "out").glob("*-ours.png"))) == 2
    if shutil.which("pdftoppm"):
        assert 'likeness <b class="good">' in page
    for tool in ("pdftoppm", "mutool", "soffice", "ffmpeg"):
        if not shutil.which(tool):
            assert tool in page
