"""Pictures of Exchange: nothing yet, an export of another system, its report, packing, handing over, a package."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from certdesk import shipped
from certdesk.actions import identifying, looking_around
from certdesk.actions.accepting import accept_card, my_words, write_card
from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.handing_over import keep_hand_over, make_hand_over, plan_hand_over
from certdesk.actions.identifying import my_identity, unlock_mine
from certdesk.actions.packing import keep_package, make_package, plan_package, prepare_package, state_package
from certdesk.actions.packing_values import MarksOf, PackageScope
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.rubric_loading import load_built_in_rubrics
from certdesk.core.progress import silent
from certdesk.exchange.media import medium_of
from certdesk.store.workspace import Workspace
from certdesk.ui.main_window import MainWindow
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.screens.exchange.prepare_pane import PreparePane

Scenes = Iterator[tuple[str, Callable[[], object]]]
_DIEGO = "quiet lantern forty rivers"
_HIS = {"SWIFT-21": "FERN-08", "HERON-44": "LARK-12"}
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
    yield "exchange-incoming", taken.bring_package
    yield "exchange-history", lambda: window.go("exchange", {"pane": "history"})


class _Exchange:
    """Does what a coordinator would."""

    def __init__(self, window: MainWindow, workspace: Workspace, folder: Path) -> None:
        self._window = window
        self._workspace = workspace
        self._export = folder / "STEM-Teaching-Certificate-Portfolio-4711.zip"
        self._stick = folder / "BUS-3"
        self._from_diego = folder / "BUS-7"
        self._diego = folder / "diego"

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

    def bring_package(self) -> None:
        """Put in the stick of a colleague, with two portfolios of his and what he has marked."""
        self._now.left.checked.closed.emit()
        with Workspace(self._diego, clock=self._workspace.clock) as desk:
            identity = identifying.make(identifying.plan_identity(desk, "Diego Ramos", "assessor", _DIEGO), silent)
            identifying.keep(desk, identity)
            load_built_in_rubrics(desk, shipped.rubrics())
            self._introduce(desk, self._workspace)
            self._introduce(self._workspace, desk)
            self._work(desk)
            self._hand_over_from(desk)
        self._window.go("exchange", {"files": [str(self._from_diego)]})

    def _introduce(self, desk: Workspace, other: Workspace) -> None:
        """Accept the key of one on the desk of the other."""
        card = self._diego.with_name("card.certdesk-card")
        write_card(other, card)
        accept_card(desk, card, " ".join(my_words(other)))
        card.unlink()

    def _work(self, desk: Workspace) -> None:
        """Take two portfolios in there, and mark one."""
        samples, place = shipped.resources() / "sample_cohort", self._diego / "came"
        for code, like in _HIS.items():
            shutil.copytree(samples / like, place / code)
            described = place / code / "portfolio.yaml"
            described.write_text(described.read_text(encoding="utf-8").replace(like, code), encoding="utf-8")
        plan = plan_receive(desk, place)
        keep_receive(desk, plan, make_receive(plan, self._window.current.tools.worker, silent))
        sheet = place / "marks.yaml"
        text = (samples / "marks" / "FERN-08.yaml").read_text(encoding="utf-8")
        sheet.write_text(text.replace("FERN-08", "SWIFT-21"), encoding="utf-8")
        apply_sheet(desk, read_sheet(sheet))

    def _hand_over_from(self, desk: Workspace) -> None:
        """Pack all of it for the person who is photographed."""
        signer = unlock_mine(desk, _DIEGO)
        everything = tuple(row["id"] for row in desk.db.query("select id from portfolio order by code"))
        scope = PackageScope(everything, to=(my_identity(self._workspace).id,), marks=MarksOf.EVERYBODY)
        made = make_package(state_package(desk, prepare_package(plan_package(desk, scope)), signer), signer)
        keep_package(desk, made)
        self._from_diego.mkdir()
        place = medium_of(self._from_diego)
        keep_hand_over(desk, make_hand_over(plan_hand_over(desk, made.packed.package, place)))
