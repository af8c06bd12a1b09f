"""How the season goes: signed of all, and one's own pace, with the number that it rests on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.looking import Worklist
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar


class SeasonCard(Card):
    """Numbers of a worklist."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(_("This season"))
        self._signed = label("", "figure", name="signed")
        self._of = label("", "body", "text2")
        self._bar = ProgressBar(theme)
        self._pace = Paragraph(theme, role="small", tone="text2")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._signed)
        row.addWidget(self._of)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self._pace)
        self.body.addLayout(column)

    def show_worklist(self, worklist: Worklist) -> None:
        """Show how much is signed, and the pace where enough was signed to know it."""
        total = len(worklist.rows)
        signed = sum(row.state == "signed" for row in worklist.rows)
        begun = sum(row.state in {"in_progress", "ready", "flagged"} for row in worklist.rows)
        self._signed.setText(str(signed))
        self._of.setText(_("of {total} signed").format(total=total))
        self._bar.show_share(signed / total if total else 0.0, (signed + begun) / total if total else 0.0)
        pace = worklist.pace
        if pace is None:
            self._pace.show_text(_("Your pace shows here once three portfolios are signed."))
            return
        text = _("Median {median} min each (n = {count}, {shortest} to {longest})")
        numbers = {"median": pace.median, "count": pace.count, "shortest": pace.shortest, "longest": pace.longest}
        self._pace.show_text(text.format(**numbers))
