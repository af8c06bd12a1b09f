"""The head of a viewer: what is shown, where in it, and the viewer's tools."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import FileName
from certdesk.ui.widgets.tips import plain_tip

_LINE, _LEAST = 40, 160
_GAP = 12
_SPACE = 8
_NAME = 96


class ViewerHeader(QWidget):
    """Title, file name, and tools at the end of the line; where there is no room, the tools get a line of their own."""

    menu_asked = Signal(QPoint)
    """Somebody wants to know what else can be done with the item: where a menu may open, on the screen."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._more = icon_button(themes, "more", _("More about this item"), size="small")
        self._more.setObjectName("viewerMore")
        self._more.clicked.connect(self._ask_for_menu)
        self._title = FileName(themes, role="label", tone="text")
        self._title.setObjectName("viewerTitle")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._file = FileName(themes, role="small", tone="text2")
        self._file.setObjectName("viewerFileName")
        self._facts = FileName(themes, role="small", tone="text2", middle=False)
        self._facts.setObjectName("viewerFacts")
        self._facts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tools = QWidget()
        self._row = QHBoxLayout(self._tools)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._first = self._line()
        self._second = self._line()
        self._box(self._first).addWidget(self._title)
        self._box(self._first).addWidget(self._file, 1)
        self._box(self._first).addWidget(self._facts)
        self._box(self._first).addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._first)
        column.addWidget(self._second)
        self._second.hide()
        self._box(self._first).addWidget(self._tools)
        self._box(self._first).addWidget(self._more)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def in_two_lines(self) -> bool:
        """Whether the tools stand below the title."""
        return self._tools.parentWidget() is self._second

    def show_title(self, title: str, file_name: str, facts: str = "") -> None:
        """Show what the item is called, and facts such as its size; the file's name gives way first."""
        self._facts.show_text(facts)
        self._title.show_text(title)
        self._file.show_text(file_name if file_name != title else "")
        if file_name:
            self._title.setToolTip(plain_tip(file_name))
        self._share_width()

    def add_tool(self, tool: QWidget) -> None:
        """Put a control at the end of the line."""
        self._row.addWidget(tool)

    def room(self, whole: int) -> tuple[int, int]:
        """Return how wide the tools may be beside the title, and on a line of their own, when it is ``whole`` wide."""
        return whole - self._title.sizeHint().width() - self._more.sizeHint().width() - _GAP - 2 * _SPACE, whole

    def share_width(self) -> None:
        """Put the tools where there is room for them, after they have changed."""
        self._row.invalidate()
        self._share_width()

    def minimumSizeHint(self) -> QSize:
        """Return the room for the tools at their least."""
        least = self._tools.minimumSizeHint().width()
        return QSize(max(least, self._themes.px(_LEAST)), self._themes.px(_LINE) * (2 if self.in_two_lines else 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools where there is room for them."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        tools = self._tools.sizeHint().width()
        beside, whole = self.room(self.width())
        two = tools > beside and whole > 0
        left = beside - (0 if two else tools)
        facts = self._facts.sizeHint().width() + _SPACE if self._facts.text() else 0
        self._facts.setVisible(bool(facts) and left >= facts)
        left -= facts if self._facts.isVisibleTo(self) else 0
        # A file name of which only the ends are left says nothing: the title has it in its tool tip.
        self._file.setVisible(bool(self._file.text()) and left >= min(self._themes.px(_NAME), self._name_width()))
        if two == self.in_two_lines:
            return
        if two:
            row = self._box(self._second)
            row.addStretch(1)
            row.addWidget(self._tools)
        else:
            self._empty(self._box(self._second))
            self._box(self._first).insertWidget(4, self._tools)
        self._second.setVisible(two)
        self._tools.show()  # a widget that changes its parent is hidden until the next turn of the loop

    def _name_width(self) -> int:
        return self._file.sizeHint().width() + _GAP

    def _ask_for_menu(self) -> None:
        self.menu_asked.emit(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACE)
        return line

    def _box(self, line: QWidget) -> QBoxLayout:
        box = line.layout()
        assert isinstance(box, QBoxLayout)  # noqa: S101 - made by _line
        return box

    def _empty(self, row: QBoxLayout) -> None:
        while row.count():
            row.takeAt(0)

    def _dress(self) -> None:
        for line in (self._first, self._second):
            line.setFixedHeight(self._themes.px(_LINE))
        self._share_width()
