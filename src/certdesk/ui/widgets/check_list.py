"""A list of things that were checked: icon, heading, detail, and what to do about it. Preflight, finalise, verify."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.paragraph import Paragraph

_LINE = 24


@dataclass(frozen=True, slots=True)
class CheckAction:
    """Something that the person can do about a check: a link, or a button of a kind."""

    key: str
    words: str
    kind: str = "link"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked. Kinds: ok, warn, bad, info, open (not done yet), running, or the name of an icon."""

    key: str
    kind: str
    heading: str
    detail: str = ""
    actions: tuple[CheckAction, ...] = ()


def status_look(kind: str) -> tuple[str, str]:
    """Return icon and colour of a status; any other word is taken for the name of an icon."""
    looks = {
        "ok": ("ok", "ok"),
        "warn": ("warning", "warn"),
        "bad": ("error", "bad"),
        "info": ("info", "text2"),
        "open": ("circle", "ctl"),
        "running": ("clock", "accent"),
    }
    return looks.get(kind, (kind, "text2"))


def status_words(kind: str) -> str:
    """Return what the icon of a status says, for screen readers."""
    words = {
        "ok": _("Fine"),
        "warn": _("To look at"),
        "bad": _("To fix"),
        "open": _("Not done yet"),
        "running": _("Working"),
    }
    return words.get(kind, "")


class CheckList(QWidget):
    """The rows, divided by lines. ``inset`` is the room at both sides inside the lines' ends."""

    action_chosen = Signal(str, str)  # key of the check, key of the action

    def __init__(self, theme: ThemeSource, *, inset: int = 0, roomy: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._inset = inset
        self._roomy = roomy
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show these rows in place of the ones before."""
        empty(self._column)
        for place, check in enumerate(checks):
            if place:
                self._column.addWidget(line())
            self._column.addWidget(self._row(check))
        self.updateGeometry()

    def _row(self, check: Check) -> QWidget:
        row = QWidget()
        row.setObjectName(f"check-{check.key}")
        spoken = ". ".join(part for part in (status_words(check.kind), check.heading, check.detail) if part)
        row.setAccessibleName(spoken)
        air = 6 if self._roomy else 3
        across = QHBoxLayout(row)
        across.setContentsMargins(self._inset, air, self._inset, air)
        across.setSpacing(10)
        icon, tone = status_look(check.kind)
        sign = IconView(self._theme, icon, tone)
        sign.setFixedHeight(self._theme.px(_LINE))
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._words(check), 1)
        for action in check.actions:
            if action.kind == "link":
                across.addWidget(self._button(check, action), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, check: Check) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.setContentsMargins(0, (self._theme.px(_LINE) - self._theme.theme.line_height("name")) // 2, 0, 3)
        words.addWidget(Paragraph(self._theme, check.heading, role="name"))
        if check.detail:
            words.addWidget(Paragraph(self._theme, check.detail, role="small", tone="text2"))
        buttons = [action for action in check.actions if action.kind != "link"]
        if buttons:
            row = FlowLayout()
            row.setContentsMargins(0, 6, 0, 2)
            for action in buttons:
                row.addWidget(self._button(check, action))
            words.addLayout(row)
        return words

    def _button(self, check: Check, action: CheckAction) -> Button:
        made = button(self._theme, action.words, kind=action.kind, size="small")
        if action.kind == "link":
            made.set_size("line")
        made.setObjectName(f"check-{check.key}-{action.key}")
        made.setAccessibleDescription(check.heading)
        made.clicked.connect(lambda: self.action_chosen.emit(check.key, action.key))
        return made
