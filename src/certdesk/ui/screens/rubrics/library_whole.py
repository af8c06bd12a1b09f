"""A rubric of the library on the whole page: as it prints, or as the assessor sees it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.preview_assessor import AssessorView
from certdesk.ui.screens.rubrics.print_view import PrintView
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar


class WholeRubric(QWidget):
    """``left`` when somebody goes back to the library. Both views are made when they are first wanted."""

    left = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rubric: Rubric | None = None
        self._draft = False
        self._made: dict[str, AssessorView | PrintView] = {}
        theme = tools.theme
        back = self._back = icon_button(theme, "back", _("Back to the library"), key="Esc")
        back.setObjectName("backFromWhole")
        back.clicked.connect(self.left)
        self._title = FileName(theme, role="title", tone="text", middle=False)
        self._version = Chip(theme, "")
        views = (Choice("assessor", _("As the assessor sees it")), Choice("print", _("Print")))
        self._views = Segment(theme, views)
        self._views.setObjectName("wholeViews")
        self._views.chosen.connect(self._show)
        self._stack = QStackedWidget()
        bar = TopBar(theme)
        bar.add_leading(back, self._title, self._version)
        bar.add_trailing(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    @property
    def view(self) -> QWidget | None:
        """The view in front."""
        return self._stack.currentWidget()

    def show_rubric(self, rubric: Rubric, view: str, *, draft: bool) -> None:
        """Show a rubric in one of the views: print or assessor."""
        self._rubric, self._draft = rubric, draft
        self._title.show_text(rubric.title or rubric.id)
        words = _("Draft {version}") if draft else _("Version {version}")
        self._version.show_chip(words.format(version=rubric.version), "accent" if draft else "neutral")
        self._views.set_current(view)
        self._show(view)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)  # so that Esc is heard here

    def let_go(self) -> None:
        """Close the file of printed pages."""
        printed = self._made.get("print")
        if isinstance(printed, PrintView):
            printed.let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, view: str) -> None:
        if self._rubric is None:
            return
        made = self._view(view)
        self._stack.setCurrentWidget(made)
        if isinstance(made, PrintView):
            made.show_rubric(self._rubric, draft=self._draft)
        else:
            made.show_rubric(self._rubric)

    def _view(self, name: str) -> AssessorView | PrintView:
        if name not in self._made:
            made = PrintView(self._tools) if name == "print" else AssessorView(self._tools)
            if isinstance(made, PrintView):
                made.noticed.connect(self.noticed)
            self._made[name] = made
            self._stack.addWidget(made)
        return self._made[name]
