"""Stills and sound levels come out of a process of their own."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.evidence.film import taking
from certdesk.evidence.film.taking import LARGEST, stills_in
from certdesk.ui.viewers import still_maker
from certdesk.ui.viewers.still_maker import StillMaker

GREY, BRIGHTER = 40, 30


@pytest.fixture
def maker():
    made = StillMaker()
    yield made
    made.close()


def second_of(jpeg: bytes) -> int:
    image = QImage.fromData(jpeg, "JPEG")
    grey = image.pixelColor(image.width() // 2, image.height() // 2).red()
    return round((grey - (GREY - 16) * 255 / 219) / (BRIGHTER * 255 / 219))


def test_stills_show_the_moments_asked_for_in_their_order(maker: StillMaker, film: Path) -> None:
    stills = maker.request(film, (0, 4000, 2999, 3000, 5950)).result(20)
    assert [second_of(still) for still in stills] == [0, 4, 2, 3, 5]


def test_a_moment_after_the_end_shows_the_last_picture(maker: StillMaker, film: Path) -> None:
    assert [second_of(still) for still in maker.request(film, (60_000,)).result(20)] == [5]


def test_a_large_film_gives_small_stills(maker: StillMaker, sample_film: Path) -> None:
    (still,) = maker.request(sample_film, (30_000,)).result(20)
    image = QImage.fromData(still, "JPEG")
    assert max(image.width(), image.height()) == 640


def test_what_is_no_film_is_refused_in_words(maker: StillMaker, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 500)
    with pytest.raises(CertDeskError, match="No picture"):
        maker.request(broken, (0,)).result(20)
    with pytest.raises(CertDeskError, match="no sound"):
        maker.peaks(broken).result(20)


def test_peaks_are_spread_over_the_length(maker: StillMaker, film: Path) -> None:
    peaks = maker.peaks(film).result(20)
    assert len(peaks) == 1200
    assert max(peaks[:550]) < 0.1
    assert min(peaks[650:1150]) == pytest.approx((1 / 8) ** 0.5, abs=0.02), "the root of how loud ffmpeg's tone is"


def test_an_overdue_process_is_ended_and_what_it_made_counts(
    maker: StillMaker, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "SECONDS", -1.99)
    began = time.monotonic()
    with pytest.raises(CertDeskError):
        maker.request(film, (0,)).result(20)
    assert time.monotonic() - began < 2


def test_closing_ends_what_runs(qtbot: QtBot, film: Path) -> None:
    maker = StillMaker()
    running = maker.request(film, tuple(range(0, 6000, 10)))
    waiting = maker.request(film, (0,))
    qtbot.waitUntil(lambda: maker._running is not None)
    maker.close()
    assert running.done()
    assert waiting.cancelled() or isinstance(waiting.exception(), CancelledError)


@pytest.mark.parametrize("raw", [b"", b"\0\0\0\0\1\0\0\0\1\0\0\0", b"\0\0\0\0\1\0\0\0\1\0\0\0abc", b"\xff" * 80])
def test_what_is_not_pixels_is_not_taken_for_a_picture(raw: bytes) -> None:
    assert list(stills_in(io.BytesIO(raw), LARGEST)) == []


def test_pixels_become_a_jpeg() -> None:
    raw = b"\0\0\0\0\2\0\0\0\1\0\0\0" + b"\0\0\xff\xff" * 2
    (still,) = stills_in(io.BytesIO(raw + b"rest"), LARGEST)
    image = QImage.fromData(still_maker._as_jpeg(still), "JPEG")
    assert (image.width(), image.height()) == (2, 1)
    assert image.pixelColor(0, 0).red() > 200
