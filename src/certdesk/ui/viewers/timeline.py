"""The line of time under a recording: pictures, sound, marked spans, in and out, and where it is now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent

from certdesk.core.annotations import TimeSpan
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.viewers.sheet_scene import FLASH_MS
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.timeline_hands import TimelineHands
from certdesk.ui.viewers.timeline_layout import Lane, Reach, Tag, lanes, place_tags
from certdesk.ui.viewers.timeline_painting import (
    SpanLook,
    paint_label,
    paint_part,
    paint_playhead,
    paint_sound,
    paint_span,
    paint_strip,
    paint_times,
    tag_wide,
)

LOW_BAND = 30
"""Where there is little room for the picture, the sound is content with that."""
_BAND, _TAG, _TIMES, _GAP = 44, 18, 14, 4
_STRIP = 36


class Timeline(TimelineHands):
    """A slider over milliseconds. Click or drag to go there, pull edges of spans, click a label to open its mark."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._marks: tuple[tuple[MediaMark, TimeSpan], ...] = ()
        self._peaks: tuple[float, ...] = ()
        self._pictures: tuple[tuple[int, QImage], ...] = ()
        self._band_px = 0
        self._strip_shown = False
        self._ground = QPixmap()
        self._pointed: TimeSpan | None = None
        self._pointed_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._pointed_over.timeout.connect(self._end_pointing)
        self.setProperty("ringRadius", 4)
        themes.changed.connect(self._dress)
        self._dress()

    # -- what is shown -------------------------------------------------------------------------

    def show_duration(self, duration: int) -> None:
        """Show a recording of this length (ms), the whole of it."""
        if duration == self.maximum() and self.reach.duration == duration:
            return
        self.setRange(0, max(0, duration))
        self.show_reach(Reach.whole(self.maximum(), float(self.width())))

    def show_position(self, position: int) -> None:
        """Move the playhead; while the person pulls it, it stays with them."""
        if not self.dragging:
            self.setValue(position)
            self.show_reach(self.reach.following(position))

    def show_marks(self, marks: Marks) -> None:
        """Show the spans among these marks."""
        self._marks = span_marks(marks)
        if self.chosen and self.chosen not in {mark.annotation_id for mark, _span in self._marks}:
            self.choose("")
        self.renew()

    def show_span(self, span: Span) -> None:
        """Show the in and out being set."""
        self.span = span
        self.update()

    def point_out(self, span: TimeSpan) -> None:
        """Make a span stand out for a moment."""
        self._pointed = span
        self._pointed_over.start()
        self.show_reach(self.reach.following(span.start_ms))
        self.update()

    @property
    def pointed_out(self) -> TimeSpan | None:
        """The span that stands out now."""
        return self._pointed

    def show_peaks(self, peaks: tuple[float, ...]) -> None:
        """Show how loud it is, evenly over the whole length, 0 to 1; nothing takes it away."""
        self._peaks = peaks
        self.renew()

    def show_pictures(self, pictures: tuple[tuple[int, QImage], ...]) -> None:
        """Show pictures of the film along the line, each with its moment (ms), in order."""
        self._pictures = pictures
        self.renew()

    def show_rows(self, band: int = 0, *, strip: bool = False) -> None:
        """Give the sound a band of so many px (0: the usual), and the pictures a row or none."""
        if (band, strip) != (self._band_px, self._strip_shown):
            self._band_px, self._strip_shown = band, strip
            self._dress()

    # -- where things stand ----------------------------------------------------------------------

    def lanes(self) -> tuple[Lane, ...]:
        """Return the spans in sight in their lanes; those being pulled as they would become."""
        if self.maximum() <= 0:
            return ()  # nothing can be placed on a line whose length nobody knows
        pulled = self.pulled
        spans = [
            (mark, pulled[1] if pulled and mark.annotation_id == pulled[0] else span) for mark, span in self._marks
        ]
        return tuple(lane for lane in lanes(spans) if self.reach.seen(lane.span))

    def tags(self) -> tuple[Tag, ...]:
        """Return the labels and where they stand."""
        theme = self._themes.theme
        spans = self._marks if self.maximum() > 0 else ()
        return place_tags(spans, self.reach, lambda mark: tag_wide(mark, theme))

    def tag_box(self, tag: Tag) -> QRectF:
        """Return the box of a label."""
        return QRectF(tag.left, self.band.bottom() + self._themes.px(_GAP), tag.width, self._themes.px(_TAG))

    def lane_box(self, lane: Lane) -> QRectF:
        """Return the box of a span in the band."""
        band, reach = self.band, self.reach
        left, right = max(-4.0, reach.x(lane.span.start_ms)), min(reach.width + 4, reach.x(lane.span.end_ms))
        height = band.height() / lane.count
        return QRectF(left, band.top() + lane.number * height, max(2.0, right - left), height)

    @property
    def band(self) -> QRectF:
        """The box of the sound, on which spans lie."""
        top = self._themes.px(_STRIP) + 2 if self._strip_shown else 0
        return QRectF(0, top, self.width(), self._band_px or self._themes.px(_BAND))

    def band_box(self) -> QRectF:
        """Return the box of the sound."""
        return self.band

    def usual_height(self, *, strip: bool) -> int:
        """Return how high the line is with a usual band."""
        px = self._themes.px
        return px(_BAND) + px(_GAP) + px(_TAG) + 1 + px(_TIMES) + (px(_STRIP) + 2 if strip else 0)

    # -- painting ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return the size: wide, and as tall as its rows."""
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the line."""
        super().resizeEvent(event)
        self.show_reach(replace(self.reach, width=float(self.width())))

    def renew(self) -> None:
        """Paint everything again, not only what moves."""
        self._ground = QPixmap()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Look faint while nothing can be done."""
        super().changeEvent(event)
        self.renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what stands still from a picture of it, then what moves."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._ground.isNull() or self._ground.devicePixelRatioF() != ratio:
            self._ground = self._paint_ground(ratio)
        painter.drawPixmap(0, 0, self._ground)
        theme, band, reach = self._themes.theme, self.band, self.reach
        painter.save()
        painter.setClipRect(band)
        self._paint_moving_spans(painter)
        painter.restore()
        self._paint_tags(painter)
        x = reach.x(self.value())
        if -5 <= x <= reach.width + 5:
            paint_playhead(painter, x, 0 if not self._strip_shown else band.top(), band.bottom() + theme.px(4),
                           theme.color("text"))  # fmt: skip
        painter.end()

    def _paint_ground(self, ratio: float) -> QPixmap:
        theme, band = self._themes.theme, self.band
        ground = QPixmap(self.size() * ratio)
        ground.setDevicePixelRatio(ratio)
        ground.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ground)
        if self._strip_shown:
            row = QRectF(0, 0, self.width(), theme.px(_STRIP))
            paint.box(painter, row, 4, fill=theme.color("sunken"), border=theme.color("line"))
            paint_strip(painter, row, self._pictures, self.reach)
        paint.box(painter, band, 4, fill=theme.color("sunken"), border=theme.color("line"))
        paint_sound(painter, band, self._peaks, self.reach, theme.color("ctl"))
        paint_part(painter, band, self.reach, theme.color("accent"))
        below = band.bottom() + theme.px(_GAP) + theme.px(_TAG) + 1
        paint_times(painter, QRectF(0, below, self.width(), theme.px(_TIMES)), self.reach, theme)
        painter.end()
        return ground

    def _paint_moving_spans(self, painter: QPainter) -> None:
        theme, band, reach = self._themes.theme, self.band, self.reach
        for lane in sorted(self.lanes(), key=lambda each: (each.mark.annotation_id == self.chosen, each.mark.current)):
            held = lane.mark.annotation_id in (self.chosen, self.near)
            strong = self._pointed is not None and self._pointed == lane.span
            look = SpanLook(lane.mark.current or strong, strong, held)
            paint_span(painter, self.lane_box(lane), lane.mark, look, theme)
        if not self.span.empty:
            start, end = self.span_edges()
            box = QRectF(reach.x(start), band.top(), max(2.0, reach.x(end) - reach.x(start)), band.height())
            paint_span(painter, box, None, SpanLook(current=True, grips=self.near == ""), theme)

    def _paint_tags(self, painter: QPainter) -> None:
        tags = self.tags()
        for tag in sorted(tags, key=lambda each: each.mark.current):
            chosen = tag.mark.annotation_id == self.chosen
            paint_label(painter, self.tag_box(tag), tag.mark, self._themes.theme, chosen=chosen)

    # -- inside ----------------------------------------------------------------------------------

    def tag_at(self, point: QPointF) -> Tag | None:
        """Return the label under a point; 16 px are too few for a pointer, 24 are enough."""
        return next((tag for tag in self.tags() if self.tag_box(tag).adjusted(0, -4, 0, 4).contains(point)), None)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that nothing is pointed at any more."""
        super().leaveEvent(event)
        self.hovered.emit(-1, 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be as quick as with a single click."""
        self.mousePressEvent(event)

    def _end_pointing(self) -> None:
        self._pointed = None
        self.update()

    def _dress(self) -> None:
        extra = self._band_px - self._themes.px(_BAND) if self._band_px else 0
        self.setFixedHeight(self.usual_height(strip=self._strip_shown) + extra)
        self.renew()
