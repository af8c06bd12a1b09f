"""What somebody does to the evidence in the sort view, and the words that are kept while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Concatenate, ParamSpec

from certdesk.actions.naming_candidates import CandidateDetails, change_candidate
from certdesk.actions.placing_items import bring_back_items, place_items, remove_items
from certdesk.actions.sorting_items import ItemWords, date_item, describe_item, sort_items
from certdesk.core.changes import Change
from certdesk.core.errors import CertDeskError
from certdesk.core.portfolio import Claim
from certdesk.store.places import drafts, keep_draft
from certdesk.store.workspace import Workspace
from certdesk.ui.session import Session

P = ParamSpec("P")


class SortDeeds:
    """Runs the actions; what is refused is said by the session, or returned where a field can say it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def place(self, portfolio: str, items: Sequence[str], type_id: str, before: str | None) -> None:
        """Put items into a slot, and a place in it."""
        self._session.do(place_items, portfolio, items, type_id, before=before)

    def accept(self, sorts: Mapping[str, str]) -> None:
        """Sort items as was proposed."""
        self._session.do(sort_items, sorts)

    def remove(self, portfolio: str, items: Sequence[str]) -> None:
        """Take items out."""
        self._session.do(remove_items, portfolio, items)

    def bring_back(self, portfolio: str, items: Sequence[str]) -> None:
        """Bring items back."""
        self._session.do(bring_back_items, portfolio, items)

    def date(self, item: str, day: date | None) -> None:
        """Say when an item was made."""
        self._session.do(date_item, item, day)

    def claim(self, item: str, claims: tuple[Claim, ...]) -> None:
        """Write what an item is claimed for."""
        self._session.do(describe_item, item, ItemWords(claims=claims))

    def describe(self, item: str, name: str, text: str) -> str:
        """Write title or caption. Returns why it can't be, or an empty text: then no half-typed words are left."""
        words = ItemWords(title=text) if name == "title" else ItemWords(caption=text)
        return self._write(item, name, describe_item, item, words)

    def tell_of(self, portfolio: str, name: str, text: str) -> str:
        """Write one of the details of whose it is. Returns why it can't be, or an empty text."""
        return self._write(portfolio, f"whose/{name}", change_candidate, portfolio, CandidateDetails(**{name: text}))

    def keep_typed(self, subject: str, name: str, text: str | None) -> None:
        """Keep half-typed words, so that a kill loses at most what was typed since the last pause."""
        try:
            keep_draft(self._session.workspace, subject, name, text)
        except CertDeskError as problem:
            self._session.refused.emit(problem)

    def typed(self, subject: str, prefix: str = "") -> dict[str, str]:
        """Return half-typed words by field, without the ``prefix``."""
        kept = drafts(self._session.workspace, subject)
        return {name.removeprefix(prefix): text for name, text in kept.items() if name.startswith(prefix)}

    def _write(
        self,
        subject: str,
        name: str,
        action: Callable[Concatenate[Workspace, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> str:
        try:
            change = action(self._session.workspace, *args, **kwargs)
        except CertDeskError as problem:
            return f"{problem.sentence} {problem.hint}".strip()
        self.keep_typed(subject, name, None)
        self._session.announce(change)
        return ""
