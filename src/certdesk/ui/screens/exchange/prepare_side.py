"""What would be packed: how big, in how many parts, what is not ready, and the button that packs it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from certdesk.core.exchange import Carrier
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.words import names_in_short
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.unlock_panel import UnlockPanel
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling

_SIDE, _SHOWN = 360, 12
STICK_BYTES = 15_500_000_000
"""What a stick of the usual 16 GB holds, to say about how many are needed before one is in."""


class PrepareSide(QFrame):
    """``pack_asked()`` with the button or with Enter in the passphrase."""

    pack_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._theme = theme
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("packHeading")
        self._whom = Paragraph(theme, tone="text2")
        self._whom.setObjectName("packWhom")
        self._facts = CheckList(theme)
        self._facts.setObjectName("packFacts")
        self._why = Paragraph(theme, role="small", tone="text2")
        self._why.setObjectName("packWhy")
        self.key = UnlockPanel(theme, name="packKey")
        self.key.without_button()
        self.key.show_needed(_("Your key"), _("Signs what you pack, so that others know it is from you."))
        self.key.given.connect(lambda _typed: self.pack_asked.emit())
        self.pack = button(theme, _("Pack"), kind="primary", size="large", icon="package")
        self.pack.setObjectName("pack")
        self.pack.clicked.connect(self.pack_asked)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for shown in (self._heading, self._whom, self._facts):
            column.addWidget(shown)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 16, 16)
        outer.setSpacing(12)
        outer.addWidget(label(_("The package"), "column", "text2"))
        outer.addWidget(scrolling(inner), 1)
        for part in (self._why, self.key, self.pack):
            outer.addWidget(part)

    def fit(self, room: int) -> None:
        """Take a share of ``room`` px."""
        self.setFixedWidth(side_width(self._theme, _SIDE, room))

    def show_package(self, heading: str, whom: str, facts: tuple[Check, ...], why_not: str) -> None:
        """Show what would be packed; ``why_not`` says what is lacking, and is empty where nothing is."""
        self._heading.show_text(heading)
        self._whom.show_text(whom)
        self._whom.setVisible(bool(whom))
        self._facts.show_checks(facts)
        self._why.show_text(why_not)
        self._why.setVisible(bool(why_not))
        self.pack.setEnabled(not why_not)


def size_fact(size: int, parts: int, carrier: Carrier) -> Check:
    """Say how big it will be, and what that means for how it travels."""
    in_parts = ngettext("{count} part", "{count} parts", parts).format(count=parts)
    heading = f"{size_words(size)}, {in_parts}"
    if carrier is Carrier.MAIL:
        fits = size <= 20_000_000
        told = (
            _("Fits into an e-mail.") if fits else _("Too big for most e-mail. A stick or a shared folder is better.")
        )
        return Check("size", "package" if fits else "warn", heading, told)
    if carrier is Carrier.FOLDER:
        return Check("size", "package", heading, _("Written to the shared folder as files that never change."))
    sticks = max(1, -(-size // STICK_BYTES))
    text = ngettext("Fits on {count} stick of 16 GB.", "Needs {count} sticks of 16 GB, in any order.", sticks)
    return Check("size", "stick", heading, text.format(count=sticks))


def not_ready_facts(not_ready: Iterable[tuple[str, str]]) -> tuple[Check, ...]:
    """Say what is not ready, from pairs of code and reason: each reason once, with all whom it is about."""
    by_reason: dict[str, list[str]] = {}
    for code, reason in not_ready:
        codes = by_reason.setdefault(reason, [])
        if code not in codes:
            codes.append(code)
    reasons = list(by_reason.items())
    shown = tuple(
        Check(f"unready-{number}", "warn", names_in_short(tuple(codes), len(codes)), reason)
        for number, (reason, codes) in enumerate(reasons[:_SHOWN])
    )
    more = len(reasons) - len(shown)
    if more <= 0:
        return shown
    text = ngettext("and {count} more", "and {count} more", more).format(count=more)
    return (*shown, Check("more", "info", text))
