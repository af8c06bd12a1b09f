"""The parts of the player one below the other: picture, controls, time, note, marked moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.film_view import FilmView
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.moment_list import MomentList
from certdesk.ui.viewers.note_box import NoteBox
from certdesk.ui.viewers.recording_words import Words
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.timeline import Timeline
from certdesk.ui.viewers.transport_bar import TransportBar
from certdesk.ui.viewers.viewer import ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEAST_FILM = 180
_ANY_HEIGHT = 16_777_215
_SPACES = 24


class RecordingPanel(ViewerWidget):
    """Shares out the room, shows what the engine does, and hands single keys to whoever drives."""

    playing_changed = Signal(bool)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._single_keys = True
        self._keys: Mapping[str, Callable[[], None]] = {}
        self.engine = MediaEngine(self)
        self.header = ViewerHeader(themes)
        self.film = FilmView(themes, self.engine)
        self.bar = TransportBar(themes)
        self.timeline = Timeline(themes)
        self.note = NoteBox(themes)
        self.moments = MomentList(themes)
        self._remark = Remark(themes)
        self._build()
        self.engine.shape_changed.connect(self.share_height)
        self.engine.playing_changed.connect(self._show_playing)
        themes.changed.connect(self._use_room)

    def set_single_keys(self, *, enabled: bool) -> None:
        """Let single letters drive the player, or leave them to the screen."""
        self._single_keys = enabled

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: Words) -> None:
        """Say something in place of the picture, and a remark above it; empty words show the picture."""
        self.film.show_message(words.sentence, words.hint, words.icon)
        self._remark.say(words.remark, warning=bool(words.trouble))
        if words.trouble:
            self.problem_shown.emit(words.trouble)

    def show_sound(self) -> None:
        """Show how loud it is."""
        sound = self.engine.sound
        self.bar.show_sound(sound.volume, muted=sound.muted, possible=self.engine.has_sound)

    def enable_controls(self, *, enabled: bool) -> None:
        """Let the person drive, or not while there is nothing to drive."""
        self.bar.setEnabled(enabled)
        self.timeline.setEnabled(enabled)

    def share_height(self) -> None:
        """Give the film the height of its picture, but leave room for a few moments; the list gives way first."""
        image = self.engine.still()
        shape = image.width() / image.height() if not image.isNull() else 16 / 9
        fixed = (self.header, self.bar, self.timeline, self.note)
        room = self.height() - sum(part.sizeHint().height() for part in fixed) - _SPACES
        lines = self.moments.few_lines()
        listed = lines > 0 and room - lines >= _LEAST_FILM
        self.moments.setVisible(listed)
        tallest = min(self.width() / shape, room - lines) if listed else _ANY_HEIGHT
        self.film.setMaximumHeight(max(_LEAST_FILM, round(tallest)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drive with single keys when the keyboard is in the player but not in a text."""
        call = None if event.modifiers() & _COMMANDS else self._keys.get(event.text().lower())
        if call is None or not (self._single_keys or event.key() == Qt.Key.Key_Space):
            super().keyPressEvent(event)
        else:
            call()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be quiet when another screen or item comes to the front; a window put away by its person plays on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.engine.pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._use_room()

    def _use_room(self) -> None:
        self.bar.use_room(self.width())
        self.share_height()

    def _show_playing(self, playing: bool) -> None:
        self.bar.show_playing(playing=playing)
        self.playing_changed.emit(playing)

    def _build(self) -> None:
        self.setObjectName("videoPlayer")
        self.film.setAccessibleName(_("Recording"))
        self.timeline.setObjectName("timeline")
        self.timeline.setAccessibleName(_("Time"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._remark)
        column.addWidget(self.film, 100)
        for part in (self.bar, self.timeline):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addWidget(self.moments, 1)
        self.moments.hide()
        self.setFocusProxy(self.film)
