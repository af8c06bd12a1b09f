"""The statements of a package as they are read, and whether anybody here knows who signed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from certdesk.actions.merging_values import AGAIN, Code, Incoming, Outcome
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.exchange import SenderTrust
from certdesk.core.plain import digest
from certdesk.core.statements import NewerFormatError, Sealed, read_sealed
from certdesk.signing.identity import list_identities
from certdesk.signing.statements import Card, Trusted, Verdict, check_card, check_statement, read_card
from certdesk.signing.statements_trust import load_trusted
from certdesk.store.exchanges import Fate
from certdesk.store.statements import load_cards, load_held
from certdesk.store.workspace import Workspace


@dataclass(slots=True)
class Read:
    """What a package holds and what is held here, read; ``packages`` says with which each statement came."""

    sealed: list[Sealed] = field(default_factory=list)
    packages: dict[str, str] = field(default_factory=dict)
    damaged: list[Outcome] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)


def read_all(workspace: Workspace, incoming: Incoming | None) -> Read:
    """Read what came, and what is held here and may come in with it. Raises NewerFormatError."""
    held = load_held(workspace.db)
    texts = dict.fromkeys(incoming.statements, incoming.package) if incoming else {}
    for one in held:
        if one.code in AGAIN:
            texts.setdefault(one.text, one.package)
    read = Read()
    for text, package in texts.items():
        try:
            sealed = read_sealed(text)
        except NewerFormatError:
            raise
        except UntrustedFileError as problem:
            read.damaged.append(_damaged(text, package, problem))
            continue
        read.sealed.append(sealed)
        read.packages[sealed.hash] = package
    cards = [*load_cards(workspace.db).values(), *(incoming.cards if incoming else ())]
    trusted = load_trusted(workspace.folder, list_identities(workspace.identities))
    read.cards = best_cards([*cards, *(one.card for one in held if one.card)], trusted)
    return read


def best_cards(texts: Iterable[str], trusted: Trusted) -> dict[str, Card]:
    """Read cards by did:key. Of several for one key one that is known here counts, then a programme's, then the newest.

    Anybody can write a card with somebody else's key on it.
    """
    found: dict[str, Card] = {}

    def rank(card: Card) -> tuple[bool, bool, datetime]:
        known = check_card(card, trusted, card.since).trust is SenderTrust.KNOWN
        return known, not card.self_made, card.since

    for text in dict.fromkeys(texts):
        try:
            card = read_card(text)
        except CertDeskError:
            continue  # its statements are judged as those of somebody who showed no card
        known = found.get(card.did)
        if known is None or rank(card) > rank(known):
            found[card.did] = card
    return found


def verdicts(workspace: Workspace, sealed: Iterable[Sealed], cards: Mapping[str, Card]) -> dict[str, Verdict]:
    """Say of each statement who signed it and what is known of them."""
    trusted = load_trusted(workspace.folder, list_identities(workspace.identities))
    sealed = list(sealed)
    latest = {one.author: one for one in sorted(sealed, key=lambda each: each.at)}
    # Who is known at the time of their last statement was known before: asked once, not a thousand times.
    known = {
        did: verdict
        for did, one in latest.items()
        if did in cards and (verdict := check_card(cards[did], trusted, one.at)).trust is SenderTrust.KNOWN
    }
    return {one.hash: check_statement(one, cards, trusted, known.get(one.author)) for one in sealed}


def put_aside(sealed: Sealed, verdict: Verdict, package: str) -> Outcome | None:
    """Return why a statement can't come in for what is known of its author, or None."""
    match verdict.trust:
        case SenderTrust.KNOWN:
            return None
        case SenderTrust.UNKNOWN:
            fate, code = Fate.QUARANTINED, Code.KEY
        case SenderTrust.ENDED:
            fate, code = Fate.QUARANTINED, Code.ENDED
        case SenderTrust.BROKEN:
            fate, code = Fate.DAMAGED, Code.BROKEN
    return Outcome(sealed.hash, sealed.kind, sealed.subject, fate, code, verdict.reason, package=package, sealed=sealed)


def _damaged(text: str, package: str, problem: CertDeskError) -> Outcome:
    name = digest(text.encode("utf-8", "replace").decode())
    return Outcome(name, "", "", Fate.DAMAGED, Code.BROKEN, str(problem), package=package)
