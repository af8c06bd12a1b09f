"""The frame of something that is done step by step: the steps at one side, a calm page, the way on at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.step_list import StepList
from certdesk.ui.widgets.top_bar import TopBar

_SIDE, _PAGE, _FOOT = 248, 680, 28


class StepPage(QWidget):
    """One page: a heading, a sentence, and a column for what is done here."""

    def __init__(self, theme: ThemeSource, heading: str, told: str) -> None:
        super().__init__()
        self.heading = heading
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_PAGE))
        self.body = QVBoxLayout(holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        self.body.addWidget(label(heading, "title"))
        if told:
            self.body.addWidget(Paragraph(theme, told, tone="text2"))
        inner = QWidget()
        around = QVBoxLayout(inner)
        around.setContentsMargins(32, 28, 32, 24)
        around.addWidget(holder)
        around.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner))
        self._holder = holder
        self._theme = theme
        theme.changed.connect(self._dress)

    def first(self) -> QWidget | None:
        """Return what the keyboard is needed for first; None where nothing has to be done here."""
        fields = self.findChildren(QLineEdit)
        return next((one for one in fields if one.isVisibleTo(self) and not one.text()), None)

    def _dress(self) -> None:
        self._holder.setMaximumWidth(self._theme.px(_PAGE))


class Guided(QWidget):
    """``on_asked()``, ``back_asked()``, ``left()``: whoever owns it decides what comes next."""

    on_asked = Signal()
    back_asked = Signal()
    left = Signal()

    def __init__(self, theme: ThemeSource, title: str, pages: tuple[tuple[str, StepPage], ...]) -> None:
        super().__init__()
        self._theme = theme
        self.steps = StepList(theme, tuple(words for words, _page in pages))
        self._stack = QStackedWidget()
        for _words, page in pages:
            self._stack.addWidget(page)
        self._title = label(title, "label", name="guidedTitle")
        self._chip = Chip(theme, _("Rehearsal"), "warn", icon="warning")
        self._chip.setObjectName("rehearsalChip")
        self._why = Paragraph(theme, role="small", tone="text2")
        self._why.setObjectName("whyNotOn")
        self._why.stand_at_end()
        self.on = self._button(_("Continue"), "primary", "on")
        self.back = self._button(_("Back"), "secondary", "stepBack")
        self.leave_it = self._button(_("Leave"), "quiet", "leaveGuided")
        self.on.clicked.connect(self.on_asked)
        self.back.clicked.connect(self.back_asked)
        self.leave_it.clicked.connect(self.left)
        self._build()

    @property
    def step(self) -> int:
        """The page that is shown, counted from 0."""
        return self._stack.currentIndex()

    def show_step(self, step: int, on: str = "") -> None:
        """Show a page and put the keyboard where it is needed first; ``on`` is what the button says."""
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step)
        self.on.set_words(on or _("Continue"))
        self.back.setEnabled(step > 0)
        self.show_ready()
        page = self._stack.currentWidget()
        if isinstance(page, StepPage):
            page.setAccessibleName(self.steps.accessibleName())
            (page.first() or self.on).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_ready(self, why: str = "", *, ready: bool = True, tone: str = "text2") -> None:
        """Let the person go on, or say why not."""
        self.on.setEnabled(ready)
        self._why.show_text(why, tone=tone)

    def show_rehearsal(self, *, rehearsal: bool) -> None:
        """Say loudly that this is only a rehearsal."""
        self._chip.setVisible(rehearsal)

    def show_title(self, title: str) -> None:
        """Change the words at the top."""
        self._title.setText(title)

    def foot_height(self) -> int:
        """Return the height of the row of buttons in px."""
        return self.on.sizeHint().height() + _FOOT

    def show_busy(self, *, busy: bool) -> None:
        """Let nobody walk away from a step in the middle of it; the keyboard stays on the page."""
        if busy:
            self.leave_it.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self.on, self.back):
            part.setEnabled(not busy)
        if not busy and self.leave_it.hasFocus():
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, kind: str, name: str) -> Button:
        made = button(self._theme, words, kind=kind, size="large")
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        theme = self._theme
        bar = TopBar(theme)
        back = icon_button(theme, "back", _("Back to Programme"))
        back.setObjectName("guidedBack")
        back.clicked.connect(self.left)
        bar.add_leading(back, self._title, self._chip)
        side = QFrame()
        side.setProperty("surface", "panel")
        side.setFixedWidth(theme.px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 24, 16, 16)
        column.addWidget(self.steps)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 12, 32, 14)  # a quiet button has its own air
        foot.setSpacing(8)
        foot.addWidget(self.leave_it)
        foot.addWidget(self._why, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addSpacing(8)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(line())
        right.addLayout(foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(row, 1)
        self._side = side
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._side.setFixedWidth(self._theme.px(_SIDE))
