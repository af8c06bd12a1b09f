"""Whether an evidence item may be looked at, by what is recorded of the consent of the people in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from certdesk.core.consent import Basis, Consent, ConsentState, Scope
from certdesk.core.evidence_types import EvidenceType
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import N_, _

REQUIRED, IF_PEOPLE, AUTHOR = "required", "if_people", "author"
ENDS_SOON_DAYS = 60

_SENTENCES = {
    ConsentState.MISSING: N_("Closed: no consent is recorded for the people in it. Ask the coordinator."),
    ConsentState.ENDED: N_("Closed: the consent of the people in it has ended. Ask the coordinator."),
    ConsentState.WITHDRAWN: N_("Closed: the consent of the people in it was withdrawn."),
    ConsentState.GIVEN: N_("Consent is recorded."),
    ConsentState.NOT_NEEDED: N_("No consent is needed."),
}
_OF_AUTHOR = N_("Closed: no permission of its author is recorded. Ask the coordinator.")
RESTRICTED = N_("Closed: for the programme's lead only.")

BASES = {
    Basis.CONSENT: N_("they agreed"),
    Basis.PARENT: N_("parents agreed"),
    Basis.SCHOOL: N_("the school's rule allows it"),
    Basis.NOBODY: N_("nobody can be recognised"),
    Basis.OVERRIDE: N_("opened by the lead without a record"),
}
SCOPES = {
    Scope.ASSESSMENT: N_("assessment"),
    Scope.TRAINING: N_("training"),
    Scope.EXEMPLAR: N_("examples of good practice"),
}


def needed(item: EvidenceItem, evidence_type: EvidenceType | None) -> str:
    """Return which consent an item needs: `REQUIRED`, `IF_PEOPLE`, `AUTHOR` or "".

    A video that nobody has sorted is taken for one with people in it.
    """
    if evidence_type is None:
        return REQUIRED if item.kind == "video" else ""
    return evidence_type.consent


def consent_state(
    item: EvidenceItem,
    evidence_type: EvidenceType | None,
    consents: Iterable[Consent],
    today: date,
    scope: Scope = Scope.ASSESSMENT,
) -> ConsentState:
    """Say how an item stands on a day, by the consents of its portfolio.

    Records about the item itself count before those about the whole portfolio, which concern what needs consent.
    Every record that says who can be seen must hold: one group that withdrew closes the item for all, whatever the
    lead decided. Where a type needs consent only if people can be recognised, an item without any record is
    `NOT_NEEDED`: `is_unsettled` tells that nobody has said so.
    """
    known = tuple(consents)
    states = {_state(one, today, scope) for one in _about(item, evidence_type, known)}
    if ConsentState.WITHDRAWN in states:
        return ConsentState.WITHDRAWN
    if any(_state(one, today, scope) is ConsentState.GIVEN for one in overrides(item, known)):
        return ConsentState.GIVEN
    for state in (ConsentState.ENDED, ConsentState.MISSING, ConsentState.GIVEN):
        if state in states:
            return state
    missing = needed(item, evidence_type) in {REQUIRED, AUTHOR}
    return ConsentState.MISSING if missing else ConsentState.NOT_NEEDED


def overrides(item: EvidenceItem, consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the decisions of a lead that concern an item. They open what has no record, never what was withdrawn."""
    return tuple(one for one in consents if one.basis is Basis.OVERRIDE and one.item_id in {"", item.id})


def is_unsettled(item: EvidenceItem, evidence_type: EvidenceType | None, consents: Iterable[Consent]) -> bool:
    """Say whether an item may show people and nobody has recorded whether it does."""
    return needed(item, evidence_type) == IF_PEOPLE and not _about(item, evidence_type, consents)


def sentence(state: ConsentState, evidence_type: EvidenceType | None = None) -> str:
    """Say in words how an item stands, for where it would be shown."""
    if state is ConsentState.MISSING and evidence_type is not None and evidence_type.consent == AUTHOR:
        return _(_OF_AUTHOR)
    return _(_SENTENCES[state])


def ends_soon(consent: Consent, today: date, days: int = ENDS_SOON_DAYS) -> bool:
    """Say whether a consent that holds today ends within so many days."""
    if consent.until is None or consent.withdrawn_on is not None:
        return False
    return today <= consent.until <= today + timedelta(days=days)


def _about(item: EvidenceItem, evidence_type: EvidenceType | None, consents: Iterable[Consent]) -> tuple[Consent, ...]:
    """Return the records that concern an item: its own, or those of the portfolio where it needs any at all."""
    known = tuple(one for one in consents if one.basis is not Basis.OVERRIDE)
    own = tuple(one for one in known if one.item_id == item.id)
    return own if own or not needed(item, evidence_type) else tuple(one for one in known if not one.item_id)


def _state(consent: Consent, today: date, scope: Scope) -> ConsentState:
    if consent.withdrawn_on is not None and consent.withdrawn_on <= today:
        return ConsentState.WITHDRAWN
    if consent.until is not None and consent.until < today:
        return ConsentState.ENDED
    if consent.given_on is not None and consent.given_on > today:
        return ConsentState.MISSING
    if consent.basis is Basis.NOBODY:
        return ConsentState.GIVEN
    scopes = (Scope.ASSESSMENT,) if consent.basis is Basis.OVERRIDE else consent.scopes
    return ConsentState.GIVEN if scope in scopes else ConsentState.MISSING
