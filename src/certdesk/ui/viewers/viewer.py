"""What every viewer of evidence can do, whatever the medium."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from certdesk.core.annotations import Anchor
from certdesk.evidence.formats import Kind
from certdesk.evidence.replies import Description
from certdesk.ui.viewers.marks_on_media import Marks

Place = dict[str, Any]
"""Where somebody was looking: page, zoom, scroll, second, rate; plain values that JSON can keep."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that belongs to a recording, such as its subtitles: where its bytes are, and what it is called."""

    path: Path
    file_name: str


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording of a lesson that was filmed in several: item, title, length where it is known."""

    item_id: str
    title: str
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ViewedItem:
    """One evidence item as a viewer needs it: where its bytes are, what to call it, what lies on it, where to begin."""

    id: str
    path: Path
    title: str
    kind: Kind
    file_name: str
    description: Description | None = None
    marks: Marks = ()
    place: Place = field(default_factory=dict)
    digest: str = ""
    companions: tuple[Companion, ...] = ()
    clips: tuple[Clip, ...] = ()
    """All recordings of the lesson in order, this one among them; empty when there is only one."""


class Viewer(Protocol):
    """The common surface; its signals are those of `ViewerWidget`."""

    def show_item(self, item: ViewedItem) -> None:
        """Show ``item`` at its place; whatever was shown before is let go."""

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks that lie on the item."""

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed now ("T4")."""

    def go_to(self, anchor: Anchor) -> None:
        """Show exactly that place and point it out."""

    def anchor(self) -> Anchor:
        """Return what would be filed now: what is selected, or what is being looked at."""

    def selected(self) -> Anchor | None:
        """Return what somebody has really selected, None while they only look."""

    def clear_selection(self) -> None:
        """Select nothing."""

    def place(self) -> Place:
        """Return where the person is looking, to be given back to ``restore``."""

    def restore(self, place: Place) -> None:
        """Look there again; what a place does not say stays as it is."""

    def looked_at(self) -> frozenset[int]:
        """Return what is really on screen now: pages (from 1), or whole seconds of a recording that plays.

        What has neither pages nor seconds is one piece, 0. Nothing yet (opening, refused) is empty.
        """

    def close_item(self) -> None:
        """Let go of the item and its file."""


class ViewerWidget(QWidget):
    """A widget with the signals that all viewers share."""

    place_changed = Signal()
    """The person looks somewhere else; comes often while scrolling or playing."""
    anchor_changed = Signal()
    """``anchor()`` gives another answer because something was selected or let go."""
    mark_clicked = Signal(str)
    """Somebody clicked the mark of this annotation."""
    mark_moved = Signal(str, object)
    """Somebody dragged an edge of this annotation's mark: its id, and the new anchor."""
    problem_shown = Signal(str)
    """The item can't be shown, or not wholly; the sentence stands in the viewer."""

    def selected(self) -> Anchor | None:
        """Return what somebody has really selected, None while they only look."""
        return None

    def looked_at(self) -> frozenset[int]:
        """Return nothing: viewers that show something say what."""
        return frozenset()
