"""Handing results over: what goes along, what it holds and what stays behind, onto which stick, and how far it is."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.handing_over_results import hand_overs_of
from certdesk.core.words import _, ngettext
from certdesk.exchange.media import list_media
from certdesk.store.rubrics import load_rubric
from certdesk.ui.models.item_table import size_words
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage, figure_words
from certdesk.ui.screens.exchange.hand_over_banner import HandOverBanner
from certdesk.ui.screens.exchange.media_watch import MediaWatch
from certdesk.ui.screens.exchange.medium_view import MediumView
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.results.hand_flow import HandFlow, Preview
from certdesk.ui.screens.results.hand_form import HandForm
from certdesk.ui.screens.results.handed_table import HandedTable
from certdesk.ui.screens.results.keys_panel import KeysPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.progress_bar import ProgressBar
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.table import TableView

_FORM, _KEYS, _NAMED = 372, 440, 6


class HandPage(QWidget):
    """The choices on one side, what comes of them on the other, earlier hand-overs below."""

    def __init__(self, tools: Tools, desk: ResultsDesk) -> None:
        super().__init__()
        theme, self._tools, self._desk = tools.theme, tools, desk
        self.form = HandForm(theme)
        self.keys = KeysPanel(tools, "hand")
        self.flow = HandFlow(tools, self.keys)
        self.watch = MediaWatch(self, list_media)
        self._sums = Paragraph(theme, role="label")
        self._sums.setObjectName("handSums")
        self._left_out = card(tone="warn", name="handLeftOut")
        self._left = Paragraph(theme, role="small")
        self._left_out.body.addWidget(self._left)
        self._tables = QGridLayout()
        self._needed = Paragraph(theme, role="small", tone="text2")
        self._needed.setObjectName("handNeeded")
        self.medium = MediumView(theme)
        self._bar = ProgressBar(theme, _("Written and read back"))
        self._figure = Paragraph(theme, role="small", tone="text2")
        self._figure.setObjectName("handFigure")
        self.banner = HandOverBanner(theme)
        self._go = button(theme, _("Hand over"), kind="primary", size="large", icon="stick")
        self._go.setObjectName("handGo")
        self._pause = button(theme, _("Pause"))
        self._pause.setObjectName("handPause")
        self._stop = button(theme, _("Stop"), kind="danger")
        self._stop.setObjectName("handStop")
        self._divider = line()
        self._before = label(_("Handed over before"), "label")
        self.model = HandedTable()
        self.table = TableView(theme, row_height=36)
        self.table.setObjectName("handedBefore")
        self.table.setAccessibleName(_("Handed over before"))
        self.table.setModel(self.model)
        self.table.set_columns((150, 170, 90, 90, None))
        self._build()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()

    def show_cohort(self) -> None:
        """Show what could be handed over of the cohort now."""
        cohort, workspace = self._desk.cohort, self._tools.session.workspace
        if cohort is None:
            return
        self.keys.show_desk("")
        self.keys.mine.show_needed(_("Your key"), _("Signs what is handed over."))
        self.form.show_rubric(load_rubric(workspace.db, cohort.rubric))
        rows = hand_overs_of(workspace, cohort)
        self.model.show_rows(rows)
        for part in (self._divider, self._before, self.table):
            part.setVisible(bool(rows))
        self._dress()
        if self.flow.stage is not Stage.DONE:
            self._on_wished()
        self._show_flow(self.flow.view())

    def begin(self) -> None:
        """Begin another one where the last is done, and take the keyboard."""
        if self.flow.stage is Stage.DONE:
            self.flow.again()
        self.form.begin()

    def _on_wished(self) -> None:
        cohort = self._desk.cohort
        if cohort is None or self.flow.running:
            return
        if self.flow.stage is Stage.DONE:
            self.flow.again()
        self.flow.wish(cohort, self.form.choice())
        self._tell_go()

    def _show_preview(self, found: Preview) -> None:
        head = found.plan.draft.head
        text = ngettext(
            "{count} candidate, {reports} reports, {certificates} certificates",
            "{count} candidates, {reports} reports, {certificates} certificates",
            head.candidates,
        )
        self._sums.show_text(text.format(count=head.candidates, reports=head.reports, certificates=head.certificates))
        told = []
        if found.plan.left_out:
            left = ngettext(
                "{count} candidate is left out: the result is not released.",
                "{count} candidates are left out: their results are not released.",
                found.plan.left_out,
            )
            told.append(left.format(count=found.plan.left_out))
        without = found.plan.without_report
        if without:
            named = ", ".join(without[:_NAMED]) + (" …" if len(without) > _NAMED else "")
            text = ngettext("{count} has no signed report here: {codes}", "{count} have no signed report here: {codes}",
                            len(without))  # fmt: skip
            told.append(text.format(count=len(without), codes=named))
        if found.plan.choice.pseudonymised:
            told.append(_("Names, codes, texts and signed documents stay here."))
        self._left.show_text("\n".join(told))
        self._left_out.setVisible(bool(told))
        empty(self._tables)
        for column, words in enumerate((_("Table"), _("Rows"), _("Columns"))):
            self._tables.addWidget(label(words, "column", "text2"), 0, column)
        for row, (name, rows, columns) in enumerate(found.tables, 1):
            for column, words in enumerate((name, str(rows), str(columns))):
                self._tables.addWidget(label(words, "small", "text" if not column else "text2"), row, column)
        text = _("About {size}. As CSV, a workbook, JSON and Parquet, with a page for any browser; signed at the end.")
        self._needed.show_text(text.format(size=size_words(found.plan.needed)))
        self._tell_go()

    def _refused(self, sentence: str) -> None:
        self._sums.show_text(_("Nothing can be handed over"))
        self._left.show_text(sentence)
        self._left_out.show()
        empty(self._tables)
        self._needed.show_text("")
        self._tell_go()

    def _show_flow(self, shown: HandOver) -> None:
        self.medium.show_medium(shown)
        busy = shown.stage in (Stage.RUNNING, Stage.PAUSED)
        self.banner.show_stage(shown)
        self.banner.setVisible(busy or shown.stage in (Stage.DONE, Stage.FAILED))
        for part in (self._bar, self._figure, self._pause, self._stop):
            part.setVisible(busy)
        if shown.work:
            percent, beside, _below = figure_words(shown)
            self._bar.show_share(shown.share)
            self._figure.show_text(f"{percent} {beside}")
        elif busy:
            self._bar.show_share(0.0)
            self._figure.show_text(_("The tables are made."))
        self._pause.set_words(_("Go on") if shown.stage is Stage.PAUSED else _("Pause"))
        self.form.setEnabled(not busy)
        self.keys.setVisible(not busy)
        self._go.setVisible(not busy)
        words = {Stage.DONE: _("Hand over once more"), Stage.FAILED: _("Try again")}
        self._go.set_words(words.get(shown.stage, _("Hand over")))
        self._tell_go()

    def _tell_go(self) -> None:
        self._go.setEnabled(self.flow.stage is Stage.DONE or self.flow.can_go)

    def _on_go(self) -> None:
        if self.flow.stage is Stage.DONE:
            self.flow.again()
            self.flow.offer(self.watch.media)
        else:
            self.flow.start()

    def _on_other(self) -> None:
        folder = self._tools.dialogs.choose_folder(_("Choose a stick or a folder"))
        if folder is not None:
            self.flow.choose_folder(folder)

    def _connect(self) -> None:
        self.form.wished.connect(self._on_wished)
        self.watch.changed.connect(self.flow.offer)
        self.medium.other_asked.connect(self._on_other)
        self.flow.previewed.connect(self._show_preview)
        self.flow.refused.connect(self._refused)
        self.flow.shown.connect(self._show_flow)
        self.flow.ended.connect(self.show_cohort_before)
        self.keys.given.connect(self._on_go)
        self._go.clicked.connect(self._on_go)
        self._pause.clicked.connect(self.flow.pause)
        self._stop.clicked.connect(self.flow.stop)

    def show_cohort_before(self) -> None:
        """Show the list of earlier hand-overs anew."""
        cohort = self._desk.cohort
        if cohort is not None:
            rows = hand_overs_of(self._tools.session.workspace, cohort)
            self.model.show_rows(rows)
            for part in (self._divider, self._before, self.table):
                part.setVisible(bool(rows))
            self._dress()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more while nobody sees it."""
        super().hideEvent(event)
        self.flow.rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the choices give way in narrow windows."""
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        px = self._tools.theme.px
        self._side.setFixedWidth(side_width(self._tools.theme, _FORM, self.width()))
        self.keys.setMaximumWidth(px(_KEYS))
        self.table.setFixedHeight(px(34) + px(36) * min(4, max(1, self.model.rowCount())) + 2)

    def _build(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(12, 0, 8, 16)
        side.addWidget(from_the_top(self.form))
        made = QVBoxLayout()
        made.setContentsMargins(4, 4, 20, 16)
        made.setSpacing(10)
        self._tables.setHorizontalSpacing(24)
        self._tables.setVerticalSpacing(2)
        self._tables.setColumnStretch(3, 1)
        place = card(name="handPlace")
        place.set_flush()
        place.body.addWidget(self.medium)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.setContentsMargins(4, 4, 20, 12)
        for part in (self._go, self._pause, self._stop):
            foot.addWidget(part)
        foot.addStretch(1)
        above: tuple[QWidget, ...] = (self._sums, self._left_out)
        below: tuple[QWidget, ...] = (
            self._needed, place, self._bar, self._figure, self.banner, self.keys, self._divider, self._before,
            self.table,
        )  # fmt: skip
        for shown in above:
            made.addWidget(shown)
        made.addLayout(self._tables)
        for shown in below:
            made.addWidget(shown)
        inner = QWidget()
        inner.setLayout(made)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(from_the_top(inner), 1)
        right.addWidget(line())
        right.addLayout(foot)
        row.addLayout(right, 1)
