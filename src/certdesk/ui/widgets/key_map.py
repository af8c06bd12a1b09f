"""The map of the keys that work on this screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.overlay import Overlay
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.switch import Switch

_WIDEST = 800


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together: a heading, and pairs of what they do and the words on their caps."""

    heading: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


class KeyMap(Overlay):
    """The map over a window, in two columns."""

    change_asked = Signal()
    single_keys_switched = Signal(bool)

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(theme, host, widest=_WIDEST)
        self.setObjectName("keyMap")
        self._close = icon_button(theme, "close", _("Close"))
        self._close.setObjectName("keyMapClose")
        self._close.clicked.connect(self.close_panel)
        self._change = button(theme, _("Change shortcuts"), kind="quiet")
        self._change.clicked.connect(self.change_asked)
        self._single = Switch(theme, _("Single-letter keys"))
        self._single.setObjectName("singleKeys")
        self._single.toggled.connect(self.single_keys_switched)
        self._groups = QWidget()
        self._columns = QHBoxLayout(self._groups)
        self._columns.setContentsMargins(20, 14, 20, 16)
        self._columns.setSpacing(32)
        self._build()

    def offer_change(self, *, on: bool) -> None:
        """Offer to change shortcuts, or not."""
        self._change.setVisible(on)

    def open_with(self, groups: tuple[KeyGroup, ...], *, single_keys: bool = True) -> None:
        """Show these groups, the first half of them in the left column."""
        empty(self._columns)
        self._single.show_on(on=single_keys)
        for members in _halves(groups):
            column = QVBoxLayout()
            column.setSpacing(14)
            for group in members:
                column.addLayout(self._group(group))
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.open_panel(self._close)

    def wanted_height(self) -> int:
        """Return the height that all groups need."""
        width = min(self._theme.px(_WIDEST), self.width()) - 2
        return self._columns.heightForWidth(width) + self._theme.px(64) + 32

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 10, 8)
        head.setSpacing(8)
        head.addWidget(IconView(self._theme, "keyboard", "text"))
        head.addWidget(label(_("Keys on this screen"), "heading"), 1)
        head.addWidget(self._change)
        head.addWidget(self._close)
        area = QScrollArea()
        area.setWidget(self._groups)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._groups.setProperty("surface", "none")
        foot = QFrame()
        foot.setProperty("surface", "panel_foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(8)
        promise = Paragraph(self._theme, _("Letters and digits never act while you type in a box."), role="small")
        promise.show_text(promise.text(), tone="text2")
        row.addWidget(promise, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(_("Single-letter keys"), "small", "text2"))
        row.addWidget(self._single)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(area, 1)
        column.addWidget(foot)

    def _group(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(group.heading, "small", "text2"), 0, 0, 1, 2)
        for row, (words, keys) in enumerate(group.lines, 1):
            said: QLabel = Paragraph(self._theme, words)
            grid.addWidget(said, row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(4)
            caps.addStretch(1)
            for key in keys:
                caps.addWidget(KeyCap(self._theme, key))
            grid.addLayout(caps, row, 1)
        return grid


def _halves(groups: tuple[KeyGroup, ...]) -> tuple[tuple[KeyGroup, ...], tuple[KeyGroup, ...]]:
    """Divide the groups so that the columns are about equally long."""
    heights = [len(group.lines) + 2 for group in groups]
    whole = sum(heights)
    cut = min(range(len(groups) + 1), key=lambda place: abs(whole - 2 * sum(heights[:place])), default=0)
    return groups[:cut], groups[cut:]
