"""The library of examples of good practice: found, added with consent, withdrawn, given to other desks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.exemplars import ExemplarDraft, add_exemplar, exemplars, item_of, withdraw_exemplar
from certdesk.actions.masking import shareable_of
from certdesk.core.changes import Change, Kind
from certdesk.core.exemplars import ExemplarState, ExemplarView, found_exemplars
from certdesk.core.judging import plain_number
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.store.workspace import Workspace
from certdesk.ui.commands import Command
from certdesk.ui.screens.insights.desk import InsightsDesk
from certdesk.ui.screens.insights.exemplar_card import ExemplarCard
from certdesk.ui.screens.insights.exemplar_export import ExemplarSaving
from certdesk.ui.screens.insights.exemplar_form import ExemplarForm, released_of
from certdesk.ui.screens.insights.tombstones import Tombstones
from certdesk.ui.screens.narrow import side_width
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.even_grid import EvenGrid
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.search_field import SearchField

_CARD, _SIDE, _FIRST = 248, 400, 48


class ExemplarsPane(Pane):
    """Cards of examples, a form to add one beside them, and what is left of those that ended below."""

    def __init__(self, tools: Tools, desk: InsightsDesk) -> None:
        super().__init__(tools)
        self.desk, theme = desk, tools.theme
        self._views: tuple[ExemplarView, ...] = ()
        self._cards: dict[str, list[ExemplarCard]] = {}
        self._most = _FIRST
        self._sentence = Paragraph(theme, tone="text2")
        self._sentence.setObjectName("exemplarSentence")
        self.criterion, self.level = (
            self._combo(_("Criterion"), "filterCriterion"),
            self._combo(_("Level"), "filterLevel"),
        )
        self.finder = SearchField(theme, _("Search examples"))
        self.finder.setObjectName("searchExemplars")
        self._new = button(theme, _("Add an example"), kind="primary", icon="plus")
        self._new.setObjectName("newExemplar")
        self._export = button(theme, _("Export…"), icon="package")
        self._export.setObjectName("exportExemplars")
        self._more = button(theme, _("Show more"))
        self._more.setObjectName("moreExemplars")
        self._empty = EmptyState(theme, framed=False)
        self._empty.setObjectName("noExemplars")
        self._tombs = Tombstones(theme)
        self.form = ExemplarForm(tools)
        self._form_card = card(name="exemplarFormCard")
        self._saving = ExemplarSaving(tools, self)
        self._saving.noticed.connect(self.noticed)
        self._pages = QStackedWidget()
        self._grid_host = QWidget()
        self._build()
        self._connect()

    def enter(self, params: dict[str, Any]) -> None:
        """Show the library as it stands."""
        self.renew()
        if params.get("new"):
            self.begin_new()

    def unfinished(self) -> str:
        """Say that an example is half written."""
        writing = self._form_card.isVisibleTo(self) and self.form.changed
        return _("The example is not added yet.") if writing else ""

    def on_changed(self, change: Change) -> None:
        """Look again where examples or consents may have changed."""
        if change.kinds & (Kind.INSIGHT | Kind.CONSENT | Kind.EVIDENCE | Kind.PORTFOLIO | Kind.RETENTION):
            self.renew()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the library."""
        group = _("Insights")
        return (
            Command("insights.exemplar", _("Add an example"), ("Ctrl+N",), self.begin_new, group=group),
            Command("insights.exemplars.export", _("Export examples"), (), self._saving.begin, group=group),
        )

    def renew(self) -> None:
        """Look again what there is."""
        self._views = exemplars(self.tools.session.workspace)
        alive = [one for one in self._views if one.exemplar.state is ExemplarState.SHOWN]
        criteria = dict.fromkeys((one.exemplar.criterion_id, one.criterion_title) for one in alive)
        chosen = sorted((id_, f"{id_} {title}".strip()) for id_, title in criteria)
        self.criterion.show_choices((("", _("All criteria")), *chosen), self.criterion.current())
        levels = sorted({one.exemplar.level for one in alive})
        told = ((str(one), _("Level {level}").format(level=plain_number(one))) for one in levels)
        self.level.show_choices((("", _("All levels")), *told), self.level.current())
        for part in (self.criterion, self.level, self.finder):
            part.setVisible(bool(alive))
        self._export.setEnabled(bool(self._views))
        self._tombs.show_ended(tuple(one for one in self._views if one.exemplar.state is not ExemplarState.SHOWN))
        self._say(alive)
        self._show()

    def begin_new(self) -> None:
        """Ask for a new example; released portfolios are read beside."""
        cohort = self.desk.cohort
        if cohort is None:
            words = _("Examples are chosen of released portfolios, and there is no cohort yet.")
            self.noticed.emit(Notice(words, "info"))
            return
        workspace = self.tools.session.workspace
        self.tools.jobs.start(
            _("Reading released portfolios"),
            lambda _progress: released_of(workspace, cohort),
            done=self._on_released,
            failed=self.say_problem,
            matters=False,
            quiet=True,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the form give way."""
        super().resizeEvent(event)
        self._form_card.setFixedWidth(side_width(self.tools.theme, _SIDE, self.width()))

    def _on_released(self, released: Any) -> None:  # noqa: ANN401 - Released
        self.form.show_released(released)
        self._form_card.show()
        self.form.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, draft: ExemplarDraft) -> None:
        change = self.tools.session.do(add_exemplar, draft)
        if change is None:
            return
        self._leave_form()
        said = _("The example is in the library.") if change else _("It is an example already.")
        self.noticed.emit(Notice(said, "ok"))

    def _withdraw(self, exemplar_id: str) -> None:
        question = _(
            "Why is it withdrawn? A tombstone stays with this reason, and the next export takes the copy away."
        )
        reason = self.tools.dialogs.reason(_("Withdraw"), question)
        if reason is not None and self.tools.session.do(withdraw_exemplar, exemplar_id, reason):
            self.noticed.emit(Notice(_("Withdrawn. The next export leaves it out."), "ok"))

    def _leave_form(self) -> None:
        self._form_card.hide()
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, alive: list[ExemplarView]) -> None:
        shown, ended = sum(one.is_shown for one in alive), len(self._views) - len(alive)
        text = ngettext("{count} example may be shown today.", "{count} examples may be shown today.", shown)
        parts = [text.format(count=shown)]
        if len(alive) > shown:
            text = ngettext("{count} waits for consent or for its masked copy.",
                            "{count} wait for consent or for their masked copies.", len(alive) - shown)  # fmt: skip
            parts.append(text.format(count=len(alive) - shown))
        if ended:
            parts.append(ngettext("{count} has ended.", "{count} have ended.", ended).format(count=ended))
        self._sentence.show_text(" ".join(parts) if self._views else "")

    def _show(self) -> None:
        alive = [one for one in self._views if one.exemplar.state is ExemplarState.SHOWN]
        level = Fraction(self.level.current()) if self.level.current() else None
        found = found_exemplars(alive, self.criterion.current(), level, self.finder.text())
        empty(self._grid)
        self._cards.clear()
        for view in found[: self._most]:
            self._put(view)
        self._more.setVisible(len(found) > self._most)
        if not found:
            heading = _("No example is like that") if alive else _("No examples yet")
            detail = _("Evidence that shows good practice can be kept here, with the consent of those who are on it.")
            self._empty.show_empty("star", heading, _("Choose other words or all criteria.") if alive else detail)
        self._pages.setCurrentIndex(0 if found else 1)

    def _put(self, view: ExemplarView) -> None:
        made = ExemplarCard(self.tools.theme, view)
        made.withdrawn.connect(self._withdraw)
        self._grid.addWidget(made)
        item = shown_item(self.tools.session.workspace, view)
        if item is not None:
            self._cards.setdefault(item.id, []).append(made)
            self.tools.thumbnails.request(item, self._receive)

    def _receive(self, item_id: str, image: QImage) -> None:
        for made in self._cards.get(item_id, ()):
            made.show_picture(image)

    def _show_all(self) -> None:
        self._most += _FIRST
        self._show()

    def _combo(self, what: str, name: str) -> ComboBox:
        made = ComboBox(self.tools.theme, what)
        made.setObjectName(name)
        made.setMaximumWidth(self.tools.theme.px(240))
        made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMinimumContentsLength(10)
        return made

    def _connect(self) -> None:
        for combo in (self.criterion, self.level):
            combo.chosen.connect(lambda _key: self._show())
        self.finder.edited.connect(lambda _words: self._show())
        self._new.clicked.connect(self.begin_new)
        self._export.clicked.connect(self._saving.begin)
        self._more.clicked.connect(self._show_all)
        self.form.wanted.connect(self._add)
        self.form.left.connect(self._leave_form)

    def _build(self) -> None:
        theme = self.tools.theme
        bar = QWidget()
        flow = FlowLayout(8)
        bar.setLayout(flow)
        self.finder.setMinimumWidth(theme.px(220))
        for part in (self.criterion, self.level, self.finder, self._new, self._export):
            flow.addWidget(part)
        self._grid = EvenGrid(theme.px(_CARD), 12)
        self._grid_host.setLayout(self._grid)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._grid_host)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._pages.addWidget(cards)
        self._pages.addWidget(self._empty)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(24, 4, 12, 16)
        whole.setSpacing(12)
        for line in (self._sentence, bar):
            whole.addWidget(line)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._tombs)
        self._form_card.set_flush()
        self._form_card.body.addWidget(self.form)
        self._form_card.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 24, 16)
        row.setSpacing(4)
        row.addWidget(scrolling(inner), 1)
        row.addWidget(self._form_card)


def shown_item(workspace: Workspace, view: ExemplarView) -> EvidenceItem | None:
    """Return the item whose picture may be seen, with the masked copy in its place; None where none may."""
    item = item_of(workspace, view.exemplar) if view.is_shown else None
    if item is None or not view.masked:
        return item
    found = shareable_of(workspace, item.id)
    if found is None or not found.current:
        return None
    form = found.copy.format
    kind = "pdf" if form == "pdf" else item.kind
    return replace(item, digest=found.copy.digest, format=form, kind=kind, file_name=f"masked.{form}")
