"""A scale, a criterion, and a way to show a widget, for the tests of widgets."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.rubric import Criterion, Level, Scale

WORDS = ("Beginning", "Developing", "Secure", "Leading")


@pytest.fixture
def scale() -> Scale:
    levels = tuple(Level(Fraction(number), word.lower(), word) for number, word in enumerate(WORDS, 1))
    return Scale(levels, standard=Fraction(3))


@pytest.fixture
def criterion() -> Criterion:
    said = "Pupils question, explain and build on each other's ideas, and group routines keep everyone involved. "
    return Criterion(
        "T4",
        "Student collaboration",
        "B",
        Fraction(16),
        Fraction(3),
        critical=True,
        question="Do pupils think together?",
        descriptors={Fraction(number): said * number for number in range(1, 5)},
    )


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a widget at a size and wait until it is there and active."""

    def shown(widget: QWidget, width: int = 480, height: int = 360) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown
