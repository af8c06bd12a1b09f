"""The cut: standard-setting sessions, what was said in each, and a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.setting_standards import SessionView, keep_session, template
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.portfolio import RubricRef
from certdesk.core.setting_standards import Judgements
from certdesk.core.words import _
from certdesk.store.rubric_drafts import list_drafts
from certdesk.store.rubrics import list_rubrics, load_rubric
from certdesk.store.training import load_sessions
from certdesk.ui.commands import Command
from certdesk.ui.screens.file_saving import FileSaving
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.screens.training.cut_form import CutForm
from certdesk.ui.screens.training.cut_reading import TakenIn, all_sessions, take_in
from certdesk.ui.screens.training.cut_side import CutSide
from certdesk.ui.screens.training.tables import CUT_WIDTHS, CutTable, JudgementTable
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice
from certdesk.ui.widgets.table import TableView

_TABLES = "CSV (*.csv *.tsv *.txt)"
_BELOW = 232


class CutPane(Pane):
    """The list with the judgements of the chosen session below it; at the side the session, or the form for a new one.

    Cuts follow from the scores that are here now, so they are worked out beside the window each time.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._views: tuple[SessionView, ...] = ()
        self._taken: TakenIn | None = None
        self._asked = 0
        self.list = ListAndSide(theme, (Choice("all", _("Sessions")),), "cuts")
        self.model = CutTable()
        self.list.table.setModel(self.model)
        self.list.table.setAccessibleName(_("Standard-setting sessions"))
        self.list.set_columns(CUT_WIDTHS, (5, 4, 1), 180)
        self._new = button(theme, _("New session…"), icon="plus")
        self._new.setObjectName("newCut")
        self.list.beside.addWidget(self._new)
        begin = button(theme, _("Take a session in"), kind="primary")
        begin.setObjectName("firstCut")
        self.list.empty.add_action(begin)
        self.judgements = JudgementTable()
        self._said = label(_("What the judges said"), "label", name="judgementsHead")
        self._table = TableView(theme, row_height=32)
        self._table.setObjectName("judgements")
        self._table.setAccessibleName(_("What the judges said"))
        self._table.setModel(self.judgements)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.side, self.form = CutSide(theme), CutForm(theme)
        self._scroller = from_the_top(self.side)
        self._saving = FileSaving(tools, self)
        self._saving.noticed.connect(self.noticed)
        self._build()
        for one in (self._new, begin):
            one.clicked.connect(self.begin_new)
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the sessions; ``params["new"]`` opens the form."""
        self._close_form()
        self._read()
        if params.get("new"):
            self.begin_new()

    def on_changed(self, change: Change) -> None:
        """Look again when sessions or marks changed."""
        if change.kinds & (Kind.TRAINING | Kind.MARK | Kind.ASSESSMENT | Kind.RESULT):
            self._read()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (Command("cut.new", _("Take a standard-setting session in"), ("Ctrl+N",), self.begin_new, icon="plus"),)

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Take a table that was dropped anywhere."""
        if self.form.isHidden():
            self.begin_new()
        if self.form.isHidden():
            return False
        self._take(files[0])
        return True

    def unfinished(self) -> str:
        """Say that a table was taken in and not kept."""
        return _("A table was taken in, and its session is not kept.") if self._taken is not None else ""

    def leave(self) -> None:
        """Forget a table that was not kept."""
        self._taken = None

    def current(self) -> SessionView | None:
        """Return the chosen session."""
        return self.model.row(self.list.table.current_row())

    def begin_new(self) -> None:
        """Open the form."""
        db = self.tools.session.workspace.db
        rubrics = tuple((ref, f"{load_rubric(db, ref).title} {ref.version}") for ref in reversed(list_rubrics(db)))
        if not rubrics:
            text = _("There is no published rubric yet.")
            self.noticed.emit(Notice(text, "info", _("Publish one under Rubrics first.")))
            return
        self.form.show_rubrics(rubrics)
        self.form.begin()
        self._taken = None
        self._scroller.hide()
        self.form.show()
        self._show_judgements(None)

    def _read(self) -> None:
        workspace = self.tools.session.workspace
        if not load_sessions(workspace.db):
            self._show_sessions(())
            return
        if not self._views:
            self.list.empty.show_empty("clock", _("Working out the cuts…"), _("From the scores that are here now."))
            self.list.show_any(any_rows=False)
        self._asked += 1
        number = self._asked
        self.tools.jobs.start(
            _("Working out the cuts"),
            lambda _progress: all_sessions(workspace),
            done=lambda views: self._show_sessions(views) if number == self._asked else None,
            failed=self.say_problem,
            matters=False,
            quiet=True,
        )

    def _show_sessions(self, views: tuple[SessionView, ...]) -> None:
        chosen = self.current()
        self._views = views
        self.model.show_rows(views)
        self.list.filters.set_words("all", f"{_('Sessions')} {len(views)}")
        self.list.show_any(any_rows=bool(views))
        told = _(
            "Judges say which level just deserves the certificate. Save an empty table for a method, let them fill it "
            "in, and drop it here: the cut, its standard error and who would flip at it follow."
        )
        self.list.empty.show_empty("scales", _("No session has set a standard yet"), told)
        ids = [one.session.id for one in views]
        self.list.table.set_current_row(ids.index(chosen.session.id) if chosen and chosen.session.id in ids else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        view = self.current()
        if not self.form.isHidden():
            return
        self._scroller.setVisible(view is not None)
        if view is not None:
            self.side.show_session(view)
        self._show_judgements(view.judgements if view else None)

    def _show_judgements(self, said: Judgements | None) -> None:
        self._below.setVisible(said is not None)
        if said is None:
            return
        view, db = self.current(), self.tools.session.workspace.db
        ref = self._taken.ref if self._taken else _ref_of(view) if view else None
        criteria = [one.id for one in load_rubric(db, ref).criteria] if ref is not None else []
        self.judgements.show_judgements(said, criteria)
        count = self.judgements.columnCount()
        self._table.set_columns((150, *([64 if said.levels else 120] * (count - 2)), None))

    def _save_template(self) -> None:
        ref, db = self.form.ref, self.tools.session.workspace.db
        if ref is None:
            return
        text = template(load_rubric(db, ref), self.form.method)
        self._saving.save(
            _("Save an empty table"), f"judges-{self.form.method.value}.csv", lambda target: _write(target, text)
        )

    def _browse(self) -> None:
        path = self.tools.dialogs.choose_file(_("Choose the filled-in table"), _TABLES)
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        ref, method, workspace = self.form.ref, self.form.method, self.tools.session.workspace
        if ref is None:
            return
        self.form.begin()
        self.tools.jobs.start(
            _("Reading {file}").format(file=path.name),
            lambda _progress: take_in(workspace, ref, method, path),
            done=self._on_taken,
            failed=self._on_wrong,
            matters=False,
        )

    def _on_taken(self, taken: TakenIn) -> None:
        if self.form.isHidden() or (taken.ref, taken.judgements.method) != (self.form.ref, self.form.method):
            return  # something else is chosen by now
        self._taken = taken
        self.form.show_found(taken.file, taken.found)
        self._show_judgements(taken.judgements)

    def _on_wrong(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self._taken = None
        self.form.show_wrong(f"{problem} {problem.hint}".strip())

    def _keep(self, title: str) -> None:
        taken = self._taken
        if taken is None or self.tools.session.do(keep_session, taken.ref, taken.judgements, title) is None:
            return
        self._close_form()
        self.noticed.emit(Notice(_("The session is kept."), "ok", taken.found.sentence))

    def _try(self) -> None:
        """Go to the what-if of a draft of that rubric, where the cut of the session is offered."""
        view = self.current()
        if view is None:
            return
        rubric_id = view.session.rubric_id
        draft = next((one for one in list_drafts(self.tools.session.workspace.db) if one.rubric.id == rubric_id), None)
        if draft is not None:
            params = {"pane": "editor", "draft": draft.id, "view": "what_if"}
            self.left_for.emit("rubrics", params)
            return
        self.left_for.emit("rubrics", {"pane": "library", "rubric": rubric_id})
        text = _("Another cut needs a new version of {rubric}.").format(rubric=rubric_id)
        hint = _("Make one here: its view “What if…” offers the cut of this session, and shows who would flip.")
        self.noticed.emit(Notice(text, "info", hint))

    def _close_form(self) -> None:
        self._taken = None
        self.form.hide()
        self._show_chosen()
        self.list.table.setFocus()

    def _connect(self) -> None:
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.side.tried.connect(self._try)
        self.form.template_asked.connect(self._save_template)
        self.form.file_given.connect(self._take)
        self.form.browse_asked.connect(self._browse)
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._close_form)
        self.tools.theme.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        below = self._below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._said)
        column.addWidget(self._table)
        self.list.below.addWidget(below)
        self.list.side.addWidget(self._scroller, 1)
        self.list.side.addWidget(self.form, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)

    def _dress(self) -> None:
        self._table.setFixedHeight(self.tools.theme.px(_BELOW))


def _ref_of(view: SessionView) -> RubricRef:
    return RubricRef(view.session.rubric_id, view.session.rubric_version)


def _write(target: Path, text: str) -> None:
    try:
        target.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as problem:
        told = _("{file} can't be written: {reason}.").format(file=target.name, reason=problem.strerror)
        raise StorageError(told, _("Choose another place.")) from problem
