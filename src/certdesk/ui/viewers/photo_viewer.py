"""Photos and other pictures, upright: zoom, pan, turn the view, make it brighter, play what moves, select a region."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, PhotoRegion, Rect, WholeItem
from certdesk.core.words import _
from certdesk.evidence.replies import Animation, Description, Reply
from certdesk.evidence.requests import Describe, ReadAnimation
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers import photo_linking
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import Marks, photo_marks
from certdesk.ui.viewers.photo_animation import AnimationPlayer
from certdesk.ui.viewers.photo_linking import LinkedPlace
from certdesk.ui.viewers.photo_tiles import plan_photo
from certdesk.ui.viewers.photo_tone import AS_IT_IS, Tone, tone_from
from certdesk.ui.viewers.photo_tone import place_of as place_of_tone
from certdesk.ui.viewers.photo_tools import PhotoTools
from certdesk.ui.viewers.photo_words import facts_words
from certdesk.ui.viewers.problem_panel import ProblemPanel, words_of
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks, SheetPictures, Ways, ask_for_photo
from certdesk.ui.viewers.sheet_place import place_of, restore_place
from certdesk.ui.viewers.sheet_scene import Fit, Part
from certdesk.ui.viewers.viewer import Place, ViewedItem, ViewerWidget
from certdesk.ui.viewers.viewer_header import ViewerHeader

KEPT_BYTES = 80 * 2**20
"""With the pictures of an animation beside it, a photo takes less than 150 MB here."""
_LARGEST_ANIMATION = 1600


class PhotoViewer(ViewerWidget):
    """One picture, or the pages of one. 100 % shows each of its pixels as one pixel of the screen."""

    looked_around = Signal(object)
    """The person looks somewhere else: a `LinkedPlace`. Not sent while following another viewer."""

    def __init__(self, themes: ThemeSource, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__()
        self._themes = themes
        self._worker = worker
        self._deliveries = deliveries
        self._item: ViewedItem | None = None
        self._count = 0
        self._marks: Marks = ()
        self._waiting_for_size: Anchor | None = None
        self._tickets: list[int] = []
        self._tone = AS_IT_IS
        self._following = False
        ways = Ways(ask_for_photo, plan_photo, tiled=True, kept_bytes=KEPT_BYTES)
        self._pictures = SheetPictures(self, worker, deliveries, ways)
        self._pictures.finest = 1.0
        self.canvas = SheetCanvas(themes, self._pictures)
        self.player = AnimationPlayer(self)
        self.header = ViewerHeader(themes)
        self.tools = PhotoTools(themes, self.canvas, self.player, self)
        self.zoom = self.tools.zoom
        self._panel = ProblemPanel(themes)
        self._build()
        self._connect()

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
        asked = self._worker.submit(Describe(item.path, item.file_name), URGENT)
        self._tickets.append(self._deliveries.bring(asked, self._open, self._refuse))

    def set_marks(self, marks: Marks) -> None:
        """Replace the marks."""
        self._marks = marks
        placed = tuple((mark, Part(region.page, region.rect)) for mark, region in photo_marks(marks))
        self.canvas.set_marks(placed)

    def set_criterion(self, label: str) -> None:
        """Write this on what is being selected."""
        self.canvas.set_criterion(label)

    def go_to(self, anchor: Anchor) -> None:
        """Show a region; anything else shows the whole picture."""
        if not self._count:
            self._waiting_for_size = anchor
        elif isinstance(anchor, PhotoRegion):
            page = min(anchor.page, self._count)
            self._come_near(page, anchor.rect)
            self.canvas.reveal(Part(page, anchor.rect))
            self.canvas.choose(next((mark.annotation_id for mark in self._marks if mark.anchor == anchor), ""))
        else:
            self.canvas.set_fit(Fit.PAGE)

    def anchor(self) -> Anchor:
        """Return the region selected, in whole pixels of the upright original, or the whole item."""
        chosen = self.canvas.selection
        return WholeItem() if chosen is None else _region(chosen)

    def clear_selection(self) -> None:
        """Select nothing."""
        if self.canvas.selection is not None:
            self.canvas.select(None)

    def place(self) -> Place:
        """Return the point at the top left, zoom, rotation, and what it is seen through."""
        if not self._count:
            return dict(self._item.place if self._item else {})
        return place_of(self.canvas) | place_of_tone(self._tone)

    def restore(self, place: Place) -> None:
        """Look there again."""
        if self._count:
            self.set_tone(tone_from(place))
            restore_place(self.canvas, {name: value for name, value in place.items() if name != "single"})

    def looked_at(self) -> frozenset[int]:
        """Return the page on screen, or 0 for a photo that has none; nothing while it isn't drawn yet."""
        if not self._count or not self.isVisible() or not self._pictures.shots(self._page):
            return frozenset()
        return frozenset({self._page if self._count > 1 else 0})

    def close_item(self) -> None:
        """Let go of the photo."""
        for ticket in self._tickets:
            self._deliveries.drop(ticket)
        self._tickets.clear()
        self.tools.panel.close()
        self._item, self._count, self._waiting_for_size = None, 0, None
        self.player.close()
        self._pictures.close()
        self.canvas.show_sheets((), 1.0)

    # -- what photos have more -------------------------------------------------------------------

    def set_tone(self, tone: Tone) -> None:
        """Show it brighter, with more contrast, or light for dark; it is remembered with the place."""
        self._tone = tone
        self.canvas.set_tone(tone)
        self.tools.show_tone(tone)

    def show_page(self, page: int) -> None:
        """Turn to a page."""
        self.canvas.scroll_to(page)
        if self.canvas.fit is not Fit.FREE:
            self.canvas.set_fit(self.canvas.fit)  # the pages of a scan may differ in size
            self.canvas.scroll_to(page)
        self.canvas.setFocus()

    def linked_place(self) -> LinkedPlace | None:
        """Return where the person looks, so that another photo can be looked at in the same place."""
        return photo_linking.linked_place(self.canvas)

    def follow(self, place: LinkedPlace) -> None:
        """Look at the same place as in another photo, and say nothing of it to that one."""
        self._following = True
        photo_linking.follow(self.canvas, place)
        self._following = False

    # -- inside --------------------------------------------------------------------------------

    @property
    def _page(self) -> int:
        return min(self.canvas.page, max(1, self._count))

    def _open(self, reply: Reply) -> None:
        if not isinstance(reply, Description) or self._item is None:
            return
        if reply.pixel_size is None:
            problem = reply.problem
            sentence = problem.sentence if problem is not None else _("This picture can't be shown.")
            self._say(sentence, problem.hint if problem is not None else "")
            self.problem_shown.emit(sentence)
            return
        sizes = reply.page_sizes or ((float(reply.pixel_size[0]), float(reply.pixel_size[1])),)
        self._count = len(sizes)
        self._tell_facts(self._item, reply)
        self._pictures.open(self._item.path, sizes)
        self._layers.setCurrentWidget(self.canvas)
        self.canvas.rotate(0)
        self.canvas.set_single(single=self._count > 1)
        self.canvas.set_fit(Fit.PAGE)
        self.canvas.show_sheets(sizes, 1 / self.devicePixelRatioF())
        self.set_marks(self._marks)
        self.set_tone(AS_IT_IS)
        self.restore(self._item.place)
        if self._waiting_for_size is not None:
            self.go_to(self._waiting_for_size)
        if reply.animated:
            self._ask_for_animation(self._item)
        self._viewed()

    def _tell_facts(self, item: ViewedItem, known: Description) -> None:
        self.header.show_title(item.title, item.file_name, facts_words(known))

    def _ask_for_animation(self, item: ViewedItem) -> None:
        asked = self._worker.submit(ReadAnimation(item.path, _LARGEST_ANIMATION, _LARGEST_ANIMATION), URGENT)
        self._tickets.append(self._deliveries.bring(asked, self._play, self._stay_still))

    def _play(self, reply: Reply) -> None:
        if isinstance(reply, Animation) and self._count:
            self.player.load(reply, playing=not self._themes.theme.reduced_motion)
            self._share_room()

    def _stay_still(self, problem: Exception) -> None:
        """Leave the first picture: it is shown, and why the others aren't is told."""
        self.problem_shown.emit(words_of(problem)[0])

    def _show_frame(self, image: QImage) -> None:
        self._pictures.show_instead(1, image)

    def _come_near(self, page: int, rect: Rect) -> None:
        """Zoom in when a region would be too small to be made out."""
        box = self.canvas.sheet_layout.to_sheet(page, rect)
        room = self.canvas.viewport().size()
        small = max(box.width() / max(1, room.width()), box.height() / max(1, room.height()))
        if 0 < small < 0.15:
            self.canvas.set_zoom(min(self.canvas.zoom * 0.4 / small, 2.0))

    def _viewed(self) -> None:
        self.tools.show_pages(self._page, self._count)
        self.place_changed.emit()
        if not self._following and (place := self.linked_place()) is not None:
            self.looked_around.emit(place)

    def _choose_tone(self, tone: Tone) -> None:
        self.set_tone(tone)
        self.place_changed.emit()

    def _turn_over(self) -> None:
        self._choose_tone(Tone(self._tone.brightness, self._tone.contrast, not self._tone.inverted))

    def _tell_moved(self, annotation_id: str, part: Part) -> None:
        self.mark_moved.emit(annotation_id, _region(part))

    def _refuse(self, problem: Exception) -> None:
        sentence, hint = words_of(problem)
        self._say(sentence, hint)
        self.problem_shown.emit(sentence)

    def _page_refused(self, page: int, problem: Exception) -> None:
        if not self._pictures.shots(page):
            self._refuse(problem)

    def _say(self, sentence: str, hint: str = "", icon: str = "warning", tone: str = "warn") -> None:
        self._panel.show_words(sentence, hint, icon, tone)
        self._layers.setCurrentWidget(self._panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the tools that there is room for."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        self.tools.use_room(self.header.room(self.width())[1])
        self.header.share_width()

    def _build(self) -> None:
        self.canvas.setObjectName("photo")
        self.canvas.setAccessibleName(_("Picture"))
        self.canvas.set_halo(halo=True)
        self.header.add_tool(self.tools)
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

    def _connect(self) -> None:
        self.canvas.installEventFilter(self.player)
        for key, call in (("Ctrl+T", self.tools.open_tone), ("Ctrl+Shift+T", self._turn_over)):
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.canvas.viewed.connect(self._viewed)
        self.canvas.zoomed.connect(self._viewed)
        self.canvas.selected.connect(self.anchor_changed)
        self.canvas.mark_clicked.connect(self.mark_clicked)
        self.canvas.mark_moved.connect(self._tell_moved)
        self.player.shown.connect(self._show_frame)
        self.tools.page_asked.connect(self.show_page)
        self.tools.panel.chosen.connect(self._choose_tone)
        self._pictures.refused.connect(self._page_refused)


def _region(part: Part) -> PhotoRegion:
    rect = part.rect
    whole = Rect(*(float(round(edge)) for edge in (rect.left, rect.top, rect.right, rect.bottom)))
    return PhotoRegion(whole, part.page)
