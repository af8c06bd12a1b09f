"""The form of one record of consent: who, why, what for, about which item, from when to when, and the signed form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.consent_rules import BASES, SCOPES
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.day_field import DayField
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.text_box import LineField, TextBox

_BASES = (Basis.PARENT, Basis.CONSENT, Basis.SCHOOL, Basis.NOBODY)
Named = tuple[tuple[str, str], ...]


class ConsentForm(Card):
    """``saved(Consent)`` with what stands in it, ``left()`` when nothing is to be recorded."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("consentForm")
        self._shown = Consent("", "", "", Basis.PARENT)
        self._title = label("", "heading", name="consentTitle")
        self._people = LineField(theme, _("Who can be recognised"), hint=_("class 9B, 24 pupils"))
        self._people.line.setObjectName("people")
        self._basis = ComboBox(theme, _("Basis"), tuple((basis.value, _(BASES[basis])) for basis in _BASES))
        self._basis.setObjectName("basis")
        self._basis.chosen.connect(lambda _key: self._tell())
        self._uses = {scope: QCheckBox(_(words).capitalize()) for scope, words in SCOPES.items()}
        self._item = ComboBox(theme, _("About"))
        self._item.setObjectName("about")
        self._proof = ComboBox(theme, _("Signed form"))
        self._proof.setObjectName("proof")
        self._since, self._from = QCheckBox(_("Given on")), DayField(theme, _("Given on"))
        self._ends, self._until = QCheckBox(_("Ends on")), DayField(theme, _("Ends on"))
        self._note = TextBox(theme, _("Note"), rows=2)
        self._note.setObjectName("consentNote")
        self._save = button(theme, _("Record it"), kind="primary")
        self._leave = button(theme, _("Leave it"), kind="quiet")
        self._build()

    def show_record(self, record: Consent, items: Named, today: date) -> None:
        """Show a record to change, or a new one, whose id is empty; ``items`` are pairs of id and title."""
        self._shown = record
        self._title.setText(_("Change a record") if record.id else _("Record consent"))
        self._people.show_text(record.people)
        self._people.show_wrong("")
        self._basis.set_current(record.basis.value)
        for scope, box in self._uses.items():
            box.setChecked(scope in record.scopes)
        self._item.show_choices((("", _("All items of the portfolio")), *items), record.item_id)
        self._proof.show_choices((("", _("None")), *items), record.proof_item_id)
        self._since.setChecked(record.given_on is not None)
        self._from.show_day(record.given_on or today)
        self._ends.setChecked(record.until is not None)
        self._until.show_day(record.until or today.replace(year=today.year + 1, day=min(today.day, 28)))
        self._note.show_text(record.note)
        self._save.set_words(_("Keep the change") if record.id else _("Record it"))
        self._leave.setVisible(bool(record.id or record.item_id))
        self._tell()

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field."""
        self._people.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_half_filled(self) -> bool:
        """Whether something was typed that is not recorded."""
        return self._people.text().strip() != self._shown.people or self._note.text().strip() != self._shown.note

    def show_wrong(self, words: str) -> None:
        """Say what stands in the way of recording."""
        self._people.show_wrong(words)

    def _record(self) -> Consent:
        shown = self._shown
        return Consent(
            id=shown.id,
            portfolio_id=shown.portfolio_id,
            people=self._people.text().strip(),
            basis=Basis(self._basis.current()),
            scopes=tuple(scope for scope, box in self._uses.items() if box.isChecked()),
            item_id=self._item.current(),
            given_on=self._from.day() if self._since.isChecked() else None,
            until=self._until.day() if self._ends.isChecked() else None,
            withdrawn_on=shown.withdrawn_on,
            proof_item_id=self._proof.current(),
            note=self._note.text().strip(),
        )

    def _tell(self) -> None:
        """Say why it can't be recorded as it is, where it is."""
        record = self._record()
        why = ""
        if not record.people and record.basis is not Basis.NOBODY:
            why = _("Say who can be recognised, naming nobody.")
        elif not record.scopes:
            why = _("Choose at least one use.")
        self._save.setEnabled(not why)
        self._save.setToolTip(why)
        self._save.setAccessibleDescription(why)
        self._from.setEnabled(self._since.isChecked())
        self._until.setEnabled(self._ends.isChecked())

    def _build(self) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._people)
        _labelled(column, _("Basis"), self._basis)
        column.addWidget(label(_("What for"), "column", "text2"))
        for scope, box in self._uses.items():
            box.setObjectName(f"use-{scope.value}")
            box.toggled.connect(self._tell)
            column.addWidget(box)
        _labelled(column, _("About"), self._item)
        for box, field, name in ((self._since, self._from, "given"), (self._ends, self._until, "until")):
            box.setObjectName(name)
            field.setObjectName(f"{name}Day")
            box.toggled.connect(self._tell)
            column.addWidget(box)
            column.addWidget(field)
        _labelled(column, _("Signed form, an item of this portfolio"), self._proof)
        column.addWidget(self._note)
        self._save.setObjectName("saveConsent")
        self._leave.setObjectName("leaveConsent")
        self._people.line.textChanged.connect(self._tell)
        self._save.clicked.connect(lambda: self.saved.emit(self._record()))
        self._leave.clicked.connect(self.left)
        host = QWidget()
        lay_out_form(host, fields, self._save, self._leave)
        self.set_flush()
        self.body.addWidget(host, 1)


def _labelled(column: QVBoxLayout, words: str, field: QWidget) -> None:
    name = label(words, "column", "text2")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)


def new_record(portfolio_id: str, item_id: str, today: date) -> Consent:
    """Return an empty record, given today for assessment."""
    return Consent("", portfolio_id, "", Basis.PARENT, (Scope.ASSESSMENT,), item_id, given_on=today)
