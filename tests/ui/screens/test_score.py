"""Score: layouts, keys that rest while something floats above or somebody types, the bank, flags, caps."""

from __future__ import annotations

from fractions import Fraction
from threading import Event

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import Annotation, PageRegion, Rect, TimeSpan
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import CommentOnly, LevelGiven, Unmarked
from certdesk.core.portfolio import EvidenceItem
from certdesk.ui.app import Running
from certdesk.ui.models.filed_evidence import Tag, rows_for_criterion
from certdesk.ui.screens.score.desk import CRITERION, EVIDENCE, SIDE
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.screens.score.selecting import offered_place
from certdesk.ui.screens.single_keys import choose_single_keys
from certdesk.ui.widgets.paragraph import Paragraph

from .conftest import PlayedDialogs, click, find, press


def score(running: Running, assessment: str) -> ScoreScreen:
    running.window.go("score", {"assessment": assessment})
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    return screen


def mark_of(screen: ScoreScreen, criterion: str) -> object:
    assert screen.view is not None
    return screen.view.assessment.mark(criterion)


def test_the_layout_is_remembered(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, Qt.Key.Key_F11)
    assert screen.desk.shown_layout == EVIDENCE
    assert not screen.panel.isVisible()
    running.window.go("today")
    score(running, assessment)
    assert screen.desk.shown_layout == EVIDENCE
    screen.desk.show_layout(CRITERION)
    assert screen.panel.isVisible()
    assert not screen.evidence.isVisible()


