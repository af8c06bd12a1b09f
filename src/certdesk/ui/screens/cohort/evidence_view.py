"""Evidence shown in place: one piece beside the dispute, or what both assessors point to, side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.consent_gate import closing_of, handles_closed
from certdesk.core.annotations import Annotation, Stance
from certdesk.core.composing import place_in_words
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.screens.portfolio_views.place_side import PlaceSide
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import FileName, label


class EvidenceView(QWidget):
    """A head that says whose it is and where it lies, and the viewer. ``closed`` asks to put it away."""

    closed = Signal()

    def __init__(self, tools: Tools, *, can_close: bool = True) -> None:
        super().__init__()
        self._tools = tools
        self._who = label("", "label")
        self._where = FileName(tools.theme, tone="text2", middle=False)
        self._where.setObjectName("evidencePlace")
        self._close = icon_button(tools.theme, "close", _("Put it away"), key="Esc", size="small")
        self._close.setObjectName("closeEvidence")
        policy = self._close.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # both heads are of one height
        self._close.setSizePolicy(policy)
        self._close.setVisible(can_close)
        self._close.clicked.connect(self.closed)
        waiting = _("What the assessors pointed to is shown here.")
        self.place = PlaceSide(tools, _("Nothing is shown yet"), waiting)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._who)
        head.addWidget(self._where, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.place, 1)

    def show_place(self, who: str, item: EvidenceItem, note: Annotation, criterion: str) -> None:
        """Show an item at the place that somebody pointed to."""
        self._who.setText(who)
        self._where.show_text(f"{item.title}, {place_in_words(note)}")
        self.setAccessibleName(f"{who}: {item.title}, {place_in_words(note)}")
        workspace = self._tools.session.workspace
        closing = None if handles_closed(workspace) else closing_of(workspace, item)
        if closing is not None:  # who works alone may lead too, and is still no reason to show what nobody consented to
            self.place.withhold(closing.sentence, closing.hint)
            return
        mark = MediaMark(note.id, criterion, note.anchor, True, note.note, Stance(note.stance))
        self.place.show_item(workspace, item, note.anchor, (mark,))
        self.place.stage.set_marks((mark,))

    def play(self) -> None:
        """Begin to play, if it is a recording."""
        player = self.place.stage.player
        if player is not None:
            player.engine.play()

    def put_away(self) -> None:
        """Let go of the file."""
        self.place.close_item()


class BothViews(QWidget):
    """Two places side by side, each with its own viewer; ``closed`` asks to go back."""

    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("bothViews")
        self.sides = (EvidenceView(tools, can_close=False), EvidenceView(tools))
        self._heading = label("", "heading")
        for number, one in enumerate(self.sides):
            one.setObjectName(f"bothSide-{number}")
            one.closed.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(16)
        for one in self.sides:
            row.addWidget(one, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(row, 1)

    def show_heading(self, words: str) -> None:
        """Say what it is about."""
        self._heading.setText(words)

    def put_away(self) -> None:
        """Let go of both files."""
        for one in self.sides:
            one.put_away()
