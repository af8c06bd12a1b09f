"""What stands beside a document: comments, tracked changes and speaker notes, in a list beside the view."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from certdesk.core.words import _
from certdesk.evidence.replies import NoteKind, SideNote, SideNotes
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Wrapped, wrap

_NOTE = Qt.ItemDataRole.UserRole
_SIDE, _ICON, _GAP = 8, 16, 4
_ICONS = {
    NoteKind.COMMENT: "comment",
    NoteKind.INSERTION: "plus",
    NoteKind.DELETION: "minus",
    NoteKind.SPEAKER_NOTE: "screen",
}


class NotesPanel(QListWidget):
    """A click, or Enter, goes to the place of a note."""

    note_wanted = Signal(object)
    """A `SideNote`."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("sideNotes")
        self.setAccessibleName(_("Comments, changes and speaker notes"))
        self.setProperty("ring", "inside")
        self.setProperty("ground", "none")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_NoteDelegate(themes, self))
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)
        themes.changed.connect(self.scheduleDelayedItemsLayout)

    def show_notes(self, reply: SideNotes) -> None:
        """Show these notes in their order."""
        self.clear()
        for note in reply.notes:
            row = QListWidgetItem()
            row.setData(_NOTE, note)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{head_of(note)}. {note.about} {note.text}".strip())
            self.addItem(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words again."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _go(self, row: QListWidgetItem) -> None:
        self.note_wanted.emit(row.data(_NOTE))


class _NoteDelegate(QStyledItemDelegate):
    """Draws who, when and where; the words it is about; and what is said."""

    def __init__(self, themes: ThemeSource, view: NotesPanel) -> None:
        super().__init__(view)
        self._themes = themes
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of the wrapped words."""
        width = self._view.viewport().width()
        heights = sum(part.height for _tone, part in self._parts(index.data(_NOTE), width))
        return QSize(width, heights + 2 * _SIDE + 2 * _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one note."""
        theme, note = self._themes.theme, index.data(_NOTE)
        frame = QRectF(option.rect)
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(frame, theme.color("accent-soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(frame, theme.color("hover"))
        if focused:
            paint.ring(painter, frame, 4, theme.color("accent"))
        side = theme.px(_ICON)
        picture = QRectF(frame.left() + _SIDE, frame.top() + _SIDE, side, side)
        paint_icon(painter, picture, _ICONS[note.kind], theme.color("text2"))
        top = frame.top() + _SIDE
        for tone, part in self._parts(note, round(frame.width())):
            painter.setPen(theme.color(tone))
            part.draw(painter, QPointF(frame.left() + _SIDE + side + 6, top))
            top += part.height + _GAP
        painter.fillRect(QRectF(frame.left(), frame.bottom() - 1, frame.width(), 1), theme.color("line"))
        painter.restore()

    def _parts(self, note: SideNote, width: int) -> list[tuple[str, Wrapped]]:
        theme = self._themes.theme
        room = width - 2 * _SIDE - theme.px(_ICON) - 6
        told = [("text2", "small", head_of(note))]
        if note.about:
            told.append(("text3", "small", f"“{note.about}”"))
        told.append(("text", "reading", note.text))
        return [
            (tone, wrap(words, theme.font(role), room, theme.line_height(role))) for tone, role, words in told if words
        ]


def head_of(note: SideNote) -> str:
    """Return what kind of note it is, whose, from when, and where."""
    kinds = {
        NoteKind.COMMENT: _("Comment"),
        NoteKind.INSERTION: _("Inserted"),
        NoteKind.DELETION: _("Deleted"),
        NoteKind.SPEAKER_NOTE: _("Speaker notes"),
    }
    parts = [kinds[note.kind], note.author, note.when[:10]]
    if note.page:
        parts.append(_("page {page}").format(page=note.page))
    return " · ".join(part for part in parts if part)
