"""Beside the rows of a list: the decision on one of them, and what rows get that do not say it themselves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.actions.candidate_rows import LEAVE, NEW, Defaults, PlannedRow, Standing
from certdesk.core.words import _
from certdesk.intake.candidates.columns import ColumnMatch, Part
from certdesk.ui.screens.candidates.words import facts_of, part_words, standing_words
from certdesk.ui.screens.rubrics.details_fields import Toggle
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import from_the_top
from certdesk.ui.widgets.text_box import LineField

_FILLED = (Part.SCHOOL, Part.COHORT, Part.PROGRAMME)
_MOST_HEADINGS = 15


class PlanSide(QWidget):
    """``decided(row key, answer)``, an empty answer takes a decision back; ``defaults_written(Defaults)``.

    ``filled_down(part, on)``; ``heading_chosen(row)``, from 0, -1 for none; ``sheet_chosen(number)``.
    """

    decided = Signal(str, str)
    defaults_written = Signal(object)
    filled_down = Signal(object, bool)
    heading_chosen = Signal(int)
    sheet_chosen = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._decision = QVBoxLayout()
        self._decision.setSpacing(8)
        words = {"programme": _("Programme"), "cohort": _("Cohort"), "school": _("School"), "language": _("Language")}
        self._defaults = {name: LineField(theme, said) for name, said in words.items()}
        said = _("An empty {part} means the one above")
        self._fills = {
            part: Toggle(theme, said.format(part=part_words(part).lower()), f"fill-{part.value}") for part in _FILLED
        }
        self._sheet_label = label(_("Sheet"), "column", "text2")
        self._sheet = ComboBox(theme, _("Sheet"))
        self._sheet.setObjectName("sheet")
        self._heading = ComboBox(theme, _("Headings"))
        self._heading.setObjectName("headings")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addLayout(self._decision)
        column.addWidget(line())
        column.addWidget(label(_("How the list is read"), "label"))
        for each in (self._sheet_label, self._sheet, label(_("Headings"), "column", "text2"), self._heading):
            column.addWidget(each)
        for part, fill in self._fills.items():
            column.addWidget(fill)
            fill.switched.connect(partial(self.filled_down.emit, part))
        column.addWidget(line())
        column.addWidget(label(_("For rows that don’t say it"), "label"))
        for name, field in self._defaults.items():
            field.line.setObjectName(f"default-{name}")
            column.addWidget(field)
            field.edited.connect(lambda _text: self._write_defaults())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(from_the_top(inner))
        self._sheet.chosen.connect(lambda key: self.sheet_chosen.emit(int(key)))
        self._heading.chosen.connect(lambda key: self.heading_chosen.emit(int(key)))

    def show_reading(self, sheets: tuple[str, ...], sheet: int, rows: int, match: ColumnMatch) -> None:
        """Show which sheet is read, and how."""
        for each in (self._sheet_label, self._sheet):
            each.setVisible(len(sheets) > 1)
        named = tuple((str(n), name or _("Sheet {number}").format(number=n + 1)) for n, name in enumerate(sheets))
        self._sheet.show_choices(named, str(sheet))
        said = _("Row {number}")
        numbers = range(min(rows, max(_MOST_HEADINGS, match.heading + 1)))
        headings = tuple((str(number), said.format(number=number + 1)) for number in numbers)
        self._heading.show_choices((("-1", _("There are none")), *headings), str(match.heading))
        for part, fill in self._fills.items():
            fill.setVisible(part in match.parts)
            fill.show_on(on=part in match.fill_down)

    def show_defaults(self, defaults: Defaults) -> None:
        """Show what rows get that do not say it themselves."""
        for name, field in self._defaults.items():
            if field.text().strip() != getattr(defaults, name):
                field.show_text(getattr(defaults, name))

    def show_row(self, row: PlannedRow | None, decision: str) -> None:
        """Show a row, what becomes of it, and what can be answered."""
        empty(self._decision)
        if row is None:
            self._decision.addWidget(Paragraph(self._theme, _("Choose a row to decide on it."), tone="text2"))
            return
        words, _kind = standing_words(row, decision)
        self._decision.addWidget(label(row.row.name or _("Row {number}").format(number=row.key), "heading"))
        told = facts_of(row.candidate) if row.candidate is not None else ""
        ids = ", ".join(known.value for known in row.row.known_as)
        for text in (told, ids):
            if text:
                self._decision.addWidget(Paragraph(self._theme, text, role="small", tone="text2"))
        reason = row.reason[:1].upper() + row.reason[1:]
        self._decision.addWidget(Paragraph(self._theme, f"{words}. {reason}".strip(), tone="text2"))
        for answer, said, name in _answers(row, decision):
            made = button(self._theme, said, size="small", icon="check" if answer == decision else None)
            made.setObjectName(name)
            made.clicked.connect(partial(self._decide, row.key, answer))
            self._decision.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            if row.standing is Standing.UNDECIDED and answer not in {NEW, LEAVE, ""}:
                one = next(each for each in row.options if each.id == answer)
                self._decision.addWidget(Paragraph(self._theme, facts_of(one), role="small", tone="text3"))

    def _decide(self, key: str, answer: str, _on: bool = False) -> None:
        self.decided.emit(key, answer)

    def _write_defaults(self) -> None:
        typed = {name: " ".join(field.text().split()) for name, field in self._defaults.items()}
        typed["language"] = typed["language"] or "en"
        self.defaults_written.emit(Defaults(**typed))


def _answers(row: PlannedRow, decision: str) -> tuple[tuple[str, str, str], ...]:
    """Return what can be answered: the answer, its words, and the name of its button."""
    if row.standing in {Standing.SKIPPED, Standing.SAME}:
        return ()
    if row.standing is not Standing.UNDECIDED:
        if decision == LEAVE:
            return (("", _("Take it in after all"), "decideBack"),)
        return ((LEAVE, _("Leave it out"), "decideLeave"),)
    same = tuple(
        (one.id, _("It is {name} of the list").format(name=one.name), f"decide-{number}")
        for number, one in enumerate(row.options)
    )
    new = ((NEW, _("Somebody new"), "decideNew"),) if row.row.name else ()
    return (*same, *new, (LEAVE, _("Leave it out"), "decideLeave"))
