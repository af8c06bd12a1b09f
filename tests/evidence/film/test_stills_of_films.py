"""Stills are of the picture that was on screen at that moment, to the picture."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from tests.support import numbered

from certdesk.evidence.film import stills
from certdesk.evidence.film.libraries import FilmError, Libraries

LARGEST = 640


def taken(
    libraries: Libraries, film: Path, moments: Sequence[int], largest: int = LARGEST
) -> list[tuple[int, Image.Image]]:
    out = film.with_suffix(".stills")
    source, target = os.open(film, os.O_RDONLY), os.open(out, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    try:
        stills.write_stills(libraries, source, target, largest, moments)
    finally:
        os.close(source)
        os.close(target)
    data, at, found = out.read_bytes(), 0, []
    while at < len(data):
        number, width, height = struct.unpack_from("<III", data, at)
        at += 12
        found.append(
            (number, Image.frombytes("RGB", (width, height), data[at : at + width * height * 4], "raw", "BGRX"))
        )
        at += width * height * 4
    return found


def numbers(libraries: Libraries, film: Path, moments: Sequence[int]) -> list[int]:
    return [numbered.number_in(image) for _number, image in taken(libraries, film, moments)]


@pytest.mark.parametrize("rate", [Fraction(30), Fraction(25), Fraction(30_000, 1001), Fraction(60_000, 1001)])
def test_constant_rates(libraries: Libraries, tmp_path: Path, rate: Fraction) -> None:
    begins = numbered.moments(rate, 50)
    film = numbered.film(libraries, tmp_path / "film.mkv", begins)
    for shift in (0, 8):  # a picture's first moment, and one well inside it
        asked = [begins[number] + shift for number in (0, 1, 7, 49, 30, 29, 13)]
        assert numbers(libraries, film, asked) == [0, 1, 7, 49, 30, 29, 13]


def test_a_picture_held_long_is_still_the_picture(libraries: Libraries, tmp_path: Path) -> None:
    film = numbered.film(libraries, tmp_path / "film.mkv", (0, 40, 1500, 1540, 5000), 1000)
    assert numbers(libraries, film, (1499, 39, 4990, 5400, 1500)) == [1, 0, 3, 4, 2]


def test_av1(libraries: Libraries, tmp_path: Path) -> None:
    film = numbered.av1_film(libraries, tmp_path / "film.mkv", 20)
    assert numbers(libraries, film, (0, 41, 279, 790, 400)) == [0, 1, 6, 19, 10]


def test_before_the_beginning_and_after_the_end(libraries: Libraries, tmp_path: Path) -> None:
    film = numbered.film(libraries, tmp_path / "film.mkv", numbered.moments(Fraction(25), 20))
    assert numbers(libraries, film, (-50, 90_000)) == [0, 19]


def test_an_overview_is_in_order_and_near_its_moments(libraries: Libraries, tmp_path: Path) -> None:
    film = numbered.film(libraries, tmp_path / "film.mkv", numbered.moments(Fraction(25), 100))
    found = numbers(libraries, film, range(0, 4000, 400))
    assert found == sorted(set(found))
    assert all(at * 10 - 10 < number <= at * 10 for at, number in enumerate(found))


def test_stills_are_small(libraries: Libraries, tmp_path: Path) -> None:
    film = numbered.film(libraries, tmp_path / "film.mkv", (0, 40))
    ((_number, image),) = taken(libraries, film, [0], 96)
    assert image.size == (96, 56)


def test_what_is_no_film(libraries: Libraries, tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(500))
    with pytest.raises(FilmError):
        numbers(libraries, path, [0])
