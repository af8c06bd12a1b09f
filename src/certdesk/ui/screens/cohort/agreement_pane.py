"""Agreement and severity: a plain sentence first, then the numbers with n and interval, then the charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.cohort_statistics import Figures, what_figures_need, work_out
from certdesk.core.statistics.agreement import Agreement
from certdesk.core.statistics.agreement_words import alpha_in_words, kappa_in_words, plain_sentence
from certdesk.core.statistics.results import NotComputed, Proportion
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.agreement_card import severity_plot
from certdesk.ui.screens.cohort.agreement_table import CriterionTable, PairTable
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.drift_chart import DriftChart, drift_lines
from certdesk.ui.screens.cohort.statistic_words import (
    Found,
    number_interval,
    number_words,
    share_interval,
    share_words,
    why_not,
)
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.card import Card, card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.whisker_chart import WhiskerChart

_ROW = 34


class AgreementPane(CohortPane):
    """Counted off the GUI thread; what is shown says of how many double marks it stands."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._sentence = Paragraph(theme, role="heading")
        self._sentence.setObjectName("agreementSentence")
        self._more = Paragraph(theme, tone="text2")
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(20)
        self._numbers.setVerticalSpacing(6)
        self._criteria, self._pairs = CriterionTable(), PairTable()
        self._criterion_view = self._table(self._criteria, "agreementByCriterion", _("Agreement by criterion"))
        self._pair_view = self._table(self._pairs, "agreementByPair", _("Agreement by pair of assessors"))
        self._severity = WhiskerChart(theme, _("Severity"))
        self._severity.setObjectName("severityOfAll")
        self._drift = DriftChart(theme)
        self._drift.setObjectName("driftOverTime")
        self._drift_told = Paragraph(theme, role="small", tone="text2")
        self._error = Paragraph(theme)
        self._error.setObjectName("scoringError")
        self._nothing = Paragraph(theme, role="small", tone="text2")
        self._build()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Begin to count."""
        self._sentence.show_text(_("Counting…"))
        needed = what_figures_need(self.tools.session.workspace, standing.cohort, standing.cases)

        def done(figures: Figures) -> None:
            if self.desk.is_now(standing):
                self.show_figures(figures, standing)

        self.tools.jobs.start(
            _("Counting agreement"),
            lambda _progress: work_out(needed),
            done=done,
            failed=self.say_problem,
            matters=False,
            quiet=True,
        )

    def show_figures(self, figures: Figures, standing: Standing) -> None:
        """Show what was counted."""
        whole = figures.whole
        self._sentence.show_text(plain_sentence(whole))
        text = ngettext(
            "{count} of {marked} marked portfolios was marked by two.",
            "{count} of {marked} marked portfolios were marked by two.",
            figures.portfolios,
        )
        told = text.format(count=figures.portfolios, marked=figures.marked)
        own = _("Criteria with levels of their own stand by themselves: {names}.").format(
            names=", ".join(figures.own_levels)
        )
        words = (alpha_in_words(whole.alpha_ordinal), kappa_in_words(whole.kappa_quadratic), told)
        self._more.show_text(" ".join(part for part in (*words, own if figures.own_levels else "") if part))
        self._show_numbers(whole)
        titles = {one.id: one.title for one in figures.rubric.criteria}
        self._criteria.show_rows(tuple((key, titles[key], one) for key, one in figures.by_criterion.items()))
        names = standing.name_of
        pairs = ((names(one), names(other), found) for (one, other), found in figures.by_pair.items())
        self._pairs.show_rows(tuple(sorted(pairs, key=lambda row: -row[2].n)))
        for view in (self._criterion_view, self._pair_view):
            self._fit(view)
        plot = severity_plot(figures.severity, names)
        self._severity.show_plot(plot)
        self._severity.setVisible(bool(plot.rows))
        self._nothing.setVisible(not plot.rows)
        lines, reasons = drift_lines(figures.drift, names)
        self._drift.show_lines(lines)
        self._drift.setVisible(bool(lines))
        self._drift_told.show_text("\n".join(reasons))
        self._drift_told.setVisible(bool(reasons))
        self._show_error(figures)

    def _show_numbers(self, whole: Agreement) -> None:
        empty(self._numbers)
        heads = ("", _("Value"), _("95 % interval"), _("n"))
        for column, words in enumerate(heads):
            self._numbers.addWidget(label(words, "column", "text3"), 0, column)
        row = 1
        for words, found in _figures_in(whole):
            self._numbers.addWidget(label(words, "body", "text2"), row, 0)
            if isinstance(found, NotComputed):
                self._numbers.addWidget(Paragraph(self.tools.theme, why_not(found), role="small"), row, 1, 1, 3)
            else:
                is_share = isinstance(found, Proportion)
                value = share_words(found) if is_share else number_words(found)  # type: ignore[arg-type]
                around = share_interval(found) if is_share else number_interval(found)  # type: ignore[arg-type]
                shown = label(value, "name")
                shown.setObjectName(f"figure-{row}")
                self._numbers.addWidget(shown, row, 1)
                self._numbers.addWidget(label(around or _("none"), "small", "text2"), row, 2)
                self._numbers.addWidget(label(str(found.n), "small", "text3"), row, 3)
            row += 1
        self._numbers.setColumnStretch(0, 1)

    def _show_error(self, figures: Figures) -> None:
        found = figures.error
        if isinstance(found, NotComputed):
            self._error.show_text(f"{why_not(found)} {figures.band.sentence}")
            return
        text = _("One assessor’s score lies about {error} points from what another would give ({sem} SEM, n {count}).")
        told = text.format(error=f"{found.sem.value * 2**0.5:.2f}", sem=f"{found.sem.value:.2f}", count=found.sem.n)
        self._error.show_text(f"{told} {figures.band.sentence}")

    def _table(self, model: Any, name: str, what: str) -> TableView:  # noqa: ANN401 - either of two models
        view = TableView(self.tools.theme, row_height=_ROW)
        view.setObjectName(name)
        view.setAccessibleName(what)
        view.setModel(model)
        view.set_columns(model.widths)
        return view

    def _fit(self, view: TableView) -> None:
        model = view.model()
        rows = min(model.rowCount(), 12) if model is not None else 0
        view.setFixedHeight(view.horizontalHeader().height() + self.tools.theme.px(_ROW) * max(1, rows) + 2)

    def _build(self) -> None:
        first = card(name="agreementWhole")
        for part in (self._sentence, self._more):
            first.body.addWidget(part)
        numbers = Card(_("All criteria together"))
        numbers.body.addLayout(self._numbers)
        numbers.body.addStretch(1)
        by_criterion, by_pair = Card(_("By criterion")), Card(_("By pair of assessors"))
        by_criterion.body.addWidget(self._criterion_view)
        by_criterion.body.addStretch(1)
        by_pair.body.addWidget(self._pair_view)
        severity = Card(_("Severity, against who marked the same"))
        severity.body.addWidget(self._severity)
        severity.body.addWidget(self._nothing)
        severity.body.addStretch(1)
        self._nothing.show_text(_("Severity needs portfolios that two assessors marked."))
        drift = Card(_("Stricter or milder over time"))
        for one in (self._drift, self._drift_told):
            drift.body.addWidget(one)
        drift.body.addStretch(1)
        error = Card(_("How sure a score is"))
        error.body.addWidget(self._error)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(first)
        for pair in ((numbers, by_criterion), (severity, drift), (by_pair, error)):
            column.addLayout(_beside(pair))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(page))


def _beside(parts: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    for one in parts:
        row.addWidget(one, 1)
    return row


def _figures_in(whole: Agreement) -> tuple[tuple[str, Found | Proportion], ...]:
    return (
        (_("Exactly the same level"), whole.exact),
        (_("At most one level apart"), whole.within_one),
        (_("Cohen’s κ"), whole.kappa),
        (_("Cohen’s κ, linear weights"), whole.kappa_linear),
        (_("Cohen’s κ, quadratic weights"), whole.kappa_quadratic),
        (_("Gwet’s AC1"), whole.ac1),
        (_("Gwet’s AC2, quadratic weights"), whole.ac2_quadratic),
        (_("Krippendorff’s α, nominal"), whole.alpha_nominal),
        (_("Krippendorff’s α, ordinal"), whole.alpha_ordinal),
        (_("Krippendorff’s α, interval"), whole.alpha_interval),
        (_("ICC(2,1), one assessor’s mark"), whole.icc_single),
        (_("ICC(2,k), the mean of two"), whole.icc_mean),
    )
