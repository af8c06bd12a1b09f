"""The line of time under a recording: sound, marked spans, in and out, and where it is now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from certdesk.core.annotations import TimeSpan, clock
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.viewers.sheet_painting import paint_tag, tag_width
from certdesk.ui.viewers.sheet_scene import FLASH_MS
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.timeline_layout import Tag, place_tags, ticks, to_ms, to_x

_BAND, _TAGS, _TAG, _LABELS = 44, 50, 16, 64
_STEP_MS, _PAGE_MS = 5_000, 30_000
_LABEL_GAP = 90
_BAR, _BAR_STEP = 1.5, 3.0


class Timeline(QAbstractSlider):
    """A slider over milliseconds. Click or drag to go there, click a label to open its mark; no wheel."""

    sought = Signal(int)
    mark_clicked = Signal(str)

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._spans: tuple[tuple[MediaMark, TimeSpan], ...] = ()
        self._span = Span()
        self._peaks: tuple[float, ...] = ()
        self._dragging = False
        self._pointed: TimeSpan | None = None
        self._pointed_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._pointed_over.timeout.connect(self._end_pointing)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 4)
        themes.changed.connect(self._dress)
        self._dress()

    # -- what is shown -------------------------------------------------------------------------

    @property
    def dragging(self) -> bool:
        """Whether the person is pulling the playhead."""
        return self._dragging

    def show_duration(self, duration: int) -> None:
        """Show a recording of this length (ms)."""
        self.setRange(0, max(0, duration))
        self.update()

    def show_position(self, position: int) -> None:
        """Move the playhead; while the person pulls it, it stays with them."""
        if not self._dragging:
            self.setValue(position)

    def show_marks(self, marks: Marks) -> None:
        """Show the spans among these marks."""
        self._spans = span_marks(marks)
        self.update()

    @property
    def _shown_spans(self) -> tuple[tuple[MediaMark, TimeSpan], ...]:
        """Nothing can be placed on a line whose length nobody knows."""
        return self._spans if self.maximum() > 0 else ()

    def show_span(self, span: Span) -> None:
        """Show the in and out being set."""
        self._span = span
        self.update()

    def point_out(self, span: TimeSpan) -> None:
        """Make a span stand out for a moment."""
        self._pointed = span
        self._pointed_over.start()
        self.update()

    @property
    def pointed_out(self) -> TimeSpan | None:
        """The span that stands out now."""
        return self._pointed

    def show_peaks(self, peaks: tuple[float, ...]) -> None:
        """Show how loud it is, evenly over the whole length, 0 to 1; nothing takes it away."""
        self._peaks = peaks
        self.update()

    def tags(self) -> tuple[Tag, ...]:
        """Return the labels and where they stand."""
        theme = self._themes.theme
        return place_tags(self._shown_spans, self.maximum(), self.width(), lambda words: tag_width(words, theme))

    def tag_box(self, tag: Tag) -> QRectF:
        """Return the box of a label."""
        return QRectF(tag.left, self._themes.px(_TAGS), tag.width, self._themes.px(_TAG))

    # -- hands -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open a mark by its label, or take the playhead."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        tag = self._tag_at(event.position())
        if tag is not None:
            self.mark_clicked.emit(tag.mark.annotation_id)
            return
        self._dragging = True
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the playhead."""
        if self._dragging:
            self._go(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and page keys, Home and End; time runs to the right in every language."""
        there = {
            Qt.Key.Key_Left: self.value() - _STEP_MS,
            Qt.Key.Key_Right: self.value() + _STEP_MS,
            Qt.Key.Key_PageDown: self.value() - _PAGE_MS,
            Qt.Key.Key_PageUp: self.value() + _PAGE_MS,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.maximum(),
        }.get(Qt.Key(event.key()))
        if there is None or event.modifiers():
            event.ignore()
            return
        self.setValue(there)
        self.sought.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Do nothing: a wheel must not lose the place."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Tell what a label stands for, and which moment is under the pointer."""
        if isinstance(event, QHelpEvent):
            tag = self._tag_at(QPointF(event.pos()))
            words = clock(to_ms(event.pos().x(), self.maximum(), self.width()))
            if tag is not None:
                times = f"{clock(tag.span.start_ms)} – {clock(tag.span.end_ms)}"
                words = " ".join(part for part in (tag.mark.criterion_label, times, tag.mark.note) if part)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # -- painting ------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return the size: wide, and as tall as its rows."""
        return QSize(400, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint band, sound, spans, labels, times and playhead."""
        painter = QPainter(self)
        theme = self._themes.theme
        band = QRectF(0, 0, self.width(), theme.px(_BAND))
        paint.box(painter, band, 4, fill=theme.color("sunken"), border=theme.color("line"))
        self._paint_peaks(painter, band)
        for mark, span in sorted(self._shown_spans, key=lambda each: each[0].current):
            self._paint_span(painter, band, (span.start_ms, span.end_ms), current=mark.current)
        if self._pointed is not None:
            self._paint_span(painter, band, (self._pointed.start_ms, self._pointed.end_ms), current=True, strong=True)
        if not self._span.empty:
            start = self._span.start if self._span.start is not None else self._span.end
            end = self._span.end if self._span.end is not None else max(self.value(), start or 0)
            self._paint_span(painter, band, (start or 0, end or 0), current=True)
        for tag in self.tags():
            paint_tag(painter, self.tag_box(tag), tag.mark.criterion_label, current=tag.mark.current, theme=theme)
        self._paint_times(painter)
        self._paint_playhead(painter, band)
        painter.end()

    def _paint_peaks(self, painter: QPainter, band: QRectF) -> None:
        if not self._peaks:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._themes.color("ctl")
        color.setAlphaF(0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        inner = band.adjusted(4, 4, -4, -4)
        bars = max(1, int(inner.width() / _BAR_STEP))
        for number in range(bars):
            first = number * len(self._peaks) // bars
            last = max(first + 1, (number + 1) * len(self._peaks) // bars)
            height = max(1.5, max(self._peaks[first:last], default=0.0) * inner.height())
            bar = QRectF(inner.left() + number * _BAR_STEP, inner.center().y() - height / 2, _BAR, height)
            painter.drawRoundedRect(bar, 0.7, 0.7)
        painter.restore()

    def _paint_span(
        self, painter: QPainter, band: QRectF, span: tuple[int, int], *, current: bool, strong: bool = False
    ) -> None:
        left, right = (to_x(at, self.maximum(), self.width()) for at in span)
        color = self._themes.color("accent" if current else "ctl")
        box = QRectF(left, band.top(), max(2.0, right - left), band.height())
        fill = QColor(color)
        fill.setAlphaF(0.45 if strong else 0.20)
        painter.fillRect(box, fill)
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight(), box.bottomRight())

    def _paint_times(self, painter: QPainter) -> None:
        theme = self._themes.theme
        painter.setFont(theme.font("tiny", 400))
        painter.setPen(theme.color("text3"))
        for at, words in ticks(self.maximum(), self.width(), theme.px(_LABEL_GAP)):
            width = painter.fontMetrics().horizontalAdvance(words) + 2
            x = to_x(at, self.maximum(), self.width())
            left = min(max(0.0, x - width / 2), self.width() - width)
            box = QRectF(left, theme.px(_LABELS) + 2, width, theme.px(14))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_playhead(self, painter: QPainter, band: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._themes.color("text")
        x = to_x(self.value(), self.maximum(), self.width())
        painter.setPen(QPen(color, 1.5))
        painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom() + self._themes.px(4)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([QPointF(x - 4.5, 0), QPointF(x + 4.5, 0), QPointF(x, 6)]))
        painter.restore()

    # -- inside ----------------------------------------------------------------------------------

    def _tag_at(self, point: QPointF) -> Tag | None:
        reach = 4  # 16 px are too few for a pointer; 24 are enough
        return next(
            (tag for tag in self.tags() if self.tag_box(tag).adjusted(0, -reach, 0, reach).contains(point)), None
        )

    def _go(self, x: float) -> None:
        self.setValue(to_ms(x, self.maximum(), self.width()))
        self.sought.emit(self.value())

    def _end_pointing(self) -> None:
        self._pointed = None
        self.update()

    def _dress(self) -> None:
        self.setFixedHeight(self._themes.px(80))
        self.update()
