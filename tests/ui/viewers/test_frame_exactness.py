"""The picture asked for is the picture shown: clips with the number of each picture drawn into it, bit by bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from certdesk.ui.viewers.media_engine import MediaEngine

PICTURES, BITS = 90, 8
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "60", "-pix_fmt", "yuv420p")
HELD = "setpts='(N+floor(N/7)+2*floor(N/25))/30/TB'"
"""Some pictures are held twice as long as the others, and some three times."""
CLIPS = {
    "30.mp4": ("30", (*H264, "-bf", "2"), lambda number: number / 30),
    "ntsc.mp4": ("30000/1001", H264, lambda number: number * 1001 / 30000),
    "varied.mp4": (
        "30",
        ("-vf", HELD, "-fps_mode", "vfr", *H264),
        lambda number: (number + number // 7 + 2 * (number // 25)) / 30,
    ),
}


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory, film_maker: Callable[..., None]) -> Callable[[str], Path]:
    """Clips by name, each made once."""
    folder = tmp_path_factory.mktemp("numbered")

    def clip(name: str) -> Path:
        path = folder / name
        if not path.exists():
            rate, coded, _when = CLIPS[name]
            bits = f"geq=lum='if(mod(floor(N/pow(2,floor(X*{BITS}/W))),2),235,16)':cb=128:cr=128"
            source = f"color=c=black:s=160x90:r={rate}:d=10,{bits}"
            film_maker(["-f", "lavfi", "-i", source, "-frames:v", str(PICTURES), *coded], path)
        return path

    return clip


@pytest.fixture
def engine(qtbot: QtBot) -> Iterator[MediaEngine]:
    owner = QObject()
    made = MediaEngine(owner)
    yield made
    made.close()


def shown(engine: MediaEngine) -> int:
    """Read the number that is drawn into the picture."""
    image = engine.still()
    if image.isNull():
        return -1
    each = image.width() / BITS
    middle = image.height() // 2
    lit = (image.pixelColor(int((bit + 0.5) * each), middle).red() > 128 for bit in range(BITS))
    return sum(on << bit for bit, on in enumerate(lit))


@pytest.mark.parametrize("name", CLIPS)
def test_going_to_a_moment_shows_the_picture_of_that_moment(
    qtbot: QtBot, engine: MediaEngine, clips: Callable[[str], Path], name: str
) -> None:
    engine.open(clips(name))
    qtbot.waitUntil(lambda: shown(engine) == 0)
    when = CLIPS[name][2]
    for number in (40, 6, 49, 75, 24, 1):
        late = when(number) + 0.8 * (when(number + 1) - when(number))
        engine.seek(round(late * 1000))
        qtbot.waitUntil(lambda number=number: shown(engine) == number)


@pytest.mark.parametrize("name", CLIPS)
def test_steps_leave_no_picture_out(qtbot: QtBot, engine: MediaEngine, clips: Callable[[str], Path], name: str) -> None:
    engine.open(clips(name))
    qtbot.waitUntil(lambda: shown(engine) == 0)
    engine.seek(round(CLIPS[name][2](52) * 1000) + 5)
    qtbot.waitUntil(lambda: shown(engine) == 52)
    for number in (*range(51, 41, -1), *range(43, 56)):
        engine.step(-1 if number < shown(engine) else 1)
        qtbot.waitUntil(lambda number=number: shown(engine) == number)
