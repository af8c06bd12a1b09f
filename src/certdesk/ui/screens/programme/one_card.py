"""The page of one card under a head that leads back: a programme's file, somebody's key, the recovery key."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.ui.widgets.scrolling import scrolling


def lay_out_card(page: QWidget, head: QHBoxLayout, whole: QWidget) -> None:
    """Put the head above the card, which scrolls where there is little room."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(whole)
    column.addStretch(1)
    lines = QVBoxLayout(page)
    lines.setContentsMargins(24, 20, 16, 16)
    lines.setSpacing(16)
    lines.addLayout(head)
    lines.addWidget(scrolling(inner), 1)
