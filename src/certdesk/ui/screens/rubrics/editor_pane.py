"""The editor: a draft's grid, its rules and its worked examples on one page, and three other views of the same."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.editing_rubrics import edit_draft
from certdesk.core.changes import Change, Kind
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.rubric_drafts import has_draft, load_draft
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.assessor_part import AssessorPart
from certdesk.ui.screens.rubrics.examples_part import ExamplesPart
from certdesk.ui.screens.rubrics.grid_part import GridPart
from certdesk.ui.screens.rubrics.pane import DraftView, EditorPart, Pane
from certdesk.ui.screens.rubrics.print_part import PrintPart
from certdesk.ui.screens.rubrics.rules_part import RulesPart
from certdesk.ui.screens.rubrics.what_if_part import WhatIfPart
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.top_bar import TopBar

_GRID, _ASSESSOR, _PRINT, _WHAT_IF = "grid", "assessor", "print", "what_if"


class EditorPane(Pane):
    """Carries drafts between the store and the parts; every change is kept before anything shows it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: DraftView | None = None
        self.grid, self.rules, self.examples = GridPart(tools), RulesPart(tools), ExamplesPart(tools)
        self.assessor, self.printed, self.what_if = AssessorPart(tools), PrintPart(tools), WhatIfPart(tools)
        self._title = label("", "title", name="rubricTitle")
        self._state = label("", "small", "text3", name="rubricState")
        self._views = Segment(tools.theme, _views())
        self._views.setObjectName("editorViews")
        self._pages = QStackedWidget()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the draft that is asked for, in the view that is asked for."""
        draft = load_draft(self.tools.session.workspace.db, str(params["draft"]))
        self._show_view(str(params.get("view", _GRID)))
        self._show(DraftView(draft, self._published_before(draft.rubric)))

    def leave(self) -> None:
        """Keep half-typed words."""
        for part in self._parts():
            part.commit()

    def on_changed(self, change: Change) -> None:
        """Show the draft again when it was changed, also by undo; leave when it is gone."""
        if self._view is None or not change.kinds & (Kind.RUBRIC_DRAFT | Kind.RUBRIC):
            return
        db = self.tools.session.workspace.db
        draft_id = self._view.draft.id
        if not has_draft(db, draft_id):
            self.asked.emit("library", {})
            return
        draft = load_draft(db, draft_id)
        self._show(DraftView(draft, self._published_before(draft.rubric)))

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("rubric.publish", _("Publish"), ("Ctrl+Return",), self.publish),)

    def place(self) -> dict[str, Any]:
        """Return the draft and the view."""
        return {"draft": self._view.draft.id, "view": self._views.current()} if self._view else {}

    def undo_scope(self) -> str:
        """Return the draft's id."""
        return self._view.draft.id if self._view else ""

    def publish(self) -> None:
        """Go to where publishing is decided."""
        self.leave()
        if self._view:
            self.asked.emit("versions", {"publish": self._view.draft.id})

    def _show(self, view: DraftView) -> None:
        self._view = view
        rubric = view.draft.rubric
        self._title.setText(rubric.title)
        self._state.setText(_("Draft {version}").format(version=rubric.version))
        for part in self._parts():
            part.show_draft(view)

    def _keep(self, edited: Rubric, words: str) -> None:
        if self._view:
            self.tools.session.do(edit_draft, self._view.draft.id, edited, words)

    def _published_before(self, rubric: Rubric) -> Rubric | None:
        ref = RubricRef(rubric.id, rubric.based_on)
        db = self.tools.session.workspace.db
        return load_rubric(db, ref) if ref in list_rubrics(db) else None

    def _parts(self) -> tuple[EditorPart, ...]:
        return (self.grid, self.rules, self.examples, self.assessor, self.printed, self.what_if)

    def _show_view(self, key: str) -> None:
        self._views.set_current(key)
        self._pages.setCurrentIndex([choice.key for choice in _views()].index(self._views.current()))

    def _build(self) -> None:
        theme = self.tools.theme
        back = button(theme, _("Rubrics"), kind="quiet", icon="back")
        back.setObjectName("backToLibrary")
        back.clicked.connect(lambda: self.asked.emit("library", {}))
        publish = button(theme, _("Publish…"), kind="primary")
        publish.setObjectName("publish")
        publish.clicked.connect(self.publish)
        bar = TopBar(theme)
        bar.add_leading(back, self._title, self._state)
        bar.add_trailing(self._views, publish)
        upper = Splitter(theme, Qt.Orientation.Horizontal)
        upper.addWidget(self.grid)
        upper.addWidget(self.rules)
        page = QWidget()
        together = QVBoxLayout(page)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(0)
        together.addWidget(upper, 1)
        together.addWidget(self.examples)
        for shown in (page, self.assessor, self.printed, self.what_if):
            self._pages.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._views.chosen.connect(self._show_view)
        self.printed.noticed.connect(self.noticed)
        for part in self._parts():
            part.edited.connect(self._keep)


def _views() -> tuple[Choice, ...]:
    return (
        Choice(_GRID, _("Grid")),
        Choice(_ASSESSOR, _("As the assessor sees it")),
        Choice(_PRINT, _("Print")),
        Choice(_WHAT_IF, _("What if…")),
    )
