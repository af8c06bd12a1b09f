"""The newest packages that came and went, and a place to drop more."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from certdesk.core.exchange import Direction, HistoryLine, ReceiptState
from certdesk.core.words import _
from certdesk.ui.screens.exchange.package_table import direction_icon, direction_words, what_words
from certdesk.ui.screens.exchange.words import carrier_words, moment, receipt_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.drop_zone import DropZone
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph

_MOST, _ROW, _SIDE, _DROP, _NARROW = 3, 35, 16, 92, 520


class ShortHistory(Card):
    """``take_back_asked(id)``, ``shown(id)`` and ``all_asked()``; what is dropped comes from ``drop``."""

    take_back_asked = Signal(str)
    shown = Signal(str)
    all_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("shortHistory")
        self._theme = theme
        self._all = button(theme, "", kind="quiet", size="small")
        self._all.setObjectName("allHistory")
        self._all.clicked.connect(self.all_asked)
        self._holder = QWidget()
        self._lines: tuple[HistoryLine, ...] = ()
        self._now = datetime.now().astimezone()
        self._narrow = False
        self._told = Paragraph(theme, role="small", tone="text2")
        self._told.setObjectName("historyTeaches")
        words = _("Drop a package or a portfolio here,")
        self.drop = DropZone(theme, words, _("or choose a file"))
        self.drop.setObjectName("drop")
        self.folder = button(theme, _("Choose a folder…"), kind="quiet", icon="folder")
        self.folder.setObjectName("chooseFolder")
        self.check = button(theme, _("Check a stick…"), kind="quiet", icon="stick")
        self.check.setObjectName("checkStick")
        self._build()

    def show_lines(self, lines: tuple[HistoryLine, ...], now: datetime) -> None:
        """Show the newest few; the lines come newest first."""
        self._lines, self._now = lines, now
        self._all.set_words(_("All {count}").format(count=len(lines)))
        self._all.setVisible(bool(lines))
        told = _("Every package that comes or goes is noted here, with its receipt. Nothing has travelled yet.")
        self._told.show_text(told)
        self._told.setVisible(not lines)
        old = self._holder
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(3, 1)
        for place, one in enumerate(lines[:_MOST]):
            self._fill(grid, place, one, now)
        self.body.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the arrow and the full history say too, where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_NARROW)
        if narrow is not self._narrow:
            self._narrow = narrow
            self.show_lines(self._lines, self._now)

    def _fill(self, grid: QGridLayout, place: int, one: HistoryLine, now: datetime) -> None:
        theme = self._theme
        waits = one.receipt in (ReceiptState.WAITED_FOR, ReceiptState.TO_SEND) and not one.taken_back
        state = receipt_words(one.receipt) if waits else ", ".join(filter(None, (what_words(one), _known(one))))
        first = QHBoxLayout()
        first.setContentsMargins(_SIDE, 0, 12, 0)
        first.setSpacing(10)
        first.addWidget(IconView(theme, direction_icon(one.direction), "text2", 16))
        if not self._narrow:
            first.addWidget(label(direction_words(one.direction)))
        who = FileName(theme, _whom(one), role="body", tone="text", middle=False)
        row = place * 2
        grid.addLayout(first, row, 0)
        grid.addLayout(_spaced(who, theme.px(28)), row, 1)
        if not self._narrow:
            grid.addLayout(_spaced(label(moment(one.at, now), "body", "text2"), theme.px(28)), row, 2)
        told = FileName(theme, state, role="body", tone="warn" if waits else "text2", middle=False)
        grid.addWidget(told, row, 3)
        back = one.direction is Direction.RECEIVED and one.can_take_back is not None and not one.taken_back
        link = button(theme, _("Take back") if back else _("Show"), kind="link", size="line")
        link.setObjectName(f"history-{one.id}")
        link.setAccessibleDescription(f"{direction_words(one.direction)} {_whom(one)} {moment(one.at, now)}")
        signal = self.take_back_asked if back else self.shown
        link.clicked.connect(lambda _on=False, which=one.id: signal.emit(which))
        holder = QHBoxLayout()
        holder.setContentsMargins(12, 0, _SIDE, 0)
        holder.addWidget(link)
        grid.addLayout(holder, row, 4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setRowMinimumHeight(row, theme.px(_ROW))
        grid.addWidget(line(), row + 1, 0, 1, 5)

    def _build(self) -> None:
        self.set_flush()
        self.body.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 8, 12, 8)
        head.addWidget(label(_("History"), "label"))
        head.addStretch(1)
        head.addWidget(self._all)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self._holder)
        self._told.setContentsMargins(_SIDE, 12, _SIDE, 0)
        teach = QHBoxLayout()
        teach.setContentsMargins(_SIDE, 10, _SIDE, 0)
        teach.addWidget(self._told)
        self.body.addLayout(teach)
        around = QHBoxLayout()
        around.setContentsMargins(_SIDE, 12, _SIDE, 4)
        self.drop.setMinimumHeight(self._theme.px(_DROP))
        around.addWidget(self.drop)
        self.body.addLayout(around, 1)
        foot = FlowLayout(4)
        foot.setContentsMargins(8, 4, 8, 8)
        foot.addWidget(self.folder)
        foot.addWidget(self.check)
        below = QWidget()
        below.setLayout(foot)
        self.body.addWidget(below)


def _spaced(cell: QWidget, after: int) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, after, 0)
    made.addWidget(cell)
    return made


def _known(one: HistoryLine) -> str:
    if one.taken_back:
        return ""
    return receipt_words(one.receipt) or (_("taken in full") if one.direction is Direction.RECEIVED else "")


def _whom(one: HistoryLine) -> str:
    return one.peer or carrier_words(one.carrier)
