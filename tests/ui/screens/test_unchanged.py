"""A file of the workspace that was changed or taken away is never shown under the name of what was handed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen

from .conftest import find, press
from .test_score import score


def shown_file(screen: ScoreScreen) -> Path:
    assert screen.stage.item is not None
    return screen.stage.item.path


def change(path: Path, words: str) -> None:
    path.chmod(0o600)
    path.write_text(words, encoding="utf-8")


@pytest.mark.parametrize("when", ["before", "while"])
def test_a_file_that_was_replaced_is_not_shown_and_nothing_is_filed_from_it(
    running: Running, assessment: str, qtbot: QtBot, when: str
) -> None:
    screen = score(running, assessment)
    screen.coverage.timer.stop()
    running.window.activateWindow()
    qtbot.waitUntil(lambda: bool(screen.stage.looked_at()) and screen.isActiveWindow(), timeout=8000)
    assert not screen.stage.withheld
    path = shown_file(screen)
    if when == "before":
        screen.viewing.step(1)
        change(path, "Somebody else's reflection, as long as you like.")
        screen.viewing.step(-1)
    else:
        change(path, "Somebody else's reflection, as long as you like.")
        screen.coverage.tick()
    qtbot.waitUntil(lambda: screen.stage.withheld, timeout=8000)
    told = find(screen.stage, "withheld")
    assert told.isVisible()
    assert "not what was handed in" in told.accessibleName()
    press(qtbot, running, "e")
    assert screen.view is not None
    assert not screen.view.assessment.annotations
    assert screen.stage.looked_at() == frozenset()
    screen.viewing.step(1)
    assert not screen.stage.withheld


def test_a_file_that_goes_while_it_is_in_view_is_told(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.coverage.timer.stop()
    running.window.activateWindow()
    qtbot.waitUntil(lambda: bool(screen.stage.looked_at()) and screen.isActiveWindow(), timeout=8000)
    shown_file(screen).unlink()
    screen.coverage.tick()
    assert screen.stage.withheld
    assert "no longer" in find(screen.stage, "withheld").accessibleName()
