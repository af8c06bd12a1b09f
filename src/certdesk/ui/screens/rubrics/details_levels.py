"""Details: the levels of the rubric's scale, or those that one criterion has of its own."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.editing_levels import (
    FEWEST,
    MOST,
    add_level,
    number_levels,
    remove_level,
    rename_level,
    set_standard,
    set_value,
)
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Level, Scale
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.details_fields import Change, Rows, long_box, number_in, show_in
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.text_box import LineField


class LevelLine(QWidget):
    """One level: its value, its label, and what it means in general."""

    def __init__(self, block: Levels, place: int) -> None:
        super().__init__()
        theme = block.theme
        self._block, self._place = block, place
        self.value = LineField(theme, "")
        self.value.line.setAccessibleName(_("Value"))
        self.value.line.setObjectName(f"levelValue-{place}")
        self.value.setFixedWidth(theme.px(56))
        self.label = LineField(theme, "", hint=_("Label"))
        self.label.line.setAccessibleName(_("Label"))
        self.label.line.setObjectName(f"levelLabel-{place}")
        self.meaning = long_box(theme, "", hint=_("What it means in general"), rows=3)
        self.meaning.writing.setAccessibleName(_("Meaning"))
        self.removing = block.removing(f"removeLevel-{place}", _("Remove this level"), lambda: block.remove(place))
        first = QHBoxLayout()
        first.setSpacing(8)
        for part in (self.value, self.label, self.removing):
            first.addWidget(part, 1 if part is self.label else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.meaning)
        self.value.committed.connect(lambda text: block.set_value(place, text))
        self.label.edited.connect(lambda text: block.rename(place, label=text))
        self.meaning.edited.connect(lambda text: block.rename(place, meaning=text))

    def show_level(self, level: Level, *, removable: bool) -> None:
        """Show what stands at this place."""
        show_in(self.value, plain_number(level.value))
        show_in(self.label, level.label)
        show_in(self.meaning, level.meaning)
        self.removing.setEnabled(removable)


class Levels(Rows):
    """Levels from the lowest to the highest, which one is the standard, and whole numbers for all."""

    def __init__(self, theme: ThemeSource, title: str) -> None:
        super().__init__(theme, title, _("Level above"), "addLevel")
        self._of = ""
        self._levels: tuple[Level, ...] = ()
        self.standard = ComboBox(theme, _("Certificate standard"))
        self.standard.setObjectName("standardLevel")
        self.standard.chosen.connect(self._set_standard)
        self._number = button(theme, _("Number from 1"), kind="quiet", size="small")
        self._number.setObjectName("numberLevels")
        self._number.clicked.connect(self._number_all)
        self.add(label(_("Certificate standard"), "column", "text2"), self.standard)
        row = QHBoxLayout()
        row.addWidget(self._number)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_scale(self, scale: Scale, of: str = "") -> None:
        """Show a scale; ``of`` names the criterion whose own it is."""
        self._of, self._levels = of, scale.levels
        self.show_count(len(scale.levels))
        for line, level in zip(self.lines(), scale.levels, strict=True):
            if isinstance(line, LevelLine):
                line.show_level(level, removable=len(scale.levels) > FEWEST)
        choices = tuple((str(each.value), f"{level_digits(each.value)} {each.label}") for each in scale.levels)
        self.standard.show_choices(choices, str(scale.standard))
        self.adding.setEnabled(len(scale.levels) < MOST)

    def make_line(self, place: int) -> QWidget:
        """Make a line."""
        return LevelLine(self, place)

    def add_line(self) -> None:
        """Add a level above the highest."""
        place, of = len(self._levels), self._of
        self._tell(lambda rubric: add_level(rubric, place, of=of), _("level added"))

    def remove(self, place: int) -> None:
        """Take the level at a place away."""
        value, of = self._levels[place].value, self._of
        self._tell(lambda rubric: remove_level(rubric, value, of=of), _("level removed"))

    def rename(self, place: int, *, label: str | None = None, meaning: str | None = None) -> None:
        """Write label or meaning of the level at a place."""
        value, of = self._levels[place].value, self._of
        words = _("level {label}").format(label=label or self._levels[place].label)
        self._tell(lambda rubric: rename_level(rubric, value, label=label, meaning=meaning, of=of), words)

    def set_value(self, place: int, text: str) -> None:
        """Give the level at a place another value."""
        old, of = self._levels[place].value, self._of
        if text.strip() == plain_number(old):
            return
        words = _("value of {label}").format(label=self._levels[place].label)
        self._tell(lambda rubric: set_value(rubric, old, number_in(text, _("Value")), of=of), words)

    def _set_standard(self, key: str) -> None:
        value, of = Fraction(key), self._of
        self._tell(
            lambda rubric: set_standard(rubric, value, of=of), _("standard {level}").format(level=plain_number(value))
        )

    def _number_all(self) -> None:
        of = self._of
        self._tell(lambda rubric: number_levels(rubric, of=of), _("levels numbered"))

    def _tell(self, change: Change, words: str) -> None:
        self.tell(change, words)
