"""What is photographed: a first start in the real window, then screen after screen up to a signed and an altered PDF."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exchange_scenes import exchange_scenes
from portfolio_scenes import PortfolioDesk
from proof_scenes import proof_scenes
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit
from rubric_scenes import rubric_scenes
from rubric_states import rubric_states
from verify_scenes import verify_scenes

from certdesk.actions import finalising, looking_around
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.covering import note_coverage
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.looking import WorklistRow, look_at_worklist
from certdesk.core.annotations import Rect
from certdesk.core.progress import silent
from certdesk.store.portfolios import load_items
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.viewers.sheet_scene import Part
from certdesk.ui.widgets.notice_bar import NoticeBar
from certdesk.ui.widgets.overlay import Overlay

FIRST_MOMENT = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
_PAUSE_S, _QUIET_ROUNDS, _LONGEST_S = 0.25, 6, 20.0
_SIGNED, _UNMARKED = "KITE-37", "WREN-03"

# Criterion and kind of evidence, in the portfolio that is photographed while it is scored.
_LOOKS = {
    "score-video": ("T4", "video"),
    "score-pdf": ("T2", "pdf"),
    "score-photo": ("T2", "image"),
    "score-document": ("T1", "document"),
    "score-sheet": ("T6", "sheet"),
    "score-text": ("T1", "text"),
}


@dataclass(slots=True)
class StillClock:
    """A clock that stands at one morning; it moves by a thousandth of a second, so that ids keep their order."""

    now: datetime = field(default=FIRST_MOMENT)

    def __call__(self) -> datetime:
        """Return the next moment."""
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: what it is called, and what brings it about."""

    name: str
    show: Callable[[], object]


