"""What lies where in a recording lies there in its copy, or there is no copy."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from tests.support import numbered
from tests.ui.viewers.conftest import ffmpeg

from certdesk.evidence.film import riff
from certdesk.evidence.film.copying import NotReadError, OtherTimesError, copy
from certdesk.evidence.film.libraries import Libraries

COUNT = 500
"""Pictures, 25 of them a second."""


@pytest.fixture(scope="module")
def avi(libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("avi")
    plain = numbered.film(libraries, folder / "plain.mkv", numbered.moments(Fraction(25), COUNT))
    sound = ["-f", "lavfi", "-i", f"sine=440:duration={COUNT // 25}"]
    ffmpeg(["-i", str(plain), *sound, "-c:v", "mjpeg", "-q:v", "4", "-c:a", "pcm_s16le"], folder / "lesson.avi")
    return (folder / "lesson.avi").read_bytes()


def with_hole(film: bytes) -> bytes:
    third = len(film) // 3
    return film[:third] + bytes(len(film) // 10) + film[third + len(film) // 10 :]


def without_index(film: bytes) -> bytes:
    at = film.rindex(b"idx1")
    return film[:at] + bytes(len(film) - at)


def with_half_an_index(film: bytes) -> bytes:
    at = film.rindex(b"idx1")
    length = int.from_bytes(film[at + 4 : at + 8], "little")
    half = length // 32 * 16
    index = b"idx1" + half.to_bytes(4, "little") + film[at + 8 : at + 8 + half]
    rest = b"JUNK" + (length - half - 8).to_bytes(4, "little") + bytes(length - half - 8)
    return film[:at] + index + rest + film[at + 8 + length :]


def copied(libraries: Libraries, film: bytes, folder: Path) -> Path:
    original, target = folder / "lesson.avi", folder / "copy.mkv"
    original.write_bytes(film)
    with original.open("rb") as source, target.open("w+b") as written:
        copy(libraries, source.fileno(), written.fileno(), lambda _share: None)
    return target


def number_at(film: Path, seconds: float) -> int:
    still = film.with_suffix(".png")
    ffmpeg(["-ss", str(seconds - 0.02), "-i", str(film), "-frames:v", "1"], still)
    with Image.open(still) as image:
        return numbered.number_in(image)


def test_a_hole_moves_nothing_that_comes_after_it(libraries: Libraries, avi: bytes, tmp_path: Path) -> None:
    made = copied(libraries, with_hole(avi), tmp_path)
    assert [number_at(made, seconds) for seconds in (1, 14, 19)] == [25, 350, 475]


def test_a_hole_that_would_move_what_comes_after_it_is_refused(
    libraries: Libraries, avi: bytes, tmp_path: Path
) -> None:
    with pytest.raises(OtherTimesError):
        copied(libraries, without_index(with_hole(avi)), tmp_path)
    cut = with_hole(avi)[: len(avi) * 2 // 3]
    with pytest.raises(OtherTimesError):
        copied(libraries, without_index(cut + b"idx1"), tmp_path)


def test_what_is_there_of_a_film_without_its_end_or_its_index_is_copied(
    libraries: Libraries, avi: bytes, tmp_path: Path
) -> None:
    assert number_at(copied(libraries, avi[: len(avi) // 2], tmp_path), 8) == 200
    assert number_at(copied(libraries, without_index(avi), tmp_path), 19) == 475
    assert number_at(copied(libraries, with_half_an_index(avi), tmp_path), 19) == 475


def test_a_disk_that_gives_nothing_is_not_taken_for_the_end(
    libraries: Libraries, avi: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = 0

    def failing(descriptor: int, size: int) -> bytes:
        nonlocal given
        given += size
        if given > 1_500_000:
            raise OSError(5, "Input/output error")
        return read(descriptor, size)

    read = os.read
    monkeypatch.setattr(os, "read", failing)
    with pytest.raises(NotReadError):
        copied(libraries, avi, tmp_path)


def test_a_file_that_gives_nothing_at_all_is_told_as_such(libraries: Libraries, tmp_path: Path) -> None:
    shut = os.open(tmp_path / "lesson.avi", os.O_WRONLY | os.O_CREAT)
    with (tmp_path / "copy.mkv").open("w+b") as written, pytest.raises(NotReadError):
        copy(libraries, shut, written.fileno(), lambda _share: None)
    os.close(shut)


def test_the_chunks_of_a_film_tell_what_is_missing(avi: bytes, tmp_path: Path) -> None:
    def only_end(film: bytes) -> bool:
        path = tmp_path / "film.avi"
        path.write_bytes(film)
        with path.open("rb") as file:
            file.seek(5)
            answer = riff.only_its_end_is_missing(file.fileno())
            assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 5
            return answer

    assert not only_end(avi)
    assert only_end(avi[:-1000])
    assert only_end(avi[: len(avi) // 2])
    assert only_end(avi[:4] + bytes(4) + avi[8:])  # a camera that lost its power never wrote how long it is
    assert not only_end(with_hole(avi)[:-1000])
    assert not only_end(b"")
    assert not riff.is_avi(avi[:11])
    assert riff.is_avi(avi[:12])


def test_nothing_of_another_attempt_stays_behind_a_copy(libraries: Libraries, avi: bytes, tmp_path: Path) -> None:
    original, target = tmp_path / "lesson.avi", tmp_path / "copy.mkv"
    original.write_bytes(avi)
    target.write_bytes(bytes(2 * len(avi)))
    with original.open("rb") as source, target.open("r+b") as written, pytest.raises(OtherTimesError):
        copy(libraries, source.fileno(), written.fileno(), lambda _share: None)
