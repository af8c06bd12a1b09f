"""A rubric of 60 criteria and 6 levels: opened, scrolled, typed in; against a plain QTableWidget of the same texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from tests.benchmarks.conftest import Ratio, median_seconds
from tests.core.samples import built_in

from certdesk.core.editing_levels import add_level
from certdesk.core.rubric import Rubric, Section
from certdesk.ui.screens.rubrics.grid_model import Spot, make_grid
from certdesk.ui.screens.rubrics.grid_view import GridView
from certdesk.ui.theme.source import ThemeSource

pytestmark = pytest.mark.benchmark
CRITERIA, LEVELS, STEPS = 60, 6, 40
SIZE = (1280, 760)


def big_rubric() -> Rubric:
    """The shipped rubric's texts over and over, each a little different."""
    rubric = built_in("stem_teaching")
    while len(rubric.scale.levels) < LEVELS:
        rubric = add_level(rubric, len(rubric.scale.levels))
    samples = rubric.criteria
    criteria = []
    for number in range(CRITERIA):
        sample = samples[number % len(samples)]
        words = [text or sample.descriptors[Fraction(4)] for text in sample.descriptors.values()]
        descriptors = {level.value: f"{words[place]} ({number})" for place, level in enumerate(rubric.scale.levels)}
        criteria.append(replace(sample, id=f"K{number}", section="A", weight=Fraction(5, 3), descriptors=descriptors))
    section = Section("A", "All", tuple(criterion.id for criterion in criteria))
    return replace(rubric, sections=(section,), criteria=tuple(criteria), examples=(), translations=())


def plain_table(rubric: Rubric) -> QTableWidget:
    """What anybody would write first: a table of the same texts, with rows as tall as they need."""
    table = QTableWidget(CRITERIA, LEVELS + 1)
    table.setWordWrap(True)
    table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
    for row, criterion in enumerate(rubric.criteria):
        table.setItem(row, 0, QTableWidgetItem(f"{criterion.id}\n{criterion.title}\n{criterion.weight} %"))
        for column, text in enumerate(criterion.descriptors.values(), 1):
            table.setItem(row, column, QTableWidgetItem(text))
    for column in range(LEVELS + 1):
        table.setColumnWidth(column, SIZE[0] // (LEVELS + 1))
    table.resizeRowsToContents()
    return table


def opened(make: Callable[[], QWidget]) -> QWidget:
    """Make a widget and draw it once, as opening does."""
    made = make()
    made.resize(*SIZE)
    made.grab()
    return made


def scroll(widget: GridView | QTableWidget) -> None:
    """Scroll from top to bottom in steps, drawing each."""
    bar = widget.verticalScrollBar()
    for step in range(STEPS):
        bar.setValue(bar.maximum() * step // (STEPS - 1))
        widget.viewport().grab()


def test_open_and_scroll_60_criteria(theme: ThemeSource, qtbot: QtBot, ratio: Callable[..., Ratio]) -> None:
    rubric = big_rubric()

    def our_grid() -> GridView:
        view = GridView(theme)
        qtbot.addWidget(view)
        view.show_grid(make_grid(rubric))
        return view

    def a_table() -> QTableWidget:
        table = plain_table(rubric)
        qtbot.addWidget(table)
        return table

    ours = median_seconds(lambda: opened(our_grid), 5)
    theirs = median_seconds(lambda: opened(a_table), 5)
    ratio("open 60 criteria x 6 levels", ours, "QTableWidget of the same texts", theirs)
    grid, table = opened(our_grid), opened(a_table)
    assert isinstance(grid, GridView)
    assert isinstance(table, QTableWidget)
    assert grid.verticalScrollBar().maximum() > 5000
    ours, theirs = median_seconds(lambda: scroll(grid), 3), median_seconds(lambda: scroll(table), 3)
    ratio("scroll it in 40 steps", ours / STEPS, "QTableWidget of the same texts", theirs / STEPS, "per step")


def test_a_key_in_60_criteria(theme: ThemeSource, qtbot: QtBot, ratio: Callable[..., Ratio]) -> None:
    rubric = big_rubric()
    view = GridView(theme)
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show_grid(make_grid(rubric))
    with qtbot.waitExposed(view):
        view.show()
    view.edited.connect(lambda edited, _words: view.show_grid(make_grid(edited)))
    assert view.go_to(Spot("criterion/K30/descriptor/3"), edit=True)

    def key() -> None:
        QTest.keyClicks(view.box, "w")
        QApplication.processEvents()

    def kept() -> None:
        key()
        view.keep_typed()
        QApplication.processEvents()

    typed, keeping = median_seconds(key, 40), median_seconds(kept, 20)
    ratio("keep what was typed, and show it", keeping, "one key in the open cell", typed)
