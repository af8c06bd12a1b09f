"""One piece of evidence in view: its viewer, and at the foot what is about to be filed or is being changed."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.screens.score.annotation_bar import AnnotationBar
from certdesk.ui.screens.score.filing_bar import FilingBar
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.stage import EvidenceStage
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.chip import Chip

_LINE, _LEAST = 2, 300
_ROOM_FOR_TWO_NOTES = 500
"""In a lower pane a film would be a strip if both the player and a bar at its foot had a note."""


class StagePane(QFrame):
    """A viewer with its bars. With two panes each has a head that names its item and says which one files."""

    item_wanted = Signal(str)
    closing_asked = Signal()

    def __init__(self, theme: ThemeSource, stage: EvidenceStage, number: int) -> None:
        super().__init__()
        self.setObjectName(f"pane-{number}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(_("Evidence in view"))
        self._theme = theme
        self._items: tuple[EvidenceItem, ...] = ()
        self._active = False
        self._by_player = False
        self.number = number
        self.stage = stage
        self.filing = FilingBar(theme)
        self.editor = AnnotationBar(theme)
        self._choose = button(theme, "", kind="quiet", size="small")
        self._choose.set_icon(None, trailing="chevron_down")
        self._choose.setObjectName("paneItem")
        self._files = Chip(theme, _("Files from here"), "accent", small=True)
        self._close = icon_button(theme, "close", _("Close this one"), size="small")
        self._close.setObjectName("paneClose")
        self.link = icon_button(theme, "link", _("Move both photos together"), size="small")
        self.link.setObjectName("linkPhotos")
        self.link.setCheckable(True)
        self.link.hide()
        self._head = QWidget()
        self._build()
        self._choose.clicked.connect(self.open_items)
        self._close.clicked.connect(self.closing_asked)
        stage.place_changed.connect(self._hand_on_keyboard)
        for bar in (self.filing, self.editor):
            bar.opened.connect(self._share_notes)
        theme.changed.connect(self.update)

    @property
    def active(self) -> bool:
        """Whether keys and filing go to this pane."""
        return self._active

    def show_head(self, *, shown: bool, active: bool) -> None:
        """Show the head where there are two panes, and which of them is active."""
        self._active = active
        self._head.setVisible(shown)
        self._files.setVisible(active)
        self._least(narrow=shown)
        self.update()

    def show_items(self, items: tuple[EvidenceItem, ...], item_id: str) -> None:
        """Show which item is in view, and which others there are."""
        self._items = items
        here = next((number for number, item in enumerate(items, 1) if item.id == item_id), 0)
        self._choose.set_words(_("Item {number} of {count}").format(number=here, count=len(items)))
        title = items[here - 1].title if here else ""
        self._choose.setAccessibleDescription(_("Show another item here. Now: {title}").format(title=title))

    def open_items(self) -> QMenu:
        """Offer the items of the portfolio."""
        menu = QMenu(self)
        menu.setObjectName("paneItems")
        menu.aboutToHide.connect(menu.deleteLater)
        titles = Counter(item.title for item in self._items)
        for item in self._items:
            alike = titles[item.title] > 1 and item.file_name != item.title
            words = f"{item.title}  ({item.file_name})" if alike else item.title
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, item_id=item.id: self.item_wanted.emit(item_id))
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))
        return menu

    def leave_note(self, *, to_player: bool) -> None:
        """Say whether the player has a box for the note of what is about to be filed; it has one for moments."""
        self._by_player = to_player
        self._share_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._share_notes()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line above the active one of two."""
        super().paintEvent(event)
        if self._active and self._head.isVisible():
            painter = QPainter(self)
            painter.fillRect(0, 0, self.width(), _LINE, self._theme.color("accent"))
            painter.end()

    def _hand_on_keyboard(self) -> None:
        """Give the keyboard to the item that has been opened, if it was waited for here."""
        if self.hasFocus():
            self.stage.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_notes(self) -> None:
        """Have one note where there is little room: that of the bar, if one is open."""
        low = self.height() < self._theme.px(_ROOM_FOR_TWO_NOTES)
        away = self.stage.leave_note(elsewhere=low and not (self.filing.isHidden() and self.editor.isHidden()))
        self.filing.note.setVisible(away or not self._by_player)

    def _least(self, *, narrow: bool) -> None:
        self.setMinimumWidth(_LEAST if narrow else 480)

    def _build(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self._choose)
        head.addStretch(1)
        head.addWidget(self._files, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.link)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 9, 8)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self.stage, 1)
        column.addWidget(self.filing)
        column.addWidget(self.editor)
        self.show_head(shown=False, active=True)
