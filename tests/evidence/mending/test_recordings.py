"""Recordings are cut, turned, made smaller and masked by the process that mends; every moment stays where it was."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.evidence.mending.planting import NAME, PLANTED
from tests.ui.viewers.conftest import ffmpeg

from certdesk.core.annotations import Rect
from certdesk.core.errors import CancelledError
from certdesk.core.recipes import Cover, Mask, MaskAll, Recipe, Rotate, Smaller, Strip, Trim
from certdesk.evidence.mending import making
from certdesk.evidence.mending.making import Order, mend
from certdesk.evidence.mending.refusing import CannotMendError, Reason

_TAGS = ["-metadata", f"title={NAME}", "-metadata", f"artist={NAME}", "-metadata", "location=+12.3456-098.7654/",
         "-metadata", f"com.apple.quicktime.author={NAME}", "-metadata:s:v", f"handler_name={NAME}"]  # fmt: skip


@pytest.fixture(scope="session")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 s, a key picture every 4 s; the left half is red and the right half green, a tone of 440 Hz."""
    folder = tmp_path_factory.mktemp("lesson")
    halves = "color=red:size=320x360:rate=10[l];color=green:size=320x360:rate=10[r];[l][r]hstack"
    ffmpeg(["-filter_complex", halves, "-f", "lavfi", "-i", "sine=440", "-t", "24", "-c:v", "mpeg4", "-g", "40",
            "-c:a", "aac", "-movflags", "use_metadata_tags", *_TAGS], folder / "lesson.mp4")  # fmt: skip
    return folder / "lesson.mp4"


def made(source: Path, folder: Path, *recipe: Recipe) -> Path:
    target = folder / "made.mp4"
    assert mend(Order(source, source.name, recipe, target, folder / "scratch"), lambda *_told: None)
    return target


def told(film: Path) -> dict[str, object]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_entries",
               "format=duration:stream=codec_name,width,height,duration:stream_side_data=rotation"]  # fmt: skip
    found = json.loads(subprocess.run([*command, str(film)], capture_output=True, check=True).stdout)
    video = next(stream for stream in found["streams"] if "width" in stream)
    sides = [side["rotation"] for side in video.get("side_data_list", ())]
    return {
        "seconds": float(found["format"]["duration"]),
        "size": (video["width"], video["height"]),
        "codec": video["codec_name"],
        "rotation": int(sides[0]) % 360 if sides else 0,
        "sound": next((stream["codec_name"] for stream in found["streams"] if "width" not in stream), ""),
    }


def colour(film: Path, second: float, place: tuple[int, int]) -> tuple[int, ...]:
    crop = f"crop=2:2:{place[0]}:{place[1]},format=rgb24"
    command = ["ffmpeg", "-v", "error", "-ss", str(second), "-i", str(film), "-frames:v", "1", "-vf", crop,
               "-f", "rawvideo", "-"]  # fmt: skip
    return tuple(subprocess.run(command, capture_output=True, check=True).stdout[:3])


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 150 and pixel[1] < 100


def test_stripped_it_plays_the_same_and_names_nobody(lesson: Path, tmp_path: Path) -> None:
    assert any(word in lesson.read_bytes() for word in PLANTED)
    film = made(lesson, tmp_path, Strip())
    data = film.read_bytes()
    assert not [word for word in PLANTED if word in data]
    assert told(film) | {"seconds": 0} == told(lesson) | {"seconds": 0}
    assert told(film)["seconds"] == pytest.approx(24, abs=0.1)


def test_a_cut_at_a_key_picture_codes_nothing_anew(lesson: Path, tmp_path: Path) -> None:
    film = made(lesson, tmp_path, Trim(8_000, 14_000), Rotate(90))
    assert told(film)["seconds"] == pytest.approx(6, abs=0.2)
    assert told(film)["rotation"] in {90, 270}
    assert not (tmp_path / "scratch").exists()


def test_smaller_cut_and_stopped_goes_on_where_it_was(lesson: Path, tmp_path: Path) -> None:
    order = Order(lesson, lesson.name, (Smaller(120), Trim(1_500, 23_500)), tmp_path / "made.mp4", tmp_path / "s")

    def stop(done: int, _of: int, _label: str) -> None:
        if done > 600:
            raise CancelledError("stop")

    with pytest.raises(CancelledError):
        mend(order, stop)
    state = json.loads((tmp_path / "s" / making.STATE).read_text())
    assert {one["kind"] for one in state["done"][1:]} == {"pictures"}
    shares: list[int] = []
    mend(order, lambda done, _of, _label: shares.append(done))
    assert shares[0] > 300, "what was done is not done again"
    facts = told(tmp_path / "made.mp4")
    assert facts["size"] == (214, 120)
    assert facts["seconds"] == pytest.approx(22, abs=0.2)
    assert (facts["codec"], facts["sound"]) == ("mpeg4", "aac")
    assert is_red(colour(tmp_path / "made.mp4", 20, (20, 60)))


def test_what_is_masked_is_gone_for_its_span_and_so_is_its_sound(lesson: Path, tmp_path: Path) -> None:
    blur = Mask(Rect(280, 100, 360, 200), Cover.BLUR, 1_000, 2_000, silence=True)
    box = Mask(Rect(20, 20, 60, 60), Cover.BOX, 3_000)
    film = made(lesson, tmp_path, Trim(0, 4_000), MaskAll((blur, box)))
    assert is_red(colour(film, 0.5, (300, 150)))
    assert not is_red(colour(film, 1.5, (318, 150)))
    assert is_red(colour(film, 1.5, (200, 150)))
    assert is_red(colour(film, 2.5, (300, 150)))
    assert is_red(colour(film, 2.5, (40, 40)))
    assert max(colour(film, 3.5, (40, 40))) < 20
    levels = loudness(film)
    assert levels[15] < 0.01
    assert min(levels[5], levels[30]) > 0.05


def loudness(film: Path) -> list[float]:
    """The loudest sample of each tenth of a second."""
    command = ["ffmpeg", "-v", "error", "-i", str(film), "-ac", "1", "-ar", "8000", "-f", "s8", "-"]
    samples = subprocess.run(command, capture_output=True, check=True).stdout
    return [max(min(each, 256 - each) for each in samples[at : at + 800]) / 128 for at in range(0, len(samples), 800)]


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    fake = tmp_path / "lesson.mp4"
    fake.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(4000))
    with pytest.raises(CannotMendError) as refused:
        made(fake, tmp_path, Smaller(120))
    assert refused.value.reason is Reason.DAMAGED
