"""The head of a viewer, remarks, the volume, and what a screen may ask for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.problem_panel import ProblemPanel
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.transport_bar import TransportBar
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.viewers.volume import Volume
from certdesk.ui.widgets.button import button


def test_tools_get_a_line_of_their_own_where_there_is_no_room(
    theme: ThemeSource, show: Callable[..., None], qtbot: QtBot
) -> None:
    head = ViewerHeader(theme)
    tools = [button(theme, f"Tool number {number}") for number in range(3)]
    for tool in tools:
        head.add_tool(tool)
    head.show_title("Lesson plan 4", "lesson-plan-4.pdf")
    window = QWidget()
    head.setParent(window)
    show(window, 900, 100)
    head.setGeometry(0, 0, 800, 80)
    assert not head.in_two_lines
    for width in (370, 800, 370):
        head.setGeometry(0, 0, width, 80)
    assert head.in_two_lines
    qtbot.waitUntil(lambda: tools[0].mapTo(head, QPoint(0, 0)).y() > 20)
    assert all(tool.mapTo(head, tool.rect().bottomRight()).x() <= 370 for tool in tools)
    theme.choose(text_scale=2.0)
    head.setGeometry(0, 0, 800, 80)
    assert head.in_two_lines
    theme.choose(text_scale=1.0)
    assert not head.in_two_lines
    assert all(tool.isVisible() for tool in tools)


def test_a_remark_takes_no_room_while_it_says_nothing(theme: ThemeSource, show: Callable[..., None]) -> None:
    remark = Remark(theme)
    show(remark, 400, 60)
    remark.say("Simplified view")
    assert remark.isVisible()
    assert remark.findChild(QLabel, "viewerRemark").text() == "Simplified view"
    remark.say("")
    assert not remark.isVisible()


def test_a_problem_can_be_read_out(theme: ThemeSource) -> None:
    panel = ProblemPanel(theme)
    panel.show_words("The file is empty.", "Ask for it again.")
    assert panel.sentence == "The file is empty."
    assert panel.accessibleName() == "The file is empty. Ask for it again."


def test_the_volume_is_set_by_hand_and_keys_but_not_by_wheel(
    qtbot: QtBot, theme: ThemeSource, show: Callable[..., None]
) -> None:
    bar = TransportBar(theme)
    show(bar, 700, 44)
    bar.show_sound(50, muted=False, possible=True)
    volume = bar.findChild(Volume, "volume")
    assert volume.value() == 50
    with qtbot.waitSignal(bar.volume_chosen) as chosen:
        qtbot.mouseClick(volume, Qt.MouseButton.LeftButton, pos=QPoint(volume.width() - 2, 10))
    assert chosen.args == [100]
    with qtbot.waitSignal(bar.volume_chosen) as chosen:
        qtbot.keyClick(volume, Qt.Key.Key_Left)
    assert chosen.args == [95]
    middle = QPointF(volume.rect().center())
    event = QWheelEvent(
        middle, volume.mapToGlobal(middle), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(volume, event)
    assert volume.value() == 95


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [480, 566, 700, 1100])
def test_controls_give_way_and_never_run_out_of_the_bar(
    theme: ThemeSource, show: Callable[..., None], scale: float, width: int
) -> None:
    theme.choose(text_scale=scale)
    window = QWidget()
    bar = TransportBar(theme)
    bar.setParent(window)
    show(window, 1200, 120)
    bar.use_room(width)
    bar.setGeometry(0, 0, width, 80)
    shown = [tool for tool in bar.findChildren(QWidget) if tool.isVisible() and tool.parentWidget() is bar]
    assert all(tool.geometry().right() <= width for tool in shown)
    assert {"play", "timeNow", "markIn", "markOut", "rate", "mute"} <= {tool.objectName() for tool in shown}
    ends = sorted((tool.geometry().left(), tool.geometry().right()) for tool in shown)
    assert all(left[1] < right[0] for left, right in pairwise(ends))


def test_a_wide_bar_shows_everything(theme: ThemeSource, show: Callable[..., None]) -> None:
    bar = TransportBar(theme)
    show(bar, 900, 44)
    for width in (480, 900):
        bar.use_room(width)
    assert all(bar.findChild(QWidget, name).isVisible() for name in ("volume", "frameBack", "back5", "timeWhole"))
    bar.show_frames(possible=False)
    assert not bar.findChild(QWidget, "frameBack").isVisible()


@pytest.mark.parametrize("right_to_left", [False, True])
def test_time_runs_to_the_right_in_every_language(
    theme: ThemeSource, show: Callable[..., None], qapp: QApplication, right_to_left: bool
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    bar = TransportBar(theme)
    show(bar, 700, 44)
    places = [bar.findChild(QWidget, name).x() for name in ("play", "back5", "forward5", "markIn", "markOut", "rate")]
    assert places == sorted(places)


def test_a_long_name_gives_way_before_the_size_of_a_photo(theme: ThemeSource, show: Callable[..., None]) -> None:
    header = ViewerHeader(theme)
    show(header, 620, 40)
    header.show_title("Worksheets", "worksheets of the second group, all of them.tif", "1000 × 1400 px")
    facts = header.findChild(QLabel, "viewerFacts")
    assert facts.isVisible()
    assert facts.text() == "1000 × 1400 px"
    assert facts.width() >= facts.sizeHint().width()
    header.resize(230, 40)
    assert not header.findChild(QLabel, "viewerFileName").isVisible()
