"""Charts by themselves: nothing cut, numbers where they fit, words beside colours, in each theme and mirrored."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage
from pytestqt.qtbot import QtBot
from tests.support.building import CRITERIA
from tests.support.insights import a_result, told_of

from certdesk.core.insights.assembling import assemble
from certdesk.core.insights.figures import Breakdown, CohortFigures, LevelCount, TrendLine, TrendPoint
from certdesk.core.statistics.proportions import proportion
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.tokens import contrast
from certdesk.ui.widgets.chart_paint import level_fills
from certdesk.ui.widgets.heat_view import HeatView
from certdesk.ui.widgets.standard_bars import BarRow, StandardBars
from certdesk.ui.widgets.trend_chart import TrendChart

LONG = "Mount Carmel Girls’ High School and Teachers’ Practice Centre of the Northern Region"
ARABIC = "مدرسة النور الثانوية للبنات"


def figures(people: int) -> CohortFigures:
    schools = (LONG, ARABIC, "Riverbend", "Old Market")
    levels = ((2, 3, 3), (3, 4, 2), (4, 3, 1), (1, 3, 3))
    spread = [levels[number % 4] for number in range(people)]
    return assemble(
        told_of(
            a_result(number, (schools[number % 3 if number else 3], "Physics", "en"), fit(spread[number]))
            for number in range(people)
        )
    )


def fit(levels: tuple[int, ...]) -> list[int]:
    return [levels[at % len(levels)] for at in range(len(CRITERIA))]


def bars(qtbot: QtBot, theme: ThemeSource, people: int, width: int) -> StandardBars:
    made = StandardBars(theme)
    qtbot.addWidget(made)
    made.show_criteria(figures(people).criteria)
    made.resize(width, made.heightForWidth(width))
    return made


def row_colours(row: BarRow) -> set[str]:
    image: QImage = row.grab().toImage()
    y = image.height() // 2 - 9  # above the digits
    return {image.pixelColor(x, y).name() for x in range(image.width())}


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_bars_wear_the_colours_of_levels_and_the_line_of_the_standard(
    qtbot: QtBot, theme: ThemeSource, name: str
) -> None:
    theme.choose(name)
    made = bars(qtbot, theme, 40, 700)
    seen = row_colours(made.findChildren(BarRow)[0])
    one = figures(40).criteria[0]
    fills = dict(zip((level.value for level in one.levels), level_fills(theme.theme, one.levels), strict=True))
    given = [level for level in one.levels if level.count]
    assert {fills[level.value].ground.name() for level in given} <= seen
    assert theme.color("text").name() in seen, "the line"
    assert all(contrast(fill.ink.name(), fill.ground.name()) >= 4.5 for fill in fills.values())


@pytest.mark.parametrize("count", [1, 2, 3, 6, 9])
def test_digits_can_be_read_on_every_level_however_many_there_are(theme: ThemeSource, count: int) -> None:
    levels = tuple(
        LevelCount(Fraction(at), "", 1, Fraction(1, count), below=at < (count + 1) // 2) for at in range(count)
    )
    for fill in level_fills(theme.theme, levels):
        assert contrast(fill.ink.name(), fill.ground.name()) >= 3.0
    assert len({fill.ground.name() for fill in level_fills(theme.theme, levels)}) == count, "all are told apart"


@pytest.mark.parametrize("people", [7, 300])
@pytest.mark.parametrize("width", [420, 900])
def test_no_name_is_cut_and_no_row_touches_another(qtbot: QtBot, theme: ThemeSource, people: int, width: int) -> None:
    made = bars(qtbot, theme, people, width)
    rows = made.findChildren(BarRow)
    assert len(rows) == len(figures(people).criteria)
    for row, after in pairwise(rows):
        assert row.geometry().bottom() < after.geometry().top()
    for row, one in zip(rows, figures(people).criteria, strict=True):
        room = QRectF(0, 0, row._spread.names - 12, 10_000)
        metrics = QFontMetricsF(theme.font("body"))
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), f"{one.id} {one.title}")
        assert needed.height() <= row.height()
    assert made.heightForWidth(width) == rows[-1].geometry().bottom() + 1


def test_a_criterion_of_which_nothing_is_told_says_so_without_a_bar(qtbot: QtBot, theme: ThemeSource) -> None:
    few = [a_result(number, ("Riverbend", "Physics", "en"), [3 if number < 3 else None, *fit((2, 3))[1:]])
           for number in range(7)]  # fmt: skip
    told = assemble(told_of(few))
    made = StandardBars(theme)
    qtbot.addWidget(made)
    made.show_criteria(told.criteria)
    made.resize(700, made.heightForWidth(700))
    first = made.findChildren(BarRow)[0]
    assert "fewer than 5" in first.accessibleDescription()
    assert not row_colours(first) & {fill.ground.name() for fill in level_fills(theme.theme, told.criteria[1].levels)}


def test_in_arabic_everything_is_mirrored(qtbot: QtBot, theme: ThemeSource) -> None:
    left, right = bars(qtbot, theme, 40, 700), bars(qtbot, theme, 40, 700)
    right.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    one = figures(40).criteria[0]
    below = level_fills(theme.theme, one.levels)[1].ground.name()

    def middle_of(chart: StandardBars) -> float:
        image = chart.findChildren(BarRow)[0].grab().toImage()
        y = image.height() // 2 - 9
        found = [x for x in range(image.width()) if image.pixelColor(x, y).name() == below]
        return sum(found) / len(found) / image.width()

    assert middle_of(left) == pytest.approx(1 - middle_of(right), abs=0.01)


def test_a_heat_map_takes_long_and_arabic_names_whole(qtbot: QtBot, theme: ThemeSource) -> None:
    view = HeatView(theme)
    qtbot.addWidget(view)
    view.resize(700, 400)
    heat = figures(61).map_by(Breakdown.SCHOOL)
    view.show_heat(heat)
    assert heat is not None
    at = next(place for place, row in enumerate(heat.rows) if row.label == LONG)
    other = next(place for place, row in enumerate(heat.rows) if row.label == "Riverbend")
    assert view.rowHeight(at) > view.rowHeight(other), "it wraps"
    assert view.names.width() <= 0.35 * view.width()
    widths = [view.columnWidth(place) for place in range(len(heat.columns))]
    assert max(widths) - min(widths) <= 1
    hidden = next(place for place, row in enumerate(heat.rows) if row.hidden)
    assert view.table.index(hidden, 0).data() == "–"
    view.setCurrentIndex(view.table.index(other, 0))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex().column() == 1


def test_a_trend_has_gaps_and_says_why(qtbot: QtBot, theme: ThemeSource) -> None:
    told, why = proportion(30, 60), "the standard is another one"
    points = (TrendPoint("2024", told), TrendPoint("2025", None, why), TrendPoint("2026", told))
    chart = TrendChart(theme, TrendLine("T1", "Working together", points))
    qtbot.addWidget(chart)
    chart.resize(260, 150)
    assert f"2025: {why}" in chart.accessibleDescription()
    image = chart.grab().toImage()
    ink = theme.color("accent").name()
    accents = [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name() == ink]
    third = (image.width() - 32) / 3
    between = [x for x in accents if 32 + third < x < 32 + 2 * third]
    assert accents
    assert not between, "no line leads over what can't be compared"
