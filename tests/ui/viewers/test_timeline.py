"""The timeline under the hand: zoom, edges that are pulled, marks that are chosen, what floats over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import Rect, Stance, TimeSpan
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.criterion_looks import look_of
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.timeline import Timeline

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MARKS = (
    MediaMark("early", "T4", TimeSpan(10_000, 20_000, "aa" * 32, Rect(1, 2, 3, 4)), current=True, number=3),
    MediaMark("late", "T6", TimeSpan(50_000, 80_000), current=False, stance=Stance.CONTRADICTS, number=5),
)


@pytest.fixture
def line(theme: ThemeSource, show: Callable[..., None]) -> Timeline:
    """A hundred seconds on a thousand px: ten px are a second."""
    made = Timeline(theme)
    show(made, 1000, made.height())
    made.show_duration(100_000)
    made.show_marks(MARKS)
    return made


def pull(qtbot: QtBot, line: Timeline, start: int, end: int, y: int = 20) -> None:
    qtbot.mousePress(line, LEFT, NONE, QPoint(start, y))
    qtbot.mouseMove(line, QPoint((start + end) // 2, y))
    qtbot.mouseMove(line, QPoint(end, y))
    qtbot.mouseRelease(line, LEFT, NONE, QPoint(end, y))


def roll(line: Timeline, turn: QPoint, modifiers: Qt.KeyboardModifier, x: int = 500) -> None:
    at = QPointF(x, 20)
    event = QWheelEvent(
        at,
        line.mapToGlobal(at),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(line, event)


def test_an_edge_is_pulled_and_the_rest_of_the_anchor_stays(qtbot: QtBot, line: Timeline) -> None:
    sought: list[int] = []
    line.sought.connect(sought.append)
    with qtbot.waitSignal(line.mark_pulled) as pulled:
        pull(qtbot, line, 200, 250)
    assert pulled.args == ["early", TimeSpan(10_000, 25_000, "aa" * 32, Rect(1, 2, 3, 4))]
    assert sought[-1] == 25_000, "the film shows where the edge is"
    assert line.chosen == "early"


def test_another_beginning_has_no_still_yet(qtbot: QtBot, line: Timeline) -> None:
    with qtbot.waitSignal(line.mark_pulled) as pulled:
        pull(qtbot, line, 100, 150)
    assert pulled.args[1] == TimeSpan(15_000, 20_000, "", Rect(1, 2, 3, 4))


def test_a_press_on_an_edge_alone_moves_nothing(qtbot: QtBot, line: Timeline) -> None:
    with qtbot.assertNotEmitted(line.mark_pulled):
        qtbot.mouseClick(line, LEFT, NONE, QPoint(200, 20))


def test_in_and_out_are_pulled_too(qtbot: QtBot, line: Timeline) -> None:
    line.show_span(Span(30_000, 40_000))
    with qtbot.waitSignal(line.span_pulled) as pulled:
        pull(qtbot, line, 300, 350)
    assert pulled.args == [Span(35_000, 40_000)]


def test_between_edges_the_playhead_is_taken(qtbot: QtBot, line: Timeline) -> None:
    with qtbot.assertNotEmitted(line.mark_pulled), qtbot.waitSignal(line.sought) as sought:
        qtbot.mouseClick(line, LEFT, NONE, QPoint(150, 20))
    assert sought.args == [15_000]


def test_the_pointer_shows_what_can_be_taken(qtbot: QtBot, line: Timeline) -> None:
    qtbot.mouseMove(line, QPoint(499, 20))
    assert line.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mouseMove(line, QPoint(400, 20))
    assert line.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_hovering_tells_the_moment(qtbot: QtBot, line: Timeline) -> None:
    with qtbot.waitSignal(line.hovered) as hovered:
        qtbot.mouseMove(line, QPoint(420, 10))
    assert hovered.args == [42_000, 420]


def test_ctrl_and_wheel_zoom_where_the_pointer_is_and_shift_moves_along(line: Timeline) -> None:
    roll(line, QPoint(0, 120), Qt.KeyboardModifier.ControlModifier, 600)
    assert line.reach.zoomed
    assert line.reach.x(60_000) == pytest.approx(600, abs=1)
    start = line.reach.start
    roll(line, QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert line.reach.start > start
    for _turn in range(3):
        roll(line, QPoint(0, -120), Qt.KeyboardModifier.ControlModifier)
    assert not line.reach.zoomed
    assert line.value() == 0


def test_plus_and_minus_zoom_round_the_playhead(qtbot: QtBot, line: Timeline) -> None:
    line.show_position(50_000)
    qtbot.keyClicks(line, "+++")
    assert line.reach.start < 50_000 < line.reach.end < 100_000
    qtbot.keyClicks(line, "---")
    assert not line.reach.zoomed


def test_the_part_in_sight_follows_the_playhead_but_not_the_hand(qtbot: QtBot, line: Timeline) -> None:
    line.zoom(0.1, 5_000)
    assert line.reach.end <= 20_000
    line.show_position(60_000)
    assert line.reach.start <= 60_000 < line.reach.end
    at = line.reach
    line.show_position(at.start + 100)
    assert line.reach == at


def test_clicks_and_edges_are_right_while_zoomed(qtbot: QtBot, line: Timeline) -> None:
    line.zoom(0.2, 0)
    assert (line.reach.start, line.reach.end) == (0, 20_000)
    with qtbot.waitSignal(line.mark_pulled) as pulled:
        pull(qtbot, line, 500, 600)
    assert pulled.args[1].start_ms == 12_000


def test_a_label_chooses_its_mark(qtbot: QtBot, line: Timeline) -> None:
    tag = line.tags()[1]
    with qtbot.waitSignal(line.mark_clicked) as clicked:
        qtbot.mouseClick(line, LEFT, NONE, line.tag_box(tag).center().toPoint())
    assert clicked.args == ["late"]
    assert line.chosen == "late"
    line.show_marks(MARKS[:1])
    assert line.chosen == "", "a mark that is gone is not chosen"


def color_at(line: Timeline, x: int, y: int) -> QColor:
    image = line.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(x * ratio), round(y * ratio))


def test_spans_have_the_colour_of_their_criterion(line: Timeline, theme: ThemeSource) -> None:
    ground = color_at(line, 300, 22)
    inside = color_at(line, 150, 22)
    wanted = look_of(3).color(theme.theme)
    share = 0.26
    assert inside.red() == pytest.approx(ground.red() * (1 - share) + wanted.red() * share, abs=3)
    assert inside.blue() == pytest.approx(ground.blue() * (1 - share) + wanted.blue() * share, abs=3)


def test_what_contradicts_is_hatched(line: Timeline) -> None:
    image = line.grab().toImage()
    row = {image.pixelColor(x, 22).name() for x in range(520, 780)}
    assert len(row) > 1
    supports = {image.pixelColor(x, 22).name() for x in range(110, 190)}
    assert len(supports) == 1


def test_pictures_have_a_row_of_their_own(line: Timeline) -> None:
    before = line.height()
    line.show_rows(strip=True)
    assert line.height() > before
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    line.show_pictures(((10_000, picture), (90_000, picture)))
    assert color_at(line, 500, 18) == QColor("red")
    line.show_rows()
    assert line.height() == before


def test_nothing_is_placed_before_the_length_is_known(qtbot: QtBot, theme: ThemeSource) -> None:
    line = Timeline(theme)
    qtbot.addWidget(line)
    line.show_marks(MARKS)
    assert line.lanes() == ()
    assert line.tags() == ()
    line.grab()
