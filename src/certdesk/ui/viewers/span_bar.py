"""In and out as fields, the loop, the marks one after the other, and how much of the time is in sight."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.giving_way import Give, give_way
from certdesk.ui.viewers.recording_times import exact_clock, read_clock
from certdesk.ui.viewers.span import Span
from certdesk.ui.widgets.button import Button, icon_button
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.labels import label

_FIELD, _LINE, _LEAST = 68, 32, 240


def _show_each(parts: Iterable[QWidget], shown: bool) -> None:
    for part in parts:
        part.setVisible(shown)


class TimeField(QLineEdit):
    """One time. Enter or leaving takes what was typed; what is no time is put back."""

    typed = Signal(object)
    """Milliseconds, or None when the field was emptied."""

    def __init__(self, themes: ThemeSource, words: str) -> None:
        super().__init__()
        self._themes = themes
        self._shown = ""
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setPlaceholderText("--:--")
        self.setMaxLength(14)
        self.setStyleSheet("QLineEdit { min-height: 0; padding: 0 5px; border-radius: 4px; }")
        self.setProperty("soft", True)
        self.editingFinished.connect(self._take)
        themes.changed.connect(self._dress)
        self._dress()

    def show_time(self, milliseconds: int | None) -> None:
        """Show a time, or none."""
        self._shown = exact_clock(milliseconds) if milliseconds is not None else ""
        if not (self.hasFocus() and self.isModified()):
            self.setText(self._shown)

    def _take(self) -> None:
        words = self.text().strip()
        self.setModified(False)
        if words == self._shown:
            return
        there = read_clock(words)
        if words and there is None:
            self.setText(self._shown)
            return
        self.typed.emit(there)

    def _dress(self) -> None:
        self.setFixedSize(self._themes.px(_FIELD), self._themes.px(24))
        self.setFont(self._themes.font("column"))


class SpanBar(QWidget):
    """Knows nothing of players: shows a span, and says what was typed or pressed."""

    in_typed = Signal(object)
    out_typed = Signal(object)
    loop_switched = Signal(bool)
    cleared = Signal()
    mark_stepped = Signal(int)
    zoomed = Signal(float)
    transcript_switched = Signal(bool)
    subtitles_switched = Signal(bool)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._has_words = self._has_subtitles = False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs to the right in every language
        self.setObjectName("spanBar")
        self._whose = Chip(themes, "", "accent", small=True)
        self._whose.setObjectName("spanOf")
        self._in = TimeField(themes, _("The mark begins at"))
        self._out = TimeField(themes, _("The mark ends at"))
        self._length = label("", "small", "text3", name="spanLength")
        self._loop = self._switch("loop", _("Play in to out again and again"), "spanLoop", "R")
        self._clear = icon_button(themes, "close", _("Forget in and out"), size="small")
        self._words = self._switch("text", _("Transcript"), "transcriptSwitch", "T")
        self._titles = self._switch("subtitles", _("Subtitles"), "subtitleSwitch", "S")
        self._build()
        self.show_span(Span(), "")
        self.show_words(transcript=False, subtitles=False)
        self._whose.hide()
        themes.changed.connect(self._dress)
        self._dress()

    # -- what is shown -------------------------------------------------------------------------

    def show_span(self, span: Span, whose: str) -> None:
        """Show in and out, of the mark with this label or ("") of the mark being made."""
        self._in.show_time(span.start)
        self._out.show_time(span.end)
        both = span.start is not None and span.end is not None
        length = (span.end or 0) - (span.start or 0)
        self._length.setText(_("{seconds} s").format(seconds=f"{length / 1000:.1f}") if both else "")
        self._loop.setEnabled(both)
        self._clear.setEnabled(not span.empty)
        self._clear.set_words(_("Let go of this mark") if whose else _("Forget in and out"))
        self._clear.setToolTip(self._clear.words)
        self._whose.show_chip(whose, "accent")
        self._whose.setVisible(bool(whose))
        self.use_room(self.width())

    def show_loop(self, *, on: bool) -> None:
        """Show whether it loops."""
        self._loop.setChecked(on)

    def show_words(self, *, transcript: bool, subtitles: bool) -> None:
        """Offer transcript and subtitles where there are any."""
        self._has_words, self._has_subtitles = transcript, subtitles
        self._words.setVisible(transcript)
        self._titles.setVisible(subtitles)
        self.use_room(self.width())

    def show_switches(self, *, transcript: bool, subtitles: bool) -> None:
        """Show which of them are on."""
        self._words.setChecked(transcript)
        self._titles.setChecked(subtitles)

    def show_transcript(self, *, on: bool) -> None:
        """Show whether the transcript is in view."""
        self._words.setChecked(on)

    def use_room(self, width: int) -> None:
        """Show what there is room for."""
        give_way(self._row, width, self._order)

    def minimumSizeHint(self) -> QSize:
        """Return the room for in and out."""
        return QSize(self._themes.px(_LEAST), self._themes.px(_LINE))

    # -- inside ----------------------------------------------------------------------------------

    def _switch(self, icon: str, words: str, name: str, key: str) -> Button:
        made = icon_button(self._themes, icon, words, key=key, size="small")
        made.setCheckable(True)
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        themes = self._themes
        before = icon_button(themes, "chevron_left", _("Previous mark"), key="Shift+J", size="small")
        after = icon_button(themes, "chevron_right", _("Next mark"), key="Shift+L", size="small")
        less = icon_button(themes, "zoom_out", _("Show more of the time"), key="-", size="small")
        more = icon_button(themes, "zoom_in", _("Show less of the time, larger"), key="+", size="small")
        for tool, name in (
            (self._in, "spanIn"), (self._out, "spanOut"), (self._clear, "spanClear"), (before, "markBefore"),
            (after, "markAfter"), (less, "timeZoomOut"), (more, "timeZoomIn"),
        ):  # fmt: skip
            tool.setObjectName(name)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(4)
        named_in, named_out = label(_("In"), "small", "text2"), label(_("Out"), "small", "text2")
        self._names = (named_in, named_out)
        for part in (self._whose, named_in, self._in, named_out, self._out, self._length, self._loop, self._clear):
            row.addWidget(part)
        row.addStretch(1)
        for part in (before, after, less, more, self._titles, self._words):
            row.addWidget(part)
        self._zooms, self._steps = (less, more), (before, after)
        self._order: tuple[Give, ...] = (
            self._length.setVisible,
            partial(_show_each, self._names),
            partial(_show_each, self._zooms),
            partial(_show_each, self._steps),
        )
        self._in.typed.connect(self.in_typed)
        self._out.typed.connect(self.out_typed)
        self._loop.toggled.connect(self.loop_switched)
        self._clear.clicked.connect(self.cleared)
        self._words.toggled.connect(self.transcript_switched)
        self._titles.toggled.connect(self.subtitles_switched)
        before.clicked.connect(lambda: self.mark_stepped.emit(-1))
        after.clicked.connect(lambda: self.mark_stepped.emit(1))
        less.clicked.connect(lambda: self.zoomed.emit(1.6))
        more.clicked.connect(lambda: self.zoomed.emit(1 / 1.6))

    def _dress(self) -> None:
        self.setFixedHeight(self._themes.px(_LINE))
