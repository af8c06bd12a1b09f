"""The application wears what the person chose, and changes when they choose again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.sheet import sheet_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import NAMES
from certdesk.ui.widgets.labels import label


@pytest.mark.parametrize("name", NAMES)
def test_a_chosen_theme_reaches_palette_and_widgets(
    theme: ThemeSource, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    shown = label("words", tone="text2")
    qtbot.addWidget(shown)
    shown.show()
    theme.choose(name)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("bg")
    assert qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == theme.color("text3")
    assert shown.palette().color(QPalette.ColorRole.WindowText) == theme.color("text2")


def test_widgets_hear_of_a_change_once_and_of_no_change_never(theme: ThemeSource, qtbot: QtBot) -> None:
    heard = []
    theme.changed.connect(lambda: heard.append(theme.theme.name))
    theme.choose("dark")
    theme.choose("dark")
    assert heard == ["dark"]


def test_text_grows_within_limits(theme: ThemeSource, qapp: QApplication) -> None:
    theme.choose(text_scale=2.0)
    assert qapp.font().pixelSize() == 26
    assert theme.px(32) == 64
    theme.choose(text_scale=9.0)
    assert theme.theme.text_scale == 2.0
    theme.choose(text_scale=0.1)
    assert theme.theme.text_scale == 0.9


def test_label_roles_follow_the_text_size(theme: ThemeSource, qtbot: QtBot) -> None:
    shown = label("24", role="figure")
    qtbot.addWidget(shown)
    shown.show()
    assert shown.fontInfo().pixelSize() == 28
    theme.choose(text_scale=2.0)
    assert shown.fontInfo().pixelSize() == 56


def test_an_unknown_theme_is_refused(theme: ThemeSource) -> None:
    with pytest.raises(ValueError, match="mauve"):
        theme.choose("mauve")


def test_the_system_is_followed(theme: ThemeSource, qapp: QApplication) -> None:
    theme.choose("system")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    followed = theme.theme.name
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Light)
    back = theme.theme.name
    qapp.styleHints().unsetColorScheme()
    wanted = qapp.styleHints().colorScheme()
    assert back == "light"
    assert followed == "dark" or wanted == Qt.ColorScheme.Unknown
    assert theme.wanted == "system"


def test_less_motion_means_none(theme: ThemeSource) -> None:
    assert theme.theme.motion(120) == 0
    theme.choose(reduced_motion=False)
    assert theme.theme.motion(120) == 120


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [0.9, 1.0, 2.0])
def test_the_style_sheet_is_filled_completely(theme: ThemeSource, name: str, scale: float) -> None:
    theme.choose(name, scale)
    assert "$" not in sheet_of(theme.theme)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_tick_boxes_and_radio_buttons_are_ours(theme: ThemeSource, qtbot: QtBot, kind: type) -> None:
    box = kind("A choice")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    picture = box.grab().toImage()
    found = {picture.pixelColor(x, y).name() for x in range(18) for y in range(picture.height())}
    assert theme.color("accent").name() in found


def test_a_plain_button_of_a_standard_dialog_is_ours_too(theme: ThemeSource, qtbot: QtBot) -> None:
    made = QPushButton("OK")
    qtbot.addWidget(made)
    made.setProperty("kind", "primary")
    made.resize(100, 32)
    made.show()
    assert made.grab().toImage().pixelColor(50, 4) == theme.color("accent")


def test_a_label_keeps_its_words_to_itself(theme: ThemeSource, qtbot: QtBot) -> None:
    shown: QLabel = label("<b>not bold</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
