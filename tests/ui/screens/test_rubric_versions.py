"""A used rubric is edited, published and gone over to in the real window, by keyboard; undo brings it back."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from certdesk.actions.editing_rubrics import begin_next_version, edit_draft
from certdesk.actions.scoring import mark_criterion
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import RubricRef
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubric_drafts import load_draft

ONE = RubricRef("stem-teaching", "1.0.0")
CTRL, KEYS = Qt.KeyboardModifier.ControlModifier, Qt.Key


@pytest.fixture
def draft(running, assessment):
    """A draft after 1.0.0 with another text for T4 Secure, while KITE-37 has marks on T3 and T4."""
    workspace = running.tools.session.workspace
    for name in ("T3", "T4"):
        mark_criterion(workspace, assessment, name, LevelGiven(Fraction(3)))
    draft_id, _change = begin_next_version(workspace, ONE, "1.1.0")
    rubric = load_draft(workspace.db, draft_id).rubric
    t4 = rubric.criterion("T4")
    words = dict(t4.descriptors) | {Fraction(3): "Pupils build on each other's ideas."}
    criteria = tuple(replace(one, descriptors=words) if one.id == "T4" else one for one in rubric.criteria)
    edit_draft(workspace, draft_id, replace(rubric, criteria=criteria), "T4 Secure")
    return draft_id


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the keyboard is, as a person does."""
    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClick(where, key, modifier)


def test_from_the_draft_to_the_last_portfolio_and_back(running, assessment, draft, qtbot):
    window, workspace = running.window, running.tools.session.workspace
    portfolio = load_assessment(workspace.db, assessment).portfolio_id
    window.go("rubrics", {"pane": "versions", "publish": draft})
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, KEYS.Key_Return, CTRL)
    pane = window.current.pane
    qtbot.waitUntil(lambda: (focus := QApplication.focusWidget()) and focus.objectName() == "offerMigration")
    assert load_portfolio(workspace.db, portfolio).rubric == ONE, "publishing moves nobody"
    press(qtbot, KEYS.Key_Space)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is pane.migrating.table)
    press(qtbot, KEYS.Key_Return, CTRL)
    assert load_portfolio(workspace.db, portfolio).rubric.version == "1.1.0"
    assert set(load_assessment(workspace.db, assessment).marks) == {"T3"}
    press(qtbot, KEYS.Key_Z, CTRL)
    assert load_portfolio(workspace.db, portfolio).rubric == ONE
    assert set(load_assessment(workspace.db, assessment).marks) == {"T3", "T4"}
    press(qtbot, KEYS.Key_Y, CTRL)
    assert set(load_assessment(workspace.db, assessment).marks) == {"T3"}


def test_back_leads_to_the_draft(running, draft, qtbot):
    window = running.window
    window.go("rubrics", {"pane": "versions", "publish": draft})
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, KEYS.Key_Escape)
    assert window.current.place()["draft"] == draft
    assert window.current.place()["pane"] == "editor"
