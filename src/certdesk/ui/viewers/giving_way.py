"""Rows of controls in little room: the less important ones give way, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLayout

Give = Callable[[bool], object]
"""Called with True to show something in full, with False to take it away or make it shorter."""


def give_way(row: QLayout, width: int, order: Sequence[Give]) -> None:
    """Show as much of ``row`` as fits in ``width`` px; what comes first in ``order`` gives way first."""
    for each in order:
        each(True)
    for each in order:
        row.invalidate()
        if row.sizeHint().width() <= width:
            return
        each(False)
