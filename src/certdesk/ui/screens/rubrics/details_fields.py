"""Parts of the details: a heading with fields below it, and lines that can be added and removed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import LONGEST_TEXT, exact_number
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.text_box import LineField, TextBox

Change = Callable[[Rubric], Rubric]


class Block(QWidget):
    """A heading and what belongs to it. ``changed(Change, words)`` hands over an edit of the rubric."""

    changed = Signal(object, str)

    def __init__(self, theme: ThemeSource, title: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(label(title, "label"))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below each other."""
        for widget in widgets:
            self.body.addWidget(widget)

    def beside(self, *widgets: QWidget) -> QWidget:
        """Put widgets beside each other, at the foot of their line."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        self.body.addWidget(made)
        return made

    def tell(self, change: Change, words: str) -> None:
        """Hand an edit over."""
        self.changed.emit(change, words)


class Rows(Block):
    """Lines that can be added and removed; made again only when their number changes, so that the keyboard stays.

    A child says how many there are, makes one for a place, and shows what stands there.
    """

    def __init__(self, theme: ThemeSource, title: str, add_words: str, name: str) -> None:
        super().__init__(theme, title)
        self._lines: list[QWidget] = []
        self._holder = QVBoxLayout()
        self._holder.setSpacing(10)
        self.body.addLayout(self._holder)
        self.adding = button(theme, add_words, kind="quiet", icon="plus", size="small")
        self.adding.setObjectName(name)
        self.adding.clicked.connect(self.add_line)
        row = QHBoxLayout()
        row.addWidget(self.adding)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_count(self, count: int) -> None:
        """Make as many lines as there are."""
        while len(self._lines) > count:
            gone = self._lines.pop()
            self._holder.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < count:
            made = self.make_line(len(self._lines))
            self._lines.append(made)
            self._holder.addWidget(made)

    def lines(self) -> tuple[QWidget, ...]:
        """Return the lines."""
        return tuple(self._lines)

    def make_line(self, place: int) -> QWidget:
        """Make the line for a place, counted from 0."""
        raise NotImplementedError(place)

    def add_line(self) -> None:
        """Add one to the rubric."""
        raise NotImplementedError

    def removing(self, name: str, words: str, run: Callable[[], object]) -> QWidget:
        """Return a small button that removes a line."""
        made = icon_button(self.theme, "close", words, size="small")
        made.setObjectName(name)
        made.clicked.connect(lambda _on=False: run())
        return made


class Toggle(QWidget):
    """A switch with its words. ``switched(bool)``."""

    switched = Signal(bool)

    def __init__(self, theme: ThemeSource, words: str, name: str) -> None:
        super().__init__()
        self.switch = Switch(theme, words)
        self.switch.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        shown = label(words, "body", "text2")
        shown.setWordWrap(True)
        row.addWidget(shown, 1)
        row.addWidget(self.switch)
        self.switch.toggled.connect(self.switched)

    def show_on(self, *, on: bool, possible: bool = True) -> None:
        """Show it as on or off; tells nobody."""
        self.switch.blockSignals(True)
        self.switch.show_on(on=on)
        self.switch.blockSignals(False)
        self.switch.setEnabled(possible)


def long_box(theme: ThemeSource, words: str, *, hint: str = "", rows: int = 3) -> TextBox:
    """Return a box for a text of a rubric, which takes as many characters as a rubric's file does."""
    box = TextBox(theme, words, hint=hint, rows=rows)
    box.writing.longest = LONGEST_TEXT
    return box


def narrow(combo: ComboBox) -> ComboBox:
    """Let a list be narrower than its longest choice, as the panel needs it."""
    combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def show_in(field: LineField | TextBox, text: str, *, same: bool | None = None) -> None:
    """Put text into a field unless it says the same already, so that the cursor of a writer stays."""
    if not (field.text() == text if same is None else same):
        field.show_text(text)
        if isinstance(field, LineField):
            field.line.setCursorPosition(0)


def number_in(text: str, what: str, *, whole: bool = False) -> Fraction:
    """Read a number that is not negative. Raises NotAllowedError with a sentence."""
    try:
        value = exact_number(text.replace(",", ".").strip())
    except ValueError as why:
        raise _no_number(what) from why
    if value < 0 or value > 1_000_000 or (whole and value.denominator != 1):
        raise _no_number(what)
    return value


def limits_words(limits: tuple[tuple[str, Fraction], ...]) -> str:
    """Write limits as they are typed: ``max pages 6, max minutes 20``."""
    return ", ".join(f"{name.replace('_', ' ')} {plain_number(value)}" for name, value in limits)


def limits_in(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Read limits as they are typed. Raises NotAllowedError with a sentence."""
    found: list[tuple[str, Fraction]] = []
    for part in filter(None, (each.strip() for each in text.replace(";", ",").split(","))):
        name, _space, number = part.replace(":", " ").replace("=", " ").rpartition(" ")
        name = "_".join(name.split())
        if not name.replace("_", "").isalpha():
            raise NotAllowedError(
                _("“{text}” is not a limit.").format(text=part[:40]),
                _("Write, for example, max pages 6, max minutes 20."),
            )
        found.append((name, number_in(number, name.replace("_", " "))))
    return tuple(found)


def _no_number(what: str) -> NotAllowedError:
    return NotAllowedError(_("{what}: a number is needed here.").format(what=what))
