"""The three questions before something is packed: what, for whom, and how it travels."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.recipients import Recipient
from certdesk.core.exchange import Carrier
from certdesk.core.words import _
from certdesk.ui.screens.exchange.prepare_tables import PERSON_WIDTHS, PersonTable
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_LEAST = 150


class WhomCard(Card):
    """``edited()`` when somebody else is to get it: known people, or somebody new by six words."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("For whom"))
        self.setObjectName("whom")
        self._model = PersonTable()
        self.table = TableView(theme, row_height=46)
        self.table.setObjectName("people")
        self.table.setAccessibleName(_("For whom"))
        self.table.setModel(self._model)
        self.table.set_columns(PERSON_WIDTHS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.table.horizontalHeader().hide()
        self.table.setMinimumHeight(theme.px(_LEAST))
        self._nobody = Paragraph(theme, role="small", tone="text2")
        self._nobody.setObjectName("nobodyKnown")
        self._nobody.show_text(
            _("Nobody else is known here yet. People of your programme stand here once their keys are known.")
        )
        self.stranger = QCheckBox(_("Somebody new: six words by telephone"))
        self.stranger.setObjectName("somebodyNew")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._about.show_text(
            _("The program makes six words that open the package. Tell them by telephone, never in the same letter.")
        )
        self._about.hide()
        for part in (self.table, self._nobody, self.stranger, self._about):
            self.body.addWidget(part, 1 if part is self.table else 0)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._on_people())
        self.stranger.toggled.connect(self._on_stranger)

    def show_people(self, people: tuple[Recipient, ...]) -> None:
        """Show who is known here; who was chosen stays chosen."""
        chosen = {one.id for one in self.chosen()}
        self._model.show_rows(people)
        for one in people:
            if one.id in chosen:
                self.choose(one.id)
        self.table.setVisible(bool(people))
        self._nobody.setVisible(not people)

    def choose(self, person_id: str) -> None:
        """Choose one person beside those who are chosen."""
        row = self._model.place_of(person_id)
        if row >= 0:
            model = self.table.selectionModel()
            flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
            model.select(self._model.index(row, 0), flags)

    def chosen(self) -> tuple[Recipient, ...]:
        """Return the chosen people who can be reached."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        found = (self._model.row(number) for number in rows)
        return tuple(one for one in found if one is not None and one.reachable)

    def _on_people(self) -> None:
        """Leave the words out: what is sealed for keys needs none, and the other way round."""
        if self.chosen():
            self.stranger.setChecked(False)
        self.edited.emit()

    def _on_stranger(self, on: bool) -> None:
        self._about.setVisible(on)
        if on:
            self.table.clearSelection()
        self.edited.emit()


class HowCard(Card):
    """``edited()`` when it is to travel in another way, or with other names."""

    edited = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("How it travels"))
        self.setObjectName("how")
        choices = (
            Choice(Carrier.STICK.value, _("Stick"), "stick"),
            Choice(Carrier.FOLDER.value, _("Shared folder"), "folder"),
            Choice(Carrier.MAIL.value, _("E-mail"), "document"),
        )
        self._carrier = Segment(theme, choices, Carrier.STICK.value)
        self._carrier.setObjectName("carrier")
        self.blind = QCheckBox(_("Blind: codes instead of names"))
        self.blind.setObjectName("blind")
        told = _("Names, schools, file names and what is written inside files about people stay here.")
        self._about = Paragraph(theme, role="small", tone="text2")
        self._about.show_text(told)
        self.pace = QCheckBox(_("Tell how long a portfolio usually takes me"))
        self.pace.setObjectName("tellPace")
        self.pace.setChecked(True)
        self.pace.hide()
        row = QHBoxLayout()
        row.addWidget(self._carrier)
        row.addStretch(1)
        self.body.addLayout(row)
        for part in (self.blind, self._about, self.pace):
            self.body.addWidget(part)
        self._carrier.chosen.connect(lambda _key: self.edited.emit())
        for choice in (self.blind, self.pace):
            choice.toggled.connect(lambda _on: self.edited.emit())

    def carrier(self) -> Carrier:
        """Return how it travels."""
        return Carrier(self._carrier.current())

    def set_carrier(self, carrier: Carrier) -> None:
        """Choose how it travels; tells nobody."""
        self._carrier.set_current(carrier.value)

    def offer_blind(self, *, offered: bool) -> None:
        """Offer what is about portfolios only where portfolios are packed, and one's pace where one's results are."""
        self.pace.setVisible(not offered)
        self.blind.setVisible(offered)
        self._about.setVisible(offered)


def questions(theme: ThemeSource, *cards: Card) -> QWidget:
    """Return the cards below each other, the first as tall as there is room."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for place, one in enumerate(cards):
        column.addWidget(one, 0 if place else 1)
    made.setMinimumWidth(theme.px(260))
    return made
