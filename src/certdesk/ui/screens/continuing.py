"""Continue where you left off: one card, one key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.actions.looking import AssessmentView, WorklistRow, look_at_assessment
from certdesk.core.words import _
from certdesk.store.places import place_time, recall_place
from certdesk.store.workspace import Workspace
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.thumbnails import Thumbnails
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.thumbnail import Thumbnail


def open_last(workspace: Workspace) -> str:
    """Return the assessment that was open last, or an empty text; the window remembers it."""
    return str(recall_place(workspace, "window").get("last_assessment", ""))


def last_open(workspace: Workspace, rows: tuple[WorklistRow, ...]) -> WorklistRow | None:
    """Return the row to go on with: the one that was open last, else the first that is begun and not finished.

    Where nobody has been on this desk, nobody has left off.
    """
    begun = [row for row in rows if row.assessment_id and row.state in {"in_progress", "flagged", "ready"}]
    begun = [row for row in begun if place_time(workspace, row.assessment_id or "") is not None]
    last = open_last(workspace)
    for row in begun:
        if row.assessment_id == last:
            return row
    return next((row for row in begun if row.state == "in_progress"), begun[0] if begun else None)


class ContinueCard(Card):
    """``chosen(assessment id)``."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.set_tone("accent")
        self._thumbnails = thumbnails
        self._assessment_id = ""
        self._item_id = ""
        self._picture = Thumbnail(theme, QSize(150, 84))
        self._heading = label("", "heading", name="continueHeading")
        self._detail = label("", "body", "text2", name="continueDetail")
        self._saved = label("", "small", "text3")
        go = button(theme, _("Continue"), kind="primary", size="large", key=f"Ctrl {_('Enter')}")
        go.setObjectName("continue")
        go.clicked.connect(self.choose)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(label(_("Continue where you left off"), "small", "text2"))
        words.addWidget(self._heading)
        words.addWidget(self._detail)
        words.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addStretch(1)
        right.addWidget(go)
        right.addWidget(self._saved, 0, Qt.AlignmentFlag.AlignTrailing)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addLayout(right)
        self.body.addLayout(row)

    def choose(self) -> None:
        """Go on, if there is something to go on with."""
        if self._assessment_id:
            self.chosen.emit(self._assessment_id)

    def show_work(self, workspace: Workspace, row: WorklistRow | None) -> None:
        """Show where the person left off in the row's assessment, or nothing."""
        self.setVisible(row is not None and row.assessment_id is not None)
        self._assessment_id = row.assessment_id or "" if row else ""
        if not self._assessment_id:
            return
        view = look_at_assessment(workspace, self._assessment_id)
        place = recall_place(workspace, self._assessment_id)
        criterion = next((c for c in view.criteria if c.id == place.get("criterion")), view.criteria[0])
        self._heading.setText(f"{view.portfolio.code}, {criterion.id} {criterion.title}")
        self._detail.setText(_progress(view))
        at = place_time(workspace, self._assessment_id)
        self._saved.setText(_("Left {time}").format(time=f"{at.astimezone():%d %b, %H:%M}") if at else "")
        self._saved.setVisible(at is not None)
        item = view.item(str(place.get("item", ""))) or next(iter(view.items), None)
        if item and item.id not in view.closed:
            self._item_id = item.id
            self._thumbnails.request(item, self._show_picture)

    def _show_picture(self, item_id: str, image: QImage) -> None:
        if item_id == self._item_id:
            self._picture.show_picture(QPixmap.fromImage(image))


def _progress(view: AssessmentView) -> str:
    total = len(view.criteria)
    done = total - len(view.unmarked)
    marked = _("{done} of {all} marked").format(done=done, all=total)
    if not view.unmarked:
        marked = _("all {all} marked").format(all=total)
    return f"{view.portfolio.title}  ·  {marked}"
