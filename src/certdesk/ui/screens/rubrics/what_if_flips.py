"""The results whose outcome would change: which, from what to what, why, and by which criterion."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from certdesk.core.editing_examples import outcome_label
from certdesk.core.flips import Flip
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_flow import start_of
from certdesk.ui.screens.rubrics.what_if_trial import Trial
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.cell import CELL, Cell, Head, Index, cell_of
from certdesk.ui.widgets.cell_painter import SIDE, CellDelegate
from certdesk.ui.widgets.paragraph import wrap
from certdesk.ui.widgets.table import TableView

CODE, CHANGE, WHY, CRITERIA = range(4)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_WORDS = (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole))
_NOWHERE = QModelIndex()
_ROW = 56


class FlipRows(QAbstractTableModel):
    """One row for each result that changes. Reasons are found when they are looked at: there may be thousands."""

    def __init__(self) -> None:
        super().__init__()
        self._trial: Trial | None = None
        self._places: list[int] = []
        self._explained: dict[int, Flip] = {}
        self._order: tuple[int, Qt.SortOrder] = (CHANGE, Qt.SortOrder.AscendingOrder)

    def show_trial(self, trial: Trial) -> None:
        """Show what a trial changes, in the order that was chosen."""
        self.beginResetModel()
        self._trial = trial
        self._explained = {}
        self._places = self._sorted(trial)
        self.endResetModel()

    @property
    def of_examples(self) -> bool:
        """Whether the rows are worked examples, because there are no results yet."""
        return self._trial is not None and self._trial.population.examples

    def place(self, row: int) -> int:
        """Return the place of a row's result among all that were tried."""
        return self._places[row]

    def key(self, row: int) -> str:
        """Return the key of a row's result."""
        return self._trial.population.members[self._places[row]].key if self._trial else ""

    def row_of(self, key: str) -> int:
        """Return the row of a result, or -1."""
        members = self._trial.population.members if self._trial else ()
        return next((row for row, place in enumerate(self._places) if members[place].key == key), -1)

    def flip(self, row: int) -> Flip:
        """Return why the outcome of a row changes."""
        assert self._trial is not None  # noqa: S101 - there is a row
        place = self._places[row]
        if place not in self._explained:
            self._explained[place] = self._trial.explain(place)
        return self._explained[place]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many results change."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return a cell, or its words."""
        if not index.isValid() or self._trial is None:
            return None
        if role == CELL:
            return self._cell(index)
        return self._cell(index).words if role in _WORDS else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Example") if self.of_examples else _("Portfolio"), _("Before → after"), _("Why"), _("By"))
        if role == CELL:
            return Head(heads[section])
        return heads[section] if role == _DISPLAY else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows into another order."""
        self._order = column, order
        if self._trial is not None:
            self.show_trial(self._trial)

    def _cell(self, index: Index) -> Cell:
        assert self._trial is not None  # noqa: S101 - asked by data()
        place = self._places[index.row()]
        if index.column() == CODE:
            return Cell(self._trial.population.members[place].code, weight=500)
        if index.column() == CHANGE:
            before = outcome_label(self._trial.before, self._trial.was[place])
            after = outcome_label(self._trial.after, self._trial.now[place])
            return Cell(_("{before} → {after}").format(before=before, after=after))
        flip = self.flip(index.row())
        if index.column() == WHY:
            return Cell(flip.why, tone="text2")
        return Cell(", ".join(flip.criteria), weight=500)

    def _sorted(self, trial: Trial) -> list[int]:
        column, order = self._order
        members, outcomes = trial.population.members, [each.id for each in trial.after.decision.outcomes]

        def rank(outcome: str) -> int:
            return outcomes.index(outcome) if outcome in outcomes else len(outcomes)

        def by(place: int) -> tuple[object, ...]:
            code = members[place].code
            if column == CHANGE:
                return rank(trial.was[place]), rank(trial.now[place]), code
            if column in (WHY, CRITERIA):
                if place not in self._explained:
                    self._explained[place] = trial.explain(place)
                flip = self._explained[place]
                return (flip.why if column == WHY else flip.criteria, code)
            return (code,)

        return sorted(trial.changed, key=by, reverse=order == Qt.SortOrder.DescendingOrder)


class FlipsTable(TableView):
    """The table of what changes; a row that is chosen or opened shows its traces."""

    def __init__(self, theme: ThemeSource, rows: FlipRows) -> None:
        super().__init__(theme, row_height=_ROW)
        self._rows = rows
        rows.modelReset.connect(self._fit)
        self.setObjectName("flips")
        self.setAccessibleName(_("Results that would change"))
        self.setItemDelegate(FlipDelegate(theme, self))
        self.setModel(rows)
        self._fit()
        self.horizontalHeader().setSortIndicator(CHANGE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the reasons half of the width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give names of examples more room than codes of portfolios."""
        width = self.viewport().width() / self._theme.theme.text_scale
        code = (140, 0.22, 220) if self._rows.of_examples else (84, 0.16, 110)
        shares = (code, (110, 0.27, 250), (76, 0.11, 110))
        first, change, criteria = (round(min(most, max(least, width * part))) for least, part, most in shares)
        self.set_columns((first, change, None, criteria))


class FlipDelegate(CellDelegate):
    """Draws words on as many lines as the row has room for."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(theme, parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme, cell, frame = self._theme.theme, cell_of(index), QRectF(option.rect)
        painter.save()
        ground = self._ground(option, index.row())
        if ground:
            painter.fillRect(frame, theme.color(ground))
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), theme.color("line"))
        inner = frame.adjusted(theme.px(SIDE), 2, -theme.px(SIDE), -3)
        wrapped = wrap(cell.words, theme.font("small", cell.weight), inner.width(), theme.line_height("small"))
        painter.setClipRect(inner)
        painter.setPen(theme.color(cell.tone))
        top = inner.top() + max(0.0, (inner.height() - wrapped.height) / 2)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        wrapped.draw(painter, QPointF(start_of(wrapped, inner.left(), inner.width(), mirrored=mirrored), top))
        painter.restore()
