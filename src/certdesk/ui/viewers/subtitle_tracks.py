"""Subtitles that lie inside a recording, as the player finds them."""

from __future__ import annotations

from PySide6.QtMultimedia import QMediaMetaData, QMediaPlayer, QVideoFrame


class SubtitleTracks:
    """The tracks of what one player has open."""

    def __init__(self, player: QMediaPlayer) -> None:
        self._player = player

    @property
    def languages(self) -> tuple[str, ...]:
        """Names of the languages of the tracks, as far as the file tells."""
        key = QMediaMetaData.Key.Language
        return tuple(track.stringValue(key) for track in self._player.subtitleTracks())

    def show(self, number: int) -> None:
        """Read this track from now on; the player wants to be told before it plays."""
        if 0 <= number < len(self._player.subtitleTracks()):
            self._player.setActiveSubtitleTrack(number)


def words_under(frame: QVideoFrame) -> str:
    """Return what the subtitles say about a picture."""
    return frame.subtitleText().strip() if frame.isValid() else ""
