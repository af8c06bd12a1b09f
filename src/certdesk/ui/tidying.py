"""Collects Python's garbage in the window's own thread, where Qt's objects may be let go.

Python may run its collector in any thread that happens to make objects. A wrapper of a Qt object that is found there
would be destroyed while the window's thread uses it, which ends the program now and then.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS = 1000


class Tidying(QObject):
    """While it runs, garbage is collected in this thread only, by Python's own measure of when it is time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tidy)
        self._timer.start(_PAUSE_MS)

    def tidy(self) -> None:
        """Collect the youngest garbage when there is enough of it, and older garbage with it when that is due."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if due[2] else int(due[1]))

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
