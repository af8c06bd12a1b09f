"""Plays one recording at a time with QMediaPlayer, and keeps its traps in one place.

``stop()`` is never called: it can wait for ever for the player's threads (see `binding`). Closing is
``setSource(QUrl())``. Pictures are fetched and not received: a signal that carries them fills the memory while the GUI
thread is busy.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from certdesk.ui.viewers.binding import look_now
from certdesk.ui.viewers.frame_cache import APART_US, USUAL_FRAME_US, FrameCache, length_of, picture_of, safely_inside
from certdesk.ui.viewers.frame_scout import FrameScout
from certdesk.ui.viewers.media_quiet import prepare_multimedia
from certdesk.ui.viewers.playing_trouble import Trouble
from certdesk.ui.viewers.sound_output import SoundOutput
from certdesk.ui.viewers.subtitle_tracks import SubtitleTracks, words_under

NO_PICTURE_MS = 3000
"""When no picture has come by then, this computer can't decode them (AV1 fails without a word)."""
FETCH_MS = 15
"""Pictures are looked for this often; a film has one every 17 to 42 ms."""
_LONGEST_HELD_US = 2_000_000
_NEAR_END_MS = 10_000
_SETTLE_MS = 250
"""The player follows kept pictures only when nobody has stepped for so long."""
_FEW_LEFT = 6
"""When fewer kept pictures than this are left to step back to, more are decoded."""
_Status = QMediaPlayer.MediaStatus
_State = QMediaPlayer.PlaybackState


