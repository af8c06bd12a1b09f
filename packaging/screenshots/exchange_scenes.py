"""Pictures of Exchange: nothing yet, an export of another system, its report, packing, handing over, history."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from certdesk.actions import looking_around
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.screens.exchange.prepare_pane import PreparePane

Scenes = Iterator[tuple[str, Callable[[], object]]]
_PEOPLE = ("Farai Nyasha", "Chipo Moyo", "Dawit Tesfaye", "Esi Mensah", "Grace Wanjiru", "Hana Bekele", "Chipo Moyo")


def exchange_scenes(window: MainWindow, workspace: Workspace, folder: Path) -> Scenes:
    """Yield the scenes in their order: each begins where the one before ended."""
    taken = _Exchange(window, workspace, folder)
    yield "exchange-now", lambda: window.go("exchange", {"pane": "now"})
    yield "exchange-intake", taken.bring_export
    yield "exchange-report", taken.take_in
    yield "exchange-prepare", taken.prepare
    yield "exchange-packed", taken.pack
    yield "exchange-done", taken.hand_over
    yield "exchange-checked", taken.check
    yield "exchange-history", lambda: window.go("exchange", {"pane": "history"})


class _Exchange:
    """Does what a coordinator would."""

    def __init__(self, window: MainWindow, workspace: Workspace, folder: Path) -> None:
        self._window = window
        self._workspace = workspace
        self._export = folder / "STEM-Teaching-Certificate-Portfolio-4711.zip"
        self._stick = folder / "BUS-3"

    @property
    def _now(self) -> NowPane:
        pane = self._window.current.pane
        assert isinstance(pane, NowPane)  # noqa: S101 - the scene before has opened it
        return pane

    def bring_export(self) -> None:
        """Drop the export of a Moodle assignment."""
        with zipfile.ZipFile(self._export, "w") as export:
            for number, name in enumerate(_PEOPLE):
                for kind in ("unit plan", "reflection", "lesson notes"):
                    entry = f"{name}_{4200 + number}_assignsubmission_file_/{kind}.txt"
                    export.writestr(entry, f"{kind} number {number}\n" * 60)
        self._window.go("exchange", {"files": [str(self._export)]})

    def take_in(self) -> None:
        """Take in what is not doubtful."""
        self._now.left.intake.taken.emit()

    def prepare(self) -> None:
        """Choose what and for whom."""
        self._now.left.report.closed.emit()
        self._window.go("exchange", {"pane": "prepare"})
        pane = self._window.current.pane
        assert isinstance(pane, PreparePane)  # noqa: S101
        pane.what.choose_all()
        pane.whom.stranger.setChecked(True)

    def pack(self) -> None:
        """Pack it for somebody who gets six words."""
        pane = self._window.current.pane
        assert isinstance(pane, PreparePane)  # noqa: S101
        pane.side.key.field.line.setText(looking_around.PASSPHRASE)
        pane.pack()

    def hand_over(self) -> None:
        """Write it to a folder that stands for a stick."""
        self._stick.mkdir()
        self._now.out.choose_folder(self._stick)
        self._now.out.start()

    def check(self) -> None:
        """Read everything on it."""
        self._now.out.end()
        self._now.coming.check_stick(self._stick)
