"""Where teachers need help and what they are good at, beside the catalogue of what could help them."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.changes import Change, Kind
from certdesk.core.insights.figures import CohortFigures, CriterionFigures, Need
from certdesk.core.insights.sentences import few_people, percent, range_of
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.insights.catalogue_side import CatalogueSide
from certdesk.ui.screens.insights.desk import InsightsDesk, Told
from certdesk.ui.screens.insights.insights_pane import InsightsPane
from certdesk.ui.screens.insights.needs_card import hidden_words, need_part
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top, scrolling
from certdesk.ui.widgets.share_line import ShareLine

_WIDE, _LINE = 980, 420


class NeedsPane(InsightsPane):
    """The catalogue can be written while no result is there, too."""

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._sentence = Paragraph(theme, tone="text2")
        self._sentence.setObjectName("needsSentence")
        self._needs, self._strengths = QVBoxLayout(), QVBoxLayout()
        for column in (self._needs, self._strengths):
            column.setSpacing(14)
        needs, strengths = Card(_("Where help is needed most")), Card(_("Strengths"))
        needs.body.addLayout(self._needs)
        strengths.body.addLayout(self._strengths)
        self._cards = needs, strengths
        self._hidden = Paragraph(theme, role="small", tone="text2")
        self.catalogue = CatalogueSide(tools)
        self.catalogue.noticed.connect(self.noticed)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(12)
        for part in (self._sentence, needs, strengths, self._hidden):
            column.addWidget(part)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setContentsMargins(24, 4, 24, 16)
        self._both.setSpacing(16)
        self._left = from_the_top(left)
        self._both.addWidget(self._left, 5)
        self._both.addWidget(self.catalogue, 6)
        inner = QWidget()
        inner.setLayout(self._both)
        self.put_page(scrolling(inner))
        theme.changed.connect(self._fit)

    def nothing_yet(self) -> tuple[str, str]:
        """Say what will be here."""
        detail = _("When a cohort is released, this shows where teachers need help, and what could help them.")
        return _("No needs are known yet"), detail

    def unfinished(self) -> str:
        """Say that an offer is half written."""
        return _("The offer is not kept yet.") if self.catalogue.unfinished else ""

    def on_changed(self, change: Change) -> None:
        """Look again at the catalogue; needs come with the figures."""
        if change.kinds & Kind.INSIGHT:
            self.catalogue.renew()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the catalogue."""
        group = _("Insights")
        return (
            Command("insights.offer", _("New offer"), ("Ctrl+N",), self.catalogue.begin_new, group=group),
            Command("insights.offers.import", _("Import offers"), (), self.catalogue.bring, group=group),
        )

    def renew(self, params: dict[str, Any]) -> None:
        """Show needs where there are any; the catalogue is there before."""
        super().renew(params)
        told = self.desk.now
        known = told is not None and not told.figures.hidden
        for one in (*self._cards, self._hidden):
            one.setVisible(known)
        if not known:
            self._stack.setCurrentIndex(1)
            heading, detail = self.nothing_yet()
            heading = _("Counting…") if told is None and self.desk.is_counting else heading
            why = told.figures.hidden if told else ""
            self._sentence.show_text(f"{heading}. {why} {detail}".replace("….", "…"), bold=len(heading))
        self.catalogue.renew()
        if params.get("offer"):
            self.catalogue.show_offer(str(params["offer"]))
        self._fit()

    def show_told(self, told: Told, _params: dict[str, Any]) -> None:
        """Show needs and strengths."""
        figures = told.figures
        self._sentence.show_text(_first(figures))
        empty(self._needs)
        for at, need in enumerate(figures.needs):
            if at:
                self._needs.addWidget(line())
            self._needs.addWidget(self._need(figures, need))
        if not figures.needs:
            words = _("In no criterion is anybody below the standard.")
            self._needs.addWidget(Paragraph(self.tools.theme, words, tone="text2"))
        empty(self._strengths)
        for strength in figures.strengths:
            one = figures.criterion(strength.criterion)
            if one is not None:
                self._strengths.addWidget(strength_part(self.tools.theme, one))
        if not figures.strengths:
            words = _("The criteria are all among the needs above.")
            self._strengths.addWidget(Paragraph(self.tools.theme, words, role="small", tone="text2"))
        self._hidden.show_text(hidden_words(figures))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the catalogue below where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _need(self, figures: CohortFigures, need: Need) -> QWidget:
        part = need_part(self.tools.theme, need, _LINE)
        row = QHBoxLayout()
        add = button(self.tools.theme, _("Add an offer for {id}").format(id=need.criterion), kind="link", size="line")
        add.setObjectName(f"addOffer-{need.criterion}")
        asked = f"{figures.rubric.id}/{need.criterion}"
        add.clicked.connect(lambda: self.catalogue.begin_new(asked))
        row.addWidget(add)
        row.addStretch(1)
        inner = part.layout()
        if isinstance(inner, QVBoxLayout):
            inner.insertWidget(2, ShareLine(self.tools.theme, need.share, below=True))
            inner.addLayout(row)
        return part

    def _fit(self) -> None:
        px = self.tools.theme.px
        wide = self.width() >= px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != way:
            self._both.setDirection(way)
        for part in (self.catalogue, self._left):
            part.setMinimumHeight(0 if wide else px(320))


def strength_part(theme: ThemeSource, one: CriterionFigures) -> QWidget:
    """Return a criterion with the share that meets the standard."""
    part = QWidget()
    part.setObjectName(f"strength-{one.id}")
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = Paragraph(theme)
    name.show_text(f"{one.id}  {one.title}", bold=len(one.id))
    column.addWidget(name)
    share = one.at_standard
    if share is not None:
        text = _("{share} at standard or above ({range}, n = {n})")
        words = text.format(share=percent(share), range=range_of(share.interval), n=share.n)
        column.addWidget(label(words, "small", "text2"))
        column.addWidget(ShareLine(theme, share, below=False))
    return part


def _first(figures: CohortFigures) -> str:
    if not figures.needs:
        return _("In no criterion is anybody below the standard.")
    need = figures.needs[0]
    text = _("Most help is needed in {id} {title}: {share} of {n} teachers are below the standard.")
    said = text.format(id=need.criterion, title=need.title, share=percent(need.share), n=need.share.n)
    with_help = sum(bool(one.offers) for one in figures.needs)
    more = ngettext(
        "The catalogue has something for {count} of these {all} criteria.",
        "The catalogue has something for {count} of these {all} criteria.",
        with_help,
    ).format(count=with_help, all=len(figures.needs))
    return f"{said} {more} {few_people(figures)}".strip()
