"""What is written in the details beside the slots: kept while it is typed, a deed when the writer goes on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from certdesk.core.portfolio import Claim
from certdesk.ui.screens.portfolio_views.item_side import ItemSide
from certdesk.ui.screens.portfolio_views.people_side import PeopleSide
from certdesk.ui.screens.portfolio_views.sort_deeds import SortDeeds


class DetailsFlow(QObject):
    """Carries words from the two sides to the deeds, and back why they were not taken."""

    def __init__(self, item: ItemSide, people: PeopleSide, deeds: SortDeeds) -> None:
        super().__init__(item)
        self._item, self._people, self._deeds = item, people, deeds
        self.item_id = ""
        self.portfolio_id = ""
        item.typed.connect(self._on_item_typed)
        item.written.connect(self._on_item_written)
        item.dated.connect(self._on_dated)
        item.claimed.connect(self._on_claimed)
        people.typed.connect(self._on_whose_typed)
        people.written.connect(self._on_whose_written)

    def put_down(self) -> None:
        """Write down everything that is typed."""
        if self.item_id:
            self._item.put_down()
        if self.portfolio_id:
            self._people.put_down()

    def _on_item_typed(self, name: str, text: str) -> None:
        if self.item_id:
            self._deeds.keep_typed(self.item_id, name, text)

    def _on_item_written(self, name: str, text: str) -> None:
        if self.item_id:
            self._item.show_wrong(name, self._deeds.describe(self.item_id, name, text))

    def _on_claimed(self, claims: tuple[Claim, ...]) -> None:
        if self.item_id:
            self._deeds.claim(self.item_id, claims)

    def _on_dated(self, day: date | None) -> None:
        if self.item_id:
            self._deeds.date(self.item_id, day)

    def _on_whose_typed(self, name: str, text: str) -> None:
        if self.portfolio_id:
            self._deeds.keep_typed(self.portfolio_id, f"whose/{name}", text)

    def _on_whose_written(self, name: str, text: str) -> None:
        if self.portfolio_id:
            self._people.show_wrong(name, self._deeds.tell_of(self.portfolio_id, name, text))
