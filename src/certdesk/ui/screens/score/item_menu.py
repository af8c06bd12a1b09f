"""What can be done with one item of the evidence: look beside, open elsewhere, copy, export its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from certdesk.actions.consent_gate import file_of, may_override
from certdesk.actions.consenting import override_consent
from certdesk.actions.exporting_annotations import annotations_as_csv, annotations_as_vtt
from certdesk.core.errors import CertDeskError
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.screens.copies import save_copy, save_text
from certdesk.ui.screens.elsewhere import OpeningElsewhere

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

_RECORDINGS = frozenset({"video", "audio"})


class ItemDeeds:
    """Menus and commands about items of a `ScoreScreen`. Without an id they are about the item in view."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self._elsewhere = OpeningElsewhere(screen.tools, screen)

    def open_menu(self, item_id: str, at: QPoint) -> None:
        """Offer what can be done with an item."""
        item = self._item(item_id)
        if item is None:
            return
        menu = QMenu(self._screen)
        menu.setObjectName("itemMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Show")).triggered.connect(lambda: self._screen.viewing.go_to_item(item.id))
        menu.addAction(_("Open beside")).triggered.connect(lambda: self._screen.viewing.open_beside(item.id))
        menu.addSeparator()
        menu.addAction(_("Open in another program…")).triggered.connect(lambda: self.open_elsewhere(item.id))
        menu.addAction(_("Save a copy…")).triggered.connect(lambda: self.save_copy(item.id))
        closing = self._screen.view.closed.get(item.id) if self._screen.view else None
        if closing and closing.can_be_opened and may_override(self._screen.tools.session.workspace):
            opening = menu.addAction(_("Open without consent…"))
            opening.triggered.connect(lambda: self.open_closed(item.id))
        if item.kind in _RECORDINGS:
            menu.addAction(_("Export its notes (WebVTT)…")).triggered.connect(lambda: self.export_notes(item.id))
        menu.popup(at)

    def open_elsewhere(self, item_id: str = "") -> None:
        """Open a read-only copy in the system's own program, after a warning."""
        if item := self._item(item_id):
            self._elsewhere.open(item)

    def save_copy(self, item_id: str = "") -> None:
        """Save a copy where the person says."""
        item = self._item(item_id)
        if item is None:
            return
        try:
            path = file_of(self._screen.tools.session.workspace, item)
        except CertDeskError as problem:
            self._screen.tools.session.refused.emit(problem)
            return
        if notice := save_copy(self._screen.tools, path, item.file_name):
            self._screen.noticed.emit(notice)

    def open_closed(self, item_id: str) -> None:
        """Open an item that is closed for want of consent, for a reason that is kept."""
        question = _("Why may it be looked at without a record of consent? The reason stays in the register.")
        if reason := self._screen.tools.dialogs.reason(_("Open without consent"), question):
            self._screen.tools.session.do(override_consent, item_id, reason)

    def export_notes(self, item_id: str = "") -> None:
        """Write the notes on a recording as subtitles that any player shows."""
        item, view = self._item(item_id), self._screen.view
        if item is None or view is None:
            return
        text = annotations_as_vtt(self._screen.tools.session.workspace, view.assessment.id, item.id)
        self._save(text, f"{view.portfolio.code}-{item.title}.vtt")

    def export_all(self) -> None:
        """Write everything that is filed as a table."""
        if view := self._screen.view:
            text = annotations_as_csv(self._screen.tools.session.workspace, view.assessment.id)
            self._save(text, f"{view.portfolio.code}-evidence.csv")

    def has_recording(self) -> bool:
        """Whether a recording is in view."""
        item = self._item("")
        return item is not None and item.kind in _RECORDINGS

    def _save(self, text: str, suggested: str) -> None:
        if notice := save_text(self._screen.tools, text, suggested):
            self._screen.noticed.emit(notice)

    def _item(self, item_id: str) -> EvidenceItem | None:
        view = self._screen.view
        return view.item(item_id or self._screen.left_off.item) if view else None
