"""Take in what others said: look first, then keep everything that can come in, in one transaction.

Records, statements, cards and the line of history come in together or not at all. What can't come in yet is held on
this desk and comes in by itself when what it waits for arrives; the same package again changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from certdesk.actions.merging_keep import keep_plan
from certdesk.actions.merging_lines import lines_of, sentence_of
from certdesk.actions.merging_plan import plan_merge
from certdesk.actions.merging_values import Code, Incoming, MergePlan, Outcome
from certdesk.actions.quarantine import let_files_in
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.exchange import Direction, PreviewLine, Sender, SenderTrust
from certdesk.signing.identity import list_identities
from certdesk.signing.statements import check_card, read_card
from certdesk.signing.statements_trust import accept_key, load_trusted
from certdesk.store.exchanges import Exchange, Fate, State, received
from certdesk.store.statements import load_held
from certdesk.store.workspace import Workspace

__all__ = [
    "Code",
    "Incoming",
    "MergeReceipt",
    "Outcome",
    "accept_sender",
    "held_again",
    "keep_merge",
    "look_at_sender",
    "preview_merge",
]


@dataclass(frozen=True, slots=True)
class MergeReceipt:
    """What taking a package in did. ``exchange_id`` is its line in the history."""

    change: Change
    exchange_id: str
    outcomes: tuple[Outcome, ...]

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        return sentence_of(self.outcomes)

    def with_fate(self, fate: Fate) -> tuple[Outcome, ...]:
        """Return the statements of one fate."""
        return tuple(one for one in self.outcomes if one.fate is fate)

    @property
    def taken(self) -> tuple[Outcome, ...]:
        """What came in."""
        return self.with_fate(Fate.TAKEN)

    @property
    def held(self) -> tuple[Outcome, ...]:
        """What waits for something."""
        return self.with_fate(Fate.HELD)

    @property
    def quarantined(self) -> tuple[Outcome, ...]:
        """What is held back because of who said it or what it says."""
        return self.with_fate(Fate.QUARANTINED)

    @property
    def already(self) -> tuple[Outcome, ...]:
        """What was here before."""
        return self.with_fate(Fate.ALREADY)

    @property
    def damaged(self) -> tuple[Outcome, ...]:
        """What can't be read, or was altered."""
        return self.with_fate(Fate.DAMAGED)


def preview_merge(workspace: Workspace, incoming: Incoming) -> tuple[PreviewLine, ...]:
    """Say what taking a package in would change; nothing is changed. Raises NewerFormatError."""
    plan = plan_merge(workspace, incoming)
    # What is held from other packages counts only where it comes in with this one.
    told = tuple(one for one in plan.outcomes if one.package == incoming.package or one.fate is Fate.TAKEN)
    return lines_of(workspace, replace(plan, outcomes=told))


def keep_merge(workspace: Workspace, incoming: Incoming, *, only: Collection[str] | None = None) -> MergeReceipt:
    """Take a package in, all of it or what is about the subjects in ``only``: everything or nothing.

    The files must be in their places before. The same package again changes nothing. Raises NewerFormatError before
    anything is changed, StorageError.
    """
    plan = plan_merge(workspace, incoming, only)
    before = received(workspace.db, incoming.package)
    mine = tuple(one for one in plan.outcomes if one.package == incoming.package)
    exchange = before or _new_exchange(workspace, incoming, plan)
    if incoming.complete and exchange.state is State.PARTIAL and only is None:
        exchange = replace(exchange, state=State.COMPLETE)
    change = keep_plan(workspace, plan, exchange)
    return MergeReceipt(change, exchange.id, mine)


def held_again(workspace: Workspace) -> Change:
    """Let in what was held here and waits for nothing any more."""
    let_files_in(workspace)
    if not load_held(workspace.db):
        return UNCHANGED
    return keep_plan(workspace, plan_merge(workspace, None))


def look_at_sender(workspace: Workspace, card_text: str, desk: str = "") -> Sender:
    """Say whose card this is and what is known of them; the words only where somebody has to compare them.

    Raises UntrustedFileError for a card that does not hold together.
    """
    card = read_card(card_text)
    trusted = load_trusted(workspace.folder, list_identities(workspace.identities))
    verdict = check_card(card, trusted, workspace.clock())
    words = card.words if verdict.trust is SenderTrust.UNKNOWN else ()
    return Sender(card.person, card.name, desk, verdict.trust, words)


def accept_sender(workspace: Workspace, card_text: str, typed: str) -> Change:
    """Accept a key whose six words somebody typed as they heard them, and let in what was held for it.

    Raises NotAllowedError for other words, UntrustedFileError for a damaged card.
    """
    accept_key(workspace.folder, read_card(card_text), typed, workspace.clock())
    return held_again(workspace)


def _new_exchange(workspace: Workspace, incoming: Incoming, plan: MergePlan) -> Exchange:
    name = next((card.name for card in plan.cards.values() if card.person == incoming.peer), "")
    return Exchange(
        id=workspace.new_id(),
        package=incoming.package,
        direction=Direction.RECEIVED,
        carrier=incoming.carrier,
        peer=incoming.peer,
        peer_name=name,
        at=workspace.clock(),
        state=State.COMPLETE if incoming.complete else State.PARTIAL,
        size=incoming.size,
        usual_time=incoming.usual_time,
    )
