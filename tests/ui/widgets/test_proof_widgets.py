"""The small parts around keys: words to compare, the code beside them, steps, days, and the sign in the frame."""

from __future__ import annotations

from datetime import date

import zxingcpp
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.key_sign import KeySign
from certdesk.ui.widgets.qr_code import QrCode
from certdesk.ui.widgets.segment import Choice, Segment, SegmentPart
from certdesk.ui.widgets.spoken_words import SpokenWords
from certdesk.ui.widgets.step_list import StepList

WORDS = ("stadium", "cotton", "volcano", "mango", "paper", "melody", "cinema", "walrus")


def test_words_are_numbered_for_screen_readers_and_take_rows_as_the_width_asks(
    theme: ThemeSource, qtbot: QtBot
) -> None:
    shown = SpokenWords(theme)
    qtbot.addWidget(shown)
    shown.show_words(WORDS)
    assert shown.accessibleName().startswith("1 stadium, 2 cotton")
    assert shown.heightForWidth(150) > shown.heightForWidth(330) > shown.heightForWidth(900)
    shown.resize(330, shown.heightForWidth(330))
    assert not shown.grab().isNull()
    shown.show_words((*WORDS, "tulip", "orbit"))
    assert shown.heightForWidth(720) == shown.heightForWidth(2000)  # two rows of five, never one very long row


def test_choices_that_lead_to_nothing_are_left_out_but_never_the_chosen_one(theme: ThemeSource, qtbot: QtBot) -> None:
    segment = Segment(theme, (Choice("all", "All 1"), Choice("lapsed", "Lapsed 0"), Choice("gone", "Gone 0")), "gone")
    qtbot.addWidget(segment)
    whole = segment.sizeHint().width()
    segment.show_only({"all"})
    assert segment.sizeHint().width() < whole
    assert segment.current() == "gone"
    assert [part.isVisibleTo(segment) for part in segment.findChildren(SegmentPart)] == [True, False, True]
    segment.show()
    assert not segment.grab().isNull()


def test_the_code_is_read_back_from_the_screen(theme: ThemeSource, qtbot: QtBot) -> None:
    shown = QrCode(theme, "The fingerprint as a QR code")
    qtbot.addWidget(shown)
    shown.show_text("VGTZ B3XG JCPF GB4Q")
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bits = memoryview(bytes(image.constBits())).cast("B", (image.height(), image.bytesPerLine()))
    found = zxingcpp.read_barcodes(bits)
    assert [one.text for one in found] == ["VGTZ B3XG JCPF GB4Q"]


def test_steps_say_which_is_now(theme: ThemeSource, qtbot: QtBot) -> None:
    steps = StepList(theme, ("Prepare", "Make", "Keep"))
    qtbot.addWidget(steps)
    steps.show_step(1)
    assert steps.accessibleName() == "Step 2 of 3: Make"
    assert not steps.grab().isNull()


def test_a_day_stays_within_its_bounds_and_the_wheel_leaves_it(theme: ThemeSource, qtbot: QtBot) -> None:
    field = DayField(theme, "Since when")
    qtbot.addWidget(field)
    field.show_day(date(2026, 11, 22), first=date(2026, 11, 20), last=date(2026, 11, 22))
    field.show()
    field.setFocus()
    for _press in range(5):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.day() == date(2026, 11, 20)
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    field.wheelEvent(turn)
    assert field.day() == date(2026, 11, 20)
    assert not turn.isAccepted()


def test_the_sign_is_there_only_while_something_is_unlocked(theme: ThemeSource, qtbot: QtBot) -> None:
    sign = KeySign(theme)
    qtbot.addWidget(sign)
    sign.show_left(541)
    assert sign.isVisible()
    assert "10 minutes" in sign.accessibleName()
    sign.show_left(0)
    assert not sign.isVisible()
