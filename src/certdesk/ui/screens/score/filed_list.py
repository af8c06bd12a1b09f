"""A list of filed evidence and of claims: one click goes there, F2 changes it, Delete takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QSizePolicy

from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import FiledEvidence, FiledRow
from certdesk.ui.screens.score.filed_delegate import ROW, FiledDelegate
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import MOVES, OPENS, REMOVES, keeps_key

CHANGES = frozenset({Qt.Key.Key_F2})


class FiledList(QListView):
    """A click or Enter says ``annotation_chosen``, F2 or a double click ``edit_asked``, Delete ``removal_asked``.

    A claim (``claim_chosen``) can only be looked at: it is the candidate's word, not ours to change or take away.
    """

    annotation_chosen = Signal(str)
    claim_chosen = Signal(str)
    edit_asked = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, theme: ThemeSource, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setProperty("ground", "none")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._theme = theme
        self._model = FiledEvidence()
        self._delegate = FiledDelegate(theme)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.doubleClicked.connect(self._edit)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_rows(self, rows: tuple[FiledRow, ...]) -> None:
        """Show these rows."""
        self._model.show_rows(rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for two rows; more are shown where there is room."""
        return QSize(200, self._theme.px(ROW) * 2)

    def minimumSizeHint(self) -> QSize:
        """Return room for one row: the list gives way before the descriptors do."""
        return QSize(80, self._theme.px(ROW))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move in the list, go there and take out."""
        return keeps_key(event, MOVES | OPENS | REMOVES | CHANGES) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with Enter, change with F2, take out with Delete."""
        row = self._row(self.currentIndex())
        if row and event.key() in OPENS:
            self._say_chosen(row)
        elif row and not row.claim and event.key() in REMOVES:
            self.removal_asked.emit(row.id)
        elif row and not row.claim and event.key() in CHANGES:
            self.edit_asked.emit(row.id)
        else:
            super().keyPressEvent(event)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._model.rowCount()

    def select(self, row_id: str) -> None:
        """Make a row the current one, if it is listed."""
        index = self._model.index_of(row_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def current_id(self) -> str:
        """Return the annotation that is chosen while the list has the keyboard, or an empty text."""
        row = self._row(self.currentIndex())
        return row.id if row and self.hasFocus() and not row.claim else ""

    def _choose(self, index: QModelIndex) -> None:
        if row := self._row(index):
            self._say_chosen(row)

    def _say_chosen(self, row: FiledRow) -> None:
        (self.claim_chosen if row.claim else self.annotation_chosen).emit(row.id)

    def _edit(self, index: QModelIndex) -> None:
        row = self._row(index)
        if row and not row.claim:
            self.edit_asked.emit(row.id)

    def _open_menu(self, at: QPoint) -> None:
        row = self._row(self.indexAt(at))
        if row is None:
            return
        menu = QMenu(self)
        menu.setObjectName("filedMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Go there")).triggered.connect(lambda: self._say_chosen(row))
        if not row.claim:
            menu.addAction(_("Change…")).triggered.connect(lambda: self.edit_asked.emit(row.id))
            menu.addAction(_("Remove")).triggered.connect(lambda: self.removal_asked.emit(row.id))
        menu.popup(self.viewport().mapToGlobal(at))

    @staticmethod
    def _row(index: QModelIndex) -> FiledRow | None:
        return index.data(FiledEvidence.RowRole) if index.isValid() else None
