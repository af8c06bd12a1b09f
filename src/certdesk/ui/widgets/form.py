"""A form that scrolls above its buttons, which are always in view."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.scrolling import from_the_top


def lay_out_form(host: QWidget, fields: QWidget, *buttons: QWidget) -> None:
    """Fill ``host``, which has no layout yet, with the fields and, below a line, the buttons."""
    foot = foot_of(*buttons)
    foot.setContentsMargins(16, 10, 16, 12)
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(from_the_top(fields), 1)
    column.addWidget(line())
    column.addLayout(foot)


def foot_of(*buttons: QWidget) -> QHBoxLayout:
    """Return a row of buttons that begins where the fields above it begin."""
    foot = QHBoxLayout()
    foot.setSpacing(8)
    for one in buttons:
        foot.addWidget(one)
    foot.addStretch(1)
    return foot
