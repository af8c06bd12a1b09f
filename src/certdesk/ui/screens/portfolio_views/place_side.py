"""The right half of a view: the item that is meant, in its viewer, and below it what is offered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.annotations import Anchor, WholeItem
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.evidence.formats import Kind
from certdesk.store.workspace import Workspace
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.media_quiet import prepare_multimedia
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.empty_state import EmptyState


class PlaceSide(Card):
    """Shows an item at a place. Without ``faithful`` pages, office documents are laid out as everything else does."""

    shown = Signal()

    def __init__(self, tools: Tools, heading: str, detail: str, *, faithful: bool = True) -> None:
        super().__init__()
        from certdesk.ui.viewers.stage import EvidenceStage

        prepare_multimedia()  # what plays recordings talks as soon as it is loaded
        self.setObjectName("place")
        self.set_flush()
        self.body.setContentsMargins(11, 5, 11, 11)
        self.stage = EvidenceStage(
            tools.worker,
            tools.stills,
            tools.theme,
            proxies=tools.proxies,
            faithful=tools.faithful if faithful else None,
        )
        self.stage.setObjectName("stage")
        self.stage.set_filing_key("")
        self.stage.leave_note(elsewhere=True)
        self.stage.hide()
        self._nothing = EmptyState(tools.theme, framed=False)
        self._nothing.show_empty("eye", heading, detail)
        self._item = ""
        self._digest = ""
        self.body.addWidget(self.stage, 1)
        self.body.addWidget(self._nothing, 1)

    @property
    def item_id(self) -> str:
        """What is shown, or ""."""
        return self._item

    @property
    def showing(self) -> tuple[str, str]:
        """The item that is shown, and the digest of its file."""
        return self._item, self._digest

    def show_item(
        self, workspace: Workspace, item: EvidenceItem, anchor: Anchor | None = None, marks: Marks = ()
    ) -> None:
        """Show an item, at a place of it if one is named."""
        self._nothing.hide()
        self.stage.show()
        if (item.id, item.digest) != (self._item, self._digest):
            self._item, self._digest = item.id, item.digest
            if workspace.vault.has(item.digest):
                self.stage.show_item(viewed(workspace, item, marks))
                self.stage.leave_note(elsewhere=True)
            else:
                text = _("The file is not in this workspace any more.")
                self.stage.withhold(text, _("Take the portfolio in again; then it comes back."))
        if anchor is not None and not isinstance(anchor, WholeItem):
            self.stage.go_to(anchor)
        self.shown.emit()

    def withhold(self, sentence: str, hint: str) -> None:
        """Say in place of an item that it is closed, and why."""
        self._nothing.hide()
        self.stage.show()
        self._item = self._digest = ""
        self.stage.withhold(sentence, hint, "lock", "text3")

    def show_file(self, item: ViewedItem) -> None:
        """Show another file of an item, such as its copy."""
        self._nothing.hide()
        self.stage.show()
        self._item, self._digest = item.id, item.digest
        self.stage.show_item(item)
        self.stage.leave_note(elsewhere=True)

    def close_item(self) -> None:
        """Show nothing, and let go of the file."""
        if self._item:
            self.stage.close_item()
        self._item = self._digest = ""
        self.stage.hide()
        self._nothing.show()


def viewed(workspace: Workspace, item: EvidenceItem, marks: Marks = ()) -> ViewedItem:
    """Return an item as the viewers want it."""
    return ViewedItem(
        id=item.id,
        path=workspace.vault.path(item.digest),
        title=item.title,
        kind=Kind(item.kind) if item.kind in set(Kind) else Kind.UNKNOWN,
        file_name=item.file_name,
        marks=marks,
        digest=item.digest,
    )


def stacked(*parts: QWidget) -> QWidget:
    """Return parts one below the other, of which the first takes the room."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for number, part in enumerate(parts):
        column.addWidget(part, 0 if number else 1)
    return holder
