"""Icons take the colour they are given, and point the way the language runs."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from certdesk import shipped
from certdesk.core.errors import CertDeskError
from certdesk.ui import icons
from certdesk.ui.theme.source import ThemeSource


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_in_the_given_colour_alone(theme: ThemeSource, name: str) -> None:
    drawn = icons.pixmap(name, QColor("#3050C8"), 40).toImage()
    seen = [drawn.pixelColor(x, y) for x in range(40) for y in range(40) if drawn.pixelColor(x, y).alpha() == 255]
    assert seen
    assert all(abs(colour.blue() - 0xC8) <= 1 and abs(colour.red() - 0x30) <= 1 for colour in seen)
    source = (shipped.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in source
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', source)) <= {"none", "currentColor"}


def test_direction_icons_are_mirrored_and_checks_are_not(theme: ThemeSource, qapp: QApplication) -> None:
    ink = QColor("black")
    plain = icons.pixmap("undo", ink, 20).toImage()
    turned = icons.pixmap("undo", ink, 20, mirrored=True).toImage()
    assert turned == plain.flipped(Qt.Orientation.Horizontal)
    assert icons.pixmap("check", ink, 20, mirrored=True).toImage() == icons.pixmap("check", ink, 20).toImage()
    assert set(icons.names()) >= icons.DIRECTIONS
    assert not icons.DIRECTIONS & {"play", "clock", "check", "ok", "fast_forward", "rewind"}


def test_a_disabled_icon_is_grey(theme: ThemeSource) -> None:
    made = theme.icon("flag", "bad")
    off = made.pixmap(20, 20, QIcon.Mode.Disabled).toImage()
    seen = {off.pixelColor(x, y).name() for x in range(20) for y in range(20) if off.pixelColor(x, y).alpha() > 250}
    assert seen == {theme.color("text3").name()}


def test_icons_grow_with_the_text(theme: ThemeSource) -> None:
    theme.choose(text_scale=2.0)
    assert theme.icon("flag").availableSizes()[0].width() == 40


def test_a_missing_icon_is_said_in_plain_words(theme: ThemeSource) -> None:
    with pytest.raises(CertDeskError, match="unicorn"):
        theme.icon("unicorn")
