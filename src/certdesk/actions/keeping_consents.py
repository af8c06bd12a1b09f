"""Consents that came with a portfolio, as records of its register."""

from __future__ import annotations

from collections.abc import Iterable

from certdesk.core.consent import Consent
from certdesk.core.portfolio import EvidenceItem
from certdesk.intake.found import FoundConsent
from certdesk.intake.names import same_name
from certdesk.store.consents import consent_row
from certdesk.store.ids import new_id
from certdesk.store.workspace import Clock, Recording


def put_consents(
    recording: Recording, clock: Clock, portfolio_id: str, items: Iterable[EvidenceItem], found: Iterable[FoundConsent]
) -> None:
    """Write what a description says of consent. One about a file that did not come is about nothing, and left out."""
    known = tuple(items)
    for one in found:
        item, proof = _named(one.file, known), _named(one.proof, known)
        if one.file and item is None:
            continue
        consent = Consent(
            id=new_id(clock()),
            portfolio_id=portfolio_id,
            people=one.people,
            basis=one.basis,
            scopes=one.scopes,
            item_id=item.id if item else "",
            given_on=one.given,
            until=one.until,
            withdrawn_on=one.withdrawn,
            proof_item_id=proof.id if proof else "",
            note=one.note,
        )
        recording.put("consent", consent_row(consent))


def _named(file: str, items: tuple[EvidenceItem, ...]) -> EvidenceItem | None:
    """Find the item of a file as a description names it: by its path, or by its name where the path is left out."""
    wanted = same_name(file)
    if not wanted:
        return None
    return next((item for item in items if f"/{same_name(item.file_name)}".endswith(f"/{wanted}")), None)
