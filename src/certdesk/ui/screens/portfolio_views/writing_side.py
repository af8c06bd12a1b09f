"""Evidence that is written here: a note, or a list of links, with its title and its sort."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.adding_items import LONGEST_NOTE, WebLink
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField, TextBox

NOTE, LINKS = "note", "links"


def links_typed(text: str) -> tuple[WebLink, ...]:
    """Read one link from each line: an address, with words before or after it."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if not words:
            continue
        at = next((place for place, word in enumerate(words) if "://" in word or word.startswith("www.")), None)
        if at is None:
            at = next((place for place, word in enumerate(words) if "." in word.strip(".")), 0)
        found.append(WebLink(words[at], " ".join(words[:at] + words[at + 1 :]).strip(" :–-")))
    return tuple(found)


class WritingSide(QWidget):
    """``added(title, text, type)``, ``closed()``, ``typed(field, text)`` while somebody writes: title or text."""

    added = Signal(str, str, str)
    closed = Signal()
    typed = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.kind = NOTE
        self._heading = label("", "heading")
        self._about = Paragraph(theme, role="small", tone="text2")
        self.title = LineField(theme, _("Title"))
        self.title.line.setObjectName("noteTitle")
        self.text = TextBox(theme, _("Text"), rows=10, strong=True)
        self.text.writing.setObjectName("noteText")
        self.text.writing.longest = LONGEST_NOTE
        self._type = ComboBox(theme, _("Sort of evidence"))
        self._type.setObjectName("noteType")
        self._type.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._type.setMinimumContentsLength(10)
        self._add = button(theme, _("Add it"), kind="primary", key="Ctrl ↵")
        self._add.setObjectName("addNote")
        self._close = button(theme, _("Not now"))
        self._close.setObjectName("closeNote")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        type_label = label(_("Sort of evidence"), "column", "text2")
        for part in (self._heading, self._about, self.title, self.text, type_label):
            column.addWidget(part)
        column.addWidget(self._type)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._add)
        row.addWidget(self._close)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.title.edited.connect(lambda text: self.typed.emit("title", text))
        self.text.edited.connect(lambda text: self.typed.emit("text", text))
        self.text.done.connect(self._add.setFocus)
        self._add.clicked.connect(lambda _on=False: self.add())
        self._close.clicked.connect(lambda _on=False: self.closed.emit())

    def begin(self, kind: str, choices: tuple[tuple[str, str], ...], type_id: str, drafts: dict[str, str]) -> None:
        """Begin a note or a list of links, with what was half typed before."""
        self.kind = kind
        self._heading.setText(_("A note") if kind == NOTE else _("A list of links"))
        about = _("It becomes a text file among the evidence. Say who wrote it, and when.")
        if kind == LINKS:
            about = _("One link in each line, with words about it before or after. Links are shown and never followed.")
        self._about.show_text(about)
        self.title.show_text(drafts.get("title", ""))
        self.text.show_text(drafts.get("text", ""))
        self.text.show_wrong("")
        self._type.show_choices((("", _("Not sorted yet")), *choices), type_id)
        self._type.set_current(type_id)
        (self.text.writing if kind == LINKS or self.title.text() else self.title.line).setFocus()

    def add(self) -> None:
        """Hand the text over."""
        self.added.emit(self.title.text(), self.text.text(), self._type.current())

    def drafts(self) -> dict[str, str]:
        """Return what is typed."""
        return {"title": self.title.text(), "text": self.text.text()}

    def show_wrong(self, words: str) -> None:
        """Say why it can't be added."""
        self.text.show_wrong(words)
        self.text.writing.setFocus()
