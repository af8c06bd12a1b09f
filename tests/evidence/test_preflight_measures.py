"""Measurements of preflight: loudness, which way up, copies of photos, prints of words, cuts."""

from __future__ import annotations

import math
import random
from array import array
from io import BytesIO

import pytest
from PIL import Image, ImageOps
from tests.preflight import making as make

from certdesk.evidence.decoders.photo_measures import hashes_of, measured
from certdesk.evidence.decoders.text_turning import turning_of
from certdesk.evidence.decoders.told_by_files import iso_day
from certdesk.evidence.decoders.words_prints import print_of
from certdesk.evidence.film.loudness import integrated, level, weighted_power

TURNS = {0: None, 90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


@pytest.mark.parametrize(("rate", "decibels"), [(8000, 0.0), (48000, -23.0)])
def test_a_tone_is_as_loud_as_the_standard_says(rate: int, decibels: float) -> None:
    """BS.1770-5: a sine of 997 Hz at full scale in one channel reads -3.01."""
    peak = 32767 * 10 ** (decibels / 20)
    tone = array("h", (round(peak * math.sin(2 * math.pi * 997 * at / rate)) for at in range(rate)))
    assert integrated(weighted_power(tone, rate)).integrated == pytest.approx(-3.01 + decibels, abs=0.2)
    assert level(tone) == pytest.approx(-3.01 + decibels, abs=0.1)


def test_pauses_do_not_make_speech_quieter() -> None:
    speech = make.speech(4)
    alone, paused = (integrated(weighted_power(part, make.RATE)) for part in (speech, speech + make.silence(20)))
    assert paused.integrated == pytest.approx(alone.integrated, abs=0.3)


def test_speech_rises_and_falls_and_a_hum_does_not() -> None:
    speech, hum = (integrated(weighted_power(part, make.RATE)) for part in (make.speech(5), make.hum(5)))
    assert speech.span > 3
    assert hum.span < 1


@pytest.mark.parametrize("turned", TURNS)
def test_a_turned_page_is_turned_back(turned: int) -> None:
    page = make.page_picture(5, dpi=94)
    way = TURNS[turned]
    seen = page.transpose(way) if way is not None else page
    assert turning_of(seen).turn == turned  # Pillow turns the other way round


def test_nobody_guesses_which_way_up_a_photo_or_a_drawing_is() -> None:
    assert [measured(make.photo(seed).convert("L"), (1200, 900)).turn for seed in range(4)] == [0] * 4


def test_copies_of_a_photo_are_near_and_other_photos_are_far() -> None:
    photos = [make.photo(seed, (480, 360)) for seed in range(200, 212)]
    hashes = [hashes_of(photo.convert("L")) for photo in photos]
    for photo, told in zip(photos, hashes, strict=True):
        out = BytesIO()
        photo.resize((300, 225)).save(out, "JPEG", quality=30)
        copy = hashes_of(Image.open(out).convert("L"))
        mirrored = hashes_of(ImageOps.mirror(photo).convert("L"))
        assert _apart(told[:2], copy[:2]) <= 6
        assert _apart(told[2:], mirrored[:2]) <= 2
    nearest = min(_apart(one[:2], two[:2]) for at, one in enumerate(hashes) for two in hashes[:at])
    assert nearest > 10


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return max((int(a, 16) ^ int(b, 16)).bit_count() for a, b in zip(one, other, strict=True))


def test_prints_tell_how_much_of_a_text_is_the_same() -> None:
    text = [str(random.Random(at).randrange(10**6)) for at in range(400)]
    print_ = print_of(" ".join(text))
    edited = print_of(" ".join([*text[:200], "new", *text[201:]]))
    other = print_of(" ".join(reversed(text)))
    assert sum(a == b for a, b in zip(print_, edited, strict=True)) >= 58
    assert sum(a == b for a, b in zip(print_, other, strict=True)) <= 4
    assert print_of("too short") == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20240501120000Z", "2024-05-01"),
        ("2024:05:01 10:00", "2024-05-01"),
        ("UTC 2024-05-01", "2024-05-01"),
        ("x", ""),
    ],
)
def test_days_are_read_as_files_write_them(text: str, day: str) -> None:
    assert iso_day(text) == day
