"""The slots of a portfolio: what its rubric asks for, what fills it, what lacks, and where the rest may belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.changeable import is_begun, is_signed
from certdesk.core.expectations import evidence_name, limit_in_words
from certdesk.core.portfolio import EvidenceItem, Portfolio
from certdesk.core.rubric import EvidenceRule, Rubric
from certdesk.intake.sorting import SortedAs, sort_item
from certdesk.store.item_days import item_days
from certdesk.store.portfolios import load_items, load_portfolio
from certdesk.store.removed_items import removed_items
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Slot:
    """One sort of evidence: ``minimum`` are needed for the ``criteria``; 0 where nothing asks for it.

    ``limits`` says in words how long or how many; ``notes`` are the rubric's own words about it.
    """

    type: str
    label: str
    minimum: int
    criteria: tuple[str, ...]
    limits: tuple[str, ...]
    notes: tuple[str, ...]
    items: tuple[EvidenceItem, ...]

    @property
    def missing(self) -> int:
        """How many are still needed."""
        return max(0, self.minimum - len(self.items))


@dataclass(frozen=True, slots=True)
class Unsorted:
    """An item in no slot, and where it may belong."""

    item: EvidenceItem
    suggested: SortedAs


@dataclass(frozen=True, slots=True)
class SlotsView:
    """A portfolio by sorts of evidence: what the rubric requires first, in its order, then what else is there.

    ``choices`` are all sorts with their labels, for a menu. ``days`` are known days by item id.
    """

    portfolio: Portfolio
    slots: tuple[Slot, ...]
    unsorted: tuple[Unsorted, ...]
    removed: tuple[EvidenceItem, ...]
    days: Mapping[str, date]
    choices: tuple[tuple[str, str], ...]
    begun: bool
    """Somebody has begun to assess: items that annotations lead to can't be taken out."""
    signed: bool
    """Its assessment is signed: nothing can be changed."""

    @property
    def empty(self) -> tuple[Slot, ...]:
        """The required slots that lack something."""
        return tuple(slot for slot in self.slots if slot.missing)


def slots_of(workspace: Workspace, portfolio_id: str) -> SlotsView:
    """Read the slots of a portfolio. Raises NotFoundError."""
    portfolio = load_portfolio(workspace.db, portfolio_id)
    rubric = load_rubric(workspace.db, portfolio.rubric)
    items = load_items(workspace.db, portfolio_id)
    names = {each.id: each.label for each in evidence_types(shipped.rubrics()).types}
    rules = _rules(rubric)
    required = [_slot(type_id, found, items, names) for type_id, found in rules.items()]
    others = dict.fromkeys(item.evidence_type for item in items if item.evidence_type not in {*rules, ""})
    more = [_slot(type_id, (), items, names) for type_id in others]
    unsorted = tuple(
        Unsorted(item, sort_item(item.file_name, item.kind, item.title)) for item in items if not item.evidence_type
    )
    every = dict.fromkeys((*rules, *names, *others))
    return SlotsView(
        portfolio=portfolio,
        slots=(*required, *more),
        unsorted=unsorted,
        removed=removed_items(workspace.db, portfolio_id),
        days=item_days(workspace.db, portfolio_id),
        choices=tuple((type_id, evidence_name(type_id, names)) for type_id in every),
        begun=is_begun(workspace, portfolio_id),
        signed=is_signed(workspace, portfolio_id),
    )


_Rules = tuple[tuple[str, EvidenceRule], ...]


def _rules(rubric: Rubric) -> dict[str, _Rules]:
    """Return the rules for each required sort of evidence, each with its criterion."""
    rules: dict[str, _Rules] = {}
    for criterion in rubric.criteria:
        for rule in criterion.required:
            rules[rule.type] = (*rules.get(rule.type, ()), (criterion.id, rule))
    return rules


def _slot(type_id: str, rules: _Rules, items: tuple[EvidenceItem, ...], names: Mapping[str, str]) -> Slot:
    limits = (limit_in_words(name, number) for _criterion, rule in rules for name, number in rule.limits)
    return Slot(
        type=type_id,
        label=evidence_name(type_id, names),
        # One lesson video serves all criteria that ask for one.
        minimum=max((rule.minimum for _criterion, rule in rules), default=0),
        criteria=tuple(dict.fromkeys(criterion for criterion, _rule in rules)),
        limits=tuple(dict.fromkeys(limits)),
        notes=tuple(dict.fromkeys(rule.note for _criterion, rule in rules if rule.note)),
        items=tuple(item for item in items if item.evidence_type == type_id),
    )
