"""The worked examples as rows of a table: name, one column per criterion, mean, total, outcome, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from certdesk.core import editing_examples as editing
from certdesk.core.decision import INCOMPLETE
from certdesk.core.editing_examples import CheckedExample
from certdesk.core.errors import RubricError
from certdesk.core.examples import example_name
from certdesk.core.judging import plain_number
from certdesk.core.marks import UNMARKED, Mark
from certdesk.core.rubric import Rubric, Scale
from certdesk.core.scoring import show_mean
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.examples_card import distinct_means
from certdesk.ui.widgets.cell import CELL, Cell, Head, Index
from certdesk.ui.widgets.level_tones import mark_words

_EDIT = int(Qt.ItemDataRole.EditRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SHOWN = (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole))
NAME, MEAN, TOTAL, OUTCOME, RESULT = "name", "mean", "total", "outcome", "result"
_MARK = "mark/"
_NOWHERE = QModelIndex()


class ExampleRows(QAbstractTableModel):
    """The rows. ``typed(row, column key, text)`` is what somebody wrote into a cell; the part makes the change."""

    typed = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._rubric: Rubric | None = None
        self._checked: tuple[CheckedExample, ...] = ()
        self._keys: tuple[str, ...] = ()

    def show_rows(self, rubric: Rubric, checked: tuple[CheckedExample, ...]) -> None:
        """Show examples; what stays in its place keeps the keyboard and a half-typed cell."""
        keys = column_keys(rubric)
        if keys != self._keys or len(checked) != len(self._checked):
            self.beginResetModel()
            self._rubric, self._checked, self._keys = rubric, checked, keys
            self.endResetModel()
            return
        self._rubric, self._checked = rubric, checked
        if checked:
            self.dataChanged.emit(self.index(0, 0), self.index(len(checked) - 1, len(keys) - 1))

    @property
    def keys(self) -> tuple[str, ...]:
        """What each column is."""
        return self._keys

    def checked(self, row: int) -> CheckedExample:
        """Return the example of a row and what came of it."""
        return self._checked[row]

    def mark(self, index: Index) -> tuple[Mark, Scale] | None:
        """Return the mark of a cell and the scale that it is on, or None for another column."""
        key = self._keys[index.column()]
        if not key.startswith(_MARK) or self._rubric is None or not self._rubric.scale.levels:
            return None
        criterion = self._rubric.criterion(key.removeprefix(_MARK))
        return self._checked[index.row()].marks.get(criterion.id, UNMARKED), self._rubric.scale_of(criterion)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many examples there are."""
        return 0 if parent.isValid() else len(self._checked)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._keys)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that everything but what was computed can be written."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._keys[index.column()] in (TOTAL, RESULT):
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return the cell, its words, or what stands in it to be changed."""
        if not index.isValid() or self._rubric is None:
            return None
        if role == CELL:
            return self._cell(index)
        if role == _EDIT:
            return self._written(index)
        if role in _SHOWN:
            cell, words = self._cell(index), self._written(index)
            found = self.mark(index)
            if found is not None and role != _DISPLAY:
                return mark_words(*found)
            return " ".join(part for part in (cell.words or words, cell.rest) if part)
        return None

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        """Hand over what somebody wrote."""
        if role != _EDIT:
            return False
        self.typed.emit(index.row(), self._keys[index.column()], str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal or self._rubric is None or section >= len(self._keys):
            return None
        key = self._keys[section]
        words = _heads().get(key) or key.removeprefix(_MARK)
        if role == CELL:
            return Head(words, right=key in (MEAN, TOTAL))
        if role == int(Qt.ItemDataRole.ToolTipRole) and key.startswith(_MARK):
            return self._rubric.criterion(words).title
        return words if role == _DISPLAY else None

    def _cell(self, index: Index) -> Cell:
        assert self._rubric is not None  # noqa: S101 - asked by data()
        checked, key = self._checked[index.row()], self._keys[index.column()]
        match key:
            case "name":
                return Cell(example_name(checked.example.name), weight=500)
            case "mean":
                tone = "text" if checked.mean_right else "warn"
                return Cell(_mean_words(self._rubric, checked), right=True, tone=tone)
            case "total":
                total = "" if checked.total is None else editing.shown_total(self._rubric, checked.total)
                return Cell(total, right=True, tone="text2")
            case "outcome":
                tone = "text" if checked.outcome_right else "warn"
                return Cell(editing.outcome_label(self._rubric, checked.example.outcome), tone=tone)
            case "result":
                passed = checked.passed
                icon = "check" if passed else "warning"
                return Cell(
                    verdict_words(self._rubric, checked), tone="text2", icon=icon, icon_tone="ok" if passed else "warn"
                )
            case _:
                return Cell()

    def _written(self, index: Index) -> str:
        checked, key = self._checked[index.row()], self._keys[index.column()]
        match key:
            case "name":
                return checked.example.name
            case "mean":
                return plain_number(checked.example.mean) if _short(checked) else str(checked.example.mean)
            case "outcome":
                return checked.example.outcome
            case "total" | "result":
                return ""
            case _:
                return checked.example.marks.get(key.removeprefix(_MARK), "-")


def column_keys(rubric: Rubric) -> tuple[str, ...]:
    """Return what the columns of a rubric's examples are; a total stands only where the rules ask for one."""
    total = (TOTAL,) if editing.asked_total(rubric) is not None else ()
    return (NAME, *(f"{_MARK}{criterion.id}" for criterion in rubric.criteria), MEAN, *total, OUTCOME, RESULT)


