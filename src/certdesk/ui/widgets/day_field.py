"""A day, typed, stepped with the arrow keys or chosen in a calendar; the wheel never changes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource

_SIDE, _ROOM = 16, 26


class DayField(QDateEdit):
    """``what`` is its name for screen readers."""

    def __init__(self, theme: ThemeSource, what: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(what)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMM yyyy")
        theme.changed.connect(self.update)

    def show_day(self, day: date, *, first: date | None = None, last: date | None = None) -> None:
        """Show a day that can be chosen between ``first`` and ``last``."""
        self.clearMinimumDate()
        self.clearMaximumDate()
        if first is not None:
            self.setMinimumDate(QDate(first.year, first.month, first.day))
        if last is not None:
            self.setMaximumDate(QDate(last.year, last.month, last.day))
        self.setDate(QDate(day.year, day.month, day.day))

    def day(self) -> date:
        """Return the day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign of the calendar where it opens."""
        super().paintEvent(event)
        painter = QPainter(self)
        side, room = self._theme.px(_SIDE), self._theme.px(_ROOM)
        place = QRectF(self.width() - room, 0, side, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(room - side)
        paint_icon(painter, place, "calendar", self._theme.color("text2"))
        painter.end()
