"""Moving pictures through the worker: all of them, each for as long as it says, in bounded memory."""

from __future__ import annotations

import os

import pytest
from PIL import Image

from certdesk.evidence.decoders import animation
from certdesk.evidence.decoders.opened import open_file
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, ReadAnimation, RenderPhoto

COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255))


@pytest.fixture
def moving(make):
    def made(name: str, size: tuple[int, int] = (40, 20), count: int = 3, **options: object):
        pictures = [Image.new("RGB", size, COLOURS[each % 3]) for each in range(count)]
        pictures[0].save(make.folder / name, save_all=True, append_images=pictures[1:], **options)
        return make.folder / name

    return made


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.avif"])
def test_every_picture_and_how_long_it_stands(worker, moving, colour, name):
    path = moving(name, duration=[100, 250, 400])
    assert worker.ask(Describe(path)).animated
    found = worker.ask(ReadAnimation(path, 1000, 1000))
    assert found.complete
    assert found.durations_ms == (100, 250, 400)
    assert [(each.width, each.height) for each in found.pictures] == [(40, 20)] * 3
    for each, wanted in zip(found.pictures, COLOURS, strict=True):
        assert all(abs(one - other) < 12 for one, other in zip(colour(each, 20, 10), wanted, strict=True))
    still = worker.ask(RenderPhoto(path, 1000, 1000))
    assert colour(still, 20, 10)[0] > 240


def test_pictures_are_fitted(worker, moving):
    found = worker.ask(ReadAnimation(moving("a.gif", (400, 200)), 100, 100))
    assert {(each.width, each.height) for each in found.pictures} == {(100, 50)}


def test_a_picture_that_says_nothing_stands_a_tenth_of_a_second(worker, moving):
    assert worker.ask(ReadAnimation(moving("a.gif", duration=0), 100, 100)).durations_ms == (100, 100, 100)


def test_many_pictures_become_smaller(moving, monkeypatch):
    path = moving("a.gif", (400, 300), 8)
    opened = open_file(os.open(path, os.O_RDONLY), "a.gif")
    monkeypatch.setattr(animation, "MOST_BYTES", 3 * 2**20)
    monkeypatch.setattr(animation, "_LONGEST_WAIT", 100.0)
    found = animation.read(opened, 4000, 4000)
    opened.close()
    assert found.complete
    assert sum(len(each.pixels) for each in found.pictures) <= 3 * 2**20
    assert 320 <= found.pictures[0].width < 400


@pytest.mark.slow
def test_many_large_pictures_become_smaller(worker, moving):
    found = worker.ask(ReadAnimation(moving("a.gif", (1600, 1200), 30), 4000, 4000))
    assert found.complete
    assert sum(len(each.pixels) for each in found.pictures) <= animation.MOST_BYTES
    assert found.pictures[0].width >= 320


def test_what_takes_too_long_is_shown_as_far_as_it_was_read(moving, monkeypatch):
    path = moving("a.gif")
    opened = open_file(os.open(path, os.O_RDONLY), "a.gif")
    monkeypatch.setattr(animation, "_LONGEST_WAIT", 0.0)
    found = animation.read(opened, 100, 100)
    opened.close()
    assert len(found.pictures) == 1
    assert not found.complete


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.jpg", "a.tif"])
def test_one_picture_does_not_move(worker, make, name):
    path = make.image(name)
    assert not worker.ask(Describe(path)).animated
    with pytest.raises(EvidenceError) as told:
        worker.ask(ReadAnimation(path, 100, 100))
    assert told.value.problem.code is Code.UNSUPPORTED


def test_a_cut_off_animation_shows_what_there_is(worker, moving, make):
    whole = moving("a.gif", (200, 200), 12, duration=50).read_bytes()
    cut = make.file("b.gif", whole[: len(whole) // 2])
    found = worker.ask(ReadAnimation(cut, 200, 200))
    assert 1 <= len(found.pictures) < 12
