"""What the check of a portfolio shows, read at once from the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.changeable import is_begun
from certdesk.actions.mending_offers import FILE_REPAIRS, hidden_in, measured, proposed_steps, safe_name
from certdesk.actions.mending_words import stays_after_strip
from certdesk.actions.preflighting import plan_preflight, preflight_of
from certdesk.actions.repairing import offered_repairs, plan_smaller_for_all
from certdesk.core.annotations import TimeSpan
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.preflight import Finding, Preflight, RepairKind
from certdesk.core.recipes import CopyPurpose, ItemCopy, Strip
from certdesk.core.words import _
from certdesk.store.copies import copies_of_portfolio
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.portfolio_views.repair_words import Offer

AT_ONCE = (RepairKind.ROTATE, RepairKind.STRIP, RepairKind.RENAME)
"""Repairs that need nobody to choose anything, so that they can be done to many files at once."""


@dataclass(frozen=True, slots=True)
class PortfolioFacts:
    """``waiting`` counts files that nobody has looked at; ``large`` videos that could be made smaller."""

    portfolio: Portfolio
    items: Mapping[str, EvidenceItem]
    told: Preflight
    begun: bool
    waiting: int
    offered: Mapping[str, frozenset[RepairKind]]
    mended: tuple[tuple[EvidenceItem, ItemCopy], ...]
    large: int

    def finding(self, number: int) -> Finding | None:
        """Return a finding by its place, or None where there is none any more."""
        return self.told.findings[number] if 0 <= number < len(self.told.findings) else None

    def with_repair(self, kind: RepairKind) -> tuple[Finding, ...]:
        """Return the findings that a repair can help with now, one for each item."""
        if self.begun:
            return ()
        found = {one.item_id: one for one in self.told.findings if one.repair is kind and one.item_id}
        return tuple(one for one in found.values() if kind not in FILE_REPAIRS or self._can(one.item_id, kind))

    def _can(self, item_id: str, kind: RepairKind) -> bool:
        return kind in self.offered.get(item_id, frozenset())


def facts_of(workspace: Workspace, portfolio_id: str) -> PortfolioFacts:
    """Read everything about one portfolio. Raises NotFoundError."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    items = {item.id: item for item in load_items(workspace.db, portfolio_id)}
    told = preflight_of(workspace, portfolio_id)
    wanted = {one.item_id for one in told.findings if one.item_id in items and one.repair in FILE_REPAIRS}
    offered = {item_id: frozenset(offered_repairs(workspace, item_id)) for item_id in wanted}
    mended = tuple(
        (items[copy.item_id], copy)
        for copy in copies_of_portfolio(workspace.db, portfolio_id)
        if copy.purpose is CopyPurpose.ORIGINAL and not copy.discarded and copy.item_id in items
    )
    begun = is_begun(workspace, portfolio_id)
    large = len(plan_smaller_for_all(workspace, (portfolio_id,))) if not begun else 0
    waiting = len(plan_preflight(workspace, (portfolio_id,)).orders)
    return PortfolioFacts(portfolio, items, told, begun, waiting, offered, mended, large)


def offer_for(workspace: Workspace, facts: PortfolioFacts, finding: Finding) -> Offer | None:
    """Return what could be done about a finding, with what it would change; None where the program can do nothing."""
    item = facts.items.get(finding.item_id)
    if item is None:
        return None
    if finding.repair is RepairKind.RENAME:
        return Offer(item, (), new_name=safe_name(item), refusal=_begun(facts))
    steps = proposed_steps(workspace, finding)
    if not steps:
        return None
    strips = isinstance(steps[0], Strip)
    most = finding.anchor.start_ms if isinstance(finding.anchor, TimeSpan) else 0
    return Offer(
        item,
        steps,
        hidden=hidden_in(measured(workspace, item)) if strips else (),
        stays=stays_after_strip(item.kind) if strips else "",
        most_ms=most,
        refusal=_begun(facts),
    )


def _begun(facts: PortfolioFacts) -> str:
    if not facts.begun:
        return ""
    return _("Somebody has begun to assess this portfolio, so its files stay as they are.")
