"""A rubric that is in use is edited as its next version; who is on the version before stays there to the last byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import put_portfolio, put_rubric, sign, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.finalising import make_preview, plan_preview
from certdesk.actions.looking import look_at_assessment
from certdesk.actions.scoring import mark_criterion
from certdesk.core.conditions import MeanAtLeast
from certdesk.core.marks import UNMARKED, LevelGiven
from certdesk.core.portfolio import RubricRef
from certdesk.core.progress import silent
from certdesk.core.rubric import Rubric
from certdesk.signing.identity import Identity
from certdesk.store.assessments import load_assessment
from certdesk.store.portfolios import load_portfolio
from certdesk.store.rubric_drafts import list_drafts
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.editor_pane import EditorPane
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.screen import RubricsScreen

from .hands import ALT, CTRL, K, Keyboard, Mouse
from .reading_off import read_off

pytestmark = pytest.mark.timeout(60)

ONE, TWO = RubricRef("small", "1.0.0"), RubricRef("small", "1.1.0")
NEW_WORDS = "The group explains together."
MARKS = {"P-001": (3, 3, 3, 3), "P-002": (2, 3, 3, 3), "P-003": (4, 4, 4, 4)}


@pytest.fixture
def used(opened: Callable[[], Running]) -> tuple[Running, dict[str, str]]:
    """The window over a cohort that is marked by version 1.0.0, one of it signed; and the assessments by code."""
    running = opened()
    workspace = running.tools.session.workspace
    put_rubric(workspace, small_rubric())
    ids = {}
    for code, levels in MARKS.items():
        put_portfolio(workspace, code)
        ids[code] = begun(workspace, code)
        for number, level in enumerate(levels, 1):
            mark_criterion(workspace, ids[code], f"T{number}", LevelGiven(Fraction(level)))
    sign(workspace, ids["P-003"])
    return running, ids


def test_next_version(qtbot: QtBot, used: tuple[Running, dict[str, str]]) -> None:
    running, ids = used
    workspace = running.tools.session.workspace
    mouse, keys = Mouse(qtbot, running), Keyboard(qtbot, running)
    before, report = stored(workspace, ids), report_of(running, ids["P-001"])
    begin(mouse)
    edit(keys)
    try_the_cut(mouse)
    publish(mouse)
    assert stored(workspace, ids) == before, "who is on the version before stays there to the last byte"
    assert report_of(running, ids["P-001"]) == report
    go_over(mouse, ids)
    assert report_of(running, ids["P-001"]) == report
    keys.press((K.Key_Z, CTRL))
    keys.until(lambda: load_portfolio(workspace.db, "portfolio-P-002").rubric == ONE)
    assert stored(workspace, ids) == before, "undo brings back all of it"


def stored(workspace: Workspace, ids: dict[str, str]) -> str:
    """Everything that is kept of the version and of what is assessed by it, and what is decided."""
    tables = ("portfolio", "item", "assessment", "mark", "feedback", "annotation")
    rows = {name: sorted(map(str, workspace.db.query(f"select * from {name}"))) for name in tables}  # noqa: S608 - fixed
    bodies = list(workspace.db.query("select * from rubric where id = 'small' and version = '1.0.0'"))
    decided = {code: str(look_at_assessment(workspace, id_).decision) for code, id_ in ids.items()}
    return json.dumps([rows, bodies, decided], default=str, sort_keys=True)


def report_of(running: Running, assessment: str) -> bytes:
    """The feedback report as it would be signed now, with an id and a time that stay."""
    workspace, now = running.tools.session.workspace, datetime(2026, 11, 22, tzinfo=UTC)
    who = Identity("amara", "Amara Diallo", "assessor", "", "f" * 8, "", b"", now, now, workspace.folder)
    plan = plan_preview(workspace, look_at_assessment(workspace, assessment), who)
    fixed = replace(plan, report_id="report", signer=replace(plan.signer, signed_at=now))
    return make_preview(fixed, running.tools.worker, silent).read_bytes()


def editor(running: Running) -> EditorPane:
    """The editor, which is in front."""
    screen = running.window.current
    assert isinstance(screen, RubricsScreen)
    assert isinstance(screen.pane, EditorPane)
    return screen.pane


def draft_of(running: Running) -> Rubric:
    """The draft as it is on disk."""
    (draft,) = list_drafts(running.tools.session.workspace.db)
    return draft.rubric


def begin(mouse: Mouse) -> None:
    """Choose the rubric in the library, and edit it as its next version."""
    mouse.until(mouse.running.window.isActiveWindow)
    mouse.click("place-rubrics")
    table = mouse.named("library")
    assert isinstance(table, QAbstractItemView)
    titles = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
    mouse.row(table, table.model().index(titles.index("Small rubric"), 0))
    mouse.click("editRubric")
    assert "from 1.0.0, used by 3 portfolios, 3 begun" in read_off(mouse.running.window.current)


def edit(keys: Keyboard) -> None:
    """Reword T4 Secure, rename T1 and move it down; its id stays."""
    view = editor(keys.running).grid.view
    keys.tab_to("rubricGrid")
    keys.press_until(K.Key_Down, lambda: view.spot == Spot("criterion/T4/title"))
    keys.press_until(K.Key_Right, lambda: view.spot == Spot("criterion/T4/descriptor/3"))
    keys.press(K.Key_F2, (K.Key_A, CTRL), NEW_WORDS, K.Key_Return, K.Key_Home)
    keys.press_until(K.Key_Up, lambda: view.spot == Spot("criterion/T1/title"))
    keys.press(K.Key_F2, (K.Key_A, CTRL), "Plans with others", K.Key_Return, (K.Key_Down, ALT))
    rubric = draft_of(keys.running)
    assert [each.id for each in rubric.criteria] == ["T2", "T1", "T3", "T4"]
    assert rubric.criterion("T1").title == "Plans with others"
    assert rubric.criterion("T4").descriptors[Fraction(3)] == NEW_WORDS


def try_the_cut(mouse: Mouse) -> None:
    """See what a lower cut does to those that are marked: one of them passes then; use it in the draft."""
    window = mouse.running.window
    mouse.click("choice-what_if")
    token = mouse.named("try-pass-0").findChild(QWidget, "token-cut")
    assert token is not None
    mouse.click(token)
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "2.9")
    QTest.keyClick(box, Qt.Key.Key_Return)
    mouse.until(lambda: "1 of 3 results would change" in read_off(window.current))
    said = read_off(window.current)
    assert "Near miss → Certificate" in said
    assert "mean at least 2.90 is met: 2.90. Before: Weighted mean at least 3.00." in said
    assert draft_of(mouse.running).decision == small_rubric().decision, "a trial keeps nothing"
    mouse.click("useTrial")
    assert draft_of(mouse.running).decision.outcomes[0].conditions[0] == MeanAtLeast(Fraction(29, 10))


def publish(mouse: Mouse) -> None:
    """See how it differs and of which kind that is; publish it as what is proposed."""
    window = mouse.running.window
    mouse.click("publish")
    mouse.until(lambda: "3 portfolios stay on 1.0.0" in read_off(window.current))
    said = read_off(window.current)
    for words in (
        "Scores need review. T4 Secure: new wording",
        "Scores need review. The cut for Certificate falls from 3 to 2.90",
        "Wording only. T1 is now called “Plans with others”",
        "1.1.0 is proposed after 1.0.0: scores need review.",
    ):
        assert words in said
    mouse.click("publishNow")
    db = mouse.running.tools.session.workspace.db
    assert load_rubric(db, TWO).criterion("T1").title == "Plans with others"
    assert load_rubric(db, ONE) == small_rubric()


def go_over(mouse: Mouse, ids: dict[str, str]) -> None:
    """See what is kept in each and what is marked again; let one portfolio go over."""
    window, workspace = mouse.running.window, mouse.running.tools.session.workspace
    mouse.click("offerMigration")
    mouse.until(lambda: "T4 Title of T4" in read_off(window.current))
    said = read_off(window.current)
    assert "Fine. T1 Plans with others. 3 is kept" in said
    assert "To look at. T4 Title of T4. 3 is to be given again: the words of 3 Secure changed" in said
    assert "signed, so it stays on 1.0.0" in said
    mouse.click("chooseNone")
    table = mouse.named("migrationTable")
    assert isinstance(table, QAbstractItemView)
    mouse.click(table.viewport(), table.visualRect(table.model().index(1, 0)).center())
    assert "1 of 3 portfolios chosen" in read_off(window.current)
    mouse.click("migrate")
    mouse.until(lambda: load_portfolio(workspace.db, "portfolio-P-002").rubric == TWO)
    marks = load_assessment(workspace.db, ids["P-002"]).marks
    assert {name: marks.get(name, UNMARKED) for name in ("T1", "T2", "T3", "T4")} == {
        "T1": LevelGiven(Fraction(2)),
        "T2": LevelGiven(Fraction(3)),
        "T3": LevelGiven(Fraction(3)),
        "T4": UNMARKED,
    }
    for code in ("P-001", "P-003"):
        assert load_portfolio(workspace.db, f"portfolio-{code}").rubric == ONE
