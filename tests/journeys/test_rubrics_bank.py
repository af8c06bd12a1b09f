"""The comment bank in a box of the Score screen: three keys, slots, what was used here, and whose words are whose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.keeping_bank import keep_comments
from certdesk.store.bank import load_bank, uses_of
from certdesk.ui.app import Running
from certdesk.ui.widgets.text_box import TextBox

from . import believable as told
from .conftest import SAMPLES, PlayedDialogs, wait_for_jobs
from .hands import CTRL, SHIFT, K, Keyboard
from .reading_off import read_off

pytestmark = pytest.mark.timeout(60)


def offered(keys: Keyboard) -> list[str]:
    """What the list at the caret offers, in its order."""
    lists = [each for each in keys.running.window.findChildren(QListWidget, "typeAheadList") if each.isVisible()]
    assert len(lists) == 1
    return [lists[0].item(row).text() for row in range(lists[0].count())]


CLAIM = "Your commentary describes {claim}"
MINE = "Ask the partner for one sentence about what they saw."


def test_bank_in_a_box(qtbot: QtBot, opened: Callable[[], Running], dialogs: PlayedDialogs) -> None:
    running = opened()
    keys = Keyboard(qtbot, running)
    open_first(keys, dialogs)
    box = told.score_screen(running).panel.next_step
    keys.press("2", "c")
    keys.press_until(K.Key_Tab, box.writing.hasFocus)
    take_with_slots(keys, box)
    learns(keys, box)
    save_as_mine(keys, box)
    hidden_from_others(keys, box)


def open_first(keys: Keyboard, dialogs: PlayedDialogs) -> None:
    """Take a portfolio in and begin to score it."""
    running = keys.running
    dialogs.files.append(SAMPLES / "WREN-03")
    keys.until(running.window.isActiveWindow)
    keys.press((K.Key_O, CTRL))
    wait_for_jobs(keys.qtbot, running)
    keys.press("/", "WREN-03", K.Key_Return, K.Key_Return, K.Key_Return, K.Key_Return)
    keys.until(lambda: running.window.current.objectName() == "score")


def take_with_slots(keys: Keyboard, box: TextBox) -> None:
    """A slash and letters find the words, Enter writes them; the first slot is selected, Tab goes to the next one."""
    keys.press("/")
    assert CLAIM not in offered(keys)[0]
    keys.press("descr")
    assert offered(keys)[0].startswith(CLAIM)
    keys.press(K.Key_Return)
    assert box.text().startswith(CLAIM)
    assert box.writing.textCursor().selectedText() == "{claim}"
    keys.press("that pupils chose", K.Key_Tab)
    assert box.writing.textCursor().selectedText() == "{evidence_type}"
    keys.press("a filled-in plan", K.Key_Tab)
    assert box.text() == (
        "Your commentary describes that pupils chose, but nothing in the portfolio lets us see it. "
        "Add a filled-in plan that shows it directly."
    )
    assert not box.writing.hasFocus(), "behind the last slot Tab goes on as always"


def learns(keys: Keyboard, box: TextBox) -> None:
    """What was used here is offered first the next time."""
    workspace = keys.running.tools.session.workspace
    (use,) = uses_of(workspace.db, workspace.person)
    assert use.criterion_id == told.score_screen(keys.running).left_off.criterion
    keys.press_until(K.Key_Tab, box.writing.hasFocus)
    keys.press((K.Key_A, CTRL), K.Key_Delete, "/")
    assert offered(keys)[0].startswith(CLAIM)
    keys.press(K.Key_Escape, K.Key_Backspace)


def save_as_mine(keys: Keyboard, box: TextBox) -> None:
    """Own words are kept for oneself, and found again with a slash."""
    workspace = keys.running.tools.session.workspace
    keys.press((K.Key_A, CTRL), MINE, (K.Key_S, CTRL | SHIFT))
    keys.tab_to("saveMine")
    keys.press(K.Key_Return)
    (mine,) = (each for each in load_bank(workspace.db) if each.owner == workspace.person)
    assert mine.text == MINE
    assert box.text() == MINE
    keys.press_until(K.Key_Tab, box.writing.hasFocus)
    keys.press((K.Key_A, CTRL), K.Key_Delete, "/partner")
    assert MINE in offered(keys)
    keys.press(K.Key_Escape)


def hidden_from_others(keys: Keyboard, box: TextBox) -> None:
    """Words of somebody else are found only when they are asked for."""
    running, theirs = keys.running, "Joseph asks for the second draft."
    session = running.tools.session
    (mine,) = (each for each in load_bank(session.workspace.db) if each.owner == session.workspace.person)
    session.do(keep_comments, [replace(mine, id="j", owner="joseph", text=theirs)])
    keys.press((K.Key_A, CTRL), K.Key_Delete, "/joseph")
    assert theirs not in read_off(running.window)
    keys.press(K.Key_Escape)
    screen = told.score_screen(running)
    keys.press_until(K.Key_F6, lambda: screen.stage.isAncestorOf(keys.focus))
    keys.press("/")
    keys.press("joseph")
    assert theirs not in read_off(running.window)
    keys.tab_to("bankOthers")
    keys.press(K.Key_Space)
    assert theirs in read_off(running.window)
