"""The head of Insights: which cohort, how many are counted, which view, whom of it, and what can be printed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from certdesk.actions.insights_documents import InsightDocument
from certdesk.core.bank_words import language_words
from certdesk.core.insights.figures import Filter
from certdesk.core.insights.sentences import people_counted
from certdesk.core.words import _
from certdesk.ui.screens.insights.desk import InsightsDesk
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.text_box import Wrong

CSV, PAGE = "csv", InsightDocument.PAGE.value
_WIDEST = 230


class InsightsHead(QWidget):
    """``view_chosen(key)``, ``cohort_chosen(id)``, ``print_asked(document or csv)``."""

    view_chosen = Signal(str)
    cohort_chosen = Signal(str)
    print_asked = Signal(str)

    def __init__(self, tools: Tools, desk: InsightsDesk, views: tuple[Choice, ...]) -> None:
        super().__init__()
        self._tools, self._desk, theme = tools, desk, tools.theme
        self.setObjectName("insightsHead")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._which = _combo(tools, _("Cohort"), "insightsCohort")
        self._which.chosen.connect(self.cohort_chosen)
        self._count = label("", "body", "text2", name="insightsCount")
        self._chip = Chip(theme, _("Not released"), "warn")
        self._chip.setToolTip(_("Results that candidates do not know yet are counted. Do not pass this on."))
        self._chip.setObjectName("notReleased")
        self._chip.hide()
        self.views = Segment(theme, views)
        self.views.setObjectName("insightsViews")
        self.views.chosen.connect(self.view_chosen)
        self._subject = _combo(tools, _("Subject"), "insightsSubject")
        self._more = icon_button(theme, "filter", _("School and language"), kind="secondary")
        self._more.setObjectName("insightsFilter")
        self._more.setCheckable(True)
        self._print = button(theme, _("Print"), icon="printer")
        self._print.setObjectName("insightsPrint")
        self._print.clicked.connect(self.open_print)
        self._school = _combo(tools, _("School"), "insightsSchool")
        self._language = _combo(tools, _("Language"), "insightsLanguage")
        self._everything = Switch(theme, _("Count results that are not released"))
        self._everything.setObjectName("insightsEverything")
        self._clear = button(theme, _("All teachers"), kind="link", size="line")
        self._clear.setObjectName("insightsClear")
        self._wrong = Wrong(theme)
        self._wrong.setObjectName("insightsWrong")
        self._strip = self._make_strip()
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        for combo in (self._subject, self._school, self._language):
            combo.chosen.connect(self._on_filter)
        self._more.toggled.connect(self._strip.setVisible)
        self._everything.toggled.connect(lambda on: desk.count_everything(everything=on))
        self._clear.clicked.connect(lambda: desk.filter_by(Filter()))
        desk.told.connect(self.renew)
        desk.counting.connect(lambda: self._wrong.show_wrong(""))
        desk.refused.connect(self._on_refused)
        theme.changed.connect(self._fit)

    def renew(self) -> None:
        """Show which cohort it is and what may be chosen of it."""
        cohorts, cohort = self._desk.cohorts(), self._desk.cohort
        several = len(cohorts) > 1
        programmes = len({one.programme for one in cohorts}) > 1
        names = (f"{one.name} · {one.programme}" if programmes else one.name for one in cohorts)
        # Isolated, so that “2026 B” reads the same in a window that runs from right to left.
        words = tuple((one.id, f"\u2068{name}\u2069") for one, name in zip(cohorts, names, strict=True))
        self._which.show_choices(words, cohort.id if cohort else "")
        self._which.setVisible(several)
        told = self._desk.now
        self._print.setEnabled(told is not None and not told.figures.hidden)
        if told is None:
            self._count.setText("" if several or cohort is None else _("Cohort {name}").format(name=cohort.name))
            return
        figures = told.figures
        counted = people_counted(figures)
        alone = _("Cohort {name}, {count}").format(name=figures.cohort, count=counted)
        self._count.setText(counted if several else alone)
        self._chip.setVisible(not figures.released and bool(figures.people))
        self._show_filter(figures.subjects, figures.schools, figures.languages)
        self._everything.show_on(on=self._desk.everything)
        self._fit()

    def open_print(self) -> QMenu:
        """Show what can be printed and saved."""
        menu = QMenu(self)
        menu.setObjectName("printMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in printable():
            if key == CSV:
                menu.addSeparator()
            action = menu.addAction(words, partial(self.print_asked.emit, key))
            action.setObjectName(f"print-{key}")
        menu.popup(self._print.mapToGlobal(QPoint(0, self._print.height() + 4)))
        return menu

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider of the two lines."""
        wide = max(self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(wide + 48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line when one is too short."""
        super().resizeEvent(event)
        self._fit()

    def _show_filter(self, subjects: tuple[str, ...], schools: tuple[str, ...], languages: tuple[str, ...]) -> None:
        chosen = self._desk.chosen
        plain = [(one, one) for one in subjects], [(one, one) for one in schools]
        self._subject.show_choices((("", _("All subjects")), *plain[0]), chosen.subject)
        self._school.show_choices((("", _("All schools")), *plain[1]), chosen.school)
        tongues = ((one, language_words(one)) for one in languages)
        self._language.show_choices((("", _("All languages")), *tongues), chosen.language)
        self._clear.setVisible(bool(chosen))
        if (chosen.school or chosen.language or self._desk.everything) and not self._more.isChecked():
            self._more.setChecked(True)

    def _on_filter(self, _key: str) -> None:
        wanted = replace(
            self._desk.chosen,
            subject=self._subject.current(),
            school=self._school.current(),
            language=self._language.current(),
        )
        self._desk.filter_by(wanted)

    def _on_refused(self, why: str) -> None:
        self.renew()
        self._more.setChecked(True)
        self._wrong.show_wrong(why)

    def _make_strip(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("insightsStrip")
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._school, self._language, self._clear):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(label(_("Count results that are not released"), "small", "text2"))
        row.addWidget(self._everything)
        column = QVBoxLayout(strip)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._wrong)
        strip.hide()
        return strip

    def _build(self) -> None:
        self._first, self._second = QWidget(), QWidget()
        groups = (
            (self._first, (label(_("Insights"), "title"), self._which, self._count, self._chip)),
            (self._second, (self.views, self._subject, self._more, self._print)),
        )
        for group, parts in groups:
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self._lines.setSpacing(8)
        self._lines.addWidget(self._first)
        self._lines.addStretch(1)
        self._lines.addWidget(self._second)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 4)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self._strip)

    def _fit(self) -> None:
        for combo in (self._which, self._subject, self._school, self._language):
            combo.setMaximumWidth(self._tools.theme.px(_WIDEST))
        wanted = self._first.minimumSizeHint().width() + self._second.minimumSizeHint().width() + 64
        narrow = self.width() < wanted
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._lines.direction() != way:
            self._lines.setDirection(way)
            self.updateGeometry()


def printable() -> tuple[tuple[str, str], ...]:
    """Return what can be printed or saved, with its words."""
    return (
        (InsightDocument.REPORT.value, _("Cohort report…")),
        (InsightDocument.BRIEF.value, _("Resource brief for funders…")),
        (InsightDocument.SUMMARY.value, _("Directors’ summary…")),
        (PAGE, _("Coordinator’s page…")),
        (CSV, _("All figures as CSV…")),
    )


def _combo(tools: Tools, what: str, name: str) -> ComboBox:
    made = ComboBox(tools.theme, what)
    made.setObjectName(name)
    made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumContentsLength(8)
    return made
