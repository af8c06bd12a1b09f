"""What can't be shown here: what it is, how large, why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.annotations import Anchor, WholeItem
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Danger, Description, Reading, Reply
from certdesk.evidence.requests import Describe, ReadDocument
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.archive_list import ArchiveList
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label

_DIGEST_LETTERS = 12


class UnknownViewer(ViewerWidget):
    """Such an item can still be marked as a whole. Nothing of it is opened here."""

    open_elsewhere_requested = Signal(str)
    """The person wants a copy of the item (its id) to open with another program."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._tickets: list[int] = []
        self._described = False
        self.header = ViewerHeader(themes)
        self._panel = ProblemPanel(themes)
        self._warning = Remark(themes)
        self._facts = label("", "small", "text2", name="facts")
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._elsewhere = button(themes, _("Open in another program…"), icon="copy")
        self._elsewhere.setObjectName("openElsewhere")
        self._elsewhere.clicked.connect(self._ask)
        self.contents = ArchiveList(themes)
        self._panel.add_below(self._facts)
        self._panel.add_below(self._elsewhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.header)
        column.addWidget(self._warning)
        column.addWidget(self._panel, 1)
        column.addWidget(self.contents, 2)
        self.setFocusProxy(self._elsewhere)

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Say what the item is."""
        self.close_item()
        self._item = item
        self.header.show_title(item.title, item.file_name)
        if item.description is not None:
            self._describe(item.description)
            return
        self._panel.show_words(_("Looking at the file…"), icon="document", tone="text3")
        asked = self._worker.submit(Describe(item.path, item.file_name), URGENT)
        self._tickets.append(self._deliveries.bring(asked, self._describe, self._refuse))

    def set_marks(self, marks: Marks) -> None:
        """Do nothing: marks of the whole item lie nowhere in particular."""

    def set_criterion(self, label: str) -> None:
        """Do nothing: nothing is selected here."""

    def go_to(self, anchor: Anchor) -> None:
        """Do nothing: there is only one place."""

    def anchor(self) -> Anchor:
        """Return the whole item."""
        return WholeItem()

    def clear_selection(self) -> None:
        """Do nothing: nothing is ever selected."""

    def place(self) -> Place:
        """Return nothing: there is only one place."""
        return {}

    def restore(self, place: Place) -> None:
        """Do nothing: there is only one place."""

    def looked_at(self) -> frozenset[int]:
        """Return one piece: what is packed in an archive, or that it is of a kind that is not shown."""
        return frozenset({0}) if self._described and self.isVisible() else frozenset()

    def close_item(self) -> None:
        """Let go of the item."""
        self._described = False
        for ticket in self._tickets:
            self._deliveries.drop(ticket)
        self._tickets.clear()
        self._item = None
        self._facts.setText("")
        self._elsewhere.show()
        self._warning.say("")
        self.contents.hide()

    # -- inside --------------------------------------------------------------------------------

    def _describe(self, reply: Reply) -> None:
        if not isinstance(reply, Description) or self._item is None:
            return
        if reply.problem is not None:
            self._panel.show_problem(reply.problem)
            self.problem_shown.emit(reply.problem.sentence)
        elif reply.kind is Kind.ARCHIVE:
            self._described = True
            words = _("This is a {format} archive: other files packed into one. It is not unpacked here.")
            hint = _("Ask for the files themselves, or mark the archive as a whole.")
            self._panel.show_words(words.format(format=_(reply.format)), hint, "package", "text2")
        else:
            self._described = True
            sentence = _("{format} files are not shown here.").format(format=_(reply.format))
            self._panel.show_words(sentence, _("It can still be marked as a whole."), "document", "text2")
        if reply.kind is Kind.ARCHIVE:
            self._list(self._item)
        program = Danger.PROGRAM in reply.dangers
        held = self._elsewhere.hasFocus()
        self.setFocusProxy(self._panel if program else self._elsewhere)
        self._elsewhere.setVisible(not program)
        if held:
            self.setFocus()
        if program and reply.problem is None:
            words = _("This is a program or a script. Do not start it; ask the candidate for the file that was meant.")
            self._warning.say(words, warning=True)
        facts = [_(reply.format), QLocale().formattedDataSize(reply.size)]
        if self._item.digest:
            facts.append(_("SHA-256 {digest}…").format(digest=self._item.digest[:_DIGEST_LETTERS]))
        self._facts.setText(" · ".join(facts))

    def _list(self, item: ViewedItem) -> None:
        asked = self._worker.submit(ReadDocument(item.path, item.file_name))
        self._tickets.append(self._deliveries.bring(asked, self._show_contents, self._not_listed))

    def _show_contents(self, reply: Reply) -> None:
        if isinstance(reply, Reading):
            self.contents.show_reading(reply)

    def _not_listed(self, problem: Exception) -> None:
        """Leave it at what was said of the archive as a whole."""
        words_of(problem)

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._panel.show_words(sentence, hint)
        self.problem_shown.emit(sentence)

    def _ask(self) -> None:
        if self._item is not None:
            self.open_elsewhere_requested.emit(self._item.id)
