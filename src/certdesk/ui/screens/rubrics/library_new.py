"""A new rubric: its title, and what to begin with. Everything can be changed afterwards."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from certdesk.core.editing_levels import FEWEST, MOST
from certdesk.core.rubric import Rubric
from certdesk.core.starting import empty_rubric, frame_of, like
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.form import lay_out_form
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.text_box import LineField

_EMPTY, _FRAME, _LIKE = "empty", "frame", "like"
_USUAL = 4
_LANGUAGES = ("en", "fr", "es", "pt", "ar", "sw", "de", "am", "hi", "zh")


class NewRubric(QFrame):
    """A small form. ``wanted`` comes with Create or Enter, ``left`` with Cancel or Esc."""

    wanted = Signal()
    left = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setObjectName("newRubric")
        self._theme = theme
        self.title = LineField(theme, _("Title"), hint=_("What people will call it"))
        self.title.line.setObjectName("newTitle")
        self.language = ComboBox(theme, _("Language"), tuple((code, language_name(code)) for code in _LANGUAGES))
        self.language.setObjectName("newLanguage")
        begun = (
            Choice(_EMPTY, _("Empty")),
            Choice(_FRAME, _("Frame")),
            Choice(_LIKE, _("Copy")),
        )
        self.beginning = Segment(theme, begun, _EMPTY)
        self.beginning.setObjectName("newBeginning")
        self.beginning.setAccessibleName(_("Begin with"))
        self._told = Paragraph(theme, role="small", tone="text2")
        self._told.setObjectName("newTold")
        self.other = ComboBox(theme, _("Which rubric"))
        self.other.setObjectName("newFrom")
        numbers = tuple((str(number), str(number)) for number in range(FEWEST, MOST + 1))
        self.levels = ComboBox(theme, _("Number of levels"), numbers)
        self.levels.setObjectName("newLevels")
        self.levels.set_current(str(_USUAL))
        self.levels.setMinimumWidth(theme.px(72))
        self._labels: list[LineField] = []
        self._of_levels = QWidget()
        self._grid = QGridLayout()
        self._create = button(theme, _("Create"), kind="primary", key="Enter")
        self._create.setObjectName("createRubric")
        self._cancel = button(theme, _("Cancel"), kind="quiet")
        self._cancel.setObjectName("cancelNew")
        self._build()
        self._connect()
        self._show_labels()
        self._tell()

    def begin(self, others: tuple[tuple[str, str], ...], language: str) -> None:
        """Start with an empty title. ``others`` are keys and words of what can be begun from."""
        self.title.show_text("")
        self.title.show_wrong("")
        self.language.set_current(language)
        self.other.show_choices(others)
        self.beginning.set_current(_EMPTY)
        self._tell()
        self.title.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def words(self) -> str:
        """Return the title."""
        return self.title.text().strip()

    def begins_from(self) -> str:
        """Return the key of the rubric to begin from, or an empty text for none."""
        return "" if self.beginning.current() == _EMPTY else self.other.current()

    def rubric(self, rubric_id: str, other: Rubric | None) -> Rubric:
        """Return the rubric that is wanted, under this id; ``other`` is the one to begin from."""
        title = self.words()
        if other is not None:
            return (frame_of if self.beginning.current() == _FRAME else like)(other, rubric_id, title)
        made = empty_rubric(rubric_id, title, levels=int(self.levels.current()), language=self.language.current())
        named = tuple(
            replace(level, label=field.text().strip() or level.label)
            for level, field in zip(made.scale.levels, self._labels, strict=False)
        )
        return replace(made, scale=replace(made.scale, levels=named))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc, create with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        else:
            super().keyPressEvent(event)

    def _want(self) -> None:
        if not self.words():
            self.title.show_wrong(_("A rubric needs a title. It can be changed later."))
            self.title.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.wanted.emit()

    def _tell(self) -> None:
        beginning = self.beginning.current()
        told = {
            _EMPTY: _("Empty: a scale, one section and one criterion to write."),
            _FRAME: _("Frame: the scale, sections, weights and rules of another rubric; its descriptors are left out."),
            _LIKE: _("Copy: everything that another rubric has, as a rubric of its own."),
        }
        chosen = told.pop(beginning)
        self._told.show_text("\n".join((chosen, *told.values())), bold=len(chosen))
        self.other.setVisible(beginning != _EMPTY)
        self._of_levels.setVisible(beginning == _EMPTY)

    def _show_labels(self) -> None:
        count = int(self.levels.current())
        usual = empty_rubric("new", "", levels=count).scale.levels
        while len(self._labels) < count:
            field = LineField(self._theme, "")
            field.line.setObjectName(f"newLevel-{len(self._labels) + 1}")
            field.line.setAccessibleName(_("Label of level {number}").format(number=len(self._labels) + 1))
            place = len(self._labels)
            self._grid.addWidget(label(str(place + 1), "label", "text2"), place // 2, place % 2 * 2)
            self._grid.addWidget(field, place // 2, place % 2 * 2 + 1)
            self._labels.append(field)
        for number, field in enumerate(self._labels):
            shown = number < count
            field.setVisible(shown)
            at = self._grid.itemAtPosition(number // 2, number % 2 * 2)
            if at is not None and (digit := at.widget()) is not None:
                digit.setVisible(shown)
            if shown:
                field.line.setPlaceholderText(usual[number].label)

    def _build(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(16, 14, 16, 14)
        form.setSpacing(12)
        form.addWidget(label(_("New rubric"), "heading"))
        form.addWidget(self.title)
        form.addWidget(_named(_("Language"), self.language))
        form.addWidget(_named(_("Begin with"), self.beginning))
        form.addWidget(self._told)
        form.addWidget(self.other)
        of_levels = QVBoxLayout(self._of_levels)
        of_levels.setContentsMargins(0, 0, 0, 0)
        of_levels.setSpacing(8)
        of_levels.addWidget(_named(_("Levels"), self.levels))
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        of_levels.addLayout(self._grid)
        of_levels.addWidget(
            Paragraph(
                self._theme, _("Levels count from 1; values are changed in the grid."), role="small", tone="text3"
            )
        )
        form.addWidget(self._of_levels)
        lay_out_form(self, inner, self._create, self._cancel)

    def _connect(self) -> None:
        self.title.edited.connect(lambda _text: self.title.show_wrong(""))
        self.beginning.chosen.connect(lambda _key: self._tell())
        self.levels.chosen.connect(lambda _key: self._show_labels())
        self._create.clicked.connect(self._want)
        self._cancel.clicked.connect(self.left)


def _named(words: str, part: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(words, "column", "text2"))
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeading)
    return made