def test_writing_brings_the_criterion_back(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.desk.show_layout(EVIDENCE)
    press(qtbot, running, "c")
    assert screen.desk.shown_layout == SIDE
    assert screen.panel.strength.writing.hasFocus()


def test_no_key_marks_while_the_key_map_is_open(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "?")
    assert find(running.window, "keyMap").isVisible()
    press(qtbot, running, "3")
    assert isinstance(mark_of(screen, "T1"), Unmarked)
    press(qtbot, running, Qt.Key.Key_Escape)
    assert not find(running.window, "keyMap").isVisible()
    press(qtbot, running, "3")
    assert mark_of(screen, "T1") == LevelGiven(Fraction(3))


def test_single_keys_can_be_switched_off(running: Running, assessment: str, qtbot: QtBot) -> None:
    choose_single_keys(running.tools.session.workspace, on=False)
    screen = score(running, assessment)
    press(qtbot, running, "3", Qt.Key.Key_Down)
    assert isinstance(mark_of(screen, "T1"), Unmarked)
    assert screen.left_off.criterion == "T2", "keys with a name still act"


def test_arrows_move_in_the_list_that_has_the_keyboard(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    assert screen.view is not None
    screen.evidence.focus()
    press(qtbot, running, Qt.Key.Key_Down)
    assert screen.left_off.item == screen.view.items[1].id
    assert screen.left_off.criterion == "T1"


def test_delete_in_the_filed_list_removes_evidence_and_no_mark(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e")
    filed = screen.panel.filed
    filed.setFocus()
    filed.setCurrentIndex(filed.model().index(0, 0))
    press(qtbot, running, Qt.Key.Key_Delete)
    assert screen.view is not None
    assert screen.view.assessment.evidence_for("T1") == ()
    assert mark_of(screen, "T1") == LevelGiven(Fraction(3))


def test_the_bank_is_found_by_typing_and_taken_with_enter(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e", "/")
    typed = find(screen, "bankTyped")
    assert isinstance(typed, QLineEdit)
    assert typed.isVisible()
    qtbot.keyClicks(typed, "clear support")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert screen.panel.strength.text().startswith("At ")
    assert "{pointer}" not in screen.panel.strength.text()
    assert screen.panel.strength.writing.textCursor().selectedText() == "{what}"
    assert mark_of(screen, "T1") == LevelGiven(Fraction(3)), "letters typed in the bank are no shortcuts"


def test_a_flag_is_shown_with_its_reason_and_can_be_taken_away(
    running: Running, assessment: str, dialogs: PlayedDialogs, qtbot: QtBot
) -> None:
    screen = score(running, assessment)
    dialogs.reasons.append("Whose voice is it?")
    press(qtbot, running, "f")
    words = find(screen, "reasonWords")
    assert isinstance(words, QLabel)
    assert words.isVisible()
    assert "Whose voice is it?" in words.text()
    click(qtbot, screen, "endReason")
    assert screen.view is not None
    assert screen.view.assessment.state is AssessmentState.OPEN
    assert not words.isVisible()


def test_a_missing_moment_is_a_hint_and_blocks_nothing(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.go_to_criterion("T4")
    caps = find(screen, "caps")
    assert isinstance(caps, QLabel)
    assert caps.isVisible()
    assert "at most 2" in caps.text()
    press(qtbot, running, "4")
    assert mark_of(screen, "T4") == LevelGiven(Fraction(4))


def test_only_evidence_for_the_criterion_keeps_the_item_in_view(running: Running, assessment: str) -> None:
    screen = score(running, assessment)
    assert screen.evidence.model.rowCount() == 3
    screen.evidence.toggle_only_current()
    assert screen.evidence.model.rowCount() == 1
    hidden = find(screen, "hiddenItems")
    assert isinstance(hidden, QAbstractButton)
    assert hidden.isVisible()
    hidden.click()
    assert screen.evidence.model.rowCount() == 3


def test_comment_only_is_a_mark_of_its_own(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    click(qtbot, screen, "commentOnly")
    assert mark_of(screen, "T1") == CommentOnly()


def test_f6_goes_round_the_panes(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.evidence.focus()
    press(qtbot, running, Qt.Key.Key_F6, Qt.Key.Key_F6, Qt.Key.Key_F6)
    assert screen.panel.strength.writing.hasFocus()
    press(qtbot, running, Qt.Key.Key_F6)
    assert find(screen, "evidence").hasFocus()


def test_f6_stops_at_what_is_filed_and_alt_goes_on_to_the_next_criterion(
    running: Running, assessment: str, qtbot: QtBot
) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "e")
    screen.panel.levels.focus_level()
    press(qtbot, running, Qt.Key.Key_F6)
    assert find(screen, "filed").hasFocus()
    qtbot.keyClick(find(screen, "filed"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert screen.criterion is not None
    assert screen.criterion.id == "T2"
    assert find(screen, "filed").hasFocus()
    qtbot.keyClick(find(screen, "filed"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert screen.criterion.id == "T1"


def test_a_level_row_keeps_the_keyboard_after_it_was_chosen(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    screen.panel.levels.focus_level(Fraction(2))
    press(qtbot, running, Qt.Key.Key_Space)
    assert mark_of(screen, "T1") == LevelGiven(Fraction(2))
    assert find(screen, "level-2").hasFocus()


def test_nothing_scrolls_away_at_1366_by_768(running: Running, assessment: str) -> None:
    screen = score(running, assessment)
    for criterion in ("T1", "T2", "T4", "T8"):
        screen.go_to_criterion(criterion)
        bottom = screen.panel.strength.mapTo(screen.panel, screen.panel.strength.rect().bottomLeft()).y()
        assert bottom <= screen.panel.height(), criterion


def test_after_the_words_a_digit_marks_again(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    writing = screen.panel.strength.writing
    for leave in (Qt.Key.Key_Escape, None):
        criterion = screen.left_off.criterion
        press(qtbot, running, "3", "c", "Changes order 2")
        assert mark_of(screen, criterion) == LevelGiven(Fraction(3)), "a digit among words is a word"
        if leave is not None:
            press(qtbot, running, leave)
            assert not writing.hasFocus()
        qtbot.keyClick(running.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert screen.left_off.criterion != criterion
        assert screen.panel.levels.isAncestorOf(running.window.focusWidget())
        press(qtbot, running, "2")
        assert mark_of(screen, screen.left_off.criterion) == LevelGiven(Fraction(2))
        assert screen.panel.strength.text() == ""
        assert screen.view is not None
        assert screen.view.assessment.words(criterion).strength == "Changes order 2"
        qtbot.keyClick(running.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_caret_stays_in_no_box_of_another_criterion(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    for box in (screen.panel.strength, screen.panel.next_step):
        before = screen.left_off.criterion
        box.setFocus()
        qtbot.keyClick(box.writing, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert screen.left_off.criterion != before
        assert screen.panel.levels.isAncestorOf(running.window.focusWidget())
    before = screen.left_off.criterion
    qtbot.keyClick(running.window.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert screen.left_off.criterion != before
    assert screen.panel.levels.isAncestorOf(running.window.focusWidget()), "its rows were replaced under it"


def test_a_click_on_empty_ground_or_the_heading_leaves_the_box(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    for target in ("criterionTitle", "filedTitle"):
        press(qtbot, running, "c")
        assert screen.panel.strength.writing.hasFocus()
        click(qtbot, screen.panel, target)
        assert not screen.panel.strength.writing.hasFocus()
        press(qtbot, running, "4")
        assert mark_of(screen, "T1") == LevelGiven(Fraction(4))
        press(qtbot, running, Qt.Key.Key_Delete)


def test_what_nobody_asked_for_moves_nothing(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    strip = find(running.window, "jobStrip")
    released = Event()
    running.tools.jobs.start(
        "Reading", lambda _progress: released.wait(9), done=lambda _done: None, failed=print, matters=False, quiet=True
    )
    assert not strip.isVisible()
    released.set()
    qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=9000)
    screen.searching.open()
    assert not strip.isVisible()


def test_a_moment_in_the_list_says_of_which_film() -> None:
    note = Annotation("n", "", "i", TimeSpan(2000, 4000), ("T1",))
    film = EvidenceItem("i", "p", 1, "d" * 64, 1, "lesson-4.mp4", "Lesson 4", kind="video")
    row = rows_for_criterion((note,), (film,), Tag("T1", 0))[0]
    assert row.place.startswith("Lesson 4, ")


def test_words_of_a_page_are_called_words() -> None:
    anchor = PageRegion(3, Rect(1.0, 2.0, 30.0, 40.0), "Before leaving")
    assert offered_place(anchor, words=True) == ("Words on p. 3", "Before leaving")
    assert offered_place(anchor) == ("Region on p. 3", "Before leaving")


def test_a_notice_covers_no_box_of_the_criterion(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "n")
    bar = find(running.window, "noticeBar")
    qtbot.waitUntil(bar.isVisible)
    place = QRect(bar.mapToGlobal(QPoint(0, 0)), bar.size())
    panel = QRect(screen.panel.mapToGlobal(QPoint(0, 0)), screen.panel.size())
    assert not place.intersects(panel)
    words = next(each for each in bar.findChildren(Paragraph) if each.text())
    assert words.height() >= words.heightForWidth(words.width()), "no line is cut"
    qtbot.mouseClick(screen.panel.strength.writing.viewport(), Qt.MouseButton.LeftButton)
    assert screen.panel.strength.writing.hasFocus()
