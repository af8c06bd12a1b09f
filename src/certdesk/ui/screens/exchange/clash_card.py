"""The same thing changed on two laptops of one person: both beside each other, and the choice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One of the values: what it says, on which laptop, and when."""

    words: str
    desk: str
    at: str


@dataclass(frozen=True, slots=True)
class ShownClash:
    """Something to decide: where (code of the portfolio), what, and the sides; the first stands until then."""

    id: str
    code: str
    about: str
    sides: tuple[ShownSide, ...]


class ClashCard(Card):
    """``decided(id, side)`` with the number of the side that is to stand; ``closed()`` to decide later."""

    decided = Signal(str, int)
    closed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("clashes")
        self._theme = theme
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("clashHeading")
        self._told = Paragraph(theme, role="small", tone="text2")
        self._told.show_text(_("Both are kept. The first stands until you decide; you can undo what you decide."))
        self._what = Paragraph(theme)
        self._what.setObjectName("clashWhat")
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self._choices: list[Button] = []
        self._later = button(theme, _("Later"))
        self._later.setObjectName("clashLater")
        self._later.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconView(theme, "warning", "warn"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._told)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self._what)
        self.body.addLayout(self._sides)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._later)
        self.body.addLayout(foot)

    def show_clashes(self, clashes: tuple[ShownClash, ...]) -> None:
        """Show the first of these; the others follow one by one."""
        if not clashes:
            return
        text = ngettext("{count} needs your decision", "{count} need your decision", len(clashes))
        self._heading.show_text(text.format(count=len(clashes)))
        one = clashes[0]
        self._what.show_text(f"{one.code}: {one.about}", bold=len(one.code))
        empty(self._sides)
        self._choices = []
        for number, side in enumerate(one.sides):
            self._sides.addWidget(self._side(one, number, side), 1)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first choice."""
        if self._choices:
            self._choices[0].setFocus()

    def _side(self, one: ShownClash, number: int, side: ShownSide) -> QWidget:
        made = card(tone="sunken", name=f"clashSide{number}")
        head = FlowLayout()
        name, chip = label(side.desk, "label"), Chip(self._theme, _("Stands now"), small=True)
        # As tall as with the chip, so that both sides stand level.
        name.setMinimumHeight(chip.sizeHint().height())
        head.addWidget(name)
        if not number:
            head.addWidget(chip)
        made.body.addLayout(head)
        made.body.addWidget(label(side.at, "small", "text2"))
        made.body.addWidget(Paragraph(self._theme, side.words), 1)
        choice = button(self._theme, _("This one stands"))
        choice.setObjectName(f"chooseSide{number}")
        choice.setAccessibleDescription(f"{side.words}. {side.desk}, {side.at}")
        choice.clicked.connect(lambda: self.decided.emit(one.id, number))
        row = QHBoxLayout()
        row.addWidget(choice)
        row.addStretch(1)
        made.body.addLayout(row)
        self._choices.append(choice)
        return made
