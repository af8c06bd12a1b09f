"""The register of consent of a portfolio: recorded, changed, withdrawn, ended; and the lead's opening without one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from certdesk.actions.consent_gate import catalogue_here, closing_of, may_override
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.consent import Basis, Consent, ConsentState, Scope
from certdesk.core.consent_rules import ENDS_SOON_DAYS, consent_state, is_unsettled
from certdesk.core.errors import NotAllowedError
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.words import _
from certdesk.store.consents import consent_row, load_consent, load_consents, portfolios_ending
from certdesk.store.portfolios import load_item, load_items, load_portfolio
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ItemConsent:
    """One item of a register: how it stands today. ``unsettled``: nobody has said whether people are in it."""

    item: EvidenceItem
    state: ConsentState
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class ConsentRegister:
    """The register of one portfolio as it stands on ``on``: its records, and how each item stands by them."""

    portfolio: Portfolio
    on: date
    consents: tuple[Consent, ...]
    items: tuple[ItemConsent, ...]


@dataclass(frozen=True, slots=True)
class EndingConsent:
    """A consent that ends soon, and the code of its portfolio."""

    code: str
    consent: Consent


def record_consent(workspace: Workspace, consent: Consent) -> Change:
    """Add a record, or replace the one with the same id; an empty id gets one.

    Raises NotFoundError for a portfolio or item that is not there, NotAllowedError for what contradicts itself.
    """
    _check(workspace, consent)
    code = load_portfolio(workspace.db, consent.portfolio_id).code
    new = not consent.id
    kept = replace(consent, id=consent.id or workspace.new_id(), people=consent.people.strip())
    label = _("consent recorded for {code}") if new else _("consent changed for {code}")
    return _keep(workspace, kept, "consent.recorded" if new else "consent.changed", label.format(code=code))


def withdraw_consent(workspace: Workspace, consent_id: str, since: date | None = None, reason: str = "") -> Change:
    """Write down that a consent was withdrawn, today or on a day before: what rests on it closes at once.

    A reason is added to the note, and stays in the register.
    """
    consent = load_consent(workspace.db, consent_id)
    if consent.withdrawn_on is not None:
        return UNCHANGED
    today = workspace.clock().date()
    day = since or today
    if day > today:
        raise NotAllowedError(_("That day has not come yet."), _("Set until when the consent holds instead."))
    code = load_portfolio(workspace.db, consent.portfolio_id).code
    label = _("consent withdrawn for {code}").format(code=code)
    note = " ".join(part for part in (consent.note, " ".join(reason.split())) if part)
    return _keep(workspace, replace(consent, withdrawn_on=day, note=note), "consent.withdrawn", label)


def link_form(workspace: Workspace, consent_id: str, proof_item_id: str) -> Change:
    """Name the item that holds the signed form; "" unlinks it."""
    return record_consent(workspace, replace(load_consent(workspace.db, consent_id), proof_item_id=proof_item_id))


def override_consent(workspace: Workspace, item_id: str, reason: str) -> Change:
    """Open a closed item for assessment without a record, for a reason that stays in the register and the journal.

    Raises NotAllowedError without a reason, for somebody other than the lead, and where consent was withdrawn.
    """
    item = load_item(workspace.db, item_id)
    closing = closing_of(workspace, item)
    if closing is None:
        return UNCHANGED
    if not may_override(workspace):
        raise NotAllowedError(_("Only the programme's lead opens what is closed."), _("Ask the lead or coordinator."))
    if closing.state is ConsentState.WITHDRAWN:
        raise NotAllowedError(
            _("The consent was withdrawn, so nobody can open it."),
            _("Mask the people in it, or mark what the rest of the portfolio shows."),
        )
    told = " ".join(reason.split())
    if not told:
        raise NotAllowedError(_("A closed item is opened for a reason."), _("Say in a few words why."))
    opened = Consent(
        id=workspace.new_id(),
        portfolio_id=item.portfolio_id,
        people="",
        basis=Basis.OVERRIDE,
        item_id=item.id,
        given_on=workspace.clock().date(),
        note=told,
    )
    label = _("“{title}” opened without consent").format(title=item.title)
    return _keep(workspace, opened, "consent.overridden", label)


def register_of(workspace: Workspace, portfolio_id: str) -> ConsentRegister:
    """Read the register of a portfolio as it stands today."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    consents = load_consents(workspace.db, portfolio_id)
    today = workspace.clock().date()
    lines = []
    for item in load_items(workspace.db, portfolio_id):
        kind = catalogue_here().type(item.evidence_type)
        state = consent_state(item, kind, consents, today)
        lines.append(ItemConsent(item, state, is_unsettled(item, kind, consents)))
    return ConsentRegister(portfolio, today, consents, tuple(lines))


def ending_soon(workspace: Workspace, days: int = ENDS_SOON_DAYS) -> tuple[EndingConsent, ...]:
    """Return the consents of the workspace that end within so many days, the soonest first."""
    today = workspace.clock().date()
    found = portfolios_ending(workspace.db, today, today + timedelta(days=days))
    return tuple(EndingConsent(code, consent) for code, consent in found)


def covers(consent: Consent, scope: Scope) -> bool:
    """Say whether a record is given for a use."""
    return scope in consent.scopes and (consent.basis is not Basis.OVERRIDE or scope is Scope.ASSESSMENT)


def _keep(workspace: Workspace, consent: Consent, deed: str, label: str) -> Change:
    with workspace.recording(deed, label, subject=consent.portfolio_id) as recording:
        recording.put("consent", consent_row(consent))
    return recording.change


def _check(workspace: Workspace, consent: Consent) -> None:
    if consent.basis is Basis.OVERRIDE:
        text = _("The lead's decision is no consent.")
        raise NotAllowedError(text, _("Open the item with a reason instead."))
    if not consent.people.strip() and consent.basis is not Basis.NOBODY:
        text = _("A consent says who can be recognised.")
        raise NotAllowedError(text, _("In words that name nobody, such as “class 9B, 24 pupils”."))
    if not consent.scopes:
        raise NotAllowedError(_("A consent is given for something."), _("Choose assessment, training or examples."))
    if consent.given_on and consent.until and consent.until < consent.given_on:
        raise NotAllowedError(_("The consent ends before it begins."), _("Correct one of the two days."))
    if consent.withdrawn_on and consent.withdrawn_on > workspace.clock().date():
        raise NotAllowedError(_("That day has not come yet."), _("Set until when the consent holds instead."))
    for item_id in (consent.item_id, consent.proof_item_id):
        if item_id and load_item(workspace.db, item_id).portfolio_id != consent.portfolio_id:
            raise NotAllowedError(_("That item belongs to another portfolio."), _("Choose an item of this one."))
