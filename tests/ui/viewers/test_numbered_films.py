"""The picture on screen is the one that was asked for, at every rate, made without any other program."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QLoggingCategory, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support import numbered
from tests.ui.viewers.conftest import ffmpeg

from certdesk.evidence.film.libraries import Libraries, load
from certdesk.ui.viewers.media_engine import MediaEngine

STEPS = (1, 1, 1, -1, -1, -1, -1, -1, -1, 1, 1)
HELD = (0, 33, 67, 500, 533, 1200, 1233, 1267, 1300, 2400, 2433, 2467, 2500, 2533, 2567, 2600)
"""A phone in the dark: pictures of 33 ms, and some that are held."""
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
MADE_BY_OTHERS: dict[str, tuple[str, list[str]]] = {
    "one key picture": ("long.mp4", [*H264, "-g", "9999", "-bf", "3", "-preset", "medium"]),
    "59.94": ("fast.mov", [*H264, "-r", "60000/1001"]),
    "HEVC": ("phone.mp4", ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]),
    "VP9": ("screen.webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"]),
    "MPEG-4": ("old.avi", ["-c:v", "mpeg4", "-q:v", "3"]),
    "fragments": ("stream.mp4", [*H264, "-movflags", "frag_keyframe+empty_moov"]),
}


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    return load()


@pytest.fixture
def engine(qtbot: QtBot, qapp: QApplication) -> Iterator[MediaEngine]:
    owner = QObject()
    made = MediaEngine(owner)
    yield made
    made.close()


def number_on(engine: MediaEngine, turned: int = 0) -> int:
    image = engine.still()
    if image.isNull():
        return -1
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size, pixels = (image.width(), image.height()), bytes(image.constBits())
    shown = Image.frombytes("RGB", size, pixels, "raw", "RGB", image.bytesPerLine())
    return numbered.number_in(shown.rotate(turned, expand=True))


def check(qtbot: QtBot, engine: MediaEngine, film: Path, begins: Sequence[int], turned: int = 0) -> None:
    """Seek to moments all over the film, and step from the middle both ways."""

    def shows(number: int) -> Callable[[], bool]:
        return lambda: number_on(engine, turned) == number

    engine.open(film)
    qtbot.waitUntil(shows(0))
    chance = random.Random(len(begins))
    for _time in range(10):
        number = chance.randrange(len(begins))
        ends = begins[number + 1] if number + 1 < len(begins) else begins[number] + 20
        moment = chance.randrange(begins[number], ends - 3) + 2
        assert bisect_right(begins, moment) - 1 == number
        engine.seek(moment)
        qtbot.waitUntil(shows(number))
    number = len(begins) // 2
    engine.seek(begins[number] + 3)
    qtbot.waitUntil(shows(number))
    for step in STEPS:
        number += step
        engine.step(step)
        qtbot.waitUntil(shows(number))


@pytest.mark.parametrize("rate", [Fraction(30), Fraction(25), Fraction(30_000, 1001)], ids=["30", "25", "29.97"])
def test_constant_rates(
    qtbot: QtBot, engine: MediaEngine, libraries: Libraries, tmp_path: Path, rate: Fraction
) -> None:
    begins = numbered.moments(rate, 60)
    check(qtbot, engine, numbered.film(libraries, tmp_path / "film.mkv", begins), begins)


def test_pictures_that_are_held(qtbot: QtBot, engine: MediaEngine, libraries: Libraries, tmp_path: Path) -> None:
    check(qtbot, engine, numbered.film(libraries, tmp_path / "film.mp4", HELD), HELD)


@pytest.mark.slow
@pytest.mark.parametrize("kind", MADE_BY_OTHERS)
def test_films_by_other_coders(
    qtbot: QtBot, engine: MediaEngine, libraries: Libraries, tmp_path: Path, kind: str
) -> None:
    name, arguments = MADE_BY_OTHERS[kind]
    rate = Fraction(60_000, 1001) if kind == "59.94" else Fraction(25)
    begins = numbered.moments(rate, 200)
    plain = numbered.film(libraries, tmp_path / "plain.mkv", begins)
    ffmpeg(["-i", str(plain), *arguments], tmp_path / name)
    check(qtbot, engine, tmp_path / name, begins)


@pytest.mark.slow
@pytest.mark.parametrize(("degrees", "back"), [(90, -90), (180, 180), (270, 90)])
def test_turned_films(
    qtbot: QtBot, engine: MediaEngine, libraries: Libraries, tmp_path: Path, degrees: int, back: int
) -> None:
    begins = numbered.moments(Fraction(25), 60)
    plain = numbered.film(libraries, tmp_path / "plain.mkv", begins)
    ffmpeg(["-i", str(plain), *H264], tmp_path / "straight.mp4")
    copied = ["-i", str(tmp_path / "straight.mp4"), "-c", "copy", "-metadata:s:v:0", f"rotate={degrees}"]
    ffmpeg(copied, tmp_path / "turned.mp4")
    check(qtbot, engine, tmp_path / "turned.mp4", begins, back)
