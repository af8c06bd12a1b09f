"""The left column: the portfolio's evidence, and what is marked on the item in view."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout

from certdesk.actions.looking import AssessmentView
from certdesk.core.coverage import ItemCoverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.models.claims import claims_on_item
from certdesk.ui.models.evidence_items import EvidenceItems, ItemRow
from certdesk.ui.models.filed_evidence import rows_on_item
from certdesk.ui.screens.score.evidence_delegate import EvidenceDelegate
from certdesk.ui.screens.score.filed_list import FiledList
from certdesk.ui.screens.score.in_view import numbers_of
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.kept_keys import MOVES, OPENS, keeps_key
from certdesk.ui.widgets.labels import label, line

_LARGE = 1.4


class EvidenceColumn(QFrame):
    """Shows what it is given and says what was asked for, by item or annotation."""

    item_chosen = Signal(str)
    beside_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    find_asked = Signal()
    annotation_chosen = Signal(str)
    claim_chosen = Signal(str)
    edit_asked = Signal(str)
    removal_asked = Signal(str)
    filter_changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self._theme = theme
        self.model = EvidenceItems()
        self._count = label("", "label", "text3")
        self._view: AssessmentView | None = None
        self._item_id, self._criterion, self._beside = "", "", ""
        self._seen: Mapping[str, ItemCoverage] = {}
        self._filter = icon_button(theme, "filter", _("Only what speaks for this criterion"), size="small")
        self._filter.setObjectName("onlyCurrent")
        self._filter.setCheckable(True)
        self._filter.toggled.connect(self._on_filter)
        self._hidden = button(theme, "", kind="link", size="small")
        self._hidden.setObjectName("hiddenItems")
        self._hidden.clicked.connect(self.toggle_only_current)
        self._list = EvidenceList()
        self._list.setObjectName("evidence")
        self._list.setAccessibleName(_("Evidence"))
        self._list.setProperty("ground", "none")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self.model)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._delegate = EvidenceDelegate(theme)
        self._list.setItemDelegate(self._delegate)
        self._list.selectionModel().currentChanged.connect(self._on_current)
        self._list.beside_asked.connect(self.beside_asked)
        self._list.menu_asked.connect(self.menu_asked)
        self._find = icon_button(theme, "search", _("Find in the whole portfolio"), key="Ctrl Shift F", size="small")
        self._find.setObjectName("findEverywhere")
        self._find.clicked.connect(self.find_asked)
        self.marks = FiledList(theme, _("Marks on this item"))
        self.marks.setObjectName("marksOnItem")
        self.marks.annotation_chosen.connect(self.annotation_chosen)
        self.marks.claim_chosen.connect(self.claim_chosen)
        self.marks.edit_asked.connect(self.edit_asked)
        self.marks.removal_asked.connect(self.removal_asked)
        self._showing = False
        self._build()
        theme.changed.connect(self._make_room)  # a method: Qt lets go of it with the column
        self._make_room()

    def _make_room(self) -> None:
        """Leave the count out where large letters need its room."""
        self._count.setVisible(self._theme.theme.text_scale < _LARGE)

    @property
    def only_current(self) -> bool:
        """Whether only evidence for the criterion in front is listed."""
        return self._filter.isChecked()

    def set_only_current(self, *, only: bool) -> None:
        """List only evidence for the criterion in front, or all; tells nobody."""
        self._filter.blockSignals(True)
        self._filter.setChecked(only)
        self._filter.blockSignals(False)
        self._show()

    def toggle_only_current(self) -> None:
        """List only evidence for the criterion in front, or all again."""
        self._filter.toggle()

    def show_view(self, view: AssessmentView, item_id: str, criterion: str, beside: str = "") -> None:
        """Show the portfolio's items with ``item_id`` selected, the one in view ``beside`` it, and the marks on it."""
        self._view, self._item_id, self._criterion, self._beside = view, item_id, criterion, beside
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        filed: dict[str, list[str]] = {}
        for note in view.assessment.annotations:
            filed.setdefault(note.item_id, []).extend(note.criteria)
        rows = tuple(self._row(item, filed.get(item.id, [])) for item in view.items)
        # The item in view is always listed, so that nobody loses the place that they are at.
        shown = tuple(row for row in rows if self._speaks(row) or row.item.id == self._item_id)
        shown = shown if self.only_current else rows
        self._showing = True
        self.model.show_rows(shown)
        self._list.setCurrentIndex(self.model.index_of(self._item_id))
        self._showing = False
        self._count.setText(str(len(rows)))
        hidden = len(rows) - len(shown)
        text = ngettext("{count} more, not for {criterion}", "{count} more, not for {criterion}", hidden)
        self._hidden.set_words(text.format(count=hidden, criterion=self._criterion))
        self._hidden.setVisible(bool(hidden))
        numbers = numbers_of(view)
        filed_here = rows_on_item(view.assessment.annotations, self._item_id, self._criterion, numbers)
        item = view.item(self._item_id)
        claimed = claims_on_item(item, self._criterion, numbers) if item else ()
        self.marks.show_rows((*filed_here, *claimed))

    def show_coverage(self, seen: Mapping[str, ItemCoverage]) -> None:
        """Show how much of each item was on screen."""
        if seen != self._seen:
            self._seen = seen
            self._show()

    def _row(self, item: EvidenceItem, filed: list[str]) -> ItemRow:
        codes = tuple(dict.fromkeys(filed))
        claims = (*(claim.criterion for claim in item.claim_places), *item.claims)
        claimed = tuple(name for name in dict.fromkeys(claims) if name not in codes)
        closing = self._view.closed.get(item.id) if self._view else None
        closed = closing.sentence if closing else ""
        return ItemRow(item, codes, claimed, self._seen.get(item.id), item.id == self._beside, closed)

    def _speaks(self, row: ItemRow) -> bool:
        return self._criterion in (*row.criteria, *row.claimed)

    def show_picture(self, item_id: str, image: QImage) -> None:
        """Show the picture of an item when it arrives."""
        self.model.show_picture(item_id, QPixmap.fromImage(image))

    def in_sight(self, item_id: str) -> bool:
        """Whether an item of the list is on screen."""
        box = self._list.visualRect(self.model.index_of(item_id))
        return self._list.isVisible() and box.intersects(self._list.viewport().rect())

    def focus(self) -> None:
        """Take the keyboard."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(label(_("Evidence"), "label"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._find)
        head.addWidget(self._filter)
        column.addLayout(head)
        column.addWidget(self._list, 3)
        column.addWidget(self._hidden, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 0, 0)
        foot.addWidget(label(_("Marks on this item"), "label"))
        foot.addWidget(self.marks, 1)
        column.addLayout(foot, 1)

    def _on_filter(self) -> None:
        self._show()
        self.filter_changed.emit()

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self.item_chosen.emit(current.data(EvidenceItems.RowRole).item.id)


class EvidenceList(QListView):
    """The list itself: with the keyboard in it, arrows go from item to item and not from criterion to criterion.

    Ctrl with a click, or Shift+Enter, opens an item beside the one in view; the menu key asks for more.
    """

    beside_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move in a list, and the one that opens beside."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _opens_beside(event):
            event.accept()
            return True
        return keeps_key(event, MOVES) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open beside with Ctrl; otherwise choose."""
        index = self.indexAt(event.position().toPoint())
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.beside_asked.emit(index.data(EvidenceItems.RowRole).item.id)
        elif event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current item beside the one in view with Shift+Enter."""
        index = self.currentIndex()
        if _opens_beside(event) and index.isValid():
            self.beside_asked.emit(index.data(EvidenceItems.RowRole).item.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of an item."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            at = self.visualRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(index.data(EvidenceItems.RowRole).item.id, self.viewport().mapToGlobal(at))


def _opens_beside(event: QKeyEvent) -> bool:
    return event.key() in OPENS and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
