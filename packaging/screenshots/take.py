"""Takes a picture of every screen on the sample cohort: python packaging/screenshots/take.py FOLDER [--size 1366x768].

Run it under a virtual screen (xvfb-run -a) so that what is drawn is what people see. Writes NAME-THEME.png.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from certdesk import shipped
from certdesk.actions import looking_around
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.theme.source import apply

SETTLE_S = 2.5


def main() -> int:
    """Take all pictures in light and dark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--scale", type=float, default=1.0, help="text scale")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in options.size.split("x"))
    app = QApplication(sys.argv[:1])
    theme = apply(app, "light", options.scale)
    with tempfile.TemporaryDirectory() as scratch:
        prepare(Path(scratch) / "workspace")
        running = build(Workspace(Path(scratch) / "workspace"), theme)
        running.window.resize(width, height)
        running.window.show()
        for name in options.themes.split(","):
            theme.choose(name)
            for title, show in scenes(running).items():
                show()
                settle(app)
                running.window.grab().save(str(options.folder / f"{title}-{name}.png"))
        running.close()
    return 0


def prepare(folder: Path) -> None:
    """Make a workspace with the sample cohort."""
    with Workspace(folder) as workspace, EvidenceWorker() as worker:
        load_built_in_rubrics(workspace, shipped.rubrics())
        plan = looking_around.plan_sample(workspace, shipped.resources() / "sample_cohort")
        looking_around.keep_sample(workspace, plan, looking_around.make_sample(plan, worker, silent))


def scenes(running: Running) -> dict[str, Callable[[], None]]:
    """Return what is shown, in order."""
    window, workspace = running.window, running.tools.session.workspace
    rows = {row.code: row for row in look_at_worklist(workspace).rows}
    kite, wren = rows["KITE-37"], rows.get("WREN-03")

    def score(kind: str, criterion: str) -> Callable[[], None]:
        def show() -> None:
            window.go("score", {"assessment": kite.assessment_id, "criterion": criterion})
            screen = window.current
            item = next(item for item in load_items(workspace.db, kite.portfolio_id) if item.kind == kind)
            notes = [note for note in screen.view.assessment.annotations if note.item_id == item.id]
            screen.go_to_item(item.id, notes[0].anchor if notes else None)

        return show

    made = {
        "today": lambda: window.go("today"),
        "portfolio": lambda: window.go("portfolio", {"portfolio": kite.portfolio_id}),
        "score-video": score("video", "T4"),
        "score-pdf": score("pdf", "T2"),
        "score-photo": score("image", "T4"),
        "score-document": score("document", "T1"),
        "score-sheet": score("sheet", "T6"),
        "finalise": lambda: window.go("finalise", {"assessment": kite.assessment_id}),
        "settings": lambda: window.go("settings"),
        "welcome": lambda: window.go("welcome"),
    }
    if wren:
        made["declaration"] = lambda: window.go("portfolio", {"portfolio": wren.portfolio_id})
    return made


def settle(app: QApplication, seconds: float = SETTLE_S) -> None:
    """Let pictures arrive and timers run."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
