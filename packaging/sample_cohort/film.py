"""A drawn film: a stage draws the frames, ffmpeg packs them with the sound and the chapters."""

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skia
from dialogue import Timeline
from paper import CAPTION
from soundtrack import write_wav
from subtitles import overlay


@dataclass(frozen=True, slots=True)
class Format:
    """Size, speed and coding of a film."""

    width: int
    height: int
    fps: int
    coding: list[str]


H264 = [
    "-c:v",
    "libx264",
    "-preset",
    "slow",
    "-crf",
    "30",
    "-tune",
    "animation",
    "-pix_fmt",
    "yuv420p",
    "-g",
    "60",
    "-movflags",
    "+faststart",
    "-c:a",
    "aac",
    "-b:a",
    "72k",
]
VP9 = [
    "-c:v",
    "libvpx-vp9",
    "-crf",
    "40",
    "-b:v",
    "0",
    "-deadline",
    "good",
    "-cpu-used",
    "3",
    "-row-mt",
    "1",
    "-g",
    "48",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "libopus",
    "-b:a",
    "56k",
]
VP8 = [
    "-c:v",
    "libvpx",
    "-crf",
    "26",
    "-b:v",
    "190k",
    "-deadline",
    "good",
    "-cpu-used",
    "3",
    "-g",
    "48",
    "-pix_fmt",
    "yuv420p",
    "-c:a",
    "libopus",
    "-b:a",
    "40k",
]


Draw = Callable[[skia.Canvas, float], None]


@dataclass(frozen=True, slots=True)
class Film:
    """Everything about one film: its times, its sound, its pictures, how it is packed."""

    title: str
    line: Timeline
    sound: np.ndarray
    draw: Draw
    form: Format


def render(target: Path, film: Film) -> None:
    """Draw every frame and pack picture, sound and chapters into a file."""
    with tempfile.TemporaryDirectory() as place:
        track, notes = Path(place) / "sound.wav", Path(place) / "chapters.txt"
        write_wav(track, film.sound)
        notes.write_text(_chapters(film.line, film.title), "utf-8")
        form = film.form
        raw = f"-f rawvideo -pix_fmt rgba -s {form.width}x{form.height} -r {form.fps} -i -".split()
        joined = ["-map", "0:v", "-map", "1:a", "-map_metadata", "2", "-map_chapters", "2"]
        same = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-shortest"]
        inputs = [*raw, "-i", str(track), "-i", str(notes)]
        command = ["ffmpeg", "-y", "-loglevel", "error", *inputs, *joined, *form.coding, *same, str(target)]
        coder = subprocess.Popen(command, stdin=subprocess.PIPE)
        _send_frames(coder, film)
        if coder.wait() != 0:
            raise RuntimeError(f"ffmpeg could not write {target}")


def _send_frames(coder: "subprocess.Popen[bytes]", film: Film) -> None:
    if coder.stdin is None:
        raise RuntimeError("ffmpeg takes no frames")
    surface = skia.Surface(film.form.width, film.form.height)
    for number in range(int(film.line.length * film.form.fps)):
        coder.stdin.write(_frame(surface, film.line, number / film.form.fps, film.draw))
    coder.stdin.close()


def _frame(surface: skia.Surface, line: Timeline, t: float, draw: Draw) -> bytes:
    canvas = surface.getCanvas()
    canvas.save()
    draw(canvas, t)
    canvas.restore()
    overlay(canvas, line, t, (surface.width(), surface.height()))
    return bytes(surface.toarray(colorType=skia.kRGBA_8888_ColorType).tobytes())


def still(line: Timeline, t: float, draw: Draw, form: Format) -> skia.Image:
    """One frame, to look at."""
    surface = skia.Surface(form.width, form.height)
    _frame(surface, line, t, draw)
    return surface.makeImageSnapshot()


def _chapters(line: Timeline, title: str) -> str:
    lines = [";FFMETADATA1", f"title={title}", f"comment={CAPTION}; no real person, school or event."]
    starts = [start for start, _ in line.chapters]
    for (start, name), end in zip(line.chapters, [*starts[1:], line.length], strict=True):
        lines += [
            "[CHAPTER]",
            "TIMEBASE=1/1000",
            f"START={round(start * 1000)}",
            f"END={round(end * 1000)}",
            f"title={name}",
        ]
    return "\n".join(lines) + "\n"
