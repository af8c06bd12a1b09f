"""Rail, bars, notices and jobs: the frame round every screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.job_strip import JobLine, JobStrip, ShownJob
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice, NoticeBar
from certdesk.ui.widgets.progress_bar import ProgressBar
from certdesk.ui.widgets.rail import Place, Rail, RailItem
from certdesk.ui.widgets.status_foot import Standing, StatusFoot
from certdesk.ui.widgets.top_bar import TopBar

LEFT = Qt.MouseButton.LeftButton
PLACES = (Place("today", "Today", "today"), Place("score", "Score", "score"), Place("verify", "Verify", "shield"))
SETTINGS = (Place("settings", "Settings", "settings"),)
GOOD = Notice("6 portfolios imported", "ok", action="Show", action_key="show")
WARNING = Notice("The disk has 1.2 GB left.", "warn", "Videos will stay on the stick.")


def a_rail(theme: ThemeSource) -> Rail:
    rail = Rail(theme)
    rail.show_places(PLACES, SETTINGS)
    rail.set_current("today")
    return rail


def item(rail: Rail, key: str) -> RailItem:
    found = rail.findChild(RailItem, f"place-{key}")
    assert found is not None
    return found


def test_the_rail_by_mouse_and_keyboard(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    rail = a_rail(theme)
    show(rail, 72, 700)
    heard: list[str] = []
    rail.place_chosen.connect(heard.append)
    qtbot.mouseClick(item(rail, "score"), LEFT)
    item(rail, "score").setFocus()
    qtbot.keyClick(item(rail, "score"), Qt.Key.Key_Down)
    assert heard == ["score"], "the arrows only go there"
    assert item(rail, "verify").hasFocus()
    qtbot.keyClick(item(rail, "verify"), Qt.Key.Key_Return)
    assert heard == ["score", "verify"]
    assert item(rail, "verify").isChecked()
    rail.set_current("today")
    assert heard == ["score", "verify"], "showing tells nobody"
    assert [each.isChecked() for each in rail.findChildren(RailItem)].count(True) == 1


def test_settings_are_at_the_foot_and_a_low_window_still_holds_all(
    theme: ThemeSource, show: Callable[..., QWidget]
) -> None:
    rail = a_rail(theme)
    show(rail, 72, 700)
    assert item(rail, "settings").geometry().bottom() > 650
    assert item(rail, "today").height() == 54
    rail.resize(72, 600)
    QApplication.processEvents()
    assert item(rail, "today").height() == 46


def test_what_waits_is_said_with_the_place(theme: ThemeSource, qtbot: QtBot) -> None:
    rail = a_rail(theme)
    qtbot.addWidget(rail)
    rail.show_count("today", 3)
    assert item(rail, "today").accessibleName() == "Today, 3 wait"
    rail.show_count("today", 0)
    assert item(rail, "today").accessibleName() == "Today"


def a_host(theme: ThemeSource, show: Callable[..., QWidget]) -> tuple[QWidget, NoticeBar, QTimer]:
    host = QWidget()
    bar = NoticeBar(theme, host)
    show(host, 900, 500)
    QCursor.setPos(host.mapToGlobal(QPoint(5, 5)))  # a bar that appears under the mouse would wait
    clock = bar.findChild(QTimer)
    assert clock is not None
    return host, bar, clock


def test_good_news_leaves_after_eight_seconds(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    _host, bar, clock = a_host(theme, show)
    bar.show_notice(GOOD)
    assert bar.isVisible()
    assert (clock.isActive(), clock.interval()) == (True, 8000)
    clock.timeout.emit()
    assert not bar.isVisible()


def test_warnings_stay_and_go_first(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    host, bar, clock = a_host(theme, show)
    bar.show_notice(GOOD)
    bar.show_notice(WARNING)
    bar.show_notice(WARNING)
    assert bar.current() == WARNING
    assert not clock.isActive()
    assert bar.geometry().bottom() < host.height()
    gone: list[Notice] = []
    bar.dismissed.connect(gone.append)
    qtbot.mouseClick(bar.findChild(QAbstractButton, "noticeClose"), LEFT)
    assert gone == [WARNING]
    assert bar.current() == GOOD, "what waited comes back, and the same warning was not kept twice"


def test_a_new_warning_is_seen_at_once_and_the_older_one_comes_back(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    _host, bar, _clock = a_host(theme, show)
    newer = Notice("You marked AUT-056.", "warn")
    bar.show_notice(WARNING)
    bar.show_notice(newer)
    assert bar.current() == newer
    qtbot.mouseClick(bar.findChild(QAbstractButton, "noticeClose"), LEFT)
    assert bar.current() == WARNING


def test_good_news_that_holds_no_more_is_taken_away_and_warnings_stay(
    theme: ThemeSource, show: Callable[..., QWidget]
) -> None:
    _host, bar, _clock = a_host(theme, show)
    bar.show_notice(GOOD)
    bar.drop_good_news()
    assert bar.current() is None
    for notice in (GOOD, WARNING, Notice("1 file was copied", "ok")):
        bar.show_notice(notice)
    bar.drop_good_news()
    assert bar.current() == WARNING
    bar.clear()
    bar.drop_good_news()
    assert not bar.isVisible()


def test_an_action_is_told_and_the_notice_leaves(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    _host, bar, _clock = a_host(theme, show)
    heard: list[str] = []
    bar.action_chosen.connect(heard.append)
    bar.show_notice(GOOD)
    qtbot.mouseClick(bar.findChild(QAbstractButton, "noticeAction"), LEFT)
    assert heard == ["show"]
    assert bar.current() is None


def test_good_news_waits_while_its_button_has_the_keyboard(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    host, bar, clock = a_host(theme, show)
    other = button(theme, "Elsewhere")
    other.setParent(host)
    other.show()
    bar.show_notice(GOOD)
    bar.findChild(QAbstractButton, "noticeAction").setFocus()
    assert not clock.isActive()
    other.setFocus()
    assert clock.isActive()


def test_the_bar_follows_its_host(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    host, bar, _clock = a_host(theme, show)
    bar.show_notice(WARNING)
    host.resize(400, 300)
    assert host.rect().contains(bar.geometry())


def test_jobs_show_three_lines_and_the_number_of_the_rest(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    strip = JobStrip(theme)
    show(strip, 900, 160)
    strip.show_jobs(tuple(ShownJob(str(n), f"Job {n}", share=n / 10) for n in range(5)))
    assert len(strip.findChildren(JobLine)) == 3
    more = strip.findChild(QLabel, "moreJobs")
    assert (more.text(), more.isVisible()) == ("and 2 more", True)
    strip.show_jobs(())
    assert not strip.isVisible()


def test_jobs_can_be_paused_gone_on_with_and_stopped(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    strip = JobStrip(theme)
    show(strip, 900, 160)
    heard: list[tuple[str, str]] = []
    strip.pause_asked.connect(lambda key: heard.append(("pause", key)))
    strip.resume_asked.connect(lambda key: heard.append(("resume", key)))
    strip.stop_asked.connect(lambda key: heard.append(("stop", key)))
    job = ShownJob("import", "Importing", share=0.4, can_pause=True)
    strip.show_jobs((job,))
    line = strip.findChild(JobLine, "job-import")
    qtbot.mouseClick(line.findChild(Button, "pause"), LEFT)
    strip.show_jobs((ShownJob("import", "Importing", share=0.4, can_pause=True, paused=True),))
    assert strip.findChild(JobLine, "job-import") is line, "the line is kept, so that a press is not lost"
    qtbot.mouseClick(line.findChild(Button, "pause"), LEFT)
    qtbot.mouseClick(line.findChild(Button, "stop"), LEFT)
    assert heard == [("pause", "import"), ("resume", "import"), ("stop", "import")]


@pytest.mark.parametrize(("share", "painted"), [(0.0, "pressed"), (0.6, "accent"), (1.0, "accent")])
def test_a_bar_fills(theme: ThemeSource, show: Callable[..., QWidget], share: float, painted: str) -> None:
    bar = ProgressBar(theme, "Import")
    show(bar, 200, 6)
    bar.show_share(share, 0.7)
    assert bar.grab().toImage().pixelColor(100, 3) == theme.color(painted if share else "accent-line")


def test_work_that_cannot_be_counted_moves_only_for_those_who_want_it(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    bar = ProgressBar(theme, "Import")
    show(bar, 200, 6)
    bar.show_working()
    still = bar.grab().toImage()
    qtbot.wait(30)
    assert bar.grab().toImage() == still
    theme.choose(reduced_motion=False)
    bar.show_working()
    qtbot.waitUntil(lambda: bar.grab().toImage() != still)


def a_foot(theme: ThemeSource) -> StatusFoot:
    foot = StatusFoot(theme)
    facts = (("5 of 8", "marked"), ("2.85", "weighted mean so far"))
    foot.show_standing(
        Standing(
            facts, "T5, T7 and T8 still need a mark", "Ctrl Enter", "Undo “T4 = 3”", "Ctrl Z", "41 min", "Saved 14:02"
        )
    )
    return foot


def test_the_foot_tells_what_was_pressed(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    foot = a_foot(theme)
    show(foot, 1200, 36)
    heard: list[str] = []
    foot.missing_chosen.connect(lambda: heard.append("missing"))
    foot.undo_chosen.connect(lambda: heard.append("undo"))
    for name in ("missing", "undo"):
        qtbot.mouseClick(foot.findChild(Button, name), LEFT)
    assert heard == ["missing", "undo"]
    foot.show_standing(Standing(saved="Saved 14:03"))
    assert not foot.findChild(Button, "undo").isVisible()
    assert foot.findChild(QLabel, "saved").text() == "Saved 14:03"


@pytest.mark.parametrize(("width", "text_scale", "lines"), [(1300, 1.0, 1), (1222, 2.0, 2)])
def test_the_foot_takes_a_second_line_rather_than_cut_words(
    theme: ThemeSource, show: Callable[..., QWidget], width: int, text_scale: float, lines: int
) -> None:
    theme.choose(text_scale=text_scale)
    foot = a_foot(theme)
    show(foot, width, 36)
    QApplication.processEvents()
    assert foot.height() == theme.px(36) * lines
    for part in foot.findChildren(QLabel):
        if part.isVisible():
            assert part.width() >= part.minimumSizeHint().width()


def test_the_top_bar_gives_its_middle_a_line_of_its_own(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    bar = TopBar(theme)
    bar.add_leading(label("KITE-37", "label"))
    middle = label("a long strip of criteria " * 4)
    bar.add_middle(middle)
    bar.add_trailing(button(theme, "Commands"))
    show(bar, 1200, 48)
    assert bar.height() == theme.px(48)
    bar.resize(640, 48)
    QApplication.processEvents()
    assert bar.height() == theme.px(48) * 2
    assert middle.width() >= middle.minimumSizeHint().width()


TEN = tuple(Place(f"place{number}", f"Place {number}", "today") for number in range(9))


@pytest.mark.parametrize(("height", "scale"), [(768, 1.0), (640, 1.0), (768, 1.5), (640, 1.5), (640, 2.0)])
def test_ten_places_and_the_key_fit_a_low_window_with_large_text(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot, height: int, scale: float
) -> None:
    theme.choose("light", scale)
    rail = Rail(theme)
    rail.show_places(TEN, SETTINGS)
    show(rail, 72, height)
    items = [each for each in rail.findChildren(RailItem) if each.isVisible()]
    assert sum(each.height() + 2 for each in items) + theme.px(44) + 16 <= height
    assert all(each.height() >= theme.theme.line_height("tiny") for each in items), "the words are never cut"


def test_hidden_places_take_no_room_and_no_arrow_stops_there(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    rail = a_rail(theme)
    show(rail, 72, 700)
    rail.hide_places(frozenset({"score"}))
    assert not item(rail, "score").isVisible()
    item(rail, "today").setFocus()
    qtbot.keyClick(item(rail, "today"), Qt.Key.Key_Down)
    assert item(rail, "verify").hasFocus()
    rail.hide_places(frozenset())
    assert item(rail, "score").isVisible()