def with_cell(rubric: Rubric, row: int, key: str, text: str) -> Rubric:
    """Write a text into a cell of the examples. Raises RubricError when it can't stand there."""
    match key:
        case "name":
            return editing.rename_example(rubric, row, text)
        case "mean":
            return editing.set_example_mean(rubric, row, text)
        case "outcome":
            known = dict(outcome_choices(rubric))
            found = next((id_ for id_, label in known.items() if text.strip() in (id_, label)), None)
            if found is None:
                problem = _("“{text}” is not one of the results.").format(text=text)
                raise RubricError(problem, _("Choose one from the menu."))
            return editing.set_example_outcome(rubric, row, found)
        case "total" | "result":
            return rubric
        case _:
            return editing.set_example_mark(rubric, row, key.removeprefix(_MARK), text)


def outcome_choices(rubric: Rubric) -> tuple[tuple[str, str], ...]:
    """Return what an example may expect: the results, and that nothing is decided."""
    known = tuple((outcome.id, outcome.label) for outcome in rubric.decision.outcomes)
    return (*known, (INCOMPLETE, _("Incomplete")))


def verdict_words(rubric: Rubric, checked: CheckedExample) -> str:
    """Say whether an example gives what it should, and why it gives what it does."""
    if checked.problem:
        return checked.problem
    if checked.passed:
        return _("as expected")
    parts = []
    if not checked.outcome_right:
        parts.append(_("gives {outcome}: {why}").format(outcome=checked.label, why=checked.why))
    if not checked.mean_right:
        if checked.mean is None:
            parts.append(_("no mean: no criterion has a level"))
        else:
            found, expected = distinct_means(rubric, checked)
            parts.append(_("the mean is {found}, not {expected}").format(found=found, expected=expected))
    return "; ".join(part.removesuffix(".") for part in parts)


def _mean_words(rubric: Rubric, checked: CheckedExample) -> str:
    if not checked.problem and checked.mean is not None and not checked.mean_right:
        return distinct_means(rubric, checked)[1]
    return show_mean(rubric, checked.example.mean)


def _short(checked: CheckedExample) -> bool:
    return "/" not in plain_number(checked.example.mean)


def _heads() -> dict[str, str]:
    return {
        NAME: _("Example"),
        MEAN: _("Mean"),
        TOTAL: _("Total"),
        OUTCOME: _("Expected result"),
        RESULT: _("What the rules say"),
    }
