"""Sessions that find the cut: taken in from a table, and tried in the rubric's what-if."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pytestqt.qtbot import QtBot
from tests.support.building import small_rubric
from tests.ui.screens.conftest import click, find

from certdesk.actions.setting_standards import SessionView, keep_session, sessions_of
from certdesk.core import conditions as rule
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.setting_standards import Judgements, Method
from certdesk.store.rubric_drafts import RubricDraft
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.rubrics.pane import DraftView
from certdesk.ui.screens.rubrics.what_if_part import WhatIfPart
from certdesk.ui.screens.rubrics.what_if_session import cut_for
from certdesk.ui.screens.training.screen import TrainingScreen
from certdesk.ui.tools import Tools

REF = RubricRef("small", "1.0.0")
LEVELS = (Fraction(3), Fraction(2), Fraction(3), Fraction(3))
ANGOFF = Judgements(Method.ANGOFF, levels=(("Ana", LEVELS), ("Bo", (Fraction(3),) * 4), ("Cy", (Fraction(2),) * 4)))
TABLE = "judge,T1,T2,T3,T4\nAna,3,2,3,3\nBo,3,3,3,{last}\n"


def idle(qtbot: QtBot, tools: Tools) -> None:
    qtbot.waitUntil(lambda: not tools.jobs.busy)


def test_a_table_is_taken_in_shown_and_kept(
    screen: TrainingScreen, tools: Tools, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    screen.show()
    screen.enter({"pane": "cut"})
    click(qtbot, screen, "firstCut")
    pane = screen.pane
    empty = tmp_path / "empty.csv"
    tools.dialogs.files.append(empty)
    click(qtbot, pane, "cutTemplate")
    idle(qtbot, tools)
    assert empty.read_text(encoding="utf-8-sig").startswith("judge,T1,T2,T3,T4")
    filled = tmp_path / "filled.csv"
    filled.write_text(TABLE.format(last=9))
    assert pane.take_files((filled,))
    idle(qtbot, tools)
    assert "Row 3, T4: 9" in find(pane, "cutWrong").text()
    assert not find(pane, "cutKeep").isVisible()
    filled.write_text(TABLE.format(last=3))
    tools.dialogs.files.append(filled)
    click(qtbot, pane, "cutDrop")
    idle(qtbot, tools)
    assert "The cut is 2.90" in find(pane, "cutFound").text()
    assert [pane.judgements.cell(pane.judgements.row(1), n).words for n in range(5)] == ["Bo", "3", "3", "3", "3"]
    assert pane.unfinished()
    find(pane, "cutTitle").show_text("Panel of March")
    click(qtbot, pane, "cutKeep")
    idle(qtbot, tools)
    assert pane.current().session.title == "Panel of March"
    assert not pane.unfinished()
    gone: list[tuple[str, object]] = []
    screen.left_for.connect(lambda name, params: gone.append((name, params)))
    click(qtbot, pane, "cutTry")
    assert gone == [("rubrics", {"pane": "library", "rubric": "small"})]


def test_the_what_if_offers_the_cut_and_one_error_beside_it(tools: Tools, workspace: Workspace, qtbot: QtBot) -> None:
    keep_session(workspace, REF, ANGOFF, "Panel")
    keep_session(workspace, REF, Judgements(Method.CONTRASTING_GROUPS, portfolios=(("P-001", "qualified"),)), "No cut")
    part = WhatIfPart(tools)
    qtbot.addWidget(part)
    part.resize(1294, 700)
    part.show_draft(DraftView(RubricDraft("draft", small_rubric())))
    with qtbot.waitExposed(part):
        part.show()
    which, where = find(part, "sessionCut"), find(part, "sessionWhere")
    qtbot.waitUntil(which.isVisible)
    assert [which.itemText(n) for n in range(which.count())] == ["Take the cut of a session…", "Panel: 2.60"]
    assert not where.isVisible()
    which.setCurrentIndex(1)
    which.activated.emit(1)
    assert where.isVisible()
    assert cuts(part) == [3, Fraction("2.6")], "the nearest cut moves"
    click(qtbot, where, "choice-lower")
    [view] = sessions_of(workspace, "small")[1:]
    assert cuts(part)[1] == cut_for(small_rubric(), view, -1) < Fraction("2.6")
    outcome = find(part, "sessionOutcome")
    outcome.setCurrentIndex(0)
    outcome.activated.emit(0)
    assert cuts(part)[0] == cuts(part)[1]


def test_a_cut_on_levels_is_a_cut_on_a_total_where_the_rules_count_one(workspace: Workspace) -> None:
    keep_session(workspace, REF, ANGOFF)
    [view] = sessions_of(workspace, "small")
    assert cut_for(small_rubric(), view) == Fraction("2.6")
    assert cut_for(counting(weighted=True), view) == 260
    assert cut_for(counting(weighted=False), view) == Fraction("10.4")
    score = replace(view, session=replace(view.session, method=Method.HOFSTEE.value))
    assert isinstance(score, SessionView)
    assert cut_for(counting(weighted=True), score) == Fraction("2.6"), "scores are totals already"


def counting(*, weighted: bool) -> Rubric:
    rubric = small_rubric()
    total = rule.TotalAtLeast(Fraction(8), weighted=weighted)
    outcomes = (replace(rubric.decision.outcomes[0], conditions=(total,)), rubric.decision.outcomes[2])
    return replace(rubric, decision=replace(rubric.decision, outcomes=outcomes))


def cuts(part: WhatIfPart) -> list[Fraction]:
    assert part._after is not None
    return [each.conditions[0].cut for each in part._after.decision.outcomes[:2]]  # type: ignore[union-attr]
