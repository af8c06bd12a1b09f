"""The line of filters above the comment bank."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.bank_filtering import MINE, OFFICIAL, OTHERS, BankFilter
from certdesk.core.bank_words import kind_words, language_words
from certdesk.core.comment_bank import ANY_CRITERION, Comment, CommentKind
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label

_WIDTHS = (134, 134, 104, 156, 112, 130)


class BankFilters(QWidget):
    """``changed()`` when another filter is chosen; `wanted` says which."""

    changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rubrics: tuple[Rubric, ...] = ()
        self.rubric = ComboBox(theme, _("Rubric"))
        self.criterion = ComboBox(theme, _("Criterion"))
        self.level = ComboBox(theme, _("Level"))
        kinds = tuple((kind.value, kind_words(kind)) for kind in CommentKind)
        self.kind = ComboBox(theme, _("Kind"), (("", _("Any kind")), *kinds))
        self.whose = ComboBox(theme, _("Whose"))
        self.language = ComboBox(theme, _("Language"))
        self.unused = QCheckBox(_("Never used here"))
        self.unused.setObjectName("filterUnused")
        self.others = QCheckBox(_("Show others' words too"))
        self.others.setObjectName("filterOthers")
        self.count = label("", "small", "text2", name="bankCount")
        self._build()

    def show_bank(self, comments: tuple[Comment, ...], rubrics: tuple[Rubric, ...]) -> None:
        """Offer the choices that this bank and these rubrics have; what is chosen stays."""
        self._rubrics = rubrics
        titles = {rubric.id: rubric.title for rubric in rubrics}
        for comment in comments:
            if comment.rubric:
                titles.setdefault(comment.rubric, comment.rubric)
        self.rubric.show_choices((("", _("Any rubric")), *titles.items()), self.rubric.current())
        languages = sorted({comment.language for comment in comments}, key=language_words)
        named = tuple((code, language_words(code)) for code in languages)
        self.language.show_choices((("", _("Any language")), *named), self.language.current())
        whose = ((OFFICIAL, _("Official")), (MINE, _("Mine")), (OTHERS, _("Others'")))
        self.whose.show_choices((("", _("Anybody's")), *whose), self.whose.current())
        self._show_criteria(comments)

    def show_filter(self, wanted: BankFilter) -> None:
        """Choose what is asked for; tells nobody."""
        self.rubric.set_current(wanted.rubric)
        self._show_criteria(())
        self.criterion.set_current(wanted.criterion)
        self.level.set_current("" if wanted.level is None else str(wanted.level))

    def wanted(self, words: str) -> BankFilter:
        """Return what is asked for, together with the words that are searched."""
        level, kind = self.level.current(), self.kind.current()
        return BankFilter(
            rubric=self.rubric.current(),
            criterion=self.criterion.current(),
            level=Fraction(level) if level else None,
            kind=CommentKind(kind) if kind else None,
            whose=self.whose.current(),
            language=self.language.current(),
            unused=self.unused.isChecked(),
            others=self.others.isChecked(),
            words=words,
        )

    def clear(self) -> None:
        """Ask for everything again."""
        for box in self._boxes():
            box.set_current("")
        self.unused.setChecked(False)
        self.changed.emit()

    def _show_criteria(self, comments: tuple[Comment, ...]) -> None:
        """Offer the criteria of the chosen rubric, or all that there are, with their levels."""
        chosen = self.rubric.current()
        rubrics = [rubric for rubric in self._rubrics if chosen in ("", rubric.id)]
        criteria = {one.id: one.id if not chosen else f"{one.id}  {one.title}" for r in rubrics for one in r.criteria}
        for comment in comments:
            if chosen in ("", comment.rubric):
                criteria |= {one: one for one in comment.criteria if one not in criteria and one != ANY_CRITERION}
        levels = sorted({level.value for r in rubrics for one in r.criteria for level in r.scale_of(one).levels})
        every = (("", _("All criteria")), (ANY_CRITERION, _("For any criterion")))
        self.criterion.show_choices((*every, *criteria.items()), self.criterion.current())
        values = tuple((str(value), _("Level {level}").format(level=plain_number(value))) for value in levels)
        self.level.show_choices((("", _("Any level")), *values), self.level.current())

    def _on_rubric(self) -> None:
        self._show_criteria(())
        self.changed.emit()

    def _boxes(self) -> tuple[ComboBox, ...]:
        return (self.rubric, self.criterion, self.level, self.kind, self.whose, self.language)

    def _build(self) -> None:
        names = ("filterRubric", "filterCriterion", "filterLevel", "filterKind", "filterWhose", "filterLanguage")
        choices = QWidget()
        row = FlowLayout(gap=8)
        choices.setLayout(row)
        for box, name in zip(self._boxes(), names, strict=True):
            box.setObjectName(name)
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.addWidget(box)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self.others)
        second.addWidget(self.unused)
        second.addStretch(1)
        second.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(choices)
        column.addLayout(second)
        self._dress()
        self._theme.changed.connect(self._dress)
        self.rubric.chosen.connect(lambda _key: self._on_rubric())
        for box in self._boxes()[1:]:
            box.chosen.connect(lambda _key: self.changed.emit())
        self.unused.toggled.connect(lambda _on: self.changed.emit())
        self.others.toggled.connect(lambda _on: self.changed.emit())

    def _dress(self) -> None:
        for box, width in zip(self._boxes(), _WIDTHS, strict=True):
            box.setFixedWidth(self._theme.px(width))
