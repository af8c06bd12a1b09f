"""Find in the whole portfolio: type, see every place with its words, arrows and Enter go there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from certdesk.actions.searching import Findings
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.models.found_places import FoundPlaces, FoundRow, RowKind, rows_of
from certdesk.ui.screens.score.found_delegate import FoundDelegate
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField

_WIDTH, _HEIGHT, _MARGIN = 560, 520, 16
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FinderPopup(QFrame):
    """``needle_changed(words)`` while typing, ``chosen(FoundRow)`` with Enter or a click. Esc closes it.

    What was typed and found stays, so that opening it again goes on with the next place.
    """

    needle_changed = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("finder")
        self.setProperty("surface", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.typed = SearchField(theme, _("Find in all the evidence"))
        self.typed.setObjectName("finderTyped")
        self.typed.edited.connect(self.needle_changed)
        self.typed.installEventFilter(self)
        self._needle = ""
        self.model = FoundPlaces()
        self._list = QListView()
        self._list.setObjectName("finderList")
        self._list.setAccessibleName(_("Places found"))
        self._list.setProperty("ground", "none")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setModel(self.model)
        self._delegate = FoundDelegate(theme)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.clicked.connect(self._take)
        self._state = label("", "small", "text2", name="finderState")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self.typed, self._list, self._state):
            column.addWidget(part, 1 if part is self._list else 0)

    def open_at(self, target: QWidget) -> None:
        """Open over ``target`` (the list of evidence, or the viewer where that is hidden), as tall as there is room."""
        window = target.window()
        corner = target.mapTo(window, QPoint(0, 0))
        width = min(self._theme.px(_WIDTH), window.width() - 2 * _MARGIN)
        top = max(_MARGIN, corner.y() + 4)
        height = min(self._theme.px(_HEIGHT), window.height() - top - _MARGIN)
        left = corner.x() + 4
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = corner.x() + target.width() - width - 4
        left = min(max(left, _MARGIN), window.width() - width - _MARGIN)
        at = window.mapToGlobal(QPoint(left, top))
        self.setGeometry(at.x(), at.y(), width, height)
        self.show()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)
        self.typed.selectAll()

    def show_findings(self, findings: Findings, items: tuple[EvidenceItem, ...]) -> None:
        """Show what was found, with the first place chosen."""
        # More of the portfolio may have been read meanwhile; then the person stays where they are.
        needle = self.typed.text().strip()
        before = self.row() if needle == self._needle else None
        self._needle = needle
        self.model.show_rows(rows_of(findings, items))
        again = self.model.rows.index(before) if before in self.model.rows else self._next(-1, 1)
        self._choose(again)
        self._list.setVisible(bool(self.model.rows))
        if not needle:
            self._state.setText(_("Looks into every document, transcript and note of this portfolio."))
            return
        count = len(findings.hits)
        text = ngettext("{count} place", "{count} places", count).format(count=count) if count else _("Nothing found")
        more = "" if findings.complete else _("not everything was searched yet, or there are more")
        self._state.setText(" · ".join(part for part in (text, more) if part))

    def row(self) -> FoundRow | None:
        """Return the row that is chosen."""
        index = self._list.currentIndex()
        return index.data(FoundPlaces.RowRole) if index.isValid() else None

    def step_hit(self, by: int) -> None:
        """Go to the next or previous place without opening the panel."""
        here = self._list.currentIndex().row()
        hits = [number for number, row in enumerate(self.model.rows) if row.kind is RowKind.HIT]
        if hits:
            beyond = [number for number in hits if (number > here if by > 0 else number < here)]
            end = 0 if by > 0 else -1
            self._choose((beyond or hits)[end])
            self._say_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter take, while the words are typed."""
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._step(_MOVES[key])
                return True
            if key in _TAKES:
                self._take(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        here = self._list.currentIndex().row()
        for _one in range(abs(by)):
            here = self._next(here, 1 if by > 0 else -1)
        self._choose(here)

    def _next(self, here: int, by: int) -> int:
        """Return the next row that leads somewhere, round and round; -1 when there is none."""
        rows = self.model.rows
        order = ((here + by * step) % len(rows) for step in range(1, len(rows) + 1)) if rows else ()
        return next((number for number in order if rows[number].chooseable), -1)

    def _choose(self, number: int) -> None:
        if number < 0:
            return
        self._list.setCurrentIndex(self.model.index(number))
        if self._next(-1, 1) == number:
            self._list.scrollToTop()

    def _take(self, index: QModelIndex) -> None:
        row = index.data(FoundPlaces.RowRole) if index.isValid() else None
        if isinstance(row, FoundRow) and row.chooseable:
            self._list.setCurrentIndex(index)
            self.close()
            self._say_chosen()

    def _say_chosen(self) -> None:
        self.chosen.emit(self.row())
