"""The one sentence that counts while something is written to a stick: leave it in, or take it out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


class HandOverBanner(Card):
    """Calm while it works, green and large when it is over, red when it went wrong."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("handOverBanner")
        self.spoken = ""
        """What screen readers hear when the stage changes."""
        self._sign = IconView(theme, "hand", "warn")
        self._words = Paragraph(theme, role="name")
        self._words.setObjectName("handOverSays")
        self._large = Paragraph(theme, role="heading")
        self._large.setObjectName("handOverDone")
        self._more = Paragraph(theme, role="small", tone="text2")
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._large, self._words, self._more):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(holder)
        outer = self.layout()
        if outer is not None:
            outer.setContentsMargins(14, 8, 14, 8)

    def show_stage(self, shown: HandOver) -> None:
        """Say what the person should do with the stick now."""
        icon, tone, words, more, large = _said(shown)
        self._sign.show_icon(icon, tone)
        self.set_tone(tone if tone in ("ok", "warn", "bad") else "sunken")
        self._large.show_text(words if large else "", tone=tone)
        self._large.setVisible(large)
        self._words.show_text("" if large else words)
        self._words.setVisible(not large)
        self._more.show_text(more)
        self._more.setVisible(bool(more))
        self.spoken = f"{words} {more}".strip()
        self.setAccessibleName(self.spoken)


def _said(shown: HandOver) -> tuple[str, str, str, str, bool]:
    """Return icon, tone, words, what follows them, and whether they are said in large letters."""
    if shown.stage is Stage.FAILED:
        return "error", "bad", shown.problem, shown.hint, False
    if shown.stage is Stage.DONE:
        words = _("Done. You may remove the stick") if shown.on_stick else _("Done")
        return "ok", "ok", words, _("Everything was read back and is the same, byte for byte."), True
    if shown.stage is Stage.NEXT_STICK:
        words = _("Put in stick {number} of {all}").format(number=shown.stick, all=shown.sticks)
        return "stick", "warn", words, _("You may remove the one before: what is on it was read back."), True
    if shown.stage in (Stage.RUNNING, Stage.PAUSED):
        words = _("Leave the stick in until this says you may remove it")
        return "hand", "warn", words if shown.on_stick else _("Leave the program open until this is done"), "", False
    packing = shown.stage is Stage.PACKING
    if packing or shown.medium is not None:
        return "package" if packing else "stick", "text2", _("Nothing is written yet"), "", False
    words = _("Put in a stick, or choose where it goes") if shown.on_stick else _("Choose where it goes")
    return "stick", "text2", words, "", False
