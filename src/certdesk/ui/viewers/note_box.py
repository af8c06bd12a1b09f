"""The note written while watching: typing pauses, Enter saves and plays on, Esc discards."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.giving_way import give_way
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.pasting import PlainBox

_LONGEST = 4000
_GAP = 6


class NoteEdit(PlainBox):
    """A text box with the criterion's label inside. Enter is the end of the note, Shift+Enter of a line."""

    finished = Signal()
    discarded = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._chip = Chip(themes, "", "accent", small=True)
        self._chip.setParent(self)
        self._chip.setObjectName("noteCriterion")
        self._chip.hide()
        self.setObjectName("note")
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Note on this moment"))
        self.setPlaceholderText(_("Note on this moment; playing pauses while you type"))

    def show_criterion(self, words: str) -> None:
        """Show for which criterion the note is."""
        self._chip.show_chip(words, "accent")
        self._chip.setVisible(bool(words))
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Finish, discard, or write."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            self.discarded.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the label in its corner."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        size = self._chip.sizeHint()
        width = size.width() + 6 if self._chip.isVisibleTo(self) else 0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(0 if mirrored else width, 0, width if mirrored else 0, 0)
        left = self.width() - size.width() - 10 if mirrored else 10
        self._chip.setGeometry(left, 8, size.width(), size.height())


class NoteBox(QWidget):
    """The text box, and what the keys do; nothing moves when something is written."""

    begun = Signal()
    """The first letter was typed."""
    written = Signal(str)
    discarded = Signal()
    draft_changed = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._writing = False
        self.edit = NoteEdit(themes)
        self._foot = QWidget()
        self._deeds: list[Button] = []
        self._build()
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def draft(self) -> str:
        """What is written and not saved yet."""
        return self.edit.toPlainText()

    @property
    def writing(self) -> bool:
        """Whether something is written."""
        return self._writing

    @property
    def foot_height(self) -> int:
        """How much room the line below the text takes."""
        return self._foot.sizeHint().height() + _GAP

    def show_foot(self, shown: bool) -> None:
        """Say what the keys do, or leave that to the key map where there is no room."""
        self._foot.setVisible(shown)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few words; what the keys do gives way."""
        return QSize(self._themes.px(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say of the keys what there is room for."""
        super().resizeEvent(event)
        give_way(self._row, self.width(), (self._show_discard, self._show_save))

    def _show_discard(self, shown: bool) -> None:
        self._deeds[1].setVisible(shown)

    def _show_save(self, shown: bool) -> None:
        self._deeds[0].setVisible(shown)

    def show_criterion(self, words: str) -> None:
        """Show for which criterion the note is."""
        self.edit.show_criterion(words)

    def show_draft(self, draft: str) -> None:
        """Put back what was half written."""
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(draft[:_LONGEST])
        self._writing = bool(draft)
        self._show_foot()

    def add_quote(self, words: str) -> None:
        """Put quoted words where the cursor is; it counts as typing."""
        quoted = _("“{words}”").format(words=words)
        before = self.edit.textCursor()
        gap = " " if before.position() > 0 and not self.draft[: before.position()][-1:].isspace() else ""
        before.insertText(gap + quoted + " ")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Save what is written; with nothing written, go on as after Esc."""
        note = self.draft.strip()
        self.show_draft("")
        self.draft_changed.emit()
        if note:
            self.written.emit(note)
        else:
            self.discarded.emit()

    def _discard(self) -> None:
        self.show_draft("")
        self.draft_changed.emit()
        self.discarded.emit()

    def _typed(self) -> None:
        writing = bool(self.draft)
        begins = writing and not self._writing
        self._writing = writing
        self._show_foot()
        if begins:
            self.begun.emit()
        self.draft_changed.emit()

    def _build(self) -> None:
        self.edit.textChanged.connect(self._typed)
        self.edit.finished.connect(self.finish)
        self.edit.discarded.connect(self._discard)
        self._row = foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(4)
        self._paused = label("", "small", "text3", name="notePaused")
        foot.addWidget(self._paused)
        foot.addStretch(1)
        deeds = ((_("Enter"), _("Save and play on"), "noteSave"), (_("Esc"), _("Discard"), "noteDiscard"))
        for (key, words, name), deed in zip(deeds, (self.finish, self._discard), strict=True):
            made = button(self._themes, words, kind="quiet", size="small", key=key)
            made.setObjectName(name)
            made.clicked.connect(deed)
            foot.addWidget(made)
            self._deeds.append(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self.edit)
        column.addWidget(self._foot)
        self._show_foot()
        self.setFocusProxy(self.edit)

    def _show_foot(self) -> None:
        self._paused.setText(_("Paused while you type") if self._writing else "")
        for deed in self._deeds:
            deed.setEnabled(self._writing)

    def _dress(self) -> None:
        self.edit.setFixedHeight(self._themes.px(54))
