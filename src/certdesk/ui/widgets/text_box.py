"""Fields to write in: a long text, a line, each with its label above and what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from certdesk.actions.commenting import LONGEST
from certdesk.core.fields import LONGEST_TEXT
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.kept_keys import keeps_key
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.pasting import refusal
from certdesk.ui.widgets.typeahead_places import from_qt, to_qt

_PAUSE_MS, _LONGEST_MS = 400, 2000
_AIR = 16
_LEAVES = frozenset({Qt.Key.Key_Escape})


class Wrong(QWidget):
    """What is wrong with a field, with an icon; takes no room while nothing is."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        self._words = Paragraph(theme, role="small", tone="bad")
        row.addWidget(IconView(theme, "error", "bad", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_wrong(self, words: str) -> None:
        """Show what is wrong; empty words say that all is well."""
        self._words.show_text(words)
        self.setVisible(bool(words))


class Field(QWidget):
    """A label above, room for small things beside it, the field, and what is wrong below."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, theme: ThemeSource, words: str, edit: QLineEdit | QTextEdit) -> None:
        super().__init__()
        self._edit = edit
        self._last = ""
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, _PAUSE_MS), (self._longest, _LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._label = label(words, "column", "text2")
        self._label.setBuddy(edit)
        self._head.addWidget(self._label)
        self._head.addStretch(1)
        column.addLayout(self._head)
        # Only now, as part of the field: alone it would be a window of its own for a moment.
        self._label.setVisible(bool(words))
        column.addWidget(edit, 1)
        self._wrong = Wrong(theme)
        column.addWidget(self._wrong)
        edit.setAccessibleName(words)
        edit.textChanged.connect(self._on_changed)
        self.setFocusProxy(edit)

    def add_beside_label(self, *widgets: QWidget) -> None:
        """Put small things at the end of the label's line: a link, a key."""
        for widget in widgets:
            self._head.addWidget(widget)

    def show_label(self, words: str) -> None:
        """Call the field something else."""
        self._label.setText(words)
        self._label.setVisible(bool(words))
        self._edit.setAccessibleName(words)

    def show_wrong(self, words: str) -> None:
        """Say what is wrong below the field and mark its border; empty words take both away."""
        self._wrong.show_wrong(words)
        self._edit.setProperty("wrong", bool(words))
        self._edit.setAccessibleDescription(words)
        self._edit.style().unpolish(self._edit)
        self._edit.style().polish(self._edit)

    def text(self) -> str:
        """Return what stands in the field."""
        return self._edit.text() if isinstance(self._edit, QLineEdit) else self._edit.toPlainText()

    def tell_now(self) -> None:
        """Tell at once what was typed since the last pause, because nobody may be there to hear it later."""
        self._tell()

    def _on_changed(self) -> None:
        if self.text() != self._last:
            self._pause.start()
            if not self._longest.isActive():
                self._longest.start()

    def _tell(self) -> None:
        self._wait_no_more()
        text = self.text()
        if text != self._last:
            self._last = text
            self.edited.emit(text)

    def _commit(self) -> None:
        self._tell()
        self.committed.emit(self.text())

    def _keep(self, text: str) -> None:
        """Remember what was put in by the program, so that it is not told as an edit."""
        self._last = text
        self._wait_no_more()

    def _wait_no_more(self) -> None:
        self._pause.stop()
        self._longest.stop()


class LineField(Field):
    """A field of one line. ``edited`` comes when the writer pauses, ``committed`` with Enter or on leaving."""

    def __init__(self, theme: ThemeSource, words: str, *, hint: str = "", secret: bool = False) -> None:
        self._line = QLineEdit()
        super().__init__(theme, words, self._line)
        self._line.setPlaceholderText(hint)
        if secret:
            self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setMaxLength(LONGEST_TEXT)
        self._line.editingFinished.connect(self._commit)
        self._line.textChanged.connect(self._remember)
        self._line.inputRejected.connect(self._on_rejected)
        self._whole, self._cut = "", False

    @property
    def line(self) -> QLineEdit:
        """The line itself, for validators, completers and names."""
        return self._line

    def show_text(self, text: str) -> None:
        """Put text into the field; tells nobody."""
        self._keep(text)
        self._line.setText(text)

    def _remember(self, text: str) -> None:
        """Remember what stands here, for the moment when a paste is cut off; what was wrong then is over."""
        if not self._cut:
            self._whole = text
            if self._line.property("tooLong"):
                self._line.setProperty("tooLong", False)
                self.show_wrong("")

    def _on_rejected(self) -> None:
        if not self._cut and self._line.validator() is None:
            self._cut = True
            QTimer.singleShot(0, self, self._refuse_cut)

    def _refuse_cut(self) -> None:
        """Take a paste that was cut off back whole: half a text would look like all of it."""
        if self._line.text() != self._whole:
            self._line.setText(self._whole)
        self._cut = False
        self._line.setProperty("tooLong", True)
        self.show_wrong(_("Not pasted: this line takes {most:,} characters.").format(most=self._line.maxLength()))


class TextBox(Field):
    """A field of several lines with its own undo. ``committed`` comes when the writer goes elsewhere.

    ``done()`` with Esc: the words stay, and whoever shows the box says where the keyboard goes.
    """

    done = Signal()

    def __init__(self, theme: ThemeSource, words: str, *, hint: str = "", rows: int = 3, strong: bool = False) -> None:
        self._writing = Writing(theme, rows)
        super().__init__(theme, words, self._writing)
        self._writing.setPlaceholderText(hint)
        self._writing.setProperty("strong", strong)
        self._writing.left.connect(self._commit)
        self._writing.done.connect(self.done)
        self._writing.not_pasted.connect(self._show_not_pasted)
        self._writing.textChanged.connect(self._forget_not_pasted)
        self._not_pasted = False

    @property
    def writing(self) -> Writing:
        """The box itself, for names and cursors."""
        return self._writing

    def show_text(self, text: str) -> None:
        """Put text into the box; tells nobody and forgets the box's undo."""
        if text == self.text():
            self._keep(text)
            return
        self._keep(text)
        self._writing.put(text)

    def insert(self, text: str, *, select: tuple[int, int] | None = None) -> None:
        """Write text where the cursor is, as if typed; ``select`` names the part of it that waits to be replaced."""
        cursor = self._writing.textCursor()
        start = cursor.selectionStart()
        before = self.text()[: from_qt(self.text(), start)]
        space = " " if before and not before[-1].isspace() else ""
        cursor.insertText(space + text)
        if select:
            start += len(space)
            cursor.setPosition(start + to_qt(text, select[0]))
            cursor.setPosition(start + to_qt(text, select[1]), QTextCursor.MoveMode.KeepAnchor)
            self._writing.setTextCursor(cursor)

    def _show_not_pasted(self, words: str) -> None:
        self._not_pasted = True
        self.show_wrong(words)

    def _forget_not_pasted(self) -> None:
        if self._not_pasted:
            self._not_pasted = False
            self.show_wrong("")


class Writing(QTextEdit):
    """Plain text at the design's line height. The wheel scrolls it only while it has the keyboard."""

    left = Signal()
    done = Signal()
    not_pasted = Signal(str)
    """Why what was pasted has no room, in a sentence."""

    def __init__(self, theme: ThemeSource, rows: int = 3) -> None:
        super().__init__()
        self._theme = theme
        self._rows = rows
        self.longest = LONGEST
        """How many characters a paste may bring the text to."""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(4)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        theme.changed.connect(self._dress)
        self._dress()
        self.put("")

    def put(self, text: str) -> None:
        """Replace the text; the box's own undo starts anew."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setPlainText(text)
        lines = QTextBlockFormat()
        more = max(0, self._theme.theme.line_height("body") - self.fontMetrics().height())
        lines.setLineHeight(more, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        document.setUndoRedoEnabled(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what has room, whole."""
        words = refusal(source, self.textCursor(), self.longest)
        if words:
            self.not_pasted.emit(words)
        else:
            super().insertFromMimeData(source)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts of a screen."""
        return keeps_key(event, _LEAVES) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say with Esc that the writer is done."""
        if event.key() in _LEAVES:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer went elsewhere; a menu that opens over the box does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless somebody writes here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return the height of the rows asked for."""
        return QSize(self._theme.px(240), self._rows * self._theme.theme.line_height("body") + _AIR)

    def minimumSizeHint(self) -> QSize:
        """Return the height of two lines at most: text boxes give way before level rows do."""
        lines = min(2, self._rows)
        return QSize(self._theme.px(96), lines * self._theme.theme.line_height("body") + _AIR)

    def _dress(self) -> None:
        self.updateGeometry()
