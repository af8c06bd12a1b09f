"""The words of a recording beside it: searched, clicked to go there, followed, quoted in the note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from certdesk.core.annotations import clock
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.said import Said, line_of
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField

_GUTTER = "\t"
_GUTTER_PX = 54


class TranscriptText(QTextEdit):
    """One line for each cue: its time, a tab, the words."""

    line_clicked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to where the cursor is; everything else moves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line_clicked.emit(self.textCursor().blockNumber())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to a line that is clicked; selecting words goes nowhere."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.line_clicked.emit(self.cursorForPosition(event.position().toPoint()).blockNumber())


class TranscriptPanel(QWidget):
    """Knows nothing of players: is told where the recording is, and says where somebody wants to go."""

    sought = Signal(int)
    quoted = Signal(str, int, int)
    """Words to be quoted, and from when to when (ms) they are said."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._said = Said()
        self._now: int | None = None
        self._found: tuple[int, ...] = ()
        self._at = 0
        self.setObjectName("transcriptPanel")
        self.text = TranscriptText()
        self._field = SearchField(themes, _("Find in the transcript"))
        self._count = label("", "small", "text3", name="transcriptCount")
        self._before = icon_button(themes, "up", _("Previous place"), size="small")
        self._after = icon_button(themes, "down", _("Next place"), size="small")
        self._follow = button(themes, _("Follow"), kind="quiet", size="small")
        self._quote = button(themes, _("Quote in the note"), icon="quote", size="small")
        self._build()
        themes.changed.connect(self._dress)
        self._dress()

    # -- what is shown -------------------------------------------------------------------------

    def show_said(self, said: Said, *, complete: bool = True) -> None:
        """Show the words of a recording."""
        self._said, self._now, self._found, self._at = said, None, (), 0
        lines = [f"{clock(cue.start_ms)}{_GUTTER}{line_of(cue)}" for cue in said.cues]
        if not complete:
            lines.append(_GUTTER + _("The transcript is longer; the rest is not shown."))
        self.text.setPlainText("\n".join(lines))
        self._indent()
        self._field.show_text("")
        self._count.setText("")
        self._paint()

    def show_position(self, position: int) -> None:
        """Point out what is said now, and keep it in view while it follows."""
        now = self._said.number_at(position)
        if now == self._now:
            return
        self._now = now
        self._paint()
        if now is not None and self._follow.isChecked() and not self.text.textCursor().hasSelection():
            self._bring(now)

    def open(self) -> None:
        """Put the keyboard into the search."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few lines."""
        return QSize(self._themes.px(200), self._themes.px(110))

    # -- hands -----------------------------------------------------------------------------------

    def selection(self) -> tuple[str, int, int] | None:
        """Return the selected words without the times beside them, and from when to when they are said."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            return None
        document = self.text.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        cues = self._said.cues[first.blockNumber() : last.blockNumber() + 1]
        if not cues:
            return None
        words = []
        for number in range(first.blockNumber(), first.blockNumber() + len(cues)):
            block = document.findBlockByNumber(number)
            begin = max(cursor.selectionStart() - block.position(), block.text().find(_GUTTER) + 1)
            end = min(cursor.selectionEnd() - block.position(), len(block.text()))
            words.append(block.text()[begin:end].strip())
        quote = " ".join(part for part in words if part)
        return (quote, cues[0].start_ms, max(cue.end_ms for cue in cues)) if quote else None

    def quote(self) -> None:
        """Quote what is selected, or else what is said now."""
        chosen = self.selection()
        if chosen is None and self._now is not None:
            cue = self._said.cues[self._now]
            chosen = (line_of(cue), cue.start_ms, cue.end_ms)
        if chosen is not None:
            self.quoted.emit(*chosen)
            cursor = self.text.textCursor()
            cursor.clearSelection()
            self.text.setTextCursor(cursor)

    def _search(self, words: str) -> None:
        self._found, self._at = self._said.with_words(words), 0
        self._go_on(0)
        if not self._found:
            self._count.setText(_("Not found") if words.strip() else "")
        self._paint()

    def _go_on(self, by: int) -> None:
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._count.setText(_("{now} of {total}").format(now=self._at + 1, total=len(self._found)))
            self._bring(self._found[self._at])
            self._paint()

    def _go(self, number: int) -> None:
        if number < len(self._said.cues):
            self.sought.emit(self._said.cues[number].start_ms)

    # -- inside ----------------------------------------------------------------------------------

    def _bring(self, number: int) -> None:
        block = self.text.document().findBlockByNumber(number)
        self.text.setTextCursor(QTextCursor(block))
        bar, box = self.text.verticalScrollBar(), self.text.document().documentLayout().blockBoundingRect(block)
        bar.setValue(round(box.center().y() - self.text.viewport().height() / 2))

    def _paint(self) -> None:
        marks = [self._line(number, "hover") for number in self._found]
        if self._found:
            marks.append(self._line(self._found[self._at], "warn-soft"))
        if self._now is not None:
            marks.append(self._line(self._now, "accent-soft"))
        self.text.setExtraSelections(marks)

    def _line(self, number: int, token: str) -> QTextEdit.ExtraSelection:
        line = QTextEdit.ExtraSelection()
        line.cursor = QTextCursor(self.text.document().findBlockByNumber(number))
        look = QTextCharFormat()
        look.setBackground(QColor(self._themes.color(token)))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        line.format = look
        return line

    def _build(self) -> None:
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setAcceptRichText(False)
        self.text.setObjectName("transcript")
        self.text.setAccessibleName(_("Transcript"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._field.setObjectName("transcriptFind")
        for tool, name in ((self._before, "transcriptBefore"), (self._after, "transcriptAfter"),
                           (self._follow, "transcriptFollow"), (self._quote, "transcriptQuote")):  # fmt: skip
            tool.setObjectName(name)
        self._follow.setCheckable(True)
        self._follow.setChecked(True)
        self._follow.setToolTip(_("Keep what is said now in view"))
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        head.addWidget(self._field, 1)
        for part in (self._count, self._before, self._after):
            head.addWidget(part)
        foot.addWidget(self._quote)
        foot.addStretch(1)
        foot.addWidget(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.text.line_clicked.connect(self._go)
        self._field.edited.connect(self._search)
        self._field.returnPressed.connect(lambda: self._go_on(1))
        self._before.clicked.connect(lambda: self._go_on(-1))
        self._after.clicked.connect(lambda: self._go_on(1))
        self._quote.clicked.connect(self.quote)

    def _dress(self) -> None:
        self.text.setFont(self._themes.font("reading"))
        self._indent()
        self._paint()

    def _indent(self) -> None:
        """Hang the words beside their times."""
        gutter = self._themes.px(_GUTTER_PX)
        self.text.setTabStopDistance(gutter)
        look = QTextBlockFormat()
        look.setLeftMargin(gutter)
        look.setTextIndent(-gutter)
        look.setBottomMargin(self._themes.px(4))
        everything = QTextCursor(self.text.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(look)
