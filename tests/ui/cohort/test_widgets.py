"""The parts that the cohort's pages are made of: whole at every width, mirrored, and told to screen readers."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import level, small_rubric

from certdesk.core.marks import LevelGiven, NotObserved, Unscorable
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, Proportion
from certdesk.ui.screens.cohort.statistic_words import number_interval, number_words, plus_minus, share_words, why_not
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.marks_grid import MarksGrid, MarksRow, short_mark
from certdesk.ui.widgets.place_button import PlaceButton
from certdesk.ui.widgets.stat_tile import StatTile
from certdesk.ui.widgets.whisker_chart import Whisker, WhiskerChart, WhiskerPlot

PLOT = WhiskerPlot(
    (
        Whisker("Amara Diallo", -0.3, -0.5, -0.1, "n 64", "Amara Diallo: −0.30 of a level"),
        Whisker("أمل المنصوري", 0.9, 0.2, 5.0, "n 12", "أمل المنصوري: +0.90 of a level"),
        Whisker("Maximiliana Wolfeschlegelsteinhausenbergerdorff", note="n 1: one case alone has no interval"),
    ),
    "harsher",
    "kinder",
)


def drawn(widget: QWidget) -> bytes:
    return bytes(widget.grab().toImage().constBits())


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_chart_is_drawn_both_ways_and_told_in_words(
    theme: ThemeSource, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    chart = WhiskerChart(theme, "Severity")
    qtbot.addWidget(chart)
    chart.setLayoutDirection(direction)
    chart.show_plot(PLOT)
    chart.resize(420, chart.sizeHint().height())
    empty = WhiskerChart(theme, "Severity")
    qtbot.addWidget(empty)
    empty.resize(chart.size())
    assert drawn(chart) != drawn(empty)
    assert "−0.30 of a level" in chart.accessibleDescription()
    assert "one case alone" in chart.accessibleDescription()
    assert chart.minimumSizeHint().height() == chart.sizeHint().height(), "no row is ever cut"


def test_marks_go_on_in_bands_where_it_is_narrow(theme: ThemeSource, qtbot: QtBot) -> None:
    rubric = small_rubric()
    scales = {f"T{number}": rubric.scale for number in range(1, 13)}
    grid = MarksGrid(theme)
    qtbot.addWidget(grid)
    rows = tuple(MarksRow(who, {name: level(2) for name in scales}) for who in ("First", "Second"))
    grid.show_marks(scales, rows, "T4")
    wide = grid.heightForWidth(900)
    assert grid.heightForWidth(300) > 2 * wide
    assert "First: T1 2" in grid.accessibleDescription()


@pytest.mark.parametrize(
    ("mark", "words"),
    [(LevelGiven(Fraction(5, 2)), "2½"), (Unscorable("U-AUDIO"), "U-AUDIO"), (NotObserved(), "–")],
)
def test_marks_in_few_signs(mark: object, words: str) -> None:
    assert short_mark(mark) == words  # type: ignore[arg-type]


def test_a_tile_leads_on_only_where_there_is_something(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    tile = StatTile(theme, "To adjudicate")
    pressed: list[bool] = []
    tile.clicked.connect(lambda: pressed.append(True))
    show(tile, 200, 66)
    tile.show_number("0")
    assert tile.focusPolicy() == Qt.FocusPolicy.NoFocus
    tile.show_number("7", "2 are codes")
    tile.set_leads(leads=True)
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert len(pressed) == 1
    assert tile.accessibleName() == "To adjudicate: 7 2 are codes"
    tile.show_number("7000", "1234 are codes")
    assert tile.minimumSizeHint().width() > 150, "numbers are never cut"


def test_a_place_says_all_of_its_note(theme: ThemeSource, qtbot: QtBot) -> None:
    note = "pupils settle a dispute with a test of their own " * 4
    place = PlaceButton(theme, "video", "Lesson, 09:30–10:44", note)
    qtbot.addWidget(place)
    place.resize(200, 26)
    assert note in place.accessibleName()
    assert drawn(place)
    QApplication.processEvents()


def test_numbers_have_intervals_or_reasons() -> None:
    found = Estimate(0.713, 384, 0.03, Interval(0.64, 0.77))
    assert (number_words(found), number_interval(found)) == ("0.71", "0.64 to 0.77")
    assert why_not(found) == ""
    alone = Estimate(1.0, 1, None, NotComputed("One case alone has no interval", 1))
    assert why_not(alone) == "No interval: one case alone has no interval."
    missing = NotComputed("All ratings are equal", 20)
    assert why_not(missing) == "Cannot be computed: all ratings are equal."
    assert share_words(Proportion(68, 100, Interval(0.58, 0.76))) == "68 %"
    assert [plus_minus(one) for one in (0.004, -0.3, 0.12)] == ["0.00", "−0.30", "+0.12"]
