"""The one place that decides whether whoever assesses may look at an evidence item.

In a programme, an item that needs consent is closed until somebody has recorded it. Where somebody assesses a folder of
their own, which belongs to no programme, nobody keeps a register: nothing is closed until a first record is made.
Portfolios that came in before there was a register stay open in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.core.consent import Consent, ConsentState
from certdesk.core.consent_rules import RESTRICTED, consent_state, overrides, sentence
from certdesk.core.errors import NotAllowedError
from certdesk.core.evidence_types import EvidenceCatalogue
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.words import _
from certdesk.store.consents import came_before_consents, load_consents
from certdesk.store.people import find_person
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.retention import purged_items
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Closing:
    """That an item is closed to whoever assesses, and why in a sentence; ``restricted`` is for the lead's eyes.

    ``purged`` says that its file is gone for good, because its time was over.
    """

    item_id: str
    state: ConsentState
    sentence: str
    restricted: bool = False
    purged: bool = False

    @property
    def can_be_opened(self) -> bool:
        """Whether a lead may open it with a reason: never what was withdrawn."""
        return self.state is not ConsentState.WITHDRAWN

    @property
    def hint(self) -> str:
        """What to do about it."""
        if self.purged:
            return _("Nothing is to be done. The receipt of the purge says when it was deleted, and by whom.")
        if not self.can_be_opened:
            return _("Mark what the other evidence shows.")
        return _("Mark what the other evidence shows. The lead can open it, with a reason that is kept.")


def closings(workspace: Workspace, portfolio_id: str, *, to_others: bool = False) -> Mapping[str, Closing]:
    """Return the closed items of a portfolio by id; empty where all are open.

    With ``to_others`` those that are closed to an assessor elsewhere, whoever acts here.
    """
    gone = {item: _gone(item) for item in purged_items(workspace.db, portfolio_id)}
    portfolio = load_portfolio(workspace.db, portfolio_id)
    consents = load_consents(workspace.db, portfolio_id)
    items = tuple(item for item in load_items(workspace.db, portfolio_id) if item.id not in gone)
    if not keeps_register(workspace, portfolio, consents):
        # A register of names lies in some folders where nobody keeps one here: it goes to nobody either.
        items = tuple(item for item in items if to_others and _is_restricted(item))
    handles = not to_others and handles_closed(workspace)
    found = (_closing(workspace, item, consents, handles=handles) for item in items)
    return gone | {closing.item_id: closing for closing in found if closing is not None}


def keeps_register(workspace: Workspace, portfolio: Portfolio, consents: tuple[Consent, ...]) -> bool:
    """Say whether items of a portfolio without a record are closed; the head of this file says when."""
    if consents:
        return True
    return bool(portfolio.programme) and not came_before_consents(workspace.db, portfolio.id)


def closing_of(workspace: Workspace, item: EvidenceItem) -> Closing | None:
    """Return why an item is closed to whoever assesses, or None."""
    if item.id in purged_items(workspace.db, item.portfolio_id):
        return _gone(item.id)
    portfolio = load_portfolio(workspace.db, item.portfolio_id)
    consents = load_consents(workspace.db, item.portfolio_id)
    if not keeps_register(workspace, portfolio, consents):
        return None
    return _closing(workspace, item, consents, handles=handles_closed(workspace))


def _gone(item_id: str) -> Closing:
    text = _("This evidence was deleted when the time was over for which it may be kept.")
    return Closing(item_id, ConsentState.WITHDRAWN, text, purged=True)


def refuse_if_closed(workspace: Workspace, item: EvidenceItem) -> None:
    """Raise NotAllowedError with the sentence that says why when whoever assesses may not look at an item."""
    if closing := closing_of(workspace, item):
        raise NotAllowedError(f"{item.title}: {closing.sentence}", closing.hint)


def file_of(workspace: Workspace, item: EvidenceItem) -> Path:
    """Return the file of an item for whoever assesses. Raises NotAllowedError when it is closed."""
    refuse_if_closed(workspace, item)
    return workspace.vault.path(item.digest)


def handles_closed(workspace: Workspace) -> bool:
    """Say whether whoever acts looks after portfolios, and so may see what is closed to assessors."""
    person = find_person(workspace.db, workspace.person)
    return person is not None and person.role in {"lead", "coordinator"}


def sees_names(workspace: Workspace) -> bool:
    """Say whether lists name candidates to whoever acts. Assessors see codes only, because marking may be blind."""
    return handles_closed(workspace)


def may_override(workspace: Workspace) -> bool:
    """Say whether whoever acts may open a closed item: the lead, or somebody who works for no programme, alone."""
    person = find_person(workspace.db, workspace.person)
    if person is None:
        return False
    from certdesk.signing.membership import read_membership  # the window starts without it

    return person.role == "lead" or read_membership(workspace.identities / person.id) is None


@cache
def catalogue_here() -> EvidenceCatalogue:
    """Return the evidence types that come with the program; reading them takes longer than asking for them."""
    return evidence_types(shipped.rubrics())


def _is_restricted(item: EvidenceItem) -> bool:
    kind = catalogue_here().type(item.evidence_type)
    return kind is not None and kind.restricted


def _closing(
    workspace: Workspace, item: EvidenceItem, consents: tuple[Consent, ...], *, handles: bool
) -> Closing | None:
    kind = catalogue_here().type(item.evidence_type)
    if kind is not None and kind.restricted:
        if handles or overrides(item, consents):
            return None
        return Closing(item.id, ConsentState.NOT_NEEDED, _(RESTRICTED), restricted=True)
    state = consent_state(item, kind, consents, workspace.clock().date())
    return None if state.is_open else Closing(item.id, state, sentence(state, kind))