class Photographer:
    """Leads the window through its scenes. ``folder`` is for files that are made on the way."""

    def __init__(self, app: QApplication, running: Running, folder: Path) -> None:
        self._app = app
        self._running = running
        self._window = running.window
        self._workspace = running.tools.session.workspace
        self._folder = folder

    def scenes(self) -> Iterator[Scene]:
        """Yield the scenes in their order: each begins where the one before ended."""
        yield Scene("welcome", lambda: self._window.go("welcome"))
        yield Scene("today-first", self._look_around)
        yield Scene("today", self._dismiss)
        yield Scene("declaration", lambda: self._portfolio(_UNMARKED))
        desk = PortfolioDesk(self._window, self._workspace, self._running.tools.worker, self._folder)
        for name, show in desk.scenes(self._row(_UNMARKED).portfolio_id):
            yield Scene(name, show)
        yield Scene("portfolio", lambda: self._portfolio(_SIGNED))
        for name, (criterion, kind) in _LOOKS.items():
            yield Scene(name, lambda criterion=criterion, kind=kind: self._score(criterion, kind))
        yield Scene("score-full", lambda: self._score_alone("T4", "video"))
        yield Scene("score-filing", lambda: self._select("T2", "pdf"))
        yield Scene("score-editing", lambda: self._edit("T4", "video"))
        yield Scene("score-two", self._score_two)
        yield Scene("score-find", lambda: self._find("group"))
        yield Scene("score-unmarked", self._score_unmarked)
        yield Scene("bank", self._open_bank)
        yield Scene("palette", lambda: self._float("palette", "evi"))
        yield Scene("keys", lambda: self._float("keys"))
        yield Scene("finalise-missing", lambda: self._finalise(_UNMARKED))
        yield Scene("finalise", lambda: self._finalise(_SIGNED))
        yield Scene("signed", self._sign)
        yield Scene("today-signed", lambda: self._window.go("today"))
        yield Scene("verify-empty", lambda: self._window.go("verify"))
        yield Scene("verify-genuine", lambda: self._verify(self._document("feedback")))
        yield Scene("verify-certificate", lambda: self._verify(self._document("certificate")))
        yield Scene("verify-altered", lambda: self._verify(self._altered()))
        for scenes in (verify_scenes, exchange_scenes, proof_scenes, rubric_scenes, rubric_states):
            for name, show in scenes(self._window, self._workspace, self._folder):
                yield Scene(name, show)
        yield Scene("settings", lambda: self._window.go("settings"))

    def settle(self) -> QImage:
        """Wait until nothing runs and the window has looked the same for a while; return what it looks like."""
        end, quiet, before = time.monotonic() + _LONGEST_S, 0, QImage()
        while quiet < _QUIET_ROUNDS and time.monotonic() < end:
            self._breathe(_PAUSE_S)
            now = self._picture()
            quiet = quiet + 1 if now == before and not self._running.tools.jobs.busy else 0
            before = now
        return before

    def documents(self) -> tuple[Path, Path]:
        """Return the signed report and certificate."""
        return self._document("feedback"), self._document("certificate")

    def _picture(self) -> QImage:
        """Grab the window, and what floats over it as a window of its own."""
        image = self._window.grab().toImage()
        if popup := self._app.activePopupWidget():
            painter = QPainter(image)
            painter.drawPixmap(popup.mapToGlobal(QPoint()) - self._window.mapToGlobal(QPoint()), popup.grab())
            painter.end()
        return image

    def _breathe(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.01)

    def _look_around(self) -> None:
        self._window.go("welcome", {"look_around": True})
        self._breathe(_PAUSE_S)
        while self._running.tools.jobs.busy:
            self._breathe(_PAUSE_S)

    def _dismiss(self) -> None:
        notices = self._window.findChild(NoticeBar, "noticeBar")
        for _round in range(10):
            if notices is not None and notices.isVisible():
                notices.findChild(object, "noticeClose").click()
        self._window.go("today")

    def _row(self, code: str) -> WorklistRow:
        return next(row for row in look_at_worklist(self._workspace).rows if row.code == code)

    def _watch(self, code: str) -> None:
        """Let some of a portfolio have been on screen, as after an hour of work."""
        row = self._row(code)
        for number, item in enumerate(load_items(self._workspace.db, row.portfolio_id)[:9]):
            units = range(80) if item.duration_ms else range(1 if item.pages else 0, 2 + number % 3)
            note_coverage(self._workspace, row.assessment_id or "", item.id, frozenset(units))

    def _portfolio(self, code: str) -> None:
        if code == _SIGNED:
            self._watch(code)
        self._window.go("portfolio", {"portfolio": self._row(code).portfolio_id})

    def _score(self, criterion: str, kind: str) -> None:
        row = self._row(_SIGNED)
        self._window.go("score", {"assessment": row.assessment_id, "criterion": criterion})
        screen = self._score_screen()
        kinds = {item.id: item.kind for item in load_items(self._workspace.db, row.portfolio_id)}
        notes = [note for note in screen.view.assessment.evidence_for(criterion) if kinds[note.item_id] == kind]
        wanted = notes[0].item_id if notes else next(id_ for id_ in kinds if kinds[id_] == kind)
        screen.viewing.go_to_item(wanted, notes[0].anchor if notes else None)

    def _score_alone(self, criterion: str, kind: str) -> None:
        self._score(criterion, kind)
        self._run("score.full")

    def _select(self, criterion: str, kind: str) -> None:
        self._run("score.side")
        self._score(criterion, kind)
        self._breathe(2)
        stage = self._score_screen().stage
        stage.viewer.canvas.select(Part(1, Rect(70, 120, 520, 210)))
        self._score_screen().desk.pane.filing.note.setText("Names the number that made them change it")

    def _edit(self, criterion: str, kind: str) -> None:
        self._score(criterion, kind)
        screen = self._score_screen()
        screen.noting.edit(screen.view.assessment.evidence_for(criterion)[0].id)

    def _score_two(self) -> None:
        self._score("T2", "pdf")
        screen = self._score_screen()
        photo = next(item for item in screen.view.items if item.kind == "image")
        screen.viewing.open_beside(photo.id)

    def _find(self, words: str) -> None:
        self._run("score.side")
        self._breathe(3)
        while self._running.tools.jobs.busy:
            self._breathe(_PAUSE_S)
        self._run("score.find")
        self._score_screen().searching.popup.typed.setText(words)

    def _score_unmarked(self) -> None:
        self._clear()
        self._run("score.side")
        begin_assessment(self._workspace, self._row(_UNMARKED).portfolio_id)
        self._window.go("score", {"assessment": self._row(_UNMARKED).assessment_id})

    def _open_bank(self) -> None:
        self._score("T7", "pdf")
        self._breathe(1)
        self._run("score.bank")

    def _float(self, command: str, typed: str = "") -> None:
        self._clear()
        self._run(command)
        for line in self._window.findChildren(QLineEdit, "paletteTyped") if typed else ():
            line.setText(typed)

    def _finalise(self, code: str) -> None:
        self._clear()
        self._window.go("finalise", {"assessment": self._row(code).assessment_id})

    def _sign(self) -> None:
        worker, workspace = self._running.tools.worker, self._workspace
        assessment = self._row(_SIGNED).assessment_id or ""
        signer = unlock_mine(workspace, looking_around.PASSPHRASE)
        plan = finalising.plan_signing(workspace, assessment)
        finalising.keep_signed(workspace, plan, finalising.make_signed(plan, signer, worker, silent))
        self._window.go("finalise", {"assessment": assessment})

    def _verify(self, path: Path) -> None:
        self._window.go("verify", {"file": str(path)})

    def _document(self, kind: str) -> Path:
        return next(self._workspace.documents.glob(f"{_SIGNED}-{kind}*.pdf"))

    def _altered(self) -> Path:
        """Put another portfolio's code into a signed report; nothing that is seen on the page changes."""
        target = self._folder / f"{_SIGNED}-altered.pdf"
        target.write_bytes(self._document("feedback").read_bytes().replace(_SIGNED.encode(), _UNMARKED.encode()))
        return target

    def _score_screen(self) -> ScoreScreen:
        screen = self._window.current
        assert isinstance(screen, ScoreScreen)  # noqa: S101 - the scene before has opened it
        return screen

    def _run(self, command_id: str) -> None:
        next(command for command in self._window.commands() if command.id == command_id).run()

    def _clear(self) -> None:
        """Close what floats over the window."""
        if popup := self._app.activePopupWidget():
            popup.close()
        for overlay in self._window.findChildren(Overlay):
            overlay.close_panel()
