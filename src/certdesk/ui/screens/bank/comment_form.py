"""One comment of the bank as it is written: the words, what they are for, and how they are found."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.bank_words import criteria_words, kind_words, known_languages, language_words
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Level, Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.text_box import LineField, TextBox
from certdesk.ui.widgets.typeahead_slots import SlotKeys

_SEPARATOR = "\x1f"
_NONE = ""


class CommentForm(QWidget):
    """Shows one comment to be written. ``changed(Comment)`` comes with every choice and when the writing pauses.

    ``left(Comment)`` comes when the writer goes elsewhere or has chosen something, for those who keep it then.
    """

    changed = Signal(object)
    left = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._comment: Comment | None = None
        self._rubrics: tuple[Rubric, ...] = ()
        self.words = TextBox(theme, _("Words"), rows=5)
        self.words.setObjectName("commentWords")
        self.slots = SlotKeys(theme, self.words, tab=False)
        self.kind = ComboBox(theme, _("Kind"), tuple((kind.value, kind_words(kind)) for kind in CommentKind))
        self.rubric = ComboBox(theme, _("Rubric"))
        self.criterion = ComboBox(theme, _("Criterion"))
        self.lowest = ComboBox(theme, _("From level"))
        self.highest = ComboBox(theme, _("To level"))
        self.language = ComboBox(theme, _("Language"))
        self.shortcut = LineField(theme, _("Shortcut"), hint=_("such as t4a"))
        self.tags = LineField(theme, _("Tags, with commas"))
        self._build()
        self._connect()

    def show_comment(self, comment: Comment, rubrics: tuple[Rubric, ...], *, writable: bool = True) -> None:
        """Show a comment; what somebody is writing in it right now stays as it is."""
        same = self._comment is not None and self._comment.id == comment.id
        self._comment, self._rubrics = comment, rubrics
        if not (same and self.words.writing.hasFocus()):
            self.words.show_text(comment.text)
        if not (same and self.shortcut.line.hasFocus()):
            self.shortcut.show_text(comment.shortcut)
        if not (same and self.tags.line.hasFocus()):
            self.tags.show_text(", ".join(comment.tags))
        self._show_choices()
        self.words.writing.setReadOnly(not writable)
        self.shortcut.line.setReadOnly(not writable)
        self.tags.line.setReadOnly(not writable)
        for box in self._boxes():
            box.setEnabled(writable)

    def comment(self) -> Comment | None:
        """Return the comment as it stands in the form, or None while there is none."""
        if self._comment is None:
            return None
        return replace(
            self._comment,
            text=self.words.text().strip(),
            kind=CommentKind(self.kind.current()),
            rubric=self.rubric.current(),
            criteria=tuple(self.criterion.current().split(_SEPARATOR)),
            levels=self._levels(),
            language=self.language.current(),
            shortcut=self.shortcut.text().strip().lstrip("/"),
            tags=tuple(dict.fromkeys(tag for part in self.tags.text().split(",") if (tag := part.strip()))),
        )

    def _levels(self) -> tuple[Fraction, ...]:
        low, high = self.lowest.current(), self.highest.current()
        if _NONE in (low, high):
            return ()
        ends = sorted((Fraction(low), Fraction(high)))
        kept = self._comment.levels if self._comment else ()
        if kept and ends == [min(kept), max(kept)]:
            return kept
        return tuple(level.value for level in self._scale() if ends[0] <= level.value <= ends[1])

    def _scale(self) -> tuple[Level, ...]:
        """Return the levels to choose from: the criterion's, or those of every rubric that could be meant."""
        known: dict[Fraction, Level] = {}
        wanted = self.rubric.current()
        criterion_ids = self.criterion.current().split(_SEPARATOR)
        for rubric in self._rubrics:
            if wanted not in ("", rubric.id):
                continue
            mine = [one for one in rubric.criteria if one.id in criterion_ids]
            for scale in [rubric.scale_of(one) for one in mine] or [rubric.scale]:
                for level in scale.levels:
                    known.setdefault(level.value, level if wanted else Level(level.value, "", ""))
        for value in self._comment.levels if self._comment else ():
            known.setdefault(value, Level(value, "", ""))
        return tuple(known[value] for value in sorted(known))

    def _show_choices(self) -> None:
        comment = self._comment
        if comment is None:
            return
        self.kind.set_current(comment.kind.value)
        titles = {rubric.id: rubric.title for rubric in self._rubrics}
        if comment.rubric:
            titles.setdefault(comment.rubric, comment.rubric)
        self.rubric.show_choices((("", _("Any rubric")), *titles.items()), comment.rubric)
        languages = dict(known_languages())
        languages.setdefault(comment.language, language_words(comment.language))
        self.language.show_choices(tuple(sorted(languages.items(), key=lambda pair: pair[1])), comment.language)
        self._show_criteria(_SEPARATOR.join(comment.criteria), criteria_words(comment))
        self._show_levels(comment.levels)

    def _show_criteria(self, current: str, words: str) -> None:
        choices = {ANY_CRITERION: _("Any criterion")}
        for rubric in self._rubrics:
            if rubric.id == self.rubric.current():
                choices |= {one.id: f"{one.id}  {one.title}" for one in rubric.criteria}
        choices.setdefault(current, words)
        self.criterion.show_choices(tuple(choices.items()), current)

    def _show_levels(self, levels: tuple[Fraction, ...]) -> None:
        choices = ((_NONE, _("none")), *((str(one.value), _level_words(one)) for one in self._scale()))
        self.lowest.show_choices(choices, str(min(levels)) if levels else _NONE)
        self.highest.show_choices(choices, str(max(levels)) if levels else _NONE)

    def _on_rubric(self) -> None:
        self._show_criteria(ANY_CRITERION, _("Any criterion"))
        self._on_criterion()

    def _on_criterion(self) -> None:
        values = {level.value for level in self._scale()}
        levels = tuple(level for level in self._levels() if level in values) or tuple(sorted(values))
        self._show_levels(levels if self.lowest.current() != _NONE else ())
        self._tell_left()

    def _on_level(self, moved: ComboBox, other: ComboBox) -> None:
        """Keep both ends together: none is none for both, and the first level chosen stands for both."""
        if moved.current() == _NONE or other.current() == _NONE:
            other.set_current(moved.current())
        self._tell_left()

    def _tell(self) -> None:
        if (comment := self.comment()) is not None:
            self.changed.emit(comment)

    def _tell_left(self) -> None:
        if (comment := self.comment()) is not None:
            self.changed.emit(comment)
            self.left.emit(comment)

    def _boxes(self) -> tuple[ComboBox, ...]:
        return (self.kind, self.rubric, self.criterion, self.lowest, self.highest, self.language)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.words, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        names = (
            "commentKind",
            "commentRubric",
            "commentCriterion",
            "commentLowest",
            "commentHighest",
            "commentLanguage",
        )
        for box, name in zip(self._boxes(), names, strict=True):
            box.setObjectName(name)
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shortcut.line.setObjectName("commentShortcut")
        self.tags.line.setObjectName("commentTags")
        places = ((self.kind, 0, 0, 2), (self.rubric, 0, 2, 2), (self.criterion, 1, 0, 2), (self.lowest, 1, 2, 1))
        for box, row, at, span in (*places, (self.highest, 1, 3, 1), (self.language, 2, 0, 2)):
            grid.addWidget(_labelled(box), row, at, 1, span, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.shortcut, 2, 2, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.tags, 3, 0, 1, 4)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        for at in range(grid.count()):
            item = grid.itemAt(at)
            if item is not None and (part := item.widget()) is not None:
                # Equal columns, whatever stands in them.
                part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addLayout(grid)

    def _connect(self) -> None:
        for box in (self.kind, self.language):
            box.chosen.connect(lambda _key: self._tell_left())
        self.rubric.chosen.connect(lambda _key: self._on_rubric())
        self.criterion.chosen.connect(lambda _key: self._on_criterion())
        self.lowest.chosen.connect(lambda _key: self._on_level(self.lowest, self.highest))
        self.highest.chosen.connect(lambda _key: self._on_level(self.highest, self.lowest))
        for field in (self.words, self.shortcut, self.tags):
            field.edited.connect(lambda _text: self._tell())
            field.committed.connect(lambda _text: self._tell_left())


def _labelled(box: ComboBox) -> QWidget:
    """Return a choice with its name above it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    name = label(box.accessibleName(), "column", "text2")
    name.setBuddy(box)
    column.addWidget(name)
    column.addWidget(box)
    return both


def _level_words(level: Level) -> str:
    number = plain_number(level.value)
    return f"{number}  {level.label}" if level.label else number
