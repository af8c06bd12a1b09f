"""The parts of the player one below the other: picture, controls, time, note, marked moments, transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import clock
from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.clip_bar import ClipBar
from certdesk.ui.viewers.film_view import FilmView
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.moment_list import MomentList
from certdesk.ui.viewers.note_box import NoteBox
from certdesk.ui.viewers.picture_strip import PictureStrip
from certdesk.ui.viewers.playable_copy import PlayableCopy
from certdesk.ui.viewers.recording_words import Words
from certdesk.ui.viewers.remark import Remark
from certdesk.ui.viewers.span_bar import SpanBar
from certdesk.ui.viewers.timeline import LOW_BAND, Timeline
from certdesk.ui.viewers.timeline_hover import TimelineHover
from certdesk.ui.viewers.transcript_panel import TranscriptPanel
from certdesk.ui.viewers.transport_bar import TransportBar
from certdesk.ui.viewers.viewer import ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.widgets.button import icon_button

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LEAST_FILM, _PLATE_OF_SOUND = 180, 72
_SPACES = 24
_HIGH_ENOUGH, _WIDE_ENOUGH = 760, 860
"""From this height on there is room for a row of pictures; from this width on the transcript stands beside the film."""
_TRANSCRIPT_WIDE, _TRANSCRIPT_HIGH = 320, 190
_MOST_SOUND = 220
_USUAL_SHAPE = 16 / 9
_ANY_HEIGHT = 16_777_215


class RecordingPanel(ViewerWidget):
    """Shares out the room, shows what the engine does, and hands single keys to whoever drives."""

    playing_changed = Signal(bool)

    def __init__(self, themes: ThemeSource, copy: PlayableCopy) -> None:
        super().__init__()
        self._themes = themes
        self._single_keys = True
        self._keys: Mapping[str, Callable[[], None]] = {}
        self._shape = _USUAL_SHAPE
        self._only_sound = self._with_strip = False
        self._transcript_wanted = False
        self._note_elsewhere = False
        self._lightness = 1
        self.strip: PictureStrip | None = None
        self.engine = MediaEngine(self)
        self.header = ViewerHeader(themes)
        self.clips = ClipBar(themes)
        self.film = FilmView(themes, self.engine)
        self.copy = copy
        self.bar = TransportBar(themes)
        self.timeline = Timeline(themes)
        self.spans = SpanBar(themes)
        self.note = NoteBox(themes)
        self.moments = MomentList(themes)
        self.transcript = TranscriptPanel(themes)
        self.hover = TimelineHover(themes, self)
        self._remark = Remark(themes)
        self._build()
        self.engine.shape_changed.connect(self._take_shape)
        self.engine.playing_changed.connect(self._show_playing)
        self.timeline.hovered.connect(self._hover)
        self.note.begun.connect(self.share_height)
        themes.changed.connect(self._use_room)

    def set_single_keys(self, *, enabled: bool) -> None:
        """Let single letters drive the player, or leave them to the screen."""
        self._single_keys = enabled

    def leave_note(self, *, elsewhere: bool) -> bool:
        """Take the note away while it is written elsewhere, unless one is begun here; return whether it is away."""
        self._note_elsewhere = elsewhere
        self.share_height()
        return not self.note.isVisibleTo(self)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        self.leave_note(elsewhere=False)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, words: Words) -> None:
        """Say something in place of the picture, and a remark above it; empty words show the picture."""
        self.film.show_message(words.sentence, words.hint, words.icon)
        self._remark.say(words.remark, warning=bool(words.trouble))
        if words.trouble:
            self.problem_shown.emit(words.trouble)
        self.share_height()

    def show_sound(self) -> None:
        """Show how loud it is."""
        sound = self.engine.sound
        self.bar.show_sound(sound.volume, muted=sound.muted, possible=self.engine.has_sound)

    def enable_controls(self, *, enabled: bool) -> None:
        """Let the person drive, or not while there is nothing to drive; times can be marked all the same."""
        self.bar.setEnabled(enabled)
        self.timeline.setEnabled(enabled or self.engine.duration > 0)

    # -- room ------------------------------------------------------------------------------------

    def expect_shape(self, size: tuple[int, int] | None, *, only_sound: bool, strip: bool) -> None:
        """Make room for a picture before it comes, so that nothing jumps: its upright size where it is known."""
        self._shape = size[0] / size[1] if size and size[0] > 0 and size[1] > 0 else _USUAL_SHAPE
        self._only_sound, self._with_strip = only_sound, strip
        self.share_height()

    def share_height(self) -> None:
        """Give the film the height of its picture, but leave room for a few moments; the lists give way first.

        Nothing depends on how many moments there are, and nothing but the window on when they come.
        """
        beside = self._transcript_beside
        parts = (self.header, self.bar, self.clips, self._remark, self.copy)
        fixed = sum(part.sizeHint().height() for part in parts if part.isVisibleTo(self))
        self.note.setVisible(not self._note_elsewhere or self.note.writing or self.note.edit.hasFocus())
        fixed += self.note.edit.minimumHeight() if self.note.isVisibleTo(self) else 0
        strip = self._with_strip and self.height() >= self._themes.px(_HIGH_ENOUGH)
        room = self.height() - fixed - self.timeline.usual_height(strip=strip) - _SPACES
        least = self._themes.px(_PLATE_OF_SOUND) if self._only_sound else _LEAST_FILM
        for height, show in (
            (self.spans.height(), self.spans.setVisible),
            (self.note.foot_height, self.note.show_foot),
        ):
            show(room - height >= least)  # what they do can be done with keys
            room -= height if room - height >= least else 0
        below = self._transcript_wanted and not beside
        lines = self._themes.px(_TRANSCRIPT_HIGH) if below else self.moments.few_lines()
        listed = room - lines >= least or below
        self.moments.setVisible(listed and not below)
        self._put_transcript(beside=beside)
        left = room - (lines if listed else 0)
        if self._only_sound:
            self.film.setMaximumHeight(max(least, left // 3))
            spare = left - self.film.maximumHeight() + self._themes.px(44)
            band = min(self._themes.px(_MOST_SOUND), max(self._themes.px(LOW_BAND), spare))
            self.timeline.show_rows(band if not beside else 0)
            self._screen_box.setMaximumHeight(_ANY_HEIGHT if beside else self.film.maximumHeight())
            return
        self.timeline.show_rows(0 if room >= least else self._themes.px(LOW_BAND), strip=strip)
        wide = self.width() - (self._themes.px(_TRANSCRIPT_WIDE) + 16 if beside else 0)
        self.film.setMaximumHeight(max(least if not below else 120, round(min(wide / self._shape, left))))
        self._screen_box.setMaximumHeight(self.film.maximumHeight())

    @property
    def _transcript_beside(self) -> bool:
        return self._transcript_wanted and self.width() >= self._themes.px(_WIDE_ENOUGH)

    def want_transcript(self, *, wanted: bool) -> None:
        """Show the transcript, or not."""
        self._transcript_wanted = wanted
        self.share_height()

    def _put_transcript(self, *, beside: bool) -> None:
        row = self._screen if beside else self._foot
        other = self._foot if beside else self._screen
        if row.indexOf(self.transcript) < 0:
            other.removeWidget(self.transcript)
            row.addWidget(self.transcript)
        self.transcript.setMaximumWidth(self._themes.px(_TRANSCRIPT_WIDE) if beside else _ANY_HEIGHT)
        self.transcript.setMinimumWidth(self._themes.px(_TRANSCRIPT_WIDE) if beside else 0)
        self.transcript.setVisible(self._transcript_wanted)

    # -- events ----------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Return the room below which the player can't be used."""
        return QSize(super().minimumSizeHint().width(), self._themes.px(320))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drive with single keys when the keyboard is in the player but not in a text."""
        key = event.text().lower()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key.isalpha():
            key = f"shift+{key}"
        call = None if event.modifiers() & _COMMANDS else self._keys.get(key)
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

    # -- inside ----------------------------------------------------------------------------------

    def _use_room(self) -> None:
        self.bar.use_room(self.width())
        self.spans.use_room(self.width())
        self.share_height()

    def _take_shape(self) -> None:
        image = self.engine.still()
        if image.isNull() or self._only_sound:
            return
        shape = image.width() / image.height()
        if abs(shape - self._shape) / self._shape > 0.02:
            self._shape = shape
            self.share_height()

    def _show_playing(self, playing: bool) -> None:
        self.bar.show_playing(playing=playing)
        self.playing_changed.emit(playing)

    def _hover(self, at: int, x: int) -> None:
        if at < 0 or self.timeline.maximum() <= 0:
            self.hover.hide()
            return
        foot = self.timeline.mapTo(self, QPoint(x, 0))
        picture = self.strip.near(at) if self.strip is not None else self.engine.still().copy(0, 0, 0, 0)
        self.hover.show_at(foot, clock(at), picture)

    def _lighten(self) -> None:
        self._lightness = self._lightness % 3 + 1
        self.film.lighten(self._lightness)

    def _build(self) -> None:
        self.setObjectName("videoPlayer")
        self.film.setAccessibleName(_("Recording"))
        self.timeline.setObjectName("timeline")
        self.timeline.setAccessibleName(_("Time"))
        self.lighter = icon_button(self._themes, "idea", _("Lighter picture, for dark films"), size="small")
        self.lighter.setObjectName("lighter")
        self.lighter.clicked.connect(self._lighten)
        self.header.add_tool(self.lighter)
        self._screen_box, foot = QWidget(), QWidget()
        self._screen, self._foot = QHBoxLayout(self._screen_box), QVBoxLayout(foot)
        self._screen.setSpacing(16)
        for row in (self._screen, self._foot):
            row.setContentsMargins(0, 0, 0, 0)
        self._screen.addWidget(self.film, 1)
        self._foot.addWidget(self.moments, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.header, self.clips, self._remark)
        below: tuple[QWidget, ...] = (self.copy, self.bar, self.timeline, self.spans)
        for part in above:
            column.addWidget(part)
        column.addWidget(self._screen_box, 100)
        for part in below:
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addWidget(foot, 1)
        self.moments.hide()
        self.transcript.hide()
        self.setFocusProxy(self.film)
