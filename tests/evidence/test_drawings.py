"""SVG drawings: drawn as sharply as they are looked at, and nothing outside them is ever opened."""

from __future__ import annotations

import pytest

from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPhoto, Thumbnail

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED, WHITE, GREEN = (255, 0, 0), (255, 255, 255), (0, 128, 0)


@pytest.fixture
def drawing(make):
    def made(inside: str, head: str = 'width="400" height="200"', before: str = ""):
        return make.file("a.svg", f"{before}<svg {SPACES} {head}>{inside}</svg>".encode())

    return made


def test_a_small_drawing_is_given_enough_pixels(worker, drawing, colour):
    path = drawing('<rect x="100" y="50" width="100" height="50" fill="red"/>')
    assert worker.ask(Describe(path)).pixel_size == (2048, 1024)
    picture = worker.ask(RenderPhoto(path, 400, 400))
    assert (picture.width, picture.height) == (400, 200)
    assert colour(picture, 150, 75) == RED
    assert colour(picture, 50, 75) == WHITE


def test_a_region_is_drawn_sharply(worker, drawing, colour):
    path = drawing('<rect x="100" y="50" width="100" height="50" fill="red"/>')
    scale = 2048 / 400
    region = (round(100 * scale) - 50, round(50 * scale) - 50, 100, 100)
    picture = worker.ask(RenderPhoto(path, 100, 100, region))
    assert (picture.width, picture.height) == (100, 100)
    assert {colour(picture, x, y) for x in range(55, 100) for y in range(55, 100)} == {RED}
    assert {colour(picture, x, y) for x in range(45) for y in range(45)} == {WHITE}


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('viewBox="0 0 10 20"', (1024, 2048)),
        ('width="100%" height="100%" viewBox="0 0 20 10"', (2048, 1024)),
        ('width="50" viewBox="0 0 20 10"', (2048, 1024)),
        ('width="10cm" height="100mm"', (2048, 2048)),
        ('width="3000" height="1500"', (3000, 1500)),
        ('width="1e6" height="1e6"', (10_000, 10_000)),
        ("", (2048, 1024)),
    ],
)
def test_every_way_to_tell_a_size(worker, drawing, head, size):
    path = drawing("<rect/>", head)
    assert worker.ask(Describe(path)).pixel_size == size
    picture = worker.ask(RenderPhoto(path, 100, 100))
    assert max(picture.width, picture.height) == 100


def test_nothing_outside_is_opened(worker, make, drawing, colour):
    secret = make.image("secret.png", (50, 50))
    inside = f"""<rect width="400" height="200" fill="green"/>
        <image href="{secret}" width="400" height="200"/><image xlink:href="file://{secret}" width="400" height="200"/>
        <image href="secret.png" width="400" height="200"/><image href="http://example.org/a.png" width="9" height="9"/>
        <style>@import url("file://{secret}"); rect {{ stroke: url(file://{secret}) }}</style>
        <script>alert(1)</script><foreignObject><p>no</p></foreignObject>"""
    picture = worker.ask(RenderPhoto(drawing(inside), 400, 200))
    assert {colour(picture, x, y) for x in range(0, 400, 20) for y in range(0, 200, 20)} == {GREEN}


def test_a_picture_inside_is_shown(worker, drawing, colour):
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
    path = drawing(f'<image href="data:image/png;base64,{dot}" width="400" height="200"/>')
    assert colour(worker.ask(RenderPhoto(path, 40, 20)), 20, 10) == RED


def test_words_are_drawn_with_our_fonts(worker, drawing, colour):
    picture = worker.ask(RenderPhoto(drawing('<text x="10" y="150" font-size="150">IIII</text>'), 400, 200))
    assert any(colour(picture, x, 100) == (0, 0, 0) for x in range(400))


def test_entities_of_an_illustrator(worker, drawing, colour):
    before = '<!DOCTYPE svg [<!ENTITY ns_fill "red">]>'
    path = drawing('<rect width="400" height="200" fill="&ns_fill;"/>', before=before)
    assert colour(worker.ask(RenderPhoto(path, 40, 20)), 20, 10) == RED


def laughs() -> str:
    each = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 9))
    return f'<!DOCTYPE svg [<!ENTITY a0 "{"ha" * 20}">{each}]>'


@pytest.mark.parametrize(
    ("inside", "before"),
    [
        ("<text>&a8;</text>", laughs()),
        ("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ("<g>" * 5000 + "</g>" * 5000, ""),
        ("<rect", ""),
    ],
)
def test_what_means_harm_is_refused(worker, drawing, inside, before):
    path = drawing(inside, before=before)
    assert worker.ask(Describe(path)).problem.code in {Code.DAMAGED, Code.TOO_BIG}
    with pytest.raises(EvidenceError):
        worker.ask(Thumbnail(path, 100, 100))


def test_copies_of_copies_end(worker, drawing):
    groups = "".join(f'<g id="a{each}">{f"""<use href="#a{each - 1}"/>""" * 20}</g>' for each in range(1, 9))
    path = drawing(f'<defs><rect id="a0" width="1" height="1"/>{groups}</defs><use href="#a8"/>')
    with pytest.raises(EvidenceError):
        worker.ask(Thumbnail(path, 100, 100))
    assert worker.ask(Describe(drawing("<rect/>"))).problem is None
