"""Beside the sample: the marks of the chosen portfolio, and what the moderator says about them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from certdesk.actions.moderating import SampleRow, counted_ratings
from certdesk.core.days import day_in_words
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.moderation_checks import Check, Verdict
from certdesk.core.policy_told import pick_in_words
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.ui.screens.cohort.desk import Standing
from certdesk.ui.screens.cohort.dispute_words import turn_word
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.level_tones import mark_words
from certdesk.ui.widgets.marks_grid import MarksGrid, MarksRow
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import TextBox


class ModerationSide(QWidget):
    """``verdict_given(marks, note)``, ``blind_asked``, ``blind_finished(note)``, ``portfolio_wanted``."""

    verdict_given = Signal(object, str)
    blind_asked = Signal()
    blind_finished = Signal(str)
    portfolio_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._code = label("", "heading", name="moderatedCode")
        self._reasons = FlowLayout(6)
        self._said = Paragraph(theme, role="small", tone="text2")
        self._said.setObjectName("moderatedSaid")
        self._grid = MarksGrid(theme)
        self._own = QGridLayout()
        self._own.setHorizontalSpacing(12)
        self._own.setVerticalSpacing(6)
        self._fields: dict[str, ComboBox] = {}
        self._about: tuple[str, Check | None] | None = None
        self._note = TextBox(theme, _("Note"), hint=_("what you saw; it stands in the moderation report"), rows=2)
        self._note.setObjectName("moderatorNote")
        self._agree = button(theme, _("I agree with these marks"), kind="primary")
        self._agree.setObjectName("moderatorAgrees")
        self._differ = button(theme, _("Keep my levels"))
        self._differ.setObjectName("moderatorDiffers")
        self._blind = button(theme, _("Look without seeing the marks"), icon="hidden")
        self._blind.setObjectName("lookBlind")
        self._finish = button(theme, _("Compare with mine"), kind="primary")
        self._finish.setObjectName("finishBlind")
        self._open = button(theme, _("Open the portfolio"), icon="folder", size="small")
        self._open.setObjectName("openModerated")
        self._judging, self._seen, self._hidden, self._other = QWidget(), QWidget(), QWidget(), QWidget()
        self._build()
        self._agree.clicked.connect(lambda: self.verdict_given.emit({}, self._note.text().strip()))
        self._differ.clicked.connect(lambda: self.verdict_given.emit(self._levels(), self._note.text().strip()))
        self._blind.clicked.connect(self.blind_asked)
        self._finish.clicked.connect(lambda: self.blind_finished.emit(self._note.text().strip()))
        self._open.clicked.connect(self.portfolio_wanted)

    def show_row(self, row: SampleRow, standing: Standing, *, blind: bool, may: bool) -> None:
        """Show a portfolio of the sample; while its moderator looks ``blind`` nobody's marks are shown."""
        self._code.setText(row.case.member.code)
        empty(self._reasons)
        for one in row.reasons.reasons:
            self._reasons.addWidget(Chip(self._theme, pick_in_words(one), small=True))
        self._said.show_text(_said(row, standing))
        scales = standing.scales
        rows = tuple(MarksRow(turn_word(one.turn), one.marks) for one in counted_ratings(row.case))
        if row.check is not None and row.check.marks:
            rows = (*rows, MarksRow(_("Moderator"), row.check.marks))
        self._grid.show_marks(scales, rows, "")
        about = (row.case.member.portfolio_id, row.check)
        if about != self._about:  # what is half written about this one stays when something else changes
            self._about = about
            self._show_own(scales, row.check.marks if row.check else {})
            self._note.show_text(row.check.note if row.check else "")
        self._seen.setVisible(not blind)
        self._hidden.setVisible(blind)
        self._judging.setVisible(may)
        for deed in (self._agree, self._other, self._blind):
            deed.setVisible(not blind)
        self._finish.setVisible(blind)

    def _show_own(self, scales: Mapping[str, Scale], given: Mapping[str, Mark]) -> None:
        if list(self._fields) != list(scales):
            self._make_fields(tuple(scales))
        for name, scale in scales.items():
            levels = ((str(one.value), mark_words(LevelGiven(one.value), scale)) for one in scale.levels)
            mark = given.get(name)
            current = str(mark.level) if isinstance(mark, LevelGiven) else ""
            self._fields[name].show_choices((("", _("as marked")), *levels), current)

    def _make_fields(self, names: tuple[str, ...]) -> None:
        empty(self._own)
        self._fields = {}
        for place, name in enumerate(names):
            field = ComboBox(self._theme, name)
            field.setObjectName(f"ownLevel-{name}")
            row, column = place // 2, place % 2 * 2
            self._own.addWidget(label(name, "small", "text2"), row, column)
            self._own.addWidget(field, row, column + 1)
            self._fields[name] = field
        for column in (1, 3):
            self._own.setColumnStretch(column, 1)

    def _levels(self) -> dict[str, Mark]:
        chosen = {name: field.current() for name, field in self._fields.items()}
        return {name: LevelGiven(Fraction(value)) for name, value in chosen.items() if value}

    def _build(self) -> None:
        chips = QWidget()
        chips.setLayout(self._reasons)
        seen = QVBoxLayout(self._seen)
        seen.setContentsMargins(0, 0, 0, 0)
        seen.setSpacing(8)
        seen.addWidget(self._grid)
        hidden = QVBoxLayout(self._hidden)
        hidden.setContentsMargins(0, 0, 0, 0)
        told = _("You mark this portfolio yourself now, on the scoring screen. The assessors’ marks are shown after.")
        hidden.addWidget(Paragraph(self._theme, told))
        judging = QVBoxLayout(self._judging)
        judging.setContentsMargins(0, 0, 0, 0)
        judging.setSpacing(8)
        for part in (self._note, self._agree, self._finish):
            judging.addWidget(part)
        judging.addWidget(self._other)
        other = QVBoxLayout(self._other)
        other.setContentsMargins(0, 4, 0, 0)
        other.setSpacing(8)
        other.addWidget(label(_("Where you would give another level"), "column", "text2"))
        other.addLayout(self._own)
        other.addWidget(self._differ)
        judging.addWidget(self._blind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        parts = (self._code, chips, self._said, self._open, line(), self._seen, self._hidden, self._judging)
        for shown in parts:
            column.addWidget(shown)


def _said(row: SampleRow, standing: Standing) -> str:
    names = ", ".join(standing.name_of(one) for one in row.assessors)
    told = _("Marked by {names}.").format(names=names)
    check = row.check or row.outdated
    if check is None:
        return told
    words = _("agrees") if check.verdict is Verdict.AGREES else _("differs")
    text = _("{name} {verdict}, {day}{blind}.")
    blind = _(", without having seen the marks") if check.blind else ""
    when = day_in_words(check.at.astimezone())
    said = text.format(name=standing.name_of(check.moderator_id), verdict=words, day=when, blind=blind)
    again = _("It was marked again since, so somebody has to look once more.") if row.outdated else ""
    return " ".join(part for part in (told, said, check.note, again) if part)
