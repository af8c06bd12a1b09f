"""Takes a picture of every screen, on the sample cohort and on the practice cohort.

    xvfb-run -a -s "-screen 0 1920x1200x24" python packaging/screenshots/take.py FOLDER [--sizes 1366x768,1920x1080]
        [--themes light,dark,high_contrast] [--only today,verify-genuine] [--scale 2.0] [--cohort sample|practice]
    xvfb-run -a -s "-screen 0 1920x1200x24" python packaging/screenshots/take.py --readme

The first writes NAME-SIZE-THEME.png; the second writes the README's pictures, small, beside this file. The names, the
texts and the clock are always the same. Keys, and so fingerprints and rosettes, are new each time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lead_scenes import LeadPhotographer, prepare
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication
from scenes import Photographer, Scene, StillClock
from small import README_PICTURES, SIZE, keep_pages, keep_small

from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import ThemeSource, apply

SAMPLE, PRACTICE = "sample", "practice"
PICTURES = Path(__file__).parent / "pictures"
Take = Callable[[Scene], None]


def main() -> int:
    """Take the pictures that were asked for."""
    options = _options()
    # What is written about days and times is the same on every computer.
    os.environ["TZ"] = "UTC"
    time.tzset()
    app = QApplication(sys.argv[:1])
    app.setCursorFlashTime(0)
    # Nothing lies below the pointer there, so nothing is drawn as if somebody pointed at it.
    QCursor.setPos(app.primaryScreen().geometry().bottomRight())
    theme = apply(app, "light", options.scale)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for cohort in options.cohort.split(","):
            workspace = Workspace(folder / cohort / "CertDesk", clock=StillClock())
            if cohort == PRACTICE:
                prepare(workspace)
            running = build(workspace, theme)
            running.window.show()
            photographer = (LeadPhotographer if cohort == PRACTICE else Photographer)(app, running, folder)
            _photograph(photographer, options, theme, running)
            if options.readme and cohort == SAMPLE:
                keep_pages(photographer.documents(), PICTURES / "documents.png")
            running.close()
    return 0


def _photograph(photographer: Photographer, options: argparse.Namespace, theme: ThemeSource, running: Running) -> None:
    def picture(width: int, height: int) -> QImage:
        running.window.resize(width, height)
        return photographer.settle()

    take = _for_readme(picture) if options.readme else _for_review(options, theme, picture)
    for scene in photographer.scenes():
        scene.show()
        take(scene)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--sizes", default="1366x768")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--only", default="")
    parser.add_argument("--scale", type=float, default=1.0, help="text scale")
    parser.add_argument("--cohort", default=f"{SAMPLE},{PRACTICE}", help="which of the two, or both")
    options = parser.parse_args()
    if not options.readme and options.folder is None:
        parser.error("name a folder, or say --readme")
    return options


def _for_readme(picture: Callable[[int, int], QImage]) -> Take:
    PICTURES.mkdir(exist_ok=True)

    def take(scene: Scene) -> None:
        image = picture(*SIZE)
        if name := README_PICTURES.get(scene.name):
            keep_small(image, PICTURES / f"{name}.png")

    return take


def _for_review(options: argparse.Namespace, theme: ThemeSource, picture: Callable[[int, int], QImage]) -> Take:
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = set(filter(None, options.only.split(",")))
    sizes = [tuple(int(part) for part in size.split("x")) for size in options.sizes.split(",")]

    def take(scene: Scene) -> None:
        if wanted and scene.name not in wanted:
            picture(*sizes[0])
            return
        for name in options.themes.split(","):
            theme.choose(name)
            for width, height in sizes:
                picture(width, height).save(str(options.folder / f"{scene.name}-{width}x{height}-{name}.png"))
        theme.choose(options.themes.split(",")[0])

    return take


if __name__ == "__main__":
    sys.exit(main())
