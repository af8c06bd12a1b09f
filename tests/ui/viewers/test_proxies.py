"""Copies that play: made in a process of their own, whole or not there, and the original never touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
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

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.evidence.film import copying
from certdesk.evidence.film import libraries as film_libraries
from certdesk.evidence.film.libraries import Libraries
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, Problem
from certdesk.evidence.replies import Description
from certdesk.ui.viewers import copy_refusals, proxies
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.proxies import Proxies

DIGEST = "ab" * 32
FILM = Description(Kind.VIDEO, "MP4", "video/mp4", 1000, codecs=("AV1", "AAC"))


@pytest.fixture(scope="session")
def libraries() -> Libraries:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    return film_libraries.load()


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Proxies]:
    made = Proxies(tmp_path / "derived" / "proxies")
    yield made
    made.close()


@pytest.fixture(scope="session")
def av1_film(libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return numbered.av1_film(libraries, tmp_path_factory.mktemp("numbered") / "lesson.mkv", 60)


@pytest.fixture
def engine(qtbot: QtBot, qapp: QApplication) -> Iterator[MediaEngine]:
    owner = QObject()
    made = MediaEngine(owner)
    yield made
    made.close()


def number_on(engine: MediaEngine) -> int:
    image = engine.still()
    if image.isNull():
        return -1
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size, pixels = (image.width(), image.height()), bytes(image.constBits())
    return numbered.number_in(Image.frombytes("RGB", size, pixels, "raw", "RGB", image.bytesPerLine()))


def left_behind(copies: Proxies) -> list[str]:
    return sorted(each.name for each in copies._folder.glob("*"))


def test_what_needs_a_copy_is_told_in_a_sentence(copies: Proxies) -> None:
    assert "AV1" in copies.needed(FILM)
    assert copies.needed(replace(FILM, codecs=("H.264",))) == ""
    assert "MPEG-TS" in copies.needed(replace(FILM, format="MPEG-TS", codecs=("H.264",)))
    assert copies.needed(replace(FILM, kind=Kind.AUDIO, format="MPEG-TS")) == ""


def test_what_can_be_tried(copies: Proxies, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = replace(FILM, problem=Problem(Code.TRUNCATED, "", ""))
    damaged = replace(FILM, problem=Problem(Code.NO_INDEX, "", ""))
    assert copies.can_make(FILM)
    assert copies.can_make(cut)
    assert not copies.can_make(damaged)
    assert not copies.can_make(replace(FILM, kind=Kind.AUDIO))
    monkeypatch.setattr(film_libraries, "folder", lambda: None)
    assert not copies.can_make(FILM)


def test_av1_plays_and_steps_exactly_afterwards(
    qtbot: QtBot, copies: Proxies, av1_film: Path, engine: MediaEngine
) -> None:
    before, told = av1_film.read_bytes(), []
    made = copies.make(av1_film, DIGEST, told.append).result(30)
    assert made == copies.existing(DIGEST)
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1
    assert av1_film.read_bytes() == before
    assert left_behind(copies) == [f"{DIGEST}.mp4"]
    engine.open(made)
    qtbot.waitUntil(lambda: number_on(engine) == 0)
    assert engine.duration == 60 * 40
    for number in (31, 7, 59, 8):
        engine.seek(number * 40 + 5)
        qtbot.waitUntil(lambda number=number: number_on(engine) == number)
    for step, number in ((1, 9), (1, 10), (-1, 9), (-1, 8), (-1, 7)):
        engine.step(step)
        qtbot.waitUntil(lambda number=number: number_on(engine) == number)


def test_asked_twice_it_is_made_once(copies: Proxies, av1_film: Path) -> None:
    one, other = [], []
    first, second = copies.make(av1_film, DIGEST, one.append), copies.make(av1_film, DIGEST, other.append)
    assert first.result(30) == second.result(30)
    inode = first.result().stat().st_ino
    assert copies.make(av1_film, DIGEST, one.append).result(30).stat().st_ino == inode


def test_stopping_leaves_nothing(copies: Proxies, av1_film: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold(_share: float) -> None:
        begun.set()
        go_on.wait(10)

    running = copies.make(av1_film, DIGEST, hold)
    waiting = copies.make(av1_film, "cd" * 32, hold)
    assert begun.wait(20)
    copies.cancel(DIGEST)
    copies.cancel("cd" * 32)
    copies.cancel("ef" * 32)
    go_on.set()
    assert isinstance(running.exception(20), CancelledError)
    assert isinstance(waiting.exception(20), CancelledError)
    assert left_behind(copies) == []
    assert copies.make(av1_film, DIGEST, lambda _share: None).result(30).is_file()


def test_closing_stops_everything(tmp_path: Path, av1_film: Path) -> None:
    copies = Proxies(tmp_path / "proxies")
    running = [copies.make(av1_film, f"{number:064}", lambda _share: None) for number in range(20)]
    copies.close()
    assert all(each.done() for each in running)
    assert isinstance(running[-1].exception(), CancelledError)
    assert isinstance(copies.make(av1_film, DIGEST, lambda _share: None).exception(), CancelledError)
    assert not list((tmp_path / "proxies").glob("*.part"))


def test_what_an_ended_program_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / f"{DIGEST}.part").write_bytes(b"half")
    copies = Proxies(tmp_path)
    copies.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"\0\0\0\x18ftypmp42" + b"\0" * 500, b"\x1a\x45\xdf\xa3" + b"\xff" * 900])
def test_what_is_no_film_is_refused_in_words(copies: Proxies, tmp_path: Path, data: bytes) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    with pytest.raises(CertDeskError, match="No copy can be made"):
        copies.make(broken, DIGEST, lambda _share: None).result(20)
    with pytest.raises(CertDeskError, match="could not be written"):
        copies.make(tmp_path / "gone.mp4", DIGEST, lambda _share: None).result(20)
    assert left_behind(copies) == []


def test_a_full_disk_is_told(copies: Proxies, av1_film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxies, "ROOM_BYTES", 4096)
    with pytest.raises(CertDeskError, match="not enough room"):
        copies.make(av1_film, DIGEST, lambda _share: None).result(20)
    assert left_behind(copies) == []


def test_the_oldest_copies_make_room(copies: Proxies, av1_film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = ("01" * 32, "02" * 32)
    for digest in (first, second):
        size = copies.make(av1_film, digest, lambda _share: None).result(30).stat().st_size
    assert copies.existing(first) is not None  # looked at again: the second is the oldest now
    monkeypatch.setattr(proxies, "ROOM_BYTES", 2 * size + 10)
    copies.make(av1_film, DIGEST, lambda _share: None).result(30)
    assert copies.existing(second) is None
    assert copies.existing(first) is not None


@pytest.mark.parametrize("damage", ["cut", "zeroed"])
def test_a_film_that_changes_while_it_is_copied_leaves_no_copy(
    copies: Proxies, av1_film: Path, tmp_path: Path, damage: str
) -> None:
    film = tmp_path / "lesson.mkv"
    shutil.copy(av1_film, film)
    size = film.stat().st_size

    def harm(_share: float) -> None:
        if damage == "cut":
            os.truncate(film, size // 2)
        else:
            film.write_bytes(bytes(size))

    with pytest.raises(CertDeskError, match="changed while it was being copied") as refused:
        copies.make(film, DIGEST, harm).result(20)
    assert "again" in refused.value.hint
    assert left_behind(copies) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.parametrize("deadly", ["SIGKILL", "SIGTERM"])
def test_a_copy_that_somebody_ended_can_be_tried_again(
    copies: Proxies, av1_film: Path, tmp_path: Path, deadly: str
) -> None:
    long_film = tmp_path / "long.mkv"  # still being copied when its first progress is heard of
    ffmpeg(["-stream_loop", "30", "-i", str(av1_film), "-c", "copy"], long_film)

    def end(_share: float) -> None:
        process = copies._jobs[DIGEST].process
        assert process is not None
        process.send_signal(signal.Signals[deadly])

    with pytest.raises(CertDeskError, match="ended from outside") as refused:
        copies.make(long_film, DIGEST, end).result(20)
    assert "try again" in refused.value.hint
    assert left_behind(copies) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (copying.OTHER_TIMES, "would lie at other times"),
        (copying.NOT_READ, "could not be read to its end"),
        (copying.NO_ROOM, "not enough room"),
        (copying.UNREADABLE, "No copy can be made"),
        (-11, "No copy can be made"),
    ],
)
def test_each_end_of_the_process_has_its_own_words(code: int, words: str) -> None:
    assert words in str(copy_refusals.refusal(code, overdue=False))


def test_an_overdue_process_is_ended(copies: Proxies, av1_film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxies, "SECONDS_WITHOUT_PROGRESS", 0.01)
    with pytest.raises(CertDeskError, match="too long"):
        copies.make(av1_film, DIGEST, lambda _share: None).result(20)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("camera.mts", ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "ac3"]),
        ("old.mpg", ["-c:v", "mpeg2video", "-q:v", "3", "-c:a", "mp2"]),
    ],
)
def test_films_without_an_index_step_exactly_afterwards(
    qtbot: QtBot,
    copies: Proxies,
    engine: MediaEngine,
    libraries: Libraries,
    tmp_path: Path,
    name: str,
    arguments: list[str],
) -> None:
    plain = numbered.film(libraries, tmp_path / "plain.mkv", numbered.moments(Fraction(25), 150))
    camera = tmp_path / name
    ffmpeg(["-i", str(plain), "-f", "lavfi", "-i", "sine=440:duration=6", "-pix_fmt", "yuv420p", *arguments], camera)
    made = copies.make(camera, DIGEST, lambda _share: None).result(30)
    engine.open(made)
    qtbot.waitUntil(lambda: number_on(engine) == 0)
    for number in (101, 30, 148, 7):
        engine.seek(number * 40 + 15)
        qtbot.waitUntil(lambda number=number: number_on(engine) == number)
    assert streams(made) == {"video": streams(camera)["video"], "audio": streams(camera)["audio"]}


def streams(path: Path) -> dict[str, str]:
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("ffprobe is not on this computer")
    asked = [program, "-v", "error", "-show_entries", "stream=codec_type,codec_name", "-of", "json", str(path)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)["streams"]
    return {each["codec_type"]: each["codec_name"] for each in found}


def test_turned_av1_is_upright(copies: Proxies, libraries: Libraries, av1_film: Path, tmp_path: Path) -> None:
    straight, turned = tmp_path / "straight.mp4", tmp_path / "turned.mp4"
    ffmpeg(["-i", str(av1_film), "-c", "copy"], straight)
    ffmpeg(["-i", str(straight), "-c", "copy", "-metadata:s:v:0", "rotate=90"], turned)
    made = copies.make(turned, DIGEST, lambda _share: None).result(30)
    still = tmp_path / "still.png"
    ffmpeg(["-i", str(made), "-frames:v", "1"], still)
    reference = tmp_path / "reference.png"
    ffmpeg(["-i", str(turned), "-frames:v", "1"], reference)
    with Image.open(still) as ours, Image.open(reference) as theirs:
        assert ours.size == theirs.size == (numbered.HEIGHT, numbered.WIDTH)
        assert hashlib.sha256(_blocks(ours)).digest() == hashlib.sha256(_blocks(theirs)).digest()


def _blocks(image: Image.Image) -> bytes:
    """Return which blocks are light, whatever the coder made of them."""
    return image.convert("L").resize((4, 6), Image.Resampling.BOX).point(lambda level: 255 * (level > 128)).tobytes()
