"""What is being marked on a recording: in, out, and the moment to which a note belongs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from certdesk.core.annotations import Rect, TimeSpan, clock
from certdesk.core.words import _
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.viewer import Place


class MomentMarking(QObject):
    """Belongs to one player and asks its engine where the recording is."""

    changed = Signal()

    def __init__(self, engine: MediaEngine) -> None:
        super().__init__(engine)
        self._engine = engine
        self._span = Span()
        self._region: Rect | None = None
        self._note: TimeSpan | None = None
        self._criterion = ""

    @property
    def span(self) -> Span:
        """In and out."""
        return self._span

    @property
    def region(self) -> Rect | None:
        """The part of the picture that is being marked."""
        return self._region

    def anchor(self) -> TimeSpan:
        """Return what would be filed now."""
        return replace(self._span.anchor(self._engine.position, self._engine.duration), region=self._region)

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed."""
        self._criterion = label

    def mark_in(self) -> None:
        """Let the span begin here."""
        self._set(self._span.with_in(self._engine.position))

    def mark_out(self) -> None:
        """Let the span end here."""
        self._set(self._span.with_out(self._engine.position))

    def set_span(self, span: Span) -> None:
        """Set both, or one of them, or none."""
        self._set(span)

    def set_in(self, position: int | None) -> None:
        """Let the span begin at a moment, or leave its beginning open."""
        self._set(self._span.with_in(position) if position is not None else Span(None, self._span.end))

    def set_out(self, position: int | None) -> None:
        """Let the span end at a moment, or leave its end open."""
        self._set(self._span.with_out(position) if position is not None else Span(self._span.start, None))

    def set_region(self, region: Rect | None) -> None:
        """Mark a part of the picture, or none."""
        if region != self._region:
            self._region = region
            self.changed.emit()

    def clear(self) -> None:
        """Forget in, out and the part of the picture."""
        nothing = self._span.empty and self._region is None
        self._span, self._region = Span(), None
        if not nothing:
            self.changed.emit()

    def begin_note(self) -> None:
        """Remember the moment: the recording may be moved while somebody writes."""
        self._note = self.anchor()

    def note_moment(self) -> TimeSpan:
        """Return the span of the note: in to out if they were set meanwhile, or the moment at which it was begun."""
        return self._note if self._note is not None and self._span.empty else self.anchor()

    def note_is_about(self, span: TimeSpan) -> None:
        """Let the note belong to a stretch of words that was quoted in it."""
        self._note = span

    def forget_note(self) -> None:
        """Forget the moment of the note."""
        self._note = None

    def plate(self) -> str:
        """Return what the plate on the picture says: criterion, in, out; nothing while neither is set."""
        if self._span.empty:
            return ""
        parts = [self._criterion] if self._criterion else []
        if self._span.start is not None:
            parts.append(_("in {time}").format(time=clock(self._span.start)))
        if self._span.end is not None:
            parts.append(_("out {time}").format(time=clock(self._span.end)))
        return "\u2002".join(parts)

    def place(self) -> Place:
        """Return in, out and the moment of the note as plain values."""
        note = [self._note.start_ms, self._note.end_ms] if self._note is not None else None
        place: Place = {"in": self._span.start, "out": self._span.end, "note_at": note}
        box = self._region
        return place | {"region": [box.left, box.top, box.right, box.bottom] if box is not None else None}

    def restore(self, place: Place) -> None:
        """Take them back."""
        start, end, note = (place.get(name) for name in ("in", "out", "note_at"))
        if isinstance(note, list) and len(note) == 2:
            self._note = TimeSpan(int(note[0]), int(note[1]))
        box = place.get("region")
        if isinstance(box, list) and len(box) == 4 and all(isinstance(edge, int | float) for edge in box):
            self._region = Rect(*box)
        self._set(Span(start if isinstance(start, int) else None, end if isinstance(end, int) else None))

    def _set(self, span: Span) -> None:
        if span != self._span:
            self._span = span
            self.changed.emit()
