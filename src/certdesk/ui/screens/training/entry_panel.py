"""Where a member chooses while the room looks on: keys and buttons that leave no trace on the screen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.screens.training.silent_entry import SilentEntry
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.paragraph import Paragraph


class EntryPanel(QWidget):
    """``moved()`` says that another criterion is up, ``kept()`` that the member has chosen all, ``stopped()`` none."""

    moved = Signal()
    kept = Signal()
    stopped = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.entry: SilentEntry | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        self._who = Paragraph(theme, role="heading")
        self._who.setObjectName("entryWho")
        self._told = Paragraph(theme, role="body", tone="text2")
        self._told.setObjectName("entryTold")
        self._far = label("", "name", name="entryFar")
        self._levels = QWidget()
        self._row = FlowLayout(6)
        self._levels.setLayout(self._row)
        self._keep = button(theme, _("Keep my choices"), kind="primary", key="Enter")
        self._keep.setObjectName("entryKeep")
        self._back = button(theme, _("Take the last one back"), kind="quiet")
        self._back.setObjectName("entryBack")
        self._stop = button(theme, _("Not now"), kind="quiet")
        self._stop.setObjectName("entryStop")
        self._build()
        self._keys()

    def begin(self, entry: SilentEntry) -> None:
        """Let a member choose."""
        self.entry = entry
        self._show()
        self.setFocus()

    def choose(self, digit: int) -> None:
        """Take a level; nothing on the screen says which."""
        if self.entry is not None:
            self._after(taken=self.entry.choose(digit))

    def not_observed(self) -> None:
        """Take "not observed"."""
        if self.entry is not None:
            self._after(taken=self.entry.not_observed())

    def keep(self) -> None:
        """Hand the choices over once there is one for each criterion."""
        if self.entry is not None and self.entry.done:
            self.kept.emit()

    def back(self) -> None:
        """Take the last choice back."""
        if self.entry is not None:
            self.entry.back()
            self._after(taken=True)

    def _after(self, *, taken: bool) -> None:
        self._show(wrong=not taken)
        if taken:
            self.moved.emit()

    def _show(self, *, wrong: bool = False) -> None:
        entry = self.entry
        if entry is None:
            return
        self._who.show_text(_("{name} chooses").format(name=entry.member))
        values = [level.value for level in entry.scale.levels]
        keys = f"{level_digits(values[0])}–{level_digits(values[-1])}" if values else ""
        if wrong:
            told = _("This criterion has no such level. Choose with {keys}, or N.").format(keys=keys)
        elif entry.done:
            told = _("Everything is chosen. Enter keeps it. Backspace takes the last one back.")
        else:
            told = _("Press {keys}, or N where it was not observed. Nothing on the screen shows what was pressed.")
            told = told.format(keys=keys)
            if entry.scale.half_levels:
                told += " " + _("H before a digit adds a half.")
        self._told.show_text(told)
        far = _("{number} of {count} chosen").format(number=entry.place, count=entry.count)
        self._far.setText(far if entry.done else f"{far}. {_('Now {criterion}.').format(criterion=entry.criterion.id)}")
        self._keep.setVisible(entry.done)
        self._back.setEnabled(bool(entry.place))
        self._show_buttons(entry)

    def _show_buttons(self, entry: SilentEntry) -> None:
        self._levels.setVisible(not entry.done)
        if entry.done:
            self._keep.setFocus()
            return
        empty(self._row)
        for level in entry.scale.levels:
            if level.value.denominator == 1:
                made = self._button(level_digits(level.value))
                made.clicked.connect(partial(self._choose_with_mouse, int(level.value)))
        self._button("N").clicked.connect(self.not_observed)
        self.setFocus()

    def _button(self, words: str) -> Button:
        made = button(self._theme, words)
        made.setObjectName(f"entry-{words}")
        self._row.addWidget(made)
        return made

    def _choose_with_mouse(self, digit: int, _on: bool = False) -> None:
        self.choose(digit)

    def _keys(self) -> None:
        deeds = {str(digit): partial(self.choose, digit) for digit in range(10)}
        deeds |= {f"Alt+{digit}": partial(self.choose, 10 + digit) for digit in range(3)}
        more = {
            "N": self.not_observed,
            "H": self._half,
            "Backspace": self.back,
            "Return": self.keep,
            "Enter": self.keep,
        }
        for keys, deed in (deeds | more).items():
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _half(self) -> None:
        if self.entry is not None:
            self.entry.begin_half()

    def _build(self) -> None:
        self._back.clicked.connect(self.back)
        self._stop.clicked.connect(self.stopped)
        self._keep.clicked.connect(self.keep)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for one in (self._keep, self._back, self._stop):
            foot.addWidget(one)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        mouse = Paragraph(self._theme, _("With the mouse, the others look away."), role="small", tone="text2")
        for part in (self._who, self._told, self._far, self._levels, mouse):
            column.addWidget(part)
        column.addLayout(foot)
