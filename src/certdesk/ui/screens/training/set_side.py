"""Putting a portfolio that I signed into a set, and taking one out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.qualifying import Reference, SetPurpose
from certdesk.core.words import _
from certdesk.ui.screens.training.tables import PURPOSES
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.text_box import LineField


@dataclass(frozen=True, slots=True)
class Signed:
    """A portfolio that whoever acts has signed."""

    assessment_id: str
    portfolio_id: str
    code: str
    title: str


class SetSide(QWidget):
    """``added(Signed, SetPurpose, title)`` and ``removed(Reference)``."""

    added = Signal(object, object, str)
    removed = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._signed: dict[str, Signed] = {}
        self._chosen: Reference | None = None
        self._which = ComboBox(theme, _("Portfolio that you signed"))
        self._which.setObjectName("setPortfolio")
        choices = tuple(Choice(purpose.value, _(words)) for purpose, words in PURPOSES.items())
        self._purpose = Segment(theme, choices)
        self._purpose.setObjectName("setPurpose")
        self._purpose.setAccessibleName(_("Which set"))
        self._title = LineField(theme, _("Title"), hint=_("What it is good for, such as “Borderline, T4”"))
        self._title.setObjectName("setTitle")
        self._add = button(theme, _("Put into the set"), kind="primary")
        self._add.setObjectName("setAdd")
        self._about = Paragraph(theme, tone="text2")
        self._about.setObjectName("setAbout")
        self._row = Paragraph(theme, role="name")
        self._remove = button(theme, _("Take out of the set"), icon="minus")
        self._remove.setObjectName("setRemove")
        self._build()

    def show_signed(self, signed: tuple[Signed, ...]) -> None:
        """Offer what was signed and is in no set yet."""
        self._signed = {one.portfolio_id: one for one in signed}
        words = tuple((one.portfolio_id, f"{one.code}  {one.title}".strip()) for one in signed)
        self._which.show_choices(words, self._which.current())
        for part in (self._which, self._purpose, self._title, self._add):
            part.setVisible(bool(signed))
        if signed:
            told = _("Your signed marks become the agreed ones. Those of a qualifying set are shown to nobody.")
        else:
            told = _(
                "Mark a portfolio with other experts and sign it: then it can be put here, with your marks as the "
                "agreed ones."
            )
        self._about.show_text(told)

    def show_chosen(self, chosen: Reference | None) -> None:
        """Offer to take the chosen one out."""
        self._chosen = chosen
        for part in (self._row, self._remove, self._line):
            part.setVisible(chosen is not None)
        if chosen is not None:
            self._row.show_text(f"{chosen.code}  {chosen.title}".strip())

    def _on_add(self) -> None:
        one = self._signed.get(self._which.current())
        if one is not None:
            self.added.emit(one, SetPurpose(self._purpose.current()), self._title.text())
            self._title.show_text("")

    def _on_remove(self) -> None:
        if self._chosen is not None:
            self.removed.emit(self._chosen)

    def _build(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._line = line()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(_("Add a portfolio"), "heading"))
        for part in (self._about, self._which, self._purpose, self._title):
            column.addWidget(part)
        for button_, above in ((self._add, None), (self._remove, self._row)):
            if above is not None:
                column.addWidget(self._line)
                column.addWidget(above)
            foot = QHBoxLayout()
            foot.addWidget(button_)
            foot.addStretch(1)
            column.addLayout(foot)
