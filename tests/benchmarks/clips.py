"""Recordings for the benchmarks, made by ffmpeg; they skip where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FPS = 25
GREYS = 32
"""The grey of a picture tells its number, counted modulo this."""


def ffmpeg(*arguments: str) -> None:
    """Run ffmpeg, which has to end well."""
    program = shutil.which("ffmpeg")
    if not program:
        pytest.skip("ffmpeg makes the clips")
    subprocess.run([program, "-v", "error", "-y", *arguments], check=True)


def numbered(path: Path, seconds: int, size: str = "1280:720") -> Path:
    """A film whose pictures tell their number by their grey; a key picture every two seconds."""
    grey = f"geq=lum='16+7*mod(N,{GREYS})':cb=128:cr=128,scale={size}"
    source = f"color=c=black:s=16x10:r={FPS}:d={seconds},{grey}"
    coded = ("-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", str(2 * FPS), "-bf", "2")
    ffmpeg("-f", "lavfi", "-i", source, *coded, str(path))
    return path


def lesson(path: Path, seconds: int, size: str) -> Path:
    """A film with a lot to see, and a tone."""
    picture = ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={FPS}:duration={seconds},noise=alls=12:allf=t")
    sound = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}")
    ffmpeg(*picture, *sound, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", str(path))
    return path


def number_of(grey: float) -> int:
    """Which picture a grey means (0 to 255, full range), modulo `GREYS`."""
    return round(grey * 219 / 255 / 7) % GREYS
