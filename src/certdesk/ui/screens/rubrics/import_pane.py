"""One pane: a rubric from another system, row by row before it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.importing_rubrics import keep_imported, matches
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.importing import Reading, Row
from certdesk.core.words import _, ngettext
from certdesk.rubric_formats.all_formats import format_called, formats
from certdesk.rubric_formats.format import Source
from certdesk.ui.commands import Command
from certdesk.ui.screens.rubrics.import_chosen import ImportChosen
from certdesk.ui.screens.rubrics.import_found import ImportFound
from certdesk.ui.screens.rubrics.import_grid import ImportGrid
from certdesk.ui.screens.rubrics.import_reading import FileReading
from certdesk.ui.screens.rubrics.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.splitter import Splitter
from certdesk.ui.widgets.top_bar import TopBar

_SIDE, _FORMAT, _MOST_CHOSEN = 560, 280, 0.4


class ImportPane(Pane):
    """Shows what a file holds. Nothing is kept before somebody says so."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._file = FileReading(tools.jobs, self._show, self._failed)
        self._reading: Reading | None = None
        self._answers: dict[str, str] = {}
        self._asked: dict[str, Row] = {}
        self._looked_at = 0
        self.found = ImportFound(theme)
        self.chosen = ImportChosen(theme)
        self.grid = ImportGrid(theme)
        self._name = FileName(theme, role="title", tone="text")
        self.format = ComboBox(theme, _("Read as"))
        self.format.setObjectName("readAs")
        self.format.setMinimumWidth(theme.px(_FORMAT))
        self._keep = button(theme, _("Keep as draft"), kind="primary")
        self._keep.setObjectName("keepImport")
        self._why = label("", "small", "text2", name="whyNot")
        self._another = button(theme, _("Another file…"), icon="document")
        self._another.setObjectName("anotherFile")
        self._broken = EmptyState(theme, framed=False)
        self._broken.setObjectName("cannotRead")
        self._waiting = EmptyState(theme, framed=False)
        self._waiting.setObjectName("reading")
        self._pages = QStackedWidget()
        self._split = Splitter(theme, Qt.Orientation.Horizontal)
        self._preview = QWidget()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Read the file that is named; the one that is shown already stays as it is, with its answers."""
        path = Path(str(params["file"])) if params.get("file") else None
        if path is None:
            self._file.begin(None)
            self._name.show_text(_("Import a rubric"))
            self._say_broken(_("No file is chosen"), _("Choose a rubric of another system, or drop one here."))
        elif path != self._file.path or self._reading is None:
            self.open(path)

    def leave(self) -> None:
        """Forget what is being read."""
        self.stop()

    def place(self) -> dict[str, Any]:
        """Return the file."""
        return {"file": str(self._file.path)} if self._file.path else {}

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("import.keep", _("Keep as draft"), ("Ctrl+Return",), self.keep, self._may_keep),
            Command("import.another", _("Choose another file"), ("Ctrl+O",), self.choose_file, icon="document"),
            Command("import.back", _("Back to the library"), ("Escape",), self._go_back, icon="back"),
            Command("import.decide", _("Next decision"), ("D",), self.found.focus_question, icon="help"),
        )

    @property
    def reading(self) -> Reading | None:
        """What was understood of the file, None while nothing was."""
        return self._reading

    def open(self, path: Path) -> None:
        """Read another file from the beginning."""
        self._file.begin(path)
        self._reading = None
        self._answers, self._asked, self._looked_at = {}, {}, 0
        self._name.show_text(path.name)
        self._show_formats("")
        self._read("")

    def choose_file(self) -> None:
        """Ask for another file."""
        path = self.tools.dialogs.choose_file(_("Choose a rubric file"), _("All files (*)"))
        if path is not None and path == self._file.path:
            self.open(path)  # once more from the beginning: it may have been changed meanwhile
        elif path is not None:
            self.asked.emit("import", {"file": str(path)})

    def answer(self, question_id: str, answer: str) -> None:
        """Give an answer, and read the file again with it."""
        self._answers[question_id] = answer
        self._read(self.format.current())

    def take_back(self, question_id: str) -> None:
        """Think again about an answer."""
        self._answers.pop(question_id, None)
        self._read(self.format.current())

    def stop(self) -> None:
        """Stop reading; what was understood before stays."""
        self._file.stop()

    def keep(self) -> None:
        """Keep the chosen rubrics as drafts and go to the editor."""
        if not self._may_keep() or self._reading is None:
            return
        try:
            kept = keep_imported(
                self.tools.session.workspace, self._reading, self.chosen.chosen(), as_new=self.chosen.as_new()
            )
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
            return
        self._file.begin(None)
        for change in kept.changes:
            self.tools.session.announce(change)
        if kept.unchanged and not kept.drafts:
            text = _("Nothing to keep: {file} says what is here already.")
            self.noticed.emit(Notice(text.format(file=self._name.text()), "info"))
        if len(kept.drafts) == 1:
            self.asked.emit("editor", {"draft": kept.drafts[0]})
        elif not self._reading.rubrics:
            self.asked.emit("standards" if kept.frameworks else "bank", {})
        else:
            self.asked.emit("library", {"row": kept.drafts[0] if kept.drafts else ""})

    def _may_keep(self) -> bool:
        reading = self._reading
        if reading is None or reading.questions:
            return False
        return bool(self.chosen.chosen()) or _holds_only_others(reading)

    def _go_back(self) -> None:
        self.asked.emit("library", {})

    def _read(self, format_id: str) -> None:
        if self._reading is None and self._file.path is not None:
            text = _("Reading {file}").format(file=self._file.path.name)
            self._waiting.show_empty("clock", text, _("The rest of the window can be used meanwhile."))
            self._pages.setCurrentWidget(self._waiting)
        self._file.read(self._answers, format_id)

    def _show(self, source: Source, reading: Reading, format_id: str) -> None:
        self._reading = reading
        for row in reading.rows:
            if row.question is not None:
                self._asked[row.question.id] = row
        self._show_formats(format_id)
        self.chosen.show_rubrics(reading.rubrics, matches(self.tools.session.workspace, reading))
        asked = tuple(
            row for id_, row in self._asked.items() if id_ in self._answers or row.question in reading.questions
        )
        self.found.show_reading(reading, asked, self._answers, format_called(reading.format).label)
        self._looked_at = min(self._looked_at, max(0, len(reading.rubrics) - 1))
        self._look_at(self._looked_at)
        self._preview.setVisible(bool(reading.rubrics))
        most = round(self.height() * _MOST_CHOSEN)
        self._rubrics.setFixedHeight(min(most, self.chosen.needed_height(self._rubrics.width())))
        first = self._pages.currentWidget() is not self._split
        self._pages.setCurrentWidget(self._split)
        self.found.fit()
        self._tell()
        if first or reading.questions:
            self.found.focus()

    def _look_at(self, number: int) -> None:
        self._looked_at = number
        rubrics = self._reading.rubrics if self._reading else ()
        self.grid.show_rubric(rubrics[number] if number < len(rubrics) else None, titled=len(rubrics) > 1)

    def _tell(self) -> None:
        """Say whether it can be kept, and if not, what is missing."""
        reading = self._reading
        open_ = len(reading.questions) if reading else 0
        count = len(self.chosen.chosen()) if reading else 0
        words = ngettext("Keep as draft", "Keep {count} as drafts", count).format(count=count)
        self._keep.set_words(words if count else _("Keep as draft"))
        self._keep.setEnabled(self._may_keep())
        why = ""
        if open_:
            why = ngettext("{count} decision left", "{count} decisions left", open_).format(count=open_)
        elif reading is not None and not reading.rubrics:
            why = _("No rubric in it")
            if _holds_only_others(reading):
                self._keep.set_words(_("Keep what is in it"))
        elif reading is not None and not count:
            why = _("No rubric is chosen")
        self._why.setText(why)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            self._say_broken(_("Stopped"), _("Nothing was kept. Choose a file to begin again."))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._say_broken(str(problem), problem.hint)

    def _say_broken(self, words: str, hint: str) -> None:
        self._reading = None
        self._broken.show_empty("warning", words, hint)
        self._pages.setCurrentWidget(self._broken)
        self.found.clear()
        self._tell()

    def _show_formats(self, format_id: str) -> None:
        recognised = self._reading.format if self._reading and not format_id else ""
        first = _("Format found by itself")
        if recognised:
            first = _("Recognised: {format}").format(format=format_called(recognised).label)
        others = tuple((one.id, _("Read as {format}").format(format=one.label)) for one in formats())
        self.format.show_choices((("", first), *others), format_id)

    def _read_as(self, format_id: str) -> None:
        self._answers, self._asked = {}, {}
        self._read(format_id)

    def _build(self) -> None:
        theme = self.tools.theme
        back = icon_button(theme, "back", _("Back to the library"), key="Esc")
        back.setObjectName("backFromImport")
        back.clicked.connect(self._go_back)
        bar = TopBar(theme)
        bar.add_leading(back, self._name)
        bar.add_middle(self.format)
        bar.add_trailing(self._why, self._another, self._keep)
        column = QVBoxLayout(self._preview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rubrics = scrolling(self.chosen)
        column.addWidget(self._rubrics)
        column.addWidget(line())
        column.addWidget(self.grid, 1)
        self._split.addWidget(self.found)
        self._split.addWidget(self._preview)
        self._split.setStretchFactor(0, 1)
        self._split.set_usual_sizes((700, theme.px(_SIDE)))
        choose = button(theme, _("Choose a file…"), kind="primary", icon="document")
        choose.setObjectName("chooseAfterAll")
        choose.clicked.connect(self.choose_file)
        self._broken.add_action(choose)
        stop = button(theme, _("Stop"))
        stop.setObjectName("stopReading")
        stop.clicked.connect(self._on_stop)
        self._waiting.add_action(stop)
        for part in (self._split, self._broken, self._waiting):
            self._pages.addWidget(part)
        self.put_under(bar, self._pages)

    def _on_stop(self) -> None:
        self.stop()
        self._say_broken(_("Stopped"), _("Nothing was kept. Choose a file to begin again."))

    def _connect(self) -> None:
        self._keep.clicked.connect(self.keep)
        self._another.clicked.connect(self.choose_file)
        self.format.chosen.connect(self._read_as)
        self.found.answered.connect(self.answer)
        self.found.taken_back.connect(self.take_back)
        self.chosen.changed.connect(self._tell)
        self.chosen.looked_at.connect(self._look_at)


def _holds_only_others(reading: Reading) -> bool:
    """Whether a file has no rubric, but standards or comments that are worth keeping."""
    return not reading.rubrics and bool(reading.frameworks or reading.comments)
