"""A note or a list of links on its way into a portfolio; what is half typed is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.actions.adding_items import NoteText
from certdesk.actions.filling_slots import SlotsView
from certdesk.ui.screens.portfolio_views.adding import Adding
from certdesk.ui.screens.portfolio_views.sort_deeds import SortDeeds
from certdesk.ui.screens.portfolio_views.sort_layout import SortLayout


class WritingFlow(QObject):
    """``ended()`` when the text is added or put aside."""

    ended = Signal()

    def __init__(self, parts: SortLayout, deeds: SortDeeds, adding: Adding) -> None:
        super().__init__(parts)
        self._parts, self._deeds, self._adding = parts, deeds, adding
        self._portfolio = ""
        parts.writing.typed.connect(self._keep)
        parts.writing.added.connect(self._add)
        parts.writing.closed.connect(self.put_aside)

    def begin(self, view: SlotsView, kind: str) -> None:
        """Begin a note or a list of links, or go on with the one that was half typed."""
        self._portfolio = view.portfolio.id
        group = self._parts.slots.group_key() if self._parts.slots.hasFocus() else ""
        known = {type_id for type_id, _label in view.choices}
        self._parts.show_writing(on=True)
        typed = self._deeds.typed(self._portfolio, f"{kind}/")
        self._parts.writing.begin(kind, view.choices, group if group in known else "", typed)

    def put_aside(self) -> None:
        """Keep what is typed for another time, and show the details again."""
        if self._parts.is_writing:
            self._parts.writing.title.tell_now()
            self._parts.writing.text.tell_now()
            for name, text in self._parts.writing.drafts().items():
                self._keep(name, text)
            self._parts.show_writing(on=False)
            self.ended.emit()

    def _add(self, title: str, text: str, type_id: str) -> None:
        writing = self._parts.writing
        if why := self._adding.add_text(self._portfolio, writing.kind, NoteText(title, text, type_id)):
            writing.show_wrong(why)
            return
        for name, field in (("title", writing.title), ("text", writing.text)):
            field.tell_now()
            self._deeds.keep_typed(self._portfolio, f"{writing.kind}/{name}", None)
        self._parts.show_writing(on=False)
        self.ended.emit()

    def _keep(self, name: str, text: str) -> None:
        self._deeds.keep_typed(self._portfolio, f"{self._parts.writing.kind}/{name}", text or None)
