"""A folder that another program replicates: chosen once, packages go into it and are noticed at the other end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desks import ADA, BEN
from tests.ui.screens.conftest import click, find

from certdesk.core.exchange import Carrier
from certdesk.ui.screens.exchange.news import tell_news
from certdesk.ui.screens.exchange.now_pane import NowPane
from certdesk.ui.screens.exchange.prepare_pane import PreparePane
from certdesk.ui.widgets.notice_bar import Notice

from .conftest import Desk


def said_of_shared(pane: QWidget) -> str:
    """What the line of the shared folder says now; older ones may not be deleted yet."""
    lines = [line for line in pane.findChildren(QWidget, "place-shared") if line.isVisibleTo(pane)]
    return " ".join(label.text() for line in lines for label in line.findChildren(QLabel))


@pytest.mark.slow
def test_what_lies_in_a_shared_folder_is_noticed_and_taken_in(
    sit_down: Callable[[str], Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    shared = tmp_path / "Shared"
    shared.mkdir()
    ada, ben = sit_down(ADA), sit_down(BEN)
    for desk in (ada, ben):
        desk.dialogs.files.append(shared)
        click(qtbot, desk.go().pane, "choose-shared")

    prepare = ada.go("prepare").pane
    assert isinstance(prepare, PreparePane)
    prepare.what.choose_all()
    prepare.whom.choose(next(one.id for one in prepare.whom._model._rows if one.name == BEN))
    prepare.how.set_carrier(Carrier.FOLDER)
    qtbot.waitUntil(find(prepare, "pack").isEnabled)
    click(qtbot, prepare, "pack")
    ada.finish(qtbot)
    pane = ada.screen.pane
    click(qtbot, pane, "otherStick")  # the shared folder is known: nobody is asked
    click(qtbot, pane, "endHandOver")
    ada.finish(qtbot)
    assert not ada.dialogs.files
    click(qtbot, pane, "endHandOver")
    qtbot.waitUntil(lambda: "Nothing new has arrived" in said_of_shared(pane))  # one's own is no arrival

    heard: list[Notice] = []
    for _time in range(2):
        tell_news(ben.running.tools, heard.append)
        ben.finish(qtbot)
    assert [notice.words for notice in heard] == ["1 package has arrived in the shared folder."]
    theirs = ben.go().pane
    assert isinstance(theirs, NowPane)
    qtbot.waitUntil(lambda: f"From {ADA}" in said_of_shared(theirs))
    click(qtbot, theirs, "look-shared")
    ben.finish(qtbot)
    qtbot.waitUntil(find(theirs, "incoming").isVisible)
    click(qtbot, theirs, "takePackage")
    assert ben.codes() == {"P-001", "P-002"}
    ada_news: list[Notice] = []
    receipt = next(path for path in shared.iterdir() if path.is_file())
    ada.screen.take_files((receipt,))
    ada.finish(qtbot)
    qtbot.waitUntil(find(pane, "incoming").isVisible)
    click(qtbot, pane, "takePackage")
    tell_news(ada.running.tools, ada_news.append)
    ada.finish(qtbot)
    assert [notice.words for notice in ada_news] == [f"A receipt is back from {BEN}."]
