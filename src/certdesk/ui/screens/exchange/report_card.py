"""What became of an intake: taken in, left out with the reason, still to decide; to be printed and kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.core.intake_report import Became, FileBecame, IntakeReport
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.exchange.words import names_in_short
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.cell import Cell
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.table import TableView

_WIDTHS: tuple[int | None, ...] = (150, 118, 170, None)
_EXPENDABLE, _LEAST = (2,), 150
_LOOKS = {
    Became.DECIDE: "warn",
    Became.UNFINISHED: "warn",
    Became.FAILED: "bad",
    Became.NEW: "ok",
    Became.UPDATED: "ok",
    Became.SAME: "neutral",
    Became.LEFT_OUT: "neutral",
}


def became_words(became: Became) -> str:
    """Say in a word or two what became of a portfolio."""
    words = {
        Became.DECIDE: _("To decide"),
        Became.UNFINISHED: _("Not finished"),
        Became.FAILED: _("Can't come in"),
        Became.NEW: _("Taken in"),
        Became.UPDATED: _("Renewed"),
        Became.SAME: _("Was here"),
        Became.LEFT_OUT: _("Left out"),
    }
    return words[became]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One row: what it is about, its state in words, the kind of chip, whose, why, and the portfolio's id if here."""

    about: str
    state: str
    chip: str
    whose: str
    why: str
    portfolio_id: str = ""


class ReportTable(RowTable[ReportLine]):
    """Pure adapter; what went wrong stands first."""

    def show_report(self, report: IntakeReport) -> None:
        """Replace what is shown."""
        self._replace(report_lines(report))

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("What"), _("State"), _("Whose"), _("More"))

    def tip(self, row: ReportLine, column: int) -> str:
        """Return what may be cut, whole."""
        return {0: row.about, 2: row.whose, 3: row.why}.get(column, "")

    def cell(self, row: ReportLine, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (
            Cell(row.about, weight=600),
            Cell(row.state, chip=row.chip),
            Cell(row.whose),
            Cell(row.why, tone="text2"),
        )
        return cells[column]


def report_lines(report: IntakeReport) -> tuple[ReportLine, ...]:
    """Return the rows of a report: portfolios by what became of them, and each file that stayed out before the rest."""
    order = list(Became)
    rows: list[tuple[int, ReportLine]] = []
    for one in report.portfolios:
        kept = sum(file.became is not FileBecame.SKIPPED for file in one.files)
        files = ngettext("{count} file", "{count} files", kept).format(count=kept)
        why = " ".join(one.notes) or files
        whose = one.name or one.title
        row = ReportLine(one.code, became_words(one.became), _LOOKS[one.became], whose, why, one.portfolio_id)
        rows.append((order.index(one.became), row))
    stays = order.index(Became.FAILED)
    for code, file in report.left_out():
        name = f"{code}: {file.name}" if code else file.name
        rows.append((stays, ReportLine(name, _("Stays outside"), "bad", "", file.reason)))
    return tuple(row for _place, row in sorted(rows, key=lambda each: each[0]))


def report_heading(report: IntakeReport) -> str:
    """Say in one line how it went."""
    parts = []
    fresh = len(report.with_state(Became.NEW))
    renewed = len(report.with_state(Became.UPDATED))
    same = len(report.with_state(Became.SAME))
    open_ones = len(report.with_state(Became.DECIDE, Became.UNFINISHED))
    if fresh:
        parts.append(ngettext("{count} portfolio taken in", "{count} portfolios taken in", fresh).format(count=fresh))
    if renewed:
        parts.append(ngettext("{count} renewed", "{count} renewed", renewed).format(count=renewed))
    if same:
        parts.append(ngettext("{count} was here already", "{count} were here already", same).format(count=same))
    if open_ones:
        parts.append(ngettext("{count} still open", "{count} still open", open_ones).format(count=open_ones))
    return ", ".join(parts) or _("Nothing was taken in")


class ReportCard(Card):
    """``print_asked()``, ``save_asked()``, ``opened(portfolio_id)`` and ``closed()``."""

    print_asked = Signal()
    save_asked = Signal()
    opened = Signal(str)
    closed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("report")
        self._theme = theme
        self._from = FileName(theme, tone="text2")
        self._sign = IconView(theme, "ok", "ok")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("reportHeading")
        self._ended = Paragraph(theme, tone="warn")
        self._ended.setObjectName("reportEnded")
        self.model = ReportTable()
        self.table = TableView(theme, row_height=38)
        self.table.setObjectName("reportTable")
        self.table.setAccessibleName(_("What became of each"))
        self.table.setModel(self.model)
        self.table.set_columns(_WIDTHS)
        self._print = button(theme, _("Print…"), kind="quiet", icon="printer")
        self._save = button(theme, _("Save as a table…"), kind="quiet", icon="list")
        self._close = button(theme, _("Done"), kind="primary")
        named = ((self._print, "printReport"), (self._save, "saveReport"), (self._close, "closeReport"))
        for part, name in named:
            part.setObjectName(name)
        self._print.clicked.connect(self.print_asked)
        self._save.clicked.connect(self.save_asked)
        self._close.clicked.connect(self.closed)
        self.table.row_opened.connect(self._on_opened)
        self._build()

    def show_report(self, report: IntakeReport) -> None:
        """Show a report."""
        self._from.show_text(report.title or report.source)
        kind = "ok" if report.is_whole else "warning"
        self._sign.show_icon(kind, "ok" if report.is_whole else "warn")
        self._heading.show_text(report_heading(report))
        self._ended.show_text(report.ended)
        self._ended.setVisible(bool(report.ended))
        self.model.show_report(report)
        left = tuple(file.name for _code, file in report.left_out())
        told = _("Left out: {names}").format(names=names_in_short(left, len(left))) if left else ""
        self.setAccessibleName(f"{report_heading(report)}. {told}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out whose it is where it is narrow."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._theme, self.table, _WIDTHS, _EXPENDABLE, _LEAST)

    def take_keyboard(self) -> None:
        """Put the keyboard where it goes on."""
        self._close.setFocus()

    def _on_opened(self, row: int) -> None:
        found = self.model.row(row)
        if found is not None and found.portfolio_id:
            self.opened.emit(found.portfolio_id)

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._from, self._heading, self._ended):
            words.addWidget(part)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 10, 16, 10)
        foot.setSpacing(4)
        foot.addWidget(self._print)
        foot.addWidget(self._save)
        foot.addStretch(1)
        foot.addWidget(self._close)
        self.body.addLayout(foot)
        self.table.setMinimumHeight(self._theme.px(160))
