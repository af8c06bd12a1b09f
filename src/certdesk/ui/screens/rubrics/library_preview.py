"""The rubric that is chosen in the library: what it is for, its levels, its sections and criteria, what can be done."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.rubric_library import LibraryRow
from certdesk.core.expectations import standing_in_words
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.rubrics.library_table import changed_words, state_of, title_of, used_words
from certdesk.ui.screens.rubrics.preview_languages import language_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.level_tones import level_digits
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import Scroller, scrolling

_LARGE = 1.4


class LibraryPreview(QFrame):
    """Shows one row. ``asked(deed)``: edit, print, assessor, export or more."""

    asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._theme = theme
        self._title = Paragraph(theme, role="heading")
        self._title.setObjectName("previewTitle")
        self._state = Chip(theme, "")
        self._version = Chip(theme, "", "neutral")
        self._facts = Paragraph(theme, role="small", tone="text2")
        self._facts.setObjectName("previewFacts")
        self._why = Paragraph(theme, role="small", tone="text3")
        self._why.setObjectName("previewWhy")
        self.edit = button(theme, _("Edit"), kind="primary", icon="edit")
        self.edit.setObjectName("editRubric")
        self.print_ = icon_button(theme, "printer", _("Print"), key="Ctrl+P", kind="secondary")
        self.print_.setObjectName("printRubric")
        self.assessor = icon_button(theme, "eye", _("As the assessor sees it"), kind="secondary")
        self.assessor.setObjectName("asAssessor")
        self.export = button(theme, _("Export…"), icon=None)
        self.export.setObjectName("exportRubric")
        self.more = icon_button(theme, "more", _("More"), kind="secondary")
        self.more.setObjectName("moreDeeds")
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._scroller: Scroller = scrolling(self._content)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroller.setAccessibleName(_("Preview"))
        self._deeds = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        theme.changed.connect(self._turn)
        self._turn()

    def _turn(self) -> None:
        """Put the buttons below the first one where letters are large."""
        large = self._theme.theme.text_scale >= _LARGE
        directions = QBoxLayout.Direction
        self._deeds.setDirection(directions.TopToBottom if large else directions.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width that can be read."""
        return QSize(self._theme.px(300), self._theme.px(200))

    def show_rubric(self, row: LibraryRow, rubric: Rubric, going_on: str, now: datetime) -> None:
        """Show a row with its rubric. ``going_on`` is the version of a draft that was begun from it, or empty."""
        self._title.show_text(title_of(row))
        words, kind = state_of(row)
        self._state.show_chip(words, kind)
        self._version.show_chip(row.entry.version, "neutral")
        self._facts.show_text(_facts(row, rubric, now))
        self._show_edit(row, going_on)
        self._fill(rubric)

    def _show_edit(self, row: LibraryRow, going_on: str) -> None:
        if row.is_draft:
            self.edit.set_words(_("Continue draft"))
            based = row.entry.based_on
            told = _("It will follow version {version}.").format(version=based) if based else _("Not published yet.")
        elif going_on:
            self.edit.set_words(_("Continue draft {version}").format(version=going_on))
            told = _("A published version never changes; its next one is being written.")
        else:
            self.edit.set_words(_("Edit as next version"))
            told = _("A published version never changes: editing begins its next one.")
        self._why.show_text(told)

    def _fill(self, rubric: Rubric) -> None:
        empty(self._column)
        theme = self._theme
        if rubric.purpose.strip():
            self._column.addWidget(Paragraph(theme, rubric.purpose, tone="text2"))
        if rubric.audience.strip():
            self._column.addWidget(Paragraph(theme, rubric.audience, role="small", tone="text3"))
        self._head(_("Levels"), "")
        for level in rubric.scale.levels:
            self._column.addWidget(self._level(rubric, level))
        placed: set[str] = set()
        known = {each.id: each for each in rubric.criteria}
        for section in rubric.sections:
            members = [known[id_] for id_ in section.criteria if id_ in known]
            placed |= {each.id for each in members}
            weight = plain_number(sum((each.weight for each in members), Fraction(0)))
            self._head(f"{section.id}  {section.title}".strip(), weight)
            self._criteria(rubric, members)
        rest = [each for each in rubric.criteria if each.id not in placed]
        if rest:
            self._head(_("Criteria in no section") if rubric.sections else _("Criteria"), "")
            self._criteria(rubric, rest)
        self._column.addStretch(1)
        self._scroller.verticalScrollBar().setValue(0)

    def _head(self, words: str, weight: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 2)
        row.addWidget(Paragraph(self._theme, words, role="label"), 1)
        if weight:
            row.addWidget(label(weight, "label", "text2"), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(line())

    def _level(self, rubric: Rubric, level: Level) -> QWidget:
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 4, 0, 2)
        row.setSpacing(8)
        disc = LevelDisc(self._theme, rubric.scale, LevelGiven(level.value))
        row.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        digits = level_digits(level.value)
        name = f"{digits} {level.label}".strip()
        if level.value == rubric.scale.standard:
            name = _("{level}, the standard").format(level=name)
        text = f"{name}. {level.meaning}".strip() if level.meaning else name
        words = Paragraph(self._theme, role="small", tone="text2")
        words.show_text(text, bold=len(name) + (1 if level.meaning else 0))
        row.addWidget(words, 1)
        return shown

    def _criteria(self, rubric: Rubric, criteria: list[Criterion]) -> None:
        for criterion in criteria:
            shown = QWidget()
            shown.setObjectName(f"previewCriterion-{criterion.id}")
            row = QHBoxLayout(shown)
            row.setContentsMargins(0, 4, 0, 2)
            row.setSpacing(10)
            words = Paragraph(self._theme, role="body")
            words.show_text(f"{criterion.id}  {criterion.title}".strip(), bold=len(criterion.id))
            row.addWidget(words, 1)
            facts = label(standing_in_words(rubric, criterion), "small", "text3")
            row.addWidget(facts, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(shown)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 12)
        head.setSpacing(8)
        head.addWidget(self._title)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in (self._state, self._version):
            chips.addWidget(chip)
        chips.addStretch(1)
        head.addLayout(chips)
        head.addWidget(self._facts)
        self._deeds.setSpacing(8)
        self._deeds.addWidget(self.edit, 1)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        self._deeds.addLayout(deeds)
        for part, deed in (
            (self.export, "export"), (self.assessor, "assessor"), (self.print_, "print"), (self.more, "more"),
        ):  # fmt: skip
            deeds.addWidget(part)
            part.clicked.connect(lambda _on=False, deed=deed: self.asked.emit(deed))
        self.edit.clicked.connect(lambda: self.asked.emit("edit"))
        head.addLayout(self._deeds)
        head.addWidget(self._why)
        column.addLayout(head)
        column.addWidget(line())
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(2)
        column.addWidget(self._scroller, 1)


def _used(row: LibraryRow) -> str:
    return used_words(row.entry.used_by, row.entry.begun)


def _facts(row: LibraryRow, rubric: Rubric, now: datetime) -> str:
    count = len(rubric.criteria)
    told = [ngettext("{count} criterion", "{count} criteria", count).format(count=count)]
    count = len(rubric.scale.levels)
    told.append(ngettext("{count} level", "{count} levels", count).format(count=count))
    told.append(", ".join(language_name(code) for code in row.entry.languages))
    if not row.is_draft:
        told.append(_("used by {count}").format(count=_used(row)) if row.entry.used_by else "")
    if when := changed_words(row.entry.changed_at, now):
        told.append(_("changed {when}").format(when=when))
    return " · ".join(text for text in told if text)
