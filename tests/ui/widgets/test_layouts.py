"""Layouts, borders and pictures: nothing overlaps, nothing is enlarged, everything can be moved with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QSplitterHandle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.flow import FlowLayout, GridFlow
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.paragraph import Paragraph, wrap
from certdesk.ui.widgets.scrolling import page, scrolling
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.thumbnail import Thumbnail

SIZES = st.lists(st.tuples(st.integers(10, 120), st.integers(10, 40)), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(sizes=SIZES, width=st.integers(130, 600), right_to_left=st.booleans())
def test_what_flows_stays_inside_and_apart(
    theme: ThemeSource, sizes: list[tuple[int, int]], width: int, right_to_left: bool
) -> None:
    window = QWidget()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    flow = FlowLayout(8)
    window.setLayout(flow)
    parts = []
    for across, down in sizes:
        part = QWidget()
        part.setFixedSize(across, down)
        flow.addWidget(part)
        parts.append(part)
    height = flow.heightForWidth(width)
    flow.setGeometry(QRect(0, 0, width, height))
    places = [part.geometry() for part in parts]
    assert all(QRect(0, 0, width, height).contains(place) for place in places)
    assert not any(one.intersects(other) for n, one in enumerate(places) for other in places[n + 1 :])


@pytest.mark.parametrize(("width", "columns"), [(200, 1), (430, 2), (890, 4), (100, 1)])
def test_a_contact_sheet_has_as_many_equal_columns_as_fit(
    theme: ThemeSource, qtbot: QtBot, width: int, columns: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = GridFlow(200, 12)
    window.setLayout(grid)
    for _part in range(6):
        part = QLabel("x")
        part.setFixedHeight(50)
        grid.addWidget(part)
    grid.setGeometry(QRect(0, 0, width, grid.heightForWidth(width)))
    lefts = {grid.itemAt(n).geometry().left() for n in range(6)}
    assert grid.columns(width) == columns == len(lefts)


def test_a_border_moves_with_arrows_and_goes_back_with_a_double_click(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    panes = Splitter(theme)
    for _pane in range(2):
        pane = QWidget()
        pane.setMinimumWidth(50)
        panes.addWidget(pane)
    show(panes, 601, 100)
    panes.set_usual_sizes((200, 400))
    heard: list[tuple[int, ...]] = []
    panes.sizes_changed.connect(heard.append)
    border: QSplitterHandle = panes.handle(1)
    border.setFocus()
    qtbot.keyClick(border, Qt.Key.Key_Right)
    assert heard[-1] == (216, 384)
    qtbot.keyClick(border, Qt.Key.Key_Left)
    qtbot.keyClick(border, Qt.Key.Key_Left)
    assert heard[-1] == (184, 416)
    qtbot.mouseDClick(border, Qt.MouseButton.LeftButton)
    assert heard[-1] == (200, 400)
    panes.show_sizes((300, 300))
    assert heard[-1] == (200, 400), "showing tells nobody"
    panes.show_sizes((1, 2, 3))
    assert panes.sizes() == [300, 300], "sizes of another arrangement are not taken"


def test_a_border_moves_the_way_the_arrow_points_when_mirrored(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot, qapp: QApplication
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panes = Splitter(theme)
    for _pane in range(2):
        panes.addWidget(QWidget())
    show(panes, 601, 100)
    panes.set_usual_sizes((200, 400))
    border = panes.handle(1)
    before = border.x()
    border.setFocus()
    qtbot.keyClick(border, Qt.Key.Key_Right)
    assert border.x() == before + 16


def a_drag(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def drop(target: QWidget, data: QMimeData) -> bool:
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, none)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, none))
    return True


def test_files_can_be_dropped_and_addresses_cannot(
    theme: ThemeSource, show: Callable[..., QWidget], tmp_path: Path
) -> None:
    zone = DropZone(theme, "Drop a portfolio here, or", "choose a file")
    show(zone, 400, 100)
    heard: list[tuple[Path, ...]] = []
    zone.files_dropped.connect(heard.append)
    portfolio = tmp_path / "Portfolio März.zip"
    portfolio.write_bytes(b"")
    assert drop(zone, a_drag(QUrl.fromLocalFile(str(portfolio)).toString()))
    assert heard == [(portfolio,)]
    assert not drop(zone, a_drag("https://example.org/portfolio.zip"))
    assert len(heard) == 1


def test_a_drop_zone_can_be_pressed_instead(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    zone = DropZone(theme, "Drop a portfolio here, or", "choose a file")
    show(zone, 400, 100)
    with qtbot.waitSignals([zone.browse_asked, zone.browse_asked], timeout=1000):
        qtbot.mouseClick(zone, Qt.MouseButton.LeftButton)
        zone.setFocus()
        qtbot.keyClick(zone, Qt.Key.Key_Space)
    assert zone.accessibleName() == "Drop a portfolio here, or choose a file"


def test_small_pictures_are_never_enlarged(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    picture = QPixmap(10, 10)
    picture.fill(QColor("#ABCDEF"))
    thumb = Thumbnail(theme, QSize(80, 80), fill=False)
    thumb.show_picture(picture, badge="18:40", words="Lesson video")
    show(thumb, 80, 80)
    drawn = thumb.grab().toImage()
    assert drawn.pixelColor(40, 40) == QColor("#ABCDEF")
    assert drawn.pixelColor(30, 40) == theme.color("sunken")
    assert drawn.pixelColor(70, 70) != theme.color("sunken"), "the badge"
    assert thumb.accessibleName() == "Lesson video"


@given(text=st.text(min_size=1, max_size=300), width=st.integers(20, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_wrapped_text_is_as_tall_as_its_lines_and_less_when_wider(theme: ThemeSource, text: str, width: int) -> None:
    font = theme.font("body")
    narrow, wide = (wrap(text, font, each, 18) for each in (width, width * 2))
    assert narrow.height >= 18 * narrow.layout.lineCount()
    assert narrow.layout.lineCount() >= wide.layout.lineCount()


def test_ethiopic_gets_the_height_it_needs(theme: ThemeSource) -> None:
    font = theme.font("body")
    made = wrap("የመምህር ማስረጃ", font, 400, 12)
    assert made.height >= made.layout.lineAt(0).height()


def test_a_paragraph_in_a_page_is_never_cut(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    inner = page("panel")
    column = QVBoxLayout(inner)
    said = Paragraph(theme, "Nobody can read what is not there, so everything is there. " * 12)
    box = card("Why")
    box.body.addWidget(said)
    column.addWidget(box)
    area = scrolling(inner)
    show(area, 300, 120)
    assert said.height() >= said.heightForWidth(said.width())
    theme.choose(text_scale=2.0)
    QApplication.processEvents()
    assert said.height() >= said.heightForWidth(said.width())


def test_a_file_name_is_whole_in_its_tooltip(theme: ThemeSource, qtbot: QtBot) -> None:
    name = FileName(theme, "a-very-long-name-of-a-lesson-video.mp4")
    qtbot.addWidget(name)
    assert name.toolTip() == name.text() == "a-very-long-name-of-a-lesson-video.mp4"
    assert name.minimumSizeHint().width() < name.sizeHint().width()


@pytest.mark.parametrize("kind", ["neutral", "accent", "ok", "warn", "bad"])
def test_chips_hold_their_words(theme: ThemeSource, show: Callable[..., QWidget], kind: str) -> None:
    chip = Chip(theme, "To look at", kind, icon="warning")
    show(chip, 200, 22)
    assert chip.sizeHint().height() == 22
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance("To look at") + 14
    ground = {"neutral": "sunken"}.get(kind, f"{kind}-soft")
    assert chip.grab().toImage().pixelColor(4, 4) == theme.color(ground)
