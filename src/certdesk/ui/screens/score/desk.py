"""How the Score screen is laid out: evidence, one or two items, the criterion; and where the keyboard goes next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.score.asked_line import AskedLine
from certdesk.ui.screens.score.criterion_panel import CriterionPanel
from certdesk.ui.screens.score.evidence_column import EvidenceColumn
from certdesk.ui.screens.score.head import ScoreHead
from certdesk.ui.screens.score.left_off import PANES
from certdesk.ui.screens.score.reason_bar import ReasonBar
from certdesk.ui.screens.score.stage_pane import StagePane
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.status_foot import StatusFoot

SIDE, EVIDENCE, CRITERION, TWO = "side", "evidence", "criterion", "two"
_LAYOUTS = (SIDE, EVIDENCE, CRITERION, TWO)
_USUAL_SIZES = (208, 600, 488)
_TALL, _LOW = 900, 820
_WIDE = 1680
"""From this width on, in px, two items leave room for the list of evidence."""
_HABITS = "score_layout"


class ScoreDesk(QWidget):
    """Evidence, item and criterion beside each other, between head and foot.

    Layout, sizes and filter are habits of a person: they are remembered for whoever acts, on this desk only.
    The second pane is made when somebody first wants two items; ``pane_made(StagePane)`` says so.
    """

    layout_changed = Signal(str)
    active_changed = Signal(int)
    pane_made = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._layout = SIDE
        theme = tools.theme
        self._above = False
        self._steady = False
        self._active = 0
        self._holder = Splitter(theme)
        self.panes: list[StagePane] = []
        self.head = ScoreHead(theme)
        self.reason = ReasonBar(theme)
        self.asked = AskedLine(theme)
        self.evidence = EvidenceColumn(theme)
        self.panel = CriterionPanel(theme)
        self.foot = StatusFoot(theme)
        self._panes = Splitter(theme)
        self._sizes: tuple[int, ...] = _USUAL_SIZES
        self._make_pane()
        self._build()
        self._panes.sizes_changed.connect(lambda _sizes: self._remember())
        self.head.layout_chosen.connect(self.show_layout)
        self.evidence.filter_changed.connect(self._remember)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    @property
    def shown_layout(self) -> str:
        """Which layout is shown: ``side``, ``evidence``, ``criterion`` or ``two``."""
        return self._layout

    @property
    def pane(self) -> StagePane:
        """The active pane: keys and filing go there."""
        return self.panes[self._active]

    @property
    def stage(self) -> EvidenceStage:
        """The viewer of the active pane."""
        return self.pane.stage

    @property
    def shown_panes(self) -> tuple[StagePane, ...]:
        """The panes that can be seen now."""
        return tuple(self.panes[: PANES if self._layout == TWO else 1])

    def activate(self, number: int) -> None:
        """Let keys and filing go to a pane."""
        number = number if self._layout == TWO else 0
        changed, self._active = number != self._active, number
        for pane in self.panes:
            pane.show_head(shown=self._layout == TWO, active=pane.number == number)
        if changed:
            self.active_changed.emit(number)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Keep the active pane while viewers come and go: the keyboard then wanders without anybody moving it."""
        before, self._steady = self._steady, True
        try:
            yield
        finally:
            self._steady = before

    def switch(self) -> None:
        """Give the keyboard to the other of two panes."""
        if self._layout == TWO:
            self._focus_pane(self.panes[1 - self._active])

    def keep_keyboard(self) -> None:
        """Let the active pane have the keyboard if another pane, or nothing that can use it, has it."""
        focused = QApplication.focusWidget()
        if focused is None or any(_holds(pane, focused) for pane in self.panes if not pane.active):
            self._focus_pane(self.pane)

    def toggle_two(self) -> None:
        """Show a second piece of evidence, or one alone again."""
        self.show_layout(SIDE if self._layout == TWO else TWO)

    def turn(self) -> None:
        """Put the two items above each other, or beside each other again."""
        self._above = not self._above
        self.show_layout(TWO)

    def recall(self) -> None:
        """Lay out as the person who acts had it last."""
        habits = recall_place(self._tools.session.workspace, self._subject())
        self._sizes = tuple(habits.get("sizes") or _USUAL_SIZES)
        self.evidence.set_only_current(only=bool(habits.get("only_current")))
        self._above = bool(habits.get("above"))
        self._arrange(str(habits.get("layout", SIDE)))

    def show_layout(self, layout: str) -> None:
        """Show all ``side`` by side, the ``evidence`` alone, an item with the ``criterion`` alone, or ``two`` items."""
        self._arrange(layout)
        self._remember()

    def toggle_full(self) -> None:
        """Give all room to the evidence, or share it again."""
        self.show_layout(SIDE if self._layout == EVIDENCE else EVIDENCE)

    def show_panel(self) -> None:
        """Make sure that the criterion can be seen, because somebody wants to write or choose there."""
        if self._layout == EVIDENCE:
            self.show_layout(SIDE)

    def next_pane(self, step: int = 1) -> None:
        """Move the keyboard on: evidence, item, levels, what is filed, words, and round again.

        What is hidden, or empty, is left out.
        """
        stops = [
            (self.evidence, self.evidence.focus),
            *((pane, lambda pane=pane: self._focus_pane(pane)) for pane in self.panes),
            (self.panel.levels, self.panel.levels.focus_level),
            (self.panel.filed, self._focus_filed),
            (self.panel.strength, self._focus_words),
        ]
        filed = self.panel.filed
        stops = [stop for stop in stops if stop[0].isVisible() and (stop[0] is not filed or filed.count)]
        focused = QApplication.focusWidget()
        inside = [number for number, stop in enumerate(stops) if focused and _holds(stop[0], focused)]
        if not inside and focused and self.panel.isAncestorOf(focused):
            inside = [len(stops) - 1]
        here = inside[0] if inside else -1 if step > 0 else 0
        stops[(here + step) % len(stops)][1]()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use larger letters where there is room for them."""
        super().resizeEvent(event)
        self.panel.set_reading(large=self.height() >= _TALL, tight=self.height() < _LOW)
        if self._layout == TWO:
            self.evidence.setVisible(self.width() >= _WIDE)

    @staticmethod
    def _focus_pane(pane: StagePane) -> None:
        pane.stage.setFocus(Qt.FocusReason.ShortcutFocusReason)
        focused = QApplication.focusWidget()
        if focused is None or not pane.isAncestorOf(focused):
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)  # the item is still being opened

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Make the pane active that the keyboard went to."""
        if self._layout != TWO or self._steady or now is None:
            return
        for pane in self.panes:
            if not pane.active and _holds(pane, now):
                self.activate(pane.number)

    def _focus_filed(self) -> None:
        self.panel.filed.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_words(self) -> None:
        self.panel.strength.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self, layout: str) -> None:
        self._layout = layout if layout in _LAYOUTS else SIDE
        two = self._layout == TWO
        if two and len(self.panes) < PANES:
            self._make_pane()
        for pane in self.panes:
            pane.setVisible(two or pane.number == 0)
        self._holder.setOrientation(Qt.Orientation.Vertical if self._above else Qt.Orientation.Horizontal)
        self.activate(self._active)
        from_list = self.evidence.isAncestorOf(QApplication.focusWidget() or self)
        self.evidence.setVisible(self._layout == SIDE or (two and self.width() >= _WIDE))
        self.panel.setVisible(self._layout != EVIDENCE)
        if self._layout == SIDE:
            # A pane that was hidden comes back at its smallest, unless it is told otherwise.
            self._panes.show_sizes(self._sizes)
        if from_list and not self.evidence.isVisibleTo(self):
            self._focus_pane(self.pane)
        self.head.show_layout(self._layout)
        self.layout_changed.emit(self._layout)

    def _subject(self) -> str:
        return f"{_HABITS}/{self._tools.session.workspace.person}"

    def _remember(self) -> None:
        workspace = self._tools.session.workspace
        habits = recall_place(workspace, self._subject())
        habits |= {"layout": self._layout, "only_current": self.evidence.only_current, "above": self._above}
        if self._layout == SIDE and self.isVisible():
            self._sizes = tuple(self._panes.sizes())
            habits["sizes"] = list(self._sizes)
        remember_place(workspace, self._subject(), habits)

    def _make_pane(self) -> None:
        tools = self._tools
        stage = EvidenceStage(tools.worker, tools.stills, tools.theme, proxies=tools.proxies, faithful=tools.faithful)
        pane = StagePane(tools.theme, stage, len(self.panes))
        self.panes.append(pane)
        self._holder.addWidget(pane)
        self._holder.setStretchFactor(pane.number, 1)
        self.pane_made.emit(pane)

    def _build(self) -> None:
        self.evidence.setMinimumWidth(176)
        self.panel.setMinimumWidth(420)
        for part in (self.evidence, self._holder, self.panel):
            self._panes.addWidget(part)
        self._panes.setStretchFactor(1, 1)
        self._panes.set_usual_sizes(_USUAL_SIZES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.reason)
        column.addWidget(self.asked)
        column.addWidget(self._panes, 1)
        column.addWidget(self.foot)


def _holds(pane: QWidget, focused: QWidget) -> bool:
    return pane is focused or pane.isAncestorOf(focused)
