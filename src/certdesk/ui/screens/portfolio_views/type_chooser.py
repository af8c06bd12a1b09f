"""Choosing a sort of evidence by typing a few of its letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.overlay import Overlay
from certdesk.ui.widgets.typeahead_rows import VALUE, Suggestion, SuggestionList

_WIDEST, _HEIGHT, _INSET = 460, 460, 8


class TypeChooser(Overlay):
    """``type_chosen(id)``; an empty id takes items out of their slots."""

    type_chosen = Signal(str)

    def __init__(self, theme: ThemeSource, host: QWidget) -> None:
        super().__init__(theme, host, widest=_WIDEST)
        self.setObjectName("typeChooser")
        self._choices: tuple[Suggestion, ...] = ()
        self._typed = QLineEdit()
        self._typed.setObjectName("typeTyped")
        self._typed.setProperty("bare", True)
        self._typed.setProperty("ring", "none")
        self._typed.setPlaceholderText(_("Type a few letters of the sort"))
        self._typed.setAccessibleName(_("Sort of evidence"))
        self._typed.textChanged.connect(self._filter)
        self._typed.installEventFilter(self)
        self._list = SuggestionList(theme, _("Sorts of evidence"))
        self._list.setObjectName("typeList")
        self._list.itemClicked.connect(self._take)
        self._nothing = label(_("No sort is called so."), "body", "text2")
        self._nothing.setContentsMargins(18, 12, 18, 12)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 14, 8)
        head.setSpacing(12)
        head.addWidget(IconView(theme, "search", "text"))
        head.addWidget(self._typed, 1)
        head.addWidget(KeyCap(theme, _("Esc")))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, _INSET)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line())
        column.addSpacing(_INSET)
        rows = QHBoxLayout()
        rows.setContentsMargins(_INSET, 0, _INSET, 0)
        rows.addWidget(self._list)
        column.addLayout(rows, 1)
        column.addWidget(self._nothing)

    def open_with(self, choices: tuple[Suggestion, ...]) -> None:
        """Show the sorts; the first one is taken by Enter."""
        self._choices = choices
        self._typed.clear()
        self._filter("")
        self.open_panel(self._typed)

    def wanted_height(self) -> int:
        """Return a comfortable height."""
        return self._theme.px(_HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrow keys, and take with Enter, while the letters are typed."""
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self._list.step_with(event.key()):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = tuple(one for one in self._choices if all(word in one.words.casefold() for word in wanted))
        self._list.show_suggestions(found)
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(VALUE) is not None:
            chosen = str(item.data(VALUE))
            self.close_panel()
            self.type_chosen.emit(chosen)
