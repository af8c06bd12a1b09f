"""Training: its three pages, for whoever leads or coordinates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.leading import may_lead
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.places import may_train
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.closed_page import closed_page
from certdesk.ui.widgets.drop_zone import dropped_files
from certdesk.ui.widgets.screen_head import ScreenHead

QUALIFICATION, CIRCLES, CUT, CLOSED = "qualification", "circles", "cut", "closed"


class ClosedPane(Pane):
    """What somebody sees who marks for a programme."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        why = _("It names the portfolios whose marks are agreed beforehand. Your lead tells you which ones to mark.")
        column = QVBoxLayout(self)
        column.addWidget(closed_page(tools.theme, _("The programme’s lead keeps the training sets"), why))


def _qualification(tools: Tools) -> Pane:
    from certdesk.ui.screens.training.qualification_pane import QualificationPane

    return QualificationPane(tools)


def _circles(tools: Tools) -> Pane:
    from certdesk.ui.screens.training.circles_pane import CirclesPane

    return CirclesPane(tools)


def _cut(tools: Tools) -> Pane:
    from certdesk.ui.screens.training.cut_pane import CutPane

    return CutPane(tools)


_PANES: dict[str, Callable[[Tools], Pane]] = {
    QUALIFICATION: _qualification,
    CIRCLES: _circles,
    CUT: _cut,
    CLOSED: ClosedPane,
}


def tabs() -> tuple[tuple[str, str], ...]:
    """Return the pages that have a tab."""
    return ((QUALIFICATION, _("Qualification")), (CIRCLES, _("Calibration circles")), (CUT, _("The cut")))


class TrainingScreen(PaneScreen):
    """Shows the page that ``params["pane"]`` names."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, QUALIFICATION)
        self.head = ScreenHead(tools.theme, _("Training"), tabs())
        self._back = button(tools.theme, _("Cohort"), kind="quiet", icon="back")
        self._back.setObjectName("backToCohort")
        self._back.clicked.connect(self._go_back)
        self.head.add_trailing(self._back)
        self.head.chosen.connect(self._on_tab)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)

    def enter(self, params: Params) -> None:
        """Show the page that is asked for, or the one that was shown; who marks for others sees none."""
        workspace = self.tools.session.workspace
        may = may_train(workspace)
        self._back.setVisible(may_lead(workspace))
        wanted = str(params.get("pane") or self.current)
        wanted = wanted if wanted in _PANES and wanted != CLOSED else QUALIFICATION
        self.show_pane(wanted if may else CLOSED, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which page it is."""
        self.head.setVisible(self.current != CLOSED)
        self.head.tabs.set_current(self.current)
        super().enter_pane(pane, params)

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to the pages, and what can be done in the one in front."""
        if not self.has_pane or self.current == CLOSED:
            return ()
        going = tuple(
            Command(f"training.{key}", words, (f"Alt+{number}",), partial(self.go_to, key, {}), group=_("Training"))
            for number, (key, words) in enumerate(tabs(), 1)
        )
        return (*super().commands(), *going)

    def place(self) -> Params:
        """Return the page that is shown."""
        return {"pane": self.current, **(self.pane.place() if self.has_pane else {})}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a judges' table where one means something."""
        if self.current == CUT and any(path.is_file() for path in dropped_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it to the page in front."""
        if files := tuple(path for path in dropped_files(event.mimeData()) if path.is_file()):
            event.acceptProposedAction()
            self.pane.take_files(files)

    def _on_tab(self, name: str) -> None:
        self.go_to(name, {})

    def _go_back(self) -> None:
        self.left_for.emit("cohort", {})
