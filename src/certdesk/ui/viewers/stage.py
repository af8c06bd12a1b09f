"""The place where evidence is looked at: picks the viewer for an item and passes on what all viewers can do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedLayout, QWidget

from certdesk.core.annotations import Anchor, WholeItem
from certdesk.evidence.formats import Kind
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.page_file import Faithful
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.viewers.unknown_viewer import UnknownViewer
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget

AnyViewer = PdfViewer | PhotoViewer | VideoPlayer | TextViewer | UnknownViewer
_READ = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.SHEET, Kind.WEB})
_PAGED = frozenset({Kind.PDF, Kind.DOCUMENT, Kind.SLIDES})
_PAGED_FORMATS = frozenset({"", "PDF", "DOCX", "PPTX"})
"""Formats that the worker can lay out as pages; "" when nobody has looked yet."""


class EvidenceStage(ViewerWidget):
    """One viewer of each kind, made when first needed and kept."""

    note_written = Signal(object, str)
    """A note on a recording: its `TimeSpan`, and the words."""
    open_elsewhere_requested = Signal(str)
    """The person wants a copy of this item (id)."""
    viewer_changed = Signal()
    """Another kind of viewer came to the front."""
    clip_wanted = Signal(str)
    """The person wants another recording of the same lesson: its item."""

    def __init__(
        self,
        worker: Asks,
        still_maker: StillMaker,
        themes: ThemeSource,
        *,
        proxies: Any = None,  # noqa: ANN401 - the player alone knows what it is
        faithful: Faithful | None = None,
    ) -> None:
        super().__init__()
        self._proxies = proxies
        self._faithful = faithful
        self._worker = worker
        self._still_maker = still_maker
        self._themes = themes
        self._deliveries = Deliveries(self)
        self._viewers: dict[type[AnyViewer], AnyViewer] = {}
        self._item: ViewedItem | None = None
        self._marks: Marks = ()
        self._criterion = ""
        self._asked_for: Anchor | None = None
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._nothing = QWidget()
        self._layers.addWidget(self._nothing)

    # -- the common surface --------------------------------------------------------------------

    @property
    def item(self) -> ViewedItem | None:
        """What is shown."""
        return self._item

    @property
    def viewer(self) -> AnyViewer | None:
        """The viewer in front."""
        front = self._layers.currentWidget()
        return next((viewer for viewer in self._viewers.values() if viewer is front), None)

    @property
    def player(self) -> VideoPlayer | None:
        """The player, when it is in front: what play, step, in and out go to."""
        viewer = self.viewer
        return viewer if isinstance(viewer, VideoPlayer) else None

    def show_item(self, item: ViewedItem) -> None:
        """Show an item in the viewer for its kind; the one before is let go."""
        self._item, self._marks, self._asked_for = item, item.marks, None
        self._bring_forward(self._kind_of_viewer(item), item)

    def close_item(self) -> None:
        """Show nothing."""
        viewer = self.viewer
        if viewer is not None:
            viewer.close_item()
        self._item = None
        self._layers.setCurrentWidget(self._nothing)
        self.viewer_changed.emit()

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks on the item."""
        self._marks = marks
        if self.viewer is not None:
            self.viewer.set_marks(marks)

    def set_criterion(self, label: str) -> None:
        """Say for which criterion something would be filed now."""
        self._criterion = label
        if self.viewer is not None:
            self.viewer.set_criterion(label)

    def go_to(self, anchor: Anchor) -> None:
        """Show that place of the item."""
        self._asked_for = anchor
        if self.viewer is not None:
            self.viewer.go_to(anchor)

    def anchor(self) -> Anchor:
        """Return what would be filed now."""
        return self.viewer.anchor() if self.viewer is not None else WholeItem()

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.viewer is not None:
            self.viewer.clear_selection()

    def place(self) -> Place:
        """Return where the person is looking."""
        return self.viewer.place() if self.viewer is not None else {}

    def restore(self, place: Place) -> None:
        """Look there again."""
        if self.viewer is not None:
            self.viewer.restore(place)

    def looked_at(self) -> frozenset[int]:
        """Return what the viewer in front has really on screen now."""
        return self.viewer.looked_at() if self.viewer is not None else frozenset()

    def still(self) -> QImage:
        """Return the picture of the video that is shown; null for everything else."""
        return self.player.still() if self.player is not None else QImage()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(566, 640)

    # -- inside --------------------------------------------------------------------------------

    def _kind_of_viewer(self, item: ViewedItem) -> type[AnyViewer]:
        known = item.description
        kind = known.kind if known is not None else item.kind
        if kind is Kind.IMAGE:
            return PhotoViewer
        if kind in (Kind.VIDEO, Kind.AUDIO):
            return VideoPlayer
        if kind in _PAGED and (known is None or known.format in _PAGED_FORMATS):
            return PdfViewer
        if kind in _READ or kind in _PAGED:
            return TextViewer
        return UnknownViewer

    def _bring_forward(self, kind: type[AnyViewer], item: ViewedItem) -> None:
        before = self.viewer
        viewer = self._viewers.get(kind) or self._make(kind)
        if before is not None and before is not viewer:
            before.close_item()
        self._layers.setCurrentWidget(viewer)
        self.setFocusProxy(viewer)
        viewer.set_criterion(self._criterion)
        viewer.show_item(item)
        if before is not viewer:
            self.viewer_changed.emit()

    def _make(self, kind: type[AnyViewer]) -> AnyViewer:
        viewer: AnyViewer
        if kind is VideoPlayer:
            viewer = VideoPlayer(self._themes, self._worker, self._deliveries, self._still_maker.peaks)
            viewer.note_written.connect(self.note_written)
        else:
            viewer = kind(self._themes, self._worker, self._deliveries)
        if isinstance(viewer, PdfViewer):
            viewer.pages_refused.connect(self._read_instead)
        if isinstance(viewer, UnknownViewer):
            viewer.open_elsewhere_requested.connect(self.open_elsewhere_requested)
        for ours, theirs in (
            (self.place_changed, viewer.place_changed),
            (self.anchor_changed, viewer.anchor_changed),
            (self.mark_clicked, viewer.mark_clicked),
            (self.mark_moved, viewer.mark_moved),
            (self.problem_shown, viewer.problem_shown),
        ):
            theirs.connect(ours)
        self._viewers[kind] = viewer
        self._layers.addWidget(viewer)
        return viewer

    def _read_instead(self) -> None:
        """Show the words of a document that can't be laid out as pages."""
        if self._item is None:
            return
        self._bring_forward(TextViewer, self._item)
        self.set_marks(self._marks)
        if self._asked_for is not None:
            self.go_to(self._asked_for)
