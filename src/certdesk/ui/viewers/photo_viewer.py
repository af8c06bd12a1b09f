"""Photos and other pictures, upright: zoom, pan, turn the view, select a region."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, PhotoRegion, Rect, WholeItem
from certdesk.core.words import _
from certdesk.evidence.replies import Description, Reply
from certdesk.evidence.requests import Describe
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks, photo_marks
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks, SheetPictures, ask_for_photo
from certdesk.ui.viewers.sheet_place import place_of, restore_place
from certdesk.ui.viewers.sheet_scene import Fit, Part
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader
from certdesk.ui.viewers.zoom_tools import ZoomTools
from certdesk.ui.widgets.button import icon_button


class PhotoViewer(ViewerWidget):
    """One picture. 100 % shows each of its pixels as one pixel of the screen."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._worker = worker
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._size: tuple[int, int] | None = None
        self._marks: Marks = ()
        self._waiting_for_size: Anchor | None = None
        self._ticket = 0
        self._pictures = SheetPictures(self, worker, deliveries, ask_for_photo)
        self._pictures.finest = 1.0
        self.canvas = SheetCanvas(themes, self._pictures)
        self.header = ViewerHeader(themes)
        self.zoom = ZoomTools(themes, self.canvas, self)
        self._turn = icon_button(themes, "rotate", _("Turn right"), key="Ctrl R", size="small")
        self._panel = ProblemPanel(themes)
        self._build()

    # -- the common surface --------------------------------------------------------------------

    def show_item(self, item: ViewedItem) -> None:
        """Show a photo from its place on."""
        self.close_item()
        self._item = item
        self._marks = item.marks
        self.header.show_title(item.title, item.file_name)
        if item.description is not None:
            self._open(item.description)
            return
        self._say(_("Opening…"), icon="image", tone="text3")
        self._ticket = self._deliveries.bring(
            self._worker.submit(Describe(item.path, item.file_name), URGENT), self._open, self._refuse
        )

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self._marks = marks
        self.canvas.set_marks(tuple((mark, Part(1, region.rect)) for mark, region in photo_marks(marks)))

    def set_criterion(self, label: str) -> None:
        """Write this on what is being selected."""
        self.canvas.set_criterion(label)

    def go_to(self, anchor: Anchor) -> None:
        """Show a region; anything else shows the whole picture."""
        if self._size is None:
            self._waiting_for_size = anchor
        elif isinstance(anchor, PhotoRegion):
            self._come_near(anchor.rect)
            self.canvas.reveal(Part(1, anchor.rect))
        else:
            self.canvas.set_fit(Fit.PAGE)

    def anchor(self) -> Anchor:
        """Return the region selected, in whole pixels of the upright original, or the whole item."""
        chosen = self.canvas.selection
        if chosen is None:
            return WholeItem()
        rect = chosen.rect
        return PhotoRegion(Rect(*(float(round(edge)) for edge in (rect.left, rect.top, rect.right, rect.bottom))))

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.canvas.selection is not None:
            self.canvas.select(None)

    def place(self) -> Place:
        """Return the point at the top left, zoom and rotation."""
        return place_of(self.canvas) if self._size else dict(self._item.place if self._item else {})

    def restore(self, place: Place) -> None:
        """Look there again."""
        if self._size:
            restore_place(self.canvas, place)

    def close_item(self) -> None:
        """Let go of the photo."""
        self._deliveries.drop(self._ticket)
        self._item, self._size, self._waiting_for_size = None, None, None
        self._pictures.close()
        self.canvas.show_sheets((), 1.0)

    # -- inside --------------------------------------------------------------------------------

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Description) or self._item is None:
            return
        if reply.pixel_size is None:
            problem = reply.problem
            sentence = problem.sentence if problem is not None else _("This picture can't be shown.")
            self._say(sentence, problem.hint if problem is not None else "")
            self.problem_shown.emit(sentence)
            return
        self._size = reply.pixel_size
        sizes = ((float(self._size[0]), float(self._size[1])),)
        self._pictures.open(self._item.path, sizes)
        self._layers.setCurrentWidget(self.canvas)
        self.canvas.rotate(0)
        self.canvas.set_fit(Fit.PAGE)
        self.canvas.show_sheets(sizes, 1 / self.devicePixelRatioF())
        self.set_marks(self._marks)
        self.restore(self._item.place)
        if self._waiting_for_size is not None:
            self.go_to(self._waiting_for_size)
        self.place_changed.emit()

    def _come_near(self, rect: Rect) -> None:
        """Zoom in when a region would be too small to be made out."""
        box = self.canvas.sheet_layout.to_sheet(1, rect)
        room = self.canvas.viewport().size()
        small = max(box.width() / max(1, room.width()), box.height() / max(1, room.height()))
        if 0 < small < 0.15:
            self.canvas.set_zoom(min(self.canvas.zoom * 0.4 / small, 2.0))

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._say(sentence, hint)
        self.problem_shown.emit(sentence)

    def _page_refused(self, _page: int, problem: Exception) -> None:
        if not self._pictures.shots(1):
            self._refuse(problem)

    def _say(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        self._panel.show_words(sentence, hint, icon, tone)
        self._layers.setCurrentWidget(self._panel)

    def _build(self) -> None:
        self.canvas.setObjectName("photo")
        self.canvas.setAccessibleName(_("Picture"))
        self.canvas.set_halo(halo=True)
        self._turn.setObjectName("photoTurn")
        self.header.add_tool(self.zoom)
        self.header.add_tool(self._turn)
        holder = QWidget()
        self._layers = QStackedLayout(holder)
        self._layers.addWidget(self.canvas)
        self._layers.addWidget(self._panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(holder, 1)
        self.setFocusProxy(self.canvas)
        self._turn.clicked.connect(self.zoom.turn)
        self.canvas.viewed.connect(self.place_changed)
        self.canvas.zoomed.connect(self.place_changed)
        self.canvas.selected.connect(self.anchor_changed)
        self.canvas.mark_clicked.connect(self.mark_clicked)
        self._pictures.refused.connect(self._page_refused)
