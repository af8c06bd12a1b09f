"""Plays one recording at a time with QMediaPlayer, and keeps its traps in one place.

``stop()`` is never called: it can wait for ever for the player's threads (see `binding`). Closing is
``setSource(QUrl())``. Pictures are fetched and not received: a signal that carries them fills the memory while the GUI
thread is busy.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from certdesk.ui.viewers.binding import look_now
from certdesk.ui.viewers.media_quiet import prepare_multimedia, without_graphics_warning
from certdesk.ui.viewers.sound_output import SoundOutput

NO_PICTURE_MS = 3000
"""When no picture has come by then, this computer can't decode them (AV1 fails without a word)."""
FETCH_MS = 15
"""Pictures are looked for this often; a film has one every 17 to 42 ms."""
RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_USUAL_FRAME_US = 40_000
_Status = QMediaPlayer.MediaStatus
_State = QMediaPlayer.PlaybackState


class Trouble(Enum):
    """What can go wrong while playing."""

    NO_PICTURE = auto()
    """There is a video track, but its pictures can't be decoded; its sound may be heard."""
    NOT_PLAYABLE = auto()
    """It can't be opened at all."""


class MediaEngine(QObject):
    """Positions are milliseconds. While paused, ``position`` is what was asked for, to the millisecond."""

    opened = Signal()
    moved = Signal(int)
    framed = Signal()
    shape_changed = Signal()
    """The picture is of another size than the one before."""
    playing_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        prepare_multimedia()
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self.sound = SoundOutput(self._player)
        self._frame = QVideoFrame()
        self._image = QImage()
        self._start = 0
        self._asked: int | None = None
        self._eager = False
        self._opening = self._ready = self._blind = self._broken = False
        self._fetching = QTimer(self, interval=FETCH_MS, timerType=Qt.TimerType.PreciseTimer)
        self._fetches_left = 0
        self._patience = QTimer(self, singleShot=True, interval=NO_PICTURE_MS)
        self._patience.timeout.connect(self._lose_patience)
        self._connect()

    def _connect(self) -> None:
        player = self._player
        player.setVideoSink(self._sink)
        player.setPitchCompensation(True)
        look_now(player.sourceChanged)
        look_now(self._sink.videoSizeChanged)
        self._fetching.timeout.connect(self._fetch)
        player.positionChanged.connect(self._take_position)
        player.playbackStateChanged.connect(self._take_state)
        player.mediaStatusChanged.connect(self._take_status)
        player.errorOccurred.connect(self._take_error)

    # -- opening and closing -------------------------------------------------------------------

    def open(self, path: Path, start: int = 0, rate: float = 1.0) -> None:
        """Load a file and show its picture at ``start``, paused."""
        eager = self._eager  # somebody may have pressed play while the file was still being looked into
        self.close()
        self._start, self._asked = start, start
        self._opening, self._eager = True, eager
        self._player.setPlaybackRate(rate)
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def close(self) -> None:
        """Let go of the file."""
        self._patience.stop()
        self._fetching.stop()
        self._eager = False
        self._opening = self._ready = self._blind = self._broken = False
        self._frame, self._image = QVideoFrame(), QImage()
        self._asked = None
        if not self._player.source().isEmpty():
            self._player.setSource(QUrl())

    # -- facts ---------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether the file is loaded."""
        return self._ready

    @property
    def duration(self) -> int:
        """How long the recording is; 0 while nobody knows."""
        return max(0, self._player.duration())

    @property
    def position(self) -> int:
        """Where the recording is."""
        return self._asked if self._asked is not None else max(0, self._player.position())

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._player.playbackState() == _State.PlayingState

    @property
    def rate(self) -> float:
        """1 is as recorded."""
        return self._player.playbackRate()

    @property
    def has_picture(self) -> bool:
        """Whether there is a video track that can be shown."""
        return self._player.hasVideo() and not self._blind

    @property
    def has_sound(self) -> bool:
        """Whether there is sound and it can be heard."""
        return self.sound.possible and self._player.hasAudio()

    # -- driving -------------------------------------------------------------------------------

    def play(self) -> None:
        """Play on, or as soon as it is loaded; from the beginning when the end was reached."""
        self._eager = not self._ready
        if self._ready and not self._broken:
            if self.position >= self.duration > 0:
                self._player.setPosition(0)
            self._asked = None
            self._player.play()
            self._fetch_for_a_while()

    def pause(self) -> None:
        """Stand still where it is."""
        self._eager = False
        if self.playing:
            self._player.pause()

    def seek(self, position: int) -> None:
        """Go there and show the picture that begins at or before that moment."""
        last = max(0, self.duration - 1)
        position = min(max(0, position), last) if last else max(0, position)
        if not self._ready:
            self._start = self._asked = position
            return
        self._asked = position
        # A picture begins at its first millisecond; the one asked for at exactly that moment would be the one before.
        self._player.setPosition(position + 1)
        self._fetch_for_a_while()
        if self._player.playbackState() == _State.StoppedState and not self._broken:
            self._player.pause()
        self.moved.emit(position)

    def step(self, frames: int) -> None:
        """Go forward or back by pictures, paused; the middle of a picture is the safe place to ask for it."""
        self.pause()
        length = self._frame.endTime() - self._frame.startTime() if self._frame.isValid() else 0
        if length <= 0:
            length = _USUAL_FRAME_US
        start = self._frame.startTime() if self._frame.isValid() else self.position * 1000
        self.seek(round((start + frames * length + length / 2) / 1000))

    def set_rate(self, rate: float) -> None:
        """Play faster or slower; voices keep their pitch."""
        self._player.setPlaybackRate(rate)

    def still(self) -> QImage:
        """Return the picture that is shown, upright, at its full size; null when there is none."""
        if self._image.isNull() and self._frame.isValid():
            with without_graphics_warning():
                self._image = self._frame.toImage()
        return self._image

    # -- what the player tells -----------------------------------------------------------------

    def _fetch(self) -> None:
        """Take the picture of the moment, while playing and for a while after each seek."""
        self._fetches_left -= 1
        if not self.playing and self._fetches_left <= 0:
            self._fetching.stop()
        frame = self._sink.videoFrame()
        if not frame.isValid() or not self._ready:
            return  # the player clears its picture at the end; the last one stays in view
        if (frame.startTime(), frame.endTime()) == (self._frame.startTime(), self._frame.endTime()):
            return
        self._patience.stop()
        reshaped = frame.size() != self._frame.size()
        self._frame, self._image = frame, QImage()
        self.framed.emit()
        if reshaped:
            self.shape_changed.emit()

    def _fetch_for_a_while(self) -> None:
        self._fetches_left = NO_PICTURE_MS // FETCH_MS
        self._fetching.start()

    def _take_position(self, position: int) -> None:
        if not self.playing:
            return
        self._asked = None
        self.moved.emit(position)
        if not self.sound.possible and not self.has_picture and position >= self.duration > 0:
            self._player.pause()  # with nothing to play to, the player does not notice the end of a sound

    def _take_state(self, state: QMediaPlayer.PlaybackState) -> None:
        if state != _State.PlayingState and self._asked is None and self._ready:
            self._asked = max(0, self._player.position())
        self.playing_changed.emit(state == _State.PlayingState)

    def _take_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == _Status.LoadedMedia and self._opening:
            self._opening, self._ready = False, True
            if self._player.hasVideo():
                self._patience.start()
            self.opened.emit()
            self.seek(min(self._start, max(0, self.duration - 1)))
            if self._eager:
                self.play()
        elif status == _Status.EndOfMedia:
            if self._player.hasVideo() and not self._frame.isValid():
                self._lose_patience()
            self._asked = self.duration
            self.moved.emit(self._asked)

    def _take_error(self, _error: QMediaPlayer.Error, _words: str) -> None:
        self._patience.stop()
        self.failed.emit(Trouble.NOT_PLAYABLE)

    def _lose_patience(self) -> None:
        self._patience.stop()
        if self._frame.isValid() or self._blind:
            return
        self._blind = True
        if self._player.hasAudio():
            self._player.setActiveVideoTrack(-1)  # the sound can still be heard
        else:
            self._broken = True
        self.failed.emit(Trouble.NO_PICTURE)
