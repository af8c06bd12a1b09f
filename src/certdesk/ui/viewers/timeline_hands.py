"""What hands do on a timeline: go there, pull the edges of spans, come nearer, choose a mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from certdesk.core.annotations import TimeSpan, clock
from certdesk.ui.viewers.mark_tags import told
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.timeline_layout import LEAST_SPAN_MS, Lane, Reach, Tag, with_edge
from certdesk.ui.widgets.tips import plain_tip

_STEP_MS, _PAGE_MS = 5_000, 30_000
_GRASP = 5.0
"""How near to the edge of a span the pointer takes hold of it, in px."""
_NEARER = 0.8


class TimelineHands(QAbstractSlider):
    """The part of `Timeline` that moves; it says what was done and changes nothing but the view."""

    sought = Signal(int)
    mark_clicked = Signal(str)
    mark_pulled = Signal(str, object)
    """The edge of a mark's span was moved: annotation id, `TimeSpan`."""
    span_pulled = Signal(object)
    """The in or out was moved: `Span`."""
    hovered = Signal(int, int)
    """The pointer is over a moment (ms), so many px from the left; -1 when it has left."""

    def __init__(self) -> None:
        super().__init__()
        self.reach = Reach.whole(0, 0.0)
        self.span = Span()
        self.chosen = ""
        """The annotation whose span is chosen, to be moved by keys or fields."""
        self.near: str | None = None
        """Whose edge is under the pointer: an annotation, "" for in and out, None for nobody's."""
        self.pulled: tuple[str, TimeSpan] | None = None
        self._before: TimeSpan | None = None
        self._edge = 0
        self._dragging = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # -- to be said by what is drawn -----------------------------------------------------------

    def lanes(self) -> tuple[Lane, ...]:
        """Return the spans in sight."""
        raise NotImplementedError

    def lane_box(self, lane: Lane) -> QRectF:
        """Return where a span is drawn."""
        raise NotImplementedError

    def tag_at(self, point: QPointF) -> Tag | None:
        """Return the label there."""
        raise NotImplementedError

    def renew(self) -> None:
        """Paint everything again."""
        raise NotImplementedError

    # -- the view --------------------------------------------------------------------------------

    @property
    def dragging(self) -> bool:
        """Whether the person is pulling the playhead or an edge."""
        return self._dragging or self.pulled is not None

    def show_reach(self, reach: Reach) -> None:
        """Show another part of the recording."""
        if reach != self.reach:
            self.reach = reach
            self.renew()

    def zoom(self, factor: float, at: int | None = None) -> None:
        """Show a part ``factor`` times as long, round the playhead or a moment."""
        middle = self.value() if at is None else at
        if not self.reach.start <= middle <= self.reach.end:
            middle = (self.reach.start + self.reach.end) // 2
        self.show_reach(self.reach.zoom(factor, middle))

    def choose(self, annotation_id: str) -> None:
        """Choose a mark, or none."""
        self.chosen = annotation_id
        self.update()

    def span_edges(self) -> tuple[int, int]:
        """Return in and out; what is open ends at the playhead."""
        start = self.span.start if self.span.start is not None else self.span.end
        end = self.span.end if self.span.end is not None else max(self.value(), start or 0)
        return start or 0, end or 0

    # -- the mouse -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an edge, open a mark by its label, or take the playhead."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        held = self._edge_at(event.position())
        tag = self.tag_at(event.position())
        if held is not None:
            owner, span, self._edge = held
            self.pulled, self._before = (owner, span), span
        elif tag is not None:
            self.choose(tag.mark.annotation_id)
            self.mark_clicked.emit(tag.mark.annotation_id)
        else:
            self._dragging = True
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull what is held, or show what could be taken."""
        x = event.position().x()
        self.hovered.emit(self.reach.ms(x), round(x))
        if self.pulled is not None:
            owner, span = self.pulled
            at = self.reach.ms(x)
            self.pulled = (owner, with_edge(span, self._edge, at, self.maximum()))
            if not owner:
                self.span = Span(self.pulled[1].start_ms, self.pulled[1].end_ms)
            self.update()
            self.sought.emit(min(max(0, at), self.maximum()))
        elif self._dragging:
            self._go(x)
        else:
            held = self._edge_at(event.position())
            self._show_near(held[0] if held is not None else None)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go, and say what became of an edge."""
        self._dragging = False
        pulled, self.pulled = self.pulled, None
        if pulled is None or pulled[1] == self._before:
            return
        owner, span = pulled
        if owner:
            self.choose(owner)
            self.mark_pulled.emit(owner, span)
        else:
            self.span_pulled.emit(Span(span.start_ms, span.end_ms))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer with Ctrl, move along where a part is shown; a bare wheel must not lose the place."""
        across = event.angleDelta().x()
        turned = event.angleDelta().y() or across
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoom(_NEARER if turned > 0 else 1 / _NEARER, self.reach.ms(event.position().x()))
            event.accept()
        elif self.reach.zoomed and (across or event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            by = round((self.reach.end - self.reach.start) * turned / 1200)
            self.show_reach(self.reach.moved_to(self.reach.start - by))
            event.accept()
        else:
            event.ignore()

    # -- the keyboard ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow and page keys, Home and End, zoom with + and -; time always runs to the right."""
        if event.text() in ("+", "-", "="):
            self.zoom(1 / _NEARER if event.text() == "-" else _NEARER)
            return
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
        self.show_reach(self.reach.following(self.value()))

    def event(self, event: QEvent) -> bool:
        """Tell what a label stands for."""
        if isinstance(event, QHelpEvent):
            tag = self.tag_at(QPointF(event.pos()))
            words = ""
            if tag is not None:
                times = f"{clock(tag.span.start_ms)} – {clock(tag.span.end_ms)}"
                words = f"{times}\n{told(tag.mark)}"
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    # -- inside ----------------------------------------------------------------------------------

    def _edge_at(self, point: QPointF) -> tuple[str, TimeSpan, int] | None:
        """Return whose edge is under the pointer, its span, and which edge (-1 beginning, 1 end)."""
        found: list[tuple[float, str, TimeSpan, int]] = []
        for lane in self.lanes():
            box = self.lane_box(lane)
            if not box.top() <= point.y() <= box.bottom():
                continue
            # Of two edges at the same place, the chosen mark's is meant.
            ahead = 0.5 if lane.mark.annotation_id == self.chosen else 0.0
            for edge, x in ((-1, box.left()), (1, box.right())):
                found.append((abs(point.x() - x) - ahead, lane.mark.annotation_id, lane.span, edge))
        start, end = self.span_edges()
        band = self.band_box()
        if self.span.start is not None and self.span.end is not None and band.top() <= point.y() <= band.bottom():
            span = TimeSpan(start, max(end, start + LEAST_SPAN_MS))
            found += ((abs(point.x() - self.reach.x(at)) - 1, "", span, edge) for edge, at in ((-1, start), (1, end)))
        nearest = min(found, key=lambda each: each[0], default=None)
        if nearest is None or nearest[0] > _GRASP or self.maximum() <= 0:
            return None
        return nearest[1], nearest[2], nearest[3]

    def band_box(self) -> QRectF:
        """Return the box on which spans lie."""
        raise NotImplementedError

    def _show_near(self, owner: str | None) -> None:
        if owner != self.near:
            self.near = owner
            self.setCursor(Qt.CursorShape.SplitHCursor if owner is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def _go(self, x: float) -> None:
        self.setValue(self.reach.ms(x))
        self.sought.emit(self.value())
