"""How loud a recording is along its length, in a process of its own: ``python -m certdesk.ui.viewers.peaks IN OUT``.

Writes one byte for each of `COUNT` equal stretches of time: the square root of the loudest sample, 255 for as loud as
sound can be stored. The root keeps the quiet ones apart; whether a recording is too quiet can be told from them.
"""

from __future__ import annotations

import math
import sys
from array import array
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl
from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

from certdesk.ui.viewers.media_limits import PEAK_SECONDS, limit_this_process
from certdesk.ui.viewers.media_quiet import prepare_multimedia

COUNT = 1200
_RATE = 4000
_PATIENCE_MS = 4000
_LOUDEST = 32767
_STRETCH = _RATE // 10


class Listener(QObject):
    """Decodes the sound and keeps the loudest sample of each tenth of a second."""

    def __init__(self, path: Path, out: Path) -> None:
        super().__init__()
        self._out = out
        self._peaks: list[int] = []
        self._rest = array("h")
        wanted = QAudioFormat()
        wanted.setSampleRate(_RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._decoder = QAudioDecoder(self)
        self._decoder.setAudioFormat(wanted)
        self._decoder.bufferReady.connect(self._listen)
        self._decoder.finished.connect(self._finish)
        self._decoder.error.connect(self._give_up)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        self._patience.start()
        self._decoder.setSource(QUrl.fromLocalFile(str(path)))
        self._decoder.start()

    def _listen(self) -> None:
        self._patience.stop()
        while self._decoder.bufferAvailable():
            self._rest.frombytes(bytes(self._decoder.read().constData()))
            while len(self._rest) >= _STRETCH:
                stretch = self._rest[:_STRETCH]
                del self._rest[:_STRETCH]
                self._peaks.append(max(abs(max(stretch)), abs(min(stretch))))

    def _finish(self) -> None:
        levels = (math.sqrt(min(1.0, peak / _LOUDEST)) for peak in _spread(self._peaks, COUNT))
        self._out.write_bytes(bytes(round(255 * level) for level in levels))
        QCoreApplication.quit()

    def _give_up(self) -> None:
        # Trouble may come before the loop runs, which would then not notice that it should end.
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        QCoreApplication.exit(1)


def _spread(peaks: list[int], count: int) -> list[int]:
    """Return ``count`` peaks for the same length of time."""
    if not peaks:
        return [0] * count
    edges = [number * len(peaks) // count for number in range(count + 1)]
    return [max(peaks[start : max(end, start + 1)]) for start, end in pairwise(edges)]


def main(arguments: list[str]) -> int:
    """Listen; the exit code is 0 when the whole recording was heard."""
    limit_this_process()
    path, out = arguments
    prepare_multimedia()
    app = QCoreApplication([sys.argv[0]])
    listener = Listener(Path(path), Path(out))
    QTimer.singleShot(PEAK_SECONDS * 1000, listener, QCoreApplication.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
