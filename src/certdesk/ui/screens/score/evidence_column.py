"""The left column: the portfolio's evidence, and what is marked on the item in view."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout

from certdesk.actions.looking import AssessmentView
from certdesk.core.words import _
from certdesk.ui.models.evidence_items import EvidenceItems, ItemRow
from certdesk.ui.models.filed_evidence import rows_on_item
from certdesk.ui.screens.score.evidence_delegate import EvidenceDelegate
from certdesk.ui.screens.score.filed_list import FiledList
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label, line


class EvidenceColumn(QFrame):
    """Shows what it is given; ``item_chosen(id)``, ``annotation_chosen(id)`` and ``removal_asked(id)`` say what for."""

    item_chosen = Signal(str)
    annotation_chosen = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self.model = EvidenceItems()
        self._count = label("", "label", "text3")
        self._list = QListView()
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
        self.marks = FiledList(theme, _("Marks on this item"))
        self.marks.setObjectName("marksOnItem")
        self.marks.chosen.connect(self.annotation_chosen)
        self.marks.removal_asked.connect(self.removal_asked)
        self._showing = False
        self._build()

    def show_view(self, view: AssessmentView, item_id: str, criterion: str) -> None:
        """Show the portfolio's items with ``item_id`` selected, and the marks on it."""
        filed: dict[str, list[str]] = {}
        for note in view.assessment.annotations:
            filed.setdefault(note.item_id, []).extend(note.criteria)
        rows = tuple(ItemRow(item, _codes(item.claims, filed.get(item.id, ()))) for item in view.items)
        self._showing = True
        self.model.show_rows(rows)
        self._list.setCurrentIndex(self.model.index_of(item_id))
        self._showing = False
        self._count.setText(str(len(rows)))
        self.marks.show_rows(rows_on_item(view.assessment.annotations, item_id, criterion))

    def show_picture(self, item_id: str, image: QImage) -> None:
        """Show the picture of an item when it arrives."""
        self.model.show_picture(item_id, QPixmap.fromImage(image))

    def focus(self) -> None:
        """Take the keyboard."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(label(_("Evidence"), "label"))
        head.addWidget(self._count)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._list, 3)
        column.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 0, 0)
        foot.addWidget(label(_("Marks on this item"), "label"))
        foot.addWidget(self.marks, 1)
        column.addLayout(foot, 1)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self._showing:
            self.item_chosen.emit(current.data(EvidenceItems.RowRole).item.id)


def _codes(claims: tuple[str, ...], filed: object) -> tuple[str, ...]:
    """Return the criteria of an item without repeats: what it is filed for first, then what the candidate claims."""
    return tuple(dict.fromkeys([*filed, *claims]))  # type: ignore[misc]
