"""Portfolios from elsewhere before they come in: what it is, who is in it, what is new, what is doubtful."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.previewing_intake import SYSTEMS, IntakePreview, PreviewPortfolio, Standing
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.foot_row import FootRow
from certdesk.ui.screens.exchange.intake_detail import IntakeDetail
from certdesk.ui.screens.exchange.intake_table import EXPENDABLE, LEAST, WIDTHS, IntakeTable, standing_words
from certdesk.ui.screens.narrow import fit_columns
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_ALL = "all"


class IntakeCard(Card):
    """``taken()``, ``discarded()``, ``decided(Decision)``, ``selected(key, on)`` and ``left_out_asked()``."""

    taken = Signal()
    discarded = Signal()
    decided = Signal(object)
    selected = Signal(str, bool)
    left_out_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("intake")
        self._theme = theme
        self._preview: IntakePreview | None = None
        self._from = FileName(theme, tone="text2")
        self._from.setObjectName("intakeFrom")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("intakeHeading")
        self._doubtful = Chip(theme, "", "warn", icon="warning")
        self._left_out = button(theme, "", kind="quiet", size="small", icon="info")
        self._left_out.setObjectName("intakeLeftOut")
        choices = (Choice(_ALL, ""), *(Choice(each.value, "") for each in Standing))
        self._filter = Segment(theme, choices, _ALL)
        self._filter.setObjectName("intakeFilter")
        self.model = IntakeTable()
        self.table = _Table(theme, row_height=46)
        self.table.setObjectName("intakeTable")
        self.table.setAccessibleName(_("Portfolios that were found"))
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS)
        self._detail = IntakeDetail(theme)
        self._note = Paragraph(theme, role="small", tone="text2")
        self._note.setObjectName("intakeNote")
        self._discard = button(theme, _("Discard"))
        self._discard.setObjectName("discardIntake")
        self._take = button(theme, "", kind="primary")
        self._take.setObjectName("takeIntake")
        self._build()
        self._connect()

    def show_preview(self, preview: IntakePreview) -> None:
        """Show what would come in; the same intake decided otherwise keeps its place in the list."""
        fresh = self._preview is None or self._preview.source != preview.source
        self._preview = preview
        self._from.show_text(f"{_(SYSTEMS[preview.system])}: {preview.title or preview.source}")
        count = len(preview.portfolios)
        self._heading.show_text(ngettext("{count} portfolio", "{count} portfolios", count).format(count=count))
        open_ones = len(preview.to_decide)
        words = ngettext("{count} to decide", "{count} to decide", open_ones).format(count=open_ones)
        self._doubtful.show_chip(words, "warn", "warning")
        self._doubtful.setVisible(bool(open_ones))
        missed = sum(not one.expected for one in preview.skipped)
        words = ngettext("{count} file can't come in", "{count} files can't come in", missed).format(count=missed)
        self._left_out.set_words(words)
        self._left_out.setVisible(bool(missed))
        if fresh:
            wanted = Standing.DOUBTFUL if preview.with_standing(Standing.DOUBTFUL) and count > _FEW else None
            self._filter.set_current(wanted.value if wanted else _ALL)
        self._show_rows()
        self._show_foot(preview, open_ones)
        if fresh and self.model.rowCount():
            self.table.set_current_row(0)

    def take_keyboard(self) -> None:
        """Put the keyboard into the list."""
        self.table.setFocus()

    def set_working(self, *, working: bool) -> None:
        """Offer nothing while it is being taken in."""
        for part in (self._take, self._discard, self._detail):
            part.setEnabled(not working)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where there is little room."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        fit_columns(self._theme, self.table, WIDTHS, EXPENDABLE, LEAST)

    def _current(self) -> PreviewPortfolio | None:
        return self.model.row(self.table.current_row())

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        every = self._preview.portfolios
        self._filter.set_words(_ALL, _("All {count}").format(count=len(every)))
        there = [_ALL]
        for standing in Standing:
            count = len(self._preview.with_standing(standing))
            self._filter.set_words(standing.value, f"{standing_words(standing)} {count}")
            if count:
                there.append(standing.value)
        self._filter.show_only(there)
        key = self._filter.current()
        self.model.show_rows(every if key == _ALL else self._preview.with_standing(Standing(key)))
        self._detail.show_portfolio(self._current())

    def _show_foot(self, preview: IntakePreview, open_ones: int) -> None:
        coming = sum(one.comes_in for one in preview.portfolios)
        words = ngettext("Take in {count} portfolio", "Take in {count} portfolios", coming)
        self._take.set_words(words.format(count=coming) if coming else _("Take in"))
        self._take.setEnabled(bool(coming))
        told = _("Nothing has changed yet.")
        if not coming:
            told = _("Nothing new is in it.") if not open_ones else _("Decide first what becomes of the doubtful ones.")
        elif open_ones:
            text = ngettext(
                "What is not decided stays outside: {count} portfolio. You can take the same file in again later.",
                "What is not decided stays outside: {count} portfolios. You can take the same file in again later.",
                open_ones,
            )
            told = text.format(count=open_ones)
        elif preview.size:
            told = f"{told} {_('{size} will be copied.').format(size=size_words(preview.size))}"
        self._note.show_text(told)

    def _on_key(self) -> None:
        if (one := self._current()) is not None:
            self.selected.emit(one.key, not one.selected)

    def _on_clicked(self, index: QModelIndex) -> None:
        one = self.model.row(index.row())
        if one is not None and index.column() == 0:
            self.selected.emit(one.key, not one.selected)

    def _on_filter(self, _key: str) -> None:
        self._show_rows()
        if self.model.rowCount():
            self.table.set_current_row(0)

    def _connect(self) -> None:
        self._filter.chosen.connect(self._on_filter)
        self.table.row_chosen.connect(lambda _row: self._detail.show_portfolio(self._current()))
        self.table.space_pressed.connect(self._on_key)
        self.table.clicked.connect(self._on_clicked)
        self._detail.decided.connect(self.decided)
        self._detail.selected.connect(self.selected)
        self._left_out.clicked.connect(self.left_out_asked)
        self._discard.clicked.connect(self.discarded)
        self._take.clicked.connect(self.taken)

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(12)
        head.addWidget(IconView(self._theme, "folder", "accent"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._from)
        words.addWidget(self._heading)
        head.addLayout(words, 1)
        for part in (self._left_out, self._doubtful):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(16, 0, 16, 10)
        across.addWidget(self._filter)
        across.addStretch(1)
        self.body.addWidget(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(line())
        self.body.addWidget(self._detail)
        self.body.addWidget(line())
        self.body.addWidget(FootRow(self._theme, self._note, self._discard, self._take))
        self.table.setMinimumHeight(self._theme.px(130))


_FEW = 8


class _Table(TableView):
    """Space lets the current portfolio in or leaves it out."""

    space_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space before the view would."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.space_pressed.emit()
            return
        super().keyPressEvent(event)
