"""Seeking and stepping in the player, until the right picture is there, against bare PyAV."""

from __future__ import annotations

from itertools import cycle
from statistics import median
from time import perf_counter

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from tests.benchmarks.clips import FPS, GREYS, number_of, numbered

from certdesk.ui.viewers.media_engine import MediaEngine

av = pytest.importorskip("av", reason="PyAV is the baseline")
pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]
SECONDS = 60
SEEKS = (31.4, 2.6, 58.1, 17.9, 44.3, 9.0, 51.7, 23.2, 37.8, 5.5)
STEPS = 20


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return numbered(tmp_path_factory.mktemp("film") / "film.mp4", SECONDS)


def middle(second: float) -> int:
    """The middle of the picture shown at that second, in milliseconds."""
    return round((int(second * FPS) + 0.5) * 1000 / FPS)


class Ours:
    """The engine of the player, driven as the keyboard drives it."""

    def __init__(self, path) -> None:
        self._owner = QObject()
        self.engine = MediaEngine(self._owner)
        self.engine.open(path)
        self.until(lambda: self.engine.ready and not self.engine.still().isNull())

    def until(self, there) -> None:
        """Let events happen until something is so."""
        loop, end = QEventLoop(), perf_counter() + 20
        look = QTimer(interval=1)
        look.timeout.connect(lambda: loop.quit() if there() or perf_counter() > end else None)
        look.start()
        if not there():
            loop.exec()
        look.stop()
        assert there()

    def number(self) -> int:
        still = self.engine.still()
        return number_of(still.pixelColor(still.width() // 2, still.height() // 2).red())

    def shows(self, number: int) -> None:
        self.until(lambda: self.number() == number % GREYS)

    def close(self) -> None:
        self.engine.close()
        self._owner.deleteLater()


class Bare:
    """PyAV with one decoder."""

    def __init__(self, path) -> None:
        self._container = av.open(str(path))
        self._stream = self._container.streams.video[0]
        self._frames = None

    def seek(self, number: int):
        """Decode up to this picture, from the key picture before it."""
        base = self._stream.time_base
        self._container.seek(int(number / FPS / base), stream=self._stream)
        self._frames = self._container.decode(self._stream)
        for frame in self._frames:
            if round(float(frame.pts * base) * FPS) >= number:
                return pixels(frame)
        raise AssertionError(number)

    def step(self):
        """Decode the next picture."""
        return pixels(next(self._frames))

    def close(self) -> None:
        self._container.close()


def pixels(frame) -> bytes:
    """What a screen needs of a picture."""
    return bytes(frame.reformat(format="rgb24").planes[0])


def timed(work) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


@pytest.fixture
def ours(qapp, film):
    made = Ours(film)
    yield made
    made.close()


@pytest.fixture
def bare(film):
    made = Bare(film)
    yield made
    made.close()


def test_seeking(benchmark, ratio, ours, bare):
    places = cycle(SEEKS)

    def seek():
        second = next(places)
        ours.engine.seek(middle(second))
        ours.shows(int(second * FPS))

    benchmark.pedantic(seek, rounds=2 * len(SEEKS))
    baseline = median(timed(lambda second=second: bare.seek(int(second * FPS))) for second in SEEKS * 2)
    ratio("seek to a picture, 720p, key every 2 s", benchmark.stats["median"], "bare PyAV, decoded to RGB", baseline)


@pytest.mark.parametrize(("way", "words"), [(1, "forward"), (-1, "back")])
def test_stepping(benchmark, ratio, ours, bare, way, words):
    number = 30 * FPS
    ours.engine.seek(middle(30))
    ours.shows(number)

    def step():
        nonlocal number
        number += way
        ours.engine.step(way)
        ours.shows(number)

    benchmark.pedantic(step, rounds=STEPS)
    bare.seek(30 * FPS)
    if way > 0:
        baseline = median(timed(bare.step) for _step in range(STEPS))
    else:
        baseline = median(timed(lambda step=step: bare.seek(30 * FPS - step)) for step in range(1, STEPS + 1))
    ratio(f"step {words} by a picture, 720p", benchmark.stats["median"], "bare PyAV, decoded to RGB", baseline)
