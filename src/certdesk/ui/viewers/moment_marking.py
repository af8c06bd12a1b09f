"""What is being marked on a recording: in, out, and the moment to which a note belongs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.core.annotations import TimeSpan, clock
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
        self._note: TimeSpan | None = None
        self._criterion = ""

    @property
    def span(self) -> Span:
        """In and out."""
        return self._span

    def anchor(self) -> TimeSpan:
        """Return what would be filed now."""
        return self._span.anchor(self._engine.position, self._engine.duration)

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed."""
        self._criterion = label

    def mark_in(self) -> None:
        """Let the span begin here."""
        self._set(self._span.with_in(self._engine.position))

    def mark_out(self) -> None:
        """Let the span end here."""
        self._set(self._span.with_out(self._engine.position))

    def clear(self) -> None:
        """Forget in and out."""
        self._set(Span())

    def begin_note(self) -> None:
        """Remember the moment: the recording may be moved while somebody writes."""
        self._note = self.anchor()

    def end_note(self) -> TimeSpan:
        """Return the span of the note: in to out if they were set meanwhile, or the moment at which it was begun."""
        moment = self._note if self._note is not None and self._span.empty else self.anchor()
        self.forget_note()
        return moment

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
        return {"in": self._span.start, "out": self._span.end, "note_at": note}

    def restore(self, place: Place) -> None:
        """Take them back."""
        start, end, note = (place.get(name) for name in ("in", "out", "note_at"))
        if isinstance(note, list) and len(note) == 2:
            self._note = TimeSpan(int(note[0]), int(note[1]))
        self._set(Span(start if isinstance(start, int) else None, end if isinstance(end, int) else None))

    def _set(self, span: Span) -> None:
        if span != self._span:
            self._span = span
            self.changed.emit()
