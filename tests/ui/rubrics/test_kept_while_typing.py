"""Numbers and examples that are being typed are on disk within 2 s; Esc still takes all of them back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tests.ui.rubrics.test_editor import Desk, desk, opened, running

from certdesk.core.tokens import TokenKind
from certdesk.ui.screens.rubrics import examples_table
from certdesk.ui.screens.rubrics.rules_token import TokenEditor

__all__ = ["desk", "opened", "running"]


def test_a_number_in_a_rule_is_kept_while_it_is_typed(desk: Desk, qtbot: QtBot) -> None:
    before = desk.rubric.decision
    lines = desk.pane.rules.blocks[0].lines
    token = next(each for line in lines for each in line.flow.tokens if each.token.kind is TokenKind.NUMBER)
    QTest.keyClick(token, Qt.Key.Key_3)
    editor = desk.pane.rules.findChild(TokenEditor)
    assert editor is not None
    qtbot.waitUntil(lambda: desk.rubric.decision != before, timeout=2500)
    assert editor.isVisible()
    assert editor.text() == "3"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.rubric.decision == before


def test_an_example_is_kept_while_it_is_typed(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples_table, "_LONGEST_MS", 200)
    before = desk.rubric.examples
    desk.pane.examples.open_table(0)
    table = desk.pane.examples._table
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_F2)
    cell = table.findChild(QLineEdit, "exampleCell")
    assert cell is not None
    cell.selectAll()
    QTest.keyClicks(cell, "Anna")
    qtbot.waitUntil(lambda: desk.rubric.examples[0].name == "Anna", timeout=2500)
    assert cell.isVisible()
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.rubric.examples == before)
