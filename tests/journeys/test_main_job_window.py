"""From a portfolio to a signed result, through the real window, by keyboard wherever a person could."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.looking import look_at_assessment
from certdesk.core.annotations import PageRegion, TimeSpan
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import LevelGiven, Unmarked
from certdesk.signing.verification import Verdict
from certdesk.ui.app import Running
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.viewers.pdf_viewer import PdfViewer

from .conftest import PASSPHRASE, SAMPLES, PlayedDialogs, click, find, wait_for_jobs

Open = Callable[[], Running]
pytestmark = pytest.mark.timeout(180)


def take_in(qtbot: QtBot, running: Running, dialogs: PlayedDialogs, path: Path) -> None:
    """Add a portfolio with the button on Today."""
    dialogs.files.append(path)
    click(qtbot, running.window.current, "add")
    wait_for_jobs(qtbot, running)


def begin(qtbot: QtBot, running: Running) -> ScoreScreen:
    """Open the first portfolio of the worklist, declare no conflict, start scoring."""
    table = find(running.window.current, "worklist")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert running.window.current.objectName() == "portfolio"
    click(qtbot, running.window.current, "open")
    click(qtbot, running.window.current, "start")
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    return screen


def press(qtbot: QtBot, running: Running, *keys: Qt.Key | str) -> None:
    """Press keys in the window, wherever the keyboard is."""
    for key in keys:
        target: QWidget = running.window.focusWidget() or running.window
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def marks_of(screen: ScoreScreen) -> dict[str, object]:
    assert screen.view is not None
    return {criterion.id: screen.view.assessment.mark(criterion.id) for criterion in screen.view.rubric.criteria}


def test_from_portfolio_to_certificate(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs, tmp_path: Path) -> None:
    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    screen = begin(qtbot, running)

    # Mark everything with the keyboard only: a level, evidence, the next criterion.
    criteria = list(marks_of(screen))
    for _criterion in criteria:
        press(qtbot, running, "3", "e")
        press(qtbot, running, Qt.Key.Key_Down)
    assert set(marks_of(screen).values()) == {LevelGiven(Fraction(3))}
    assert screen.view is not None
    assert all(screen.view.assessment.evidence_for(criterion) for criterion in criteria)

    # Take back the last mark and its evidence, and bring them back.
    qtbot.keyClick(running.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(running.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(marks_of(screen)["T8"], Unmarked)
    qtbot.keyClick(running.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert marks_of(screen)["T8"] == LevelGiven(Fraction(3))
    qtbot.keyClick(running.window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    # Sign.
    click(qtbot, screen, "finalise")
    finalise = running.window.current
    assert isinstance(finalise, FinaliseScreen)
    wait_for_jobs(qtbot, running)
    field = finalise.signing.findChild(QWidget, "passphrase")
    assert field is not None
    qtbot.keyClicks(field.focusProxy(), "not this one")
    click(qtbot, finalise, "sign")
    assert finalise.view is not None
    assert finalise.view.assessment.state is AssessmentState.OPEN
    finalise.signing.forget()
    qtbot.keyClicks(field.focusProxy(), PASSPHRASE)
    click(qtbot, finalise, "sign")
    wait_for_jobs(qtbot, running, 60)
    assert finalise.view.assessment.state is AssessmentState.SIGNED
    documents = sorted(running.tools.session.workspace.documents.glob("*.pdf"))
    assert len(documents) == 2

    # Verify, then alter one byte of a copy and verify again.
    verified = running.window
    for path in documents:
        verified.go("verify", {"file": str(path)})
        wait_for_jobs(qtbot, running)
        assert running.window.current.result.verdict is Verdict.GENUINE  # type: ignore[attr-defined]
    forged = tmp_path / "forged.pdf"
    content = bytearray(documents[0].read_bytes())
    content[len(content) // 2] ^= 1
    forged.write_bytes(content)
    verified.go("verify", {"file": str(forged)})
    wait_for_jobs(qtbot, running)
    assert running.window.current.result.verdict is Verdict.NOT_GENUINE  # type: ignore[attr-defined]


def test_every_kind_of_evidence_can_be_looked_at_and_filed(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs) -> None:
    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    screen = begin(qtbot, running)
    assert screen.view is not None
    for item in screen.view.items:
        screen.viewing.go_to_item(item.id)
        press(qtbot, running, "e")
        filed = [note for note in screen.view.assessment.annotations if note.item_id == item.id]
        assert bool(filed) is (item.id not in screen.view.closed), item.file_name
    closed = [item.file_name for item in screen.view.items if item.id in screen.view.closed]
    assert closed == ["consent-register.pdf"], "the lead's"


def test_clicking_evidence_goes_back_to_exactly_there(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs) -> None:
    from certdesk.actions.applying_marks import apply_sheet, read_sheet

    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    assessment = apply_sheet(running.tools.session.workspace, read_sheet(SAMPLES / "marks" / "KITE-37.yaml"))
    running.window.go("score", {"assessment": assessment.id})
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    view = look_at_assessment(running.tools.session.workspace, assessment.id)
    regions = [note for note in view.assessment.annotations if isinstance(note.anchor, PageRegion)]
    page = next(note for note in regions if isinstance(note.anchor, PageRegion) and note.anchor.page > 1)
    screen.evidence.annotation_chosen.emit(page.id)
    assert isinstance(page.anchor, PageRegion)
    pages = screen.stage.viewer
    assert isinstance(pages, PdfViewer)
    place = page.anchor

    def is_seen() -> bool:
        layout = pages.canvas.sheet_layout
        if place.page > len(layout.sizes):
            return False
        return pages.canvas.seen_box.intersects(layout.to_sheet(place.page, place.rect))

    qtbot.waitUntil(is_seen, timeout=5000)
    span = next(note for note in view.assessment.annotations if isinstance(note.anchor, TimeSpan))
    assert isinstance(span.anchor, TimeSpan)
    screen.evidence.annotation_chosen.emit(span.id)
    start = span.anchor.start_ms
    qtbot.waitUntil(lambda: abs(screen.stage.place().get("second", -9) * 1000 - start) < 300, timeout=8000)


def test_half_typed_words_and_place_survive(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs) -> None:
    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    screen = begin(qtbot, running)
    press(qtbot, running, Qt.Key.Key_Down, "c")
    writing = screen.panel.strength.focusProxy()
    qtbot.keyClicks(writing, "Pupils need 3 ideas")
    assert isinstance(marks_of(screen)["T2"], Unmarked), "digits typed in a text box never set a level"
    assert screen.view is not None
    screen.viewing.step(1)
    item = screen.view.items[1].id
    running.close()

    again = opened()
    screen = again.window.current
    assert isinstance(screen, ScoreScreen)
    assert screen.criterion is not None
    assert screen.criterion.id == "T2"
    assert screen.panel.strength.text() == "Pupils need 3 ideas"
    assert again.window.current.left_off.item == item  # type: ignore[attr-defined]


def test_signing_is_refused_while_a_mark_is_missing(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs) -> None:
    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    screen = begin(qtbot, running)
    press(qtbot, running, "3")
    click(qtbot, screen, "finalise")
    assert not find(running.window.current, "sign").isEnabled()
    assert "mark" in find(running.window.current, "whyNot").text()  # type: ignore[attr-defined]
    wait_for_jobs(qtbot, running)


def test_a_declared_conflict_closes_the_portfolio(qtbot: QtBot, opened: Open, dialogs: PlayedDialogs) -> None:
    running = opened()
    take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    table = find(running.window.current, "worklist")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    dialogs.reasons.append("We taught at the same school")
    click(qtbot, running.window.current, "declineFirst")
    assert find(running.window.current, "closed").isVisible()
    assert not find(running.window.current, "start").isVisible()


def test_taking_in_the_same_portfolio_twice_does_not_double_it(
    qtbot: QtBot, opened: Open, dialogs: PlayedDialogs
) -> None:
    running = opened()
    for _time in range(2):
        take_in(qtbot, running, dialogs, SAMPLES / "KITE-37")
    assert running.window.current.model.rowCount() == 1  # type: ignore[attr-defined]
