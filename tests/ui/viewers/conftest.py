"""Real files of every medium, one warm worker, and a way to show a viewer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from certdesk import shipped
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.viewer import Place, ViewedItem

GREY = 40
"""The film's first second has this brightness; every later one is 30 brighter."""


@pytest.fixture(scope="session")
def worker() -> Iterator[EvidenceWorker]:
    with EvidenceWorker() as running:
        yield running


@pytest.fixture
def deliveries(qapp: QApplication) -> Iterator[Deliveries]:
    owner = QObject()
    made = Deliveries(owner)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., None]:
    """Show a viewer at the size it has beside the criterion on a small screen."""

    def shown(widget: QWidget, width: int = 566, height: int = 640) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return shown


@pytest.fixture
def item(worker: EvidenceWorker) -> Callable[..., ViewedItem]:
    """An item as a screen hands it over, described by the worker."""

    def made(path: Path, marks: Marks = (), place: Place | None = None, *, described: bool = True) -> ViewedItem:
        known = worker.ask(Describe(path))
        return ViewedItem(
            path.name,
            path,
            path.stem,
            known.kind,
            path.name,
            known if described else None,
            marks,
            place or {},
            "ab" * 32,
        )

    return made


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A PDF of twelve pages of 400 x 500 points; lines begin at 40 points, "Line 1" stands 100 points from the top."""
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), pagesize=(400, 500))
    for page in range(1, 13):
        canvas.setFont("Helvetica", 12)
        for number in range(1, 11):
            canvas.drawString(40, 400 - (number - 1) * 30, f"Line {number} of page {page} says something")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo taken sideways: 1200 x 1600 upright, its upper left quarter red."""
    upright = Image.new("RGB", (1200, 1600), "white")
    ImageDraw.Draw(upright).rectangle((0, 0, 600, 800), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "poster.jpg"
    upright.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=92)
    return path


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds at 10 pictures a second, each second another grey, with a tone in its second half."""
    grey = f"geq=lum='{GREY}+30*floor(T)':cb=128:cr=128"
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    picture = ["-f", "lavfi", "-i", f"color=c=black:s=160x90:r=10:d=6,{grey}"]
    sound = ["-f", "lavfi", "-i", "sine=frequency=440:duration=6,volume='if(lt(t,3),0,1)':eval=frame"]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    ffmpeg([*picture, *sound, *coded], path)
    return path


@pytest.fixture(scope="session")
def sample_film() -> Path:
    """The lesson film of the sample cohort."""
    path = shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4"
    if not path.is_file():
        pytest.skip("the sample cohort is not built")
    return path


@pytest.fixture(scope="session")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of sound."""
    path = tmp_path_factory.mktemp("tone") / "tone.m4a"
    ffmpeg(["-f", "lavfi", "-i", "sine=frequency=440:duration=2", "-c:a", "aac"], path)
    return path


@pytest.fixture(scope="session")
def av1(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of pictures that Qt can't decode without special hardware."""
    path = tmp_path_factory.mktemp("av1") / "av1.mp4"
    ffmpeg(["-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=2", "-c:v", "libsvtav1"], path)
    return path


@pytest.fixture(scope="session")
def film_maker() -> Callable[[list[str], Path], None]:
    """Make a film with ffmpeg, or skip the test where that can't be done."""
    return ffmpeg


def ffmpeg(arguments: list[str], path: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not on this computer")
    made = subprocess.run([program, "-v", "error", "-y", *arguments, str(path)], check=False, capture_output=True)
    if made.returncode:
        pytest.skip(f"this ffmpeg can't make {path.name}")
