"""Chips that wrap: they stay laid out whatever happens around them, and leave when they are taken out."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.widgets.flow import FlowLayout, GridFlow


def nested(flow: FlowLayout, chips: list[QLabel]) -> QWidget:
    """A window with the chips in a layout inside two others."""
    window = QWidget()
    for chip in chips:
        flow.addWidget(chip)
    around = QHBoxLayout()
    around.addLayout(flow)
    QVBoxLayout(window).addLayout(around)
    return window


@pytest.mark.parametrize("flow_type", [FlowLayout, GridFlow])
def test_items_outlive_the_python_side_of_what_is_around_them(qtbot: QtBot, flow_type):
    flow, chips = flow_type(), [QLabel(f"chip {number}") for number in range(6)]
    window = nested(flow, chips)
    qtbot.addWidget(window)
    window.show()
    # What Qt's binding does with a temporary wrapper when a call to Python returns.
    shiboken6.invalidate(window.layout())
    assert flow.heightForWidth(60) >= flow.heightForWidth(900) > 0
    window.resize(80, 400)
    qtbot.waitUntil(lambda: chips[0].x() == chips[2].x() or chips[0].y() != chips[2].y())


def test_a_chip_that_is_taken_out_leaves_room(qtbot: QtBot):
    flow, chips = FlowLayout(), [QLabel(f"chip {number}") for number in range(3)]
    window = nested(flow, chips)
    qtbot.addWidget(window)
    window.show()
    wide = flow.sizeHint().width()
    flow.removeWidget(chips[0])
    chips[1].setParent(None)
    chips[2].deleteLater()
    qtbot.waitUntil(lambda: flow.count() == 0)
    assert flow.sizeHint().width() < wide
