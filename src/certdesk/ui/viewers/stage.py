"""The place where evidence is looked at: picks the viewer for an item and passes on what all viewers can do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from certdesk.core.annotations import Anchor, TimeSpan, WholeItem
from certdesk.core.coverage import TOLD
from certdesk.evidence.formats import Kind
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.engine_bar import View
from certdesk.ui.viewers.marks_on_media import Marks, as_quote
from certdesk.ui.viewers.office_views import OfficeViews
from certdesk.ui.viewers.page_file import Faithful
from certdesk.ui.viewers.password_panel import Passwords
from certdesk.ui.viewers.pdf_viewer import PdfViewer
from certdesk.ui.viewers.photo_viewer import PhotoViewer
from certdesk.ui.viewers.problem_panel import ProblemPanel
from certdesk.ui.viewers.sheet_pictures import Asks
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.viewers.unknown_viewer import UnknownViewer
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_layers import ViewerLayers

AnyViewer = PdfViewer | PhotoViewer | VideoPlayer | TextViewer | UnknownViewer
_READ = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.SHEET, Kind.WEB, Kind.DOCUMENT, Kind.SLIDES})


class EvidenceStage(ViewerWidget):
    """One viewer of each kind, made when first needed and kept."""

    note_written = Signal(object, str)
    """A note on a recording: its `TimeSpan`, and the words."""
    open_elsewhere_requested = Signal(str)
    """The person wants a copy of this item (id)."""
    viewer_changed = Signal()
    """Another kind of viewer came to the front."""
    menu_asked = Signal(str, QPoint)
    """Somebody wants to know what else can be done with an item (its id): where a menu may open, on the screen."""
    clip_wanted = Signal(str, bool)
    """Another recording of the same lesson is wanted: its item, and whether it plays on at once."""

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
        self._worker = worker
        self._still_maker = still_maker
        self._themes = themes
        self._deliveries = Deliveries(self)
        self._passwords = Passwords()
        self._office = OfficeViews(faithful, self._deliveries, self)
        self._office.view_changed.connect(self._change_view)
        self._office.news.connect(self._tell_news)
        self._viewers: dict[type[AnyViewer], AnyViewer] = {}
        self._item: ViewedItem | None = None
        self._marks: Marks = ()
        self._criterion, self._filing_key, self._unfiled = "", "E", ""
        self._note_elsewhere = False
        self._asked_for: Anchor | None = None
        self._told = False
        self._layers = ViewerLayers(self, self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._nothing = QWidget()
        self._instead = ProblemPanel(themes)
        self._instead.setObjectName("withheld")
        self._layers.addWidget(self._nothing)
        self._layers.addWidget(self._instead)

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
        self._told = False
        self._office.begin(item)
        self._bring_forward(self._kind_of_viewer(item), item)

    def close_item(self) -> None:
        """Show nothing."""
        viewer = self.viewer
        if viewer is not None:
            viewer.close_item()
        self._office.end()
        self._item = None
        self._layers.setCurrentWidget(self._nothing)
        self.viewer_changed.emit()

    @property
    def withheld(self) -> bool:
        """Whether a sentence stands in place of the item."""
        return self._layers.currentWidget() is self._instead

    def withhold(self, sentence: str, hint: str, icon: str = "warning", tone: str = "warn") -> None:
        """Show a sentence in place of the item, until it is shown anew."""
        if self.viewer is not None:
            self.viewer.close_item()
        self._office.end()
        self._told = False
        self._instead.show_words(sentence, hint, icon, tone)
        self._layers.bring(self._instead)
        self.viewer_changed.emit()
        self.problem_shown.emit(sentence)

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

    def set_filing_key(self, key: str) -> None:
        """Say which key files what is selected, as it is written on it ("E" until told); "" when none does."""
        self._filing_key = key
        for viewer in self._viewers.values():
            if isinstance(viewer, PdfViewer | PhotoViewer):
                viewer.canvas.set_filing_key(key)
                viewer.canvas.set_unfiled(self._unfiled)

    def select_for(self, words: str) -> None:
        """Let selections be for something else than filing: ``words`` stand on them, and no key files them."""
        self._unfiled = words
        self.set_filing_key("")

    def leave_note(self, *, elsewhere: bool) -> bool:
        """Say whether notes on a moment are written elsewhere now; return whether the player's own box is away."""
        self._note_elsewhere = elsewhere
        return self.player is not None and self.player.leave_note(elsewhere=elsewhere)

    def go_to(self, anchor: Anchor) -> None:
        """Show that place of the item."""
        self._asked_for = anchor
        if self.viewer is not None:
            self.viewer.go_to(anchor)

    def anchor(self) -> Anchor:
        """Return what would be filed now."""
        return self.viewer.anchor() if self.viewer is not None else WholeItem()

    def selected(self) -> Anchor | None:
        """Return what somebody has really selected, None while they only look."""
        viewer = self.viewer
        if isinstance(viewer, PhotoViewer):
            return viewer.anchor() if viewer.canvas.selection is not None else None
        if isinstance(viewer, VideoPlayer):
            return None if viewer.marking.span.empty else viewer.anchor()
        return viewer.selected() if viewer is not None else None

    @property
    def words_chosen(self) -> bool:
        """Whether what is selected on a page are words, and not a rectangle."""
        return isinstance(self.viewer, PdfViewer) and self.viewer.words_chosen

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.viewer is not None:
            self.viewer.clear_selection()

    def place(self) -> Place:
        """Return where the person is looking, and in which view of an office document."""
        if self.viewer is None:
            return {}
        return self.viewer.place() | ({"view": self._office.view.value} if self._office.applies else {})

    def restore(self, place: Place) -> None:
        """Look there again."""
        if self.viewer is not None:
            self.viewer.restore(place)

    def looked_at(self) -> frozenset[int]:
        """Return what the viewer in front has really on screen now; `TOLD` for why the item can't be shown."""
        seen = self.viewer.looked_at() if self.viewer is not None else frozenset()
        if not seen and self._told and self.viewer is not None and self.viewer.isVisible():
            return frozenset({TOLD})
        return seen

    def still_within(self, span: TimeSpan) -> QImage:
        """Return the picture of the video that is shown, if it belongs to this span of it; null for everything else."""
        return self.player.still_within(span) if self.player is not None else QImage()

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
        if self._office.applies:
            return TextViewer if self._office.view is View.READING else PdfViewer
        if kind is Kind.PDF:
            return PdfViewer
        return TextViewer if kind in _READ else UnknownViewer

    def _bring_forward(self, kind: type[AnyViewer], item: ViewedItem) -> None:
        before = self.viewer
        viewer = self._viewers.get(kind) or self._make(kind)
        if before is not None and before is not viewer:
            before.close_item()
        self._layers.bring(viewer)
        viewer.set_criterion(self._criterion)
        if isinstance(viewer, VideoPlayer):
            viewer.leave_note(elsewhere=self._note_elsewhere)
        if isinstance(viewer, PdfViewer) and self._office.applies:
            viewer.show_pages(item, self._office.file)
        else:
            viewer.show_item(item)
        if isinstance(viewer, PdfViewer | TextViewer):
            self._office.tell(viewer.engine_bar)
        if before is not viewer:
            self.viewer_changed.emit()

    def _make(self, kind: type[AnyViewer]) -> AnyViewer:
        viewer: AnyViewer
        if kind is VideoPlayer:
            viewer = VideoPlayer(self._themes, self._worker, self._deliveries, self._still_maker, self._proxies)
            viewer.note_written.connect(self.note_written)
            viewer.clip_wanted.connect(self.clip_wanted)
        else:
            viewer = self._made(kind)
        if isinstance(viewer, PdfViewer):
            viewer.pages_refused.connect(self._pages_refused)
        if isinstance(viewer, PdfViewer | TextViewer):
            viewer.engine_bar.view_chosen.connect(self._office.choose)
        if isinstance(viewer, UnknownViewer):
            viewer.open_elsewhere_requested.connect(self.open_elsewhere_requested)
        viewer.header.menu_asked.connect(self._ask_for_menu)
        for ours, theirs in (
            (self.place_changed, viewer.place_changed),
            (self.anchor_changed, viewer.anchor_changed),
            (self.mark_clicked, viewer.mark_clicked),
            (self.mark_moved, viewer.mark_moved),
            (self.problem_shown, viewer.problem_shown),
        ):
            theirs.connect(ours)
        if not isinstance(viewer, VideoPlayer):  # which knows itself what was heard although nothing could be seen
            viewer.problem_shown.connect(self._remember_told)
        self._viewers[kind] = viewer
        self.set_filing_key(self._filing_key)
        self._layers.addWidget(viewer)
        return viewer

    def _made(self, kind: type[AnyViewer]) -> AnyViewer:
        if kind is PdfViewer:
            return PdfViewer(self._themes, self._worker, self._deliveries, self._passwords)
        if kind is TextViewer:
            return TextViewer(self._themes, self._worker, self._deliveries, self._passwords)
        if kind is PhotoViewer:
            return PhotoViewer(self._themes, self._worker, self._deliveries)
        return UnknownViewer(self._themes, self._worker, self._deliveries)

    def _remember_told(self) -> None:
        self._told = True

    def _ask_for_menu(self, point: QPoint) -> None:
        if self._item is not None:
            self.menu_asked.emit(self._item.id, point)

    # -- views of office documents ---------------------------------------------------------------

    def _tell_news(self) -> None:
        """Say how far the faithful pages are; they replace others by themselves only while nobody has moved."""
        viewer = self.viewer
        if not isinstance(viewer, PdfViewer | TextViewer):
            return
        if self._office.may_replace and viewer.untouched:
            self._office.choose(View.FAITHFUL)
        else:
            self._office.tell(viewer.engine_bar)

    def _change_view(self) -> None:
        """Show the view that was chosen, at the words that are selected, else on the same page."""
        viewer = self.viewer
        if not isinstance(viewer, PdfViewer | TextViewer):
            return
        selected = viewer.anchor()
        at = selected if as_quote(selected) is not None else self._asked_for if viewer.untouched else None
        self._show_again(at, viewer.place())

    def _pages_refused(self) -> None:
        """Show a document that can't be laid out so in its next view."""
        if self._item is not None:
            self._office.refuse()
            self._show_again(self._asked_for, {})

    def _show_again(self, at: Anchor | None, place: Place) -> None:
        """Show the same item in another view."""
        if self._item is None:
            return
        kept = {"page": place["page"]} if "page" in place else {}
        self._bring_forward(self._kind_of_viewer(self._item), replace(self._item, marks=self._marks, place=kept))
        if at is not None and not isinstance(at, WholeItem):
            self.go_to(at)
