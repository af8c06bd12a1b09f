"""Me and my key: who acts on this desk, what the key is worth, and when it is forgotten."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.core.words import _, ngettext
from certdesk.signing.identity import Identity
from certdesk.store.people import Person
from certdesk.ui.keyring import MINUTES
from certdesk.ui.screens.standing import ending_words, key_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment


class MeCard(Card):
    """``person_chosen(id)``, ``newcomer_asked()``, ``minutes_chosen(int)``, ``lock_asked()``, ``programme_asked()``."""

    person_chosen = Signal(str)
    newcomer_asked = Signal()
    minutes_chosen = Signal(int)
    lock_asked = Signal()
    programme_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("Me and my key"))
        self._theme = theme
        self.setObjectName("meCard")
        self._me = label("", "label", name="me")
        self._key = Paragraph(theme, role="small", tone="text2")
        self._key.setObjectName("myKey")
        self._ending = Paragraph(theme, role="small", tone="warn")
        self._ending.setObjectName("keyEnds")
        self._people = ComboBox(theme, _("Who is working here"))
        self._people.setObjectName("whoActs")
        self._people.setMinimumWidth(theme.px(190))
        self._people.chosen.connect(self.person_chosen)
        self._newcomer = button(theme, _("Somebody else…"), icon="plus")
        self._newcomer.setObjectName("newcomer")
        self._newcomer.clicked.connect(self.newcomer_asked)
        self._minutes = Segment(theme, tuple(Choice(str(count), _minutes_words(count)) for count in MINUTES))
        self._minutes.setObjectName("idleMinutes")
        self._minutes.chosen.connect(lambda key: self.minutes_chosen.emit(int(key)))
        self._lock = button(theme, _("Lock my key now"), icon="lock")
        self._lock.setObjectName("lock")
        self._lock.clicked.connect(self.lock_asked)
        self._programme = button(theme, _("Programme…"), icon="people")
        self._programme.setObjectName("openProgramme")
        self._programme.clicked.connect(self.programme_asked)
        self._build()

    def show_me(self, identity: Identity, people: tuple[Person, ...], now: datetime) -> None:
        """Show whoever acts, among everybody who has a key here."""
        self._me.setText(_("{name}, {role}").format(name=identity.name, role=identity.role))
        fingerprint = _("Fingerprint {print}.").format(print=identity.fingerprint)
        self._key.show_text(f"{key_words(identity)} {fingerprint}")
        ending = ending_words(identity, now)
        self._ending.show_text(ending)
        self._ending.setVisible(bool(ending))
        self._people.show_choices(tuple((one.id, _who(one, people)) for one in people), identity.id)

    def show_minutes(self, minutes: int) -> None:
        """Show after how long keys are forgotten."""
        self._minutes.set_current(str(minutes))

    def show_unlocked(self, *, unlocked: bool) -> None:
        """Offer to lock only what is unlocked."""
        self._lock.setEnabled(unlocked)
        self._lock.set_words(_("Lock my key now") if unlocked else _("My key is locked"))

    def _build(self) -> None:
        for part in (self._me, self._key, self._ending):
            self.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._programme)
        buttons.addWidget(self._lock)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self._people)
        who.addWidget(self._newcomer)
        told = _("Each has a key of their own. Changing locks the one that was unlocked.")
        self._row(_("Who is working"), told, who)
        idle = QHBoxLayout()
        idle.addWidget(self._minutes)
        told = _("Counted while nobody touches key or mouse. Signing that is under way is finished.")
        self._row(_("Lock my key after"), told, idle)

    def _row(self, words: str, detail: str, part: QHBoxLayout) -> None:
        self.body.addWidget(line())
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label(words, "name"))
        said.addWidget(Paragraph(self._theme, detail, role="small", tone="text2"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(16)
        row.addLayout(said, 1)
        row.addLayout(part)
        row.setAlignment(part, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)


def _minutes_words(count: int) -> str:
    return ngettext("{count} min", "{count} min", count).format(count=count) if count else _("At once")


def _who(person: Person, people: tuple[Person, ...]) -> str:
    """Name a person; two of the same name are told apart by the beginning of their fingerprint."""
    text = _("{name}, {role}").format(name=person.name, role=person.role)
    namesakes = [one for one in people if (one.name, one.role) == (person.name, person.role)]
    return f"{text} · {person.fingerprint[:4]}" if len(namesakes) > 1 else text
