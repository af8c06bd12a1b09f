"""The Portfolio screen: first the question of a conflict of interest, then the contact sheet of the evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from certdesk.actions.assessing import begin_assessment, declare_conflict
from certdesk.actions.looking import PortfolioView, look_at_portfolio, look_at_worklist
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Change
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.commands import Command
from certdesk.ui.screens.item_card import ItemCard
from certdesk.ui.screens.screen import Params, Screen
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.check_list import Check, CheckList
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.flow import GridFlow
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import centred, from_the_top, scrolling
from certdesk.ui.widgets.top_bar import TopBar

_SIDE_WIDTH, _CARD_WIDTH, _GAP = 340, 200, 12


class PortfolioScreen(Screen):
    """One portfolio. Nothing of it is shown before the person has said that there is no conflict of interest."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._view: PortfolioView | None = None
        self._cards: dict[str, ItemCard] = {}
        theme = tools.theme
        self._code = label("", "title", name="code")
        self._hidden = Chip(theme, _("Name hidden"), "neutral", icon="hidden")
        self._conflict = Chip(theme, _("No conflict declared"), "ok", icon="check")
        self._subtitle = label("", "body", "text2", name="subtitle")
        self._grid_holder = QWidget()
        self._grid = GridFlow(theme.px(_CARD_WIDTH), _GAP)
        self._checks = CheckList(theme)
        self._checks.setObjectName("checks")
        self._count = label("", "body", "text2", name="count")
        self._question = Paragraph(theme, role="body", tone="text2")
        self._closed = EmptyState(theme)
        self._build()

    def enter(self, params: Params) -> None:
        """Show ``params["portfolio"]``, or the one that was shown, or the first of the worklist."""
        workspace = self.tools.session.workspace
        portfolio_id = str(params.get("portfolio") or (self._view.portfolio.id if self._view else ""))
        if not portfolio_id:
            rows = look_at_worklist(workspace).rows
            portfolio_id = rows[0].portfolio_id if rows else ""
        if not portfolio_id:
            self._closed.show_empty(
                "folder", _("No portfolios yet"), _("Take one in on Today: drop a folder or a zip.")
            )
            self._layers.setCurrentWidget(self._closed)
            return
        self._view = look_at_portfolio(workspace, portfolio_id)
        self._show()

    def on_changed(self, change: Change) -> None:
        """Look again when this portfolio or its assessment changed."""
        view = self._view
        if view and {view.portfolio.id, view.assessment.id if view.assessment else ""} & change.subjects:
            self.enter({"portfolio": view.portfolio.id})

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("portfolio.score", _("Start scoring"), ("Return",), self.start_scoring, lambda: bool(self._view)),
            Command(
                "portfolio.conflict", _("Declare a conflict of interest"), (), self.declare, lambda: bool(self._view)
            ),
        )

    def place(self) -> Params:
        """Return the portfolio that is shown."""
        return {"portfolio": self._view.portfolio.id} if self._view else {}

    def start_scoring(self, item_id: str = "") -> None:
        """Open the Score screen, at an item if one is named; the first time this declares that there is no conflict."""
        if self._view is None:
            return
        if self._view.assessment is None:
            if self.tools.session.do(begin_assessment, self._view.portfolio.id) is None:
                return
            self._view = look_at_portfolio(self.tools.session.workspace, self._view.portfolio.id)
            self._show()
            return
        self.left_for.emit("score", {"assessment": self._view.assessment.id, "item": item_id})

    def _begin(self, _checked: bool = False) -> None:
        self.start_scoring()

    def declare(self) -> None:
        """Ask for the reason of a conflict and close the portfolio for this person."""
        if self._view is None:
            return
        reason = self.tools.dialogs.reason(
            _("Declare a conflict of interest"),
            _("What connects you with this teacher? The reason stays in this workspace and is not passed on."),
        )
        if reason:
            self.tools.session.do(declare_conflict, self._view.portfolio.id, reason)
            self.enter({"portfolio": self._view.portfolio.id})

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        portfolio, assessment = view.portfolio, view.assessment
        self._code.setText(portfolio.code)
        rubric = f"{view.rubric.title} {view.rubric.version}"
        cohort = _("cohort {cohort}").format(cohort=portfolio.cohort) if portfolio.cohort else ""
        parts = [f"{portfolio.title}." if assessment else "", ", ".join(part for part in (rubric, cohort) if part)]
        self._subtitle.setText(" ".join(part for part in parts if part))
        closed = assessment is not None and assessment.state is AssessmentState.CONFLICT
        self._conflict.setVisible(assessment is not None and not closed)
        self._start.set_words(_("Start scoring") if assessment and not assessment.marks else _("Go on scoring"))
        self._start.setVisible(assessment is not None and not closed)
        self._decline.setVisible(assessment is not None and not closed and not assessment.marks)
        if closed:
            self._closed.show_empty("lock", _("Closed for you"), _("You declared a conflict of interest."))
            self._layers.setCurrentWidget(self._closed)
        elif assessment is None:
            self._ask(view)
        else:
            self._show_items(view)

    def _ask(self, view: PortfolioView) -> None:
        count = ngettext("{count} item", "{count} items", len(view.items)).format(count=len(view.items))
        text = _(
            "You will see the work of one teacher: {count}, {programme}. Marking is blind, so you see a code and not a "
            "name. If you recognise the teacher, the school or a colleague while you look, stop and declare it."
        )
        self._question.show_text(text.format(count=count, programme=view.portfolio.programme or view.rubric.title))
        self._layers.setCurrentWidget(self._declaration)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_items(self, view: PortfolioView) -> None:
        self._cards.clear()
        while item := self._grid.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for item_of_view in view.items:
            made = ItemCard(self.tools.theme, item_of_view)
            made.opened.connect(self.start_scoring)
            self._grid.addWidget(made)
            self._cards[item_of_view.id] = made
            self.tools.thumbnails.request(item_of_view, self._show_picture)
        size = sum(one.size for one in view.items) / 1_000_000
        text = ngettext("{count} item, {size:.1f} MB", "{count} items, {size:.1f} MB", len(view.items))
        self._count.setText(text.format(count=len(view.items), size=size))
        self._checks.show_checks(checks_of(view))
        self._layers.setCurrentWidget(self._contents)

    def _show_picture(self, item_id: str, image: QImage) -> None:
        if card_of_item := self._cards.get(item_id):
            card_of_item.show_picture(image)

    def _build(self) -> None:
        theme = self.tools.theme
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._head())
        holder = QWidget()
        self._layers = QStackedLayout(holder)
        self._declaration = self._declaration_page()
        self._contents = self._contents_page()
        for layer in (self._declaration, self._contents, self._closed):
            self._layers.addWidget(layer)
        page.addWidget(holder, 1)
        self._closed.setObjectName("closed")
        theme.changed.connect(self.update)

    def _head(self) -> QWidget:
        theme = self.tools.theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to Today"))
        back.setObjectName("back")
        back.clicked.connect(lambda: self.left_for.emit("today", {}))
        self._decline = button(theme, _("Declare a conflict…"))
        self._decline.setObjectName("decline")
        self._decline.clicked.connect(self.declare)
        self._start = button(theme, _("Start scoring"), kind="primary", key=_("Enter"))
        self._start.setObjectName("start")
        self._start.clicked.connect(self._begin)
        bar.add_leading(back, self._code, self._hidden, self._conflict, self._subtitle)
        bar.add_trailing(self._decline, self._start)
        return bar

    def _declaration_page(self) -> QWidget:
        theme = self.tools.theme
        holder = card(_("Before you look"), name="declaration")
        holder.setFixedWidth(theme.px(560))
        holder.body.addWidget(self._question)
        self._open = button(theme, _("I know of no conflict: open it"), kind="primary", size="large")
        self._open.setObjectName("open")
        self._open.clicked.connect(self._begin)
        decline = button(theme, _("Declare a conflict…"))
        decline.setObjectName("declineFirst")
        decline.clicked.connect(self.declare)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(decline)
        row.addStretch(1)
        holder.body.addSpacing(8)
        holder.body.addLayout(row)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addLayout(centred(holder))
        column.addStretch(2)
        return page

    def _contents_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setContentsMargins(0, 16, 0, 0)
        left.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(_("Contact sheet"), "label"))
        head.addStretch(1)
        head.addWidget(self._count)
        left.addLayout(head)
        self._grid_holder.setLayout(self._grid)
        left.addWidget(scrolling(self._grid_holder), 1)
        row.addLayout(left, 1)
        side = QFrame()
        side.setProperty("surface", "panel")
        side.setFixedWidth(self.tools.theme.px(_SIDE_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(label(_("Looked through"), "heading"))
        column.addWidget(from_the_top(self._checks), 1)
        row.addWidget(side)
        return page


def checks_of(view: PortfolioView) -> tuple[Check, ...]:
    """Say in plain words what was found when the files were looked through."""
    wrong = tuple(
        Check(f"item-{item.position}", "warn", _("{item}: needs a look").format(item=item.title), item.problem)
        for item in view.items
        if item.problem
    )
    fine = len(view.items) - len(wrong)
    text = ngettext("{count} file can be opened", "{count} files can be opened", fine).format(count=fine)
    return (*wrong, Check("fine", "ok", text, _kinds(view.items)), _required(view))


def _kinds(items: tuple[EvidenceItem, ...]) -> str:
    formats = sorted({item.format for item in items if item.format})
    return ", ".join(formats)


def _required(view: PortfolioView) -> Check:
    here = {item.evidence_type for item in view.items}
    asked = {rule.type for criterion in view.rubric.criteria for rule in criterion.required}
    missing = sorted(asked - here)
    if not missing:
        return Check("required", "ok", _("Every required kind of evidence is here"))
    names = ", ".join(name.replace("_", " ") for name in missing)
    return Check("required", "warn", _("Some required evidence is missing"), names)
