"""Where a sentence that is dragged would stand when it is let go."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFrame, QWidget

from certdesk.ui.screens.rubrics.rules_outcome import OutcomeBlock
from certdesk.ui.theme.source import ThemeSource


class DropTarget(QFrame):
    """A line between two sentences; it shows itself only while something is dragged."""

    def __init__(self, theme: ThemeSource, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self.setObjectName("dropTarget")
        self.setAutoFillBackground(True)
        self.hide()
        theme.changed.connect(self._dress)
        self._dress()

    def show_at(self, blocks: Iterable[OutcomeBlock], where: QPoint) -> None:
        """Show the line where something dropped at a point of the screen would stand."""
        found = self.place_at(blocks, where)
        block = next((each for each in blocks if found is not None and each.outcome.id == found[0]), None)
        if found is None or block is None:
            self.hide()
            return
        page, count = self._page, len(block.outcome.conditions)
        if found[1] < count:
            top = block.lines[found[1]].mapTo(page, QPoint(0, 0)).y()
        else:
            above: QWidget = block.lines[count - 1] if count else block.name
            top = above.mapTo(page, QPoint(0, above.height())).y()
        self.setGeometry(QRect(16, top - 1, page.width() - 32, 2))
        self.show()
        self.raise_()

    def place_at(self, blocks: Iterable[OutcomeBlock], where: QPoint) -> tuple[str, int] | None:
        """Return the outcome, and the place in it before which something dropped there would stand."""
        page = self._page
        at = page.mapFromGlobal(where).y()
        found: tuple[str, int] | None = None
        for block in blocks:
            if at < block.mapTo(page, QPoint(0, 0)).y():
                break
            found = block.outcome.id, 0
            for place in range(len(block.outcome.conditions)):
                shown = block.lines[place]
                if at > shown.mapTo(page, QPoint(0, shown.height() // 2)).y():
                    found = block.outcome.id, place + 1
        return found

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.color("accent"))
        self.setPalette(palette)
