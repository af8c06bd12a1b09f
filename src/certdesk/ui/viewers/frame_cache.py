"""Pictures of a film that were decoded lately, so that stepping among them needs no seeking."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from certdesk.ui.viewers.media_quiet import without_graphics_warning

MOST_BYTES = 96 * 2**20
"""Of 1080p about thirty pictures that were not shown yet, or eight that were; five times as many of 480p."""
USUAL_FRAME_US = 40_000
APART_US = 1500
"""Pictures that follow each other touch, but for the rounding of their file's clock, or overlap where lengths vary."""
_INSIDE_US = 8_000
"""So far inside a picture is a safe place to ask for it."""
_PixelFormat = QVideoFrameFormat.PixelFormat
_DEEP = frozenset({_PixelFormat.Format_P010, _PixelFormat.Format_P016, _PixelFormat.Format_YUV420P10})


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """One picture: from when to when it is shown, in microseconds."""

    start: int
    end: int = field(compare=False)
    frame: QVideoFrame = field(compare=False)
    size: int = field(compare=False)


class FrameCache:
    """Bounded by bytes; what lies far from the picture that came last, and is large, goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._kept: list[Kept] = []
        self._bytes = 0

    @property
    def bytes_kept(self) -> int:
        """How much memory the pictures take, about."""
        return self._bytes

    def __len__(self) -> int:
        """Return how many pictures are kept."""
        return len(self._kept)

    def add(self, frame: QVideoFrame, near: int, *, shown: bool = True) -> None:
        """Keep a picture; ``near`` (microseconds) is where the person looks. One that is shown takes more memory."""
        start = frame.startTime()
        at = self._index(start)
        if at < len(self._kept) and self._kept[at].start == start:
            return
        if frame.handleType() != QVideoFrame.HandleType.NoHandle:
            frame = _in_our_memory(frame)  # a decoder in the graphics chip has few pictures, and needs them back
        self._put(Kept(start, frame.endTime(), frame, bytes_of(frame, shown=shown)), near)

    def before(self, start: int) -> QVideoFrame | None:
        """Return the picture that ends where another one begins (microseconds), if it is kept, to be shown."""
        at = self._index(start) - 1
        return self._shown(at) if at >= 0 and self._kept[at].end >= start - APART_US else None

    def after(self, frame: QVideoFrame) -> QVideoFrame | None:
        """Return the picture that begins where ``frame`` ends, if it is kept, to be shown."""
        at = self._index(frame.startTime() + 1)
        touches = at < len(self._kept) and self._kept[at].start <= frame.endTime() + APART_US
        return self._shown(at) if touches else None

    def after_in_a_row(self, frame: QVideoFrame) -> int:
        """Return how many pictures without a gap are kept after this one."""
        count, end, at = 0, frame.endTime(), self._index(frame.startTime() + 1)
        while at < len(self._kept) and self._kept[at].start <= end + APART_US:
            end = self._kept[at].end
            count, at = count + 1, at + 1
        return count

    def before_in_a_row(self, start: int) -> int:
        """Return how many pictures without a gap are kept before one that begins at ``start``."""
        count, at = 0, self._index(start) - 1
        while at >= 0 and self._kept[at].end >= start - APART_US:
            start = self._kept[at].start
            count, at = count + 1, at - 1
        return count

    def room_for(self, frame: QVideoFrame) -> int:
        """Return how many pictures like this one can be kept."""
        return max(1, self._most // max(1, bytes_of(frame)))

    def clear(self) -> None:
        """Forget all pictures."""
        self._kept.clear()
        self._bytes = 0

    def _shown(self, at: int) -> QVideoFrame:
        """Return a picture and count what showing it adds: it keeps itself in the colours of the screen too."""
        kept = self._kept.pop(at)
        self._bytes -= kept.size
        self._put(Kept(kept.start, kept.end, kept.frame, bytes_of(kept.frame, shown=True)), kept.start)
        return kept.frame

    def _put(self, kept: Kept, near: int) -> None:
        insort(self._kept, kept)
        self._bytes += kept.size
        while self._bytes > self._most and len(self._kept) > 1:
            first, last = self._kept[0], self._kept[-1]
            # The one goes that is far and large: whoever steps back needs the small ones that were not shown yet.
            behind, ahead = (near - first.start) * first.size, (last.start - near) * last.size
            self._bytes -= self._kept.pop(0 if behind > ahead else -1).size

    def _index(self, start: int) -> int:
        return bisect_left(self._kept, start, key=lambda kept: kept.start)


def bytes_of(frame: QVideoFrame, *, shown: bool = False) -> int:
    """Return about how much memory a picture takes; one that was shown has itself in the screen's colours as well."""
    pixels = frame.width() * frame.height()
    if frame.handleType() != QVideoFrame.HandleType.NoHandle or frame.planeCount() == 1:
        return pixels * 4
    return (pixels * 3 if frame.pixelFormat() in _DEEP else pixels * 3 // 2) + (pixels * 4 if shown else 0)


def picture_of(frame: QVideoFrame) -> QImage:
    """Return a picture in the colours of the screen, upright; Qt alone can't convert those of 10 bits everywhere."""
    with without_graphics_warning():
        image = frame.toImage()
        if not image.isNull():
            return image
        from certdesk.ui.viewers.deep_pictures import (
            image_of,
        )  # its libraries take long to load, and few films need them

        return image_of(frame)


def _in_our_memory(frame: QVideoFrame) -> QVideoFrame:
    copy = QVideoFrame(picture_of(frame))
    copy.setStartTime(frame.startTime())
    copy.setEndTime(frame.endTime())
    return copy


def safely_inside(frame: QVideoFrame) -> int:
    """Return a millisecond that asks for this picture and no other, whatever the rounding."""
    return (frame.startTime() + min(length_of(frame) // 2, _INSIDE_US)) // 1000


def length_of(frame: QVideoFrame) -> int:
    """Return how long a picture is shown, in microseconds."""
    length = frame.endTime() - frame.startTime()
    return length if length > 0 else USUAL_FRAME_US
