"""The moderation sample: drawn by a recorded seed, looked at, and closed when the policy is met."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.cohorts import reopen_cohort
from certdesk.actions.marking_again import keep_marking_again, plan_marking_again, to_mark_again
from certdesk.actions.moderating import (
    Sample,
    SampleRow,
    close_moderation,
    draw_sample,
    light_of,
    new_seed,
    read_moderation,
    sample_of,
)
from certdesk.actions.moderation_looks import blind_looks, finish_look, give_verdict, look_blind
from certdesk.actions.moderation_reports import write_moderation_report
from certdesk.core.cohorts import CohortState
from certdesk.core.errors import CertDeskError
from certdesk.core.marks import Mark
from certdesk.core.moderation_light import Light, ModerationLight
from certdesk.core.words import _, ngettext
from certdesk.store.assessments import find_assessment
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.cohort.moderation_side import ModerationSide
from certdesk.ui.screens.cohort.moderation_table import LIGHT_WIDTHS, SAMPLE_WIDTHS, LightTable, SampleTable
from certdesk.ui.screens.results.list_pane import ListAndSide
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.segment import Choice

SAMPLE, PEOPLE = "sample", "people"
_TONES = {Light.GREEN: ("ok", "ok"), Light.AMBER: ("warn", "clock"), Light.RED: ("bad", "warning")}


class ModerationPane(CohortPane):
    """Above how it stands, below the sample or the assessors, beside the chosen one."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools, desk)
        theme = tools.theme
        self._sample: Sample | None = None
        self._light: ModerationLight | None = None
        self._looking: frozenset[str] = frozenset()
        views = (Choice(SAMPLE, _("Sample")), Choice(PEOPLE, _("Assessors")))
        self.list = ListAndSide(theme, views, "moderation")
        self.samples, self.lights = SampleTable(), LightTable()
        self._draw = button(theme, _("Draw the sample"), kind="primary")
        self._draw.setObjectName("drawSample")
        self._report = button(theme, _("Report…"), icon="printer")
        self._report.setObjectName("moderationReport")
        self._close = button(theme, _("Close moderation…"))
        self._close.setObjectName("closeModeration")
        self._again = button(theme, _("Have it marked again…"))
        self._again.setObjectName("markAgain")
        self._standing_card = card(name="moderationLight")
        self._icon = IconView(theme, "clock", "text2")
        self._told = Paragraph(theme, role="name")
        self._told.setObjectName("moderationSentence")
        self._seed = Paragraph(theme, role="small", tone="text2")
        self._seed.setObjectName("moderationSeed")
        self.side = ModerationSide(theme)
        self._person = Paragraph(theme)
        self._build()
        self._connect()

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show the newest sample and the light."""
        workspace = self.tools.session.workspace
        known = read_moderation(workspace, standing.cohort)
        self._sample = sample_of(workspace, standing.cohort, known)
        self._light = light_of(workspace, standing.cohort, known)
        self._looking = frozenset(one.portfolio_id for one in blind_looks(workspace, standing.cohort))
        self._show_light(standing)
        rows = self._sample.rows if self._sample else ()
        self.list.filters.set_words(SAMPLE, _("Sample {count}").format(count=len(rows)))
        self.list.filters.set_words(PEOPLE, _("Assessors {count}").format(count=len(self._light.assessors)))
        self._show_list()

    def begin(self) -> None:
        """Give the keyboard to the list."""
        self.list.table.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("moderation.draw", _("Draw the moderation sample"), (), self._on_draw, self._draw.isEnabled),
            Command("moderation.report", _("Moderation report"), ("Ctrl+P",), self._on_report, icon="printer"),
            Command("moderation.close", _("Close the moderation"), (), self._on_close, self._close.isVisible),
        )

    def notice_room(self) -> tuple[int, int]:
        """Leave the side free."""
        return 0, self.list.side_width()

    def _show_light(self, standing: Standing) -> None:
        light = self._light
        if light is None:
            return
        tone, icon = _TONES[light.light]
        self._standing_card.set_tone(tone)
        self._icon.show_icon(icon, tone)
        self._told.show_text(light.sentence)
        sample = self._sample
        if sample is None:
            self._seed.show_text(_("It is drawn by a seed: the same seed and marks give the same list everywhere."))
        else:
            text = ngettext(
                "Seed {seed}: {count} of {all} portfolio drawn.", "Seed {seed}: {count} of {all} portfolios drawn.",
                sample.draw.eligible,
            )  # fmt: skip
            drawn = text.format(seed=sample.draw.seed, count=len(sample.draw.picks), all=sample.draw.eligible)
            self._seed.show_text(drawn)
        is_open = standing.cohort.state is CohortState.OPEN
        self._draw.set_words(_("Draw again…") if sample else _("Draw the sample"))
        self._draw.set_kind("secondary" if sample else "primary")
        self._draw.setVisible(is_open)
        self._close.set_words(_("Close moderation…") if is_open else _("Open it again…"))
        self._close.setVisible(standing.cohort.state in (CohortState.OPEN, CohortState.MODERATED))
        self._close.set_kind("primary" if is_open and light.light is Light.GREEN else "secondary")
        self._again.setVisible(is_open and any(one.rejected for one in light.assessors))

    def _show_list(self) -> None:
        sampled = self.list.filters.current() == SAMPLE
        chosen = self._chosen()
        table = self.list.table
        if sampled:
            self.samples.show_rows(self._sample.rows if self._sample else (), self.desk.standing())
            table.setModel(self.samples)
            self.list.set_columns(SAMPLE_WIDTHS, (2,), 150)
        else:
            self.lights.show_rows(self._light.assessors if self._light else ())
            table.setModel(self.lights)
            self.list.set_columns(LIGHT_WIDTHS, (2,), 150)
        table.setAccessibleName(_("Moderation sample") if sampled else _("Assessors"))
        model = self.samples if sampled else self.lights
        rows = model.rowCount()
        self.list.show_any(any_rows=bool(rows))
        told = _(
            "It is drawn by the policy: each assessor, codes, the highest and lowest, near the cut, and by chance."
        )
        self.list.empty.show_empty("list", _("No sample is drawn yet"), told)
        if rows:
            place = self.samples.place_of(chosen.case.member.portfolio_id) if sampled and chosen else 0
            table.set_current_row(max(0, place))
        self._show_chosen()

    def _chosen(self) -> SampleRow | None:
        if self.list.table.model() is not self.samples:
            return None
        return self.samples.row(self.list.table.current_row())

    def _show_chosen(self) -> None:
        row = self._chosen()
        self._scroller.setVisible(row is not None)
        person = self.lights.row(self.list.table.current_row()) if self.list.table.model() is self.lights else None
        self._person.setVisible(person is not None)
        if person is not None:
            self._person.show_text(f"{person.name}\n{person.sentence}", bold=len(person.name))
        if row is not None:
            standing = self.desk.standing()
            blind = row.case.member.portfolio_id in self._looking
            self.side.show_row(row, standing, blind=blind, may=standing.cohort.state is CohortState.OPEN)

    def _on_draw(self) -> None:
        workspace = self.tools.session.workspace
        if self._sample is not None:
            question = _("Draw another sample?")
            detail = _("The sample before it and its verdicts stay on record.")
            if not self.tools.dialogs.confirm(question, detail, _("Draw")):
                return
        self.tools.session.do(draw_sample, self.desk.standing().cohort, new_seed(workspace))

    def _on_verdict(self, marks: dict[str, Mark], note: str) -> None:
        row = self._chosen()
        if row is not None:
            cohort = self.desk.standing().cohort
            self.tools.session.do(give_verdict, cohort, row.case.member.portfolio_id, marks, note)

    def _on_blind(self) -> None:
        row = self._chosen()
        if row is None:
            return
        portfolio = row.case.member.portfolio_id
        workspace = self.tools.session.workspace
        if self.tools.session.do(look_blind, self.desk.standing().cohort, portfolio) is None:
            return
        mine = find_assessment(workspace.db, portfolio, workspace.person)
        if mine is not None:
            self.left_for.emit("score", {"assessment": mine.id})

    def _on_finished(self, note: str) -> None:
        row = self._chosen()
        if row is not None:
            self.tools.session.do(finish_look, self.desk.standing().cohort, row.case.member.portfolio_id, note)

    def _on_again(self) -> None:
        workspace, cohort = self.tools.session.workspace, self.desk.standing().cohort
        for about in to_mark_again(workspace, cohort):
            question = _("Have the work of {name} marked again?").format(name=about.name)
            if self.tools.dialogs.confirm(question, about.sentence, _("Mark again")):
                plan = plan_marking_again(workspace, cohort, about.assessor_id)
                self.tools.session.do(keep_marking_again, plan)

    def _on_close(self) -> None:
        cohort = self.desk.standing().cohort
        if cohort.state is CohortState.MODERATED:
            reason = self.tools.dialogs.reason(_("Open the moderation again"), _("Why?"))
            if reason:
                self.tools.session.do(reopen_cohort, cohort, reason)
            return
        if self._light is not None and self._light.light is Light.GREEN:
            detail = _("Results may be released after that.")
            if self.tools.dialogs.confirm(_("Close the moderation?"), detail, _("Close it")):
                self.tools.session.do(close_moderation, cohort)
            return
        told = self._light.sentence if self._light is not None else _("No sample was drawn.")
        question = _("The policy is not met yet: {why} Close all the same, because:").format(why=told)
        reason = self.tools.dialogs.reason(_("Close the moderation"), question)
        if reason:
            self.tools.session.do(close_moderation, cohort, reason)

    def _on_report(self) -> None:
        standing = self.desk.standing()
        name = _("moderation-{cohort}.pdf").format(cohort=standing.cohort.name.replace(" ", "-"))
        target = self.tools.dialogs.choose_target(_("Save the moderation report"), name)
        if target is None:
            return
        workspace = self.tools.session.workspace
        try:
            pages = write_moderation_report(workspace, read_moderation(workspace, standing.cohort), target)
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        text = ngettext("{count} page saved as {file}.", "{count} pages saved as {file}.", pages)
        self.noticed.emit(Notice(text.format(count=pages, file=target), "ok"))

    def _open_portfolio(self) -> None:
        row = self._chosen()
        if row is not None:
            self.left_for.emit("portfolio", {"portfolio": row.case.member.portfolio_id})

    def _connect(self) -> None:
        self.list.filters.chosen.connect(lambda _key: self._show_list())
        self.list.table.row_chosen.connect(lambda _row: self._show_chosen())
        self.list.table.row_opened.connect(lambda _row: self._open_portfolio())
        self._draw.clicked.connect(self._on_draw)
        self._report.clicked.connect(self._on_report)
        self._close.clicked.connect(self._on_close)
        self._again.clicked.connect(self._on_again)
        self.side.verdict_given.connect(self._on_verdict)
        self.side.blind_asked.connect(self._on_blind)
        self.side.blind_finished.connect(self._on_finished)
        self.side.portfolio_wanted.connect(self._open_portfolio)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._told)
        words.addWidget(self._seed)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._standing_card.body.addLayout(row)
        deeds = QWidget()
        flow = FlowLayout(8)
        deeds.setLayout(flow)
        for one in (self._draw, self._close, self._report, self._again):
            flow.addWidget(one)
        words.addSpacing(6)
        words.addWidget(deeds)
        holder = QWidget()
        holder_column = QVBoxLayout(holder)
        holder_column.setContentsMargins(0, 0, 0, 10)
        holder_column.addWidget(self._standing_card)
        self.list.banners.addWidget(holder)
        self._scroller = from_the_top(self.side)
        self.list.side.addWidget(self._person)
        self.list.side.addWidget(self._scroller, 1)
        self.list.side.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.list)
