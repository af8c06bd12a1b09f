"""Pictures out of a video, in a process of their own: ``python -m certdesk.ui.viewers.stills IN FOLDER MS...``.

Writes ``0.raw``, ``1.raw`` ... into the folder: width and height as little-endian 32-bit numbers, then the pixels as
blue, green, red, 255. Pixels and not PNGs, so that nobody has to decode what a hostile video may have made of this
process. A moment without a picture gets no file.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from certdesk.ui.viewers.media_limits import SECONDS, limit_this_process
from certdesk.ui.viewers.media_quiet import prepare_multimedia

LARGEST = 640
"""The longer side of a still in px; a contact sheet needs less, a report not much more."""
HEADER = struct.Struct("<II")
_PATIENCE_MS = 3000


class Taker(QObject):
    """A hidden player that goes from moment to moment."""

    def __init__(self, path: Path, folder: Path, moments: list[int]) -> None:
        super().__init__()
        self._folder = folder
        self._moments = moments
        self._next = 0
        self._ready = False
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._player.mediaStatusChanged.connect(self._follow)
        self._player.errorOccurred.connect(self._give_up)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._patience.start()
        self._player.setSource(QUrl.fromLocalFile(str(path)))

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia and not self._ready:
            self._ready = True
            self._player.pause()
            self._seek()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia:
            self._give_up()

    def _seek(self) -> None:
        if self._next >= len(self._moments):
            self._player.setSource(QUrl())
            QGuiApplication.quit()
            return
        self._patience.start()
        last = max(0, self._player.duration() - 1)
        self._player.setPosition(min(self._moments[self._next], last) + 1)

    def _take(self, frame: QVideoFrame) -> None:
        if not frame.isValid() or not self._ready or self._next >= len(self._moments):
            return
        wanted = min(self._moments[self._next], max(0, self._player.duration() - 1)) * 1000
        length = max(1, frame.endTime() - frame.startTime())
        # The first picture comes before the first seek, and a file's last picture may lie well before its end.
        if frame.startTime() + 25 * length < wanted and frame.startTime() == 0:
            return
        self._write(frame.toImage())
        self._next += 1
        self._seek()

    def _write(self, image: QImage) -> None:
        if max(image.width(), image.height()) > LARGEST:
            mode = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(QSize(LARGEST, LARGEST), Qt.AspectRatioMode.KeepAspectRatio, mode)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        pixels = bytes(image.constBits())
        (self._folder / f"{self._next}.raw").write_bytes(HEADER.pack(image.width(), image.height()) + pixels)

    def _give_up(self) -> None:
        # Trouble may come before the loop runs, which would then not notice that it should end.
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        QGuiApplication.exit(1)


def main(arguments: list[str]) -> int:
    """Take the stills; the exit code is 0 when all were taken."""
    limit_this_process()
    path, folder, *moments = arguments
    prepare_multimedia()
    app = QGuiApplication([sys.argv[0]])
    taker = Taker(Path(path), Path(folder), [int(moment) for moment in moments])
    QTimer.singleShot(SECONDS * 1000, taker, QGuiApplication.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
