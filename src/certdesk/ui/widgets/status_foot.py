"""The line at the foot of a screen: how far, what is missing, what can be undone, when it was saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label

_HEIGHT, _SIDE = 36, 16


@dataclass(frozen=True, slots=True)
class Standing:
    """What the foot says. Empty words are left out; ``strong`` stands before ``rest`` in each pair of ``facts``."""

    facts: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    missing_key: str = ""
    undo: str = ""
    undo_key: str = ""
    note: str = ""
    saved: str = ""


class StatusFoot(QFrame):
    """The foot. What is missing and Undo can be pressed; with large text it takes two lines."""

    missing_chosen = Signal()
    undo_chosen = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("statusFoot")
        self.setProperty("surface", "foot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._facts = QHBoxLayout()
        self._facts.setSpacing(16)
        self._missing = button(theme, "", kind="link", size="small")
        self._missing.setObjectName("missing")
        self._missing.clicked.connect(self.missing_chosen)
        self._missing_key = KeyCap(theme, "")
        self._undo = button(theme, "", kind="quiet", size="small", icon="undo")
        self._undo.setObjectName("undo")
        self._undo.clicked.connect(self.undo_chosen)
        self._undo_key = KeyCap(theme, "")
        self._note = label("", "small", "text2", name="note")
        self._tick = IconView(theme, "check", "ok", 16)
        self._saved = label("", "small", "ok", name="saved")
        self._first, self._second = QWidget(), QWidget()
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)  # one line's width is no minimum
        self._build()
        theme.changed.connect(self._fit)
        self.show_standing(Standing())

    def show_standing(self, standing: Standing) -> None:
        """Show this in place of what stood there."""
        self._show_facts(standing.facts)
        _fill(self._missing_key, standing.missing_key if standing.missing else "")
        _fill(self._undo_key, standing.undo_key if standing.undo else "")
        _fill(self._note, standing.note)
        _fill(self._saved, standing.saved)
        self._tick.setVisible(bool(standing.saved))
        self._missing.set_words(standing.missing)
        self._missing.setVisible(bool(standing.missing))
        self._undo.set_words(standing.undo)
        self._undo.setVisible(bool(standing.undo))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the wider line when there are two."""
        width = max(self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(width + 2 * _SIDE, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Measure again: the words have their fonts only now."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use a second line when one is too short."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        first = QHBoxLayout(self._first)
        first.addLayout(self._facts)
        first.addLayout(_pair(self._missing, self._missing_key))
        first.addStretch(1)
        second = QHBoxLayout(self._second)
        second.addStretch(1)
        second.addLayout(_pair(self._undo, self._undo_key))
        second.addWidget(self._note)
        second.addLayout(_pair(self._tick, self._saved))
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(16)
        self._lines.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self._lines.setSpacing(0)
        self._lines.addWidget(self._first, 1)
        self._lines.addWidget(self._second)

    def _show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        empty(self._facts)
        for strong, rest in facts:
            fact = _Fact(self._theme, strong, rest)
            self._facts.addWidget(fact)
            for part in fact.findChildren(QLabel):
                part.ensurePolished()  # its width is measured before it is shown

    def _fit(self) -> None:
        needed = self._first.minimumSizeHint().width() + self._second.minimumSizeHint().width() + 3 * _SIDE
        two_lines = self.width() < needed
        directions = QBoxLayout.Direction
        self._lines.setDirection(directions.TopToBottom if two_lines else directions.LeftToRight)
        self.setFixedHeight(self._theme.px(_HEIGHT) * (2 if two_lines else 1))


class _Fact(QFrame):
    """A strong word and the rest: "**5 of 8** marked"."""

    def __init__(self, theme: ThemeSource, strong: str, rest: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        if strong:
            number = label(strong, "small", "text")
            number.setProperty("strong", True)
            row.addWidget(number)
        row.addWidget(label(rest, "small", "text2"))
        self.setAccessibleName(f"{strong} {rest}".strip())


def _fill(shown: QLabel, words: str) -> None:
    shown.setText(words)
    shown.setVisible(bool(words))
    shown.updateGeometry()


def _pair(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return row
