"""The mark that is chosen among those on a recording: its span can be moved, looped and stepped from."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.core.annotations import TimeSpan
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.viewers.span import Span
from certdesk.ui.viewers.timeline_layout import with_edge

_JUST_PAST_MS = 700
"""So shortly after the beginning of a mark, "previous" means the one before it."""


class MomentChoice(QObject):
    """Knows the marks of one recording; nothing is chosen at first."""

    changed = Signal()
    moved = Signal(str, object)
    """The chosen mark was given another span: its annotation, and the `TimeSpan`."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._marks: tuple[tuple[MediaMark, TimeSpan], ...] = ()
        self._id = ""

    @property
    def id(self) -> str:
        """The annotation that is chosen, or ""."""
        return self._id

    @property
    def chosen(self) -> tuple[MediaMark, TimeSpan] | None:
        """The mark that is chosen, and its span."""
        return next((each for each in self._marks if each[0].annotation_id == self._id), None)

    @property
    def label(self) -> str:
        """What the chosen mark is for."""
        return self.chosen[0].criterion_label if self.chosen is not None else ""

    @property
    def span(self) -> Span:
        """In and out of the chosen mark."""
        return Span(self.chosen[1].start_ms, self.chosen[1].end_ms) if self.chosen is not None else Span()

    def show_marks(self, marks: Marks) -> None:
        """Take the marks of a recording; the choice stays where it still is one."""
        self._marks = span_marks(marks)
        if self._id and self.chosen is None:
            self._id = ""
        self.changed.emit()

    def choose(self, annotation_id: str) -> None:
        """Choose a mark, or with "" none."""
        if annotation_id != self._id:
            self._id = annotation_id
            self.changed.emit()

    def beside(self, position: int, by: int) -> tuple[MediaMark, TimeSpan] | None:
        """Return the mark that begins next after a moment (1), or before it (-1)."""
        if by > 0:
            return next((each for each in self._marks if each[1].start_ms > position), None)
        before = [each for each in self._marks if each[1].start_ms < position - _JUST_PAST_MS]
        return before[-1] if before else None

    def move_edge(self, edge: int, at: int, duration: int) -> None:
        """Let the chosen mark begin (-1) or end (1) at a moment."""
        if self.chosen is not None:
            span = with_edge(self.chosen[1], edge, at, duration)
            if span != self.chosen[1]:
                self.moved.emit(self._id, span)
