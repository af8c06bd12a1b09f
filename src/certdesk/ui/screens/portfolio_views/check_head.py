"""Above the findings: how the portfolio stands, which codes threaten, and what can be done for all files at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.fields import shown
from certdesk.core.preflight import RepairKind, Severity
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.portfolio_views.finding_rows import summary_words
from certdesk.ui.screens.portfolio_views.portfolio_facts import AT_ONCE, PortfolioFacts
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.paragraph import Paragraph


class CheckHead(QWidget):
    """Says what is asked for; ``all_asked(kind)`` is for a repair of many files."""

    look_asked = Signal()
    stop_asked = Signal()
    list_asked = Signal()
    table_asked = Signal()
    all_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._words = Paragraph(theme, role="heading")
        self._words.setObjectName("standing")
        self._detail = Paragraph(theme, role="small", tone="text2")
        self._detail.setObjectName("lookDetail")
        self._chips = QWidget()
        self._chip_row = FlowLayout(6)
        self._chips.setLayout(self._chip_row)
        self._look = button(theme, _("Look through"), kind="primary")
        self._stop = button(theme, _("Stop"), kind="secondary")
        self._list = button(theme, _("Fix list…"), icon="printer")
        self._table = button(theme, _("Save as a table…"), kind="quiet")
        for one, name, signal in (
            (self._look, "lookThrough", self.look_asked),
            (self._stop, "stopLooking", self.stop_asked),
            (self._list, "fixList", self.list_asked),
            (self._table, "findingsTable", self.table_asked),
        ):
            one.setObjectName(name)
            one.clicked.connect(lambda _on=False, signal=signal: signal.emit())
        self._list.setToolTip(_("One page for the teacher: what to put right, in plain words"))
        self._all = QWidget()
        self._all_row = FlowLayout(8)
        self._all.setLayout(self._all_row)
        self._build()

    def show_facts(self, facts: PortfolioFacts) -> None:
        """Show how a portfolio stands."""
        told = facts.told
        stops = any(one.severity is Severity.STOP for one in told.findings)
        tone = "bad" if stops else "warn" if told.findings else "text2" if facts.waiting else "ok"
        self._words.show_text(summary_words(told), tone=tone)
        self._show_chips(told.predicted_codes)
        self._show_all(facts)
        self._look.setVisible(bool(facts.waiting))
        self._stop.hide()
        self._deeds.setVisible(bool(facts.waiting))
        self._list.setEnabled(bool(facts.items))
        self._tell(facts)

    def show_looking(self, done: int, total: int, title: str) -> None:
        """Show how far looking through is."""
        self._look.hide()
        self._stop.show()
        self._deeds.show()
        text = _("Looking through: {done} of {total}").format(done=done, total=total)
        self._detail.show_text(f"{text}, {title}" if title else text)
        self._detail.show()

    @property
    def papers(self) -> tuple[QWidget, QWidget]:
        """The buttons that save a fix list and a table, to be put where there is room."""
        return self._list, self._table

    def _tell(self, facts: PortfolioFacts) -> None:
        said = []
        if facts.waiting:
            text = ngettext(
                "{count} file was not looked at yet.", "{count} files were not looked at yet.", facts.waiting
            )
            said.append(text.format(count=facts.waiting))
        elif not facts.told.complete:
            said.append(_("Not every file could be looked at."))
        if facts.begun:
            said.append(_("Somebody has begun to assess this portfolio, so its files stay as they are."))
        self._detail.show_text(" ".join(said))
        self._detail.setVisible(bool(said))

    def _show_chips(self, codes: tuple[str, ...]) -> None:
        empty(self._chip_row)
        for code in codes:
            chip = Chip(self._theme, code, "bad", icon="error")
            chip.setToolTip(_("An assessor would have to give this code."))
            chip.setAccessibleName(_("An assessor would have to give {code}.").format(code=code))
            self._chip_row.addWidget(chip)
        self._chips.setVisible(bool(codes))

    def _show_all(self, facts: PortfolioFacts) -> None:
        empty(self._all_row)
        found = {kind: facts.with_repair(kind) for kind in AT_ONCE}
        for kind, findings in found.items():
            if len(findings) > 1:
                names = ", ".join(shown(facts.items[one.item_id].title) for one in findings)
                self._all_row.addWidget(self._all_button(kind, all_words(kind, len(findings)), names))
        if facts.large:
            self._all_row.addWidget(
                self._all_button(RepairKind.SMALLER, all_words(RepairKind.SMALLER, facts.large), "")
            )
        self._all.setVisible(bool(self._all_row.count()))

    def _all_button(self, kind: RepairKind, words: str, tip: str) -> Button:
        made = button(self._theme, words, size="small")
        made.setObjectName(f"all-{kind.value}")
        made.setToolTip(tip)
        made.clicked.connect(lambda: self.all_asked.emit(kind.value))
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._chips)
        column.addWidget(self._detail)
        deeds = QWidget()
        row = FlowLayout(8)
        deeds.setLayout(row)
        for one in (self._look, self._stop):
            row.addWidget(one)
        column.addWidget(deeds)
        column.addWidget(self._all)
        self._deeds = deeds


def all_words(kind: RepairKind, count: int) -> str:
    """Say what is done to how many files at once."""
    words = {
        RepairKind.ROTATE: ngettext("Turn {count} file", "Turn {count} files", count),
        RepairKind.STRIP: ngettext(
            "Take place and author out of {count} file", "Take place and author out of {count} files", count
        ),
        RepairKind.RENAME: ngettext("Rename {count} file", "Rename {count} files", count),
        RepairKind.SMALLER: ngettext(
            "Make {count} large video smaller", "Make all {count} large videos smaller", count
        ),
    }
    return words[kind].format(count=count)
