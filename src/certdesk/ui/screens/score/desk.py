"""How the Score screen is laid out: three panes, what is shown of them, and where the keyboard goes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.ui.screens.score.criterion_panel import CriterionPanel
from certdesk.ui.screens.score.evidence_column import EvidenceColumn
from certdesk.ui.screens.score.head import ScoreHead
from certdesk.ui.screens.score.reason_bar import ReasonBar
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.status_foot import StatusFoot

SIDE, EVIDENCE, CRITERION = "side", "evidence", "criterion"
_USUAL_SIZES = (208, 600, 488)
_TALL, _LOW = 900, 820
_HABITS = "score_layout"


class ScoreDesk(QWidget):
    """Evidence, item and criterion beside each other, between head and foot.

    Layout, sizes and filter are habits of a person: they are remembered for whoever acts, on this desk only.
    """

    layout_changed = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._layout = SIDE
        theme = tools.theme
        self.stage = EvidenceStage(tools.worker, tools.stills, theme)
        self.head = ScoreHead(theme)
        self.reason = ReasonBar(theme)
        self.evidence = EvidenceColumn(theme)
        self.panel = CriterionPanel(theme)
        self.foot = StatusFoot(theme)
        self._panes = Splitter(theme)
        self._sizes: tuple[int, ...] = _USUAL_SIZES
        self._looking = QWidget()
        self._looking.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._looking.setAccessibleName(_("Evidence in view"))
        self._build()
        self._panes.sizes_changed.connect(lambda _sizes: self._remember())
        self.head.layout_chosen.connect(self.show_layout)
        self.evidence.filter_changed.connect(self._remember)

    @property
    def shown_layout(self) -> str:
        """Which layout is shown: ``side``, ``evidence`` or ``criterion``."""
        return self._layout

    def recall(self) -> None:
        """Lay out as the person who acts had it last."""
        habits = recall_place(self._tools.session.workspace, self._subject())
        self._sizes = tuple(habits.get("sizes") or _USUAL_SIZES)
        self.evidence.set_only_current(only=bool(habits.get("only_current")))
        self._arrange(str(habits.get("layout", SIDE)))

    def show_layout(self, layout: str) -> None:
        """Show all ``side`` by side, the ``evidence`` alone, or the item with the ``criterion`` alone."""
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
        """Move the keyboard on: evidence, item, levels, words, and round again; what is hidden is left out."""
        stops = [
            (self.evidence, self.evidence.focus),
            (self._looking, self._focus_stage),
            (self.panel.levels, self.panel.levels.focus_level),
            (self.panel.strength, self._focus_words),
        ]
        stops = [stop for stop in stops if stop[0].isVisible()]
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

    def _focus_stage(self) -> None:
        self.stage.setFocus(Qt.FocusReason.ShortcutFocusReason)
        focused = QApplication.focusWidget()
        if focused is None or not self._looking.isAncestorOf(focused):
            self._looking.setFocus(Qt.FocusReason.ShortcutFocusReason)  # the item is still being opened

    def _focus_words(self) -> None:
        self.panel.strength.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self, layout: str) -> None:
        self._layout = layout if layout in {SIDE, EVIDENCE, CRITERION} else SIDE
        self.evidence.setVisible(self._layout == SIDE)
        self.panel.setVisible(self._layout != EVIDENCE)
        if self._layout == SIDE:
            # A pane that was hidden comes back at its smallest, unless it is told otherwise.
            self._panes.show_sizes(self._sizes)
        self.head.show_layout(self._layout)
        self.layout_changed.emit(self._layout)

    def _subject(self) -> str:
        return f"{_HABITS}/{self._tools.session.workspace.person}"

    def _remember(self) -> None:
        workspace = self._tools.session.workspace
        habits = recall_place(workspace, self._subject())
        habits |= {"layout": self._layout, "only_current": self.evidence.only_current}
        if self._layout == SIDE and self.isVisible():
            self._sizes = tuple(self._panes.sizes())
            habits["sizes"] = list(self._sizes)
        remember_place(workspace, self._subject(), habits)

    def _build(self) -> None:
        around = QVBoxLayout(self._looking)
        around.setContentsMargins(12, 8, 9, 8)
        around.addWidget(self.stage)
        for pane, least in ((self.evidence, 176), (self._looking, 480), (self.panel, 420)):
            pane.setMinimumWidth(least)
            self._panes.addWidget(pane)
        self._panes.setStretchFactor(1, 1)
        self._panes.set_usual_sizes(_USUAL_SIZES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.reason)
        column.addWidget(self._panes, 1)
        column.addWidget(self.foot)


def _holds(pane: QWidget, focused: QWidget) -> bool:
    return pane is focused or pane.isAncestorOf(focused)
