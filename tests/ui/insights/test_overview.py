"""A cohort at a glance: the very figures of the engine, on the keyboard, as a table, filtered, and never by names."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.insights import figures_of
from certdesk.core.insights.figures import Breakdown, CohortFigures, Filter
from certdesk.core.insights.sentences import headline, percent, with_range
from certdesk.ui.screens.insights.overview_pane import OverviewPane
from certdesk.ui.widgets.cell import CELL
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.standard_bars import BarRow

from .conftest import InsightsDesk


def overview(desk: InsightsDesk, qtbot: QtBot) -> tuple[OverviewPane, CohortFigures]:
    pane = desk.go(qtbot, "cohort")
    assert isinstance(pane, OverviewPane)
    return pane, figures_of(desk.workspace, desk.made.cohort)


def choose(desk: InsightsDesk, qtbot: QtBot, name: str, key: str) -> None:
    combo = find(desk.screen, name)
    assert isinstance(combo, ComboBox)
    combo.set_current(key)
    assert combo.current() == key, "it may be chosen"
    combo.chosen.emit(key)
    desk.finish(qtbot)


def test_it_says_first_what_the_report_says(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, figures = overview(desk, qtbot)
    sentence = find(pane, "insightsHeadline")
    assert isinstance(sentence, Paragraph)
    assert sentence.text().startswith(headline(figures))
    released = f"{figures.people} of {figures.members} teachers released"
    count = find(desk.screen, "insightsCount")
    assert isinstance(count, QLabel)
    assert released in count.text()
    assert figures.certified is not None
    share = figures.certified
    said = f"Certified in all: {percent(share)}, {share.count} of {share.n}"
    qtbot.waitUntil(lambda: find(pane, "outcome-certified").accessibleName().startswith(said))
    told = {one.id for one in figures.outcomes}
    qtbot.waitUntil(lambda: all(find(pane, f"outcome-{id_}").isVisible() for id_ in told))


def test_each_bar_is_told_in_words_and_reached_by_keys(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, figures = overview(desk, qtbot)
    rows = pane.findChildren(BarRow)
    assert [row.objectName() for row in rows] == [f"bar-{one.id}" for one in figures.criteria]
    for row, one in zip(rows, figures.criteria, strict=True):
        assert one.at_standard is not None
        assert with_range(one.at_standard) in row.accessibleDescription()
        assert all(f": {level.count} (" in row.accessibleDescription() for level in one.levels)
    gaps = next(one for one in figures.criteria if one.not_observed or one.unscorable)
    assert "Without a level" in find(pane, f"bar-{gaps.id}").accessibleDescription()
    assert [row.focusPolicy() for row in rows].count(Qt.FocusPolicy.StrongFocus) == 1, "one stop for Tab"
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rows[1] or rows[1].focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_bars_as_a_table_and_back(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, figures = overview(desk, qtbot)
    click(qtbot, pane, "placedAsTable")
    view, model = pane.placed.view, pane.placed.table
    assert view.isVisible()
    assert not pane.placed.bars.isVisible()
    first = figures.criteria[0]
    shown = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert shown[1] == str(first.n)
    assert [cell.split()[0] for cell in shown[2 : 2 + len(first.levels)]] == [str(one.count) for one in first.levels]
    assert first.at_standard is not None
    assert shown[-2].startswith(percent(first.at_standard))
    click(qtbot, pane, "placedAsTable")
    assert pane.placed.bars.isVisible()


def test_hidden_groups_have_no_number_anywhere_and_a_reason(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, figures = overview(desk, qtbot)
    by = find(pane, "heatBy")
    assert isinstance(by, ComboBox)
    titles = [by.itemText(at) for at in range(by.count())]
    assert titles == [heat.title for heat in figures.heat]
    pane.heat.show_by(Breakdown.SCHOOL)
    heat, table = figures.map_by(Breakdown.SCHOOL), pane.heat.view.table
    assert heat is not None
    hidden = [at for at, row in enumerate(heat.rows) if row.hidden]
    assert hidden
    assert len(hidden) < len(heat.rows), "some are told"
    for at, row in enumerate(heat.rows):
        cell = table.index(at, 0)
        if at in hidden:
            assert cell.data() == "–"
            assert cell.data(CELL).mean is None
            assert "fewer than" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
        elif row.cells[0].mean is not None:
            assert cell.data() == row.cells[0].shown
            assert row.label in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    pane.heat.show_by(Breakdown.SUBJECT)
    assert table.rowCount() == len(figures.map_by(Breakdown.SUBJECT).rows)  # type: ignore[union-attr]


def test_a_filter_tells_of_some_and_refuses_to_single_anybody_out(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, figures = overview(desk, qtbot)
    subject, school, language = figures.subjects[0], figures.schools[0], figures.languages[0]
    choose(desk, qtbot, "insightsSubject", subject)
    some = figures_of(desk.workspace, desk.made.cohort, Filter(subject))
    assert some.people < figures.people
    row = find(pane, f"bar-{some.criteria[0].id}")
    assert some.criteria[0].at_standard is not None
    assert with_range(some.criteria[0].at_standard) in row.accessibleDescription()
    click(qtbot, desk.screen, "insightsFilter")
    choose(desk, qtbot, "insightsSubject", "")
    choose(desk, qtbot, "insightsSchool", school)
    choose(desk, qtbot, "insightsLanguage", language)
    wrong = find(desk.screen, "insightsWrong")
    assert wrong.isVisible(), "school and language together are too few"
    assert desk.screen.desk.chosen == Filter(school=school), "what was shown stays"
    click(qtbot, desk.screen, "insightsClear")
    desk.finish(qtbot)
    assert desk.screen.desk.chosen == Filter()
    assert not find(desk.screen, "insightsClear").isVisible()


def test_another_cohort_and_its_figures(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane, _figures = overview(desk, qtbot)
    choose(desk, qtbot, "insightsCohort", desk.before.cohort.id)
    other = figures_of(desk.workspace, desk.before.cohort)
    assert pane.findChild(Paragraph, "insightsHeadline").text().startswith(headline(other))
    choose(desk, qtbot, "insightsCohort", desk.made.cohort.id)


def test_documents_are_made_beside_and_offered_to_open(desk: InsightsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    pane, figures = overview(desk, qtbot)
    target = tmp_path / "brief"
    desk.dialogs.files.append(target)
    click(qtbot, pane, "resourceBrief")
    desk.finish(qtbot)
    made = tmp_path / "brief.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    notice = desk.running.window.findChild(object, "noticeBar")
    assert notice is not None
    click(qtbot, desk.running.window, "noticeAction")
    assert desk.dialogs.handed_over == [made]
    desk.finish(qtbot)
    menu = desk.screen.head.open_print()
    desk.dialogs.files.append(tmp_path / "all.csv")
    next(one for one in menu.actions() if one.objectName() == "print-csv").trigger()
    menu.close()
    desk.finish(qtbot)
    lines = (tmp_path / "all.csv").read_text("utf-8-sig").splitlines()
    assert figures.certified is not None
    row = next(line for line in lines if line.startswith("certified,"))
    assert f",{figures.certified.count},{figures.certified.n}," in row


def test_a_coordinators_page_asks_for_schools(desk: InsightsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    _pane, figures = overview(desk, qtbot)
    desk.screen.print("page")
    desk.finish(qtbot)
    pane = desk.screen.pane
    make = find(pane, "makePage")
    assert not make.isEnabled()
    listed = pane.list  # type: ignore[attr-defined]
    at = next(
        at for at in range(listed.count()) if listed.item(at).data(Qt.ItemDataRole.UserRole) == figures.schools[0]
    )
    listed.item(at).setCheckState(Qt.CheckState.Checked)
    desk.dialogs.files.append(tmp_path / "page.pdf")
    click(qtbot, pane, "makePage")
    desk.finish(qtbot)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert desk.screen.current == "cohort"


def test_before_the_release_the_lead_may_look_and_is_told_so(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane = desk.go(qtbot, "cohort", cohort=desk.coming.cohort.id)
    assert find(pane, "insightsEmpty").isVisible()
    assert not find(desk.screen, "insightsPrint").isEnabled()
    click(qtbot, pane, "countDecided")
    desk.finish(qtbot)
    figures = figures_of(desk.workspace, desk.coming.cohort, everything=True)
    headlined = find(pane, "insightsHeadline")
    assert isinstance(headlined, Paragraph)
    assert headlined.isVisible()
    assert headlined.text().startswith(headline(figures))
    chip = find(desk.screen, "notReleased")
    assert chip.isVisible(), "nobody mistakes it for what may be passed on"
    desk.go(qtbot, "cohort")
    assert not chip.isVisible()


def test_who_marks_for_a_programme_sees_no_insights(desk: InsightsDesk, qtbot: QtBot) -> None:
    desk.go(qtbot, "cohort")
    lead, desk.workspace.person = desk.workspace.person, desk.made.assessors[0]
    try:
        desk.running.window.go("insights", {"pane": "exemplars"})
        assert desk.screen.current == "closed"
        assert not find(desk.screen, "insightsHead").isVisible()
    finally:
        desk.workspace.person = lead
