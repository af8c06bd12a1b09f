"""One offer of the catalogue as it is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.bank_words import known_languages
from certdesk.core.catalogue import Offer, meant
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.text_box import LineField, TextBox, Wrong


class OfferForm(QFrame):
    """``kept(Offer)`` with Keep or Ctrl+Enter, ``switched(offer)`` with Retire or Offer again, ``left`` with Esc."""

    kept = Signal(object)
    switched = Signal(object)
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("offerForm")
        self.setProperty("surface", "panel")
        self._theme = theme
        self._offer = Offer("", "", ())
        self._title = label("", "heading", name="offerFormTitle")
        self.title = self._line(_("Title"), "offerTitle")
        self.criteria = self._line(_("For criteria, with commas"), "offerCriteria", hint="stem-teaching/T8, T3")
        self.length = self._line(_("Length"), "offerLength", hint=_("such as 2 h"))
        self.form = self._line(_("Form"), "offerFormWords", hint=_("such as workshop"))
        tongues = (("", _("Any language")), *known_languages())
        self.language = ComboBox(theme, _("Language"), tongues)
        self.language.setObjectName("offerLanguage")
        self.offline = Switch(theme, _("Needs no network"))
        self.offline.setObjectName("offerOffline")
        self.where = self._line(_("Where a teacher finds it"), "offerWhere")
        self.note = TextBox(theme, _("Note"), rows=3)
        self.note.setObjectName("offerNote")
        self._wrong = Wrong(theme)
        self._wrong.setObjectName("offerWrong")
        self._keep = button(theme, _("Keep"), kind="primary", key="Ctrl+Enter")
        self._keep.setObjectName("keepOffer")
        self._switch = button(theme, _("Retire"), kind="quiet")
        self._switch.setObjectName("switchOffer")
        self._cancel = button(theme, _("Cancel"), kind="quiet")
        self._cancel.setObjectName("cancelOffer")
        self._keep.clicked.connect(self.keep)
        self._switch.clicked.connect(lambda: self.switched.emit(self._offer))
        self._cancel.clicked.connect(self.left)
        self._build()

    def show_offer(self, offer: Offer) -> None:
        """Show an offer; one without an id is new."""
        self._offer = offer
        self._title.setText(_("Change the offer") if offer.id else _("New offer"))
        self.title.show_text(offer.title)
        self.criteria.show_text(", ".join(map(str, offer.criteria)))
        self.length.show_text(offer.length)
        self.form.show_text(offer.form)
        self.language.set_current(offer.language)
        self.offline.show_on(on=offer.offline)
        self.where.show_text(offer.where_found)
        self.note.show_text(offer.note)
        self._wrong.show_wrong("")
        self._switch.setVisible(bool(offer.id))
        self._switch.set_words(_("Retire") if offer.active else _("Offer it again"))

    @property
    def shown_id(self) -> str:
        """The id of the offer that is shown; empty for a new one."""
        return self._offer.id

    def written(self) -> Offer:
        """Return the offer as it is written. Raises NotAllowedError for a criterion that is none."""
        return Offer(
            self._offer.id,
            self.title.text(),
            tuple(meant(part) for part in self.criteria.text().split(",") if part.strip()),
            self.length.text(),
            self.form.text(),
            self.language.current(),
            self.where.text(),
            self.note.text(),
            offline=self.offline.isChecked(),
            active=self._offer.active,
        )

    def changed(self) -> bool:
        """Whether something was written that is not kept yet."""
        try:
            return self.written() != self._offer
        except CertDeskError:
            return True

    def keep(self) -> None:
        """Hand it out to be kept, or say what is wrong."""
        try:
            self.kept.emit(self.written())
        except CertDeskError as problem:
            self.show_problem(problem)

    def show_problem(self, problem: CertDeskError) -> None:
        """Say what is wrong with it."""
        self._wrong.show_wrong(f"{problem} {problem.hint}".strip())

    def begin(self) -> None:
        """Go to the first field."""
        self.title.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, keep with Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keep()
        else:
            super().keyPressEvent(event)

    def _line(self, words: str, name: str, hint: str = "") -> LineField:
        made = LineField(self._theme, words, hint=hint)
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(16, 14, 16, 14)
        form.setSpacing(10)
        form.addWidget(self._title)
        for part in (self.title, self.criteria):
            form.addWidget(part)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.length)
        both.addWidget(self.form)
        form.addLayout(both)
        form.addWidget(label(_("Language"), "column", "text2"))
        form.addWidget(self.language)
        line = QHBoxLayout()
        line.addWidget(label(_("Needs no network"), "body"))
        line.addStretch(1)
        line.addWidget(self.offline)
        form.addLayout(line)
        form.addWidget(self.where)
        form.addWidget(self.note)
        form.addWidget(self._wrong)
        lay_out_form(self, inner, self._keep, self._switch, self._cancel)
