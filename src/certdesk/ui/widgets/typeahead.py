"""Ready-made words where somebody writes: a slash or Ctrl+Space opens a list at the caret, letters narrow it down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead_edit import edit_of
from certdesk.ui.widgets.typeahead_rows import Suggestion, SuggestionList

_WIDTH, _HEIGHT, _GAP, _MARGIN = 440, 280, 4, 8
_SLASH = "/"
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_NO_KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
Search = Callable[[str], tuple[Suggestion, ...]]


class TypeAhead(QObject):
    """Offers words in one box. ``taken(value)`` comes when one is chosen; what was typed to find it is selected then.

    ``ask`` is called each time the list opens and returns what finds suggestions for the letters typed so far, or None
    where nothing can be offered. A slash opens the list only where a word could begin, so “pupils/teachers” and “3/4”
    are just written; a space after it closes the list and leaves what was typed.
    """

    taken = Signal(object)

    def __init__(self, theme: ThemeSource, box: TextBox | QLineEdit, ask: Callable[[], Search | None]) -> None:
        super().__init__(box)
        self._theme = theme
        self._box = box
        self._edit = edit_of(box)
        self._ask = ask
        self._search: Search | None = None
        self._start = self._letters = 0
        self._slash_typed = False
        self.panel = QFrame(box)
        self.panel.setObjectName("typeAhead")
        self.panel.setProperty("surface", "floating")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = SuggestionList(theme, _("Comment bank"))
        self.list.setObjectName("typeAheadList")
        self.list.itemClicked.connect(lambda _item: self._take())
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(label(_("Enter or Tab takes it · Esc leaves your words"), "small", "text2"))
        self.panel.hide()
        self.list.currentItemChanged.connect(lambda _now, _before: self._announce())
        self._edit.widget.installEventFilter(self)
        self._edit.text_changed.connect(self._on_text)
        self._edit.caret_moved.connect(self._on_caret)

    @property
    def is_open(self) -> bool:
        """Whether the list can be seen."""
        return self._search is not None and self.panel.isVisible()

    def open(self) -> None:
        """Open the list at the caret with everything that is offered first."""
        self._begin(self._edit.caret(), 0)

    def close(self) -> None:
        """Close the list and leave what was typed."""
        self._search = None
        self.panel.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a slash, and keep the keys of the list while it is open."""
        if watched is not self._edit.widget:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and (self._is_ours(event) or _opens(event)):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._on_key(event):
                return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.is_open:
            self._place()
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if not self.is_open or event.modifiers() not in _NO_KEYS:
            return False
        return event.key() in _TAKES or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape)

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._edit.read_only():
            return False
        if _opens(event):
            self.open()
            return True
        if self._is_ours(event):
            if event.key() in _TAKES:
                self._take()
            elif event.key() == Qt.Key.Key_Escape:
                self.close()
            else:
                self.list.step_with(event.key())
            return True
        self._slash_typed = event.text() == _SLASH and self._word_could_begin()
        return False

    def _word_could_begin(self) -> bool:
        before = self._edit.text()[: self._edit.selection()[0]]
        return not before or before[-1].isspace()

    def _on_text(self) -> None:
        if self._slash_typed:
            self._slash_typed = False
            place = self._edit.caret()
            if self._edit.text()[place - 1 : place] == _SLASH:
                self._begin(place - 1, 1)
            return
        if self._search is not None:
            self._narrow()

    def _on_caret(self) -> None:
        if self._search is not None and self._edit.caret() < self._start + self._letters:
            self.close()

    def _begin(self, start: int, letters: int) -> None:
        self._start, self._letters = start, letters
        self._search = self._ask()
        if self._search is not None:
            self._narrow()

    def _narrow(self) -> None:
        """Show what suits the letters typed so far; the list hides while nothing does, and a space ends it."""
        if self._search is None:
            return
        place = self._edit.caret()
        text = self._edit.text()
        typed = text[self._start + self._letters : place]
        slash_gone = bool(self._letters) and text[self._start : self._start + 1] != _SLASH
        if place < self._start + self._letters or slash_gone or any(letter.isspace() for letter in typed):
            self.close()
            return
        found = self._search(typed)
        if not found:
            self.panel.hide()
            return
        self.list.show_suggestions(found)
        self._place()

    def _place(self) -> None:
        """Put the list below the line of the caret, or above it where there is more room, inside the window."""
        window = self._box.window()
        if self.panel.parentWidget() is not window:
            self.panel.setParent(window)
        width = min(self._theme.px(_WIDTH), window.width() - 2 * _MARGIN)
        self.panel.resize(width, self._theme.px(_HEIGHT))
        if (layout := self.panel.layout()) is not None:
            layout.activate()
        chrome = self.panel.height() - self.list.height()
        caret = self._edit.caret_in(window)
        below, above = window.height() - caret.bottom() - _GAP - _MARGIN, caret.top() - _GAP - _MARGIN
        wanted = min(self.list.wanted_height(width - 12) + chrome, self._theme.px(_HEIGHT))
        under = wanted <= below or below >= above
        size = QSize(width, min(wanted, max(below if under else above, self._theme.px(80))))
        left = min(max(_MARGIN, caret.left() - _MARGIN), window.width() - width - _MARGIN)
        top = caret.bottom() + _GAP if under else caret.top() - _GAP - size.height()
        self.panel.setGeometry(QRect(QPoint(left, top), size))
        self.panel.show()
        self.panel.raise_()
        self.list.scrollToItem(self.list.currentItem())

    def _take(self) -> None:
        value = self.list.current_value()
        if value is None:
            return
        start, end = self._start, self._edit.caret()
        self.close()
        self._edit.select(start, end)
        self.taken.emit(value)

    def _announce(self) -> None:
        """Tell a screen reader what Enter would take, because the keyboard stays in the box."""
        item = self.list.currentItem()
        if item is not None and self._search is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._edit.widget, item.text()))


def _opens(event: QKeyEvent) -> bool:
    """Whether this is Ctrl+Space; on a Mac the key that is labelled Control, because Command+Space is the system's."""
    wanted = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier)
    return event.key() == Qt.Key.Key_Space and event.modifiers() in wanted
