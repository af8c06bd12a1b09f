"""A calibration circle before a projector: evidence, criterion, who has scored, and at last the spread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QStackedWidget, QVBoxLayout, QWidget

from certdesk.actions.calibrating import (
    CircleView,
    cast,
    close_circle,
    leave_circle,
    look_at_circle,
    take_over_assessments,
)
from certdesk.core.changes import Change, Kind
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.store.places import recall_place, remember_place
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.training.criterion_view import CriterionView
from certdesk.ui.screens.training.entry_panel import EntryPanel
from certdesk.ui.screens.training.members_panel import MembersPanel
from certdesk.ui.screens.training.projector import Projector
from certdesk.ui.screens.training.silent_entry import SilentEntry
from certdesk.ui.screens.training.spread_panel import SpreadPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top

P = ParamSpec("P")
_SIDE, _LARGE_SIDE, _SHARE = 460, 560, 0.42
_WIDE, _TALL = 1600, 900
"""From this size on, in px, there is room for larger letters."""


class CircleWindow(Projector):
    """Projector mode with the circle at its side. Its members are named, because they are in the room."""

    def __init__(self, tools: Tools, owner: QWidget, circle_id: str) -> None:
        self._view = look_at_circle(tools.session.workspace, circle_id)
        super().__init__(tools, owner, self._view.portfolio.id, self._view.circle.item_id)
        theme = tools.theme
        self._at = 0
        self.criterion = CriterionView(theme)
        self.members = MembersPanel(theme)
        self.entry = EntryPanel(theme)
        self.spread = SpreadPanel(theme)
        self._problem = Paragraph(theme, role="body", tone="bad")
        self._problem.setObjectName("circleProblem")
        self._problem.hide()
        self._build_side()
        self._connect()
        self.spread.note.show_text(str(recall_place(tools.session.workspace, self._noted_at).get("note", "")))
        self.renew()

    @property
    def view(self) -> CircleView:
        """The circle as it may be seen now."""
        return self._view

    def renew(self, last: str = "") -> None:
        """Look again: who has scored and, when all have, the spread."""
        self._view = look_at_circle(self.tools.session.workspace, self._view.circle.id)
        if self._view.seen:
            self._stack.setCurrentWidget(self._spread_page)
            self._column.setStretch(0, 0)
        else:
            self._stack.setCurrentWidget(self._members_page)
            self.members.show_view(self._view, last)
        self._show_criterion()

    def begin_entry(self, member: str) -> None:
        """Let a member choose."""
        self._say(None)
        self.entry.begin(SilentEntry(self._view.rubric, self._view.circle.criteria, member))
        self._stack.setCurrentWidget(self._entry_page)
        self._show_criterion()
        self.entry.setFocus()

    def step_criterion(self, by: int) -> None:
        """Show another criterion; while somebody chooses, the one that is up stays."""
        if self._stack.currentWidget() is self._entry_page:
            return
        self._at = max(0, min(self._at + by, len(self._view.circle.criteria) - 1))
        self.spread.hide_names()
        self._show_criterion()

    def escape(self) -> None:
        """Stop choosing without keeping anything; else leave."""
        if self._stack.currentWidget() is self._entry_page:
            self._stop_entry()
        else:
            super().escape()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave most of the room to the evidence."""
        super().resizeEvent(event)
        px = self.tools.theme.px
        wide, tall = self.width() >= px(_WIDE), self.height() >= px(_TALL)
        self._side.setFixedWidth(min(px(_LARGE_SIDE if wide else _SIDE), round(self.width() * _SHARE)))
        self.criterion.set_reading(large=wide and tall)
        self._show_criterion()

    @property
    def _noted_at(self) -> str:
        return f"circle/{self._view.circle.id}"

    def _show_criterion(self) -> None:
        criteria = self._view.circle.criteria
        choosing = self._stack.currentWidget() is self._entry_page
        if choosing and self.entry.entry is not None:
            self._at = min(self.entry.entry.place, len(criteria) - 1)
        criterion = self._view.rubric.criterion(criteria[self._at])
        words = not self._view.seen
        self.criterion.show_criterion(self._view.rubric, criterion, (self._at + 1, len(criteria)), words=words)
        if self._view.seen:
            self.spread.show_view(self._view, criterion)
            wanted = self.criterion.heightForWidth(self._reading.viewport().width())
            self._reading.setFixedHeight(
                min(max(wanted, self.criterion.minimumSizeHint().height()) + 8, self.height() // 3)
            )

    def _keep(self) -> None:
        entry = self.entry.entry
        if entry is None or not self._do(cast, self._view.circle.id, entry.member, entry.marks()):
            return
        self.entry.entry = None
        self._at = 0
        self.renew(entry.member)

    def _stop_entry(self) -> None:
        self.entry.entry = None
        self._at = 0
        self.renew()

    def _leave(self, member: str) -> None:
        if self._do(leave_circle, self._view.circle.id, [member]):
            self.renew()

    def _take_over(self) -> None:
        before = self._view.waiting
        if self._do(take_over_assessments, self._view.circle.id):
            self.renew()
            if self._view.waiting == before:
                self._say(_("No other member has signed it at a desk whose package came back."))

    def _close_circle(self, note: str) -> None:
        if self._do(close_circle, self._view.circle.id, note):
            self.renew()

    def _remember_note(self, text: str) -> None:
        remember_place(self.tools.session.workspace, self._noted_at, {"note": text})

    def _do(self, action: Callable[Concatenate[Workspace, P], Change], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Do it; what is refused stands in this window, because the other one is covered."""
        session = self.tools.session
        try:
            change = action(session.workspace, *args, **kwargs)
        except CertDeskError as problem:
            self._say(f"{problem} {problem.hint}".strip())
            return False
        self._say(None)
        session.announce(change)
        return True

    def _say(self, words: str | None) -> None:
        self._problem.show_text(words or "")
        self._problem.setVisible(bool(words))

    def _on_changed(self, change: Change) -> None:
        super()._on_changed(change)
        choosing = self._stack.currentWidget() is self._entry_page
        if change.kinds & Kind.TRAINING and not choosing:
            self.renew()

    def _connect(self) -> None:
        self.criterion.stepped.connect(self.step_criterion)
        self.members.begun.connect(self.begin_entry)
        self.members.left.connect(self._leave)
        self.members.taken_over.connect(self._take_over)
        self.entry.moved.connect(self._show_criterion)
        self.entry.kept.connect(self._keep)
        self.entry.stopped.connect(self._stop_entry)
        self.spread.closed.connect(self._close_circle)
        self.spread.noted.connect(self._remember_note)
        QShortcut(QKeySequence("F6"), self).activated.connect(self._other_side)
        for keys, by in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step_criterion(by))

    def _other_side(self) -> None:
        """Give the keyboard to the side, or back to the evidence."""
        focused = self.focusWidget()
        if focused is not None and self._side.isAncestorOf(focused):
            self.stage.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        page = self._stack.currentWidget()
        every = page.findChildren(QAbstractButton) if page is not None else []
        stops = [one for one in every if one.isVisible() and one.isEnabled()]
        if stops:
            stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build_side(self) -> None:
        self._stack = QStackedWidget()
        self._members_page, self._entry_page, self._spread_page = (
            from_the_top(part) for part in (self.members, self.entry, self.spread)
        )
        for part in (self._members_page, self._entry_page, self._spread_page):
            self._stack.addWidget(part)
        self._side = QFrame()
        self._side.setProperty("surface", "card")
        column = self._column = QVBoxLayout(self._side)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        reading = self._reading = from_the_top(self.criterion)
        reading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll long descriptors
        reading.setObjectName("circleReading")
        reading.setAccessibleName(_("The criterion and its levels"))
        column.addWidget(reading, 1)
        column.addWidget(line())
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)
        self.body.addWidget(self._side)
