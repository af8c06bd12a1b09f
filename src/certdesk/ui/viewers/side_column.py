"""What can stand beside a document: its table of contents, its notes; one of them at a time, or neither."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from certdesk.core.words import _
from certdesk.evidence.replies import Outline, Reply, SideNotes
from certdesk.evidence.requests import ReadOutline, ReadSideNotes, Request
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.notes_panel import NotesPanel
from certdesk.ui.viewers.outline_panel import OutlinePanel
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.widgets.button import Button, icon_button

_LEAST, _USUAL = 150, 216


class SideColumn(QWidget):
    """Asks for both after everything that is seen; its two buttons belong into the head of the viewer."""

    page_wanted = Signal(int)
    note_wanted = Signal(object)
    opened = Signal()
    """It has come into view, and wants its share of the room."""
    arrived = Signal()
    """One of the buttons has come or gone."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._themes = themes
        self._worker = worker
        self._deliveries = deliveries
        self._tickets: list[int] = []
        self._notes_wanted = True
        self.outline = OutlinePanel(themes)
        self.notes = NotesPanel(themes)
        self.outline_button = icon_button(themes, "list", _("Contents"), size="small")
        self.outline_button.setObjectName("outlineOpen")
        self.notes_button = icon_button(themes, "comment", _("Comments and notes"), size="small")
        self.notes_button.setObjectName("notesOpen")
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        for panel in (self.outline, self.notes):
            self._layers.addWidget(panel)
        for tool in (self.outline_button, self.notes_button):
            tool.setCheckable(True)
            tool.hide()
        self.outline_button.clicked.connect(self._toggle_outline)
        self.notes_button.clicked.connect(self._toggle_notes)
        self.outline.page_wanted.connect(self.page_wanted)
        self.notes.note_wanted.connect(self.note_wanted)
        themes.changed.connect(self._dress)
        self._dress()
        self.hide()

    def open(self, pages: PageFile | None, original: PageFile, name: str) -> None:
        """Ask what there is: the contents of the pages that are shown, the notes of the file itself."""
        self.close_all()
        if pages is not None:
            self._ask(ReadOutline(pages.path, pages.password))
        if self._notes_wanted:
            self._ask(ReadSideNotes(original.path, name, original.password))

    def only_contents(self) -> None:
        """Never ask for notes: these are documents of our own."""
        self._notes_wanted = False

    @property
    def usual_width(self) -> int:
        """How wide it is when it opens, in px."""
        return self._themes.px(_USUAL)

    def close_all(self) -> None:
        """Forget what was shown, and hide."""
        for ticket in self._tickets:
            self._deliveries.drop(ticket)
        self._tickets.clear()
        self._show_notes(SideNotes(()))
        self._show_outline(Outline(()))
        self.hide()

    def _ask(self, request: Request) -> None:
        asked = self._worker.submit(request)
        # A document without contents or notes is shown all the same, so a refusal needs no words.
        self._tickets.append(self._deliveries.bring(asked, self._keep, lambda _problem: None))

    def _keep(self, reply: Reply) -> None:
        if isinstance(reply, Outline):
            self._show_outline(reply)
        elif isinstance(reply, SideNotes):
            self._show_notes(reply)
        self.arrived.emit()

    def _show_outline(self, reply: Outline) -> None:
        self.outline.show_outline(reply)
        self._offer(self.outline_button, bool(reply.entries))

    def _show_notes(self, reply: SideNotes) -> None:
        self.notes.show_notes(reply)
        count = len(reply.notes)
        self.notes_button.set_words(str(count))
        self.notes_button.set_words_shown(shown=True)
        self.notes_button.setAccessibleName(_("Comments and notes: {count}").format(count=count))
        self._offer(self.notes_button, bool(count))

    def _offer(self, tool: Button, there: bool) -> None:
        tool.setVisible(there)
        if not there and tool.isChecked():
            tool.setChecked(False)
            self._show_chosen()

    def _toggle_outline(self) -> None:
        self.notes_button.setChecked(False)
        self._show_chosen()

    def _toggle_notes(self) -> None:
        self.outline_button.setChecked(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        panel = next(
            (
                panel
                for tool, panel in ((self.outline_button, self.outline), (self.notes_button, self.notes))
                if tool.isChecked()
            ),
            None,
        )
        if panel is not None:
            self._layers.setCurrentWidget(panel)
        self.setVisible(panel is not None)
        if panel is not None:
            self.opened.emit()
            panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dress(self) -> None:
        self.setMinimumWidth(self._themes.px(_LEAST))
