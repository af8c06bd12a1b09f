"""Whose portfolio it is, beside the slots: code, name, school, language; and what the portfolio is called."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.portfolio import Portfolio
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField

HIDDEN = ("name", "school")


class PeopleSide(QWidget):
    """``typed(field, text)`` while somebody writes, ``written(field, text)`` when they go on.

    ``list_asked()`` for the list of candidates. Name and school stay out of sight for who assesses the portfolio,
    until they ask for them.
    """

    typed = Signal(str, str)
    written = Signal(str, str)
    list_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._known: dict[str, str] = {}
        self._drafts: dict[str, str] = {}
        self._id = ""
        hints = {"language": _("en, sw, pt-BR …"), "cohort": "", "programme": ""}
        words = {
            "code": _("Code, which stands for the name"),
            "name": _("Name of the teacher"),
            "school": _("School"),
            "language": _("Language"),
            "title": _("Title of the portfolio"),
            "programme": _("Programme"),
            "cohort": _("Cohort"),
        }
        self._fields = {name: LineField(theme, said, hint=hints.get(name, "")) for name, said in words.items()}
        self._blind = Paragraph(theme, _("You assess this portfolio, so name and school are hidden."), tone="text2")
        self._reveal = button(theme, _("Show them all the same"), size="small", icon="eye")
        self._reveal.setObjectName("revealName")
        self._reveal.clicked.connect(self._show_hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        for name, field in self._fields.items():
            field.line.setObjectName(f"candidate-{name}")
            column.addWidget(field)
            if name == "code":
                column.addWidget(self._blind)
                column.addWidget(self._reveal)
            field.edited.connect(partial(self.typed.emit, name))
            field.committed.connect(partial(self._write, name))
        listed = button(theme, _("The list of candidates"), kind="quiet", size="small", icon="people")
        listed.setObjectName("toCandidates")
        listed.clicked.connect(lambda _on=False: self.list_asked.emit())
        column.addWidget(listed, 0, Qt.AlignmentFlag.AlignLeft)

    def show_portfolio(self, portfolio: Portfolio, drafts: dict[str, str], *, blind: bool, fixed: bool) -> None:
        """Show a portfolio; words in which somebody writes stay while it is the same one."""
        other = portfolio.id != self._id
        person = portfolio.candidate
        self._known = {
            "code": portfolio.code,
            "name": person.name,
            "school": person.school,
            "language": person.language,
            "title": portfolio.title,
            "programme": portfolio.programme,
            "cohort": portfolio.cohort,
        }
        self._drafts, self._id = drafts, portfolio.id
        for name, field in self._fields.items():
            wanted = drafts.get(name, self._known[name])
            if other or " ".join(field.text().split()) != " ".join(wanted.split()):
                field.show_text(wanted)
                field.show_wrong("")
                field.line.setCursorPosition(0)
            field.setEnabled(not fixed)
        if other or not blind:
            for part in (self._blind, self._reveal):
                part.setVisible(blind)
            for name in HIDDEN:
                self._fields[name].setVisible(not blind)

    def show_wrong(self, name: str, words: str) -> None:
        """Say below a field why its words were not taken."""
        self._fields[name].show_wrong(words)

    def put_down(self) -> None:
        """Hand over everything that is typed and not yet handed over."""
        for name, field in self._fields.items():
            field.tell_now()
            self._write(name, field.text())

    def focus_name(self) -> None:
        """Give the keyboard to the name, or to the code where that is hidden."""
        field = self._fields["code" if self._fields["name"].isHidden() else "name"]
        field.line.setFocus()
        field.line.selectAll()

    def _write(self, name: str, text: str) -> None:
        if self._known and (" ".join(text.split()) != self._known[name] or name in self._drafts):
            self.written.emit(name, text)

    def _show_hidden(self) -> None:
        for part in (self._blind, self._reveal):
            part.hide()
        for name in HIDDEN:
            self._fields[name].show()
        self._fields["name"].line.setFocus()
