"""One pane: every rubric with its versions, drafts, search and preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk import shipped
from certdesk.actions.rubric_library import (
    LibraryRow,
    built_in_refs,
    draft_after,
    free_id,
    look_at_library,
    rubric_of,
)
from certdesk.actions.undoing import undo
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.library_deeds import LibraryDeeds, more_menu
from certdesk.ui.screens.rubrics.library_list import LibraryList
from certdesk.ui.screens.rubrics.library_new import NewRubric
from certdesk.ui.screens.rubrics.library_preview import LibraryPreview
from certdesk.ui.screens.rubrics.library_table import title_of
from certdesk.ui.screens.rubrics.pane import Pane
from certdesk.ui.screens.shelves import LIBRARY, shelves
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from certdesk.ui.screens.rubrics.library_export import ExportRubric
    from certdesk.ui.screens.rubrics.library_whole import WholeRubric

_SIDE, _SEARCH = 404, 330
_PRINT, _ASSESSOR = "print", "assessor"


class LibraryPane(Pane):
    """Shows every rubric with its versions and drafts; beside them the one that is chosen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._built_in = built_in_refs(shipped.rubrics())
        self.list = LibraryList(theme)
        self.preview = LibraryPreview(theme)
        self.preview.setObjectName("preview")
        self.form = NewRubric(theme)
        self._exporting: ExportRubric | None = None
        self._whole: WholeRubric | None = None
        self.deeds = LibraryDeeds(tools, self.asked.emit, self.noticed.emit)
        self._search = SearchField(theme, _("Search titles, criteria and descriptors"), key="/")
        self._search.setObjectName("searchRubrics")
        self._shelves = shelves(theme, LIBRARY)
        self._import = button(theme, _("Import…"), icon="package")
        self._import.setObjectName("importRubric")
        self._new = button(theme, _("New rubric"), kind="primary", icon="plus")
        self._new.setObjectName("newRubricButton")
        self._side = QStackedWidget()
        self._pages = QStackedWidget()
        self._split = Splitter(theme, Qt.Orientation.Horizontal)
        self._shown = ""
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the library; ``row`` names the row to choose, ``undo`` a draft to bring back."""
        self._shelves.set_current(LIBRARY)
        self._pages.setCurrentIndex(0)
        if brought_back := str(params.get("undo", "")):
            self.tools.session.do(undo, within=brought_back)
        self._refresh(brought_back or str(params.get("row", "")))
        if params.get("new"):
            self.begin_new()
        else:
            self.list.focus()

    @property
    def whole(self) -> WholeRubric:
        """One rubric on the whole page; made when somebody first wants it."""
        if self._whole is None:
            from certdesk.ui.screens.rubrics.library_whole import WholeRubric

            self._whole = WholeRubric(self.tools)
            self._whole.left.connect(self._leave_whole)
            self._whole.noticed.connect(self.noticed)
            self._pages.addWidget(self._whole)
        return self._whole

    @property
    def exporting(self) -> ExportRubric:
        """The form for another system's format; made when somebody first wants it, for all formats are loaded then."""
        if self._exporting is None:
            from certdesk.ui.screens.rubrics.library_export import ExportRubric

            self._exporting = ExportRubric(self.tools.theme)
            self._exporting.wanted.connect(self._export)
            self._exporting.left.connect(self._leave_form)
            self._side.addWidget(self._exporting)
        return self._exporting

    def leave(self) -> None:
        """Let go of printed pages."""
        if self._whole is not None:
            self._whole.let_go()

    def on_changed(self, change: Change) -> None:
        """Look again when rubrics, drafts or what uses them changed."""
        if change.kinds & (Kind.RUBRIC | Kind.RUBRIC_DRAFT | Kind.ASSESSMENT):
            self._refresh(self._shown)

    def place(self) -> dict[str, Any]:
        """Return the row that is chosen."""
        return {"row": self._shown} if self._shown else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("rubrics.new", _("New rubric"), ("Ctrl+N",), self.begin_new, icon="plus"),
            Command("rubrics.import", _("Import a rubric"), ("Ctrl+O",), self.choose_file, icon="package"),
            Command("rubrics.find", _("Search the library"), ("/", "Ctrl+F"), self.find_rubric, icon="search"),
            Command("rubrics.edit", _("Edit this rubric"), ("Ctrl+E",), self.edit, self._has_row, icon="edit"),
            Command("rubrics.copy", _("Duplicate as a new rubric"), ("Ctrl+D",), self.copy, self._has_row, icon="copy"),
            Command("rubrics.print", _("Print this rubric"), ("Ctrl+P",), self.print_, self._has_row, icon="printer"),
            Command("rubrics.discard", _("Discard this draft"), ("Delete",), self.discard, self._has_draft),
        )

    def current(self) -> LibraryRow | None:
        """Return the row that is chosen."""
        return self.list.current()

    def find_rubric(self) -> None:
        """Put the keyboard into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def choose_file(self) -> None:
        """Ask for a file and go to its preview."""
        if path := self.tools.dialogs.choose_file(_("Choose a rubric file"), _("All files (*)")):
            self.asked.emit("import", {"file": str(path)})

    def begin_new(self) -> None:
        """Show the form for a new rubric."""
        self._pages.setCurrentIndex(0)
        others = tuple(
            (row.key, _("{title} {version}").format(title=title_of(row), version=row.entry.version))
            for row in self.list.all_rows()
            if row.newest or not row.is_draft
        )
        row = self.current()
        self.form.begin(others, row.entry.languages[0] if row else "en")
        self._side.setCurrentWidget(self.form)
        self._side.show()

    def edit(self) -> None:
        """Open the chosen row for editing."""
        if row := self.current():
            self.deeds.edit(row)

    def copy(self) -> None:
        """Begin a new rubric like the chosen one."""
        if row := self.current():
            self.deeds.copy(row)

    def discard(self) -> None:
        """Throw the chosen draft away."""
        row = self.current()
        if row and row.is_draft:
            self.deeds.discard(row)

    def print_(self) -> None:
        """Show the chosen rubric as it prints."""
        self._show_whole(_PRINT)

    def _has_row(self) -> bool:
        return self.current() is not None

    def _has_draft(self) -> bool:
        row = self.current()
        return row is not None and row.is_draft and self.list.has_keyboard()

    def _refresh(self, key: str = "") -> None:
        workspace = self.tools.session.workspace
        rows = look_at_library(workspace, self._built_in)
        self.list.show_rows(rows, workspace, key)
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.current()
        self._shown = row.key if row else ""
        if self._side.currentWidget() is self.form and self.form.isVisible():
            return
        self._side.setCurrentWidget(self.preview)
        self._side.setVisible(row is not None)
        if row is None:
            return
        workspace = self.tools.session.workspace
        going_on = None if row.is_draft else draft_after(workspace, row.entry)
        now = workspace.clock().astimezone()
        rubric = rubric_of(workspace, row.entry)
        self.preview.show_rubric(row, rubric, going_on.version if going_on else "", now)

    def _create(self) -> None:
        workspace = self.tools.session.workspace
        key = self.form.begins_from()
        chosen = next((row for row in self.list.all_rows() if row.key == key), None)
        other = rubric_of(workspace, chosen.entry) if chosen else None
        made = self.form.rubric(free_id(workspace, self.form.words()), other)
        self._leave_form()
        self.deeds.create(made)

    def _leave_form(self) -> None:
        self._side.setCurrentWidget(self.preview)
        self._show_chosen()
        self.list.focus()

    def _export(self, format_id: str) -> None:
        if row := self.current():
            self.deeds.export(row, format_id)
        self._leave_form()

    def _on_deed(self, deed: str) -> None:
        row = self.current()
        if row is None:
            return
        if deed == "edit":
            self.deeds.edit(row)
        elif deed in (_PRINT, _ASSESSOR):
            self._show_whole(deed)
        elif deed == "export":
            named = _("{title} {version}").format(title=title_of(row), version=row.entry.version)
            self.exporting.show_rubric(rubric_of(self.tools.session.workspace, row.entry), named)
            self._side.setCurrentWidget(self.exporting)
            self.exporting.format.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            others = tuple(each for each in self.list.all_rows() if each.entry.id == row.entry.id and each != row)
            _pop_up(more_menu(row, others, self.deeds, self._compare_with, self.preview), self.preview.more)

    def _compare_with(self, other: LibraryRow) -> None:
        row = self.current()
        if row is None:
            return
        rows = self.list.all_rows()
        pair = sorted((row, other), key=rows.index, reverse=True)  # the older one first
        refs = [each.entry.draft_id or f"{each.entry.id}@{each.entry.version}" for each in pair]

        self.asked.emit("versions", {"compare": refs})

    def _show_whole(self, view: str) -> None:
        row = self.current()
        if row is None:
            return
        rubric = rubric_of(self.tools.session.workspace, row.entry)
        whole = self.whole
        self._pages.setCurrentWidget(whole)
        whole.show_rubric(rubric, view, draft=row.is_draft)

    def _leave_whole(self) -> None:
        self.leave()
        self._pages.setCurrentIndex(0)
        self.list.focus()

    def _on_shelf(self, shelf: str) -> None:
        self._shelves.set_current(LIBRARY)
        self.asked.emit(shelf, {})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the search field have what room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._search.setFixedWidth(min(self.tools.theme.px(_SEARCH), round(self.width() * 0.27)))

    def _build(self) -> None:
        theme = self.tools.theme
        page = QWidget()
        bar = TopBar(theme)
        bar.add_leading(self._shelves)
        bar.add_trailing(self._search, self._import, self._new)
        self._side.addWidget(self.preview)
        self._side.addWidget(self.form)
        self._split.addWidget(self.list)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.set_usual_sizes((900, theme.px(_SIDE)))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._split, 1)
        self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self._shelves.chosen.connect(self._on_shelf)
        self._import.clicked.connect(self.choose_file)
        self._new.clicked.connect(self.begin_new)
        self._search.edited.connect(self.list.search)
        self._search.returnPressed.connect(self.list.focus)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self.edit)
        self.list.new_asked.connect(self.begin_new)
        self.list.import_asked.connect(self.choose_file)
        self.preview.asked.connect(self._on_deed)
        self.form.wanted.connect(self._create)
        self.form.left.connect(self._leave_form)
        self.tools.theme.changed.connect(self._fit)


def _pop_up(menu: Any, below: QWidget) -> None:  # noqa: ANN401 - a QMenu; Qt's stubs name two overloads
    menu.popup(below.mapToGlobal(QPoint(0, below.height() + 4)))
