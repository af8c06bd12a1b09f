"""The left side of Exchange, Now: one thing in front, the newest history below it, a place to drop more."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.screens.exchange.check_card import CheckCard
from certdesk.ui.screens.exchange.clash_card import ClashCard
from certdesk.ui.screens.exchange.incoming_card import IncomingCard
from certdesk.ui.screens.exchange.intake_card import IntakeCard
from certdesk.ui.screens.exchange.report_card import ReportCard
from certdesk.ui.screens.exchange.short_history import ShortHistory
from certdesk.ui.screens.exchange.waiting_card import WaitingCard
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

Front = CheckCard | ClashCard | IncomingCard | IntakeCard | ReportCard | WaitingCard


class NowLeft(QWidget):
    """The frame only: `front` brings one of its cards forward."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.teach = _Teaching(theme)
        self.waiting = WaitingCard(theme)
        self.incoming = IncomingCard(theme)
        self.intake = IntakeCard(theme)
        self.report = ReportCard(theme)
        self.checked = CheckCard(theme)
        self.clashes = ClashCard(theme)
        self.history = ShortHistory(theme)
        self._tall: tuple[Card, ...] = (self.intake, self.report, self.checked)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in self._cards():
            column.addWidget(part, 1 if part in self._tall else 0)
        column.addWidget(self.history, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self.front(None)

    @property
    def now(self) -> Card | None:
        """The card in front, or None while nothing came."""
        return next((part for part in self._cards()[1:] if part.isVisibleTo(self)), None)

    def front(self, card: Front | None) -> None:
        """Bring a card to the front, with the keyboard in it; None where nothing is under way."""
        for part in self._cards():
            part.setVisible(part is card or (card is None and part is self.teach))
        self.history.setVisible(card not in self._tall)
        if card is not None:
            card.take_keyboard()

    def _cards(self) -> tuple[Card, ...]:
        return (
            self.teach,
            self.waiting,
            self.clashes,
            self.incoming,
            self.checked,
            self.report,
            self.intake,
        )


class _Teaching(Card):
    """What comes in here, for somebody who sees it for the first time."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("What comes in here"))
        self.setObjectName("teach")
        hints = (
            (
                "package",
                _("Packages from other desks"),
                _("On a stick, in a shared folder, or as a file from an e-mail."),
            ),
            (
                "folder",
                _("Portfolios from elsewhere"),
                _("A folder, a zip, a bag, what Moodle, Mahara, Canvas and edX export, or a list of candidates."),
            ),
            ("people", _("Files of your programme"), _("Requests to join, approvals, programme files, registers.")),
        )
        for icon, heading, text in hints:
            self.body.addLayout(_hint(theme, icon, heading, text))
        told = _("You see what would change before anything does, and can take a package back for 30 days.")
        self.body.addWidget(Paragraph(theme, told, role="small", tone="text2"))


def _hint(theme: ThemeSource, icon: str, heading: str, text: str) -> QVBoxLayout:
    from PySide6.QtWidgets import QHBoxLayout

    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Paragraph(theme, heading, role="name"))
    words.addWidget(Paragraph(theme, text, role="small", tone="text2"))
    across = QHBoxLayout()
    across.setSpacing(12)
    across.addWidget(IconView(theme, icon, "text2"))
    across.addLayout(words, 1)
    made = QVBoxLayout()
    made.addLayout(across)
    return made
