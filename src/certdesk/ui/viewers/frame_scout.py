"""Decodes the pictures before the one in view, so that stepping back is as quick as stepping forward."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from certdesk.ui.viewers.binding import look_now
from certdesk.ui.viewers.frame_cache import FrameCache

GROUP = 24
"""So many pictures are decoded ahead at most: one second."""
_RATE = 2.0
_IDLE_MS = 15_000
"""A second decoder takes memory; it goes when nobody has stepped for so long."""
_PATIENCE_MS = 4000


class FrameScout(QObject):
    """A second, silent player that is only there while somebody steps back. Fills the cache of an engine."""

    def __init__(self, owner: QObject, cache: FrameCache) -> None:
        super().__init__(owner)
        self._cache = cache
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._until = -1
        self._from = self._near = 0
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self.close)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether it is decoding."""
        return self._until >= 0

    def gather(self, source: QUrl, shown: QVideoFrame, direction: int) -> None:
        """Decode up to a second of pictures before (-1) or after (1) ``shown``; does nothing while it is at work."""
        if self.busy:
            return
        length = max(1, shown.endTime() - shown.startTime())
        reach = min(GROUP, max(1, self._cache.room_for(shown) // 2)) * length
        if direction > 0:
            begin = shown.endTime() + self._cache.after_in_a_row(shown) * length
            until = begin + reach
        else:
            until = shown.startTime() - self._cache.before_in_a_row(shown.startTime()) * length
            begin = max(0, until - reach)
        if until <= 0:
            return
        self._from, self._until, self._near = begin, until, shown.startTime()
        self._idle.start()
        self._patience.start()
        player = self._player or self._make()
        if player.source() == source:
            self._go()
        else:
            player.setSource(source)

    def close(self) -> None:
        """Let go of file and decoder."""
        self._idle.stop()
        self._patience.stop()
        self._until = -1
        player, self._player, self._sink = self._player, None, None
        if player is not None:
            player.setSource(QUrl())
            player.deleteLater()

    def _make(self) -> QMediaPlayer:
        self._player = player = QMediaPlayer(self)
        self._sink = QVideoSink(player)
        player.setVideoSink(self._sink)
        look_now(player.sourceChanged)
        look_now(self._sink.videoSizeChanged)
        # Queued, because pictures come from a thread of the player; a group is too short to fill the memory.
        self._sink.videoFrameChanged.connect(self._take, Qt.ConnectionType.QueuedConnection)
        player.mediaStatusChanged.connect(self._follow)
        player.errorOccurred.connect(self._end)
        return player

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia and self.busy:
            self._go()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._end()

    def _go(self) -> None:
        if self._player is None:
            return
        self._player.setPlaybackRate(_RATE)
        self._player.setPosition(self._from // 1000)
        self._player.play()

    def _take(self, frame: QVideoFrame) -> None:
        if not (self.busy and frame.isValid()):
            return
        if frame.startTime() >= self._until:
            self._end()
        elif frame.endTime() > self._from:
            self._cache.add(frame, self._near, shown=False)

    def _end(self) -> None:
        self._until = -1
        self._patience.stop()
        if self._player is not None:
            self._player.pause()
