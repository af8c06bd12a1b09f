"""How much assessors agree and how severe each is, in short; the page about it tells more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from certdesk.core.statistics.agreement import Agreement
from certdesk.core.statistics.results import NotComputed
from certdesk.core.statistics.severity import Severity
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.statistic_words import (
    ends,
    number_interval,
    number_words,
    plus_minus,
    share_interval,
    share_words,
)
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.whisker_chart import Whisker, WhiskerChart, WhiskerPlot

_SHOWN, _EACH, _AROUND = 4, 24, 84


class AgreementCard(Card):
    """``more_wanted``: somebody wants the whole page."""

    more_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("agreementCard")
        self._theme = theme
        self._count = label("", "small", "text3", name="doubleMarks")
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(12)
        self._numbers.setVerticalSpacing(4)
        self._severities: tuple[Severity, ...] = ()
        self._name_of: Callable[[str], str] = str
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._chart = WhiskerChart(theme, _("Severity"), least=_SHOWN)
        self._chart.setObjectName("severityChart")
        self._none = Paragraph(theme, role="small", tone="text2")
        self._none.setObjectName("noSeverity")
        self._more = button(theme, _("More"), kind="link", size="line")
        self._more.setObjectName("moreAgreement")
        self._more.setAccessibleName(_("More about agreement and severity"))
        self._more.clicked.connect(self.more_wanted)
        self._build()

    def show_counting(self) -> None:
        """Say that it is being counted."""
        self._count.setText(_("counting…"))

    def show_found(
        self, agreement: Agreement | None, severities: Sequence[Severity], name_of: Callable[[str], str]
    ) -> None:
        """Show what was found; None where nothing is marked twice."""
        self._show_numbers(agreement)
        self._severities, self._name_of = tuple(severities), name_of
        self._fit()
        self._none.show_text(_("Severity needs portfolios that two assessors marked."))
        self._none.setVisible(not severities)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as have room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.height() - self._theme.px(_AROUND)) // self._theme.px(_EACH)
        plot = severity_plot(_most_telling(self._severities, max(_SHOWN, room)), self._name_of)
        self._chart.show_plot(plot)
        self._chart.setVisible(bool(plot.rows))

    def _show_numbers(self, agreement: Agreement | None) -> None:
        n = agreement.n if agreement else 0
        self._count.setText(ngettext("{count} double mark", "{count} double marks", n).format(count=n))
        rows = (
            (share_words(agreement.exact), share_interval(agreement.exact)) if agreement else ("–", ""),
            (share_words(agreement.within_one), share_interval(agreement.within_one)) if agreement else ("–", ""),
            (number_words(agreement.alpha_ordinal), number_interval(agreement.alpha_ordinal))
            if agreement
            else ("–", ""),
        )
        for (value, interval), (shown, around) in zip(rows, self._labels, strict=True):
            shown.setText(value)
            around.setText(interval)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(_("Agreement"), "label"))
        head.addStretch(1)
        head.addWidget(self._more)
        left.addLayout(head)
        left.addWidget(self._count)
        left.addSpacing(4)
        left.addLayout(self._numbers)
        left.addStretch(1)
        for row, words in enumerate((_("Exact"), _("Within one"), _("α ordinal"))):
            shown, around = label("", "column"), label("", "small", "text3")
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            around.setAlignment(Qt.AlignmentFlag.AlignRight)
            shown.setObjectName(f"agreement-{row}")
            self._numbers.addWidget(label(words, "small", "text2"), row, 0)
            self._numbers.addWidget(shown, row, 1)
            self._numbers.addWidget(around, row, 2)
            self._labels.append((shown, around))
        self._numbers.setColumnStretch(0, 1)
        divider = QFrame()
        divider.setProperty("surface", "line")
        divider.setFixedWidth(1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(label(_("Severity"), "label"))
        right.addWidget(self._chart)
        right.addWidget(self._none)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 2)
        both.addWidget(divider)
        both.addLayout(right, 3)
        self.body.addLayout(both)


def severity_plot(severities: Sequence[Severity], name_of: Callable[[str], str]) -> WhiskerPlot:
    """Return severity as rows: left of the line harsher, right of it kinder than who marked the same."""
    return WhiskerPlot(tuple(_whisker(one, name_of(one.assessor)) for one in severities), _("harsher"), _("kinder"))


def _whisker(one: Severity, name: str) -> Whisker:
    n = _("n {count}").format(count=one.marks)
    found = one.difference
    if isinstance(found, NotComputed):
        return Whisker(name, note=f"{n}: {found.reason}", spoken=f"{name}: {found.reason}, {n}")
    low, high = ends(found)
    told = _("{name}: {value} of a level, {interval}, {n}")
    if low is None or high is None:
        interval = _("no interval")
    else:
        interval = _("{low} to {high}").format(low=plus_minus(low), high=plus_minus(high))
    spoken = told.format(name=name, value=plus_minus(found.value), interval=interval, n=n)
    note = n if low is not None else _("{n}, no interval").format(n=n)
    return Whisker(name, found.value, low, high, note, spoken)


def _most_telling(severities: Sequence[Severity], count: int) -> list[Severity]:
    """Keep those who differ most, in their order."""

    def far(one: Severity) -> float:
        return 0.0 if isinstance(one.difference, NotComputed) else abs(one.difference.value)

    most = sorted(severities, key=far, reverse=True)[:count]
    return [one for one in severities if one in most]