class MediaEngine(QObject):
    """Positions are milliseconds. While paused, ``position`` is what was asked for, to the millisecond."""

    opened = Signal()
    moved = Signal(int)
    framed = Signal()
    shape_changed = Signal()
    """The picture is of another size than the one before."""
    playing_changed = Signal(bool)
    ended = Signal()
    """The recording has played to its end."""
    failed = Signal(object)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        prepare_multimedia()
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self.sound = SoundOutput(self._player)
        self.tracks = SubtitleTracks(self._player)
        self._frame = QVideoFrame()
        self._image = QImage()
        self._taken = QVideoFrame()
        self._earlier, self._going_on = 0, False
        self._cache = FrameCache()
        self._scout = FrameScout(self, self._cache)
        self._known_duration = 0
        self._loop: tuple[int, int] | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self._start = 0
        self._asked: int | None = None
        self._eager = False
        self._opening = self._ready = self._blind = self._broken = self._running = False
        self._looked_from: int | None = None
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
        self._settling.stop()
        self._scout.close()
        self._cache.clear()
        self._taken, self._loop, self._known_duration = QVideoFrame(), None, 0
        self._eager = False
        self._opening = self._ready = self._blind = self._broken = self._running = False
        self._looked_from = None
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
        """How long the recording is, as far as anybody knows; else 0."""
        return max(0, self._player.duration()) or self._known_duration

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
    def shows_picture(self) -> bool:
        """Whether a picture of it has really come, and not only a promise of pictures."""
        return self.has_picture and self._frame.isValid()

    @property
    def has_sound(self) -> bool:
        """Whether there is sound and it can be heard."""
        return self.sound.possible and self._player.hasAudio()

    @property
    def subtitles(self) -> str:
        """What subtitles inside the file say about the picture that is shown."""
        return words_under(self._frame)

    # -- driving -------------------------------------------------------------------------------

    def assume_duration(self, duration: int) -> None:
        """Say how long the recording is, for as long as the player does not know."""
        self._known_duration = duration

    def loop_between(self, span: tuple[int, int] | None) -> None:
        """Play these milliseconds again and again; None plays on."""
        self._loop = span

    def play(self) -> None:
        """Play on, or as soon as it is loaded; from the beginning when the end was reached."""
        self._eager = not self._ready
        if not self._ready or self._broken:
            return
        self._scout.close()
        start, end = self._loop or (0, self.duration)
        if not start <= self.position < end or self.position >= self.duration > 0:
            self._player.setPosition(start)
        elif self._settling.isActive():
            self._settle()
        self._settling.stop()
        self._asked = None
        self._running = True
        self._player.play()
        self._fetch_for_a_while()

    def pause(self) -> None:
        """Stand still where it is."""
        self._eager = self._running = False
        if self.playing:
            self._player.pause()

    def seek(self, position: int) -> None:
        """Go there and show the picture that begins at or before that moment."""
        last = max(0, self.duration - 1)
        position = min(max(0, position), last) if last else max(0, position)
        self._asked = position
        if not self._ready:
            self._start = position
            if not self._opening:
                self.moved.emit(position)
            return
        self._settling.stop()
        self._go(position)
        self.moved.emit(position)

    def _go(self, position: int) -> None:
        """Send the player there."""
        # A picture begins at its first millisecond; asked for exactly then, the player shows the one before.
        self._earlier, self._going_on = 0, False
        self._player.setPosition(position + 1)
        self._fetch_for_a_while()
        if self._player.playbackState() == _State.StoppedState and not self._broken:
            self._player.pause()

    def step(self, frames: int) -> None:
        """Go forward or back by pictures, paused: by time, so that it is right where their lengths differ."""
        self.pause()
        for _each in range(abs(frames)):
            self._step_back() if frames < 0 else self._step_on()

    def _step_back(self) -> None:
        if not self._frame.isValid():
            self.seek(self.position - USUAL_FRAME_US // 1000)
            return
        start = self._frame.startTime()
        kept = self._cache.before(start)
        if kept is not None:
            self._show_kept(kept)
        else:
            self.seek(start // 1000 - 2)
        if self._cache.before_in_a_row(self._frame.startTime()) < _FEW_LEFT:
            self._scout.gather(self._player.source(), self._frame, -1)

    def _step_on(self) -> None:
        if not self._frame.isValid():
            self.seek(self.position + USUAL_FRAME_US // 1000)
            return
        kept = self._cache.after(self._frame)
        if kept is not None:
            self._show_kept(kept)
        if self._cache.after_in_a_row(self._frame) < _FEW_LEFT:
            self._scout.gather(self._player.source(), self._frame, 1)
        if kept is not None:
            return
        # A picture may last longer than its file says: then asking again asks for a later one.
        reached = max(self._frame.endTime(), self.position * 1000)
        self.seek((reached + APART_US) // 1000)
        self._going_on = True

    def _show_kept(self, frame: QVideoFrame) -> None:
        """Show a picture at once; the player itself follows when nobody steps any more."""
        self._frame, self._image = frame, QImage()
        self._asked = safely_inside(frame)
        self._settling.start()
        self.framed.emit()
        self.moved.emit(self._asked)

    def _settle(self) -> None:
        self._settling.stop()
        if self._asked is not None and self._ready:
            self._go(self._asked)

    def set_rate(self, rate: float) -> None:
        """Play faster or slower; voices keep their pitch."""
        self._player.setPlaybackRate(rate)

    def still(self) -> QImage:
        """Return the picture that is shown, upright, at its full size; null when there is none."""
        if self._image.isNull() and self._frame.isValid():
            self._image = picture_of(self._frame)
        return self._image

    def still_within(self, start: int, end: int) -> QImage:
        """Return the picture that is shown when it belongs to these milliseconds, else a null one."""
        begins, ends = self._frame.startTime(), max(self._frame.startTime() + 1, self._frame.endTime())
        return self.still() if begins <= end * 1000 and ends > start * 1000 else QImage()

    # -- what the player tells -----------------------------------------------------------------

    def _fetch(self) -> None:
        """Take the picture of the moment, while playing and for a while after each seek."""
        self._fetches_left -= 1
        if not self.playing and self._fetches_left <= 0:
            self._fetching.stop()
        frame = self._sink.videoFrame()
        if not frame.isValid() or not self._ready:
            return  # the player clears its picture at the end; the last one stays in view
        if frame == self._taken:
            return
        self._taken = frame
        self._patience.stop()
        self._cache.add(frame, frame.startTime())
        if self._settling.isActive():
            return  # somebody steps among kept pictures; the player is still on its way
        if self._too_late(frame):
            return
        reshaped = frame.size() != self._frame.size()
        self._frame, self._image = frame, QImage()
        self.framed.emit()
        if reshaped:
            self.shape_changed.emit()
        if self.playing and self._loop is not None and frame.endTime() >= self._loop[1] * 1000:
            self._again()

    def _too_late(self, frame: QVideoFrame) -> bool:
        """Ask again for a picture that is held longer than its file says: the player shows the one after it."""
        if self.playing or self._asked is None or self._going_on:
            return False
        late = frame.startTime() - (self._asked + 1) * 1000 - APART_US // 3
        if not 0 < late < _LONGEST_HELD_US:
            return False
        self._earlier += max(1, length_of(frame) // 1000)
        there = self._asked + 1 - self._earlier
        if there <= 0 or self._earlier * 1000 > _LONGEST_HELD_US:
            return False
        self._player.setPosition(there)
        self._fetch_for_a_while()
        return True

    def _again(self) -> None:
        """Play the loop once more."""
        if self._loop is not None:
            self._player.setPosition(self._loop[0] + 1)
            self.moved.emit(self._loop[0])

    def _fetch_for_a_while(self) -> None:
        self._fetches_left = NO_PICTURE_MS // FETCH_MS
        self._fetching.start()

    def _take_position(self, position: int) -> None:
        if not self.playing:
            return
        self._asked = None
        self.moved.emit(position)
        if self._loop is not None and position >= self._loop[1]:
            self._again()
        if not self.sound.possible and not self.has_picture and position >= self.duration > 0:
            self._player.pause()  # with nothing to play to, the player does not notice the end of a sound
            self._running = False
            self.ended.emit()

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
            if not self._running:
                return  # a place beyond the last picture was asked for; nobody has played to the end
            if self._loop is not None and not self._broken:
                self._player.setPosition(self._loop[0])
                self._player.play()
                return
            self._running = False
            self._asked = self.duration
            self.moved.emit(self._asked)
            self.ended.emit()

    def _take_error(self, _error: QMediaPlayer.Error, _words: str) -> None:
        self._patience.stop()
        if self._ready and self._frame.isValid():
            self.failed.emit(Trouble.NOT_SEEKABLE)
        else:
            self.failed.emit(Trouble.NOT_PLAYABLE)

    def _lose_patience(self) -> None:
        self._patience.stop()
        if self._frame.isValid() or self._blind:
            return
        if self._looked_from is None and self._asked and self.duration - self._asked < _NEAR_END_MS:
            # The sound often goes on after the last picture; that says nothing about the pictures before.
            self._looked_from = self._asked
            self._patience.start()
            self.seek(0)
            return
        self._blind = True
        if self._looked_from is not None:
            self.seek(self._looked_from)
        if self._player.hasAudio():
            self._player.setActiveVideoTrack(-1)  # the sound can still be heard
        else:
            self._broken = True
        self.failed.emit(Trouble.NO_PICTURE)
