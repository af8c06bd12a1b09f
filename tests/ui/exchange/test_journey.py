"""A package from one desk to another by a stick: packed, checked, taken in, answered, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desks import ADA, BEN
from tests.ui.screens.conftest import click, find

from certdesk.core.exchange import Direction, HistoryLine, LineKind, ReceiptState
from certdesk.exchange.checking import check_stick
from certdesk.store.exchanges import history
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.screens.exchange.prepare_pane import PreparePane

from .conftest import Desk


def text(parent: QWidget, name: str) -> str:
    shown = find(parent, name)
    assert isinstance(shown, QLabel)
    return shown.text()


def now(desk: Desk) -> NowPane:
    pane = desk.screen.pane
    assert isinstance(pane, NowPane)
    return pane


def came(desk: Desk) -> HistoryLine:
    """The package that came in."""
    lines = history(desk.workspace.db, desk.workspace.clock())
    return next(line for line in lines if line.direction is Direction.RECEIVED)


def pack(qtbot: QtBot, desk: Desk, name: str) -> None:
    """Pack everything for somebody; the window leads to where it is handed over."""
    pane = desk.go("prepare").pane
    assert isinstance(pane, PreparePane)
    person = next(one for one in pane.whom._model._rows if one.name == name)
    assert not find(pane, "pack").isEnabled()
    pane.what.choose_all()
    qtbot.waitUntil(lambda: "who is to get it" in text(pane, "packWhy"))
    pane.whom.choose(person.id)
    qtbot.waitUntil(find(pane, "pack").isEnabled)
    left_by_a_crash = desk.workspace.folder / "outbox" / desk.workspace.new_id()
    (left_by_a_crash / "clean").mkdir(parents=True)
    click(qtbot, pane, "pack")
    desk.finish(qtbot)
    assert isinstance(desk.screen.pane, NowPane)
    assert not left_by_a_crash.exists()


def hand_over(qtbot: QtBot, desk: Desk, stick: Path) -> None:
    pane = now(desk)
    assert not find(pane, "endHandOver").isEnabled()
    desk.dialogs.files.append(stick)
    click(qtbot, pane, "otherStick")
    click(qtbot, pane, "endHandOver")
    desk.finish(qtbot)
    assert text(pane, "handOverDone") == "Done. You may remove the stick"


def test_packed_checked_taken_in_answered_and_taken_back(
    sit_down: Callable[[str], Desk], qtbot: QtBot, stick: Path
) -> None:
    ada = sit_down(ADA)
    pack(qtbot, ada, BEN)
    hand_over(qtbot, ada, stick)
    assert all(one.complete for one in check_stick(stick))
    assert [line.receipt for line in history(ada.workspace.db, ada.workspace.clock())] == [ReceiptState.WAITED_FOR]
    click(qtbot, now(ada), "endHandOver")
    assert find(now(ada), "places").isVisible()

    ben = sit_down(BEN)
    pane = ben.go().pane
    assert isinstance(pane, NowPane)
    assert find(pane, "teach").isVisible()
    ben.dialogs.files.append(stick)
    click(qtbot, pane, "checkStick")
    ben.finish(qtbot)
    assert "whole" in text(pane, "checkedHeading")
    click(qtbot, pane, "check-0-look")
    ben.finish(qtbot)
    qtbot.waitUntil(find(pane, "incoming").isVisible)
    preview = pane.left.incoming.preview
    assert preview is not None
    assert preview.sender.name == ADA
    assert (LineKind.NEW_PORTFOLIO, 2) in [(line.kind, line.count) for line in preview.lines]
    assert ben.codes() == set()  # nothing has changed yet
    click(qtbot, pane, "takePackage")
    assert ben.codes() == {"P-001", "P-002"}
    line = came(ben)
    assert line.receipt is ReceiptState.SENT  # it lies beside the package

    receipt = next(path for path in stick.iterdir() if path.is_file())
    pane_of_ada = now(ada)
    pane_of_ada.take_files((receipt,))
    ada.finish(qtbot)
    qtbot.waitUntil(find(pane_of_ada, "incoming").isVisible)
    click(qtbot, pane_of_ada, "takePackage")
    assert ReceiptState.BACK in [one.receipt for one in history(ada.workspace.db, ada.workspace.clock())]

    ben.dialogs.consent = False
    click(qtbot, pane, f"history-{line.id}")
    assert ben.codes() == {"P-001", "P-002"}  # asked, and thought better of it
    ben.dialogs.consent = True
    click(qtbot, pane, f"history-{line.id}")
    assert ben.codes() == set()
    assert came(ben).taken_back
