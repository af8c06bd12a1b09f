"""Whose packages come in here: people of programmes, and those whose six words were compared by telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.accepting import Ground, KnownPerson, known_people, my_words, take_back_acceptance, write_card
from certdesk.actions.identifying import my_identity
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.signing.programme_store import Belonging
from certdesk.ui.commands import Command
from certdesk.ui.screens.narrow import fit_columns, side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.programme.person_table import WIDTHS, PersonTable
from certdesk.ui.screens.standing import day
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.spoken_words import SpokenWords
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.top_bar import TopBar

_SIDE = 400
CARD = ".certdesk-card"


class PeoplePane(Pane):
    """The list, and beside it my own card and whoever is chosen."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self.table = TableView(theme)
        self.table.setObjectName("knownPeople")
        self.table.setAccessibleName(_("People who are known here"))
        self.model = PersonTable()
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self._empty = EmptyState(theme, framed=False)
        told = _("Take in the file of your programme, or somebody's card, or drop either here.")
        self._empty.show_empty("people", _("Nobody else is known here yet"), told)
        self._count = label("", "body", "text3", name="peopleCount")
        self._me = label("", "heading", name="cardOwner")
        self._words = SpokenWords(theme, name="ownWords")
        self._save = button(theme, _("Save my card…"), icon="stick")
        self._save.setObjectName("saveCard")
        self._save.clicked.connect(self.save_card)
        self._name = label("", "heading", name="personName")
        self._facts = Paragraph(theme, tone="text2")
        self._facts.setObjectName("personFacts")
        self._forget = button(theme, _("Accept no longer…"), kind="danger")
        self._forget.setObjectName("unaccept")
        self._forget.clicked.connect(self._take_back)
        self._build()
        self.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.table.clicked.connect(lambda _index: self._show_chosen())

    def enter(self, _params: dict[str, Any]) -> None:
        """Show who is known now."""
        identity = my_identity(self.tools.session.workspace)
        self._me.setText(_("{name}, your six words").format(name=identity.name))
        self._words.show_words(my_words(self.tools.session.workspace))
        self._refresh()
        (self.table if self.table.isVisibleTo(self) else self._save).setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, change: Change) -> None:
        """Look again when people changed."""
        if change.kinds & Kind.PERSON:
            self._refresh()

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self._side.width()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("people.back", _("Back to Programme"), ("Escape",), self._go_back),
            Command("people.card", _("Take in somebody's card"), ("Ctrl+O",), self._choose, icon="plus"),
            Command("people.mine", _("Save my card"), ("Ctrl+Shift+S",), self.save_card, icon="stick"),
        )

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Lead to the page where a card is compared."""
        cards = [path for path in files if path.suffix == CARD]
        if cards:
            self.asked.emit("file", {"file": str(cards[0])})
        return bool(cards)

    def save_card(self) -> None:
        """Save the card of whoever acts, for a stick or a letter."""
        workspace = self.tools.session.workspace
        suggested = f"{my_identity(workspace).name.replace(' ', '-')}{CARD}"
        target = self.tools.dialogs.choose_target(_("Save my card"), suggested)
        if target is None:
            return
        try:
            write_card(workspace, target)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        hint = _("It holds no secret. Whoever gets it calls you, and you read your six words aloud.")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", hint))

    def _take_back(self) -> None:
        person = self._chosen()
        if person is None:
            return
        question = _("Accept the key of {name} no longer?").format(name=person.name)
        detail = _("What has come in stays. What they send from now on is held until their words are compared again.")
        if not self.tools.dialogs.confirm(question, detail, _("Accept no longer")):
            return
        self.tools.session.do(take_back_acceptance, person.id)
        self._refresh()

    def _chosen(self) -> KnownPerson | None:
        return self.model.row(self.table.current_row())

    def _show_chosen(self) -> None:
        person = self._chosen()
        self._about.setVisible(person is not None)
        if person is None:
            return
        self._name.setText(person.name)
        self._facts.show_text(_about(person))
        self._forget.setVisible(person.ground is Ground.WORDS)

    def _refresh(self) -> None:
        chosen = self._chosen()
        rows = known_people(self.tools.session.workspace)
        self.model.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        told = ngettext("{count} person", "{count} people", len(rows)).format(count=len(rows))
        self._count.setText(told if rows else "")
        place = self.model.place_of(chosen.id, chosen.ground) if chosen else 0
        self.table.set_current_row(max(0, place))
        self._show_chosen()

    def _choose(self) -> None:
        if path := self.tools.dialogs.choose_file(_("Choose somebody's card"), f"CertDesk (*{CARD})"):
            self.take_files((path,))

    def _go_back(self) -> None:
        self.asked.emit("overview", {})

    def _build(self) -> None:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to Programme"))
        back.setObjectName("peopleBack")
        back.clicked.connect(self._go_back)
        take = button(theme, _("Take in a card…"), icon="plus")
        take.setObjectName("takeCard")
        take.clicked.connect(self._choose)
        bar.add_leading(back, label(_("People who are known here"), "label"), self._count)
        bar.add_trailing(take)
        self._side = QFrame()
        self._side.setProperty("surface", "panel")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(20, 18, 16, 16)
        side.addWidget(from_the_top(self._beside()), 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self._side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(row, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def _beside(self) -> QWidget:
        """Put my own card over whoever is chosen."""
        theme = self.tools.theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        told = _("Somebody without a programme accepts your key by these words, when you read them by telephone.")
        for part in (self._me, Paragraph(theme, told, role="small", tone="text2"), self._words):
            column.addWidget(part)
        column.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeading)
        self._about = QWidget()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 8, 0, 0)
        about.setSpacing(10)
        about.addWidget(line())
        about.addWidget(self._name)
        about.addWidget(self._facts)
        about.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._about)
        column.addStretch(1)
        return inner

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way, then columns."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        self._side.setFixedWidth(side_width(self.tools.theme, _SIDE, self.width()))
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self.tools.theme, self.table, WIDTHS, (1, 4), 160)


def _about(person: KnownPerson) -> str:
    """Say in sentences why somebody is known, and what that is worth today."""
    if person.ground is Ground.WORDS:
        text = _("Their six words were compared by telephone on {day}. Somebody here said yes to their key.")
        return text.format(day=day(person.since) if person.since else "")
    told = {
        Belonging.CURRENT: _("{programme} vouches for their key until {day}."),
        Belonging.ENDED: _("{programme} vouched for their key until {day}. It waits for a renewal."),
        Belonging.REVOKED: _("{programme} has revoked their certificate: nothing can be sealed for them."),
    }
    return told[person.belonging].format(programme=person.where, day=day(person.until) if person.until else "")
