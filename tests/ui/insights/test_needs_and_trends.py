"""Needs with the editable catalogue, trends and growth with their margins, examples with consent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.development_catalogue import catalogue
from certdesk.actions.exemplars import exemplars
from certdesk.actions.insights import attempts_of, figures_of
from certdesk.core.exemplars import ExemplarState
from certdesk.core.insights.figures import Grown
from certdesk.core.insights.sentences import growth_sentence, percent, trend_sentence, with_range
from certdesk.ui.screens.insights.exemplars_pane import ExemplarsPane
from certdesk.ui.screens.insights.needs_pane import NeedsPane
from certdesk.ui.screens.insights.trends_pane import TrendsPane
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.growth_chart import change_words
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField, TextBox
from certdesk.ui.widgets.trend_chart import TrendChart

from .conftest import InsightsDesk


def write(pane: NeedsPane | ExemplarsPane, name: str, text: str) -> None:
    field = find(pane, name)
    assert isinstance(field, LineField | TextBox)
    field.show_text(text)


def test_needs_stand_beside_the_catalogue_that_is_written_here(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane = desk.go(qtbot, "needs")
    assert isinstance(pane, NeedsPane)
    figures = figures_of(desk.workspace, desk.made.cohort)
    need = figures.needs[0]
    assert all(find(pane, f"need-{one.criterion}").isVisible() for one in figures.needs)
    assert all(find(pane, f"strength-{one.criterion}").isVisible() for one in figures.strengths)
    click(qtbot, pane, f"addOffer-{need.criterion}")
    write(pane, "offerCriteria", "stem-teaching/")
    click(qtbot, pane, "keepOffer")
    assert find(pane, "offerWrong").isVisible()
    assert desk.screen.unfinished()
    write(pane, "offerTitle", "Our own evening")
    write(pane, "offerCriteria", f"{figures.rubric.id}/{need.criterion}")
    click(qtbot, pane, "keepOffer")
    desk.finish(qtbot)
    kept = next(one for one in catalogue(desk.workspace) if one.title == "Our own evening")
    assert kept.criteria[0].criterion == need.criterion
    assert find(pane, f"offer-{kept.id}").isVisible(), "it is offered for the need at once"
    assert not desk.screen.unfinished()
    pane.catalogue.search.edited.emit("own evening")
    assert pane.catalogue.model.rowCount() == 1
    pane.catalogue.table.row_opened.emit(0)
    click(qtbot, pane, "switchOffer")
    desk.finish(qtbot)
    assert not next(one for one in catalogue(desk.workspace) if one.id == kept.id).active
    qtbot.waitUntil(lambda: pane.findChild(QWidget, f"offer-{kept.id}") is None)
    desk.running.window._undo()
    assert next(one for one in catalogue(desk.workspace) if one.id == kept.id).active
    pane.catalogue.search.edited.emit("")


def test_the_catalogue_goes_to_a_file_and_comes_from_one(desk: InsightsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    pane = desk.go(qtbot, "needs")
    assert isinstance(pane, NeedsPane)
    target = tmp_path / "catalogue.csv"
    desk.dialogs.files.append(target)
    pane.catalogue.save("csv")
    text = target.read_text("utf-8-sig")
    known = catalogue(desk.workspace)
    assert all(one.title in text for one in known)
    first = known[0]
    target.write_text(text.replace(first.title, "Said another way"), "utf-8")
    desk.dialogs.files.append(target)
    pane.catalogue.bring()
    desk.finish(qtbot)
    assert next(one for one in catalogue(desk.workspace) if one.id == first.id).title == "Said another way"
    target.write_text("nothing,that\nis,one\n", "utf-8")
    desk.dialogs.files.append(target)
    pane.catalogue.bring()
    desk.finish(qtbot)
    assert len(catalogue(desk.workspace)) == len(known)
    desk.running.window._undo()


def test_trends_show_margins_and_growth_only_beyond_its_error(desk: InsightsDesk, qtbot: QtBot) -> None:
    pane = desk.go(qtbot, "trends")
    assert isinstance(pane, TrendsPane)
    figures = figures_of(desk.workspace, desk.made.cohort)
    lines = figures.trends.lines
    charts = {one.objectName(): one for one in pane.findChildren(TrendChart)}
    assert list(charts) == [f"trend-{one.criterion or 'certified'}" for one in lines]
    for line in lines:
        chart = charts[f"trend-{line.criterion or 'certified'}"]
        assert trend_sentence(line) in chart.accessibleName()
        assert all(with_range(one.share) in chart.accessibleDescription() for one in line.points if one.share)
    click(qtbot, pane, "trendAsTable")
    assert pane.view.isVisible()
    share = lines[0].points[0].share
    assert share is not None
    assert str(pane.table.index(0, 1).data()).startswith(percent(share))
    click(qtbot, pane, "trendAsTable")
    sentence = find(pane, "growthSentence")
    assert isinstance(sentence, Paragraph)
    assert sentence.text() == growth_sentence(figures.growth)
    changes = attempts_of(desk.workspace, desk.made.cohort)
    assert changes
    told = pane.growth.accessibleDescription()
    assert all(f"{one.code}: {change_words(one)}" in told for one in changes)
    sure = [one for one in changes if one.verdict in (Grown.UP, Grown.DOWN)]
    assert figures.growth.band is not None
    assert all(one.change is not None and abs(one.change) > figures.growth.band for one in sure)


def test_an_example_needs_consent_and_leaves_a_tombstone(desk: InsightsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    released = [number for number, one in enumerate(desk.made.portfolios) if one.id in desk.made.first]
    item = desk.put_file(released[0], "They ask twice, and compare.")
    pane = desk.go(qtbot, "exemplars")
    assert isinstance(pane, ExemplarsPane)
    assert find(pane, "noExemplars").isVisible()
    click(qtbot, pane, "newExemplar")
    desk.finish(qtbot)
    chosen = find(pane, "exemplarPortfolio")
    assert isinstance(chosen, ComboBox)
    assert chosen.current() == item.portfolio_id
    assert find(pane, "exemplarWhy").isVisible(), "no consent yet"
    assert not find(pane, "addExemplar").isEnabled()
    desk.agree(item)
    chosen.chosen.emit(item.portfolio_id)
    assert find(pane, "addExemplar").isEnabled()
    click(qtbot, pane, "addExemplar")
    assert find(pane, "exemplarWrong").isVisible(), "no title yet"
    write(pane, "exemplarTitle", "Asking twice")
    write(pane, "exemplarNote", "Look at the pause")
    assert desk.screen.unfinished()
    qtbot.keyClick(find(pane, "exemplarTitle"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (view,) = exemplars(desk.workspace)
    card = find(pane, f"exemplar-{view.exemplar.id}")
    assert "Asking twice" in card.accessibleName()
    pane.finder.setText("no such words")
    pane.finder.edited.emit("no such words")
    assert find(pane, "noExemplars").isVisible()
    pane.finder.show_text("")
    pane.finder.edited.emit("")

    folder = tmp_path / "examples"
    desk.dialogs.files.append(folder)
    click(qtbot, pane, "exportExemplars")
    desk.finish(qtbot)
    assert [path.read_text("utf-8") for path in (folder / "files").iterdir()] == ["They ask twice, and compare."]
    desk.dialogs.reasons.append("The class asked for it")
    click(qtbot, pane, f"withdraw-{view.exemplar.id}")
    (gone,) = exemplars(desk.workspace)
    assert gone.exemplar.state is ExemplarState.WITHDRAWN
    click(qtbot, pane, "showTombstones")
    told = [one.text() for one in find(pane, "tombstones").findChildren(Paragraph)]
    assert any("The class asked for it" in text for text in told)
    desk.dialogs.files.append(folder)
    click(qtbot, pane, "exportExemplars")
    desk.finish(qtbot)
    assert not list((folder / "files").iterdir()), "the next export takes the copy away"
