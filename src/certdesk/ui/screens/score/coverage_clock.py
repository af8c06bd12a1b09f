"""Counts what is really on screen, second by second, and writes it down now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from certdesk.actions.covering import coverage_of, note_coverage
from certdesk.core.errors import CertDeskError

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

_TICK_MS, _FLUSH_TICKS = 1000, 15
_RECORDINGS = frozenset({"video", "audio"})


class CoverageClock:
    """Looks once a second at what the viewers of a `ScoreScreen` show, while its window is really in front.

    A page counts when it was there at two looks in a row, a second of a recording when it was played.
    """

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self.timer = QTimer(screen)
        self.timer.setInterval(_TICK_MS)
        self.timer.timeout.connect(self.tick)
        self._before: dict[tuple[int, str], frozenset[int]] = {}
        self._pending: dict[str, set[int]] = {}
        self._ticks = 0

    def start(self) -> None:
        """Begin to look, and show what was seen before."""
        self._before.clear()
        self._pending.clear()
        self.timer.start()
        self.show()

    def stop(self) -> None:
        """Write down what was seen, and look no more."""
        self.timer.stop()
        self.flush()

    def tick(self) -> None:
        """Look once."""
        screen = self._screen
        if screen.view is None or not self._watched():
            self._before.clear()
            return
        screen.unchanged.look()
        now: dict[tuple[int, str], frozenset[int]] = {}
        for pane in screen.desk.shown_panes:
            item = screen.view.item(screen.left_off.items[pane.number])
            if item is None or pane.stage.item is None or pane.stage.item.id != item.id:
                continue
            key = (pane.number, item.id)
            now[key] = pane.stage.looked_at()
            counted = now[key] if item.kind in _RECORDINGS else now[key] & self._before.get(key, frozenset())
            if counted:
                self._pending.setdefault(item.id, set()).update(counted)
        self._before = now
        self._ticks += 1
        if self._ticks % _FLUSH_TICKS == 0:
            self.flush()

    def flush(self) -> None:
        """Write down what was seen since the last time, and show it."""
        screen = self._screen
        self._take_recordings()
        if screen.view is None or not self._pending:
            return
        pending, self._pending = self._pending, {}
        try:
            for item_id, units in pending.items():
                note_coverage(screen.tools.session.workspace, screen.view.assessment.id, item_id, frozenset(units))
        except CertDeskError as problem:
            screen.tools.session.refused.emit(problem)
        self.show()

    def show(self) -> None:
        """Show how much of each item was seen."""
        screen = self._screen
        if screen.view:
            screen.evidence.show_coverage(coverage_of(screen.tools.session.workspace, screen.view.assessment.id))

    def _take_recordings(self) -> None:
        """Take what was played since the last look: its item may be about to go."""
        screen = self._screen
        if screen.view is None or not self._watched():
            return
        for pane in screen.desk.shown_panes:
            item = screen.view.item(pane.stage.item.id) if pane.stage.item is not None else None
            if item is not None and item.kind in _RECORDINGS and (played := pane.stage.looked_at()):
                self._pending.setdefault(item.id, set()).update(played)

    def _watched(self) -> bool:
        screen = self._screen
        window = screen.window()
        return screen.in_front and screen.isVisible() and screen.isActiveWindow() and not window.isMinimized()
