"""What can be read on a screen, gathered from everything on it that shows words."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def read_off(screen: QWidget) -> str:
    """Return all words that are shown on a screen or told to a screen reader, a line for each widget or cell."""
    lines: list[str] = []
    for each in (screen, *screen.findChildren(QWidget)):
        if not each.isVisible():
            continue
        lines += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            lines.append(each.text())
        elif isinstance(each, QTextEdit | QPlainTextEdit):
            lines.append(each.toPlainText())
        elif isinstance(each, QAbstractItemView):
            lines += _cells(each)
    return "\n".join(line for line in lines if line)


def _cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    if model is None:
        return []
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    places = [model.index(row, column, top) for row in range(model.rowCount(top)) for column in range(columns)]
    return [str(place.data(role) or "") for place in places for role in roles]
