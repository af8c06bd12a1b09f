"""Handing over: the stick, the steps, how long it takes, and one sentence that says whether it may be pulled out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.exchange import Carrier
from certdesk.core.words import _
from certdesk.ui.screens.exchange.change_lines import in_the_middle
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage, figure_words, heading_words
from certdesk.ui.screens.exchange.hand_over_banner import HandOverBanner
from certdesk.ui.screens.exchange.medium_view import MediumView
from certdesk.ui.screens.exchange.step_rows import StepRows
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.spoken_words import SpokenWords

_SIDE = 20


class HandOverCard(Card):
    """Its signals say what a person asks for; ``other_asked()`` is for another stick or folder."""

    started = Signal()
    paused = Signal()
    resumed = Signal()
    stopped = Signal()
    other_asked = Signal()
    finished = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("handOver")
        self._theme = theme
        self._stage: Stage | None = None
        self._to = FileName(theme, tone="text2", middle=False)
        self._to.setObjectName("handOverTo")
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("handOverHeading")
        self.medium = MediumView(theme)
        self.medium.other_asked.connect(self.other_asked)
        self._steps = StepRows(theme)
        self._above_steps = line()
        self._figure = label("", "figure", name="handOverShare")
        self._beside = Paragraph(theme, tone="text2")
        self._below = Paragraph(theme, role="small", tone="text2")
        self._receipt = Paragraph(theme, role="small", tone="text2")
        self._receipt.setObjectName("handOverReceipt")
        self._secret = SpokenWords(theme, name="packageWords")
        self._secret_told = Paragraph(theme, role="small", tone="text2")
        self.banner = HandOverBanner(theme)
        self._pause = button(theme, _("Pause"))
        self._stop = button(theme, _("Stop"), kind="danger")
        self._end = button(theme, _("Remove stick"))
        for part, name in ((self._pause, "pauseHandOver"), (self._stop, "stopHandOver"), (self._end, "endHandOver")):
            part.setObjectName(name)
        self._build()

    def show_hand_over(self, shown: HandOver) -> None:
        """Show how it stands."""
        self._to.show_text(_("Hand over to {peer}").format(peer=shown.peer))
        self._heading.show_text(heading_words(shown))
        self.medium.show_medium(shown)
        self._steps.show_steps(shown)
        for part in (self._above_steps, self._steps):
            part.setVisible(bool(shown.steps))
        figure, beside, below = figure_words(shown)
        busy = shown.stage in (Stage.RUNNING, Stage.PAUSED, Stage.PACKING)
        self._progress.setVisible(busy and bool(shown.work))
        self._figure.setText(figure)
        self._beside.show_text(beside)
        self._below.show_text(below)
        self._receipt.show_text(_after(shown))
        self._secret_told.setVisible(bool(shown.words))
        self._secret.setVisible(bool(shown.words))
        self._secret.show_words(tuple(shown.words.split()))
        self.banner.show_stage(shown)
        self._show_buttons(shown, busy=busy)
        if shown.stage is not self._stage:
            self._stage = shown.stage
            if self.banner.spoken:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.banner.spoken))

    def _show_buttons(self, shown: HandOver, *, busy: bool) -> None:
        over, failed = shown.stage is Stage.DONE, shown.stage is Stage.FAILED
        self._pause.setVisible(busy)
        self._pause.set_words(_("Go on") if shown.stage is Stage.PAUSED else _("Pause"))
        self._stop.setVisible(not over)
        self._stop.set_words(_("Stop") if busy else _("Later"))
        self._stop.set_kind("danger" if busy else "secondary")
        words = _("Write to it") if shown.carrier is not Carrier.MAIL else _("Save the file…")
        if failed:
            words = _("Try again")
        elif over or busy:
            words = _("Done") if over or not shown.on_stick else _("Remove stick")
        self._end.set_words(words)
        self._end.set_kind("primary" if not busy else "secondary")
        ready = shown.carrier is Carrier.MAIL or (shown.medium is not None and not shown.problem)
        self._end.setEnabled(not busy and (over or failed or (ready and shown.stage is Stage.CHOOSE)))

    def _on_end(self) -> None:
        (self.finished if self._stage is Stage.DONE else self.started).emit()

    def _on_pause(self) -> None:
        (self.resumed if self._stage is Stage.PAUSED else self.paused).emit()

    def _build(self) -> None:
        theme = self._theme
        self.set_flush()
        self.body.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE, 14)
        head.setSpacing(2)
        head.addWidget(self._to)
        head.addWidget(self._heading)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (line(), self.medium, self._above_steps, self._steps):
            column.addWidget(part)
        self._steps.setContentsMargins(_SIDE, 10, _SIDE, 12)
        self._progress = self._make_progress()
        column.addWidget(self._progress)
        column.addWidget(line())
        told = QVBoxLayout()
        told.setContentsMargins(_SIDE, 12, _SIDE, 12)
        told.setSpacing(8)
        self._secret_told.show_text(
            _(
                "Read these six words to them by telephone. They are shown only now, and open this package. Whoever "
                "does not know your key yet asks for its six words too: Settings, Programme, People."
            )
        )
        for part in (self._secret_told, self._secret, self._receipt):
            told.addWidget(part)
        column.addLayout(told)
        column.addStretch(1)
        self.body.addWidget(scrolling(inner), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_SIDE, 8, _SIDE, 16)
        foot.setSpacing(12)
        foot.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pause)
        row.addWidget(self._stop)
        row.addStretch(1)
        row.addWidget(self._end)
        foot.addLayout(row)
        self.body.addLayout(foot)
        self._pause.clicked.connect(self._on_pause)
        self._stop.clicked.connect(self.stopped)
        self._end.clicked.connect(self._on_end)
        theme.changed.connect(self.updateGeometry)

    def _make_progress(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        inner = QVBoxLayout()
        inner.setContentsMargins(_SIDE, 12, _SIDE, 10)
        inner.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._figure)
        row.addLayout(in_the_middle(self._beside), 1)
        inner.addLayout(row)
        inner.addWidget(self._below)
        column.addLayout(inner)
        return made


def _after(shown: HandOver) -> str:
    """Say what happens next, so that nobody waits for it."""
    if shown.on_stick:
        told = _("The receipt comes back on the same stick. Until then the package stays here.")
        named = _("{name}'s receipt comes back on the same stick. Until then the package stays here.")
    else:
        told = _("The receipt comes back the same way. Until then the package stays here.")
        named = _("{name}'s receipt comes back the same way. Until then the package stays here.")
    return named.format(name=shown.name) if shown.name else told
